"""The shape of a rule: what it does with its rows decides what helps against lateness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from transpile.bind.tree import Aggregate, Apply, Expr, Filter, InQuery, Join, Node
from transpile.bind.walk import columns_read, walk, walk_expr

if TYPE_CHECKING:
    from lab.rules.model import Rule

Shape = Literal["single event", "threshold", "baseline", "update tracking"]
"""``single event``: each row by itself. ``threshold``: it counts. ``baseline``: it compares with
what was, or looks for what is missing. ``update tracking``: it takes the last state."""

SAID: dict[Shape, str] = {
    "single event": (
        "each row alerts by itself: a slice by ingestion, bounded on both sides, sees each once"
    ),
    "threshold": (
        "it counts: a slice by ingestion splits what belongs together, a longer period does not"
    ),
    "baseline": (
        "it compares with what was: rows that are late look new, so the recent side has to wait"
    ),
    "update tracking": (
        "it takes the last state: a longer period sees late updates, and tells of old ones again"
    ),
}
_LAST = frozenset({"arg_max", "arg_min"})
_ANTI = frozenset({"leftanti", "rightanti"})


def shape_of(root: Node, rule: Rule) -> Shape:
    """The shape of a rule and its bound query: baseline, update tracking or threshold, if any."""
    nodes = list(walk(root))
    conditions = [one for node in nodes if isinstance(node, Filter) for one in node.conjuncts]
    missing = any(isinstance(node, Join) and node.kind in _ANTI for node in nodes)
    if missing or any(_is_outside(one) for one in conditions):
        return "baseline"
    grouped = [node for node in nodes if isinstance(node, Aggregate)]
    if any(call.spec.name in _LAST for node in grouped for call in node.calls):
        return "update tracking"
    counted = {column.name for node in grouped for call in node.calls for column in call.columns}
    if rule.trigger_threshold or any(counted & set(columns_read(one)) for one in conditions):
        return "threshold"
    return "single event"


def _is_outside(condition: Expr) -> bool:
    """Whether a condition holds for what a query does not give: ``!in (...)``."""
    return any(
        isinstance(one, Apply)
        and one.spec.name == "not"
        and any(isinstance(part, InQuery) for part in walk_expr(one))
        for one in walk_expr(condition)
    )
