from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from lab.errors import ReplayError
from lab.replay.schedule import Horizon, runs_of
from lab.replay.window import LATEST
from lab.rules.model import CUSTOM_DETECTION, NRT, Rule

START = datetime(2026, 3, 2)  # noqa: DTZ001
DAY = Horizon(START, START + timedelta(days=1))
RULE = Rule(
    id="r",
    title="r",
    path="r.kql",
    query="T",
    frequency=timedelta(minutes=5),
    period=timedelta(days=2),
)


def test_a_day_at_five_minutes_has_288_runs_from_the_first_to_the_end() -> None:
    runs = runs_of(RULE, DAY)
    assert len(runs) == 288
    assert runs[0].now == START + timedelta(minutes=5)
    assert runs[-1].now == DAY.to_utc
    assert [run.number for run in runs] == list(range(1, 289))


def test_a_run_sees_period_before_the_anchor_and_executes_five_minutes_after_it() -> None:
    run = runs_of(RULE, DAY)[0]
    assert (run.from_utc, run.to_utc) == (run.now - timedelta(days=2), run.now)
    assert run.received_to == run.now + timedelta(minutes=5)
    assert run.complete().received_to == LATEST
    assert run.complete().to_utc == run.to_utc


def test_parameters_are_named_as_the_compiler_names_them() -> None:
    run = runs_of(RULE, DAY)[0].without(7, 99)
    assert run.number == 99
    assert run.parameters()["hidden"] == 7
    assert set(run.parameters()) == {
        *("now", "from", "to", "received_from", "received_to", "hidden"),
    }


def test_a_frequency_longer_than_the_logs_gives_no_run() -> None:
    assert runs_of(replace(RULE, frequency=timedelta(days=14)), DAY) == ()


def test_a_start_within_the_logs_is_the_first_anchor() -> None:
    start = START + timedelta(hours=23, minutes=52)
    runs = runs_of(replace(RULE, start=start), DAY)
    assert [run.now for run in runs] == [start, start + timedelta(minutes=5)]


@pytest.mark.parametrize("start", [START - timedelta(days=1), START + timedelta(days=2)])
def test_a_start_outside_the_logs_changes_nothing(start: datetime) -> None:
    assert runs_of(replace(RULE, start=start), DAY) == runs_of(RULE, DAY)


@pytest.mark.parametrize(
    ("frequency", "said"),
    [(timedelta(0), "no schedule"), (timedelta(microseconds=1), "at most 200,000")],
)
def test_a_senseless_frequency_is_refused(frequency: timedelta, said: str) -> None:
    with pytest.raises(ReplayError, match=said):
        runs_of(replace(RULE, frequency=frequency), DAY)


def test_a_horizon_can_only_be_narrowed() -> None:
    noon = START + timedelta(hours=12)
    assert DAY.narrowed(noon, None) == Horizon(noon, DAY.to_utc)
    with pytest.raises(ReplayError, match="outside the logs"):
        DAY.narrowed(None, DAY.to_utc + timedelta(seconds=1))
    with pytest.raises(ReplayError, match="not before"):
        DAY.narrowed(noon, noon)


def test_an_earlier_start_says_where_the_anchors_fall() -> None:
    start = START - timedelta(days=400) + timedelta(minutes=2, seconds=7)
    runs = runs_of(replace(RULE, start=start), DAY)
    assert runs[0].now == START + timedelta(minutes=2, seconds=7)
    assert len(runs) == 288


@pytest.mark.parametrize(
    ("phase", "first"),
    [
        (timedelta(minutes=2), timedelta(minutes=2)),
        (timedelta(minutes=7), timedelta(minutes=2)),
        (timedelta(minutes=-1), timedelta(minutes=4)),
        (timedelta(minutes=5), timedelta(minutes=5)),
    ],
)
def test_a_phase_shifts_every_anchor(phase: timedelta, first: timedelta) -> None:
    runs = runs_of(RULE, DAY, phase)
    assert runs[0].now == START + first
    assert {later.now - run.now for run, later in pairwise(runs)} == {RULE.frequency}


def test_the_first_run_of_a_custom_detection_looks_back_thirty_days() -> None:
    detection = replace(RULE, kind=CUSTOM_DETECTION, period=timedelta(hours=4))
    first, second, *_ = runs_of(detection, DAY)
    assert first.to_utc - first.from_utc == timedelta(days=30)
    assert second.to_utc - second.from_utc == timedelta(hours=4)
    assert first.received_to == first.now


def test_near_real_time_rules_execute_two_minutes_after_the_minute_that_they_read() -> None:
    minute = timedelta(minutes=1)
    first, second, *_ = runs_of(replace(RULE, kind=NRT, frequency=minute, period=minute), DAY)
    assert first.to_utc == second.from_utc
    assert first.received_to - first.now == timedelta(minutes=2)
