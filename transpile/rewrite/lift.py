"""Lifting: one query over all runs.

A relation ``runs`` is joined to every windowed scan and ``$run`` is carried through every operator
(loop-lifting, as in Pathfinder's relational XQuery compiler). A part that does not depend on the
run stays as it is, and is crossed with the runs only where a join must preserve it.

A node type without a rule here refuses: its rule is replayed run by run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from transpile.bind.serial import Automaton, Sequence, WindowCall, Windows
from transpile.bind.spans import Unspanned, spanned
from transpile.bind.tree import (
    INGESTION_COLUMN,
    NOW,
    NOW_COLUMN,
    RUN,
    RUN_COLUMN,
    SCENARIO_COLUMN,
    Aggregate,
    Column,
    ColumnRef,
    Expand,
    Expr,
    FillRuns,
    Filter,
    InQuery,
    Item,
    Join,
    JoinColumn,
    Node,
    Now,
    Numbered,
    Project,
    Rows,
    Runs,
    ScalarQuery,
    Scan,
    Sort,
    Steps,
    Top,
    Union,
    Windowed,
    visible,
)
from transpile.bind.walk import map_fields, map_parts, reads_now, walk_expr
from transpile.rewrite.spans import SPAN_RULES

if TYPE_CHECKING:
    from transpile.bind.registry import BindsAggregate


class CannotLiftError(Exception):
    """A tree that is replayed run by run, with the reason for people."""


LiftRule = Callable[["Lifter", Node], Node]


def has_run(node: Node) -> bool:
    """Whether a relation differs from run to run."""
    return RUN in node.by_name


class Lifter:
    """Lifts one tree; ``rules`` add the lifts of node types that the catalog brings.

    With ``merging``, which gives aggregates by name, rows that several runs see stay single for as
    long as they can (``rewrite/spans.py``).
    """

    def __init__(
        self,
        rules: dict[type[Node], LiftRule] | None = None,
        merging: Callable[[str], BindsAggregate | None] | None = None,
    ) -> None:
        self._rules = CORE_LIFTS | (rules or {})
        self._spans = SPAN_RULES if merging is not None else {}
        self._done: dict[int, tuple[Node, Node]] = {}
        self._compact: dict[int, tuple[Node, Node]] = {}
        self._runs: Node = Runs()
        self.merging = merging or (lambda _: None)

    def root(self, node: Node) -> Node:
        """The lifted query: one row of the original per run that gives it, ``$run`` beside it.

        With spans, a row may stand for all runs from ``$first`` to ``$last`` instead.
        """
        made = self.compact(node) if self._spans else self.lift(node)
        return made if has_run(made) or spanned(made) else self.crossed(made)

    def lift(self, node: Node) -> Node:
        """The lifted relation; the same object where it does not depend on the run."""
        known = self._done.get(id(node))
        if known is not None:
            return known[1]
        made = self.compact(node)
        if spanned(made):
            made = Unspanned(made)
        self._done[id(node)] = (node, made)
        return made

    def compact(self, node: Node) -> Node:
        """The lifted relation, spanned where it can be."""
        known = self._compact.get(id(node))
        if known is not None:
            return known[1]
        by_spans = self._spans.get(type(node))
        made = by_spans(self, node) if by_spans is not None else None
        if made is None:
            made = self._by_rule(node)
        self._compact[id(node)] = (node, made)
        return made

    def _by_rule(self, node: Node) -> Node:
        rule = self._rules.get(type(node))
        if rule is not None:
            return rule(self, node)
        if reads_now(node):
            raise CannotLiftError(f"{type(node).__name__} has no lifted form")
        return node

    # --- pieces for the rules -------------------------------------------------------------------

    def crossed(self, node: Node) -> Node:
        """Every row for every run."""
        outputs = [JoinColumn(column, "left", column) for column in node.columns]
        outputs += [JoinColumn(column, "right", column) for column in self._runs.columns]
        return Join("cross", node, self._runs, (), tuple(outputs))

    def with_run(self, node: Node) -> Node:
        """The relation, crossed with the runs if it is free of them."""
        return node if has_run(node) else self.crossed(node)

    def with_now(self, node: Node) -> Node:
        """The relation with ``$run`` and ``$now``."""
        node = self.with_run(node)
        if NOW in node.by_name:
            return node
        outputs = [JoinColumn(column, "left", column) for column in node.columns]
        outputs.append(JoinColumn(NOW_COLUMN, "right", NOW_COLUMN))
        on = ((ColumnRef(RUN_COLUMN), ColumnRef(RUN_COLUMN)),)
        return Join("inner", node, self._runs, on, tuple(outputs))

    def over(self, node: Node, exprs: tuple[Expr, ...]) -> tuple[Node, tuple[Expr, ...]]:
        """Expressions lifted over an input, and the input with the run columns that they read."""
        lifted = tuple(self.expression(expr) for expr in exprs)
        parts = [part for expr in lifted for part in walk_expr(expr)]
        if any(isinstance(part, ColumnRef) and part.column.name == NOW for part in parts):
            node = self.with_now(node)
        elif any(isinstance(part, ScalarQuery | InQuery) and part.run for part in parts):
            node = self.with_run(node)
        return node, lifted

    def expression(self, expr: Expr) -> Expr:
        """The expression with ``now()`` and its subqueries those of the enclosing row's run."""
        if isinstance(expr, Now):
            return ColumnRef(NOW_COLUMN, span=expr.span)
        if isinstance(expr, ScalarQuery):
            query = self.lift(expr.query)
            if not has_run(query):
                return replace(expr, query=query)
            return replace(expr, query=one_row(query), run=ColumnRef(RUN_COLUMN))
        if isinstance(expr, InQuery):
            query = self.lift(expr.query)
            value = self.expression(expr.value)
            run = ColumnRef(RUN_COLUMN) if has_run(query) else None
            return replace(expr, value=value, query=query, run=run)
        return map_fields(expr, self.lift, self.expression)

    def parts(self, node: Node, names: tuple[str, ...]) -> tuple[Node, dict[str, object]]:
        """The lifted input of a node and its fields of expressions, lifted over it."""
        child = self.lift(node.children()[0])
        exprs: list[Expr] = []

        def gather(expr: Expr) -> Expr:
            exprs.append(expr)
            return expr

        for name in names:
            map_parts(getattr(node, name), lambda part: part, gather)
        child, lifted = self.over(child, tuple(exprs))
        queue = iter(lifted)
        made = {
            name: map_parts(getattr(node, name), lambda part: part, lambda _: next(queue))
            for name in names
        }
        return child, made


