"""What is compared, and what is called better; replays are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from lab.replay.model import Alert, RuleOutcome, Verdict
from lab.replay.window import Run
from lab.rules.model import NRT
from lab.sweep.sweep import MOST_KNOBS, sweep
from tests.unit.sweep.test_knobs import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.rules.model import Rule
    from lab.sweep.model import Curve

ONE = rule("T | summarize n = count() by a | where n > 4", kind=NRT)
AT = datetime(2026, 3, 2)  # noqa: DTZ001  naive UTC, as everywhere
RUN = Run(1, AT, AT, AT, AT, AT)


def outcome(alerts: int, found: Sequence[int], detectable: Sequence[int]) -> RuleOutcome:
    verdicts = tuple(
        Verdict(
            number, number in detectable, number in found, False, 60.0 if number in found else None
        )
        for number in (1, 2)
    )
    raised = tuple(Alert(RUN, AT, number, (0,), (), AT, AT) for number in range(alerts))
    return RuleOutcome("r", "R", "tested", alerts=raised, verdicts=verdicts)


def swept(by_value: dict[str, RuleOutcome], values: Sequence[str]) -> Curve:
    asked: list[str] = []

    def replay(rules: Sequence[Rule]) -> list[RuleOutcome]:
        asked.extend(one.query.rpartition("> ")[2] for one in rules)
        return [by_value[value] for value in asked]

    (curve,) = sweep(ONE, replay, days=2, at="n >", values=values).curves
    assert len(asked) == len(set(asked)), "the rule as it is runs once"
    return curve


def test_what_one_value_can_find_is_asked_of_all() -> None:
    curve = swept(
        {
            "2": outcome(9, [1, 2], [1, 2]),
            "4": outcome(4, [1], [1]),
            "8": outcome(0, [], []),
        },
        ["2", "8"],
    )
    points = curve.points
    assert [(point.caught, point.tried) for point in points] == [(2, 2), (1, 2), (0, 2)]
    assert [point.alerts_per_day for point in points] == [4.5, 2, 0]
    assert curve.better is None


def test_better_loses_nothing_and_is_nearest() -> None:
    quiet = outcome(1, [1], [1])
    curve = swept(
        {"4": outcome(4, [1], [1]), "5": quiet, "6": quiet, "9": outcome(0, [], [])}, "569"
    )
    assert curve.better is not None
    assert curve.better.label == "5"


def test_what_cannot_be_replayed_is_a_point_that_says_why() -> None:
    refused = RuleOutcome("r", "R", "refused", why="too much")
    curve = swept({"4": outcome(4, [1], [1]), "5": refused}, "5")
    assert [point.why for point in curve.points] == ["", "too much"]
    assert curve.better is None


@pytest.mark.parametrize("known", [True, False])
def test_without_attacks_nothing_is_better(known: bool) -> None:
    none = replace(outcome(4, [], []), truth=known)
    curve = swept({"4": none, "5": outcome(0, [], [])}, "5")
    assert curve.better is None


def test_more_literals_than_are_moved_are_named() -> None:
    many = rule("T | where " + " and ".join(f"n{i} > {i + 1}" for i in range(20)), kind=NRT)
    found = sweep(many, lambda rules: [outcome(0, [], []) for _ in rules], days=1)
    assert len(found.curves) == MOST_KNOBS
    assert next(knob.context for knob in found.untried) == f"n{MOST_KNOBS} > {MOST_KNOBS + 1}"
