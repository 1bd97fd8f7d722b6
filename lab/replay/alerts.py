"""Rows to alerts: threshold, suppression, one alert per run or per row, and the alert's own row."""

from __future__ import annotations

import json
import operator
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from lab.replay.model import Alert, RunRecord
from lab.result import Result, timespan_text
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta

    from lab.replay.window import Run
    from lab.rules.model import Rule

# What an alert keeps of its rows; the count is kept whole.
KEPT_ROWS = 150
_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "gt": operator.gt,
    "lt": operator.lt,
    "eq": operator.eq,
    "ne": operator.ne,
}

# Ids are functions of what they name, so that two replays of the same give the same.
_NAMESPACE = uuid.UUID("6f0e7c52-6b0a-5d0b-9f5e-1d6f0c3f7a10")


def fires(rule: Rule, rows: int) -> bool:
    """Whether a run of the rule with so many result rows raises an alert."""
    return _OPERATORS[rule.trigger_operator](rows, rule.trigger_threshold)


def suppressed(
    records: Sequence[RunRecord], suppression: timedelta | None
) -> tuple[RunRecord, ...]:
    """The records, with the runs silenced that follow an alert within the suppression.

    A run is skipped while its anchor lies before (anchor of the last alert + suppression).
    """
    if suppression is None:
        return tuple(records)
    until: datetime | None = None
    result = []
    for record in records:
        if until is not None and record.run.now < until:
            result.append(replace(record, fired=False, suppressed=True))
            continue
        if record.fired:
            until = record.run.now + suppression
        result.append(record)
    return tuple(result)


def settled(rows: Result) -> tuple[Result, list[int]]:
    """Rows whose order means nothing in an order of their own, and where each came from.

    So the same alerts get the same rows whatever the strategy and the number of threads.
    """
    raw = rows.raw
    if raw.num_rows < 2 or not raw.num_columns:
        return rows, list(range(raw.num_rows))
    # Last what may differ in spelling alone: sums of reals, arrays that promise no order.
    loose = (KqlType.REAL, KqlType.DYNAMIC)
    by = sorted(range(raw.num_columns), key=lambda index: rows.columns[index].type in loose)
    named = raw.rename_columns([str(index) for index in range(raw.num_columns)])
    order = pc.sort_indices(named, sort_keys=[(str(index), "ascending") for index in by])
    return Result(rows.columns, raw.take(order)), order.to_pylist()


def alerts_of(rule: Rule, run: Run, rows: Result) -> tuple[Alert, ...]:
    """The alerts of a run that fired, in order of its rows."""
    count, most = len(rows), rule.kind.alert_limit
    if rule.alert_per_result and count > 1:
        # Too many rows: the last alert stands for all that have none of their own.
        alone = count if count <= most else most - 1
        parts = [range(row, row + 1) for row in range(alone)]
        if alone < count:
            parts.append(range(alone, count))
    else:
        parts = [range(count)]
    start, end = span_of(run, rows)
    kept = rows.first(most + KEPT_ROWS).json_records()
    return tuple(
        Alert(
            run=run,
            executed_utc=run.now + rule.kind.delay,
            number=number,
            ordinals=part,
            rows=tuple(kept[part.start : min(part.stop, part.start + KEPT_ROWS)]),
            start_utc=start,
            end_utc=end,
        )
        for number, part in enumerate(parts, 1)
    )


def span_of(run: Run, rows: Result) -> tuple[datetime, datetime]:
    """The span of a run's results: of their ``TimeGenerated``, or else the window."""
    for column, values in zip(rows.columns, rows.raw.columns, strict=True):
        if column.name == "TimeGenerated" and column.type is KqlType.DATETIME:
            extremes = pc.min_max(values).as_py()
            if extremes["min"] is not None:
                return extremes["min"], extremes["max"]
    return run.from_utc, run.to_utc


def with_truth(alert: Alert, changed: Mapping[int, tuple[int, ...]]) -> Alert:
    """The alert with the scenarios that made it.

    ``changed`` maps scenarios to the positions of the run's rows that depend on them; no positions
    at all say that the run fired for want of rows because of the scenario.
    """
    scenarios = {}
    for scenario, positions in changed.items():
        own = tuple(position for position in positions if position in alert.ordinals)
        if own or not positions:
            scenarios[scenario] = own
    return replace(alert, scenarios=scenarios)


def security_alert(
    rule: Rule, alert: Alert, period: timedelta, tables: Sequence[str]
) -> dict[str, object]:
    """The row that the alert would leave in ``SecurityAlert``, by column name.

    Source: the keys of real alerts of scheduled rules. Entities are not mapped yet.
    """
    name = uuid.uuid5(_NAMESPACE, f"{rule.path}|{rule.id}|{alert.run.now}|{alert.number}")
    window = period.days * 86_400 * 10**6 + period.seconds * 10**6 + period.microseconds
    extended = {
        "Query Period": timespan_text(window * TICKS_PER_MICROSECOND),
        "Trigger Operator": _TRIGGERS[rule.trigger_operator],
        "Trigger Threshold": str(rule.trigger_threshold),
        "Correlation Id": str(uuid.uuid5(_NAMESPACE, f"{rule.path}|{rule.id}|{alert.run.now}")),
        "Search Query Results Overall Count": str(len(alert.ordinals)),
        "Data Sources": json.dumps(list(tables)),
        "Query": rule.query,
        "Query Start Time UTC": f"{alert.run.from_utc.isoformat()}Z",
        "Query End Time UTC": f"{alert.run.to_utc.isoformat()}Z",
        "Analytic Rule Ids": json.dumps([rule.id]),
        "Analytic Rule Name": rule.title,
        "Event Grouping": "AlertPerEvent" if rule.alert_per_result else "SingleAlert",
        "ProcessedBySentinel": "True",
        "Alert generation status": "Full alert created",
    }
    return {
        "TimeGenerated": f"{alert.executed_utc.isoformat()}Z",
        "StartTime": f"{alert.start_utc.isoformat()}Z",
        "EndTime": f"{alert.end_utc.isoformat()}Z",
        "SystemAlertId": str(name),
        "AlertName": rule.title,
        "DisplayName": rule.title,
        "Description": rule.description,
        "AlertSeverity": rule.severity,
        "Tactics": ",".join(rule.tactics),
        "Techniques": json.dumps(list(rule.techniques)),
        "VendorName": "Microsoft",
        "ProviderName": "ASI Scheduled Alerts",
        "ProductName": "Azure Sentinel",
        "ProductComponentName": "Scheduled Alerts",
        "Status": "New",
        "Entities": "",
        "ExtendedProperties": json.dumps(extended),
    }


_TRIGGERS = {"gt": "GreaterThan", "lt": "LessThan", "eq": "Equal", "ne": "NotEqual"}
