"""Several results of one text: statements, ``fork`` and ``facet``."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql, compile_kql
from transpile.planning import plan_replay
from transpile.schema import Tables

TABLE = "datatable(k:string, v:long)['a', 1, 'a', 2, 'b', 3]"
Found = list[tuple[str, list[str], list[tuple[Any, ...]]]]


def results(kql: str) -> Found:
    """Name, columns and rows of every result."""
    compiled = compile_kql(kql, Tables({}))
    with DuckDbEngine(duckdb.connect()) as engine:
        return [
            (
                one.name,
                [column.name for column in one.columns],
                sorted(tuple(row.values()) for row in engine.fetch(one.statement).to_pylist()),
            )
            for one in compiled.results
        ]


def test_statements_give_their_results_in_order() -> None:
    assert results(f"print a = 1; let T = {TABLE}; T | count; T | top 1 by v | as Best") == [
        ("", ["a"], [(1,)]),
        ("", ["Count"], [(3,)]),
        ("Best", ["k", "v"], [("b", 3)]),
    ]


def test_fork() -> None:
    legs = "fork (count) best = (top 1 by v) (summarize sum(v) by k | as Sums)"
    assert results(f"{TABLE} | {legs}") == [
        ("", ["Count"], [(3,)]),
        ("best", ["k", "v"], [("b", 3)]),
        ("Sums", ["k", "sum_v"], [("a", 3), ("b", 3)]),
    ]
    assert len(results(f"print a = 1; {TABLE} | {legs}")) == 4
    assert len(results(f"let T = {TABLE} | {legs}; T")) == 3


def test_facet() -> None:
    assert results(f"{TABLE} | facet by k, v with (where v > 1)") == [
        ("", ["k", "v"], [("a", 2), ("b", 3)]),
        ("k", ["k", "count_k"], [("a", 2), ("b", 1)]),
        ("v", ["v", "count_v"], [(1, 1), (2, 1), (3, 1)]),
    ]


def test_a_chart_belongs_to_the_last_result() -> None:
    compiled = compile_kql("print a = 1; print b = 2 | render table", Tables({}))
    assert [one.render for one in compiled.results] == [None, "table"]


def test_a_rule_alerts_on_one_result() -> None:
    for kql in ("print a = 1; print a = 2", f"{TABLE} | fork (count) (take 1)"):
        with pytest.raises(CompileError, match="2 results, and a rule alerts on one"):
            plan_replay(bind_kql(kql, Tables({})))


@pytest.mark.parametrize(
    ("kql", "code"),
    [
        ("fork (take 1) (take 2) | count", "KQL9001"),
        ("fork (join (print k = 'a') on k) (take 1)", "KQL1006"),
        ("fork (facet by k) (take 1)", "KQL1006"),
        ("fork", "KQL1003"),
        ("fork ()", "KQL1003"),
        ("fork x = (count), y = (take 1)", "KQL1003"),
        ("facet by k + 1", "KQL1003"),
        ("facet by nosuch", "KQL2002"),
        ("facet by k with ()", "KQL1003"),
        ("extend d = dynamic(1) | facet by d", "KQL3005"),
        ("facet by k | count", "KQL9001"),
        ("mv-apply v = pack_array(v) on (fork (take 1) (count))", "KQL9001"),
    ],
)
def test_what_is_wrong(kql: str, code: str) -> None:
    with pytest.raises(CompileError) as caught:
        compile_kql(f"{TABLE} | {kql}", Tables({}))
    assert caught.value.diagnostics[0].code == code


def test_every_statement_is_looked_at() -> None:
    with pytest.raises(CompileError) as caught:
        compile_kql("nosuch; print a = b; print c = 1", Tables({}))
    assert [one.code for one in caught.value.diagnostics] == ["KQL2001", "KQL2002"]


def test_a_name_given_inside_a_sub_pipeline_stays_there() -> None:
    with pytest.raises(CompileError, match="no table 'X'"):
        compile_kql(f"{TABLE} | partition by k (as X | take 1); X | count", Tables({}))
