"""Rows read one after the other: a fold over lists, as SQL has no loop that keeps its place.

The rows of a partition become a list of lists, so that the fold appends to short lists and joins
few long ones: one list that grows row by row is copied at every row. 30,000 rows take 0.4 s; the
rows of a partition are held in memory. What does not read the state is computed per row, outside.
"""

from __future__ import annotations

from functools import cached_property
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
    steps = _Steps(lowering, node, stages)
    keys = [build.column(key) for key in names]
    total = build.alias(steps.over(build.column("chunks"), begun), "total")
    name = _table(lowering, [*keys, total], exp.Table(this=build.identifier(name)))
    unnested = build.plain_call("unnest", steps.all_of(build.column("total")))
    kept: list[Sql] = [key.copy() for key in keys]
    kept.append(build.alias(unnested, "made"))
    return _table(lowering, kept, exp.Table(this=build.identifier(name)))


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
    """The fold: over the chunks, over the rows of a chunk, and over the stages of a row.

    The accumulator holds what the last row left (``e``: the state, and its outputs) and the outputs
    of the rows before it (``made``). A lambda that named it would copy ``made`` at every row, so
    that stages stand in lambdas of their own and the outputs come one row later.
    """

    def __init__(
        self, lowering: RelationLowering, node: Automaton, stages: list[list[Item]]
    ) -> None:
        self._lowering = lowering
        self._node = node
        self._stages = stages
        self._state = [item.column for item in node.initial]

    def over(self, chunks: Sql, begun: dict[str, Sql]) -> Sql:
        """The accumulator after the last row."""
        outer, chunk, inner, row, done = (self._lowering.fresh("a") for _ in range(5))
        before = self._left(lambda c: begun[c.name], lambda c: exp.Null(), exp.Null())
        start = build.struct_of({"e": before, "made": self._nothing()})
        again = build.struct_of({"e": _field(_held(outer), "e"), "made": self._nothing()})
        folded = build.plain_call(
            "list_reduce", _held(chunk), _lambda(self._row(inner, row), inner, row), again
        )
        gathered = build.plain_call(
            "list_concat", _field(_held(outer), "made"), _field(_held(done), "made")
        )
        joined = build.struct_of({"e": _field(_held(done), "e"), "made": gathered})
        one = build.plain_call("list_value", folded)
        stepped = _only(build.plain_call("list_transform", one, _lambda(joined, done)))
        return build.plain_call("list_reduce", chunks, _lambda(stepped, outer, chunk), start)

    def all_of(self, total: Sql) -> Sql:
        """The outputs of every row; those of the row before the first have no ``seq``."""
        return build.plain_call("list_append", _field(total, "made"), self._shown(total))

    def _row(self, state: str, row: str) -> Sql:
        """The accumulator after a row."""
        grown = build.plain_call(
            "list_append", _field(_held(state), "made"), self._shown(_held(state))
        )
        return build.struct_of({"e": self._stepped(state, row), "made": grown})

    def _shown(self, accumulator: Sql) -> Sql:
        """The outputs that an accumulator's last row had."""
        names = ["seq", *(f"o{place}" for place in range(len(self._node.outputs)))]
        last = _field(accumulator, "e")
        return build.struct_of({name: _field(last, name) for name in names})

    def _stepped(self, state: str, row: str) -> Sql:
        """What a row leaves: the state and its outputs, stage after stage.

        A lambda within a lambda is planned twice by the engine, so that stages follow one another,
        each with what the next ones read of those before. The last is part of the result.
        """
        before = _field(_held(state), "e")
        known: dict[str, Sql] = {c.name: _field(before, self._field_of(c)) for c in self._state}

        def resolve(column: Column) -> Sql:
            found = known.get(column.name)
            return _field(_held(row), column.name) if found is None else found.copy()

        listed: Sql | None = None
        holder = ""
        for place, stage in enumerate(self._stages[:-1]):
            made = {
                item.column.name: _typed(
                    self._lowering.expressions.lower(item.value, resolve), item.column
                )
                for item in stage
            }
            kept = sorted(self._needed[place] & known.keys() - made.keys())
            made |= {name: known[name].copy() for name in kept}
            one = build.struct_of(
                {f"v{number}": value for number, value in enumerate(made.values())}
            )
            if listed is None:
                listed = build.plain_call("list_value", one)
            else:
                listed = build.plain_call("list_transform", listed, _lambda(one, holder))
            holder = self._lowering.fresh("a")
            known = {name: _field(_held(holder), f"v{number}") for number, name in enumerate(made)}
        last = {
            item.column.name: self._lowering.expressions.lower(item.value, resolve)
            for item in self._stages[-1]
        }

        def final(column: Column) -> Sql:
            return last[column.name].copy() if column.name in last else resolve(column)

        left = self._left(final, final, _field(_held(row), "seq"))
        if listed is None:
            return left
        return _only(build.plain_call("list_transform", listed, _lambda(left, holder)))

    @cached_property
    def _needed(self) -> list[set[str]]:
        """What is read after each stage."""
        after = {column.name for column in (*self._state, *self._node.outputs)}
        found = []
        for stage in reversed(self._stages):
            found.append(after)
            read = {name for item in stage for name in columns_read(item.value)}
            after = (after - {item.column.name for item in stage}) | read
        return found[::-1]

    def _left(
        self, state: Callable[[Column], Sql], output: Callable[[Column], Sql], seq: Sql
    ) -> Sql:
        fields = {self._field_of(c): _typed(state(c), c) for c in self._state}
        fields["seq"] = _typed(seq, SEQ_COLUMN)
        outputs = enumerate(self._node.outputs)
        return build.struct_of(fields | {f"o{n}": _typed(output(c), c) for n, c in outputs})

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


def _only(listed: Sql) -> Sql:
    return build.plain_call("list_extract", listed, build.number(1))
