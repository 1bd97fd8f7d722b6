"""Plugins whose columns depend on data, with and without somebody to ask."""

from __future__ import annotations

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from tests.adapters import compiled_on, run
from transpile.bind.tree import visible
from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql, compile_kql
from transpile.planning import plan_replay
from transpile.schema import Tables

NOTHING = Tables({})
BAGS = "datatable(a:long, d:dynamic)[1, dynamic({'x': 1}), 2, dynamic({'y': 'q'})]"


def columns(query: str) -> list[tuple[str, str]]:
    with DuckDbEngine(duckdb.connect()) as engine:
        result = run(engine, compiled_on(engine, query, NOTHING))
        return [(column.name, column.type.value) for column in result.columns]


def rows(query: str) -> list[tuple[object, ...]]:
    with DuckDbEngine(duckdb.connect()) as engine:
        return run(engine, compiled_on(engine, query, NOTHING)).json_rows()


def refused(query: str) -> str:
    with (
        DuckDbEngine(duckdb.connect()) as engine,
        pytest.raises(CompileError) as caught,
    ):
        compiled_on(engine, query, NOTHING)
    return str(caught.value)


def test_without_an_answer_there_are_the_other_columns():
    compiled = compile_kql(f"{BAGS} | evaluate bag_unpack(d)", NOTHING)
    assert compiled.open
    assert [column.name for column in compiled.result.columns] == ["a"]


def test_without_an_answer_a_warning_says_so():
    compiled = compile_kql(f"{BAGS} | evaluate bag_unpack(d) | where x > 0", NOTHING)
    (warning,) = compiled.warnings
    assert warning.message == "only data can say whether there is a column 'x': here it is null"


def test_declared_columns_need_no_answer():
    compiled = compile_kql(f"{BAGS} | evaluate bag_unpack(d) : (*, y: string)", NOTHING)
    assert not compiled.open
    assert [column.name for column in compiled.result.columns] == ["a", "y"]


def test_each_question_is_asked_once():
    asked = []

    def ask(question):
        asked.append(question)
        return [("x", "long")]

    query = f"{BAGS} | evaluate bag_unpack(d) | where nowhere == 1 and x > 0 | sort by elsewhere"
    bound = bind_kql(query, NOTHING, ask)
    assert len(asked) == 1
    assert not bound.open
    names = [column.name for column in visible(bound.root)]
    assert names == ["a", "x", "nowhere", "elsewhere"]
    assert len(bound.warnings) == 2
    assert "no data gave a column 'nowhere'" in bound.warnings[0].message


@pytest.mark.parametrize(
    "use",
    [
        "where q == 'x' or q == 3 or q > now() or q has 'a' or q in ('a', 'b')",
        "extend s = strcat(q, 'x'), e = extract('a', 0, q), t = tolower(q), l = q.a.b[0]",
        "extend i = iff(q > 3, 'a', 'b'), c = coalesce(tostring(q), 'x'), d = todatetime(q)",
        "summarize count() by q",
        "summarize make_set(q), take_any(q), dcount(tostring(q)) by a",
        "summarize min(q), arg_max(q, *), maxif(q, a > 1) by a",
        "partition by q (count)",
        "top-nested 2 of q by count()",
        "distinct a, q",
        "sort by q asc | top 1 by q",
        "project-away q | project-rename b = a",
        "project-rename b = q | project-reorder b",
        "mv-expand q",
        "parse q with * 'x' w:long",
        "join kind=leftouter (datatable(q:string)['x']) on q",
        "join kind=inner (datatable(r:long)[1]) on $left.q == $right.r",
        "lookup (datatable(q:long, z:long)[1, 2]) on q",
        "as T | union T | where isempty(q)",
    ],
)
def test_a_name_that_no_data_gave_fits_anywhere(use):
    assert rows(f"{BAGS} | evaluate bag_unpack(d) | {use}") is not None


@pytest.mark.parametrize(
    "use",
    [
        "project a | where q == 1",
        "summarize count() by a | where q == 1",
        "project-away q | where q == 1",
    ],
)
def test_a_table_that_names_its_columns_is_closed(use):
    assert "there is no column" in refused(f"{BAGS} | evaluate bag_unpack(d) | {use}")


def test_the_right_side_of_a_semi_join_opens_nothing():
    query = f"datatable(a:long)[1] | join kind=leftsemi ({BAGS} | evaluate bag_unpack(d)) on a"
    assert "there is no column 'x'" in refused(f"{query} | where x == 1")


def test_plugins_one_after_the_other_and_in_functions():
    query = (
        "let F = (T: (d: dynamic), p: string) { T | evaluate bag_unpack(d, p) };"
        f"F({BAGS}, 'p_') | join kind=inner (F({BAGS}, 'q_')) on a"
        " | extend k = iff(p_x == 1, 'one', 'other') | evaluate pivot(k, count(), a)"
        " | project a, one, other, third"
    )
    assert sorted(rows(query)) == [(1, 1, 0, None), (2, 0, 1, None)]


def test_a_bag_that_is_none():
    query = "datatable(d:dynamic)[dynamic([['a', 1]]), dynamic('x'), dynamic(5), dynamic(null)]"
    assert columns(f"{query} | evaluate bag_unpack(d)") == []
    assert len(rows(f"{query} | evaluate bag_unpack(d) | extend n = 1")) == 4


