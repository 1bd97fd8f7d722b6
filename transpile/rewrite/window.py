"""Windows on scans, and choices that every replay strategy makes alike.

``windowed`` bounds every loaded log table by the run's window. ``settled`` makes arbitrary choices
(``take``, equal keys of ``top``, ``innerunique``, lists of rows in no order) fall by row number, or
by the whole row where an operator has lost it, so that strategies agree.
"""

from __future__ import annotations

from dataclasses import replace

from transpile.bind.tree import (
    CHOOSING_AGGREGATES,
    GATHERING_AGGREGATES,
    INGESTION,
    ROW,
    SET_AGGREGATES,
    Aggregate,
    AggregateCall,
    ColumnRef,
    Node,
    Scan,
    Top,
    visible,
)
from transpile.bind.walk import Rewriter


class _Windowed(Rewriter):
    def __init__(self, axis: str) -> None:
        super().__init__()
        self._axis = axis

    def node(self, node: Node) -> Node:
        if not isinstance(node, Scan) or not node.table.location:
            return node
        table = node.table
        if not table.has_ingestion or table.time_column is None:
            return node
        return replace(node, axis=INGESTION if self._axis == INGESTION else table.time_column)


def windowed(root: Node, axis: str) -> Node:
    """The tree with every log table bounded by the run's window on an axis.

    ``axis`` is ``$ingestion``, or anything else for each table's own time column.
    """
    return _Windowed(axis).rewrite(root)


class _Settled(Rewriter):
    def node(self, node: Node) -> Node:
        if isinstance(node, Top) and not node.ties:
            return replace(node, ties=_least(node.input))
        if isinstance(node, Aggregate):
            row = node.input.by_name.get(ROW)
            by = ColumnRef(row) if row is not None else None
            return replace(node, calls=tuple(_settled_call(call, by) for call in node.calls))
        return node


def _settled_call(call: AggregateCall, row: ColumnRef | None) -> AggregateCall:
    if call.spec.name in SET_AGGREGATES:  # by their values: no row number is read for them
        return replace(call, settled=True)
    if call.spec.name in CHOOSING_AGGREGATES | GATHERING_AGGREGATES:
        return replace(call, settled=True, row=row)
    return call


def _least(source: Node) -> tuple[ColumnRef, ...]:
    """What tells rows apart: the stored row number, or every column."""
    row = source.by_name.get(ROW)
    by = (row,) if row is not None else visible(source)
    return tuple(ColumnRef(column) for column in by)


def settled(root: Node) -> Node:
    """The tree with ties broken the same way whatever the strategy."""
    return _Settled().rewrite(root)
