"""Every operator and plugin, all runs at once as run by run.

The documented examples are moved over stored rows: what a ``datatable``, ``print`` or ``range``
gives is stored, repeated over time, and read through a window that ends at ``now()``. An entry
without a lift must say why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.ingest.typed import fill
from tests.reference.engine import ENGINE_TYPES
from tests.unit.transpile.strategies import RUNS, SCHEMA, compared, connection, rows_of_run
from transpile.catalog.aggregates import AGGREGATES
from transpile.catalog.operators import OPERATORS
from transpile.catalog.plugins import PLUGINS
from transpile.diagnostics import CompileError
from transpile.pipeline import Bound, bind_kql, compile_kql
from transpile.planning import ReplayPlan, plan_replay
from transpile.schema import Tables, TableSchema
from transpile.spec import EXAMPLE_ROWS
from transpile.syntax.lexer import lex
from transpile.types import KqlType

if TYPE_CHECKING:
    import duckdb

RECENT = "where TimeGenerated > ago(3h)"
# what makes its rows itself, or reads them by name, has nothing stored in its example
OWN = {
    "print": f"print n = toscalar(Log | {RECENT} | count), at = now()",
    "range": f"range n from 1 to 3 step 1 | where n <= toscalar(Log | {RECENT} | count)",
    "datatable": f"datatable(k:string)['a', 'z'] | join kind=inner (Log | {RECENT}) on k",
    "as": f"Log | {RECENT} | as Named | union (Named | summarize v = count() by k)",
    "union": f"union withsource=Src (Log | {RECENT}), (Log | where TimeGenerated > ago(1h))",
    "find": f"let A = view() {{ Log | {RECENT} }}; find in (A) where k has 'b' project k, v",
    "externaldata": f"externaldata(k:string)['https://example.org/a.csv'] with (format='csv')"
    f" | join kind=rightouter (Log | {RECENT}) on k",
    "invoke": f"let f = (T:(v:long), n:long) {{ T | extend b = v + n }};"
    f" Log | {RECENT} | project k, v | invoke f(2)",
    "evaluate": f"Log | {RECENT} | project k, d = pack('a', v) | evaluate bag_unpack(d):"
    " (k:string, a:long)",
}
EXAMPLES = [
    (name, text)
    for registry in (OPERATORS, PLUGINS)
    for name, spec in registry.items()
    for text in ([OWN[name]] if name in OWN else spec.examples)
]
AGGREGATED = [(name, text) for name, spec in AGGREGATES.items() for text in spec.examples]
SEVERAL = {"fork", "facet", "preview"}  # a rule alerts on one result


@dataclass(frozen=True)
class Moved:
    """A query over stored rows, and the tables that it reads."""

    text: str
    tables: dict[str, str]


def _closing(text: str, place: int) -> int:
    """The end of the bracket that opens at or after a place."""
    depth = 0
    for token in lex(text):
        if token.start >= place:
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
            if depth == 0 and token.text in (")", "]"):
                return token.end
    raise AssertionError(text)


def _sources(text: str) -> list[tuple[int, int]]:
    """Where literal rows stand: every ``datatable``, and what a statement begins with."""
    found: list[tuple[int, int]] = []
    tokens = lex(text)
    for place, token in enumerate(tokens):
        begins = place == 0 or tokens[place - 1].text in (";", "(", "{")
        if token.text == "datatable":
            found.append((token.start, _closing(text, _closing(text, token.start))))
        elif begins and token.text in ("print", "range"):
            depth, end = 0, len(text)
            for after in tokens[place:]:
                depth += (after.text in ("(", "[", "{")) - (after.text in (")", "]", "}"))
                if depth < 0 or (depth == 0 and after.text in ("|", ";")):
                    end = after.start
                    break
            found.append((token.start, end))
    return found


def moved(text: str) -> Moved:
    """A query with its literal rows stored and read through a window."""
    tables: dict[str, str] = {}
    if text in OWN.values():
        return Moved(text, tables)
    for start, end in reversed(_sources(text)):
        name = f"Stored{len(tables)}"
        tables[name] = text[start:end]
        read = f"({name} | {RECENT} | project-away TimeGenerated)"
        if text[start:].startswith("range"):  # its rows are in order
            read = f"({name} | {RECENT} | sort by TimeGenerated asc | project-away TimeGenerated)"
        text = f"{text[:start]}{read}{text[end:]}"
    return Moved(text, tables)


@cache
def log() -> duckdb.DuckDBPyConnection:
    return connection()


@cache
def engine() -> DuckDbEngine:
    return DuckDbEngine(log())


def stored(name: str, rows: str) -> TableSchema:
    """A table of what a query gives, one row after the other, over the time that the runs see."""
    source = compile_kql(rows, Tables({})).result
    engine().register(source.kernels)
    shown = "".join(f', "{c.name}"::{ENGINE_TYPES[c.type]} AS "{c.name}"' for c in source.columns)
    log().execute(
        f'CREATE OR REPLACE TABLE "{name}" AS'
        f' WITH numbered AS (SELECT *, row_number() OVER () - 1 AS "$n", count(*) OVER () AS "$all"'
        f" FROM ({source.statement}))"
        f' SELECT "$at" AS "TimeGenerated"{shown}, "$at" AS "$ingestion", 0 AS "$scenario"'
        " FROM (SELECT n AS \"$place\", TIMESTAMP '2026-01-01' + n * INTERVAL 15 MINUTE AS \"$at\""
        ' FROM range(40) AS places(n)) JOIN numbered ON "$place" % "$all" = "$n" ORDER BY "$place"'
    )  # fmt: skip
    columns = {"TimeGenerated": KqlType.DATETIME} | {c.name: c.type for c in source.columns}
    place = ("memory", "main", name)
    return TableSchema(
        name, columns, time_column="TimeGenerated", location=place, has_ingestion=True
    )


def asked(question: Bound) -> list[tuple[object, ...]]:
    """What some run would answer: columns that only data can name are those of any run."""
    plan = plan_replay(question)
    engine().register(plan.plain.kernels)
    found = (row for run in range(RUNS) for row in rows_of_run(log(), plan.plain, run))
    return list(dict.fromkeys(found))


def plan_of(text: str) -> ReplayPlan:
    """The plan of a query over stored rows, with all that it needs made."""
    made = moved(text)
    schemas = {name: stored(name, rows) for name, rows in made.tables.items()}
    known = SCHEMA.table("Log")
    assert known is not None
    plan = plan_replay(bind_kql(made.text, Tables(schemas | {"Log": known}), asked))
    for external in plan.externals:
        fill(engine(), external, [("a",), ("z",)])
    for result in (plan.plain, plan.hoisted, plan.lifted, *(one.query for one in plan.hoists)):
        engine().register(result.kernels if result is not None else ())
    return plan


def check(text: str) -> int:
    """In how many runs a query has rows, the same by every strategy."""
    return sum(map(bool, compared(log(), plan_of(text))))


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_operator_lifts_to_what_each_run_gives(name: str, text: str) -> None:
    if name in SEVERAL:
        with pytest.raises(CompileError, match="a rule alerts on one"):
            plan_of(text)
        return
    assert check(text) >= 2


@pytest.mark.parametrize(("name", "text"), AGGREGATED)
def test_an_aggregate_lifts_to_what_each_run_gives(name: str, text: str) -> None:
    assert check(f"{EXAMPLE_ROWS} | summarize {text}") >= 2
    assert check(f"{EXAMPLE_ROWS} | summarize {text} by g = strcat(k, '!')") >= 2


def test_every_entry_is_tried() -> None:
    tried = {name for name, _ in EXAMPLES} | {name for name, _ in AGGREGATED}
    entries = {name for name, spec in OPERATORS.items() if not spec.refused}
    entries |= {name for name, spec in PLUGINS.items() if not spec.refused}
    entries |= {name for name, spec in AGGREGATES.items() if not spec.refused}
    assert entries == tried
    assert set(OWN) <= tried
