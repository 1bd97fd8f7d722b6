"""Alerts to incidents, as each rule configures it; and their rows in ``SecurityIncident``.

An alert joins the last incident of its rule that matches, holds fewer than 150 alerts, and whose
first alert is no older than the look-back; else it makes one. In a replay nobody closes an
incident, so that re-opening never comes up. The Defender portal may merge further, by rules that
are not published.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from lab.replay.entities import entity_type
from lab.replay.forms import WORKSPACE, AlertForms, Row, made_id
from lab.replay.model import Incident, severity_rank

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from datetime import datetime

    from lab.replay.model import Alert, RuleOutcome
    from lab.rules.model import IncidentSettings, Rule

MOST_ALERTS = 150

_NOBODY = json.dumps(
    {"objectId": None, "email": None, "assignedTo": None, "userPrincipalName": None}
)


def incidents_of(outcomes: Iterable[RuleOutcome]) -> tuple[Incident, ...]:
    """The incidents of all rules, numbered in order of creation (by rule where at once)."""
    found = [
        incident
        for outcome in outcomes
        if outcome.rule is not None
        for incident in _of_rule(outcome.rule, outcome.alerts)
    ]
    found.sort(key=lambda incident: (incident.created_utc, incident.rule))
    return tuple(replace(incident, number=number) for number, incident in enumerate(found, 1))


def _of_rule(rule: Rule, alerts: Sequence[Alert]) -> Iterator[Incident]:
    settings = rule.incidents
    if not settings.create:
        return
    ordered = sorted(alerts, key=lambda alert: (alert.executed_utc, alert.number))
    if not settings.grouped:
        yield from (Incident(0, rule.path, (alert,)) for alert in ordered)
        return
    groups: list[list[Alert]] = []
    last: dict[Hashable, list[Alert]] = {}
    wanted = frozenset(entity_type(name) for name in settings.by_entities)
    for alert in ordered:
        same = _matched(alert, settings, wanted)
        group = last.get(same)
        if (
            group is None
            or len(group) >= MOST_ALERTS
            or alert.executed_utc - group[0].executed_utc > settings.lookback
        ):
            group = last[same] = []
            groups.append(group)
        group.append(alert)
    yield from (Incident(0, rule.path, tuple(group)) for group in groups)


def _matched(alert: Alert, settings: IncidentSettings, wanted: frozenset[str]) -> Hashable:
    """What alerts of one incident have alike."""
    if settings.matching == "AnyAlert":
        return ()
    if settings.matching == "AllEntities":
        return frozenset(alert.entities)
    details, custom = alert.details, dict(alert.details.custom)
    texts = {"displayname": details.title, "severity": details.severity}
    return (
        frozenset(entity for entity in alert.entities if entity.type in wanted),
        tuple(texts.get(name.lower(), "") for name in settings.by_alert_details),
        tuple(custom.get(key, ()) for key in settings.by_custom_details),
    )


@dataclass(frozen=True, slots=True)
class IncidentState:
    """A row that an incident leaves: as it is once the alerts of a run have joined it."""

    at_utc: datetime
    alerts: tuple[Alert, ...]
    row: Row


def incident_states(incident: Incident, forms: AlertForms, rule: Rule) -> Iterator[IncidentState]:
    """The states of an incident, in order; the first when it is created."""
    name = made_id("incident", rule.path, forms.id(incident.alerts[0]))
    shared: Row = {
        "TenantId": WORKSPACE,
        "IncidentName": name,
        "IncidentNumber": incident.number,
        "IncidentUrl": f"https://security.microsoft.com/incidents/{incident.number}",
        "ProviderIncidentId": str(incident.number),
        "ProviderName": "Azure Sentinel",
        "Title": incident.title,
        "Description": incident.alerts[0].details.description,
        "Status": "New",
        "CreatedTime": incident.created_utc,
        "Owner": _NOBODY,
        "Labels": "[]",
        "Comments": "[]",
        "Tasks": "[]",
        "BookmarkIds": "[]",
        "RelatedAnalyticRuleIds": json.dumps([rule.id]),
        "SourceSystem": "Azure",
        "Type": "SecurityIncident",
    }
    held: list[Alert] = []
    ids: list[str] = []
    for at_utc, joining in groupby(incident.alerts, key=lambda alert: alert.executed_utc):
        joined = list(joining)
        first = not held
        held += joined
        ids += [forms.id(alert) for alert in joined]
        severities = {alert.details.severity for alert in held}
        row = {
            **shared,
            "TimeGenerated": at_utc,
            "LastModifiedTime": at_utc,
            "FirstModifiedTime": None if first else at_utc,
            "ModifiedBy": "Incident created from alert" if first else "Alert updated incident",
            "Severity": max(severities, key=severity_rank),
            "FirstActivityTime": min(alert.start_utc for alert in held),
            "LastActivityTime": max(alert.end_utc for alert in held),
            "AlertIds": json.dumps(ids),
            "AdditionalData": json.dumps(_additional(held, rule)),
            "_ItemId": made_id("incident", name, at_utc),
            "_TimeReceived": at_utc,
        }
        yield IncidentState(at_utc, tuple(held), row)


def _additional(alerts: Sequence[Alert], rule: Rule) -> Row:
    details = [alert.details for alert in alerts]
    return {
        "alertsCount": len(alerts),
        "bookmarksCount": 0,
        "commentsCount": 0,
        "alertProductNames": [rule.kind.source.product],
        "tactics": list(dict.fromkeys(one for each in details for one in each.tactics)),
        "techniques": list(dict.fromkeys(one for each in details for one in each.techniques)),
    }
