"""Series of every run at once are those of each run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.replay.strategy import Evaluator, Hoists, strategy_named
from lab.replay.window import EARLIEST, Run
from tests.unit.replay.fakes import BASE, logs
from transpile.pipeline import bind_kql, plan_replay
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType

ROWS = [(1, 1, 0, "a"), (4, 4, 0, "b"), (8, 8, 0, "a"), (9, 9, 0, "a"), (22, 22, 0, "b")]
SCHEMA = Tables(
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
QUERIES = [
    "make-series n = count() on TimeGenerated from ago(10m) to now() step 2m by Account",
    "make-series n = count() on TimeGenerated in range(ago(10m), now(), 3m) by Account",
    "make-series n = count(), dcount(Account) default=-1 on TimeGenerated step 1m",
    "make-series kind=nonempty n = count() on TimeGenerated from ago(10m) to now() step 2m",
    "make-series n = count() on TimeGenerated to now() step 2m by Account | project n",
    "summarize n = count() by bin(TimeGenerated, 1m)"
    " | make-series s = sum(n) on n from 0 to toscalar(Logons | summarize 1 + count()) step 1",
]


def evaluated(query: str, strategy: str) -> dict[int, list[tuple[object, ...]]]:
    plan = plan_replay(bind_kql(f"Logons | {query}", SCHEMA))
    runs = [
        Run(
            number=number,
            now=BASE + number * timedelta(minutes=5),
            from_utc=BASE + number * timedelta(minutes=5) - timedelta(minutes=10),
            to_utc=BASE + number * timedelta(minutes=5),
            received_from=EARLIEST,
            received_to=BASE + (number + 1) * timedelta(minutes=5),
            hidden=0,
        )
        for number in range(1, 5)
    ]
    assert plan.lifted is not None, plan.not_lifted
    with logs(ROWS) as connection:
        engine = DuckDbEngine(connection)
        hoists = Hoists(engine, [plan], {})
        hoists.ready(plan)
        found = {}
        for batch in Evaluator(engine, plan, strategy_named(strategy), 1.0).evaluate(runs):
            for index, run in enumerate(batch.runs):
                first, last = batch.starts[index], batch.starts[index + 1]
                rows = batch.rows.slice(first, last - first)
                columns = (rows.column(place).to_pylist() for place in range(rows.num_columns))
                found[run.number] = sorted(zip(*columns, strict=True))
        hoists.release(plan)
        return found


@pytest.mark.parametrize("query", QUERIES)
def test_lifted_as_run_by_run(query: str) -> None:
    expected = evaluated(query, "run-by-run")
    assert any(expected.values())
    assert evaluated(query, "lifted") == expected
