"""The SQL says what its tree says: emitted text, parsed again, has the structure of the tree."""

from __future__ import annotations

from functools import cache

import duckdb
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from sqlglot import exp

from lab.engines.duckdb import DuckDbEngine
from lab.store.known import known_tables
from tests.adapters import compiled_on
from tests.property.corpus import queries
from tests.property.sqltrees import difference, parsed, shape
from tests.reference.engine import Engine
from tests.reference.queries import expression_query, pipeline_query
from tests.reference.tables import STORED
from transpile.diagnostics import CompileError
from transpile.emit.duckdb import emit
from transpile.lower import build
from transpile.pipeline import CompiledResult, compile_kql
from transpile.schema import Tables

CORPUS = dict(queries())
KNOWN = Tables(known_tables())
SEEDS = st.integers(0, 2**32)


@cache
def engine() -> Engine:
    return Engine(STORED)


def check(result: CompiledResult) -> None:
    for pretty in (False, True):
        text = result.sql(pretty=pretty)
        assert not difference(shape(result.tree), shape(parsed(text))), text


def compiled(text: str) -> CompiledResult:
    try:
        return compile_kql(text, engine().schemas).result
    except CompileError:  # the grammar draws some; the interpreter's test counts them
        reject()


@pytest.mark.parametrize("name", CORPUS)
def test_a_query_of_the_corpus(name):
    with DuckDbEngine(duckdb.connect()) as asked:  # some columns only data can name
        check(compiled_on(asked, CORPUS[name], KNOWN).result)


@settings(max_examples=120)
@given(SEEDS)
def test_random_expressions(seed):
    check(compiled(expression_query(seed)))


@settings(max_examples=120)
@given(SEEDS)
def test_random_pipelines(seed):
    check(compiled(pipeline_query(seed)))


def test_the_comparison_sees_a_lost_parenthesis():
    a, b, c = (build.column(name) for name in "abc")
    lost = exp.Select(expressions=[exp.Mul(this=exp.Add(this=a, expression=b), expression=c)])
    assert difference(shape(lost), shape(parsed(emit(lost))))

    kept = exp.Select(
        expressions=[build.binary("*", build.binary("+", a.copy(), b.copy()), c.copy())]
    )
    assert not difference(shape(kept), shape(parsed(emit(kept))))


def test_the_comparison_sees_another_argument():
    one, other = (parsed(f"SELECT f(a, {arg} + 1)") for arg in "bc")
    assert "b" in difference(shape(one), shape(other))
