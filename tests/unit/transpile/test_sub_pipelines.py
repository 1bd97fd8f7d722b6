"""Sub-pipelines per row and per group: equal in every strategy, and the traps of each operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.transpile import strategies
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

if TYPE_CHECKING:
    import duckdb


@pytest.fixture(scope="module")
def log() -> duckdb.DuckDBPyConnection:
    return strategies.connection()


@pytest.mark.parametrize(
    "kql",
    [
        "Log | mv-apply d on (where tolong(d) > 1)",
        "Log | mv-apply x = d to typeof(long) on (where x > 1 | project y = x + v)",
        "Log | mv-apply x = d to typeof(long) on (top 1 by x | extend z = k)",
        "Log | mv-apply x = d to typeof(long) on (take 2)",
        "Log | where k != 'c' | mv-apply x = d to typeof(long) on "
        "(where x > 2 | summarize n = count(), l = make_list(x), s = sum(x), m = max(v))",
        "Log | mv-apply x = d to typeof(long) on (order by x asc | summarize l = make_list(x))",
        "Log | mv-apply x = d to typeof(long) on (summarize n = count() by x)",
        "Log | where TimeGenerated > ago(1h) | mv-apply with_itemindex=i x = d to typeof(long) on "
        "(where i > 0 | count)",
        "Log | mv-apply x = d to typeof(long) on (where v > 4 and now() > ago(1h) | count)",
        "Log | mv-apply x = d to typeof(long) on "
        "(as X | extend share = x * 1.0 / toscalar(X | summarize sum(x)))",
        "Log | mv-apply x = d on "
        "(mv-apply y = pack_array(x, x) on (take 1) | summarize n = count())",
        "Log | mv-apply x = d to typeof(long) on (summarize s = sum(x)) | summarize sum(s) by k",
        "print d = dynamic([1, 2]) | mv-apply x = d on (where now() > ago(1h) | count)",
    ],
)
def test_mv_apply_in_every_strategy(log: duckdb.DuckDBPyConnection, kql: str) -> None:
    assert any(strategies.agree(log, kql))


@pytest.mark.parametrize(
    "kql",
    [
        "Log | partition hint.strategy=native by k (top 2 by v | extend w = v * 2)",
        "Log | partition by k (take 1)",
        "Log | partition by v (project k, TimeGenerated | take 2)",
        "Log | partition by v (where k != 'c' | summarize n = count(), m = max(k))",
        "Log | partition by k (where v > 4 | count | extend tag = 'p')",
        "Log | partition by k (summarize n = count() by v | top 2 by v)",
        "Log | partition by v (as V | extend n = toscalar(V | summarize max(TimeGenerated)))",
        "Log | partition by k (where TimeGenerated > ago(1h) | count)",
        "Log | distinct k | partition by k { Log | where k == toscalar(k) | top 1 by v }",
        "Log | distinct v | partition by v { Log | where v < 3 | summarize n = count() by k }",
        "range x from 1 to 3 step 1 | partition by x { Log | where v == x | count }",
        "Log | distinct v | partition by v { print twice = v * 2 }",
        "Log | partition by k (mv-apply x = d to typeof(long) on (summarize s = sum(x)))",
    ],
)
def test_partition_in_every_strategy(log: duckdb.DuckDBPyConnection, kql: str) -> None:
    assert any(strategies.agree(log, kql))


def test_a_null_key_is_a_partition() -> None:
    rows = strategies.rows(
        "datatable(k:long, v:long)[1, 1, long(null), 2, long(null), 3]"
        " | partition by k (where v != 2 | as P | extend n = toscalar(P | count))"
    )
    assert rows == [(1, 1, 1), (None, 3, 1)]


def test_a_partition_where_nothing_is_left_has_its_keyless_row() -> None:
    rows = strategies.rows(
        "datatable(k:long, v:long)[1, 1, 2, 5, 3, 7]"
        " | partition by k (where v > 4 | summarize n = count(), l = make_list(v)) | sort by n asc"
    )
    assert [row[0] for row in rows] == [0, 1, 1]
    assert rows[0] == (0, [])


@pytest.mark.parametrize(
    ("kql", "columns"),
    [
        ("mv-apply d on (extend z=1)", "a b d z"),
        ("mv-apply d on (summarize z=count())", "a b z"),
        ("mv-apply d on (project b, z=1, d)", "a b z d"),
        ("mv-apply x=d on (project d=x, d2=d)", "d a b d2"),
        ("mv-apply d on (project-rename a1=a)", "a b d a1"),
        ("mv-apply b=d on (summarize z=count())", "d a b z"),
        ("mv-apply d, e=d on (project z=1)", "a b z"),
        ("mv-apply d=d on (summarize z=count())", "d a b z"),
        ("mv-apply d[0].x on (extend z=1)", "d a b d_0_x z"),
        ("mv-apply with_itemindex=b d on (extend z=1)", "a b d b1 z"),
        ("partition by a (summarize n=count() by b)", "b n"),
        ("partition by a (extend z=1, b=2)", "d a b z"),
    ],
)
def test_names_are_those_of_the_binder(kql: str, columns: str) -> None:
    table = "datatable(d:dynamic, a:long, b:string)[]"
    result = compile_kql(f"{table} | {kql}", Tables({})).result
    assert [column.name for column in result.columns] == columns.split()


@pytest.mark.parametrize(
    ("kql", "code"),
    [
        ("mv-apply a on (take 1)", "KQL3005"),
        ("mv-apply d on ()", "KQL1003"),
        ("mv-apply d", "KQL1003"),
        ("mv-apply d on (where nosuch == 1)", "KQL2002"),
        ("mv-apply d on (extend z = toscalar(print a))", "KQL2002"),
        ("mv-apply d on (join (print a = 1) on a)", "KQL1006"),
        ("mv-apply d on (union (print a = 1))", "KQL1006"),
        ("mv-apply d, d on (take 1)", "KQL2004"),
        ("mv-apply d limit 1.5 on (take 1)", "KQL2006"),
        ("mv-apply kind=array d on (take 1)", "KQL2015"),
        ("mv-apply d on (as D | where a in (D | project a))", "KQL9001"),
        ("partition by d (take 1)", "KQL3005"),
        ("partition by a + 1 (take 1)", "KQL1003"),
        ("partition by nosuch (take 1)", "KQL2002"),
        ("partition hint.strategy=quick by a (take 1)", "KQL2013"),
        ("partition hint.nosuch=1 by a (take 1)", "KQL2015"),
        ("partition hint.strategy=native by a (union (print a = 1))", "KQL1006"),
        ("partition by a { print x = toscalar(b) }", "KQL2002"),
        ("partition by a { range x from 1 to a step 1 }", "KQL9001"),
    ],
)
def test_what_is_wrong(kql: str, code: str) -> None:
    with pytest.raises(CompileError) as caught:
        compile_kql(f"datatable(d:dynamic, a:long, b:string)[] | {kql}", Tables({}))
    assert caught.value.diagnostics[0].code == code