def one_row(query: Node) -> Node:
    """At most one row for each run; Kusto takes the first."""
    below = query
    while isinstance(below, Project):
        below = below.input
    if isinstance(below, FillRuns):
        return query
    ties = tuple(ColumnRef(column) for column in visible(query))
    return Top(query, 1, (), ties, (ColumnRef(RUN_COLUMN),))


def _run_items(node: Node) -> tuple[Item, ...]:
    return tuple(
        Item(column, ColumnRef(column)) for column in node.columns if column.name in (RUN, NOW)
    )


# --- rules --------------------------------------------------------------------------------------


def _lift_scan(_lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Scan)
    return _window(node, ()) if node.axis else node


def _window(scan: Scan, reductions: tuple[Expr, ...]) -> Node:
    """The rows that any run may see, then those that each run sees."""
    have = {column.name for column in scan.outputs}
    columns, time = scan.table.columns, scan.table.time_column
    kind = columns.get(scan.axis)
    axis = Column(scan.axis, kind) if kind is not None else INGESTION_COLUMN
    happened = axis if time is None else Column(time, columns[time])
    wanted = {column.name: column for column in (axis, happened, INGESTION_COLUMN, SCENARIO_COLUMN)}
    extra = [column for name, column in wanted.items() if name not in have]
    outputs = sorted((*scan.outputs, *extra), key=lambda column: column.hidden)
    below: Node = replace(scan, outputs=tuple(outputs), axis="")
    if reductions:
        below = Filter(below, reductions)
    return Windowed(below, axis, happened, span=scan.span)


def _lift_filter(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Filter)
    source = node.input
    if isinstance(source, Scan) and source.axis:
        # a value sought in this run's list is in the list of some run: test that first, before
        # the window multiplies the rows
        lifted = [lifter.expression(term) for term in node.conjuncts]
        reductions = tuple(
            replace(term, run=None) for term in lifted if isinstance(term, InQuery) and term.run
        )
        child: Node = _window(source, reductions)
    else:
        child = lifter.lift(source)
    child, terms = lifter.over(child, node.conjuncts)
    if child is source and terms == node.conjuncts:
        return node
    return replace(node, input=child, conjuncts=terms)


def _lift_project(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Project)
    child, made = lifter.parts(node, ("items",))
    items = made["items"]
    assert isinstance(items, tuple)
    if child is node.input and items is node.items:
        return node
    return Project(child, (*items, *_run_items(child)), span=node.span)


def _lift_expand(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Expand)
    child, made = lifter.parts(node, ("items",))
    items = made["items"]
    assert isinstance(items, tuple)
    if child is node.input and items is node.items:
        return node
    run = tuple(item.column for item in _run_items(child))
    return replace(node, input=child, items=items, outputs=(*node.outputs, *run))


def _lift_aggregate(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Aggregate)
    child, made = lifter.parts(node, ("keys", "calls"))
    keys, calls = made["keys"], made["calls"]
    assert isinstance(keys, tuple)
    assert isinstance(calls, tuple)
    if not has_run(child):
        return replace(node, input=child)
    run = Item(RUN_COLUMN, ColumnRef(RUN_COLUMN))
    grouped = Aggregate(child, (*keys, run), calls, span=node.span)
    return grouped if keys else FillRuns(grouped, calls, span=node.span)


