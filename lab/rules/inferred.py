"""What a query's own text tells of its schedule: ``let`` timespans, and how far it looks back."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lab.rules.durations import parse_duration
from transpile.diagnostics import CompileError
from transpile.syntax.lexer import lex
from transpile.syntax.tokens import Token, TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta


@dataclass(frozen=True)
class QueryHints:
    """What was found in the text; empty where it does not even split into tokens.

    ``timespans`` maps each ``let`` name bound to a timespan to its value; ``widest_ago`` is the
    longest ``ago(...)`` that can be read without running anything; ``reads_everything`` is the
    ``search *`` or ``union *`` that stands in it, or empty.
    """

    timespans: dict[str, timedelta] = field(default_factory=dict)
    widest_ago: timedelta | None = None
    reads_everything: str = ""


@lru_cache(maxsize=16)
def query_hints(query: str) -> QueryHints:
    """Read the hints from a query; a text that is no KQL gives none (compiling it says why)."""
    try:
        tokens = lex(query)
    except CompileError:
        return QueryHints()
    timespans: dict[str, timedelta] = {}
    widest: timedelta | None = None
    everything = ""
    for index, token in enumerate(tokens):
        if token.kind is not TokenKind.NAME:
            continue
        following = tokens[index + 1 : index + 8]
        if token.text == "let":
            _read_let(following, timespans)
        elif token.text == "ago":
            looked_back = _bracketed(following, timespans)
            if looked_back is not None and (widest is None or looked_back > widest):
                widest = looked_back
        elif token.text in ("search", "union") and _texts(following)[:1] == ["*"]:
            everything = f"{token.text} *"
    return QueryHints(timespans, widest, everything)


def _read_let(following: list[Token], timespans: dict[str, timedelta]) -> None:
    """Keep ``NAME = value ;`` where the value is a timespan."""
    if len(following) < 4 or following[1].text != "=":
        return
    name, _, *value = following
    length = _value(list(_until(value, ";")), timespans)
    if length is not None:
        timespans[name.text] = length


def _bracketed(following: list[Token], timespans: dict[str, timedelta]) -> timedelta | None:
    if not following or following[0].text != "(":
        return None
    return _value(list(_until(following[1:], ")")), timespans)


def _value(tokens: list[Token], timespans: dict[str, timedelta]) -> timedelta | None:
    """The timespan that a literal, a ``let`` name or a product with a number gives."""
    if len(tokens) == 1:
        token = tokens[0]
        if token.kind is TokenKind.TIMESPAN:
            return parse_duration(token.text)
        if token.kind is TokenKind.TYPED and token.text.startswith("time"):
            return parse_duration(token.value.strip("\"'"), bare_days=True)
        return timespans.get(token.text) if token.kind is TokenKind.NAME else None
    if len(tokens) == 3 and tokens[1].text == "*":
        first, _, last = tokens
        number, length = (first, last) if first.kind is TokenKind.LONG else (last, first)
        each = _value([length], timespans)
        if each is not None and number.kind is TokenKind.LONG and number.text.isdecimal():
            return each * min(int(number.text), 10_000)
    return None


def _until(tokens: list[Token], closing: str) -> Iterator[Token]:
    for token in tokens:
        if token.text == closing:
            return
        yield token
    yield Token(TokenKind.END, "", 0, 0)  # not closed within reach: too long to be a plain value


def _texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]
