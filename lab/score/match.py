"""Which alerts are true: ask what would have happened without the scenario.

A result row is true for a scenario if it disappears or changes when the scenario's rows are hidden
from the run. A scenario is detectable by a rule if that holds for some row on complete data that
is on time, at the rule's own anchors. Only runs that gave something are repeated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.replay.rowkeys import missing_from
from lab.replay.runner import Numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from lab.replay.rowkeys import RowKeys
    from lab.replay.runner import Fired
    from lab.replay.strategy import Evaluator
    from lab.replay.window import Run
    from lab.rules.model import Axis
    from lab.score.spans import ScenarioSpan


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


@dataclass(frozen=True)
class Counterfactual:
    """Evaluates runs of one rule again, without a scenario.

    Args:
        evaluator: evaluates runs of the rule.
        keys: numbers rows; the numbering that alerts were made with.
        axis: what the rule's window bounds.
        fires: whether a run with so many rows passes the rule's threshold.
    """

    evaluator: Evaluator
    keys: RowKeys
    axis: Axis
    fires: Callable[[int], bool]

    def seen(self, runs: Sequence[Run]) -> Iterable[Fired]:
        """The rows of each run; run numbers must rise."""
        for batch in self.evaluator.evaluate(runs):
            numbered = Numbered(batch, self.keys)
            for index in range(len(batch.runs)):
                yield numbered.run(index)

    def without(
        self, seen: Sequence[Fired], scenarios: Sequence[ScenarioSpan]
    ) -> dict[tuple[int, int], tuple[int, ...]]:
        """For each run and scenario that matter to each other, the rows that depend on it."""
        pairs = [
            (base, scenario.number)
            for base in seen
            for scenario in scenarios
            if scenario.overlaps(base.run, self.axis)
        ]
        repeated = [
            base.run.without(scenario, number) for number, (base, scenario) in enumerate(pairs, 1)
        ]
        changed: dict[tuple[int, int], tuple[int, ...]] = {}
        for again in self.seen(repeated):
            base, scenario = pairs[again.run.number - 1]
            rows = missing_from(base.rows, again.rows)
            if rows or self.silenced(base, again):
                changed[base.run.number, scenario] = rows
        return changed

    def silenced(self, base: Fired, again: Fired) -> bool:
        """Whether a run fires for want of rows, and does not without the scenario."""
        return not base.count and self.fires(0) and not self.fires(again.count)


def judge(
    ask: Counterfactual,
    *,
    runs: Sequence[Run],
    fired: Sequence[Fired],
    scenarios: Sequence[ScenarioSpan],
    expected: Collection[int],
    suppressed: frozenset[int] = frozenset(),
) -> Truth:
    """Repeat what fired without each scenario, then look for those that were not found.

    Args:
        ask: evaluates runs again.
        runs: all runs of the rule.
        fired: those that raised an alert, with their rows.
        scenarios: the scenarios that have rows in the tables that the rule reads.
        expected: those of them that the rule is meant to find; the others are not looked for.
        suppressed: numbers of the runs that a suppression silenced; lateness did not.
    """
    truth = Truth(ask.without(fired, scenarios))
    found = truth.found
    truth.detectable |= found
    truth.would_fire |= found
    missing = [one for one in scenarios if one.number in expected and one.number not in found]
    within = [run.complete() for run in runs if any(one.overlaps(run, ask.axis) for one in missing)]
    if not within:
        return truth
    complete = [seen for seen in ask.seen(within) if seen.count or ask.fires(0)]
    firing = {seen.run.number for seen in complete if ask.fires(seen.count)} - suppressed
    for (number, scenario), rows in ask.without(complete, missing).items():
        if rows:
            truth.detectable.add(scenario)
        if number in firing:
            truth.detectable.add(scenario)
            truth.would_fire.add(scenario)
    return truth
