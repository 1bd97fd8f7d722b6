"""The same rule at other anchors, and on logs that arrive sooner or later."""

from __future__ import annotations

from datetime import timedelta

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.errors import ReplayError
from lab.replay.hoists import Hoists
from lab.replay.lateness import lateness_named, with_lateness
from lab.replay.rowkeys import RowKeys
from lab.replay.strategy import Evaluator
from lab.rules.model import Rule
from lab.score.match import Counterfactual
from lab.score.phases import caught_by_phase, shifted
from lab.score.spans import ScenarioSpans
from tests.unit.replay.fakes import BASE, FakePlan, logs
from tests.unit.replay.test_match import SCHEMAS
from tests.unit.replay.test_strategy import runs
from transpile.types import KqlType

MINUTE = timedelta(minutes=1)
RULE = Rule(id="r", title="r", path="r.kql", query="", frequency=5 * MINUTE, period=5 * MINUTE)


def caught(rows: list[tuple[int, int, int, str]], phases: int) -> list[set[int]]:
    """Two failures of an account in five minutes, tried at some phases."""
    plan: FakePlan = FakePlan()
    with logs(rows) as connection:
        engine = DuckDbEngine(connection)
        hoists = Hoists(engine, [plan], {})  # type: ignore[list-item]  # a plan by hand
        hoists.ready(plan)  # type: ignore[arg-type]
        evaluator = Evaluator(engine, plan, "lifted", 1.0)  # type: ignore[arg-type]
        keys = RowKeys([KqlType.STRING, KqlType.LONG])
        ask = Counterfactual(evaluator, keys, "TimeGenerated", lambda count: count > 0)
        spans = ScenarioSpans(engine, SCHEMAS).of(["Logons"])
        return caught_by_phase(ask, RULE, runs(6), spans, phases)


def test_each_other_phase_is_tried() -> None:
    # Windows of ten minutes, run five minutes after: only that which ends at minute 11 sees it.
    assert caught([(1, 16, 1, "eve")], 5) == [{1}, set(), set(), set()]
    assert caught([(4, 11, 1, "eve")], 5) == [{1}, {1}, {1}, {1}]


def test_runs_past_the_end_are_left_out() -> None:
    moved = shifted(runs(3), MINUTE, runs(3)[-1].now)
    assert [run.now for run in moved] == [run.now + MINUTE for run in runs(3)[:2]]
    assert moved[0].received_to == runs(3)[0].received_to + MINUTE


@pytest.mark.parametrize(("scale", "minutes"), [(0.0, 1), (1.0, 5), (2.0, 9), (0.5, 3)])
def test_lateness_moves_the_arrival(scale: float, minutes: int) -> None:
    with logs([(1, 5, 1, "eve")]) as connection:
        engine = DuckDbEngine(connection)
        moved = with_lateness(engine, SCHEMAS, scale).table("Logons")
        assert moved is not None
        place = ".".join(f'"{part}"' for part in moved.location)
        found = connection.execute(f'SELECT "$ingestion", {moved.row_column} FROM {place}')
        row = found.fetchone()
    assert row == (BASE + minutes * MINUTE, 0)


@pytest.mark.parametrize(("text", "scale"), [("none", 0.0), (" Default", 1.0), ("2.5", 2.5)])
def test_spellings_of_lateness(text: str, scale: float) -> None:
    assert lateness_named(text) == scale


@pytest.mark.parametrize("text", ["late", "", "-1", "nan", "inf", "1e9"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ReplayError, match="write none, default, or a factor"):
        lateness_named(text)


def test_a_view_is_made_anew() -> None:
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS ws")
        connection.execute(
            'CREATE TABLE ws.main.Logons("TimeGenerated" TIMESTAMP, "Account" VARCHAR, '
            '"$ingestion" TIMESTAMP, "$scenario" USMALLINT NOT NULL)'
        )
        engine = DuckDbEngine(connection)
        assert with_lateness(engine, SCHEMAS, 2.0) == with_lateness(engine, SCHEMAS, 3.0)
