"""Functions that a query defines with let: scope, arguments, defaults, tables, refusals."""

from __future__ import annotations

import duckdb
import pytest

from tests.property.shapes import same_shape
from transpile.catalog.operators import OPERATORS
from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql, parse
from transpile.schema import Tables
from transpile.syntax.printer import print_kql

TABLE = "let T = datatable(k:string, v:long)['a', 1, 'b', 2, 'a', 3];\n"


def rows(kql: str) -> list[tuple[object, ...]]:
    statement = compile_kql(TABLE + kql, Tables({})).result.statement
    with duckdb.connect() as con:
        return con.execute(statement).fetchall()


@pytest.mark.parametrize(
    ("kql", "expected"),
    [
        ("let f = (x:long, y:long = 10) { x * 2 + y }; T | project f(v), f(v, 1), f(y = 5, x = v)",
         [(12, 3, 7), (14, 5, 9), (16, 7, 11)]),
        ("let f = (X:(k:string, v:long), n:long) { X | where v > n | count }; f(T, 1)", [(2,)]),
        ("let g = () { T | where v > 1 }; g | count", [(2,)]),
        ("let g = view () { T }; union g(), T | count", [(6,)]),
        # a parameter wins over a column in the body, a column over a let outside
        ("let f = (v:long) { T | where v == 3 | count }; f(3)", [(3,)]),
        ("let v = 3; T | where v == 3 | count", [(1,)]),
        ("let f = (s:string) { strlen(s) }; T | where v == 1 | project f('xy')", [(2,)]),
        ("let f = (x:long) { let y = x + 1; y * 2 }; T | where f(v) == 6 | project v", [(2,)]),
        ("let f = (a:string) { T | where k == a | project v }; T | where v in (f('b'))",
         [("b", 2)]),
        # lexical: f sees the n that was known when it was defined
        ("let n = 1; let f = (x:long) { x + n }; let g = (n:long) { f(n) }; print g(10)", [(11,)]),
        ("let f = (r:real) { r / 2 }; print f(1)", [(0.5,)]),
        ("let f = (d:dynamic) { tostring(d.a) }; print f(dynamic({'a': 'x'}))", [("x",)]),
    ],
)  # fmt: skip
def test_call(kql: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(kql) == expected


@pytest.mark.parametrize(
    ("kql", "code"),
    [
        ("let f = (x:long) { f(x) }; print f(1)", "KQL2012"),
        ("let f = (x:long) { x }; print f('a')", "KQL3005"),
        ("let f = (x:long) { x }; print f()", "KQL2005"),
        ("let f = (x:long) { x }; print f(1, 2)", "KQL2005"),
        ("let f = (x:long) { x }; print f(z = 1)", "KQL2015"),
        ("let f = (X:(k:long)) { X }; f(T)", "KQL3001"),
        ("let f = (X:(q:long)) { X }; f(T)", "KQL3001"),
        ("let f = () { T }; print f()", "KQL2008"),
        ("let f = (x:long) { x }; f(1)", "KQL2007"),
        # the body's query would differ from row to row of the caller
        (
            "let f = (x:long) { toscalar(T | where v == x | project k) }; T | project f(v)",
            "KQL9001",
        ),
    ],
)
def test_refused(kql: str, code: str) -> None:
    with pytest.raises(CompileError) as caught:
        compile_kql(TABLE + kql, Tables({}))
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_calls_that_double_at_each_level_are_stopped() -> None:
    lets = "let f0 = (x:long) { x + 1 };\n"
    lets += "".join(f"let f{n} = (x:long) {{ f{n - 1}(f{n - 1}(x)) }};\n" for n in range(1, 20))
    with pytest.raises(CompileError, match="called more than"):
        compile_kql(f"{lets}print f19(1)", Tables({}))


def test_functions_print_and_parse_to_the_same_tree() -> None:
    text = "let f = (X:(k:string), n:long = 1) { let m = n + 1; X | where strlen(k) > m }; f(T, 2)"
    tree = parse(TABLE + text)
    again = parse(print_kql(tree, OPERATORS))
    assert same_shape(tree, again)
