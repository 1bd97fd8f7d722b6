"""``join`` without a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.lint.text import warning
from transpile import codes
from transpile.catalog.operators.join import JoinSyntax
from transpile.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.lint.text import Written
    from transpile.diagnostics import Diagnostic


def kinds(text: Written) -> Iterator[Diagnostic]:
    """The default kind keeps one left row for each key, any of them."""
    for part in text.parts:
        if not isinstance(part, JoinSyntax) or part.keyword != "join":
            continue
        if "kind" not in dict(part.hints):
            start = part.span.start
            yield warning(
                codes.NO_KIND,
                "a join without a kind is 'innerunique': one left row for each key, any of them",
                Span(start, start + len("join")),
                "write kind=inner for all rows, or kind=innerunique if that is meant",
            )
