"""``where`` and ``filter``: rows for which a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.narrowing import flat, mentions_all, narrowed
from transpile.bind.tree import Filter, Gather, Node
from transpile.light import dataclass
from transpile.rewrite.fold import remaining
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
    if isinstance(source, Gather) and mentions_all(syntax.condition):
        return narrowed(binder, source, syntax.condition)
    condition = binder.condition(syntax.condition, source)
    conjuncts = remaining(flat(condition))
    if not conjuncts:
        return source
    if isinstance(source, Filter):
        return Filter(source.input, source.conjuncts + conjuncts, span=syntax.span)
    return Filter(source, conjuncts, span=syntax.span)


def _spec(keyword: str) -> OperatorSpec:
    return OperatorSpec(
        keyword=keyword,
        parsed_by=parse(keyword),
        printed_by=show,
        bound_by=bind,
        doc="Rows for which a condition holds; null counts as false.",
        source="learn:where-operator",
        examples=(
            "datatable(a:long)[1, 2, 3] | where a > 1",
            "datatable(a:long, b:string)[1, 'x y', 2, 'xy'] | where * has 'x' or * == 2",
        ),
        lifted="unchanged; conjuncts free of the run are hoisted",
    )


SPECS = (_spec("where"), _spec("filter"))
