"""Walking and rebuilding the bound tree; a DAG stays one."""

from __future__ import annotations

from dataclasses import replace
from operator import is_not
from typing import TYPE_CHECKING, TypeVar

from transpile.bind.tree import (
    AggregateCall,
    Column,
    ColumnRef,
    Expr,
    Item,
    JoinColumn,
    Node,
    Now,
    Scan,
    SortKey,
    part_fields,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


def map_parts(
    value: object, on_node: Callable[[Node], Node], on_expr: Callable[[Expr], Expr]
) -> object:
    """The value with every node and expression directly below replaced; itself if none changed."""
    if type(value) is Item:  # wide tables have hundreds
        found = on_expr(value.value)
        return value if found is value.value else Item(value.column, found)
    if isinstance(value, Node):
        return on_node(value)
    if isinstance(value, Expr):
        return on_expr(value)
    if isinstance(value, tuple):
        if not value or isinstance(value[0], Column | JoinColumn):
            return value
        made = [map_parts(item, on_node, on_expr) for item in value]
        changed = any(map(is_not, made, value))
        return tuple(made) if changed else value
    if isinstance(value, SortKey | AggregateCall | Item):
        return map_fields(value, on_node, on_expr)
    return value


def map_fields(value: T, on_node: Callable[[Node], Node], on_expr: Callable[[Expr], Expr]) -> T:
    """The node, expression, item or call with its parts replaced; itself if none changed."""
    changed = {}
    for name in part_fields(type(value)):
        old = getattr(value, name)
        new = map_parts(old, on_node, on_expr)
        if new is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


class Rewriter:
    """Rebuilds a DAG bottom-up; a subtree met twice is rebuilt once.

    Subclasses override ``node`` (called with rebuilt children) and ``expr`` (likewise).
    """

    def __init__(self) -> None:
        self._done: dict[int, tuple[Node, Node]] = {}

    def rewrite(self, node: Node) -> Node:
        """The rewritten node."""
        known = self._done.get(id(node))
        if known is not None:
            return known[1]
        made = self.node(map_fields(node, self.rewrite, self.expression))
        self._done[id(node)] = (node, made)  # keeps the old node alive: ids are not reused
        return made

    def expression(self, expr: Expr) -> Expr:
        """The rewritten expression."""
        if type(expr) is ColumnRef:
            return self.expr(expr)
        return self.expr(map_fields(expr, self.rewrite, self.expression))

    def node(self, node: Node) -> Node:
        """What becomes of a node whose parts are rewritten."""
        return node

    def expr(self, expr: Expr) -> Expr:
        """What becomes of an expression whose parts are rewritten."""
        return expr


def walk(node: Node) -> Iterator[Node]:
    """Every node of the DAG once, subqueries included, children first."""
    seen: set[int] = set()

    def visit(current: Node) -> Iterator[Node]:
        if id(current) in seen:
            return
        seen.add(id(current))
        for child in current.children():
            yield from visit(child)
        for expr in current.expressions():
            if type(expr) is ColumnRef:
                continue
            for part in walk_expr(expr):
                asked = part.plan()
                if asked is not None:
                    yield from visit(asked)
        yield current

    yield from visit(node)


def walk_expr(expr: Expr) -> Iterator[Expr]:
    """The expression and every part of it, subqueries not entered."""
    yield expr
    for part in expr.parts():
        yield from walk_expr(part)


def reads_now(value: Node | Expr) -> bool:
    """Whether the answer depends on the run: on ``now()`` or on a window."""
    if isinstance(value, Expr):
        for part in walk_expr(value):
            asked = part.plan()
            if isinstance(part, Now) or (asked is not None and reads_now(asked)):
                return True
        return False
    return any(
        (isinstance(node, Scan) and bool(node.axis))
        or any(isinstance(part, Now) for top in node.expressions() for part in walk_expr(top))
        for node in walk(value)
    )


def columns_read(expr: Expr) -> Iterator[str]:
    """Names of the input columns that an expression reads, those of subqueries' runs included."""
    if type(expr) is ColumnRef:
        yield expr.column.name
        return
    for part in walk_expr(expr):
        if isinstance(part, ColumnRef):
            yield part.column.name
