"""Plugins in a replay: columns are those of any run, and every strategy gives the same rows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.replay.discovery import asking_runs
from lab.replay.hoists import Hoists
from lab.replay.strategy import Evaluator, strategy_named
from lab.replay.window import EARLIEST, Run
from lab.rules.model import Rule
from tests.unit.replay.fakes import BASE, logs
from transpile.pipeline import bind_kql
from transpile.planning import plan_replay
from transpile.schema import ExternalTable, Tables, TableSchema
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = [(1, 1, 0, "a"), (4, 4, 0, "b"), (8, 8, 0, "a"), (9, 9, 0, "a"), (22, 22, 0, "c")]
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
RUNS = tuple(
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
)
RULE = Rule(
    id="r",
    title="r",
    path="r.kql",
    query="",
    frequency=timedelta(minutes=5),
    period=timedelta(minutes=10),
)
BAG = "extend d = bag_pack(Account, 1, 'at', tostring(TimeGenerated)) | evaluate bag_unpack(d)"
NETS = "let N = datatable(net:string, who:string)['10.0.0.0/8', 'a', '10.1.0.0/16', 'b'];"
QUERIES = [
    f"Logons | {BAG}",
    f"Logons | {BAG} | where b > 0 or nowhere == 'x' | summarize n = count() by at, elsewhere",
    f"Logons | {BAG} | evaluate pivot(Account, max(a))",
    "Logons | where TimeGenerated > ago(7m) | evaluate pivot(Account, count())",
    "Logons | where Account != 'z' | evaluate pivot(Account, min(TimeGenerated))",
    f"{NETS} Logons | extend ip = strcat('10.', iff(Account == 'a', '1', '2'), '.0.1')"
    " | evaluate ipv4_lookup(N, ip, net)",
    f"{NETS} Logons | extend ip = iff(Account == 'a', '10.1.1.1', 'x'), who = 'b'"
    " | evaluate ipv4_lookup(N, ip, net, who, return_unmatched = true)",
    "let A = datatable(area:string, s:dynamic)['x', dynamic({'type': 'Polygon', 'coordinates':"
    " [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]})];"
    "Logons | extend lon = iff(Account == 'a', 1.0, 9.0), lat = 1.0"
    " | evaluate geo_polygon_lookup(A, s, lon, lat, return_unmatched = true)",
    *(
        f"Logons | evaluate {name}(Account, TimeGenerated, ago(10m), now(), {spans})"
        for name, spans in (
            ("activity_counts_metrics", "5m"),
            ("activity_metrics", "5m"),
            ("new_activity_metrics", "3m"),
            ("sliding_window_counts", "6m, 3m"),
            ("activity_engagement", "3m, 6m"),
            ("active_users_count", "6m, 3m, 2, 3m"),
        )
    ),
    "Logons | where Account != 'z' | project Account, TimeGenerated | evaluate narrow()",
    "Logons | project Account, minute = bin(TimeGenerated, 5m) | evaluate basket(0.4)",
    "Logons | extend n = strlen(Account)"
    " | evaluate rolling_percentile(n, 50, TimeGenerated, 2m, 3, Account)",
]


def no_files(tables: Sequence[ExternalTable]) -> None:
    assert not tables


def evaluated(query: str, strategy: str) -> tuple[list[str], dict[int, list[str]]]:
    chosen = strategy_named(strategy)
    with logs(ROWS) as connection:
        engine = DuckDbEngine(connection)
        ask = asking_runs(engine, RULE, "TimeGenerated", lambda: RUNS, chosen, {}, no_files)
        plan = plan_replay(bind_kql(query, SCHEMA, ask))
        if strategy == "lifted":
            assert plan.lifted is not None, plan.not_lifted
        hoists = Hoists(engine, [plan], {})
        hoists.ready(plan)
        found = {}
        for batch in Evaluator(engine, plan, chosen, 1.0).evaluate(RUNS):
            for index, run in enumerate(batch.runs):
                rows = batch.rows_of(index)
                columns = (column.to_pylist() for column in rows.columns)
                found[run.number] = sorted(map(repr, zip(*columns, strict=True)))
        hoists.release(plan)
        return [column.name for column in plan.plain.columns], found


@pytest.mark.parametrize("query", QUERIES)
def test_every_strategy_gives_the_same(query: str) -> None:
    expected = evaluated(query, "run-by-run")
    assert any(expected[1].values())
    for strategy in ("hoisted", "lifted"):
        assert evaluated(query, strategy) == expected, strategy


def test_columns_are_those_of_any_run() -> None:
    columns, rows = evaluated(f"Logons | {BAG}", "lifted")
    assert columns == ["TimeGenerated", "Account", "a", "at", "b"]  # "c" came after all runs
    assert len(rows[1]) == 2


def test_no_run_no_columns() -> None:
    with logs(ROWS) as connection:
        engine = DuckDbEngine(connection)
        ask = asking_runs(engine, RULE, "TimeGenerated", tuple, "auto", {}, no_files)
        bound = bind_kql(f"Logons | {BAG}", SCHEMA, ask)
    assert [column.name for column in bound.root.columns if not column.hidden] == [
        "TimeGenerated",
        "Account",
    ]
