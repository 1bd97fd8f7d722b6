"""Saved functions, watchlists, and tables of other places."""

from __future__ import annotations

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from tests.adapters import run
from transpile.catalog.operators import OPERATORS
from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql, compile_kql, parse
from transpile.schema import SavedFunction, Tables, TableSchema, watchlist_schema
from transpile.syntax.printer import print_kql
from transpile.syntax.saved import function_parts
from transpile.types import KqlType

FUNCTIONS = (
    SavedFunction("Twice", "x:long", "x * 2"),
    SavedFunction("Rows", 'n:long = 2, s:string = "d"', "range i from 1 to n step 1 | extend s"),
    SavedFunction("Lets", "", "let k = 3; print k = k, of_caller = outside"),
    SavedFunction("Ping", "", "Pong()"),
    SavedFunction("Pong", "", "Ping()"),
    SavedFunction("Broken", "", "print x = nothing"),
    SavedFunction("T", "", "print from_function = 1"),
    SavedFunction("strlen", "x:string", "7"),
    SavedFunction(
        "Typed", "since:datetime = datetime(null)", columns={"a": KqlType.INT, "b": KqlType.STRING}
    ),
    SavedFunction(
        "Shaped",
        body="print b = 'x', dropped = 1",
        columns={"a": KqlType.INT, "b": KqlType.STRING},
    ),
    SavedFunction("Wrong", body="print a = 'x'", columns={"a": KqlType.INT}),
    SavedFunction("Enrich", "X:(*)", "X | extend extra = long(null)", lacks="nobody knows"),
)
SCHEMA = Tables(
    {"T": TableSchema("T", {"a": KqlType.LONG}), "U": TableSchema("U", {"a": KqlType.LONG})},
    {one.name: one for one in FUNCTIONS},
    {"Vips": watchlist_schema("Vips", ["Name"])},
)


def rows(kql: str) -> list[tuple[object, ...]]:
    with DuckDbEngine(duckdb.connect()) as engine:
        return run(engine, compile_kql(kql, SCHEMA)).json_rows()


def names(kql: str) -> list[str]:
    return [column.name for column in compile_kql(kql, SCHEMA).result.columns]


