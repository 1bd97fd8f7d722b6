"""Arrays and bags where the obvious mapping is wrong: no arrays, nulls, numbers beside texts."""

from __future__ import annotations

import pytest

from tests.adapters import evaluate
from transpile.diagnostics import CompileError


def over_row(expression: str) -> object:
    """The value of an expression over a row with an array, a bag and a null."""
    head = (
        "datatable(a:dynamic, b:dynamic, z:dynamic, s:string)"
        '[dynamic([3, null, "x", 1]), dynamic({"k": 1, "$p": null}), dynamic(null), ""]'
    )
    _, rows = evaluate(f"{head} | project v = {expression}")
    return rows[0][0]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("array_length(z)", None),
        ("array_length(b)", None),
        ("array_concat(z, b)", []),
        ("array_reverse(b)", None),
        ("array_slice(a, -2, -1)", ["x", 1]),
        ("array_slice(a, -9, 0)", [3]),
        ("array_slice(a, 3, 1)", []),
        ("array_sum(a)", None),
        ("array_sum(dynamic([]))", 0.0),
        ("array_index_of(a, '3')", -1),
        ("array_index_of(a, 3.0)", 0),
        ("array_index_of(z, 3)", None),
        ("array_sort_asc(a)", [1, 3, "x", None]),
        ("array_sort_asc(a, false)", [None, 1, 3, "x"]),
        ("array_sort_desc(dynamic([2, 10, 9]))", [10, 9, 2]),
        ("array_rotate_left(a, -1)", [1, 3, None, "x"]),
        ("array_rotate_left(dynamic([]), 1)", []),
        ("array_shift_right(a, 1, 0)", [0, 3, None, "x"]),
        ("set_union(a, a)", [3, None, "x", 1]),
        ("set_intersect(z, a)", None),
        ("set_difference(a, dynamic([3.0, null]))", ["x", 1]),
        ("set_has_element(a, 'x')", True),
        ("zip(z, dynamic([1]))", [[None, 1]]),
        ("repeat(s, 2)", ["", ""]),
        ("range(1, 10, 0)", None),
        ("range(5, 1, -2)", [5, 3, 1]),
        ("bag_keys(a)", None),
        ("bag_keys(b)", ["$p", "k"]),
        ("bag_pack('a', s, 'A', real(null), 'a', 2)", {"a": 2, "A": None}),
        ("bag_merge(z, b)", {"k": 1, "$p": None}),
        ("bag_merge(z, a)", None),
        ("bag_has_key(b, 'K')", False),
        ("bag_remove_keys(b, dynamic(['k', 'q']))", {"$p": None}),
        ("pack_all(true)", {"a": [3, None, "x", 1], "b": {"k": 1, "$p": None}}),
        ("column_ifexists('nothing', 'd')", "d"),
        ("column_ifexists('s', 5)", None),
        ("array_length(pack_array(*))", 4),
    ],
)
def test_values(expression, value):
    assert over_row(expression) == value


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("project array_sort_asc(a), array_sort_asc(pack_array(1))", ["a_sorted", "array0_sorted"]),
        ("project column_ifexists('s', '')", ["s"]),
        ("project pack_array(1), bag_keys(a)", ["Column1", "Column2"]),
        ("project array_sort_asc(a, parse_json(s), a)", ["a_sorted", "s_sorted", "a_sorted1"]),
        ("project (x, y) = array_sort_asc(a, pack_array(1), false)", ["x", "y"]),
        ("project x = array_sort_desc(a, pack_array(1))", ["x", "array1_sorted"]),
        ("project array_sort_desc(a, parse_json(s))[1]", ["s_sorted"]),
    ],
)
def test_names(query, names):
    columns, _ = evaluate(f"datatable(a:dynamic, s:string)[] | {query}")
    assert [name for name, _ in columns] == names


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("bag_pack('a')", "pairs of a name and a value"),
        ("bag_pack(1, 2)", "is a string, not a long"),
        ("bag_has_key(b, '$.k')", "JSON path"),
        ("array_sort_asc(true)", "sorts arrays, not nothing"),
        ("array_sort_asc(a, true, a)", "sorts arrays, not a bool"),
        ("zip(a)", "takes 2 to 64"),
    ],
)
def test_refused(expression, said):
    with pytest.raises(CompileError, match=said):
        over_row(expression)


def test_subqueries_beside_lambdas():
    _, rows = evaluate(
        "let l = datatable(x:dynamic)[dynamic(['a'])]; let m = toscalar(print x = 2);"
        ' print bag_remove_keys(dynamic({"a": 1, "b": 2}), toscalar(l)),'
        " set_intersect(dynamic(['a', 'c']), toscalar(l)), array_sort_asc(toscalar(l)),"
        " array_iff(dynamic([true, false]), m, 0), array_shift_left(dynamic([1, 2]), 1, m),"
        " range(1, m), array_index_of(dynamic([1, 2]), m)"
    )
    assert rows == [({"b": 2}, ["a"], ["a"], [2, 0], [2, 2], [1, 2], 1)]
