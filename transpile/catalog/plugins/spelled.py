"""Plugins that say in KQL what they do: a text of ours, bound over the caller's table.

The caller's columns and values come in under names of ours; nothing that a user wrote becomes part
of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from transpile.bind.tree import Column, ColumnRef, Expr, Item, Node, Project
from transpile.syntax.statements import parse_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.catalog.plugins.entry import PluginCall
    from transpile.syntax.statements import ParsesOperator


def renamed(call: PluginCall, columns: Mapping[str, Column]) -> Node:
    """The input's columns under names of ours."""
    items = tuple(
        Item(Column(name, c.type, c.nullable), ColumnRef(c)) for name, c in columns.items()
    )
    return Project(call.source, items, span=call.span)


def spelled(call: PluginCall, text: str, **names: Expr | Node) -> Node:
    """What a query of ours gives over these names."""
    inner = call.binder.within(dict(names), frozenset(names))
    operators = cast("Mapping[str, ParsesOperator]", call.binder.registry.operators)
    (made,) = inner.results(parse_tokens(text, operators))
    return made


def shown(made: Node, names: Mapping[str, str]) -> Node:
    """Columns of ours under the names that the caller sees, in that order."""
    items = []
    for own, name in names.items():
        column = made.by_name[own]
        items.append(Item(Column(name, column.type, column.nullable), ColumnRef(column)))
    return Project(made, tuple(items), span=made.span)
