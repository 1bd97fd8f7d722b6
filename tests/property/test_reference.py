"""Compiled SQL against the row-at-a-time interpreter, over random queries.

``LAB_FUZZ_CASES=20000`` runs longer, ``HYPOTHESIS_PROFILE=explore`` draws other queries each time.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from tests.reference.engine import Disagreement, Engine, compare
from tests.reference.interpreter import Interpreter
from tests.reference.queries import expression_queries, pipeline_queries
from tests.reference.tables import NOW, STORED
from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql, lower_bound

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

CASES = int(os.environ.get("LAB_FUZZ_CASES", "800"))


@cache
def engine() -> Engine:
    return Engine(STORED)


def agree(text: str) -> str:
    """Run a query both ways; what became of it, or an error that shows both answers."""
    known = engine()
    try:
        bound = bind_kql(text, known.schemas)
        compiled = lower_bound(bound).result
    except CompileError:
        return "refused"
    answer = Interpreter(STORED, NOW).answer(bound.root)
    try:
        found = known.run(compiled, NOW)
        compare(answer, found)
    except (Disagreement, duckdb.Error) as error:
        raise AssertionError(f"{error}\n\nKQL:\n{text}\n\nSQL:\n{compiled.sql()}") from None
    if answer.choices:
        return "open"
    return "rows" if found else "empty"


def fuzz(queries: SearchStrategy[str], cases: int) -> Counter[str]:
    became: Counter[str] = Counter()

    @settings(
        max_examples=cases,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(queries)
    def one(text: str) -> None:
        became[agree(text)] += 1

    one()
    return became


def check(became: Counter[str], cases: int) -> None:
    """Most of what is drawn must mean something, or the comparison shows nothing."""
    tried = became.total()
    assert tried >= cases * 0.9, became
    assert tried - became["refused"] >= 0.7 * tried, became
    assert became["rows"] >= 0.5 * tried, became


def test_expressions_mean_the_same_in_sql() -> None:
    check(fuzz(expression_queries(), CASES), CASES)


def test_pipelines_mean_the_same_in_sql() -> None:
    check(fuzz(pipeline_queries(), CASES), CASES)
