"""Functions of the rows around one: order, nulls, types, nesting, and what is refused."""

from __future__ import annotations

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from tests.adapters import run
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

TABLE = (
    "let T = datatable(k:string, v:long, r:real, d:dynamic)"
    '["b", 3, 0.5, dynamic([1]), "a", long(null), real(nan), dynamic(null),'
    ' "é", 1, 1.5, dynamic({"x": 2}), "a", 2, 2.5, dynamic("y")];\n'
)


def rows(kql: str) -> list[tuple[object, ...]]:
    with DuckDbEngine(duckdb.connect()) as engine:
        return run(engine, compile_kql(TABLE + kql, Tables({}))).json_rows()


def column(kql: str) -> list[object]:
    return [row[0] for row in rows(kql)]


@pytest.mark.parametrize(
    ("kql", "expected"),
    [
        # rows without an order of their own are taken as they stand
        ("T | serialize | project prev(k)", ["", "b", "a", "é"]),
        ("T | serialize | project next(v)", [None, 1, 2, None]),
        ("T | serialize | project next(v, 3, -1)", [2, -1, -1, -1]),
        # a null in a row is no missing row
        ("T | serialize | project prev(v, 1, 7)", [7, 3, None, 1]),
        ("T | serialize | project prev(d)", [None, [1], None, {"x": 2}]),
        ("T | serialize | project prev(r, 2)", [None, None, 0.5, "NaN"]),
        ("T | serialize | project prev(k, 9)", ["", "", "", ""]),
        ("T | serialize | project prev(k, 1, 'none')", ["none", "b", "a", "é"]),
        # a default of another type
        ("T | serialize | project prev(r, 1, 0)", [0.0, 0.5, "NaN", 1.5]),
        ("let n = 2; T | serialize | project prev(v, n, n)", [2, 2, 3, None]),
        # keys gone from the columns still order
        ("T | sort by k asc, v asc | project v | where v > 0 | extend p = prev(v) | project p",
         [None, 2, 3]),
        ("T | top 3 by v asc | project prev(k)", ["", "a", "é"]),
        ("range n from 3 to 1 step -1 | project prev(n)", [None, 3, 2]),
        # filters and renames keep the order, and the rows that are left are counted
        ("T | sort by v desc | where k != 'b' | extend n = row_number() | project-rename m = n"
         " | project m", [1, 2, 3]),
        ("T | sort by v asc | take 2 | project row_number(5)", [5, 6]),
        ("T | serialize n = row_number() | sort by n desc | project n * 10 + row_number()",
         [41, 32, 23, 14]),
        # elements stand where their row stood, in their own order
        ("T | where isnotnull(v) | sort by v desc | mv-expand e = range(1, v) to typeof(long)"
         " | project v * 100 + e * 10 + row_number()", [311, 322, 333, 214, 225, 116]),
        ("T | where v == 3 | serialize | mv-expand with_itemindex=i e = range(7, 9)"
         " | project i, n = row_number() | project i * 10 + n", [1, 12, 23]),
        # in a condition, a key, an aggregate
        ("T | serialize | where prev(k) == 'a' | project k", ["é"]),
        ("T | serialize | where isnotnull(prev(v)) and row_number() > 2 | project v", [2]),
        ("T | serialize | summarize max(prev(v))", [3]),
        ("T | serialize | summarize count() by p = prev(k) | sort by p asc | project p",
         ["", "a", "b", "é"]),
        ("T | serialize | sort by prev(v) asc nulls first, k asc | project k",
         ["b", "é", "a", "a"]),
        # ordered results stay ordered
        ("T | sort by k asc, v asc | extend p = prev(v) | where p != 7 | project p",
         [None, None, 2, 3]),
        # sums
        ("T | serialize | project row_cumsum(v)", [3, 3, 4, 6]),
        ("T | serialize | project row_cumsum(toint(v))", [3, 3, 4, 6]),
        ("T | where v > 0 | serialize | project row_cumsum(r)", [0.5, 2.0, 4.5]),
        ("T | serialize | project row_cumsum(v, k == 'a')", [3, 0, 1, 2]),
        ("T | serialize | project row_cumsum(v, true)", [3, 0, 1, 2]),
        ("T | serialize | project row_cumsum(v, k == prev(k))", [3, 3, 4, 6]),
        ("datatable(v:long)[9223372036854775807, 1] | serialize | project row_cumsum(v)",
         [9223372036854775807, -9223372036854775808]),
        ("datatable(v:int)[2147483647, 1] | serialize | project row_cumsum(v)",
         [2147483647, -2147483648]),
        ("datatable(v:decimal)[1.5, 2.25] | serialize | project tostring(row_cumsum(v))",
         ["1.5", "3.75"]),
        # sums of sums
        ("T | serialize s = row_cumsum(1) | project row_cumsum(s, prev(s) == 2)", [1, 3, 3, 7]),
        ("T | serialize | project row_number(-1, isnull(v))", [-1, -1, 0, 1]),
        ("T | serialize | project row_cumsum(row_number())", [1, 3, 6, 10]),
        # ranks: nulls and NaN are values like others
        ("datatable(v:real)[real(nan), real(nan), real(null), 1.0, 1.0] | serialize"
         " | project row_rank_dense(v) * 10 + row_rank_min(v)", [11, 11, 23, 34, 34]),
        ("T | sort by k asc | project row_rank_min(k)", [1, 1, 3, 4]),
        # twice over one let
        ("let S = T | sort by v asc | extend n = row_number(); S | join kind=inner (S) on n"
         " | count", [4]),
        ("T | getschema | project row_number(0)", [0, 1, 2, 3]),
        ("T | where false | sort by k | project prev(k)", []),
        ("print a = dynamic([3, 1]) | mv-expand a to typeof(long) | sort by a asc"
         " | extend p = prev(a, 1, toscalar(print 7)) | project p", [7, 1]),
    ],
)  # fmt: skip
def test_values(kql: str, expected: list[object]) -> None:
    assert column(kql) == expected


