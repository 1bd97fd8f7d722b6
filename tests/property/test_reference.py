"""Compiled SQL against the row-at-a-time interpreter, over random queries.

``LAB_FUZZ_CASES=20000`` runs longer, ``LAB_FUZZ_FROM=1000000`` draws others.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.reference.aggregates import AGGREGATES
from tests.reference.bodies import meaning_of
from tests.reference.engine import DisagreementError, Engine, agrees, compare
from tests.reference.expressions import FUNCTIONS
from tests.reference.interpreter import FailsError, Interpreter
from tests.reference.queries import expression_query, pipeline_query, quoted, shrunk
from tests.reference.serial import WINDOWS
from tests.reference.tables import NOW, STORED
from tests.reference.wide_queries import wide_query
from transpile.bind.serial import WindowCall
from transpile.bind.tree import Aggregate, Apply
from transpile.bind.walk import walk, walk_expr
from transpile.diagnostics import CompileError
from transpile.pipeline import REGISTRY, bind_kql, compile_kql, lower_bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.values import Value
    from transpile.bind.tree import Node

CASES = int(os.environ.get("LAB_FUZZ_CASES", "800"))
FIRST = int(os.environ.get("LAB_FUZZ_FROM", "0"))


@cache
def engine() -> Engine:
    return Engine(STORED)


def rows_of(text: str) -> list[tuple[Value, ...]]:
    return engine().run(compile_kql(text, engine().schemas).result, NOW)


def meet(text: str) -> tuple[str, Node | None]:
    """Run a query both ways; what became of it, and its tree.

    Raises:
        DisagreementError, duckdb.Error: where SQL and interpreter differ, or the SQL does not run.
    """
    try:
        bound = bind_kql(text, engine().schemas)
        compiled = lower_bound(bound).result
    except CompileError:
        return "refused", None
    try:
        answer = Interpreter(STORED, NOW).answer(meaning_of(text, engine().schemas))
    except FailsError:
        return "fails", bound.root
    found = engine().run(compiled, NOW)
    compare(answer, found)
    return ("open" if answer.choices else "rows" if found else "empty"), bound.root


def differ(text: str) -> str:
    """Why a query's two answers differ, or nothing."""
    try:
        meet(text)
    except (DisagreementError, duckdb.Error) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def fuzz(query: Callable[[int], str], cases: int = CASES) -> tuple[Counter[str], set[str]]:
    """What became of the queries, and the names of what they called."""
    became: Counter[str] = Counter()
    called: set[str] = set()
    for seed in range(FIRST, FIRST + cases):
        text = query(seed)
        try:
            outcome, root = meet(text)
        except (DisagreementError, duckdb.Error):
            least = shrunk(text, lambda shorter: bool(differ(shorter)))
            pytest.fail(f"seed {seed}: {differ(least)}\n\n{least}\n\nwhole:\n{text}")
        became[outcome] += 1
        if root is not None:
            called |= set(names_called(root))
    return became, called


def names_called(root: Node) -> list[str]:
    found = []
    for node in walk(root):
        if isinstance(node, Aggregate):
            found += [call.spec.name for call in node.calls]
        for top in node.expressions():
            found += [part.function for part in walk_expr(top) if isinstance(part, WindowCall)]
            found += [part.spec.name for part in walk_expr(top) if isinstance(part, Apply)]
    return found


def check(became: Counter[str], cases: int = CASES) -> None:
    """Most of what is drawn must mean something, or the comparison shows nothing."""
    tried = became.total()
    assert tried == cases
    assert tried - became["refused"] >= 0.7 * tried, became
    assert became["rows"] >= 0.5 * tried, became


def test_expressions_mean_the_same_in_sql() -> None:
    became, called = fuzz(expression_query)
    check(became)
    # `timespan(x)` reads as a literal; ingestion_time and now are no calls once bound
    assert set(FUNCTIONS) - called <= {"timespan"}


def test_pipelines_mean_the_same_in_sql() -> None:
    became, called = fuzz(pipeline_query)
    check(became)
    assert set(AGGREGATES) <= called


