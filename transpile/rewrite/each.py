"""A sub-pipeline for each row or each group: its body once, over all of them.

A body is bound over all rows together and then carried over a key, the number of the input row or
the value of a partition, as a query is lifted over its runs: the rules of ``rewrite/lift.py`` do
the work, and what they call the run is given the key's name afterwards. The result is plain nodes,
which are pruned, hoisted and lifted over the runs like any other.

A body that only keeps or drops rows needs no such key but for the first rows of each (``take``).
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.serial import Automaton, Sequence, Windows
from transpile.bind.tree import (
    EACH,
    RUN,
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
    InQuery,
    Item,
    Join,
    JoinColumn,
    Node,
    Now,
    Project,
    Rows,
    Runs,
    ScalarQuery,
    Sort,
    Top,
    Windowed,
)
from transpile.bind.walk import map_fields, walk, walk_expr
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.rewrite.lift import CannotLiftError, Lifter, one_row
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transpile.bind.binder import Binder
    from transpile.span import Span

_ROW_BY_ROW = (Filter, Project, Sort, Sequence, Top, Expand)
_EVERY_ROW = Project | Sort | Sequence | Windows | Automaton  # pass all rows on
_FOUND = Column(f"{EACH}_found", KqlType.LONG)


@dataclass(frozen=True, eq=False)
class KeyValue(Expr):
    """The key's value in a body that has a table of its own (``partition by x { T | ... }``)."""

    column: Column

    @property
    def type(self) -> KqlType:
        """The key's type."""
        return self.column.type

    @property
    def nullable(self) -> bool:
        """Whether the key can be null."""
        return self.column.nullable and self.column.type is not KqlType.STRING


def fresh(name: str, *nodes: Node) -> str:
    """A hidden name that none of the trees has."""
    taken = {column.name for node in nodes for part in walk(node) for column in part.columns}
    number = 1
    while f"{EACH}_{name}{number}" in taken:
        number += 1
    return f"{EACH}_{name}{number}"


def above(body: Node, source: Node) -> Iterator[Node]:
    """The nodes of a body down to its source; not those of tables of its own in subqueries."""
    seen = {id(source)}
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += node.children()


def is_row_by_row(body: Node, source: Node) -> bool:
    """Whether a body is a plain chain over its source that passes on, drops or repeats rows."""
    node = body
    while node is not source:
        if not isinstance(node, _ROW_BY_ROW):
            return False
        for top in node.expressions():
            for part in walk_expr(top):
                asked = part.plan()
                if isinstance(part, KeyValue) or (
                    asked is not None and any(below is source for below in walk(asked))
                ):
                    return False
        node = node.input
    return True


def takes_rows(body: Node, source: Node) -> bool:
    """Whether a row-by-row body takes the first rows of each."""
    node = body
    while node is not source:
        if isinstance(node, Top):
            return True
        (node,) = node.children()
    return False


def passed_on(
    body: Node,
    source: Node,
    start: Node,
    carried: tuple[Column, ...],
    key: tuple[Column, ...] = (),
    order: tuple[Column, ...] = (),
) -> Node:
    """A row-by-row body over ``start``, which has the columns of the source and ``carried``.

    Rows are taken for each ``key``; where no order is written, in that of ``order``.
    """
    if body is source:
        return start
    assert isinstance(body, _ROW_BY_ROW)
    below = passed_on(body.input, source, start, carried, key, order)
    extra = tuple(column for column in carried if column.name not in body.by_name)
    if isinstance(body, Project):
        return replace(body, input=below, items=(*body.items, *_same(extra)))
    if isinstance(body, Expand):
        return replace(body, input=below, outputs=(*body.outputs, *extra))
    if isinstance(body, Top):
        ties = tuple(ColumnRef(column) for column in order if column.name in below.by_name)
        partition = (*body.partition, *(ColumnRef(column) for column in key))
        return replace(body, input=below, ties=(*body.ties, *ties), partition=partition)
    return replace(body, input=below)


def _same(columns: tuple[Column, ...]) -> tuple[Item, ...]:
    return tuple(Item(column, ColumnRef(column)) for column in columns)


