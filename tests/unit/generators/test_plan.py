"""Plans and requests that make no sense are refused in one line that says what would fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from generators.plan import MICROSECONDS_PER_DAY, Plan, PlanError, parse_start
from generators.requests import instances_of
from generators.scenarios import SCENARIOS

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001  naive UTC, as everywhere


def said(error: pytest.ExceptionInfo[PlanError]) -> str:
    (line,) = str(error.value).splitlines()
    return line


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"days": 0}, "days is 0: a number from 1 to 400"),
        ({"days": -1}, "days is -1: a number from 1 to 400"),
        ({"days": 401}, "days is 401: a number from 1 to 400"),
        ({"users": 0}, "users is 0: a number from 1 to 200000"),
        ({"users": 200_001}, "users is 200001"),
        ({"seed": -1}, "seed is -1: a whole number of at least 0"),
        ({"start": MONDAY + timedelta(hours=1)}, "a date is needed, as in 2026-03-02"),
        ({"start": MONDAY.replace(tzinfo=UTC)}, "a date is needed, as in 2026-03-02"),
        ({"start": datetime(9999, 12, 31)}, "a date from 1971 to 2200"),  # noqa: DTZ001
        ({"start": datetime(1970, 1, 1)}, "a date from 1971 to 2200"),  # noqa: DTZ001
    ],
)
def test_senseless_plans(given: dict[str, object], told: str) -> None:
    with pytest.raises(PlanError) as error:
        Plan(**given)  # type: ignore[arg-type]
    assert told in said(error)


@pytest.mark.parametrize("text", ["tomorrow", "2026-02-30", "2026-13-01", "02.03.2026", ""])
def test_a_start_that_is_no_date(text: str) -> None:
    with pytest.raises(PlanError) as error:
        parse_start(text)
    assert f"start is {text!r}: a date is needed, as in 2026-03-02" in said(error)


def test_the_last_start_that_fits_still_ends() -> None:
    plan = Plan(days=400, start=datetime(2200, 12, 31))  # noqa: DTZ001
    assert plan.end - plan.start == timedelta(days=400)
    assert (plan.end_us - plan.start_us) == 400 * MICROSECONDS_PER_DAY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("password-guesing", "did you mean 'password-guessing'?"),
        ("api-traffic", "did you mean 'suspicious-api-traffic'?"),
        ("zzz", f"there are {', '.join(SCENARIOS)}"),
        ("all:3", "no scenario is called 'all'"),
        ("Password Guessing", "is not understood: write all, none, name, name:count or name@day"),
        ("password-guessing:", "is not understood"),
        ("password-guessing:-1", "is not understood"),
        ("password-guessing:0", "a count from 1 to 1000"),
        ("password-guessing:1001", "a count from 1 to 1000"),
        ("password-guessing@0", "the plan has days 1 to 2"),
        ("password-guessing@3", "the plan has days 1 to 2"),
        ("", "is not understood"),
    ],
)
def test_senseless_requests(text: str, told: str) -> None:
    with pytest.raises(PlanError) as error:
        instances_of(Plan(scenarios=(text,)))
    assert told in said(error)


def test_none_stands_alone() -> None:
    assert instances_of(Plan(scenarios=("none",))) == ()
    with pytest.raises(PlanError) as error:
        instances_of(Plan(scenarios=("none", "all")))
    assert "stands alone" in said(error)


def test_requests_say_how_many_and_when() -> None:
    plan = Plan(scenarios=("defender-high-alert@2", "password-guessing:3", "defender-high-alert"))
    found = instances_of(plan)
    names = [one.scenario.name for one in found]
    assert names == ["defender-high-alert"] + 3 * ["password-guessing"] + 2 * [names[0]]
    assert [one.variant for one in found] == [0, 0, 1, 2, 1, 2]
    second_day = (plan.start_us + MICROSECONDS_PER_DAY, plan.end_us)
    assert (found[0].start_us, found[0].end_us) == second_day
    assert (found[1].start_us, found[1].end_us) == (plan.start_us, plan.end_us)


def test_all_is_every_scenario_as_often_as_usual() -> None:
    found = [one.scenario.name for one in instances_of(Plan())]
    assert {name: found.count(name) for name in found} == {
        name: scenario.usual_count for name, scenario in SCENARIOS.items()
    }
