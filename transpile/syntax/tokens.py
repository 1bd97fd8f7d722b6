"""Tokens: what the lexer gives to the parser."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from transpile.span import Span


class TokenKind(Enum):
    """The classes of tokens."""

    NAME = "name"
    STRING = "string literal"
    LONG = "integer literal"
    REAL = "real literal"
    TIMESPAN = "timespan literal"
    TYPED = "typed literal"  # datetime(...), int(...): content is raw text
    PUNCTUATION = "punctuation"
    END = "end of query"


class Token(NamedTuple):
    """A token with its text and place. ``value`` is the unescaped string, or a TYPED's content."""

    kind: TokenKind
    text: str
    start: int
    end: int
    value: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    def shown(self) -> str:
        """How messages name it."""
        if self.kind is TokenKind.END:
            return "the end of the query"
        return f"'{' '.join(self.text[:40].split())}{'...' * (len(self.text) > 40)}'"
