"""The written query as checks see it: its tree, its constants, its names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from transpile.diagnostics import Diagnostic, Severity
from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from lab.rules.model import Rule
    from transpile.span import Span
    from transpile.types import KqlType


@dataclass(frozen=True)
class Written:
    """A query under examination; ``period`` and ``rule`` are what it belongs to, None without."""

    query: nodes.Query
    period: timedelta | None = None
    rule: Rule | None = None
    lets: dict[str, nodes.Syntax] = field(default_factory=dict)

    @cached_property
    def parts(self) -> tuple[nodes.Syntax, ...]:
        """Every node of the tree, in the order of the text."""
        return tuple(sorted(walk(self.query), key=lambda part: part.span.start))

    def literal(self, syntax: nodes.Syntax, kind: KqlType) -> nodes.Literal | None:
        """A literal of a type, or the one that a let names."""
        if isinstance(syntax, nodes.Name):
            syntax = self.lets.get(syntax.name, syntax)
        return syntax if isinstance(syntax, nodes.Literal) and syntax.type is kind else None


def written(
    query: nodes.Query, period: timedelta | None = None, rule: Rule | None = None
) -> Written:
    """A query with the values of its lets."""
    lets = {let.name: let.value for let in query.lets if isinstance(let, nodes.Let)}
    return Written(query, period, rule, lets)


def walk(syntax: nodes.Syntax) -> Iterator[nodes.Syntax]:
    """The node and all below it."""
    pending = [syntax]
    while pending:
        current = pending.pop()
        yield current
        pending += current.children()


def warning(code: str, message: str, span: Span, hint: str = "") -> Diagnostic:
    """A remark that does not stop a query."""
    return Diagnostic(code, message, span, hint, Severity.WARNING)
