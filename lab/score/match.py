"""Which alerts are true: ask what would have happened without the scenario.

A result row is true for a scenario if it disappears or changes when the scenario's rows are hidden
from the run. A scenario is detectable by a rule if that holds for some row on complete data that
is on time, at the rule's own anchors. Only runs that gave something are repeated.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.replay.runner import Fired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from lab.replay.rowkeys import RowKeys
    from lab.replay.strategy import Evaluator
    from lab.replay.window import Run
    from lab.rules.model import Axis


@dataclass(frozen=True, slots=True)
class ScenarioSpan:
    """Where a scenario's rows lie in the tables that a rule reads, on both axes.

    The bounds are None where no row has the instant: then every window may hold its rows.
    """

    number: int
    first_utc: datetime | None
    last_utc: datetime | None
    first_ingested_utc: datetime | None
    last_ingested_utc: datetime | None

    def overlaps(self, run: Run, axis: Axis) -> bool:
        """Whether the run's window can hold rows of the scenario."""
        if axis == "ingestion":
            first, last = self.first_ingested_utc, self.last_ingested_utc
        else:
            first, last = self.first_utc, self.last_utc
        if first is None or last is None:
            return True
        return first <= run.to_utc and last >= run.from_utc


@dataclass
class Truth:
    """What the counterfactual says of one rule.

    ``changed`` maps (run number, scenario) to the positions of the rows that depend on the
    scenario; a run that fired *because* it had too few rows, and would not have without the
    scenario, maps to no positions at all. ``detectable`` and ``would_fire`` hold scenarios that
    give a true row, or a true alert, on complete data.
    """

    changed: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    detectable: set[int] = field(default_factory=set)
    would_fire: set[int] = field(default_factory=set)

    @property
    def found(self) -> set[int]:
        """The scenarios that made some alert."""
        return {scenario for _, scenario in self.changed}


def judge(
    evaluator: Evaluator,
    keys: RowKeys,
    *,
    runs: Sequence[Run],
    fired: Sequence[Fired],
    scenarios: Sequence[ScenarioSpan],
    axis: Axis,
    fires: Callable[[int], bool],
    suppressed: frozenset[int] = frozenset(),
) -> Truth:
    """Repeat what fired without each scenario, then look for those that were not found.

    Args:
        evaluator: evaluates runs of the rule.
        keys: the numbering of rows that ``fired`` was made with.
        runs: all runs of the rule.
        fired: those that raised an alert, with their rows.
        scenarios: the scenarios that have rows in the tables that the rule reads.
        axis: what the rule's window bounds.
        fires: whether a run with so many rows passes the rule's threshold.
        suppressed: numbers of the runs that a suppression silenced; lateness did not.
    """
    truth = Truth()
    truth.changed = _without(evaluator, keys, fired, scenarios, axis, fires)
    found = truth.found
    truth.detectable |= found
    truth.would_fire |= found
    missing = [scenario for scenario in scenarios if scenario.number not in found]
    within = [
        run.complete() for run in runs if any(scenario.overlaps(run, axis) for scenario in missing)
    ]
    if not within:
        return truth
    complete = [seen for seen in _seen(evaluator, keys, within) if seen.rows or fires(0)]
    firing = {seen.run.number for seen in complete if fires(len(seen.rows))} - suppressed
    for (number, scenario), rows in _without(
        evaluator, keys, complete, missing, axis, fires
    ).items():
        if rows:
            truth.detectable.add(scenario)
        if number in firing:
            truth.detectable.add(scenario)
            truth.would_fire.add(scenario)
    return truth


def _without(
    evaluator: Evaluator,
    keys: RowKeys,
    seen: Sequence[Fired],
    scenarios: Sequence[ScenarioSpan],
    axis: Axis,
    fires: Callable[[int], bool],
) -> dict[tuple[int, int], tuple[int, ...]]:
    """For each run and scenario that matter to each other, the rows that depend on it."""
    pairs = [
        (base, scenario.number)
        for base in seen
        for scenario in scenarios
        if scenario.overlaps(base.run, axis)
    ]
    repeated = [
        base.run.without(scenario, number) for number, (base, scenario) in enumerate(pairs, 1)
    ]
    changed: dict[tuple[int, int], tuple[int, ...]] = {}
    for again in _seen(evaluator, keys, repeated):
        base, scenario = pairs[again.run.number - 1]
        rows = missing_from(base.rows, again.rows)
        silenced = fires(len(base.rows)) and not fires(len(again.rows))
        if rows or (silenced and not base.rows):
            changed[base.run.number, scenario] = rows
    return changed


def _seen(evaluator: Evaluator, keys: RowKeys, runs: Sequence[Run]) -> Iterable[Fired]:
    for batch in evaluator.evaluate(runs):
        numbers = keys.of(batch.rows)
        for index, run in enumerate(batch.runs):
            rows = numbers[batch.starts[index] : batch.starts[index + 1]]
            yield Fired(run, tuple(rows))


def missing_from(base: Sequence[int], again: Sequence[int]) -> tuple[int, ...]:
    """Positions in ``base`` of the rows that ``again`` has not, as multisets."""
    left = Counter(again)
    positions = []
    for position, row in enumerate(base):
        if left[row]:
            left[row] -= 1
        else:
            positions.append(position)
    return tuple(positions)