def test_rows_in_an_order_and_groups_of_their_own_mean_the_same_in_sql() -> None:
    became, called = fuzz(wide_query, CASES // 4)
    check(became, CASES // 4)
    assert set(WINDOWS) <= called


def test_every_meaning_is_of_something_in_the_catalog() -> None:
    assert set(FUNCTIONS) <= set(REGISTRY.functions)
    assert set(AGGREGATES) <= set(REGISTRY.aggregates)


# --- what the language leaves open must stay among what it allows --------------------------------


def test_take_gives_rows_of_its_input() -> None:
    whole = rows_of("Events")
    found = rows_of("Events | take 5")
    assert len(found) == 5
    left = list(whole)
    for row in found:
        place = next(i for i, other in enumerate(left) if all(map(agrees, row, other)))
        del left[place]


@pytest.mark.parametrize("aggregate", ["take_any", "any"])
def test_any_row_is_one_row_of_its_group(aggregate: str) -> None:
    pairs = {row[:2] for row in rows_of("People | project Ref, Id, Name")}
    found = rows_of(f"People | summarize {aggregate}(Id) by Ref")
    assert len(found) == len({ref for ref, _ in pairs})
    assert {tuple(row) for row in found} <= pairs


@pytest.mark.parametrize(("aggregate", "greatest"), [("arg_max", True), ("arg_min", False)])
def test_ties_of_an_extreme_give_one_of_the_tied_rows(aggregate: str, greatest: bool) -> None:
    rows = rows_of("People | where isnotnull(Age) | project Ref, Age, Id")
    for ref, age, number in rows_of(
        f"People | where isnotnull(Age) | summarize {aggregate}(Age, Id) by Ref"
    ):
        ages = [other[1] for other in rows if other[0] == ref]
        assert age == (max(ages) if greatest else min(ages))
        assert (ref, age, number) in rows


def test_the_default_join_keeps_one_left_row_of_each_key() -> None:
    inner = rows_of("Pairs | join kind=inner (Pairs) on k")
    found = rows_of("Pairs | join (Pairs) on k")
    for row in found:
        assert any(all(map(agrees, row, other)) for other in inner)
    for key in {row[0] for row in found}:
        kept = {repr(row[:4]) for row in found if row[0] == key}
        assert len(kept) == 1
        assert len([row for row in found if row[0] == key]) == len(
            [row for row in rows_of("Pairs") if row[0] == key]
        )


# --- user text is only ever a value ---------------------------------------------------------------

HOSTILE = (
    "' OR 1=1 --", '"', '""', "'", "''", "\\", "\\'", "%", "_", "\0", "a\0b", "$now", "?", ":x",
    "{}", "/* */", "--", ";", "\n", "\r\n", "\t", "é", "e\u0301", "😀", "\u202e", "\ufeff",
    "\u2028", "日本",
    "\x7f", "$$", "E'\\x'", "') SELECT 1 --", "\U0010ffff", "\ue000", "x" * 100_000,
    "'" * 10_000, "\0" * 1_000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_text_comes_back_as_it_was_and_meets_itself(text: str) -> None:
    literal = quoted(text)
    query = (
        f"datatable(s:string)[{literal}, 'other'] | where s == {literal} and s contains {literal}"
        f" and s has {literal} and s startswith {literal} and s in ({literal}) and s =~ {literal}"
        f" | extend n = strlen(s), d = todynamic(strcat('x', s)), [{quoted('c' + text[:50])}] = 1"
    )
    assert rows_of(query) == [(text, len(text), f"x{text}", 1)]
    assert differ(f"print a = strcat({literal}, 'b'), tolower({literal}) endswith {literal}") == ""


def test_names_are_only_ever_names() -> None:
    for name in ('a"b', "a'b", "a b", "a;b", "SELECT", "é", "a\\b", "$x", "q1", "t1"):
        shown = f"[{quoted(name)}]"
        query = f"print {shown} = 1 | extend other = {shown} + 1 | where {shown} == 1"
        assert rows_of(query) == [(1, 2)]
        assert compile_kql(query, engine().schemas).result.columns[0].name == name
