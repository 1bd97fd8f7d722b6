"""Alerts as rows of ``SecurityAlert``, ``AlertInfo`` and ``AlertEvidence``.

Source of ``SecurityAlert``: the documented schema, keys and spellings of real alerts of scheduled
rules. The unified portal shows alerts of analytics rules in ``AlertInfo`` and ``AlertEvidence``
too (documented: they hold all data on alerts). What a custom detection writes into
``SecurityAlert`` is documented only as far as product and component go.

A row maps columns to Python values: datetimes are naive and UTC, dynamics are JSON text. Ids are
functions of what they name, so that two replays of the same give the same.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from lab.replay.entities import entities_json, evidence
from lab.result import timespan_text
from transpile.types import TICKS_PER_MICROSECOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from lab.replay.model import Alert
    from lab.rules.model import Rule

Row = dict[str, object]

_NAMESPACE = uuid.UUID("6f0e7c52-6b0a-5d0b-9f5e-1d6f0c3f7a10")
_VARIANTS = "89ab"
_TRIGGERS = {"gt": "GreaterThan", "lt": "LessThan", "eq": "Equal", "ne": "NotEqual"}
_NOW = (
    "// The query_now parameter represents the time (in UTC) at which the scheduled analytics rule "
    "ran to produce this alert.\nset query_now = datetime({now}0Z);\n"
)
_MICROSECONDS_PER_DAY = 86_400 * 10**6


def made_id(*parts: object) -> str:
    """The id of what the parts name: ``uuid.uuid5`` of them, at a third of its time."""
    name = "|".join(map(str, parts)).encode()
    digest = hashlib.sha1(_NAMESPACE.bytes + name, usedforsecurity=False).hexdigest()
    variant = _VARIANTS[int(digest[16], 16) & 3]
    tail = f"{variant}{digest[17:20]}-{digest[20:32]}"
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{tail}"


WORKSPACE = made_id("workspace")


def told(row: Row) -> str:
    """A row as JSON text; instants in ISO with Z."""
    return _told(row)


def _instant(value: object) -> str:
    assert isinstance(value, datetime), value
    return f"{value.isoformat()}Z"


# json.dumps makes an encoder for each text: half of the time of writing 100,000 alerts
_told = json.JSONEncoder(ensure_ascii=False, default=_instant).encode
_text = json.JSONEncoder(ensure_ascii=False).encode
_close_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class AlertForms:
    """The rows that the alerts of one rule leave.

    ``queries`` tells whether each alert repeats the rule's query, as real ones do.
    """

    def __init__(self, rule: Rule, tables: Sequence[str], *, queries: bool = True) -> None:
        self._queries = queries
        self._rule = rule
        self._source = rule.kind.source
        self._rule_id = json.dumps([rule.id])
        self._tables = json.dumps(list(tables))
        self._type = f"{WORKSPACE}_{rule.id}"
        self._grouping = "AlertPerEvent" if rule.alert_per_result else "SingleAlert"
        self._period_texts: dict[timedelta, str] = {}

    def id(self, alert: Alert) -> str:
        """The ``SystemAlertId``."""
        return made_id(self._rule.path, self._rule.id, alert.run.now, alert.number)

    def security_alert(self, alert: Alert) -> Row:
        """The row in ``SecurityAlert``."""
        details, source = alert.details, self._source
        system_id = self.id(alert)
        plain = [one for one in details.techniques if "." not in one]
        parents = [one.partition(".")[0] for one in details.techniques if "." in one]
        techniques = list(dict.fromkeys((*plain, *parents)))
        row: Row = {
            "TenantId": WORKSPACE,
            "TimeGenerated": alert.executed_utc,
            "StartTime": alert.start_utc,
            "EndTime": alert.end_utc,
            "ProcessingEndTime": alert.executed_utc,
            "SystemAlertId": system_id,
            "VendorOriginalId": made_id("vendor", system_id),
            "AlertName": details.title,
            "DisplayName": details.title,
            "AlertType": self._type,
            "Description": details.description,
            "AlertSeverity": details.severity,
            "Tactics": ", ".join(details.tactics),
            "Techniques": json.dumps(techniques) if techniques else "",
            "SubTechniques": _listed(one for one in details.techniques if "." in one),
            "VendorName": "Microsoft",
            "ProviderName": source.provider,
            "ProductName": source.product,
            "ProductComponentName": source.component,
            "Status": "New",
            "ConfidenceLevel": "Unknown",
            "ConfidenceScore": None,
            "IsIncident": False,
            "Entities": entities_json(alert.entities),
            "ExtendedProperties": _text(self._extended(alert)),
            "SourceSystem": "Detection",
            "Type": "SecurityAlert",
            "_ItemId": made_id("row", system_id),
            "_TimeReceived": alert.executed_utc,
        }
        for name, value in details.properties:
            row[name] = float(value) if name == "ConfidenceScore" else value
        return row

    def _extended(self, alert: Alert) -> Row:
        rule, run = self._rule, alert.run
        period = run.to_utc - run.from_utc
        if period not in self._period_texts:
            whole = period.days * _MICROSECONDS_PER_DAY
            whole += period.seconds * 10**6 + period.microseconds
            self._period_texts[period] = timespan_text(whole * TICKS_PER_MICROSECOND)
        extended: Row = {
            "Query Period": self._period_texts[period],
            "Trigger Operator": _TRIGGERS[rule.trigger_operator],
            "Trigger Threshold": str(rule.trigger_threshold),
            "Correlation Id": made_id(rule.path, rule.id, run.now),
            "Search Query Results Overall Count": str(len(alert.ordinals)),
            "Data Sources": self._tables,
            "Query Start Time UTC": _seconds(run.from_utc),
            "Query End Time UTC": _seconds(run.to_utc),
            "Analytic Rule Ids": self._rule_id,
            "Event Grouping": self._grouping,
            "Analytic Rule Name": rule.title,
            "ProcessedBySentinel": "True",
            "Alert generation status": "Full alert created",
        }
        if self._queries:
            ran = _NOW.format(now=run.now.isoformat(timespec="microseconds"))
            extended["Query"] = ran + rule.query
            if rule.alert_per_result:
                extended["OriginalQuery"] = rule.query
        if alert.details.custom:
            extended["Custom Details"] = _close_text(dict(alert.details.custom))
        return extended

    def alert_info(self, alert: Alert) -> Row:
        """The row in ``AlertInfo``."""
        tactics = alert.details.tactics
        return {
            **self._shared(alert),
            "Category": tactics[0] if tactics else "SuspiciousActivity",
            "Type": "AlertInfo",
            "_ItemId": made_id("info", self.id(alert)),
        }

    def alert_evidence(self, alert: Alert) -> list[Row]:
        """The rows in ``AlertEvidence``, one for each entity."""
        if not alert.entities:
            return []
        shared = self._shared(alert)
        categories = json.dumps(list(alert.details.tactics) or ["SuspiciousActivity"])
        impacted = "Impacted" if self._rule.kind.deduplicates else "Related"
        return [
            {
                **shared,
                "Categories": categories,
                "EvidenceRole": impacted,
                **evidence(entity, number),
                "Type": "AlertEvidence",
                "_ItemId": made_id("evidence", shared["AlertId"], number),
            }
            for number, entity in enumerate(alert.entities, 2)
        ]

    def _shared(self, alert: Alert) -> Row:
        details, source = alert.details, self._source
        return {
            "TenantId": WORKSPACE,
            "TimeGenerated": alert.executed_utc,
            "Timestamp": alert.executed_utc,
            "AlertId": f"{source.prefix}{self.id(alert)}",
            "Title": details.title,
            "Severity": details.severity,
            "ServiceSource": source.service,
            "DetectionSource": source.detection,
            "AttackTechniques": _listed(details.techniques),
            "SourceSystem": "Microsoft 365 Defender",
            "_TimeReceived": alert.executed_utc,
        }


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return json.dumps(found) if found else ""


def _seconds(value: datetime) -> str:
    return f"{value.isoformat(' ', 'seconds')}Z"
