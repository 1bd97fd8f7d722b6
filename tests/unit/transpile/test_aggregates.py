"""Aggregates over groups, over none, and under a condition that nothing meets; their names."""

from __future__ import annotations

import math

import pytest

from tests.adapters import evaluate
from tests.unit.transpile.strategies import agree, connection
from transpile.diagnostics import CompileError

ROWS = (
    "datatable(g:string, v:long, r:real, d:dynamic)"
    '["a", 1, 1.5, dynamic({"k": 1}), "a", 2, real(nan), dynamic([9]),'
    ' "a", long(null), 2.5, dynamic({"k": 3, "l": 4}), "", 3, real(null), dynamic(null)]'
)


def value(expression: str, before: str = "") -> object:
    """The one value of a summarize without keys."""
    _, rows = evaluate(f"{ROWS} {before} | summarize x = {expression}")
    return rows[0][0]


@pytest.mark.parametrize(
    ("expression", "whole", "empty"),
    [
        ("stdev(v)", 1.0, 0.0),
        ("variancep(v)", 2 / 3, 0.0),
        ("minif(v, v > 1)", 2, None),
        ("maxif(g, v > 1)", "a", ""),
        ("take_anyif(v, v > 1)", 2, None),
        ("make_list_if(v, v > 1)", [2, 3], []),
        ("array_length(make_set_if(g, v > 1, 1))", 1, 0),
        ("make_list_with_nulls(v)", [1, 2, None, 3], []),
        ("make_bag(d)", {"k": 1, "l": 4}, {}),
        ("make_bag_if(d, isnull(v))", {"k": 3, "l": 4}, {}),
        ("percentile(v, 50)", 2, None),
        ("percentiles_array(v, 0, 100)", [1, 3], None),
        ("binary_all_or(v)", 3, None),
        ("count_distinct(g)", 2, 0),
        ("count_distinctif(g, v > 2)", 1, 0),
        ("avg(v * 1s) / 1s", 2.0, None),
    ],
)
def test_values(expression, whole, empty):
    found = value(expression)
    assert found == (pytest.approx(whole) if isinstance(whole, float) else whole)
    assert value(expression, "| where false") == empty


def test_nan():
    for expression in ("minif(r, true)", "stdev(r)", "avgif(v, false)"):
        found = value(expression)
        assert isinstance(found, float)
        assert math.isnan(found)


def test_names():
    columns, rows = evaluate(
        f"{ROWS} | summarize percentiles(v, 5, 99.9), percentile(r, 50), stdevif(v, true),"
        " round(percentile(v, 95), 1), (lo, hi)=percentiles(v, 0, 100), take_anyif(g, true)"
    )
    assert [name for name, _ in columns] == [
        *("percentile_v_5", "percentile_v_99_9", "percentile_r_50", "stdevif_v"),
        *("percentile_v_95", "lo", "hi", "g"),
    ]
    assert rows[0][:2] == (1, 3)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("percentile(v, 101)", "no percentage"),
        ("percentile(v, v)", "must be a constant"),
        ("percentile(g, 5)", "takes a"),
        ("make_bag(d, 2)", "a size"),
    ],
)
def test_refused(expression, said):
    with pytest.raises(CompileError, match=said):
        value(expression)


GATHERED = [
    "summarize l = make_list(v), s = make_set(v), b = make_bag(bag_pack(k, v)) by k",
    "summarize l = make_list(d), b = make_bag_if(bag_pack('x', v), v > 2), s = make_set(d)",
    "join kind=inner (Log) on k | summarize l = make_list(v1), b = make_bag(bag_pack(k, v1)) by k",
    "join kind=inner (Log | project k, w = v) on k | summarize make_list(w, 7), make_set(w, 3)",
    "union (Log | project k, v) | summarize l = make_list_with_nulls(v), b = make_set_if(k, v > 1)",
    "summarize c = count() by k, v | summarize l = make_list(v), b = make_bag(bag_pack('x', v))",
    "sort by k asc | summarize l = make_list(v), s = make_set(v, 4), b = make_bag(bag_pack(k, v))",
    "extend e = v * 3 | sort by k desc | summarize l = makelist(e, 3), makeset(e)",
]


@pytest.mark.parametrize("query", GATHERED)
def test_what_is_gathered_in_no_order_is_the_same_in_every_strategy(query):
    assert any(agree(connection(), f"Log | where TimeGenerated > ago(3h) | {query}"))
