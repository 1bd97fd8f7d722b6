"""A small log table and some runs over it: what each strategy's form of a query gives."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import duckdb

from lab.engines.duckdb import DuckDbEngine
from lab.replay.moments import alike
from lab.replay.window import EARLIEST, Run
from tests.adapters import evaluate
from transpile.pipeline import CompiledResult, bind_kql
from transpile.planning import ReplayPlan, plan_replay
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType

START = datetime(2026, 1, 1)  # noqa: DTZ001  naive and in UTC, as the engine wants it
RUNS = 6
_COLUMNS = {
    "TimeGenerated": KqlType.DATETIME,
    "k": KqlType.STRING,
    "v": KqlType.LONG,
    "d": KqlType.DYNAMIC,
}
_ENGINES: list[DuckDbEngine] = []
_ARRAYS = ("[3, 1, 2]", "[]", "null", "[5]", '[{"x": 1}, {"x": 2}]', "[2, 2]", "7")
SCHEMA = Tables(
    {
        "Log": TableSchema(
            "Log",
            _COLUMNS,
            time_column="TimeGenerated",
            location=("memory", "main", "Log"),
            has_ingestion=True,
        )
    }
)


def connection() -> duckdb.DuckDBPyConnection:
    """A database with 40 rows of ``Log``, one every 15 minutes, and overlapping runs."""
    con = duckdb.connect()
    con.execute(
        'CREATE TABLE Log("TimeGenerated" TIMESTAMP, k VARCHAR, v BIGINT, d VARIANT, '
        '"$ingestion" TIMESTAMP, "$scenario" INTEGER)'
    )
    for place in range(40):
        moment = START + timedelta(minutes=15 * place)
        array = _ARRAYS[place % len(_ARRAYS)]
        number = None if place % 11 == 0 else place * 7 % 10
        con.execute(
            "INSERT INTO Log VALUES (?, ?, ?, ?::JSON::VARIANT, ?, 0)",
            [moment, "abc"[place % 3], number, array, moment],
        )
    (found,) = alike(every_run())
    con.register("$runs", found.relation())
    con.execute('CREATE TABLE runs AS FROM "$runs"')
    con.unregister("$runs")
    return con


def every_run() -> list[Run]:
    """Runs every two hours that see three."""
    found = []
    for number in range(RUNS):
        now = START + timedelta(hours=2 * number)
        found.append(Run(number, now, now - timedelta(hours=3), now, EARLIEST, now))
    return found


def agree(con: duckdb.DuckDBPyConnection, kql: str) -> list[list[str]]:
    """The rows of each run, which all strategies must give alike; fails where one refuses."""
    plan = plan_replay(bind_kql(kql, SCHEMA))
    assert plan.lifted is not None, plan.not_lifted
    return compared(con, plan)


def compared(con: duckdb.DuckDBPyConnection, plan: ReplayPlan) -> list[list[str]]:
    """The rows of each run by every strategy of a plan that lifts, which must be equal."""
    assert plan.lifted is not None, plan.not_lifted
    _register(con, plan.plain)
    for hoist in plan.hoists:
        con.execute(f"CREATE OR REPLACE TEMP TABLE {hoist.name} AS {hoist.sql}")
    plain = [_one_run(con, plan.plain, run) for run in range(RUNS)]
    hoisted = [_one_run(con, plan.hoisted, run) for run in range(RUNS)]
    assert hoisted == plain
    found: list[list[str]] = [[] for _ in range(RUNS)]
    (moments,) = alike(every_run())
    given = {name: moments.parameters[name] for name in plan.lifted.parameters}
    for row in con.execute(plan.lifted.statement, given).fetchall():
        if plan.lifted.spanned:  # the moments from the first column to the second
            first, last, *cells = row
            for moment in range(first, last + 1):
                found[moment - 1].append(repr(cells))
        else:
            found[row[0]].append(repr(list(row[1:])))
    assert [sorted(rows) for rows in found] == plain
    return plain


def _register(con: duckdb.DuckDBPyConnection, query: CompiledResult) -> None:
    rows = con.execute("SELECT function_name FROM duckdb_functions()").fetchall()
    known = {name for (name,) in rows}
    _ENGINES.append(DuckDbEngine(con.cursor()))  # its functions live as long as it does
    _ENGINES[-1].register(kernel for kernel in query.kernels if kernel.name not in known)


def _one_run(con: duckdb.DuckDBPyConnection, query: CompiledResult, run: int) -> list[str]:
    return sorted(repr(list(one)) for one in rows_of_run(con, query, run))


def rows_of_run(
    con: duckdb.DuckDBPyConnection, query: CompiledResult, run: int
) -> list[tuple[Any, ...]]:
    """The rows of one run, by a query that takes its window in parameters."""
    values = every_run()[run].parameters()
    given = {name: value for name, value in values.items() if name in query.parameters}
    return con.execute(query.statement, given).fetchall()


def rows(kql: str) -> list[tuple[Any, ...]]:
    """The rows of a query that reads no table but those that it defines."""
    return evaluate(kql)[1]
