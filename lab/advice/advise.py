"""Replays a rule's alternatives at several anchor phases and says which does best."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from lab.advice.model import Advice, Measured
from lab.score.metrics import seconds_to_detect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta

    from lab.advice.model import Alternative
    from lab.advice.shape import Shape
    from lab.replay.model import RuleOutcome


def advise(
    shape: Shape,
    tried: Sequence[Alternative],
    replay: Callable[[Alternative], RuleOutcome],
    *,
    phases: int,
    late_by: timedelta | None,
) -> Advice:
    """Measure every alternative.

    Args:
        shape: that of the rule.
        tried: its alternatives, the present one first.
        replay: replays one, at ``phases`` anchor phases.
        phases: as it says.
        late_by: the lateness that nearly all rows stay below.
    """
    outcomes = [replay(one) for one in tried]
    # What no alternative can see on complete data says nothing about lateness.
    asked = {
        verdict.scenario
        for outcome in outcomes
        for verdict in outcome.verdicts
        if verdict.expected and verdict.detectable and not verdict.benign
    }
    measured = tuple(
        _measured(one, outcome, asked) for one, outcome in zip(tried, outcomes, strict=True)
    )
    return Advice(tried[0].rule, shape, phases, late_by, measured, _best(measured))


def _measured(one: Alternative, outcome: RuleOutcome, asked: set[int]) -> Measured:
    if outcome.status != "tested":
        return Measured(one, why=outcome.why)
    verdicts = [verdict for verdict in outcome.verdicts if verdict.scenario in asked]
    seen = [verdict.phases or (int(verdict.found), 1) for verdict in verdicts]
    seconds = seconds_to_detect(outcome)
    return Measured(
        one,
        caught=sum(found for found, _ in seen),
        tried=sum(of for _, of in seen),
        alerts=len(outcome.alerts),
        repeated=outcome.repeated,
        median_s=median(seconds) if seconds else None,
        worst_s=max(seconds, default=None),
    )


def _best(measured: Sequence[Measured]) -> Measured | None:
    """What catches most, of those what repeats least, of those what is quickest; or None.

    The rule as it is stands first, and stays where nothing does better.
    """
    known = [one for one in measured if not one.why and one.tried]
    if not known:
        return None
    return min(known, key=lambda one: (one.missed, one.repeated, one.median_s or 0.0))
