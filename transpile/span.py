"""Positions in the text of a query."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of character offsets in the query text."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of the other."""
        return Span(self.start, other.end)


NOWHERE = Span(0, 0)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column (both from 1) of a character offset."""
    before = text[: max(0, min(offset, len(text)))]
    line = before.count("\n") + 1
    return line, len(before) - (before.rfind("\n") + 1) + 1
