"""A query as the steps that its rows go through: each a query of its own up to there.

A ``where`` of several conditions is as many steps; a table that a ``let`` names is followed into
the ``let``. The other side of a join is looked into where the join is what loses the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transpile.catalog.operators import OPERATORS
from transpile.catalog.operators.join import JoinSyntax
from transpile.catalog.operators.where import WhereSyntax
from transpile.syntax import nodes
from transpile.syntax.printer import print_kql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transpile.span import Span

_LONGEST_LABEL = 100


@dataclass(frozen=True)
class Step:
    """A part of a query, up to and with one operator or condition.

    ``label`` is what is added, as it was written; ``query`` all up to there, as KQL. ``names`` are
    the words that the added part mentions, columns among them. ``right`` is the other side of a
    join.
    """

    label: str
    span: Span
    query: str
    names: frozenset[str] = frozenset()
    right: tuple[Step, ...] = ()


def steps_of(query: nodes.Query, text: str) -> tuple[Step, ...]:
    """The steps of a query's result, in order; the first is what it reads."""
    return tuple(_Walk(query, text).steps(query.result))


class _Walk:
    def __init__(self, query: nodes.Query, text: str) -> None:
        self._query = query
        self._text = text
        self._lets = {
            one.name: one.value
            for one in query.lets
            if isinstance(one, nodes.Let) and isinstance(one.value, nodes.Pipeline | nodes.Name)
        }

    def steps(self, syntax: nodes.Syntax, seen: frozenset[str] = frozenset()) -> Iterator[Step]:
        if isinstance(syntax, nodes.Pipeline):
            yield from self.steps(syntax.source, seen)
            for place, operator in enumerate(syntax.operators):
                before = replace(syntax, operators=syntax.operators[:place])
                yield from self._operator(before, operator)
        elif isinstance(syntax, nodes.Name) and syntax.name in self._lets.keys() - seen:
            yield from self.steps(self._lets[syntax.name], seen | {syntax.name})
        else:
            yield self._step(syntax, nodes.Pipeline(syntax), syntax.span)

    def _operator(self, before: nodes.Pipeline, operator: nodes.OperatorSyntax) -> Iterator[Step]:
        whole = operator.condition if isinstance(operator, WhereSyntax) else None
        if isinstance(whole, nodes.Logical) and whole.operator == "and":
            conditions = whole.terms
            for count in range(1, len(conditions) + 1):
                part = conditions[0] if count == 1 else replace(whole, terms=conditions[:count])
                so_far = _after(before, replace(operator, condition=part))  # type: ignore[call-arg]
                added = conditions[count - 1]
                yield self._step(added, so_far, added.span, prefix=f"{operator.keyword} ")
            return
        right: tuple[Step, ...] = ()
        if isinstance(operator, JoinSyntax):
            right = tuple(self.steps(operator.right))
        yield self._step(operator, _after(before, operator), operator.span, right=right)

    def _step(
        self,
        added: nodes.Syntax,
        whole: nodes.Pipeline,
        span: Span,
        *,
        prefix: str = "",
        right: tuple[Step, ...] = (),
    ) -> Step:
        query = nodes.Query(self._query.lets, whole)
        label = " ".join(self._text[span.start : span.end].split())
        if len(label) > _LONGEST_LABEL:
            label = f"{label[:_LONGEST_LABEL]}..."
        return Step(
            prefix + label, span, print_kql(query, OPERATORS), frozenset(_names(added)), right
        )


def _after(before: nodes.Pipeline, operator: nodes.OperatorSyntax) -> nodes.Pipeline:
    return replace(before, operators=(*before.operators, operator))


def _names(syntax: nodes.Syntax) -> Iterator[str]:
    waiting: list[nodes.Syntax] = [syntax]
    while waiting:
        one = waiting.pop()
        if isinstance(one, nodes.Name):
            yield one.name
        waiting += one.children()
