"""Conditions that constants decide are gone before a query runs; null stays what it is."""

from __future__ import annotations

import pytest

from tests.unit.transpile.strategies import SCHEMA, agree, connection, rows
from transpile.bind.tree import Filter
from transpile.pipeline import bind_kql, compile_kql
from transpile.planning import plan_replay
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType

GIVEN = """
let f = (
    since:datetime=datetime(null), names:dynamic=dynamic([]), k1:string='*', off:bool=false
) {
    Log
    | where not(off)
    | where isnull(since) or TimeGenerated >= since
    | where array_length(names) == 0 or k has_any (names)
    | where (k1 == '*' or k == k1) and isnotempty(k1)
};
"""


@pytest.mark.parametrize(
    ("call", "read"),
    [
        ("f()", set()),
        ("f(k1='a')", {"k"}),
        ("f(since=datetime(2026-01-01))", {"TimeGenerated"}),
        ("f(names=dynamic(['a']))", {"k"}),
        ("f(names='a', k1='b')", {"k"}),
    ],
)
def test_what_no_condition_asks_about_is_not_read(call: str, read: set[str]) -> None:
    compiled = compile_kql(f"{GIVEN}{call} | count", SCHEMA)
    assert set(compiled.result.tables["Log"]) == read


def test_a_condition_that_never_holds_stays() -> None:
    bound = bind_kql("print a = 1 | where 'x' == 'y' and a == 1", Tables({}))
    assert isinstance(bound.root, Filter)
    assert len(bound.root.conjuncts) == 1


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("true", 1),
        ("false", 0),
        ("bool(null)", 0),
        ("not(bool(null))", 0),
        ("a == 1 or bool(null)", 1),
        ("a == 2 or bool(null)", 0),
        ("a == 1 and 1 == 1", 1),
        ("a == 1 and 1 != 1", 0),
        ("int(null) == 1", 0),
        ("int(null) != 1", 1),
        ("isempty('')", 1),
        ("isnull('')", 0),
        ("isnotnull(datetime(null))", 0),
        ("'a' == 'A'", 0),
        ("array_length(dynamic(null)) == 0", 0),
        ("array_length(dynamic([1, 2])) == 2", 1),
        ("array_length(dynamic('x')) == 0", 0),
        ("not(not(a == 1))", 1),
    ],
)
def test_folding_changes_no_answer(condition: str, count: int) -> None:
    assert rows(f"print a = 1 | where {condition} | count") == [(count,)]
    known = rows(f"print a = 1 | extend t = {condition} | where t | count")
    assert known == [(count,)]


@pytest.mark.parametrize(
    "query",
    [
        "union (Log | extend s = 'a'), (Log | extend s = 'b') | where s == 'b' | where v > 3",
        "union (Log | extend s = 'a'), (Log | extend s = 'b') | where s == 'c'",
        "union withsource=w Log, (Log | where v > 5 | extend s = 1) | where w != 'Log'",
        "union (Log | project k, v), (print k = 'a', v = 7) | project k, w = v * 2 | where w > 6",
    ],
)
def test_legs_that_give_no_rows_are_left_out(query: str) -> None:
    with connection() as con:
        assert agree(con, query) or "'c'" in query


UNLOADED = Tables(
    {**dict(SCHEMA.by_name), "Other": TableSchema("Other", {"TimeGenerated": KqlType.DATETIME})}
)


@pytest.mark.parametrize(
    ("query", "tables"),
    [
        ("union isfuzzy=true Log, Other", {"Log"}),
        ("union Log, Other", {"Log", "Other"}),
        ("union isfuzzy=true Other, (Other | where TimeGenerated > ago(1d))", {"Other"}),
        ("union isfuzzy=true (Log | extend s = 'a'), (Other | extend s = 'b') | where s == 'b'",
         {"Other"}),
    ],
)  # fmt: skip
def test_fuzzy_unions_go_on_with_the_tables_that_are_loaded(query: str, tables: set[str]) -> None:
    plan = plan_replay(bind_kql(query, UNLOADED))
    assert set(plan.plain.tables) == tables
    names = [column.name for column in plan.plain.columns]
    assert names == [c.name for c in compile_kql(query, UNLOADED).result.columns]
