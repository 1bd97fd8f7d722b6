from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.engines.duckdb import DuckDbEngine
from lab.errors import ReplayError
from lab.replay import strategy as module
from lab.replay.hoists import Hoists
from lab.replay.strategy import STRATEGIES, Evaluator, choose, strategy_named
from lab.replay.window import EARLIEST, Run
from tests.unit.replay.fakes import BASE, FakePlan, as_set, logs

PERIOD = timedelta(minutes=10)


def runs(count: int, hidden: int = 0) -> list[Run]:
    return [
        Run(
            number=number,
            now=BASE + number * timedelta(minutes=5),
            from_utc=BASE + number * timedelta(minutes=5) - PERIOD,
            to_utc=BASE + number * timedelta(minutes=5),
            received_from=EARLIEST,
            received_to=BASE + (number + 1) * timedelta(minutes=5),
            hidden=hidden,
        )
        for number in range(1, count + 1)
    ]


def evaluated(
    rows: list[tuple[int, int, int, str]], strategy: str, hidden: int = 0, per_window: float = 1.0
) -> dict[int, list[tuple[object, ...]]]:
    plan: Any = FakePlan()
    with logs(rows) as connection:
        engine = DuckDbEngine(connection)
        hoists = Hoists(engine, [plan], {})
        hoists.ready(plan)
        evaluator = Evaluator(engine, plan, strategy_named(strategy), per_window)
        result = {}
        for batch in evaluator.evaluate(runs(6, hidden)):
            for index, run in enumerate(batch.runs):
                result[run.number] = as_set(batch.rows_of(index))
        hoists.release(plan)
        left = engine.fetch("SELECT table_name FROM duckdb_tables() WHERE temporary")
        assert left.column(0).to_pylist() in ([], ["runs"])
        return result


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 30), st.integers(0, 40), st.integers(0, 2), st.sampled_from("abc")
        ),
        max_size=12,
    ),
    st.integers(0, 2),
    st.sampled_from([1.0, 2_000_000.0, 9_000_000.0]),
)
def test_every_strategy_gives_the_same_rows_in_chunks_of_any_size(
    rows: list[tuple[int, int, int, str]], hidden: int, per_window: float
) -> None:
    expected = evaluated(rows, "run-by-run", hidden)
    assert set(expected) == {1, 2, 3, 4, 5, 6}
    assert evaluated(rows, "hoisted", hidden) == expected
    assert evaluated(rows, "lifted", hidden, per_window) == expected
    assert evaluated(rows, "auto", hidden, per_window) == expected


def test_rows_are_those_that_were_ingested_by_then() -> None:
    rows = [(3, 9, 0, "a"), (3, 11, 0, "b"), (10, 10, 0, "c")]
    assert evaluated(rows, "lifted") == {
        1: [("a", 1)],
        2: [("a", 1), ("b", 1), ("c", 1)],
        3: [("c", 1)],
        4: [("c", 1)],
        5: [],
        6: [],
    }


def test_a_hoisted_table_is_made_once_for_all_rules_that_want_it() -> None:
    first: Any = FakePlan()
    second: Any = FakePlan()
    with logs([(3, 3, 0, "a")]) as connection:
        engine = DuckDbEngine(connection)
        hoists = Hoists(engine, [first, second], {})
        assert hoists.ready(first)[0] == 1
        hoists.release(first)
        count = "SELECT count(*) FROM duckdb_tables() WHERE temporary"
        assert engine.fetch(count).column(0).to_pylist() == [1]
        assert hoists.ready(second)[0] == 1
        assert engine.fetch(count).column(0).to_pylist() == [1]
        hoists.release(second)
        assert engine.fetch(count).column(0).to_pylist() == [0]


def test_auto_lifts_small_windows_and_tries_large_ones() -> None:
    plan: Any = FakePlan()
    hour, days = timedelta(hours=1), timedelta(days=2)
    assert choose("auto", plan, rows=10_000, period=hour, span=days)[0] == "lifted"
    many = 48 * module.LIFT_BELOW_ROWS_PER_WINDOW
    assert choose("auto", plan, rows=many, period=hour, span=days)[0] == "auto"


def test_what_cannot_be_lifted_is_hoisted_and_says_why() -> None:
    plan: Any = FakePlan(liftable=False, not_lifted="a plugin")
    hour = timedelta(hours=1)
    assert choose("auto", plan, rows=1, period=hour, span=hour)[0] == "hoisted"
    chosen, _, warning = choose("lifted", plan, rows=1, period=hour, span=hour)
    assert (chosen, "a plugin" in warning) == ("hoisted", True)


def test_an_unknown_strategy_names_the_known_ones() -> None:
    with pytest.raises(ReplayError, match="lifted, hoisted, run-by-run"):
        strategy_named("fast")
    assert [strategy_named(name) for name in STRATEGIES] == list(STRATEGIES)
