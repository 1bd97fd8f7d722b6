"""Rows to alerts: threshold, suppression, one alert per run or per row, none raised twice."""

from __future__ import annotations

import json
import operator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from lab.replay.details import DetailsMaker
from lab.replay.entities import EntityMapper
from lab.replay.model import Alert, RunRecord
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    import pyarrow as pa

    from lab.replay.batches import Positions
    from lab.replay.runrows import RunRows
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


def settled(columns: Sequence[ResultColumn], rows: pa.Table) -> Positions | None:
    """An order for rows whose order means nothing; None where they stand in it.

    So the same alerts get the same rows whatever the strategy and the number of threads.
    """
    if rows.num_rows < 2 or not rows.num_columns:
        return None
    # Last what may differ in spelling alone: sums of reals, arrays that promise no order.
    loose = (KqlType.REAL, KqlType.DYNAMIC)
    by = sorted(range(rows.num_columns), key=lambda index: columns[index].type in loose)
    named = rows.rename_columns([str(index) for index in range(rows.num_columns)])
    found = pc.sort_indices(named, sort_keys=[(str(index), "ascending") for index in by])
    order: Positions = found.to_numpy().astype(np.int64)
    return order


class AlertMaker:
    """Makes the alerts of a rule's runs."""

    def __init__(self, rule: Rule, columns: Sequence[ResultColumn]) -> None:
        names = [column.name for column in columns]
        self._rule = rule
        self._entities = EntityMapper(rule.entities, names)
        self._details = DetailsMaker(rule, names)
        self._reads = sorted(self._entities.reads | self._details.reads)

    def alerts(self, run: Run, rows: RunRows) -> tuple[tuple[Alert, ...], int]:
        """The alerts of a run that fired, in order of its rows; and how many its limit drops."""
        rule, kind = self._rule, self._rule.kind
        cells = {place: rows.texts(place) for place in self._reads}
        parts = self._parts(len(rows), cells)
        dropped = 0
        if len(parts) > kind.alert_limit:
            alone = kind.alert_limit - kind.sums_up
            rest = [position for part in parts[alone:] for position in part]
            dropped = 0 if kind.sums_up else len(parts) - alone
            parts = [*parts[:alone], *([rest] if kind.sums_up else [])]
        # of their ``TimeGenerated``, or else the window
        start, end = rows.span() or (run.from_utc, run.to_utc)
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


def _kept(rows: RunRows, parts: Sequence[Sequence[int]]) -> Iterator[tuple[dict[str, object], ...]]:
    """The first rows of each alert, as JSON."""
    firsts = [part[:KEPT_ROWS] for part in parts]
    records = iter(rows.records([position for part in firsts for position in part]))
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