def test_names_that_differ_in_case_alone():
    query = "print d = dynamic({'A': 1, 'a': 2, 'ä b': 3})"
    assert columns(f"{query} | evaluate bag_unpack(d)") == [
        ("A", "long"),
        ("a", "long"),
        ("ä b", "long"),
    ]
    assert rows(f"{query} | evaluate bag_unpack(d) | project s = A + a * 10") == [(21,)]


def test_declared_columns_and_those_of_the_input():
    query = "datatable(n:long, d:dynamic)[1, dynamic({'n': 5, 'p': 6})]"
    assert rows(f"{query} | evaluate bag_unpack(d) : (n: long, p: string)") == [(1, "6")]
    declared = ": (n: long, p: real)"
    replaced = f"{query} | evaluate bag_unpack(d, columnsConflict='replace_source') {declared}"
    assert rows(replaced) == [(5, 6.0)]
    absent = replaced.replace("'n': 5", "'m': 5")
    assert rows(absent) == [(1, 6.0)]
    prefixed = f"{query} | evaluate bag_unpack(d, 'd_') : (*, d_n: long, e_p: long)"
    assert rows(prefixed) == [(1, 5, None)]
    assert "is declared a string" in refused(f"{query} | evaluate bag_unpack(d) : (n: string)")


def test_a_declared_plugin_lifts():
    query = f"{BAGS} | evaluate bag_unpack(d) : (*, y: string) | where y == 'q'"
    assert plan_replay(bind_kql(query, NOTHING)).lifted is not None


def test_pivot_over_nothing():
    empty = "datatable(k:string, v:long)[]"
    assert columns(f"{empty} | evaluate pivot(k)") == [("v", "long")]
    assert rows(f"{empty} | project k | evaluate pivot(k)") == []
    assert rows("datatable(k:string)['x', 'y', 'x'] | evaluate pivot(k)") == [(2, 1)]


def test_pivot_of_what_is_no_text():
    query = "datatable(k:bool, t:datetime, v:real)[true, datetime(2024-05-01), 0.5, bool(null)," + (
        " datetime(2024-05-01), 2.5]"
    )
    assert columns(f"{query} | evaluate pivot(k, avg(v))") == [
        ("t", "datetime"),
        ("Column1", "real"),
        ("True", "real"),
    ]


def test_pivot_takes_a_value_named_as_a_column():
    query = "datatable(c:string, k:string)['r', 'c']"
    assert columns(f"{query} | evaluate pivot(k)") == [("c", "string"), ("c1", "long")]


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("bag_unpack()", "takes 1 to 4 arguments"),
        ("bag_unpack(d.x)", "is a column's name"),
        ("bag_unpack(d, prefix='x')", "has no parameter 'prefix'"),
        ("bag_unpack(d, ignoredProperties='x')", "is an array of names"),
        ("pivot(a, arg_max(a, d))", "more than one value"),
        ("activity_counts_metrics(a, d, 1, 2, 1)", "a timeline is a datetime or a number"),
        ("activity_counts_metrics(a, a, 1, 2, 1d)", "is a long, not a timespan"),
        ("activity_counts_metrics(a, a, 1, 2, 1) : (x: long)", "cannot be declared"),
        ("hint.distribution=per_node nowhere()", "there is no plugin"),
        ("hint.distribute=per_node bag_unpack(d)", "has no parameter 'hint.distribute'"),
        ("http_request('https://example.com')", "reaches out to a service"),
    ],
)
def test_refusals(call, why):
    assert why in refused(f"{BAGS} | evaluate {call}")


def test_hints_change_nothing():
    hints = "hint.distribution=per_shard hint.pass_filters=true"
    assert columns(f"{BAGS} | evaluate {hints} bag_unpack(d)") == columns(
        f"{BAGS} | evaluate bag_unpack(d)"
    )


def test_basket_gives_the_longest_of_patterns_for_the_same_rows():
    query = (
        "range n from 1 to 20 step 1 | project damage = iff(n <= 15, 'NO', 'YES'),"
        " crops = iff(n <= 18, 0, n), type = iff(n % 4 == 0, 'hail', strcat('t', n))"
    )
    assert rows(f"{query} | evaluate basket(0.2)") == [
        (0, 18, 90.0, "", 0, ""),
        (1, 15, 75.0, "NO", 0, ""),
        (2, 5, 25.0, "YES", None, ""),
        (3, 5, 25.0, "", None, "hail"),
        (4, 4, 20.0, "", 0, "hail"),
    ]


def test_basket_with_weights_and_wildcards():
    query = "datatable(k:string, n:long, w:int)['a', 1, 3, 'b', 1, 1, 'c', 2, 0]"
    assert rows(f"{query} | evaluate basket(0.5, w, '~', '*', long(-1))") == [
        (0, 4, 100.0, "*", 1, None),
        (1, 3, 75.0, "a", 1, None),
    ]
    assert rows(f"{query} | take 0 | evaluate basket()") == []
    assert "a threshold is" in refused(f"{query} | evaluate basket(2)")
    assert "is a int or long or real" in refused(f"{query} | evaluate basket(0.1, k)")