def each(
    binder: Binder,
    body: Node,
    source: Node | None,
    start: Node,
    keyed: Node,
    key: Column,
    made: Column,
    span: Span,
) -> Node:
    """The body for each value of a key, which the column ``made`` of the result holds.

    ``start`` has the columns of the source, the place that the body was bound over, and the key;
    it may be in an order, which ``keyed``, the same rows, need not be. A keyless aggregate gives a
    row for every key. Without a source the body reads a table of its own.

    Raises:
        CompileError: KQL9002 where an operator of the body works on one table only.
    """
    run = Item(RUN_COLUMN, ColumnRef(key))
    keys = Aggregate(keyed, (run,), ())
    if source is not None:
        start = Project(start, (*_same(source.columns), run))
    carrier = _Carrier(binder, source, start, keys)
    try:
        carried = carrier.root(body)
        for node in walk(carried):
            left = any(
                isinstance(p, KeyValue) for top in node.expressions() for p in walk_expr(top)
            )
            if left or isinstance(node, Runs | FillRuns | Windowed):
                raise CannotLiftError(f"{type(node).__name__} has no form for several tables")
    except CannotLiftError as error:
        raise refusal(
            codes.UNSUPPORTED, f"this sub-pipeline cannot be done for all at once: {error}", span
        ) from None
    return _Renamed(made).node(carried)


class _Carrier(Lifter):
    """Carries a key through a body, in the place of the run."""

    def __init__(self, binder: Binder, source: Node | None, start: Node, keys: Node) -> None:
        super().__init__({**binder.registry.lifts, Aggregate: _aggregate, Rows: _rows})
        self.binder = binder
        self.source = source
        self.keys = self._runs = keys
        self._asked: list[tuple[Column, Node]] = []
        self._single: dict[int, Node] = {}  # one row for each key
        self._depends: dict[int, tuple[Node, bool]] = {}
        if source is not None:
            self._done[id(source)] = (source, start)

    def lift(self, node: Node) -> Node:
        """The carried relation; the same object where it does not depend on the key."""
        known = self._done.get(id(node))
        if known is not None:
            return known[1]
        if not self.depends(node):
            return node
        if type(node) not in self._rules:
            raise CannotLiftError(f"{type(node).__name__} has no form for several tables")
        return super().lift(node)

    def depends(self, node: Node) -> bool:
        """Whether a relation differs from key to key."""
        known = self._depends.get(id(node))
        if known is None:
            found = node is self.source or any(
                below is self.source
                or any(
                    isinstance(p, KeyValue) for top in below.expressions() for p in walk_expr(top)
                )
                for below in walk(node)
            )
            known = self._depends[id(node)] = (node, found)
        return known[1]

    def over(self, node: Node, exprs: tuple[Expr, ...]) -> tuple[Node, tuple[Expr, ...]]:
        """Expressions over an input; what they ask of this key's rows is joined to it."""
        outside, self._asked = self._asked, []
        lifted = tuple(self.expression(expr) for expr in exprs)
        asked, self._asked = self._asked, outside
        parts = [part for expr in lifted for part in walk_expr(expr)]
        if asked or any(isinstance(p, ColumnRef) and p.column.name == RUN for p in parts):
            node = self.with_run(node)
        for column, query in asked:
            outputs = [JoinColumn(c, "left", c) for c in node.columns]
            outputs.append(JoinColumn(column, "right", query.columns[0]))
            on = ((ColumnRef(RUN_COLUMN), ColumnRef(RUN_COLUMN)),)
            node = Join("leftouter", node, query, on, tuple(outputs))
        return node, lifted

    def expression(self, expr: Expr) -> Expr:
        """The expression with the key's value and the queries of its rows as columns."""
        if isinstance(expr, KeyValue):
            return ColumnRef(RUN_COLUMN, span=expr.span)
        if isinstance(expr, Now):
            return expr
        if isinstance(expr, ScalarQuery) and self.depends(expr.query):
            query = self._one_row(self.lift(expr.query))
            given = Column(f"{EACH}_asked{len(self._asked)}", expr.type)
            held = (*_same((expr.column,)), *_same((RUN_COLUMN,)))
            self._asked.append((given, Project(query, held)))
            return ColumnRef(given, span=expr.span)
        if isinstance(expr, InQuery) and self.depends(expr.query):
            raise CannotLiftError("'in' looks among the rows of the sub-pipeline itself")
        return map_fields(expr, self.lift, self.expression)

    def _one_row(self, query: Node) -> Node:
        below = query
        while isinstance(below, Project) and id(below) not in self._single:
            below = below.input
        return query if id(below) in self._single else one_row(query)

    def always_has_rows(self, node: Node) -> bool:
        """Whether every key surely has a row here."""
        while not (isinstance(node, Aggregate) and not node.keys):
            if node is self.source:
                return True
            kept = isinstance(
                node, Project | Sort | Sequence | Windows | Automaton | Aggregate
            ) or (isinstance(node, Top) and node.count > 0)
            if not kept:
                return False
            (node,) = node.children()
        return True

    def filled(self, grouped: Node, calls: tuple[AggregateCall, ...]) -> Node:
        """A row for every key: the aggregate's, or its value over no rows."""
        marked = Project(grouped, (*_same(grouped.columns), Item(_FOUND, Constant(1, _FOUND.type))))
        given = {c.name: Column(c.name, c.type) for call in calls for c in call.columns}
        outputs = [
            JoinColumn(given[c.name], "right", c) for c in grouped.columns if c.name in given
        ]
        outputs.append(JoinColumn(_FOUND, "right", _FOUND))
        outputs.append(JoinColumn(RUN_COLUMN, "left", RUN_COLUMN))
        on = ((ColumnRef(RUN_COLUMN), ColumnRef(RUN_COLUMN)),)
        joined = Join("leftouter", self._runs, marked, on, tuple(outputs))
        missing = self.binder.apply("isnull", (ColumnRef(_FOUND),))
        items = []
        for call in calls:
            for place, column in enumerate(call.columns):
                value: Expr = ColumnRef(given[column.name])
                if place == 0 and call.spec.empty is not None:
                    empty = Constant(call.spec.empty, column.type)
                    value = self.binder.apply("iff", (missing, empty, value))
                items.append(Item(column, value))
        made = Project(joined, (*items, *_same((RUN_COLUMN,))))
        self._single[id(made)] = made
        return made


