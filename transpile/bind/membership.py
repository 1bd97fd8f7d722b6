"""Membership in a table where one side is dynamic: both sides brought to one plain type.

An array in the table counts by its elements, as one in a list does: detections write
``x in (T | summarize make_set(y))`` and mean the elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.tree import (
    ROW,
    Column,
    ColumnRef,
    Constant,
    Expand,
    Expr,
    Filter,
    Item,
    Node,
    Project,
    visible,
)
from transpile.types import CONVERSIONS, KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.span import Span

_ELEMENT = "$element"


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
