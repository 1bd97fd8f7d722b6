"""How numbered rows, window functions and automatons lift: each run by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from transpile.bind.tree import RUN_COLUMN, ColumnRef, Item, Node
from transpile.rewrite.lift import has_run

if TYPE_CHECKING:
    from transpile.bind.serial import Automaton, Sequence, WindowCall, Windows
    from transpile.rewrite.lift import Lifter


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
