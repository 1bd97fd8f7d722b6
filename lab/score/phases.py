"""The same rule at other anchors: real ones fall where they fall, and so does luck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lab.errors import ReplayError
from lab.replay.alerts import suppressed
from lab.replay.model import RunRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from lab.replay.window import Run
    from lab.rules.model import Rule
    from lab.score.match import Counterfactual
    from lab.score.spans import ScenarioSpan

# More say nothing new: the others lie between them.
MOST_PHASES = 60


def check_phases(phases: int) -> None:
    """Make sure that a number of phases makes sense.

    Raises:
        ReplayError: where it does not.
    """
    if not 1 <= phases <= MOST_PHASES:
        raise ReplayError(f"phases is {phases}: a number from 1 to {MOST_PHASES} is needed")


def shifted(runs: Sequence[Run], by: timedelta, end_utc: datetime) -> list[Run]:
    """The runs with all their instants moved, up to the end of the logs."""
    return [
        replace(
            run,
            now=run.now + by,
            from_utc=run.from_utc + by,
            to_utc=run.to_utc + by,
            received_to=run.received_to + by,
        )
        for run in runs
        if run.now + by <= end_utc
    ]


def caught_by_phase(
    ask: Counterfactual,
    rule: Rule,
    runs: Sequence[Run],
    spans: Sequence[ScenarioSpan],
    phases: int,
) -> list[set[int]]:
    """The scenarios that are found at each of the other phases of the schedule, in order.

    ``phases`` counts the one that was replayed, so that one less is tried here: anchors moved by
    1/n, 2/n, ... of the frequency.
    """
    result = []
    for step in range(1, phases):
        moved = shifted(runs, step * rule.frequency / phases, runs[-1].now)
        if rule.suppression is None:  # then runs do not hang together
            moved = [run for run in moved if any(one.overlaps(run, ask.axis) for one in spans)]
        seen = {one.run.number: one for one in ask.seen(moved)}
        records = [
            RunRecord(run, seen[run.number].count, ask.fires(seen[run.number].count), False, 0)
            for run in moved
        ]
        fired = [seen[one.run.number] for one in suppressed(records, rule.suppression) if one.fired]
        result.append({scenario for _, scenario in ask.without(fired, spans)})
    return result
