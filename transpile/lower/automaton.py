"""Rows read one after the other: a fold over lists, as SQL has no loop that keeps its place.

The rows of a partition become a list of lists, so that the fold appends to short lists and joins
few long ones: one list that grows row by row is copied at every row. 30,000 rows take 0.4 s; the
rows of a partition are held in memory. What does not read the state is computed per row, outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile import codes
from transpile.bind.serial import Automaton, ascending
from transpile.bind.tree import (
    SEQ_COLUMN,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
)
from transpile.bind.walk import columns_read, map_fields
from transpile.diagnostics import refusal
from transpile.lower import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.lower.build import Sql
    from transpile.lower.relation import Open, RelationLowering

CHUNK = 1024  # rows of an inner list


class _RowParts:
    """Splits expressions into what each row gives by itself and what needs the state."""

    def __init__(self, made: frozenset[str]) -> None:
        self._made = made
        self.columns: list[Item] = []
        self._known: dict[str, Column] = {}

    def split(self, expr: Expr) -> Expr:
        """The expression over the state and ``columns``, which are computed per row."""
        if isinstance(expr, Constant):
            return expr
        if not any(name in self._made for name in columns_read(expr)):
            return ColumnRef(self._column(expr), span=expr.span)
        if isinstance(expr, ColumnRef):
            return expr
        if expr.plan() is not None:
            raise refusal(
                codes.UNSUPPORTED,
                "a query that is asked about the state of a step is not translated",
                expr.span,
            )
        return map_fields(expr, lambda node: node, self.split)

    def _column(self, expr: Expr) -> Column:
        name = expr.column.name if isinstance(expr, ColumnRef) else ""
        known = self._known.get(name)
        if known is None:
            known = Column(f"f{len(self.columns)}", expr.type, expr.nullable)
            self.columns.append(Item(known, expr))
            if name:
                self._known[name] = known
        return known


def lower_automaton(lowering: RelationLowering, node: Node) -> Open:
    """The input joined with what the fold made of each of its rows."""
    found = cast("Automaton", node)
    columns = found.input.columns
    name = lowering.close(lowering.lower(found.input), columns, materialized=True)
    rows = _RowParts(found.made)
    stages = [[Item(i.column, rows.split(i.value)) for i in stage] for stage in found.stages]
    folded = _fold(lowering, found, name, rows.columns, stages)
    opened = lowering.over(name, columns)
    joined = lowering.fresh()
    here = exp.Table(this=build.identifier(folded))
    here.set("alias", exp.TableAlias(this=build.identifier(joined)))
    made = build.column("made", joined)
    same = [build.binary("=", opened.get(SEQ_COLUMN), _field(made, "seq"))]
    for place, ref in enumerate(found.partition):
        key = build.column(f"p{place}", joined)
        equal = "is not distinct from" if ref.nullable else "="
        same.append(build.binary(equal, opened.get(ref.column), key))
    opened.joins.append(exp.Join(this=here, on=build.conjunction(same)))
    for place, column in enumerate(found.outputs):
        opened.computed[column.name] = _field(made, f"o{place}")
    result = lowering.over(lowering.close(opened, found.columns), found.columns)
    lowering.order(result, [ascending(SEQ_COLUMN)])
    return result


def _fold(
    lowering: RelationLowering,
    node: Automaton,
    source: str,
    items: list[Item],
    stages: list[list[Item]],
) -> str:
    """The relation of ``made``, a struct for each row, beside its partition."""
    opened = lowering.over(source, node.input.columns)
    partition = [opened.get(ref.column) for ref in node.partition]
    order = [build.ordered(opened.get(SEQ_COLUMN))]
    fields = {"seq": opened.get(SEQ_COLUMN)}
    fields |= {item.column.name: lowering.value(opened, item.value) for item in items}
    place = build.binary("-", build.over(exp.RowNumber(), partition, order), build.number(1))
    names = [f"p{number}" for number in range(len(partition))]
    keys = [build.alias(value.copy(), key) for key, value in zip(names, partition, strict=True)]
    chunk = build.alias(build.binary("//", place, build.number(CHUNK)), "chunk")
    name = _table(
        lowering,
        [*keys, chunk, build.alias(build.struct_of(fields), "row")],
        opened.source,
        where=opened,
    )
    name = _listed(lowering, name, [*names, "chunk"], "row", lambda row: _field(row, "seq"))
    name = _listed(lowering, name, names, "rows", lambda _: build.column("chunk"))
    begun = {i.column.name: lowering.value(opened, i.value) for i in node.initial}
    made = _Steps(lowering, node, stages).over(build.column("chunks"), begun)
    unnested = build.alias(build.plain_call("unnest", made), "made")
    kept = [build.column(key) for key in names]
    return _table(lowering, [*kept, unnested], exp.Table(this=build.identifier(name)))


def _table(
    lowering: RelationLowering,
    items: list[Sql],
    source: Sql | None,
    *,
    groups: int = 0,
    where: Open | None = None,
) -> str:
    assert where is None or not where.where
    select = exp.Select(expressions=items)
    select.set("from_", exp.From(this=source))
    if groups:
        select.set("group", exp.Group(expressions=[build.number(n + 1) for n in range(groups)]))
    name = lowering.fresh()
    lowering.add(exp.CTE(this=select, alias=exp.TableAlias(this=build.identifier(name))))
    return name


def _listed(
    lowering: RelationLowering,
    source: str,
    keys: list[str],
    value: str,
    order: Callable[[Sql], Sql],
) -> str:
    """The values of a column as a list for each key, in order, under the column's plural."""
    gathered = build.list_of(build.column(value), [build.ordered(order(build.column(value)))])
    plural = "rows" if value == "row" else "chunks"
    items: list[Sql] = [build.column(key) for key in keys]
    items.append(build.alias(gathered, plural))
    table = exp.Table(this=build.identifier(source))
    return _table(lowering, items, table, groups=len(keys))