def _lift_sort(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Sort)
    child, made = lifter.parts(node, ("keys",))
    keys = made["keys"]
    assert isinstance(keys, tuple)
    return replace(node, input=child, keys=keys)


def _lift_top(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Top)
    child, made = lifter.parts(node, ("keys",))
    keys = made["keys"]
    assert isinstance(keys, tuple)
    partition = node.partition
    if has_run(child):
        partition = (*partition, ColumnRef(RUN_COLUMN))
    return replace(node, input=child, keys=keys, partition=partition)


def _lift_numbered(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Numbered)
    return replace(node, input=lifter.lift(node.input))  # unique over all runs together


# kind -> the side (or sides) that must have the run where any side has it
_PRESERVED = {
    "leftouter": ("left",),
    "leftsemi": ("left",),
    "leftanti": ("left",),
    "rightouter": ("right",),
    "rightsemi": ("right",),
    "rightanti": ("right",),
    "fullouter": ("left", "right"),
}


def _lift_join(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Join)
    left, right = lifter.lift(node.left), lifter.lift(node.right)
    if not (has_run(left) or has_run(right)):
        return replace(node, left=left, right=right)
    preserved = _PRESERVED.get(node.kind, ())
    if "left" in preserved:
        left = lifter.with_run(left)
    if "right" in preserved:
        right = lifter.with_run(right)
    on = node.on
    if has_run(left) and has_run(right):
        on = (*on, (ColumnRef(RUN_COLUMN), ColumnRef(RUN_COLUMN)))
    if node.kind == "fullouter":
        side = "both"
    elif "right" in preserved or not has_run(left):
        side = "right"
    else:
        side = "left"
    outputs = (*node.outputs, JoinColumn(RUN_COLUMN, side, RUN_COLUMN))
    kind = "inner" if node.kind == "cross" and on else node.kind
    return replace(node, kind=kind, left=left, right=right, on=on, outputs=outputs)


def _lift_union(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Union)
    legs = [lifter.lift(leg) for leg in node.inputs]
    if not any(has_run(leg) for leg in legs):
        return replace(node, inputs=tuple(legs))
    aligned = []
    for old, new in zip(node.inputs, legs, strict=True):
        leg = lifter.with_run(new)
        items = [Item(column, ColumnRef(column)) for column in old.columns]
        items.append(Item(RUN_COLUMN, ColumnRef(RUN_COLUMN)))
        aligned.append(Project(leg, tuple(items)))
    return Union(tuple(aligned), (*node.outputs, RUN_COLUMN), span=node.span)


def _lift_rows(lifter: Lifter, node: Node) -> Node:
    assert isinstance(node, Rows)
    if not reads_now(node):
        return node
    if len(node.rows) != 1:
        raise CannotLiftError("a table of several rows that reads now() has no lifted form")
    child, values = lifter.over(Runs(), node.rows[0])
    items = [Item(c, value) for c, value in zip(node.outputs, values, strict=True)]
    return Project(child, (*items, *_run_items(child)), span=node.span)


def _lift_steps(_lifter: Lifter, node: Node) -> Node:
    if reads_now(node):
        raise CannotLiftError("'range' with a bound that reads now() has no lifted form")
    return node


def _lift_sequence(lifter: Lifter, node: Node) -> Node:
    """Numbered within each run."""
    found = cast("Sequence", node)
    child, made = lifter.parts(found, ("keys",))
    partition = found.partition
    if has_run(child):
        partition = (*partition, ColumnRef(RUN_COLUMN))
    return replace(found, input=child, partition=partition, **made)  # type: ignore[arg-type]


def _lift_windows(lifter: Lifter, node: Node) -> Node:
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


def _lift_automaton(lifter: Lifter, node: Node) -> Node:
    """Each run starts anew."""
    found = cast("Automaton", node)
    child, made = lifter.parts(found, ("stages",))
    partition = found.partition
    if has_run(child):
        partition = (*partition, ColumnRef(RUN_COLUMN))
    stages = cast("tuple[tuple[Item, ...], ...]", made["stages"])
    return replace(found, input=child, stages=stages, partition=partition)


CORE_LIFTS: dict[type[Node], LiftRule] = {
    Scan: _lift_scan,
    Filter: _lift_filter,
    Project: _lift_project,
    Expand: _lift_expand,
    Numbered: _lift_numbered,
    Aggregate: _lift_aggregate,
    Sort: _lift_sort,
    Top: _lift_top,
    Join: _lift_join,
    Union: _lift_union,
    Rows: _lift_rows,
    Steps: _lift_steps,
    Sequence: _lift_sequence,
    Windows: _lift_windows,
    Automaton: _lift_automaton,
}
