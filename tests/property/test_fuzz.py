"""Broken queries: whatever the text, it compiles to SQL that the engine accepts, or is refused.

Queries of the golden cases and of every example in the catalog are taken apart into tokens and put
together again with tokens lost, doubled, swapped or spliced from another query.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import duckdb
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.engines.duckdb import DuckDbEngine
from lab.engines.protocol import EngineError
from tests.adapters import NOW
from tests.property.corpus import queries
from transpile.diagnostics import CompileError
from transpile.pipeline import Compiled, bind_kql, compile_kql
from transpile.planning import plan_replay
from transpile.schema import Tables
from transpile.syntax.lexer import lex
from transpile.syntax.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Sequence

JUNK = (
    *("|", "(", ")", "[", "]", "{", "}", ",", ";", "..", "=", "'", '"', "\\", "\0", "\u202e", "😀"),
    *("by", "on", "in", "null", "dynamic(", "datetime(", "$left", "*", "-", "!", "9" * 21),
)


@cache
def texts() -> list[str]:
    return list(dict(queries()).values())


@cache
def engine() -> DuckDbEngine:
    return DuckDbEngine(duckdb.connect())


def parts_of(text: str) -> list[str]:
    """The text cut after every token, so that joining gives the text again."""
    starts = [token.start for token in lex(text)]
    return [text[a:b] for a, b in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)]


def _one(chance: np.random.Generator, of: Sequence[str]) -> str:
    return of[int(chance.integers(len(of)))]


def mutated(chance: np.random.Generator) -> str:
    parts = parts_of(_one(chance, texts()))
    for _ in range(chance.integers(1, 4)):
        place = chance.integers(len(parts)) if parts else 0
        kind = chance.integers(6)
        if kind == 0 and parts:
            del parts[place]
        elif kind == 1 and parts:
            parts.insert(place, parts[chance.integers(len(parts))])
        elif kind == 2 and parts:
            other = chance.integers(len(parts))
            parts[place], parts[other] = parts[other], parts[place]
        elif kind == 3:
            parts.insert(place, f" {_one(chance, JUNK)} ")
        elif kind == 4:
            more = parts_of(_one(chance, texts()))
            parts[place:] = more[chance.integers(len(more)) :]
        elif parts:
            parts[place] = parts_of(_one(chance, texts()))[0]
    return "".join(parts)


def steps_of(text: str) -> list[str]:
    """The text cut at the pipes that stand outside brackets."""
    steps, depth = [""], 0
    for part in parts_of(text):
        sign = part.strip()
        depth += (sign in ("(", "[", "{")) - (sign in (")", "]", "}"))
        if sign == "|" and depth == 0:
            steps.append("")
        else:
            steps[-1] += part
    return steps


def spliced(chance: np.random.Generator) -> str:
    """Steps of several queries, one after the other, over the columns that are there."""
    first, *rest = steps_of(_one(chance, texts()))
    names = [token.text for token in lex(first) if token.kind is TokenKind.NAME]
    steps = [first, *rest[: int(chance.integers(3))]]
    for _ in range(int(chance.integers(1, 4))):
        more = steps_of(_one(chance, texts()))[1:]
        if not more:
            continue
        step = _one(chance, more)
        tokens = lex(step)
        places = [
            token
            for token in tokens[1:]
            if token.kind is TokenKind.NAME and len(token.text) < 4 and token.text not in _SHORT
        ]
        for token in reversed(places):
            if names and chance.integers(3):
                step = step[: token.start] + _one(chance, names) + step[token.end :]
        steps.append(step)
    return "\n| ".join(steps)


_WORDS = "by on asc in and or not to of min max sum avg bin"
_SHORT = frozenset(_WORDS.split())


def compiled_or_refused(text: str) -> Compiled | None:
    """The compiled query, or None where it is refused with places that lie in the text."""
    try:
        return compile_kql(text, Tables({}))
    except CompileError as error:
        refused = error
    assert refused.diagnostics
    for one in refused.diagnostics:
        assert 0 <= one.span.start <= one.span.end <= len(text), one
        assert one.message
        assert one.render(text)
    return None


def accepted(compiled: Compiled) -> None:
    """The engine runs every result: the SQL is whole, its names and types fit."""
    for one in compiled.results:
        assert one.parameters <= {"now"}
        if one.externals:
            continue
        engine().register(one.kernels)
        engine().fetch(one.statement, {"now": NOW} if one.parameters else None)


def check(text: str) -> None:
    """One query: refused with places, or SQL whose names and types fit."""
    compiled = compiled_or_refused(text)
    if compiled is None:
        return
    if len(compiled.results) == 1:  # a rule's: hoisted and lifted it compiles too
        plan_replay(bind_kql(text, Tables({})))
    found = ""
    try:
        accepted(compiled)
    except EngineError as error:  # values may not fit: out of range, a bad pattern
        found = str(error)
    assert not any(word in found for word in ("Binder", "Parser", "Catalog")), found


@settings(max_examples=400)
@given(st.integers(0, 2**32))
def test_a_query_with_broken_tokens(seed):
    check(mutated(np.random.default_rng(seed)))


@settings(max_examples=300)
@given(st.integers(0, 2**32))
def test_steps_of_several_queries(seed):
    check(spliced(np.random.default_rng(seed)))


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text(text):
    compiled_or_refused(text)
