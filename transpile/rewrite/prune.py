"""Column pruning: every node gives only what is read above it.

Needs flow from the root down, gathered over every parent of a shared subtree before the subtree
is rebuilt. Only scans that read less, and projections that compute less, matter; the rest follows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from transpile import codes
from transpile.bind.serial import Automaton, Sequence, Windows
from transpile.bind.tree import (
    INGESTION,
    RUN,
    SCENARIO,
    SEQ,
    Aggregate,
    AggregateCall,
    ColumnRef,
    Expand,
    Expr,
    FillRuns,
    Filter,
    Gather,
    InQuery,
    Item,
    Join,
    Node,
    Numbered,
    Project,
    Rows,
    ScalarQuery,
    Scan,
    Sort,
    Top,
    Union,
    Windowed,
    visible,
)
from transpile.bind.walk import Rewriter, columns_read, walk, walk_expr
from transpile.diagnostics import refusal
from transpile.rewrite.order import idle_sorts
from transpile.rewrite.spans import SPAN_NODES, asked_of_span


def prune(root: Node, outputs: set[str]) -> Node:
    """The tree with only the columns that are needed for ``outputs``."""
    needs: dict[int, set[str]] = defaultdict(set)
    needs[id(root)] |= outputs
    order = list(walk(root))
    if SEQ in root.by_name and any(isinstance(node, Windows | Automaton) for node in order):
        needs[id(root)].add(SEQ)  # the order of the result, where it is known anyway
    idle = idle_sorts(root, order)
    for node in reversed(order):  # parents before children
        needed = needs[id(node)]
        asked = _asked(node, needed)
        if id(node) in idle:
            asked = [(child, needed) for child in node.children()]
        for child, names in asked:
            needs[id(child)] |= names
        for top in node.expressions():
            for part in walk_expr(top):
                if isinstance(part, ScalarQuery | InQuery):
                    needs[id(part.query)].add(visible(part.query)[0].name)
                    if part.run is not None:
                        needs[id(part.query)].add(RUN)
    return _Pruned(needs, idle).rewrite(root)


def _read(exprs: list[Expr]) -> set[str]:
    return {name for expr in exprs for name in columns_read(expr)}


def _asked(node: Node, needed: set[str]) -> list[tuple[Node, set[str]]]:
    """What a node asks of each input, given what is asked of it."""
    if isinstance(node, Project):
        kept = [item.value for item in node.items if item.column.name in needed]
        return [(node.input, _read(kept))]
    if isinstance(node, Filter | Sort | Top):
        return [(node.input, needed | _read(list(node.expressions())))]
    if isinstance(node, Aggregate):
        kept_calls = _needed_calls(node, needed)
        return [(node.input, _read(list(kept_calls.expressions())))]
    if isinstance(node, Expand):  # every item: the longest says how many rows there are
        return [(node.input, (needed - node.made) | _read(list(node.expressions())))]
    if isinstance(node, Numbered):
        return [(node.input, needed - {node.column.name})]
    if isinstance(node, FillRuns):
        return [(node.input, {column.name for column in node.input.columns})]
    if isinstance(node, Sequence):
        if SEQ not in needed:
            return [(node.input, needed)]
        return [(node.input, (needed - {SEQ}) | _read(list(node.expressions())))]
    if isinstance(node, Windows):
        items = [item.value for item in node.items if item.column.name in needed]
        made = {item.column.name for item in node.items}
        return [(node.input, (needed - made) | _read(items))]
    if isinstance(node, Automaton):
        read = _read(list(node.expressions()))
        return [(node.input, (needed | read | {SEQ}) - node.made)]
    if isinstance(node, Join):
        left = {first.column.name for first, _ in node.on}
        right = {second.column.name for _, second in node.on}
        for output in node.outputs:
            if output.column.name in needed:
                if output.side != "right":
                    left.add(output.source.name)
                if output.side != "left":
                    right.add(output.source.name)
        return [(node.left, left), (node.right, right)]
    if isinstance(node, Windowed):
        given = {column.name for column in node.input.columns}
        bounds = {node.axis.name, node.happened.name, INGESTION, SCENARIO}
        return [(node.input, (needed & given) | bounds)]
    if isinstance(node, SPAN_NODES):
        return asked_of_span(node, needed)
    if isinstance(node, Gather):
        return [
            (leg, {held.name for name in needed if (held := node.held(leg, name)) is not None})
            for leg in _affordable(node, needed)
        ]
    if isinstance(node, Union):
        asked = []
        for leg in node.inputs:
            names = {
                column.name
                for column, out in zip(leg.columns, node.outputs, strict=True)
                if out.name in needed
            }
            asked.append((leg, names))
        return asked
    return [(child, {column.name for column in child.columns}) for child in node.children()]


MOST_CELLS = 1_000_000  # output columns of a union times its tables


def _affordable(node: Gather, needed: set[str]) -> tuple[Node, ...]:
    """The inputs of a union by name, unless it would spell out too many columns."""
    if len(needed) * len(node.inputs) > MOST_CELLS:
        raise refusal(
            codes.UNSUPPORTED,
            f"{len(needed):,} columns of {len(node.inputs):,} tables are asked for at once",
            node.span,
            "name fewer tables, or project the columns that are wanted",
        )
    return node.inputs


def _needed_calls(node: Aggregate, needed: set[str]) -> Aggregate:
    """The aggregate without calls, and without columns of row aggregates, that nothing reads."""
    calls: list[AggregateCall] = []
    for call in node.calls:
        if len(call.columns) == 1 or len(call.columns) != len(call.arguments):
            if any(column.name in needed for column in call.columns):
                calls.append(call)
            continue
        pairs = list(zip(call.columns, call.arguments, strict=True))
        extreme = call.spec.name in ("arg_max", "arg_min")
        kept = pairs[:extreme] + [p for p in pairs[extreme:] if p[0].name in needed]
        read = any(column.name in needed for column, _ in pairs)
        if read and kept:
            calls.append(
                replace(
                    call,
                    columns=tuple(column for column, _ in kept),
                    arguments=tuple(argument for _, argument in kept),
                )
            )
    if not calls and not node.keys and node.calls:
        calls = [node.calls[0]]  # without keys and calls it would be no aggregate
    if len(calls) == len(node.calls) and all(
        a is b for a, b in zip(calls, node.calls, strict=True)
    ):
        return node
    return replace(node, calls=tuple(calls))


class _Pruned(Rewriter):
    """Rebuilds each node with the columns that were asked of the node it comes from."""

    def __init__(self, needs: dict[int, set[str]], idle: frozenset[int]) -> None:
        super().__init__()
        self._needs = needs
        self._idle = idle

    def rewrite(self, node: Node) -> Node:
        """The pruned node; what was asked is known of the original."""
        known = self._done.get(id(node))
        if known is not None:
            return known[1]
        needed = self._needs[id(node)]
        unread = isinstance(node, Windows) and not any(
            item.column.name in needed for item in node.items
        )
        unread = unread or (isinstance(node, Sequence) and SEQ not in needed)
        if unread or id(node) in self._idle:
            (below,) = node.children()
            made = self.rewrite(below)
            self._done[id(node)] = (node, made)
            return made
        made = self._kept(node, needed)
        made = super().rewrite(made) if made is not node else super().rewrite(node)
        self._done[id(node)] = (node, made)
        return made

    def _kept(self, node: Node, needed: set[str]) -> Node:
        if isinstance(node, Scan):
            kept = tuple(column for column in node.outputs if column.name in needed)
            return node if len(kept) == len(node.outputs) else replace(node, outputs=kept)
        if isinstance(node, Project):
            items = tuple(item for item in node.items if item.column.name in needed)
            return node if len(items) == len(node.items) else replace(node, items=items)
        if isinstance(node, Aggregate):
            return _needed_calls(node, needed)
        if isinstance(node, Join):
            outputs = tuple(out for out in node.outputs if out.column.name in needed)
            return replace(node, outputs=outputs)
        if isinstance(node, Expand):
            shown = tuple(column for column in node.outputs if column.name in needed)
            counted = node.index if node.index and node.index.name in needed else None
            return replace(node, outputs=shown, index=counted)
        if isinstance(node, Windows):
            items = tuple(item for item in node.items if item.column.name in needed)
            return node if len(items) == len(node.items) else replace(node, items=items)
        if isinstance(node, Automaton):
            shown = tuple(column for column in node.outputs if column.name in needed)
            return replace(node, outputs=shown)
        if isinstance(node, Rows):
            places = [i for i, column in enumerate(node.outputs) if column.name in needed]
            if not places and len(node.rows) != 1:  # VALUES needs a column
                places = [0]
            rows = tuple(tuple(row[i] for i in places) for row in node.rows)
            return replace(node, outputs=tuple(node.outputs[i] for i in places), rows=rows)
        if isinstance(node, Gather):
            return self._aligned(node, needed)
        if isinstance(node, Union):
            outputs_kept = tuple(out for out in node.outputs if out.name in needed)
            if len(outputs_kept) == len(node.outputs):
                return node
            legs = tuple(self._narrowed(leg, node, needed) for leg in node.inputs)
            return replace(node, inputs=legs, outputs=outputs_kept)
        return node

    def _aligned(self, node: Gather, needed: set[str]) -> Union:
        """The union by name as one by position, of the needed columns."""
        outputs = tuple(out for out in node.outputs if out.name in needed)
        legs = []
        for place, leg in enumerate(node.inputs):
            made = Project(leg, tuple(Item(out, node.value(place, out)) for out in outputs))
            self._needs[id(made)] = {out.name for out in outputs}
            legs.append(made)
        return Union(tuple(legs), outputs, span=node.span)

    def _narrowed(self, leg: Node, union: Union, needed: set[str]) -> Node:
        """A leg with just the columns that stand at the needed positions."""
        wanted = [
            column
            for column, out in zip(leg.columns, union.outputs, strict=True)
            if out.name in needed
        ]
        made = Project(leg, tuple(Item(column, ColumnRef(column)) for column in wanted))
        self._needs[id(made)] = {column.name for column in wanted}
        return made