@pytest.mark.parametrize(
    ("kql", "expected"),
    [
        ("print Twice(Twice(3))", [(12,)]),
        ("Rows | count", [(2,)]),
        ("Rows() | count", [(2,)]),
        ("Rows(s = 'q', n = 1)", [(1, "q")]),
        ("union Rows, Rows(1) | count", [(3,)]),
        ("print 2 in (Rows), toscalar(Rows(5) | count)", [(True, 5)]),
        ("let outside = 'seen'; Lets", [(3, "seen")]),
        # a function beats a table, a let beats both, the language beats saved functions
        ("T", [(1,)]),
        ("let T = print mine = 2; T", [(2,)]),
        ("print strlen('abc')", [(3,)]),
        ("Shaped", [(None, "x")]),
        ("Typed(datetime(2026-01-01)) | count", [(0,)]),
        ("print a = 1 | invoke Enrich()", [(1, None)]),
        ("_GetWatchlistAlias", [("Vips",)]),
    ],
)  # fmt: skip
def test_saved_functions(kql: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(kql) == expected


@pytest.mark.parametrize(
    ("kql", "code", "part"),
    [
        ("Twice()", "KQL2005", "takes (x)"),
        ("Rows(1, 'a', 2)", "KQL2005", "takes (n, s)"),
        ("Rows(m = 1)", "KQL2015", "no parameter 'm'"),
        ("Twice(1)", "KQL2007", "gives a single value"),
        ("print Rows(1)", "KQL2008", "toscalar"),
        ("Ping", "KQL2012", "Ping -> Pong -> Ping"),
        ("Broken", "KQL2002", "in the saved function 'Broken': unknown name 'nothing'"),
        ("Wrong", "KQL3001", "declared as int"),
        ("Twise(1)", "KQL2003", "Twice"),
        ("U | invoke Twice()", "KQL2013", "takes no table"),
        ("U | invoke toupper()", "KQL2013", "single values"),
        ("U | invoke Nobody()", "KQL2003", "no function 'Nobody'"),
        ("_GetWatchlist()", "KQL2005", "alias"),
        ("_GetWatchlist('Vips', 1)", "KQL9001", "where SearchKey"),
        ("U | where a in (_GetWatchlist(strcat('a', 'b')))", "KQL2006", "constant"),
        ("_GetWatchlist('Vips') | where Nobody == 1", "KQL2002", "no column 'Nobody'"),
        ("adx('https://x').T", "KQL9001", "Azure Data Explorer"),
        ("arg('').Resources | count", "KQL9001", "Resource Graph"),
        ("cluster('c').T", "KQL2007", "cluster(...).database(...).Table"),
        ("workspace('w')", "KQL2007", "workspace(...).Table"),
        ("workspace('w').a.T", "KQL1003", "leads to no table"),
        ("workspace('w').Nobody", "KQL2001", "no table 'Nobody'"),
        ("workspace('w').nobody()", "KQL2003", "no saved function"),
        ("table('Nobody')", "KQL2001", "no table 'Nobody'"),
        ("table('U', 'cold')", "KQL2013", "data scope"),
        ("print x = table('U')", "KQL2008", "toscalar"),
        ("let x = dynamic({}); print x.f()", "KQL1003", "does not fit"),
    ],
)
def test_refusals(kql: str, code: str, part: str) -> None:
    with pytest.raises(CompileError) as caught:
        compile_kql(kql, SCHEMA)
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert part in str(caught.value)


@pytest.mark.parametrize(
    "kql",
    [
        "workspace('w').U",
        "app('w').U | take 1",
        "database('d').U",
        "database('d').table('U')",
        "cluster('c').database('d').U",
        "cluster('c').database('d').table('U')",
        "union workspace('w').U, workspace('v').U",
        "let W = workspace('w').U; W",
        "let n = 'U'; table(n)",
        "let f = (n:string) { table(n) }; f('U')",
        "table('U', 'hotcache')",
    ],
)
def test_another_place_is_this_one(kql: str) -> None:
    assert names(kql) == ["a"]


def test_another_place_is_remarked_on():
    (first, _) = compile_kql("workspace('w').U", SCHEMA).warnings
    assert (first.code, first.span.start) == ("KQL4005", 0)


def test_what_is_missing_is_listed_once():
    bound = bind_kql("union Typed, Typed, _GetWatchlist('vips') | invoke Enrich()", SCHEMA)
    assert bound.lacks == (
        "the function 'Typed' has no source in the lab and gives no rows",
        "watchlist 'vips' is known but holds no data here",
        "Enrich: nobody knows",
    )
    assert compile_kql("Typed", SCHEMA).result.tables == {}


def test_a_watchlist_has_the_columns_of_all_and_its_own():
    shown = ["_DTItemId", "LastUpdatedTimeUTC", "SearchKey", "WatchlistItem", "Name"]
    assert names("_GetWatchlist('VIPS')") == shown


@pytest.mark.parametrize(
    "kql",
    [
        'workspace("w").U',
        'cluster("c").database("d").U',
        'externaldata(a:string, b:long)["x", strcat("a", "b")] with (format="csv", x=true)',
        "U\n| invoke f(1, x = 2)",
    ],
)
def test_printing(kql: str) -> None:
    printed = print_kql(parse(kql), OPERATORS)
    assert print_kql(parse(printed), OPERATORS) == printed


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(a:long = 1, T:(*)) { T | take a }", ("a:long = 1, T:(*)", "T | take a")),
        ("// note\n() {\n T }; ", ("", "T")),
        ("let F = (a:datetime = datetime(null)) { T };", ("a:datetime = datetime(null)", "T")),
        (".create-or-alter function with (folder='x') F (a:long) { a }", ("a:long", "a")),
        (".create function ifnotexists F() { '}' }", ("", "'}'")),
        ("T | where (a) == 1", ("", "T | where (a) == 1")),
        ("(T | take 1) | count", ("", "(T | take 1) | count")),
    ],
)
def test_parts_of_a_saved_text(text: str, parts: tuple[str, str]) -> None:
    assert function_parts(text) == parts


@pytest.mark.parametrize("text", ["(a:long { a }", "() { a } b", "() { a"])
def test_a_saved_text_that_is_none(text: str) -> None:
    with pytest.raises(CompileError):
        function_parts(text)
