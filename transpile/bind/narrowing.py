"""A condition over gathered tables, bound in each table by itself.

``*`` then stands for the columns of one table, a name that a table lacks for null, and the
condition is known below the union, where a table can be hoisted and pruned.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile.bind.tree import (
    Apply,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Gather,
    Item,
    Node,
    Project,
)
from transpile.diagnostics import CompileError
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transpile.bind.binder import Binder


def mentions_all(syntax: nodes.Syntax) -> bool:
    """Whether ``*`` stands for the columns in a condition."""
    if isinstance(syntax, nodes.Binary) and isinstance(syntax.left, nodes.Star):
        return True
    return any(mentions_all(part) for part in syntax.children())


def flat(condition: Expr) -> list[Expr]:
    """The conjuncts of a condition."""
    if isinstance(condition, Apply) and condition.spec.name == "and":
        return [part for term in condition.arguments for part in flat(term)]
    return [condition]


def names_of(syntax: nodes.Syntax) -> Iterator[str]:
    """Every bare name in a condition; those of queries inside it too."""
    if isinstance(syntax, nodes.Name):
        yield syntax.name
    for part in syntax.children():
        yield from names_of(part)


def narrowed(binder: Binder, gather: Gather, condition: nodes.Syntax) -> Gather:
    """The rows of every table for which the condition holds, gathered as before."""
    kept = narrowed_legs(binder, gather, condition)
    sources = {
        out.name: (out.name, out.type) for out in gather.outputs if out.name in gather.sources
    }
    labels = tuple(gather.labels[place] for place, _ in kept) if gather.labels else ()
    inputs = tuple(node for _, node in kept)
    return replace(gather, inputs=inputs, sources=sources, labels=labels)


def narrowed_legs(
    binder: Binder, gather: Gather, condition: nodes.Syntax
) -> list[tuple[int, Node]]:
    """The place of each table and its rows for which the condition holds.

    Their columns have the names of the union. Over tables found by a pattern, one whose column
    has a type that the condition does not take is left out, as long as another table is not.
    """
    mentioned = set(names_of(condition))
    shown = {source: name for name, source in gather.sources.items()}
    split = {name for name in mentioned if gather.by_pattern and name not in gather.by_name}
    kept: list[tuple[int, Node]] = []
    errors: list[CompileError] = []
    for place, leg in enumerate(gather.inputs):
        scope = _as_gathered(gather, place, shown, mentioned, split)
        try:
            bound = binder.condition(condition, scope)
        except CompileError as error:
            if not split & leg.by_name.keys():
                raise
            errors.append(error)
            continue
        kept.append((place, Filter(scope, tuple(flat(bound)), span=condition.span)))
    if not kept:
        raise errors[0]
    return kept


def _as_gathered(
    gather: Gather,
    place: int,
    shown: dict[tuple[str, KqlType], str],
    mentioned: set[str],
    split: set[str],
) -> Node:
    """A table with its columns under the names of the union, and null for what it lacks."""
    leg = gather.inputs[place]
    items = []
    for column in leg.columns:
        name = shown.get((column.name, column.type))
        if name is not None:
            named = column if name == column.name else replace(column, name=name)
            items.append(Item(named, ColumnRef(column)))
    have = {item.column.name for item in items}
    for name in sorted(mentioned - have):
        output = gather.by_name.get(name)
        own = leg.by_name.get(name) if name in split else None
        if own is not None:
            items.append(Item(own, ColumnRef(own)))
        elif output is not None and not output.hidden:
            items.append(Item(output, gather.value(place, output)))
        elif name in split:
            kind = next((kind for held, kind in gather.sources.values() if held == name), None)
            if kind is not None:
                items.append(_null(name, kind))
    if all(isinstance(i.value, ColumnRef) and i.value.column is i.column for i in items):
        return leg
    return Project(leg, tuple(items))


def _null(name: str, kind: KqlType) -> Item:
    value = Constant("" if kind is KqlType.STRING else None, kind)
    return Item(Column(name, kind), value)
