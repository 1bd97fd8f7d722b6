"""Sketches and weighted percentiles: exact answers, merged ones, every type, nothing at all."""

from __future__ import annotations

import pytest

from tests.adapters import evaluate
from transpile.diagnostics import CompileError

ROWS = (
    "datatable(g:string, v:long, r:real, t:datetime, s:timespan, d:decimal, i:int, w:long)"
    '["a", 1, 1.5, datetime(2024-01-02), 2h, decimal(1.5), 1, 3,'
    ' "a", 2, real(null), datetime(2024-01-01), -1h, decimal(2.5), 2, 1,'
    ' "b", long(null), 2.5, datetime(null), 30h, decimal(null), 3, 0]'
)


def found(query: str) -> tuple[object, ...]:
    """The one row of a query over the rows."""
    _, rows = evaluate(f"{ROWS} | {query}")
    (row,) = rows
    return row


@pytest.mark.parametrize(
    ("column", "count"), [("g", 2), ("v", 2), ("t", 2), ("s", 3), ("d", 2), ("i", 3)]
)
def test_hashes_count_the_different_values(column, count):
    assert found(f"summarize h = hll({column}) | project dcount_hll(h)") == (count,)
    merged = (
        f"summarize h = hll({column}) by g | summarize h = hll_merge(h) | project dcount_hll(h)"
    )
    assert found(merged) == (count,)
    both = f"summarize h = hll({column}) | project dcount_hll(hll_merge(h, h))"
    assert found(both) == (count,)


def test_hashes_of_types_differ():
    assert found(
        "summarize a = hll(v), b = hll(tostring(v)), c = hll(d), d = hll(i)"
        " | project dcount_hll(hll_merge(a, b, c)), dcount_hll(hll_merge(a, d))"
    ) == (7, 3)  # the text of null is a value, too; an int is a long


def test_nothing_at_all():
    assert found("where false | summarize dcount_hll = hll(v), x = tdigest(v)") == (
        [[1024, 14], [], []],
        [[7], [], []],
    )
    assert found(
        "where false | summarize h = hll(v), x = tdigest(v)"
        " | project dcount_hll(h), percentile_tdigest(x, 50), rank_tdigest(x, 1)"
    ) == (0, None, None)
    assert found("summarize h = hll_if(v, v > 5, 4)") == ([[1024, 18], [], []],)


@pytest.mark.parametrize(
    ("column", "kind", "low", "high"),
    [
        ("v", "long", 1, 2),
        ("r", "real", 1.5, 2.5),
        ("t", "datetime", "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"),
        ("s", "timespan", "-01:00:00", "1.06:00:00"),
        ("d", "real", 1.5, 2.5),
    ],
)
def test_digests_of_every_type(column, kind, low, high):
    query = (
        f"summarize x = tdigest({column}) by g | summarize x = merge_tdigest(x)"
        f" | project percentile_tdigest(x, 0, typeof({kind})), "
        f"percentile_tdigest(x, 100, typeof({kind})), rank_tdigest(x, {kind}(null))"
    )
    _, rows = evaluate(
        f"{ROWS} | {query} | project a = tostring(percentile_tdigest_x),"
        " b = tostring(percentile_tdigest_x1), Column1"
    )
    shown = [str(value).replace(".0000000Z", "Z") for value in rows[0][:2]]
    assert shown == [str(low), str(high)]
    assert rows[0][2] is None


def test_ranks():
    assert found(
        "summarize x = tdigest(v, w), y = tdigest(t), z = tdigest(s)"
        " | project rank_tdigest(x, 1), percentrank_tdigest(x, 1),"
        " rank_tdigest(y, datetime(2024-01-01)), percentrank_tdigest(z, 2h),"
        " rank_tdigest(x, 'a')"
    ) == (3.0, 75.0, 1.0, pytest.approx(200 / 3), None)


def test_digests_of_two_kinds_do_not_merge():
    assert found(
        "summarize x = tdigest(v), y = tdigest(s)"
        " | project percentile_tdigest(merge_tdigest(x, y), 50),"
        " percentile_tdigest(tdigest_merge(x, dynamic('none')), 50)"
    ) == (None, 1)


def test_weighted():
    assert found(
        "summarize percentilew(v, w, 75), percentilew(v, w, 76), percentilew(t, w, 50),"
        " percentilew(s, i, 50), percentilew(d, w, 50), percentilesw_array(i, w, 0, 100)"
    )[:2] == (1, 2)
    columns, _ = evaluate(
        f"{ROWS} | summarize percentilesw(i, w, 50, 99.9), percentilesw_array(v, w, 50),"
        " percentilew(d, w, 50), x = percentilew(t, i, 50)"
    )
    assert columns == [
        ("percentile_i_50", "long"),
        ("percentile_i_99_9", "long"),
        ("percentile_v", "dynamic"),
        ("percentile_d_50", "real"),
        ("x", "datetime"),
    ]
    assert found("where false | summarize percentilew(v, w, 50)") == (None,)


def test_names():
    columns, _ = evaluate(
        f"{ROWS} | summarize hll(v), hll_if(v, true), tdigest(r) by g"
        " | extend hll_merge(hll_v, hll_if_v), merge_tdigest(tdigest_r, tdigest_r),"
        " percentile_tdigest(tdigest_r, 5), percentiles_array_tdigest(tdigest_r, 5),"
        " rank_tdigest(tdigest_r, 5), dcount_hll(hll_v)"
    )
    assert [name for name, _ in columns] == [
        "g",
        "hll_v",
        "hll_if_v",
        "tdigest_r",
        "hll_merged_result",
        "tdigests_merge_result",
        "percentile_tdigest_tdigest_r",
        "percentile_tdigest_tdigest_r1",
        "Column1",
        "dcount_hll_hll_v",
    ]
    columns, _ = evaluate(
        f"{ROWS} | summarize covariance(v, r), argmin(v, g), argmax(v + 1, r, v * 2)"
    )
    assert [name for name, _ in columns] == [
        "covariance_v_r",
        "min_v",
        "min_v_g",
        "max_",
        "max__r",
        "max__arg2",
    ]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("hll(v, 5)", "KQL2013"),
        ("hll(r)", "KQL3005"),
        ("min(toguid(g))", "KQL3005"),
        ("arg_max(toguid(g), v)", "KQL3005"),
        ("hll(v, w)", "KQL2013"),
        ("tdigest(g)", "KQL3005"),
        ("percentilew(v, r, 50)", "KQL3005"),
        ("percentilew(v, w, 101)", "KQL2013"),
        ("percentilesw(v, w)", "KQL2005"),
        ("percentilew(v, w, v)", "KQL2006"),
        ("covariance(v)", "KQL2005"),
        ("argmin()", "KQL2005"),
    ],
)
def test_refused(expression, code):
    with pytest.raises(CompileError) as caught:
        evaluate(f"{ROWS} | summarize {expression}")
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == [code]
