"""Variants of a syntax tree: one node exchanged or taken out, the rest shared."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

N = TypeVar("N", bound=nodes.Syntax)


def every(root: nodes.Syntax) -> Iterator[nodes.Syntax]:
    """The node and all below it, each before its children, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(list(node.children()))


def exchanged(root: N, old: nodes.Syntax, new: nodes.Syntax) -> N:
    """The tree with ``new`` in place of the very node ``old``; the same tree where it is not in."""
    return rebuilt(root, lambda node: new if node is old else None)


def rebuilt(root: N, change: Callable[[nodes.Syntax], nodes.Syntax | None]) -> N:
    """The tree with every node changed for which ``change`` gives another; what that holds stays.

    The root itself stays of its kind.
    """
    return _children(root, change)


def _children(node: N, change: Callable[[nodes.Syntax], nodes.Syntax | None]) -> N:
    changed: dict[str, Any] = {}  # a field's new value has that field's type
    for field in fields(node):
        before = getattr(node, field.name)
        after = _value(before, change)
        if after is not before:
            changed[field.name] = after
    return replace(node, **changed) if changed else node


def _value(value: object, change: Callable[[nodes.Syntax], nodes.Syntax | None]) -> object:
    if isinstance(value, nodes.Syntax):
        new = change(value)
        return _children(value, change) if new is None else new
    if type(value) is tuple:  # a span is a tuple with names, and holds no nodes
        made = tuple(_value(item, change) for item in value)
        same = all(new is old for new, old in zip(made, value, strict=True))
        return value if same else made
    return value


def without_operator(root: N, operator: nodes.OperatorSyntax) -> N:
    """The tree without one operator of one of its pipelines."""

    def shorten(node: nodes.Syntax) -> nodes.Syntax | None:
        if not isinstance(node, nodes.Pipeline):
            return None
        kept = tuple(one for one in node.operators if one is not operator)
        return None if len(kept) == len(node.operators) else replace(node, operators=kept)

    return rebuilt(root, shorten)
