"""``where`` and ``filter``: rows for which a condition holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Apply, Expr, Filter, Node
from transpile.diagnostics import refusal
from transpile.spec import OperatorSpec
from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class WhereSyntax(nodes.OperatorSyntax):
    """``where condition``."""

    condition: nodes.Syntax


def parse(keyword: str) -> Callable[[Parser, int], WhereSyntax]:
    """The parser of one spelling."""

    def read(parser: Parser, start: int) -> WhereSyntax:
        condition = parser.expression()
        return WhereSyntax(condition, keyword=keyword, span=parser.cursor.since(start))

    return read


def show(syntax: WhereSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    """Back to KQL."""
    return f"{syntax.keyword} {inner(syntax.condition)}"


def bind(binder: Binder, syntax: WhereSyntax, source: Node | None) -> Node:
    """Conjuncts one by one, merged with those of a filter just below: each may then be hoisted."""
    assert source is not None
    star = _star(syntax.condition)
    if star is not None:
        raise refusal(codes.UNSUPPORTED, "'*' for any column is not translated yet", star.span)
    condition = binder.condition(syntax.condition, source)
    conjuncts = tuple(flat(condition))
    if isinstance(source, Filter):
        return Filter(source.input, source.conjuncts + conjuncts, span=syntax.span)
    return Filter(source, conjuncts, span=syntax.span)


def _star(condition: nodes.Syntax) -> nodes.Star | None:
    """The first ``* has "x"`` of a condition."""
    if isinstance(condition, nodes.Star):
        return condition
    if isinstance(condition, nodes.Call | nodes.Pipeline):
        return None  # count(*) and the like
    found = (_star(part) for part in condition.children())
    return next((star for star in found if star is not None), None)


def flat(condition: Expr) -> list[Expr]:
    """The conjuncts of a condition."""
    if isinstance(condition, Apply) and condition.spec.name == "and":
        return [part for term in condition.arguments for part in flat(term)]
    return [condition]


def _spec(keyword: str) -> OperatorSpec:
    return OperatorSpec(
        keyword=keyword,
        parsed_by=parse(keyword),
        printed_by=show,
        bound_by=bind,
        doc="Rows for which a condition holds; null counts as false.",
        source="learn:where-operator",
        examples=("datatable(a:long)[1, 2, 3] | where a > 1",),
        lifted="unchanged; conjuncts free of the run are hoisted",
    )


SPECS = (_spec("where"), _spec("filter"))
