"""set, declare query_parameters, and what they do; spellings of literals beside them."""

from __future__ import annotations

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from tests.adapters import run
from transpile.catalog.operators import OPERATORS
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql, parse
from transpile.schema import Tables, TableSchema
from transpile.syntax.printer import print_kql
from transpile.types import KqlType

LOG = TableSchema(
    "Log", {"t": KqlType.DATETIME, "n": KqlType.LONG}, location=("memory", "main", "Log")
)
FIVE = "range x from 1 to 5 step 1"


def rows(kql: str, **parameters: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE Log(t TIMESTAMP, n BIGINT)")
        con.execute(
            "INSERT INTO Log VALUES ('2026-01-01', 1), ('2026-01-02', 2), ('2026-01-03', 3)"
        )
        engine = DuckDbEngine(con)
        compiled = compile_kql(kql, Tables({"Log": LOG}), parameters=parameters)
        return run(engine, compiled).json_rows()


@pytest.mark.parametrize(
    ("kql", "expected"),
    [
        # unknown properties, and hints to the service, change nothing
        ("set unknown; set notruncation; set servertimeout = 5m; set a = word; print 1", [(1,)]),
        ("set query_now = datetime(2024-04-15); print now() == datetime(2024-04-15)", [(True,)]),
        ("set query_now = '2024-04-15'; print ago(1d) == datetime(2024-04-14)", [(True,)]),
        # the last one counts, wherever it stands
        (f"set truncationmaxrecords = 4; {FIVE} | count; set truncationmaxrecords = 1;", [(5,)]),
        (f"set truncationmaxrecords = 4; set truncationmaxrecords = 2; {FIVE} | sort by x asc",
         [(1,), (2,)]),
        (f"set query_take_max_records = 1; {FIVE} | sort by x desc", [(5,)]),
        (f"set truncationmaxrecords = 1; set notruncation; {FIVE} | count", [(5,)]),
        ("set query_datetimescope_column = 't'; set query_datetimescope_from = '2026-01-02';"
         "Log | summarize sum(n)", [(5,)]),
        ("set query_datetimescope_column = t; set query_datetimescope_to = datetime(2026-01-02);"
         "union Log, (print n = 10) | summarize sum(n)", [(13,)]),
        ("set query_datetimescope_column = other; set query_datetimescope_to = '2026-01-02';"
         "Log | count", [(3,)]),
        ("set query_results_apply_getschema = true; print a = 1",
         [("a", 0, "System.Int64", "long")]),
        ("set query_results_cache_max_age = 5m; set query_results_cache_max_age = '00:01'; print 1",
         [(1,)]),
        ("set maxoutputcolumns = 1; print a = 1", [(1,)]),
        ("print datetime(2025, 6, 14) == datetime(2025-06-14), 10./4, 5. + 1", [(True, 2.5, 6.0)]),
    ],
)  # fmt: skip
def test_properties(kql: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(kql) == expected


@pytest.mark.parametrize(
    ("kql", "given", "expected"),
    [
        ("declare query_parameters(a:long = 5, b:string = 'x'); print a + 1, b", {}, [(6, "x")]),
        ("declare query_parameters(a:long, b:string); print a + 1, b", {"a": " 7", "b": " y "},
         [(8, " y ")]),
        # a constant: it counts rows and is a regular expression
        (f"declare query_parameters(n:int = 2); {FIVE} | take n | count", {}, [(2,)]),
        ("declare query_parameters(r:string = 'a+'); print 'xaa' matches regex r", {}, [(True,)]),
        ("declare query_parameters(d:datetime, s:timespan); print d + s == datetime(2026-01-02)",
         {"d": "2026-01-01", "s": "1d"}, [(True,)]),
        ("declare query_parameters(g:dynamic); print g.a[0], gettype(g)", {"g": '{"a": [3]}'},
         [(3, "dictionary")]),
        ("declare query_parameters(r:real = 2, b:bool); print r / 4, b", {"b": "true"},
         [(0.5, True)]),
        # a column wins over a parameter of its name
        (f"declare query_parameters(x:long = 9); {FIVE} | where x == 3 | count", {}, [(1,)]),
        ("declare query_parameters(a:string = 'x'); let f = () { strcat(a, 'y') }; print f()", {},
         [("xy",)]),
    ],
)  # fmt: skip
def test_parameters(kql: str, given: dict[str, str], expected: list[tuple[object, ...]]) -> None:
    assert rows(kql, **given) == expected


@pytest.mark.parametrize(
    ("kql", "given", "code", "part"),
    [
        ("declare query_parameters(a:long); print a", {}, "KQL2018", "--param a"),
        ("declare query_parameters(a:long); print a", {"a": "x"}, "KQL1004", "no long"),
        ("declare query_parameters(a:dynamic); print a", {"a": "{"}, "KQL1004", "no dynamic"),
        (
            "declare query_parameters(alpha:long = 1); print alpha",
            {"alhpa": "1"},
            "KQL2015",
            "alpha",
        ),
        ("declare query_parameters(a:long = 1); let a = 2; print a", {}, "KQL2004", "twice"),
        ("declare query_parameters(a:long = 'x'); print a", {}, "KQL3005", "is a string"),
        (
            "declare query_parameters(a:long = strlen(tostring(now()))); print a",
            {},
            "KQL2006",
            "literal",
        ),
        ("declare query_parameters(T:(x:long)); print 1", {}, "KQL2008", "single value"),
        ("set truncationmaxrecords = 0; print 1", {}, "KQL2013", "above 0"),
        ("set truncationmaxrecords = x; print 1", {}, "KQL2013", "above 0"),
        ("set query_now = 5; print 1", {}, "KQL2013", "a datetime"),
        ("set query_results_cache_max_age = time(null); print 1", {}, "KQL2013", "a timespan"),
        ("set query_results_cache_max_age = '-0s'; print 1", {}, "KQL2013", "a timespan"),
        ("set maxoutputcolumns = 1; print a = 1, b = 2", {}, "KQL2013", "has 2 columns"),
        ("set a = (1 + 2); print 1", {}, "KQL2006", "a literal or a name"),
        ("alias database d = cluster('c').database('e'); print 1", {}, "KQL9001", "'alias'"),
        ("declare pattern p; print 1", {}, "KQL9001", "'pattern'"),
        ("restrict access to (Log); print 1", {}, "KQL9001", "'restrict'"),
        ("let f = (n:int) { n }; print f(2147483648)", {}, "KQL3005", "does not fit"),
        ("let f = (n:int) { n }; print f(1.5)", {}, "KQL3005", "toint"),
    ],
)
def test_refusals(kql: str, given: dict[str, str], code: str, part: str) -> None:
    with pytest.raises(CompileError) as caught:
        compile_kql(kql, Tables({"Log": LOG}), parameters=given)
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert part in str(caught.value)


def test_numbers_convert_into_parameters():
    kql = "let f = (n:int, r:real, d:decimal) { bag_pack('n', n, 'r', r, 'd', d) };"
    assert rows(f"{kql} print f(3, 4, 5)") == [({"d": "5", "n": 3, "r": 4.0},)]
    take = f"let f = (n:int) {{ {FIVE} | top n by x }};"
    assert rows(f"{take} f(2) | count") == [(2,)]


def test_every_result_is_cut():
    compiled = compile_kql(
        f"set truncationmaxrecords = 2; {FIVE}; {FIVE} | fork (count) (take 4)", Tables({})
    )
    with DuckDbEngine(duckdb.connect()) as engine:
        found = [engine.fetch(one.statement).num_rows for one in compiled.results]
    assert found == [2, 1, 2]


def test_a_pinned_now_is_no_parameter_of_the_run():
    kql = "set query_now = datetime(2024-01-01); Log | where t > ago(1d)"
    assert not compile_kql(kql, Tables({"Log": LOG})).result.parameters


@pytest.mark.parametrize(
    "kql",
    [
        "set notruncation; set a = 5m; set b = 'x'; print 1",
        "declare query_parameters(a:long, b:string = 'x'); print a, b",
        'external_data(a:string)["x"]',
    ],
)
def test_printing(kql: str) -> None:
    printed = print_kql(parse(kql), OPERATORS)
    assert print_kql(parse(printed), OPERATORS) == printed
