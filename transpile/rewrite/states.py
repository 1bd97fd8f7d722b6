"""Groups over spans: a group is the same for all runs between two changes of its rows.

What the same moments see is gathered first, by aggregates whose values of parts can be merged. From
the parts come the *states* of each group, and of each state the merged values: a spanned relation
again. Aggregates over different values (``dcount``, ``make_set``) then get each value once, all
others the rows themselves, for those states alone that a filter above the groups has left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile.bind.spans import (
    FIRST_COLUMN,
    SPAN_COLUMNS,
    Merged,
    Narrowed,
    Standing,
    States,
    Unspanned,
    spanned,
)
from transpile.bind.tree import (
    FIRST,
    LAST,
    RUN_COLUMN,
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Constant,
    Expand,
    Expr,
    FillRuns,
    Filter,
    Item,
    Join,
    JoinColumn,
    Node,
    Project,
    Sort,
)
from transpile.bind.walk import columns_read, reads_now
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from transpile.bind.registry import BindsAggregate
    from transpile.rewrite.lift import Lifter

_SPAN_ITEMS = tuple(Item(column, ColumnRef(column)) for column in SPAN_COLUMNS)


def grouped(lifter: Lifter, node: Node) -> Node | None:
    """A group-by of a spanned relation."""
    assert isinstance(node, Aggregate)
    groups = _groups(lifter, node)
    return None if groups is None else groups.made(())


def narrowed_groups(lifter: Lifter, node: Filter, below: Aggregate) -> Node | None:
    """A filter on groups: what it can test early decides which states need the costly values."""
    groups = _groups(lifter, below)
    if groups is None or not below.keys:
        made = lifter.compact(below)
        return _filtered(lifter, node, made)
    early = tuple(
        term
        for term in node.conjuncts
        if not reads_now(term) and set(columns_read(term)) <= groups.cheap
    )
    made = groups.made(early)
    rest = tuple(term for term in node.conjuncts if term not in early)
    return _filtered(lifter, replace(node, conjuncts=rest), made) if rest else made


def _filtered(lifter: Lifter, node: Filter, made: Node) -> Node | None:
    from transpile.rewrite.spans import filtered  # each calls the other

    return filtered(lifter, node, made) if spanned(made) else None


def _groups(lifter: Lifter, node: Aggregate) -> _Groups | None:
    child = lifter.compact(node.input)
    if not spanned(child) or any(reads_now(expr) for expr in node.expressions()):
        return None
    found = _Groups(node, child, lifter.merging)
    # the rows of a state come in no order
    return None if _ordered(child) and len(found.merged) < len(node.calls) else found


def _ordered(node: Node) -> bool:
    """Whether rows come in an order that an aggregate may look at."""
    while isinstance(node, Filter | Project | Narrowed | Expand):
        node = node.input
    return isinstance(node, Sort)


class _Groups:
    """One group-by: its calls by how they are computed."""

    def __init__(
        self, node: Aggregate, child: Node, merging: Callable[[str], BindsAggregate | None]
    ) -> None:
        self._node, self._child = node, child
        self._keys = tuple(
            Column(f"$key{place}", item.column.type, item.column.nullable)
            for place, item in enumerate(node.keys)
        )
        self.merged: dict[int, BindsAggregate] = {}
        self._once: list[int] = []
        self._whole: list[int] = []
        for place, call in enumerate(node.calls):
            merger = merging(call.spec.merged_by) if call.spec.merged_by else None
            plain = all(argument.type is not KqlType.DYNAMIC for argument in call.arguments)
            if merger is not None:
                self.merged[place] = merger
            elif call.spec.repeatable and plain:
                self._once.append(place)
            else:
                self._whole.append(place)

    @property
    def cheap(self) -> frozenset[str]:
        """The columns that are known before the costly calls: keys, and what parts merge to."""
        known = [item.column for item in self._node.keys]
        known += [column for place in self.merged for column in self._node.calls[place].columns]
        return frozenset(column.name for column in known)

    def made(self, early: tuple[Expr, ...]) -> Node:
        """The groups of every state for which the early conditions hold."""
        node = self._node
        base = self._base() if node.calls or not node.keys else self._different()
        if early:
            base = Filter(base, early, span=node.span)
        made: Node = base
        for place in self._once:
            made = self._joined(made, self._each_once(base, node.calls[place]), (place,))
        if self._whole:
            calls = tuple(node.calls[place] for place in self._whole)
            made = self._joined(made, self._of_rows(base, calls), tuple(self._whole))
        if self._once or self._whole:
            made = Project(
                made, tuple(Item(c, ColumnRef(c)) for c in (*node.columns, *SPAN_COLUMNS))
            )
        if node.keys:
            return made
        every_run = Unspanned(made)
        kept = (*node.columns, RUN_COLUMN)
        only = Project(every_run, tuple(Item(column, ColumnRef(column)) for column in kept))
        return FillRuns(only, node.calls, span=node.span)

    def _different(self) -> Node:
        """The keys alone."""
        return Merged(Aggregate(self._child, (*self._node.keys, *_SPAN_ITEMS), ()))

    def _base(self) -> Node:
        """Keys, states and what parts merge to."""
        node = self._node
        partial: list[AggregateCall] = []
        merged: list[AggregateCall] = []
        for place, merger in self.merged.items():
            call = node.calls[place]
            columns = tuple(
                replace(column, name=f"$part{place}_{number}")
                for number, column in enumerate(call.columns)
            )
            given, row = call.arguments, None
            outputs = columns
            if call.row is not None:  # ties fall by the stored row: it comes along
                kept = replace(call.row.column, name=f"$part{place}_row")
                given, outputs, row = (*given, call.row), (*columns, kept), ColumnRef(kept)
            partial.append(replace(call, arguments=given, columns=outputs))
            parts = tuple(ColumnRef(column) for column in columns)
            merged.append(replace(call, spec=merger, arguments=parts, row=row))
        keys = tuple(Item(key, item.value) for key, item in zip(self._keys, node.keys, strict=True))
        classes = Aggregate(self._child, (*keys, *_SPAN_ITEMS), tuple(partial), span=node.span)
        refs = tuple(ColumnRef(key) for key in self._keys)
        states = States(classes, refs)
        standing = Standing(classes, states, tuple((ref, ref) for ref in refs))
        shown = tuple(
            Item(item.column, ColumnRef(key))
            for key, item in zip(self._keys, node.keys, strict=True)
        )
        return Aggregate(standing, (*shown, *_SPAN_ITEMS), tuple(merged), span=node.span)

    def _each_once(self, base: Node, call: AggregateCall) -> Node:
        """A call that repeated rows do not change, over every different argument once."""
        items = [Item(key, item.value) for key, item in self._keyed()]
        arguments: list[Expr] = []
        for number, argument in enumerate(call.arguments):
            if isinstance(argument, Constant):
                arguments.append(argument)
                continue
            column = Column(f"$value{number}", argument.type, argument.nullable)
            items.append(Item(column, argument))
            arguments.append(ColumnRef(column))
        different = Merged(Aggregate(self._child, (*items, *_SPAN_ITEMS), ()))
        return self._over(base, different, (replace(call, arguments=tuple(arguments), once=True),))

    def _of_rows(self, base: Node, calls: tuple[AggregateCall, ...]) -> Node:
        """Calls over the rows themselves."""
        exprs = [argument for call in calls for argument in call.arguments]
        exprs += [call.row for call in calls if call.row is not None]
        read = {name for expr in exprs for name in columns_read(expr)}
        columns = (c for c in self._child.columns if c.name in read and c.name not in (FIRST, LAST))
        items = [Item(key, item.value) for key, item in self._keyed()]
        items += [Item(column, ColumnRef(column)) for column in columns]
        return self._over(base, Project(self._child, (*items, *_SPAN_ITEMS)), calls)

    def _keyed(self) -> Iterable[tuple[Column, Item]]:
        return zip(self._keys, self._node.keys, strict=True)

    def _over(self, base: Node, rows: Node, calls: tuple[AggregateCall, ...]) -> Node:
        on = tuple((ColumnRef(key), ColumnRef(item.column)) for key, item in self._keyed())
        keys = tuple(Item(key, ColumnRef(key)) for key in self._keys)
        return Aggregate(Standing(rows, base, on), (*keys, *_SPAN_ITEMS), calls)

    def _joined(self, made: Node, values: Node, places: tuple[int, ...]) -> Node:
        """The groups with the values of more calls beside them."""
        more = [column for place in places for column in self._node.calls[place].columns]
        on = [(ColumnRef(item.column), ColumnRef(key)) for key, item in self._keyed()]
        on.append((ColumnRef(FIRST_COLUMN), ColumnRef(FIRST_COLUMN)))
        outputs = [JoinColumn(column, "left", column) for column in made.columns]
        outputs += [JoinColumn(column, "right", column) for column in more]
        return Join("inner", made, values, tuple(on), tuple(outputs))
