"""Membership: in a list, or in a table, whose values and type need not be those of the value.

Where one side is dynamic, both are brought to one plain type.

An array in the table counts by its elements, as one in a list does: detections write
``x in (T | summarize make_set(y))`` and mean the elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind import workspace
from transpile.bind.functions import UserFunction
from transpile.bind.tree import (
    ROW,
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Constant,
    Expand,
    Expr,
    Filter,
    InQuery,
    Item,
    Node,
    Project,
    ScalarQuery,
    visible,
)
from transpile.diagnostics import refusal
from transpile.syntax import nodes
from transpile.types import CONVERSIONS, KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder, Scope
    from transpile.span import Span

_ELEMENT = "$element"


def membership(binder: Binder, syntax: nodes.Membership, scope: Scope) -> Expr:
    """``value in (...)`` and its kin: a list of values, or the one table that stands there."""
    value = binder.scalar(syntax.value, scope)
    query = _listed_query(binder, syntax)
    if query is None:
        items = binder.each(syntax.items, lambda item: binder.scalar(item, scope))
        return binder.apply(syntax.operator, (value, *items), syntax.span)
    if syntax.operator not in ("in", "!in", "in~", "!in~"):
        return binder.apply(syntax.operator, (value, _gathered(binder, query)), syntax.span)
    return in_query(binder, syntax.operator, value, query, syntax.span)


def _gathered(binder: Binder, query: Node) -> Expr:
    """The distinct texts of a table's first column as one array."""
    (column, *_) = visible(query)
    texts: Expr = ColumnRef(column)
    if column.type not in (KqlType.STRING, KqlType.DYNAMIC):  # the set takes arrays apart
        texts = binder.apply("tostring", (texts,))
        item = Item(Column(column.name, KqlType.STRING, nullable=False), texts)
        query = Project(query, (item, *(Item(c, ColumnRef(c)) for c in query.columns if c.hidden)))
        texts = ColumnRef(item.column)
    made = Column("gathered", KqlType.DYNAMIC, nullable=False)
    call = AggregateCall(binder.registry.aggregates["make_set"], (texts,), (made,))
    return ScalarQuery(Aggregate(query, (), (call,)))


def _listed_query(binder: Binder, syntax: nodes.Membership) -> Node | None:
    """The one item of a list, where it is a table."""
    if len(syntax.items) != 1:
        return None
    item = syntax.items[0]
    if isinstance(item, nodes.Pipeline | nodes.OperatorSyntax):
        return binder.tabular(item)
    if isinstance(item, nodes.Name):
        known = binder.known(item.name)
        is_table = known is None and binder.relation(item.name) is not None
        return binder.tabular(item) if isinstance(known, Node) or is_table else None
    if isinstance(item, nodes.Call) and item.name == "materialize":
        return binder.tabular(item)
    if isinstance(item, nodes.Call) and isinstance(binder.known(item.name), UserFunction):
        made = binder.either(item)
        return made if isinstance(made, Node) else None
    found = workspace.value(binder, item, None) if _may_be_table(item) else None
    return found if isinstance(found, Node) else None


def in_query(binder: Binder, operator: str, value: Expr, query: Node, span: Span) -> Expr:
    """``value in (query)`` with the operator's case rule and negation."""
    column = visible(query)[0]
    if operator.endswith("~") and value.type not in (KqlType.STRING, KqlType.DYNAMIC):
        raise refusal(codes.TYPE_MISMATCH, f"'{operator}' compares text, not a {value.type}", span)
    if KqlType.DYNAMIC in (value.type, column.type):
        value, query = over_dynamics(binder, value, query, span)
        column = visible(query)[0]
    same = value.type is column.type or (value.type.is_numeric and column.type.is_numeric)
    if not same:
        raise refusal(
            codes.NOT_COMPARABLE,
            f"a {value.type} is looked for among values of type {column.type}",
            span,
            "cast one of them",
        )
    if operator.endswith("~") and value.type is KqlType.STRING:
        value = binder.apply("tolower", (value,), span)
        lowered = binder.apply("tolower", (ColumnRef(column),), span)
        kept = [Item(c, ColumnRef(c)) for c in query.columns if c.hidden]
        query = Project(query, (Item(column, lowered), *kept))
    found: Expr = InQuery(value, query, span=span)
    return binder.apply("not", (found,), span) if operator.startswith("!") else found


def _may_be_table(item: nodes.Syntax) -> bool:
    return isinstance(item, nodes.Call | nodes.Path | nodes.Member)


def over_dynamics(binder: Binder, value: Expr, query: Node, span: Span) -> tuple[Expr, Node]:
    """The value and the table with types that compare; neither is dynamic any more."""
    column = visible(query)[0]
    if column.type is not KqlType.DYNAMIC:
        return _as(binder, value, column.type, span), query
    expanded = _elements(binder, query, column)
    element = ColumnRef(visible(expanded)[0])
    if value.type is KqlType.DYNAMIC:
        key = _told_apart(binder, element, span)
        return _told_apart(binder, value, span), _single(expanded, key)
    if value.type in (KqlType.STRING, KqlType.BOOL):  # 5 and "5" are not equal in an array
        held = binder.apply("gettype", (element,), span)
        wanted = Constant(value.type.value, KqlType.STRING)
        expanded = Filter(expanded, (binder.apply("==", (held, wanted), span),))
    return value, _single(expanded, _as(binder, element, value.type, span))


def _as(binder: Binder, dynamic: Expr, kind: KqlType, span: Span) -> Expr:
    name = "$number" if kind.is_numeric else CONVERSIONS[kind]
    return binder.apply(name, (dynamic,), span)


def _elements(binder: Binder, query: Node, column: Column) -> Node:
    element = Column(_ELEMENT, KqlType.DYNAMIC)
    hidden = [c for c in query.columns if c.hidden and c.name != ROW]
    expanded = Expand(query, (Item(element, ColumnRef(column)),), (element, *hidden))
    return Filter(expanded, (binder.apply("isnotnull", (ColumnRef(element),)),))


def _single(query: Node, value: Expr) -> Node:
    column = Column(_ELEMENT, value.type, value.nullable)
    hidden = [Item(c, ColumnRef(c)) for c in query.columns if c.hidden]
    return Project(query, (Item(column, value), *hidden))


def _told_apart(binder: Binder, dynamic: Expr, span: Span) -> Expr:
    """A text for a dynamic value: those of 5 and "5" differ."""
    shown = binder.apply("tostring", (dynamic,), span)
    held = binder.apply("gettype", (dynamic,), span)
    is_text = binder.apply("==", (held, Constant("string", KqlType.STRING)), span)
    marked = binder.apply("strcat", (Constant('"', KqlType.STRING), shown), span)
    return binder.apply("iff", (is_text, marked, shown), span)
