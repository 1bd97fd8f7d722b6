"""Window functions out of expressions into nodes of their own, and how those lift."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from transpile.bind.serial import BEFORE, BEGAN, Automaton, Sequence, WindowCall, Windows
from transpile.bind.tree import (
    RUN_COLUMN,
    Apply,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    Now,
    Project,
)
from transpile.bind.walk import Rewriter, map_fields, walk_expr
from transpile.errors import InternalError
from transpile.rewrite.lift import has_run
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.rewrite.lift import Lifter


class _Unfolded(Rewriter):
    def __init__(self) -> None:
        super().__init__()
        self._made = 0

    def node(self, node: Node) -> Node:
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
    start, time = cast("WindowCall", item.value).arguments
    nothing = Constant(None, KqlType.DATETIME)
    return Automaton(
        node,
        (Item(BEGAN, nothing), Item(BEFORE, nothing)),
        (
            (Item(BEGAN, start),),
            (Item(BEFORE, time), Item(item.column, ColumnRef(BEGAN))),
        ),
        (item.column,),
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


def unfolded(root: Node) -> Node:
    """The tree with every window function in a ``Windows`` node."""
    return _Unfolded().rewrite(root)


def lift_sequence(lifter: Lifter, node: Node) -> Node:
    """Numbered within each run."""
    found = cast("Sequence", node)
    child, made = lifter.parts(found, ("keys",))
    partition = found.partition
    if has_run(child):
        partition = (*partition, ColumnRef(RUN_COLUMN))
    return replace(found, input=child, partition=partition, **made)  # type: ignore[arg-type]


def lift_windows(lifter: Lifter, node: Node) -> Node:
    """Each run is a partition of its own."""
    found = cast("Windows", node)
    child, made = lifter.parts(found, ("items",))
    items = cast("tuple[Item, ...]", made["items"])
    if has_run(child):
        run = ColumnRef(RUN_COLUMN)
        items = tuple(
            replace(item, value=replace(call, partition=(*call.partition, run)))
            for item in items
            for call in [cast("WindowCall", item.value)]
        )
    return replace(found, input=child, items=items)


def lift_automaton(lifter: Lifter, node: Node) -> Node:
    """Each run starts anew."""
    found = cast("Automaton", node)
    child, made = lifter.parts(found, ("stages",))
    partition = found.partition
    if has_run(child):
        partition = (*partition, ColumnRef(RUN_COLUMN))
    stages = cast("tuple[tuple[Item, ...], ...]", made["stages"])
    return replace(found, input=child, stages=stages, partition=partition)
