"""``fork`` and ``facet``: several results of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import (
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Item,
    Node,
    Several,
)
from transpile.catalog.operators.bodies import (
    OTHER_TABLES,
    SEVERAL,
    Body,
    bind_body,
    read_body,
    show_body,
)
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_REFUSED = (*OTHER_TABLES, *SEVERAL)


@dataclass(frozen=True)
class LegSyntax(nodes.Syntax):
    """``name = (body)``."""

    name: str
    body: Body


@dataclass(frozen=True)
class ForkSyntax(nodes.OperatorSyntax):
    """``fork a = (body) b = (body)``."""

    legs: tuple[LegSyntax, ...]


@dataclass(frozen=True)
class FacetSyntax(nodes.OperatorSyntax):
    """``facet by a, b with (body)``."""

    keys: tuple[nodes.Name, ...]
    body: Body


def _parse_fork(parser: Parser, start: int) -> ForkSyntax:
    cursor = parser.cursor
    legs = [_read_leg(parser)]
    while cursor.at("(") or cursor.peek().text == "=":
        legs.append(_read_leg(parser))
    return ForkSyntax(tuple(legs), keyword="fork", span=cursor.since(start))


def _read_leg(parser: Parser) -> LegSyntax:
    cursor = parser.cursor
    start = cursor.current.start
    name = ""
    if not cursor.at("("):
        name = parser.column_name("'(' or the name of a result")
        cursor.expect("=", "after the name of a result")
    body = read_body(parser, "before what 'fork' does", _REFUSED)
    return LegSyntax(name, body, span=cursor.since(start))


def _show_fork(syntax: ForkSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = (
        (f"{quote_name(leg.name)} = " if leg.name else "") + show_body(leg.body, inner)
        for leg in syntax.legs
    )
    return "fork " + " ".join(shown)


def _bind_fork(binder: Binder, syntax: ForkSyntax, source: Node | None) -> Node:
    assert source is not None
    legs = binder.each(syntax.legs, lambda leg: bind_body(binder, leg.body, source))
    names = [leg.name or _named_by(leg.body) for leg in syntax.legs]
    return Several(tuple(legs), tuple(names), span=syntax.span)


def _named_by(body: Body) -> str:
    """The name that an ``as`` at the end gives."""
    last = body[-1]
    return last.name if isinstance(last, nodes.AsSyntax) else ""


def _parse_facet(parser: Parser, start: int) -> FacetSyntax:
    cursor = parser.cursor
    cursor.expect("by", "after 'facet'")
    keys = [_read_key(parser)]
    while cursor.accept(","):
        keys.append(_read_key(parser))
    body = read_body(parser, "after 'with'", _REFUSED) if cursor.accept("with") else ()
    return FacetSyntax(tuple(keys), body, keyword="facet", span=cursor.since(start))


def _read_key(parser: Parser) -> nodes.Name:
    start = parser.cursor.current.start
    name = parser.column_name("a column to count by")
    return nodes.Name(name, span=parser.cursor.since(start))


def _show_facet(syntax: FacetSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = "facet by " + ", ".join(inner(key) for key in syntax.keys)
    return shown + (f" with {show_body(syntax.body, inner)}" if syntax.body else "")


def _bind_facet(binder: Binder, syntax: FacetSyntax, source: Node | None) -> Node:
    assert source is not None

    def counted(key: nodes.Name) -> Node:
        bound = binder.scalar(key, source)
        if not isinstance(bound, ColumnRef):
            raise refusal(codes.UNKNOWN_COLUMN, "this is no column of the table", key.span)
        if bound.type is KqlType.DYNAMIC:
            raise refusal(
                codes.ARGUMENT_TYPE,
                "rows are not counted by a dynamic value",
                key.span,
                "extend tostring(...) of it first",
            )
        count = Column(f"count_{key.name}", KqlType.LONG, nullable=False)
        call = AggregateCall(binder.registry.aggregates["count"], (), (count,), span=key.span)
        return Aggregate(source, (Item(bound.column, bound),), (call,), span=key.span)

    results = binder.each(syntax.keys, counted)
    names = [key.name for key in syntax.keys]
    if syntax.body:
        results.insert(0, bind_body(binder, syntax.body, source))
        names.insert(0, _named_by(syntax.body))
    return Several(tuple(results), tuple(names), span=syntax.span)


_TABLE = "datatable(k:string, v:long)['a', 1, 'a', 2, 'b', 3]"
_LIFTED = "refused: a rule alerts on one result"

SPECS = (
    OperatorSpec(
        keyword="fork",
        parsed_by=_parse_fork,
        printed_by=_show_fork,
        bound_by=_bind_fork,
        doc="A result for each sub-pipeline over the same rows; the end of a query.",
        source="learn:fork-operator",
        examples=(f"{_TABLE} | fork (count) best = (top 1 by v)",),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="facet",
        parsed_by=_parse_facet,
        printed_by=_show_facet,
        bound_by=_bind_facet,
        doc="A result for each column, its values counted; first that of a sub-pipeline.",
        source="learn:facet-operator",
        examples=(f"{_TABLE} | facet by k, v with (where v > 1)",),
        lifted=_LIFTED,
    ),
)
