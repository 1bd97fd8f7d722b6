"""Sorts by number that nothing looks at: a count is the same in any order of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.serial import Sequence, goes_by_number
from transpile.bind.tree import Aggregate, Expand, Filter, Node, Project
from transpile.bind.walk import walk_expr

if TYPE_CHECKING:
    from collections.abc import Sequence as List

# the others may gather their rows, or choose among equal ones
_ANY_ORDER = frozenset(("count", "countif", "dcount", "dcountif", "sum", "sumif", "min", "max"))
_PASS_ON = (Project, Filter, Expand, Sequence)


def idle_sorts(root: Node, nodes: List[Node]) -> frozenset[int]:
    """Which of the nodes, children first, are sorts by number whose order shows nowhere."""
    looked = {id(root)}
    idle: set[int] = set()
    for node in reversed(nodes):  # parents before children
        if goes_by_number(node) and id(node) not in looked:
            idle.add(id(node))
        for child in node.children():
            if _shows(node, shown=id(node) in looked, idle=id(node) in idle):
                looked.add(id(child))
        for top in node.expressions():
            looked |= {id(asked) for part in walk_expr(top) if (asked := part.plan()) is not None}
    return frozenset(idle)


def _shows(node: Node, *, shown: bool, idle: bool) -> bool:
    """Whether the order of a node's input can show in the result."""
    if isinstance(node, Aggregate):
        return any(call.spec.name not in _ANY_ORDER for call in node.calls)
    return shown if isinstance(node, _PASS_ON) or idle else True