def sessions(times: str, rest: str) -> list[object]:
    listed = ", ".join(f"datetime({time})" if time else "datetime(null)" for time in times.split())
    listed = listed.replace("datetime(-)", "datetime(null)")
    return column(
        f"datatable(t:datetime)[{listed}] | serialize"
        f" | project format_datetime(row_window_session(t, {rest}), 'HH:mm')"
    )


@pytest.mark.parametrize(
    ("times", "rest", "expected"),
    [
        ("2024-01-01T00:00 2024-01-01T00:04 2024-01-01T00:09", "1h, 5m", "00:00 00:00 00:09"),
        ("2024-01-01T00:00 2024-01-01T00:30 2024-01-01T01:00", "1h, 1h", "00:00 00:00 01:00"),
        ("2024-01-01T00:00 - 2024-01-01T00:01", "1h, 1h", "00:00  00:01"),
        ("2024-01-01T00:05 2024-01-01T00:01", "1h, 1h", "00:05 00:05"),
        ("2024-01-01T00:00 2024-01-01T00:01 2024-01-01T00:02", "1h, 1h, t == prev(t)",
         "00:00 00:00 00:00"),
        ("2024-01-01T00:00 2024-01-01T00:01 2024-01-01T00:02", "1h, 1h, row_number() == 2",
         "00:00 00:01 00:01"),
        ("2024-01-01T00:00 2024-01-01T00:01", "time(null), 1m", "00:00 00:01"),
    ],
)  # fmt: skip
def test_sessions(times: str, rest: str, expected: str) -> None:
    assert sessions(times, rest) == expected.split(" ")


def test_sessions_of_many_rows() -> None:
    """More rows than one inner list holds: the state goes on from list to list."""
    found = rows(
        "range n from 0 to 3999 step 1 | extend t = datetime(2024-01-01) + n * 1s"
        " | extend s = row_window_session(t, 10m, 2s) | summarize count() by s | sort by s asc"
    )
    assert [count for _, count in found] == [600, 600, 600, 600, 600, 600, 400]


