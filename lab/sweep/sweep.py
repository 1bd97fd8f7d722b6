"""Replays a rule with its literals moved, one at a time, and compares."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from lab.errors import ReplayError
from lab.score.metrics import seconds_to_detect
from lab.sweep.knobs import chosen_knob, knobs_of, said
from lab.sweep.model import Curve, Point, Sweep
from lab.sweep.variants import variants_of
from transpile.pipeline import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lab.replay.model import RuleOutcome
    from lab.rules.model import Rule
    from lab.sweep.model import Knob, Variant

MOST_KNOBS = 12


def sweep(
    rule: Rule,
    replay: Callable[[Sequence[Rule]], Sequence[RuleOutcome]],
    *,
    days: float,
    at: str = "",
    values: Sequence[str] = (),
) -> Sweep:
    """Move literals of a rule.

    Args:
        rule: the rule as it is, which compiles.
        replay: replays rules; an outcome for each, in order.
        days: how long the logs are.
        at: which literal: a number, the name of its let, or text around it; each by default.
        values: what to move it to, as KQL writes it; by default some around the present value.

    Raises:
        ReplayError: for a literal that is not there, or values that it cannot have.
    """
    knobs = knobs_of(rule, parse(rule.query))
    if values and not at:
        if len(knobs) > 1:
            listed = "; ".join(f"{place}: {said(knob)}" for place, knob in enumerate(knobs, 1))
            raise ReplayError(f"values need the literal that they are of (--at): {listed}")
        at = "1"
    asked = [chosen_knob(knobs, at)] if at else list(knobs[:MOST_KNOBS])
    made = [(knob, *variants_of(rule, knob, values)) for knob in asked]
    moved = [one for _, variants, _ in made for one in variants if not one.present]
    # all at once: what they read is prepared once for all
    as_it_is, *others = replay([rule, *(one.rule for one in moved)])
    found = iter(others)
    curves = []
    for knob, variants, untried in made:
        outcomes = [as_it_is if one.present else next(found) for one in variants]
        curves.append(_curve(knob, variants, outcomes, untried, days))
    return Sweep(rule, days, tuple(curves), () if at else knobs[MOST_KNOBS:])


def _curve(
    knob: Knob,
    variants: Sequence[Variant],
    outcomes: Sequence[RuleOutcome],
    untried: str,
    days: float,
) -> Curve:
    # A threshold above an attack makes it undetectable, which must not look like a perfect score:
    # what one variant can find is asked of all.
    asked = {
        verdict.scenario
        for outcome in outcomes
        for verdict in outcome.verdicts
        if verdict.expected and verdict.detectable and not verdict.benign
    }
    points = tuple(
        _point(one, outcome, asked, days) for one, outcome in zip(variants, outcomes, strict=True)
    )
    return Curve(knob, points, untried, _better(points))


def _point(variant: Variant, outcome: RuleOutcome, asked: set[int], days: float) -> Point:
    if outcome.status != "tested":
        return Point(variant.label, variant.present, why=outcome.why)
    seconds = seconds_to_detect(outcome)
    found = {verdict.scenario for verdict in outcome.verdicts if verdict.found}
    return Point(
        label=variant.label,
        present=variant.present,
        alerts=len(outcome.alerts),
        alerts_per_day=len(outcome.alerts) / days,
        true=outcome.true_alerts,
        benign=outcome.benign_alerts,
        false=outcome.false_alerts,
        caught=len(found & asked),
        tried=len(asked),
        median_s=median(seconds) if seconds else None,
        worst_s=max(seconds, default=None),
        known=outcome.truth,
    )


def _better(points: Sequence[Point]) -> Point | None:
    """The point that finds at least as much as now with the fewest alerts; None where now does."""
    now = next(point for point in points if point.present)
    if now.why or not now.known or not now.tried:
        return None
    place = points.index(now)
    able = [
        (point.alerts, point.worst_s or 0.0, abs(index - place), index)
        for index, point in enumerate(points)
        if not point.why and point.caught >= now.caught
    ]
    best = points[min(able)[3]]
    return best if best.alerts < now.alerts else None
