"""``union isfuzzy=true`` goes on with the tables that there are: those not loaded have no rows.

Where none of them is loaded they stay, and make a rule blind.
"""

from __future__ import annotations

from dataclasses import replace

from transpile.bind.tree import Gather, Node, Rows, Scan
from transpile.bind.walk import Rewriter, walk


class _Settled(Rewriter):
    """Fuzzy unions over the tables that are loaded."""

    def node(self, node: Node) -> Node:
        if not isinstance(node, Gather) or not node.fuzzy or not any(map(_loaded, node.inputs)):
            return node
        unloaded = _Emptied()
        return replace(node, inputs=tuple(unloaded.rewrite(leg) for leg in node.inputs))


class _Emptied(Rewriter):
    """No rows in place of every table that is not loaded."""

    def node(self, node: Node) -> Node:
        if isinstance(node, Scan) and not node.table.location:
            return Rows(node.outputs, (), span=node.span)
        return node


def _loaded(leg: Node) -> bool:
    return any(isinstance(node, Scan) and node.table.location for node in walk(leg))


def without_unloaded(root: Node) -> Node:
    """The tree over the tables that are loaded, as far as its unions let the others be missing."""
    return _Settled().rewrite(root)