@pytest.mark.parametrize(
    ("kql", "code"),
    [
        ("T | project prev(k)", "KQL2017"),
        ("T | project row_number()", "KQL2017"),
        ("T | sort by v | summarize count() by k | project prev(k)", "KQL2017"),
        ("T | sort by v | distinct k | project prev(k)", "KQL2017"),
        ("T | sort by v | join kind=inner T on k | project prev(k)", "KQL2017"),
        ("T | sort by v | union T | project prev(k)", "KQL2017"),
        ("T | take 2 | project row_number()", "KQL2017"),
        ("print a = 1 | project row_number()", "KQL2017"),
        ("print row_number()", "KQL2017"),
        ("T | serialize | project prev(v + 1)", "KQL2013"),
        ("T | serialize | project prev(d.x)", "KQL2013"),
        ("T | serialize | project prev(1)", "KQL2013"),
        ("T | serialize | project prev(v, 0)", "KQL2013"),
        ("T | serialize | project prev(v, -1)", "KQL2013"),
        ("T | serialize | project prev(v, 1.5)", "KQL2006"),
        ("T | serialize | project prev(v, v)", "KQL2006"),
        ("T | serialize | project next(v, 1, v)", "KQL2006"),
        ("T | serialize | project prev(v, 1, 2, 3)", "KQL2005"),
        ("T | serialize | project prev()", "KQL2005"),
        ("T | serialize | project prev(nowhere)", "KQL2002"),
        ("T | serialize | project row_number('a')", "KQL3005"),
        ("T | serialize | project row_number(v)", "KQL2006"),
        ("T | serialize | project row_number(1, 1)", "KQL3005"),
        ("T | serialize | project row_cumsum(k)", "KQL3005"),
        ("T | serialize | project row_cumsum(d)", "KQL3005"),
        ("T | serialize | project row_cumsum(v, v)", "KQL3005"),
        ("T | serialize | project row_rank_min(d)", "KQL3005"),
        ("T | serialize | project row_rank_dense(v, 1)", "KQL3005"),
        ("T | serialize | project row_window_session(v, 1h, 1h)", "KQL3005"),
        ("T | serialize | project row_window_session(now(), 1, 1h)", "KQL3005"),
        ("let f = (x:long) { x - prev(x) }; T | serialize | project f(v)", "KQL"),
    ],
)
def test_refused(kql: str, code: str) -> None:
    with pytest.raises(CompileError, match=code):
        compile_kql(TABLE + kql, Tables({}))


def test_an_order_that_nothing_reads_is_not_numbered() -> None:
    for kql in ("T | sort by v | project k", "T | serialize", "T | top 2 by v", "T | sort by v"):
        assert "ROW_NUMBER" not in compile_kql(TABLE + kql, Tables({})).result.statement


def test_a_call_written_twice_is_made_once() -> None:
    kql = "T | sort by v | project prev(v), iff(prev(v) > 1, prev(v), next(v))"
    statement = compile_kql(TABLE + kql, Tables({})).result.statement
    assert statement.count("LAG(") == 1


def test_several_rows_of_one_keep_their_order_whoever_asks() -> None:
    """``take`` and ``make_list`` ask for no number; the sort before tells rows, not elements."""
    elements = "range x from 1 to 2000 step 1 | sort by x % 2 asc, x desc"
    elements += " | mv-expand e = dynamic([3, 1, 2]) to typeof(long)"
    assert rows(f"{elements} | take 4") == [(2000, 3), (2000, 1), (2000, 2), (1998, 3)]
    (found,) = column(f"{elements} | summarize make_list(e)")
    assert found == [3, 1, 2] * 2000
    matches = "range x from 1 to 4 step 1 | scan declare (c: long = 0) with"
    matches += " (step a: true => c = x; step b: x > 2 => c = -x;)"
    assert column(f"{matches} | summarize make_list(c)") == [[1, 2, -3, 3, -4, 4]]
    assert column(f"{matches} | project c | take 3") == [1, 2, -3]


@pytest.mark.parametrize("over", ["summarize count() by e", "distinct e", "count"])
def test_no_rows_are_numbered_for_what_is_the_same_in_any_order(over: str) -> None:
    expanded = "range x from 1 to 9 step 1 | mv-expand e = pack_array(x) to typeof(long)"
    kql = f"{expanded} | {over}"
    assert "ROW_NUMBER" not in compile_kql(kql, Tables({})).result.sql()
    kql = f"{expanded} | summarize make_list(e)"
    assert "ROW_NUMBER" in compile_kql(kql, Tables({})).result.sql()
