"""Hoisting: what does not depend on the run is done once for all of them.

For each log table of a windowed tree that a conjunct free of ``now()`` narrows: the rows that pass
and the columns that are read, into a table of their own, ordered by time, with the stored row
number. Conjuncts above projections move down to the table first.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from transpile.bind.tree import (
    INGESTION_COLUMN,
    ROW_COLUMN,
    SCENARIO_COLUMN,
    Column,
    ColumnRef,
    Expr,
    Filter,
    Gather,
    Item,
    Node,
    Project,
    Scan,
    Sort,
    SortKey,
    visible,
)
from transpile.bind.walk import Rewriter, columns_read, map_fields, reads_now
from transpile.light import dataclass
from transpile.rewrite.fold import is_false, remaining
from transpile.schema import TableSchema

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class HoistedTable:
    """A table to make before the runs: its name, the SQL that fills it, and what it comes from."""

    name: str
    text: str
    rows: Node
    columns: tuple[Column, ...]
    source: TableSchema


# --- conjuncts move down ------------------------------------------------------------------------


class _Pushed(Rewriter):
    """Static conjuncts through projections, adjacent filters into one."""

    def node(self, node: Node) -> Node:
        if not isinstance(node, Filter):
            return node
        if isinstance(node.input, Filter):
            inner = node.input
            return self.node(
                replace(node, input=inner.input, conjuncts=inner.conjuncts + node.conjuncts)
            )
        if isinstance(node.input, Gather):
            return self._into_legs(node, node.input)
        if not isinstance(node.input, Project) or not _leads_to_table(node.input):
            return node
        project = node.input
        static = [term for term in node.conjuncts if not reads_now(term)]
        if not static:
            return node
        values = {item.column.name: item.value for item in project.items}
        moved = remaining(_substituted(term, values) for term in static)
        rest = tuple(term for term in node.conjuncts if reads_now(term))
        below: Node = project
        if moved:
            below = replace(project, input=self.node(Filter(project.input, moved, span=node.span)))
        return replace(node, input=below, conjuncts=rest) if rest else below

    def _into_legs(self, node: Filter, gather: Gather) -> Node:
        """Static conjuncts into every leg of a union, in terms of its own columns."""
        static = [term for term in node.conjuncts if not reads_now(term)]
        if not static or not any(_leads_to_table(leg) for leg in gather.inputs):
            return node
        read = {name for term in static for name in columns_read(term)}
        outputs = [column for column in gather.outputs if column.name in read]
        legs: list[tuple[int, Node]] = []
        for place, leg in enumerate(gather.inputs):
            values = {column.name: gather.value(place, column) for column in outputs}
            moved = remaining(_substituted(term, values) for term in static)
            legs.append((place, self.node(Filter(leg, moved)) if moved else leg))
        legs = [one for one in legs if not _has_no_rows(one[1])] or legs[:1]
        labels = tuple(gather.labels[place] for place, _ in legs) if gather.labels else ()
        below = replace(gather, inputs=tuple(leg for _, leg in legs), labels=labels)
        rest = tuple(term for term in node.conjuncts if reads_now(term))
        return replace(node, input=below, conjuncts=rest) if rest else below


def _has_no_rows(node: Node) -> bool:
    while isinstance(node, Project | Filter):
        if isinstance(node, Filter) and any(map(is_false, node.conjuncts)):
            return True
        node = node.input
    return False


def _leads_to_table(node: Node) -> bool:
    """Whether a filter can move down to a table, or to one of several."""
    while isinstance(node, Project | Filter):
        node = node.input
    if isinstance(node, Gather):
        return any(map(_leads_to_table, node.inputs))
    return isinstance(node, Scan)


def _substituted(expr: Expr, values: dict[str, Expr]) -> Expr:
    if isinstance(expr, ColumnRef):
        return values.get(expr.column.name, expr)
    return map_fields(expr, lambda node: node, lambda part: _substituted(part, values))


# --- hoisting -----------------------------------------------------------------------------------


class _Hoisted(Rewriter):
    def __init__(self, print_sql: Callable[[Node, tuple[Column, ...]], str]) -> None:
        super().__init__()
        self.tables: dict[str, HoistedTable] = {}
        self._print_sql = print_sql

    def rewrite(self, node: Node) -> Node:
        known = self._done.get(id(node))
        if known is not None:
            return known[1]
        made = self._hoisted(node)
        if made is None:
            return super().rewrite(node)
        self._done[id(node)] = (node, made)
        return made

    def _hoisted(self, node: Node) -> Node | None:
        if isinstance(node, Filter) and isinstance(node.input, Scan) and node.input.axis:
            static = tuple(term for term in node.conjuncts if not reads_now(term))
            if not static:
                return None
            rest = tuple(self.expression(t) for t in node.conjuncts if reads_now(t))
            scan = self._table(node.input, static)
            return replace(node, input=scan, conjuncts=rest) if rest else scan
        return None  # without a static conjunct a copy of the table would save nothing

    def _table(self, scan: Scan, static: tuple[Expr, ...]) -> Scan:
        table = scan.table
        shown = {column.name: column for column in visible(scan)}
        time = table.time_column
        if time is not None and time not in shown:
            shown[time] = Column(time, table.columns[time])
        columns = (*shown.values(), INGESTION_COLUMN, ROW_COLUMN, SCENARIO_COLUMN)
        read = replace(scan, outputs=_with_read(columns, static, scan), axis="")
        rows: Node = Filter(read, static)
        rows = Project(rows, tuple(Item(column, ColumnRef(column)) for column in columns))
        if time is not None:
            key = SortKey(ColumnRef(shown[time]), descending=False, nulls_first=True)
            row = SortKey(ColumnRef(ROW_COLUMN), descending=False, nulls_first=True)
            rows = Sort(rows, (key, row))
        text = self._print_sql(rows, columns)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        name = f"hoist_{digest}"
        self.tables.setdefault(name, HoistedTable(name, text, rows, columns, table))
        made = TableSchema(
            table.name,
            {column.name: column.type for column in shown.values()},
            time_column=time,
            location=("temp", "main", name),
            has_ingestion=True,
            row_column=ROW_COLUMN.name,
        )
        return replace(scan, table=made)


def _with_read(
    columns: tuple[Column, ...], static: tuple[Expr, ...], scan: Scan
) -> tuple[Column, ...]:
    """The columns to keep and those that only the conjuncts read."""
    kept = {column.name: column for column in columns}
    for column in scan.columns:
        kept.setdefault(column.name, column)
    return tuple(sorted(kept.values(), key=lambda column: column.hidden))


def push_down(root: Node) -> Node:
    """Conjuncts free of the run, moved down to the tables that they are about."""
    return _Pushed().rewrite(root)


def hoist(
    root: Node, print_sql: Callable[[Node, tuple[Column, ...]], str]
) -> tuple[Node, tuple[HoistedTable, ...]]:
    """A windowed and pruned tree over hoisted tables, and the tables.

    A table's name is a hash of the SQL that fills it, so that rules which hoist the same share it.
    """
    pass_ = _Hoisted(print_sql)
    made = pass_.rewrite(root)
    return made, tuple(pass_.tables.values())
