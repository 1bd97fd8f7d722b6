"""Rows to alerts: threshold, suppression, one alert per run or per row, none raised twice."""

from __future__ import annotations

import json
import operator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from lab.replay.details import DetailsMaker
from lab.replay.entities import EntityMapper
from lab.replay.model import Alert, RunRecord
from lab.result import Result, cell_text, json_values
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from lab.replay.window import Run
    from lab.result import ResultColumn
    from lab.rules.model import Rule

# What an alert keeps of its rows; the count is kept whole.
KEPT_ROWS = 150
_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "gt": operator.gt,
    "lt": operator.lt,
    "eq": operator.eq,
    "ne": operator.ne,
}


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


class AlertMaker:
    """Makes the alerts of a rule's runs."""

    def __init__(self, rule: Rule, columns: Sequence[ResultColumn]) -> None:
        names = [column.name for column in columns]
        self._rule = rule
        self._entities = EntityMapper(rule.entities, names)
        self._details = DetailsMaker(rule, names)
        self._reads = sorted(self._entities.reads | self._details.reads)

    def alerts(self, run: Run, rows: Result) -> tuple[tuple[Alert, ...], int]:
        """The alerts of a run that fired, in order of its rows; and how many its limit drops."""
        rule, kind = self._rule, self._rule.kind
        cells = {
            place: [
                cell_text(value, rows.columns[place].type)
                for value in json_values(rows.raw.column(place), rows.columns[place].type)
            ]
            for place in self._reads
        }
        parts = self._parts(len(rows), cells)
        dropped = 0
        if len(parts) > kind.alert_limit:
            alone = kind.alert_limit - kind.sums_up
            rest = [position for part in parts[alone:] for position in part]
            dropped = 0 if kind.sums_up else len(parts) - alone
            parts = [*parts[:alone], *([rest] if kind.sums_up else [])]
        start, end = span_of(run, rows)
        kept = _kept(rows, parts)
        return tuple(
            Alert(
                run=run,
                executed_utc=run.now + kind.delay,
                number=number,
                ordinals=part,
                rows=shown,
                start_utc=start,
                end_utc=end,
                rule=rule.path,
                details=self._details.details(part, cells),
                entities=self._entities.entities(part, cells),
            )
            for number, (part, shown) in enumerate(zip(parts, kept, strict=True), 1)
        ), dropped

    def _parts(self, count: int, cells: Mapping[int, Sequence[str]]) -> list[Sequence[int]]:
        """The rows of each alert, by position."""
        if not self._rule.alert_per_result or count < 2:
            return [range(count)]
        if not self._rule.kind.deduplicates or not self._reads:
            return [range(row, row + 1) for row in range(count)]
        parts: dict[tuple[object, ...], list[int]] = {}
        for row in range(count):
            same = (self._entities.entities((row,), cells), self._details.details((row,), cells))
            parts.setdefault(same, []).append(row)
        return list(parts.values())


def _kept(rows: Result, parts: Sequence[Sequence[int]]) -> Iterator[tuple[dict[str, object], ...]]:
    """The first rows of each alert, as JSON."""
    firsts = [part[:KEPT_ROWS] for part in parts]
    wanted = [position for part in firsts for position in part]
    raw = rows.raw
    ahead = wanted == list(range(len(wanted)))  # then a slice does, and it is free
    taken = raw.slice(0, len(wanted)) if ahead else raw.take(wanted)
    records = iter(Result(rows.columns, taken).json_records())
    return (tuple(islice(records, len(part))) for part in firsts)


def once(rule: Rule, raised: Sequence[Sequence[Alert]]) -> Iterator[tuple[tuple[Alert, ...], int]]:
    """The alerts of each run that stand, and how many were raised before and are not again.

    A kind that deduplicates raises an alert once for the same entities, custom details and texts
    that rows gave; where a rule maps nothing, for the same rows.
    """
    if not rule.kind.deduplicates:
        yield from ((tuple(alerts), 0) for alerts in raised)
        return
    mapped = bool(rule.entities or rule.custom_details)
    known: set[tuple[object, ...]] = set()
    for alerts in raised:
        stand = []
        for alert in alerts:
            same = (alert.entities, alert.details, () if mapped else json.dumps(alert.rows))
            if same not in known:
                known.add(same)
                stand.append(alert)
        yield tuple(stand), len(alerts) - len(stand)


def span_of(run: Run, rows: Result) -> tuple[datetime, datetime]:
    """The span of a run's results: of their ``TimeGenerated``, or else the window."""
    for column, values in zip(rows.columns, rows.raw.columns, strict=True):
        if column.name == "TimeGenerated" and column.type is KqlType.DATETIME:
            extremes = pc.min_max(values).as_py()
            if extremes["min"] is not None:
                return extremes["min"], extremes["max"]
    return run.from_utc, run.to_utc