def _aggregate(lifter: Lifter, node: Node) -> Node:
    assert isinstance(lifter, _Carrier)
    assert isinstance(node, Aggregate)
    child, made = lifter.parts(node, ("keys", "calls"))
    keys, calls = made["keys"], made["calls"]
    assert isinstance(keys, tuple)
    assert isinstance(calls, tuple)
    grouped = Aggregate(child, (*keys, *_same((RUN_COLUMN,))), calls, span=node.span)
    if keys or lifter.always_has_rows(node.input):
        return grouped
    return lifter.filled(grouped, calls)


def _rows(lifter: Lifter, node: Node) -> Node:
    assert isinstance(lifter, _Carrier)
    assert isinstance(node, Rows)
    if len(node.rows) != 1:
        raise CannotLiftError("a table of several rows reads the key")
    child, values = lifter.over(lifter.keys, node.rows[0])
    items = [Item(c, value) for c, value in zip(node.outputs, values, strict=True)]
    return Project(child, (*items, *_same((RUN_COLUMN,))), span=node.span)


class _Renamed:
    """The key under its own name, in place of the run's."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._done: dict[int, tuple[Node, Node]] = {}

    def node(self, node: Node) -> Node:
        """The renamed tree, shared parts shared."""
        known = self._done.get(id(node))
        if known is None:
            known = self._done[id(node)] = (node, self._rebuilt(node))
        return known[1]

    def _rebuilt(self, value: Node) -> Node:
        made = self._fields(value)
        assert isinstance(made, Node)
        return made

    def _any(self, value: object) -> object:
        if isinstance(value, Node):
            return self.node(value)
        if isinstance(value, Column):
            return self._column if value.name == RUN else value
        if isinstance(value, tuple):
            made = tuple(self._any(part) for part in value)
            return made if any(a is not b for a, b in zip(made, value, strict=True)) else value
        return self._fields(value) if is_dataclass(value) else value

    def _fields(self, value: object) -> object:
        changed = {}
        for spot in fields(value):  # type: ignore[arg-type]  # only dataclasses come here
            if spot.name in ("span", "spec", "table"):
                continue
            old = getattr(value, spot.name)
            new = self._any(old)
            if new is not old:
                changed[spot.name] = new
        return replace(value, **changed) if changed else value  # type: ignore[type-var]
