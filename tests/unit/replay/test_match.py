"""The counterfactual, over a plan with hand-written SQL: failed logons by account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.replay.hoists import Hoists
from lab.replay.rowkeys import RowKeys, missing_from
from lab.replay.runner import Numbered
from lab.replay.strategy import Evaluator
from lab.score.match import Counterfactual, Truth, judge
from lab.score.spans import ScenarioSpans
from tests.unit.replay.fakes import BASE, FakePlan, logs
from tests.unit.replay.test_strategy import runs
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType

SCHEMAS = Tables(
    {
        "Logons": TableSchema(
            "Logons",
            {"TimeGenerated": KqlType.DATETIME, "Account": KqlType.STRING},
            time_column="TimeGenerated",
            location=("ws", "main", "Logons"),
            has_ingestion=True,
        )
    }
)


UNEXPECTED = 9


def judged(
    rows: list[tuple[int, int, int, str]],
    *,
    above: int = 0,
    strategy: Any = "lifted",
    suppressed: frozenset[int] = frozenset(),
) -> Truth:
    plan: Any = FakePlan()
    with logs(rows) as connection:
        engine = DuckDbEngine(connection)
        hoists = Hoists(engine, [plan], {})
        hoists.ready(plan)
        evaluator = Evaluator(engine, plan, strategy, 1.0)
        keys = RowKeys([KqlType.STRING, KqlType.LONG])
        all_runs = runs(6)
        fired = []
        for batch in evaluator.evaluate(all_runs):
            numbered = Numbered(batch, keys)
            for index, run in enumerate(batch.runs):
                if batch.count(index) > above and run.number not in suppressed:
                    fired.append(numbered.run(index))
        ask = Counterfactual(evaluator, keys, "TimeGenerated", lambda count: count > above)
        scenarios = ScenarioSpans(engine, SCHEMAS).of(["Logons"])
        return judge(
            ask,
            runs=all_runs,
            fired=fired,
            scenarios=scenarios,
            expected=[one.number for one in scenarios if one.number != UNEXPECTED],
            suppressed=suppressed,
        )


@pytest.mark.parametrize("strategy", ["lifted", "hoisted", "run-by-run"])
def test_a_row_that_disappears_or_changes_is_true(strategy: str) -> None:
    # Run 1 sees minutes 0 to 5: eve is the scenario's, ann's count changes, bob's does not.
    truth = judged(
        [(1, 1, 1, "eve"), (1, 1, 0, "ann"), (2, 2, 1, "ann"), (3, 3, 0, "bob")],
        strategy=strategy,
    )
    first = truth.changed[1, 1]
    assert len(first) == 2
    assert truth.detectable == truth.found == {1}


def test_background_alone_is_false() -> None:
    truth = judged([(1, 1, 0, "ann"), (28, 28, 1, "eve")])
    assert {number for number, _ in truth.changed} == {6}


def test_late_rows_are_detectable_and_would_have_fired() -> None:
    truth = judged([(1, 60, 1, "eve")])
    assert not truth.changed
    assert truth.detectable == truth.would_fire == {1}


def test_what_a_rule_is_not_meant_to_find_is_not_looked_for() -> None:
    truth = judged([(1, 60, UNEXPECTED, "eve"), (1, 60, 1, "mal")])
    assert truth.detectable == {1}


def test_below_the_threshold_is_detectable_but_would_not_have_fired() -> None:
    truth = judged([(1, 1, 1, "eve")], above=1)
    assert not truth.changed
    assert (truth.detectable, truth.would_fire) == ({1}, set())


def test_a_suppressed_run_is_not_late() -> None:
    truth = judged([(1, 1, 1, "eve")], suppressed=frozenset({1, 2}))
    assert (truth.detectable, truth.would_fire) == ({1}, set())


def test_two_scenarios_are_told_apart() -> None:
    truth = judged([(1, 1, 1, "eve"), (2, 2, 2, "mal"), (3, 3, 0, "ann")])
    assert set(truth.changed) == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert truth.changed[1, 1] != truth.changed[1, 2]
    assert len(truth.changed[1, 1]) == 1


@pytest.mark.parametrize(
    ("base", "again", "missing"),
    [
        ([], [], ()),
        ([1, 2, 3], [3, 1], (1,)),
        ([1, 1, 1], [1], (1, 2)),
        ([1], [2, 1, 3], ()),
        ([5, 6], [], (0, 1)),
    ],
)
def test_multisets(base: list[int], again: list[int], missing: tuple[int, ...]) -> None:
    assert missing_from(np.array(base, dtype=int), np.array(again, dtype=int)) == missing


def test_spans_are_those_of_the_rows() -> None:
    with logs([(1, 9, 3, "eve"), (7, 8, 3, "eve"), (2, 2, 0, "ann")]) as connection:
        spans = ScenarioSpans(DuckDbEngine(connection), SCHEMAS)
        (span,) = spans.of(["Logons", "NotThere"])
    minute = timedelta(minutes=1)
    assert (span.number, span.first_utc, len(span.times)) == (3, BASE + minute, 2)
    assert span.seen_by(runs(1)[0], "TimeGenerated").tolist() == [True, False]
    assert span.overlaps(runs(1)[0], "TimeGenerated")
    assert not span.overlaps(runs(6)[5], "TimeGenerated")