class _Steps:
    """The fold: over the chunks, over the rows of a chunk, and over the stages of a row."""

    def __init__(
        self, lowering: RelationLowering, node: Automaton, stages: list[list[Item]]
    ) -> None:
        self._lowering = lowering
        self._node = node
        self._stages = stages
        self._state = [item.column for item in node.initial]

    def over(self, chunks: Sql, begun: dict[str, Sql]) -> Sql:
        """The made structs of all rows, as a list."""
        outer, chunk, inner, row, done = (self._lowering.fresh("a") for _ in range(5))
        start = build.struct_of(self._fields(lambda c: begun[c.name]) | {"made": self._nothing()})
        again = build.struct_of(
            self._fields(lambda c: _field(_held(outer), self._field_of(c)))
            | {"made": self._nothing()}
        )
        folded = build.plain_call(
            "list_reduce", _held(chunk), _lambda(self._row(inner, row), inner, row), again
        )
        gathered = build.plain_call(
            "list_concat", _field(_held(outer), "made"), _field(_held(done), "made")
        )
        joined = build.struct_of(
            self._fields(lambda c: _field(_held(done), self._field_of(c))) | {"made": gathered}
        )
        stepped = _let(done, folded, joined)
        total = build.plain_call("list_reduce", chunks, _lambda(stepped, outer, chunk), start)
        return _field(total, "made")

    def _row(self, state: str, row: str) -> Sql:
        """The state after a row, the row's outputs appended to ``made``."""
        known: dict[str, tuple[str, str]] = {}
        for column in self._state:
            known[column.name] = (state, self._field_of(column))

        def resolve(column: Column) -> Sql:
            holder, name = known.get(column.name, (row, column.name))
            return _field(_held(holder), name)

        lets: list[tuple[str, Sql]] = []
        for stage in self._stages:
            holder = self._lowering.fresh("a")
            values = {}
            for place, item in enumerate(stage):
                made = self._lowering.expressions.lower(item.value, resolve)
                values[f"v{place}"] = _typed(made, item.column)
            lets.append((holder, build.struct_of(values)))
            for place, item in enumerate(stage):
                known[item.column.name] = (holder, f"v{place}")
        outputs = {"seq": _field(_held(row), "seq")}
        outputs |= {f"o{n}": resolve(column) for n, column in enumerate(self._node.outputs)}
        so_far = _field(_held(state), "made")
        grown = build.plain_call("list_append", so_far, build.struct_of(outputs))
        body = build.struct_of(self._fields(resolve) | {"made": grown})
        for holder, value in reversed(lets):
            body = _let(holder, value, body)
        return body

    def _fields(self, value: Callable[[Column], Sql]) -> dict[str, Sql]:
        return {self._field_of(c): _typed(value(c), c) for c in self._state}

    def _field_of(self, column: Column) -> str:
        return f"s{[c.name for c in self._state].index(column.name)}"

    def _nothing(self) -> Sql:
        """An empty list of outputs, of the right type."""
        fields = {"seq": _typed(exp.Null(), SEQ_COLUMN)}
        fields |= {f"o{n}": _typed(exp.Null(), c) for n, c in enumerate(self._node.outputs)}
        one = build.plain_call("list_value", build.struct_of(fields))
        return build.plain_call("list_slice", one, build.number(1), build.number(0))


def _typed(value: Sql, column: Column) -> Sql:
    """An accumulator keeps its type from row to row: the engine checks it."""
    return build.cast_to(value, build.type_of(column.type))


def _held(name: str) -> Sql:
    return exp.Column(this=exp.Identifier(this=name, quoted=False))


def _field(value: Sql, name: str) -> Sql:
    return build.call("struct_extract", value.copy(), build.text(name))


def _lambda(body: Sql, *names: str) -> Sql:
    parameters = [exp.Identifier(this=name, quoted=False) for name in names]
    return exp.Lambda(this=body, expressions=parameters)


def _let(name: str, value: Sql, body: Sql) -> Sql:
    """``body`` with ``name`` for a value that is computed once."""
    listed = build.plain_call("list_value", value)
    made = build.plain_call("list_transform", listed, _lambda(body, name))
    return build.plain_call("list_extract", made, build.number(1))
