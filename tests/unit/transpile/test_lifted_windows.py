"""Window functions over every run at once are those over each run; likewise over each partition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.transpile.strategies import agree, connection, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with connection() as con:
        yield con


QUERIES = [
    "sort by v asc | extend a = prev(k), t = next(TimeGenerated, 2)",
    "sort by k | extend n = row_number(1, k != prev(k)), t = ago(1m), d",
    "where k != 'b' | serialize n = row_number() | where n > 1 | extend m = row_number()",
    "summarize c = count() by k, v | sort by c | extend s = row_cumsum(v), r = row_rank_min(c)",
    "sort by k asc, TimeGenerated asc"
    " | extend s = row_window_session(TimeGenerated, 10h, 1h, k != prev(k))"
    " | summarize count() by s",
    "mv-expand e = range(1, 2) to typeof(long) | sort by e asc | extend p = prev(k)",
    "sort by v asc | mv-expand e = d to typeof(long) | extend p = prev(k), s = row_cumsum(e)",
    "sort by k asc | mv-expand e = d to typeof(long) | take 4",
    "sort by k asc | mv-expand e = d to typeof(long) | summarize make_list(e), make_list(v)",
    "sort by v asc | scan with (step a: v > 2; step b: v > 3;) | summarize make_list(v)",
    "top 5 by v | extend n = row_number(), d = now() - prev(TimeGenerated)",
    "join kind=inner (range e from 1 to 3 step 1 | extend v = e, s = row_cumsum(e)) on v"
    " | sort by s asc | extend p = prev(s, 1, toscalar(Log | count))",
    "partition by k (sort by v asc | extend p = prev(v), n = row_number())",
    "sort by v | partition by k (extend p = prev(v) | where p > 2)",
    "partition by k (sort by TimeGenerated asc"
    " | extend s = row_window_session(TimeGenerated, 2h, 1h))",
    "mv-apply e = d to typeof(long) on (sort by e asc | extend n = row_number(), p = prev(e))",
    "sort by v asc, TimeGenerated asc | evaluate rows_near(k == 'b', 1, 0)",
    "sort by TimeGenerated asc | evaluate rows_near(v > 8, 1) | extend n = row_number(), d = now()",
    "evaluate sequence_detect(TimeGenerated, 1h, 90m, a = v > 6, b = v < 4, k)",
    "evaluate sequence_detect(TimeGenerated, 1h, 2h, a = v > 6, b = v < 4, c = k == 'a')",
]


@pytest.mark.parametrize("query", QUERIES)
def test_lifted_as_run_by_run(database: duckdb.DuckDBPyConnection, query: str) -> None:
    assert any(agree(database, f"Log | {query}"))


TABLE = "datatable(k:string, v:long)['a', 3, 'b', 1, 'a', 2, 'b', 5, '', 7]"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("sort by v asc | extend n = row_number(), p = prev(v)",
         {("a", 2, 1, None), ("a", 3, 2, 2), ("b", 1, 1, None), ("b", 5, 2, 1), ("", 7, 1, None)}),
        ("top 1 by v asc", {("a", 2), ("b", 1), ("", 7)}),
        ("sort by v asc | where prev(v) > 1 | project v", {(3,)}),
        ("serialize s = row_cumsum(v) | summarize max(s)", {(5,), (6,), (7,)}),
    ],
)  # fmt: skip
def test_each_partition_by_itself(body: str, expected: set[tuple[object, ...]]) -> None:
    assert set(rows(f"{TABLE} | partition by k ({body})")) == expected
