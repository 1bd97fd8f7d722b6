"""Window functions out of expressions into nodes of their own.

SQL evaluates them beside the columns of a SELECT, not within conditions, keys or each other. This
is done as soon as an operator is bound, so that whatever carries a relation over a key (a run, or
the row or group of a sub-pipeline) meets the nodes and needs to know nothing of expressions.
"""

from __future__ import annotations

from typing import cast

from transpile.bind.serial import BEGAN, Automaton, WindowCall, Windows
from transpile.bind.tree import Apply, Column, ColumnRef, Constant, Expr, Item, Node, Now, Project
from transpile.bind.walk import Rewriter, map_fields, walk_expr
from transpile.errors import InternalError
from transpile.types import KqlType


class Unfolding(Rewriter):
    """Moves window functions out of expressions, into nodes below those that hold them."""

    def __init__(self) -> None:
        super().__init__()
        self._made = 0
        self.wanted = False  # whether the query may hold any

    def node(self, node: Node) -> Node:
        """The node over its windows; the columns are those it had."""
        calls = any(
            isinstance(part, WindowCall) for top in node.expressions() for part in walk_expr(top)
        )
        if not calls or isinstance(node, Windows):
            return node
        if len(node.children()) != 1:
            raise InternalError(f"a window function in a {type(node).__name__}")
        layers = _Layers(self._made)
        values = [layers.moved(value) for value in node.expressions()]
        self._made = layers.made
        queue = iter(values)
        below = layers.over(node.children()[0])
        made = map_fields(node, lambda _: below, lambda _: next(queue))
        if made.columns == node.columns:
            return made
        return Project(made, tuple(Item(c, ColumnRef(c)) for c in node.columns), span=node.span)


class _Layers:
    """Window calls moved out of the expressions of one node; a call over a call stands above."""

    def __init__(self, made: int) -> None:
        self.made = made
        self._layers: list[list[Item]] = []
        self._known: dict[object, ColumnRef] = {}
        self._levels: dict[str, int] = {}

    def moved(self, expr: Expr) -> Expr:
        """The expression with columns in place of window calls."""
        changed = map_fields(expr, lambda node: node, self.moved)
        if not isinstance(changed, WindowCall):
            return changed
        key = _key(changed)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._item(changed)
        return known

    def _item(self, call: WindowCall) -> ColumnRef:
        read = [part.column.name for part in walk_expr(call) if isinstance(part, ColumnRef)]
        level = max((self._levels.get(name, 0) for name in read), default=0)
        self.made += 1
        column = Column(f"$window{self.made}", call.type, call.nullable)
        self._levels[column.name] = level + 1
        while len(self._layers) <= level:
            self._layers.append([])
        self._layers[level].append(Item(column, call))
        return ColumnRef(column, span=call.span)

    def over(self, node: Node) -> Node:
        """The input with the moved calls above it."""
        for layer in self._layers:
            plain = tuple(item for item in layer if _function(item) != "session")
            if plain:
                node = Windows(node, plain, span=node.span)
            for item in layer:
                if _function(item) == "session":
                    node = _sessions(node, item)
        return node


def _function(item: Item) -> str:
    return cast("WindowCall", item.value).function


def _sessions(node: Node, item: Item) -> Node:
    """A session lasts as long as what was made of the rows before it says."""
    call = cast("WindowCall", item.value)
    (start,) = call.arguments
    return Automaton(
        node,
        (Item(BEGAN, Constant(None, KqlType.DATETIME)),),
        ((Item(BEGAN, start),), (Item(item.column, ColumnRef(BEGAN)),)),
        (item.column,),
        cast("tuple[ColumnRef, ...]", call.partition),
        span=node.span,
    )


def _key(expr: Expr) -> object:
    """Equal for calls that are surely the same: ``prev(x)`` is often written several times."""
    if isinstance(expr, ColumnRef):
        return expr.column.name
    if isinstance(expr, Constant):
        return (expr.kind, type(expr.value), repr(expr.value))
    if isinstance(expr, Apply):
        return (expr.spec.name, expr.kind, *map(_key, expr.arguments))
    if isinstance(expr, WindowCall):
        arguments = tuple(map(_key, expr.arguments))
        return (expr.function, expr.kind, arguments, tuple(map(_key, expr.partition)))
    return Now if isinstance(expr, Now) else id(expr)
