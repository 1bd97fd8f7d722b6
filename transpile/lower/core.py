"""How each core node of the bound tree joins or closes an open SELECT."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from sqlglot import exp

from transpile.bind.tree import (
    INGESTION,
    NOW,
    ROW,
    RUN,
    SCENARIO,
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Expr,
    FillRuns,
    Filter,
    Join,
    Node,
    Project,
    Rows,
    Runs,
    Scan,
    Sort,
    SortKey,
    Steps,
    Top,
    Union,
    Windowed,
)
from transpile.lower import build
from transpile.lower.relation import Open, RelationLowering, physical
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.lower.build import Sql
    from transpile.schema import TableSchema

RUNS_TABLE = "runs"


@dataclass(frozen=True)
class LoweredAggregate:
    """An aggregate call on its way to SQL."""

    call: AggregateCall
    lowering: RelationLowering
    opened: Open
    order: tuple[Sql, ...]

    def arg(self, index: int, *, truth: bool = False) -> Sql:
        """A fresh node of an argument."""
        return self.lowering.value(self.opened, self.call.arguments[index], truth=truth)

    @property
    def bound(self) -> tuple[Expr, ...]:
        """The bound arguments."""
        return self.call.arguments


class LowersAggregate(Protocol):
    """What lowering needs of an aggregate of the catalog."""

    def lower(self, call: LoweredAggregate) -> Sql:
        """The SQL of the aggregate; a struct with fields ``f0``, ``f1``, ... for many columns."""

    def over_no_rows(self, call: AggregateCall) -> Sql:
        """The value where a group has no rows."""


# --- sources ------------------------------------------------------------------------------------


def lower_scan(lowering: RelationLowering, node: Node) -> Open:
    """A stored table under its window; an empty relation where nothing is loaded."""
    scan = cast("Scan", node)
    table = scan.table
    if not table.location:
        opened = Open(None, computed={c.name: build.null(c.type) for c in scan.columns})
        opened.where.append(build.boolean(False))
        return lowering.sealed(opened, scan.columns)
    alias = lowering.fresh("t")
    *_, name = table.location
    source = exp.Table(this=build.identifier(name))
    for part, key in zip(reversed(table.location[:-1]), ("db", "catalog"), strict=False):
        source.set(key, build.identifier(part))
    source.set("alias", exp.TableAlias(this=build.identifier(alias)))
    opened = Open(source)
    for column in scan.columns:
        opened.plain[column.name] = (alias, stored_name(table, column.name))
    if scan.axis:
        opened.where += _seen(
            lambda name: build.column(stored_name(table, name), alias),
            lowering.expressions.parameter,
            scan.axis,
            table.time_column or INGESTION,
        )
    return opened


def stored_name(table: TableSchema, name: str) -> str:
    """The engine's name of a table's column, hidden ones included."""
    return table.physical.get(name, table.row_column if name == ROW else name)


def _seen(
    stored: Callable[[str], Sql], bound: Callable[[str], Sql], axis: str, happened: str
) -> list[Sql]:
    """The conditions under which a run sees a row: window, arrival, and no hidden scenario."""
    # null: lateness unknown, so the row was there when it happened
    arrived = build.coalesce(stored(INGESTION), stored(happened))
    conditions = [
        build.binary(">=", stored(axis), bound("from")),
        build.binary("<=", stored(axis), bound("to")),
        build.binary("<=", arrived, bound("received_to")),
        build.disjunction(
            (
                build.binary("=", stored(SCENARIO), build.number(0)),
                build.binary("<>", stored(SCENARIO), bound("hidden")),
            )
        ),
    ]
    if axis == INGESTION:
        conditions.append(build.binary(">=", arrived.copy(), bound("received_from")))
    return conditions


def lower_windowed(lowering: RelationLowering, node: Node) -> Open:
    """Rows joined with the runs that see them."""
    found = cast("Windowed", node)
    opened = lowering.lower(found.input)
    if opened.cut or opened.where or opened.joins or opened.computed:
        # materialized: DuckDB would reorder a semi-join above the join with the runs, and expand
        # 29M windows to keep 12,000 rows of them
        name = lowering.close(opened, found.input.columns, materialized=True)
        opened = lowering.over(name, found.input.columns)
    alias = lowering.fresh("r")
    columns = found.input.by_name
    conditions = _seen(
        lambda name: opened.get(columns[name]),
        lambda name: build.column(name, alias),
        found.axis.name,
        found.axis.name,
    )
    runs = exp.Table(
        this=build.identifier(RUNS_TABLE), alias=exp.TableAlias(this=build.identifier(alias))
    )
    opened.joins.append(exp.Join(this=runs, on=build.conjunction(conditions)))
    opened.plain |= {RUN: (alias, "run"), NOW: (alias, "now")}
    return opened


def lower_rows(lowering: RelationLowering, node: Node) -> Open:
    """Literal rows: a SELECT of constants, or VALUES where there are several."""
    rows = cast("Rows", node)
    if len(rows.rows) == 1:
        opened = Open(None)
        for column, value in zip(rows.columns, rows.rows[0], strict=True):
            opened.computed[column.name] = lowering.value(Open(None), value)
        return opened
    if not rows.rows:
        empty = Open(None, computed={c.name: build.null(c.type) for c in rows.columns})
        empty.where.append(build.boolean(False))
        return lowering.sealed(empty, rows.columns)
    alias = lowering.fresh("v")
    names = physical(rows.columns)
    tuples = [
        build.tuple_of(lowering.value(Open(None), value) for value in row) for row in rows.rows
    ]
    values = exp.Values(
        expressions=tuples,
        alias=exp.TableAlias(
            this=build.identifier(alias),
            columns=[build.identifier(name) for name in names.values()],
        ),
    )
    return Open(values, {kql: (alias, name) for kql, name in names.items()})


def lower_steps(lowering: RelationLowering, node: Node) -> Open:
    """``range``: an unnested series, computed in whole numbers so that no step is lost."""
    steps = cast("Steps", node)
    here = Open(None)
    first, last, step = (
        lowering.value(here, part) for part in (steps.first, steps.last, steps.step)
    )
    kind = steps.column.type
    if kind is KqlType.DATETIME:
        first, last = build.plain_call("epoch_us", first), build.plain_call("epoch_us", last)
        step = build.binary("//", step, build.number(TICKS_PER_MICROSECOND))
    if kind in (KqlType.REAL, KqlType.DECIMAL):
        value = _real_steps(first, last, step)
    else:
        value = build.plain_call("unnest", build.plain_call("generate_series", first, last, step))
    inner = Open(None, computed={steps.column.name: value})
    opened = lowering.sealed(inner, steps.columns)
    if kind is KqlType.DATETIME:
        made = build.plain_call("make_timestamp", opened.get(steps.column))
        return Open(opened.source, computed={steps.column.name: made})
    if kind is KqlType.INT:
        made = build.cast_to(opened.get(steps.column), build.type_of(kind))
        return Open(opened.source, computed={steps.column.name: made})
    return opened


def _real_steps(first: Sql, last: Sql, step: Sql) -> Sql:
    span = build.binary("/", build.binary("-", last, first), step)
    count = build.cast_to(build.plain_call("floor", span), build.data_type("BIGINT"))
    series = build.plain_call("generate_series", build.number(0), count)
    index = build.plain_call("unnest", series)
    return build.binary("+", first.copy(), build.binary("*", index, step.copy()))


def lower_runs(lowering: RelationLowering, _node: Node) -> Open:
    """The runs of a lifted query."""
    alias = lowering.fresh("r")
    source = exp.Table(
        this=build.identifier(RUNS_TABLE), alias=exp.TableAlias(this=build.identifier(alias))
    )
    return Open(source, {RUN: (alias, "run"), NOW: (alias, "now")})


# --- row by row ---------------------------------------------------------------------------------


def lower_filter(lowering: RelationLowering, node: Node) -> Open:
    """More conjuncts; null counts as false, so no coalesce."""
    found = cast("Filter", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    opened = lowering.readable(opened, found.input, found.conjuncts)
    if opened.source is None:  # a WHERE may not see the columns made beside it
        opened = lowering.sealed(opened, found.input.columns)
    opened.where += [lowering.value(opened, term, truth=True) for term in found.conjuncts]
    return opened


def lower_project(lowering: RelationLowering, node: Node) -> Open:
    """Other columns over the same source."""
    found = cast("Project", node)
    opened = lowering.lower(found.input)
    values = [item.value for item in found.items]
    computed = [value for value in values if not isinstance(value, ColumnRef)]
    opened = lowering.readable(opened, found.input, computed)
    plain: dict[str, tuple[str, str]] = {}
    made: dict[str, Sql] = {}
    for item in found.items:
        value = item.value
        spot = opened.plain.get(value.column.name) if isinstance(value, ColumnRef) else None
        if spot is not None:
            plain[item.column.name] = spot
        else:
            made[item.column.name] = lowering.value(opened, value)
    opened.plain, opened.computed = plain, made
    # keys over columns that have gone keep their SQL, and end when the SELECT is closed
    opened.order = _kept_order(opened, found)
    return opened


def _kept_order(opened: Open, project: Project) -> list[tuple[Expr, bool, bool]]:
    """The pending order in terms of the new columns, as far as they still hold it."""
    same = {
        item.value.column.name: item.column
        for item in project.items
        if isinstance(item.value, ColumnRef)
    }
    kept: list[tuple[Expr, bool, bool]] = []
    for key, descending, nulls_first in opened.order:
        if not isinstance(key, ColumnRef) or key.column.name not in same:
            return []
        kept.append((ColumnRef(same[key.column.name]), descending, nulls_first))
    return kept


# --- groups -------------------------------------------------------------------------------------


def lower_aggregate(lowering: RelationLowering, node: Node) -> Open:
    """GROUP BY; struct results (``arg_max``) are taken apart above it."""
    found = cast("Aggregate", node)
    opened = lowering.lower(found.input)
    order = tuple(opened.order_sql)
    if opened.cut or opened.source is None:
        opened = lowering.sealed(opened, found.input.columns)
        order = tuple(opened.order_sql)
    exprs = [item.value for item in found.keys]
    exprs += [argument for call in found.calls for argument in call.arguments]
    before = opened
    opened = lowering.readable(opened, found.input, exprs)
    if opened is not before:
        order = tuple(opened.order_sql)
    names = physical(found.columns)
    items = [
        build.alias(lowering.value(opened, item.value), names[item.column.name])
        for item in found.keys
    ]
    structs: list[tuple[str, AggregateCall]] = []
    for call in found.calls:
        spec = cast("LowersAggregate", call.spec)
        keep = tuple(key.copy() for key in order)
        value = spec.lower(LoweredAggregate(call, lowering, opened, keep))
        if len(call.columns) == 1:
            items.append(build.alias(value, names[call.columns[0].name]))
        else:
            structs.append((f"$s{len(structs)}", call))
            items.append(build.alias(value, structs[-1][0]))
    select = exp.Select(expressions=items or [build.alias(build.number(1), "$none")])
    select.set("from_", exp.From(this=opened.source))
    if opened.joins:
        select.set("joins", opened.joins)
    if opened.where:
        select.set("where", exp.Where(this=build.conjunction(opened.where)))
    if found.keys:
        positions: list[Sql] = [build.number(place + 1) for place in range(len(found.keys))]
        select.set("group", exp.Group(expressions=positions))
    name = lowering.fresh()
    alias = exp.TableAlias(this=build.identifier(name))
    lowering.add(exp.CTE(this=select, alias=alias))
    result = Open(exp.Table(this=build.identifier(name)))
    for column in found.columns:
        result.plain[column.name] = (name, names[column.name])
    for struct, call in structs:
        for place, column in enumerate(call.columns):
            del result.plain[column.name]
            value = build.call(
                "struct_extract", build.column(struct, name), build.text(f"f{place}")
            )
            if column.type is KqlType.STRING:
                value = build.coalesce(value, build.text(""))
            result.computed[column.name] = value
    return result


def lower_fill_runs(lowering: RelationLowering, node: Node) -> Open:
    """Every run has its row: the aggregate's, or its value over no rows."""
    found = cast("FillRuns", node)
    inner = lowering.lower(found.input)
    name = lowering.close(inner, found.input.columns)
    names = physical(found.input.columns)
    opened = lower_runs(lowering, found)
    runs = opened.plain[RUN][0]
    on = build.binary("=", build.column(names[RUN], name), build.column("run", runs))
    table = exp.Table(this=build.identifier(name))
    opened.joins.append(exp.Join(this=table, side="LEFT", on=on))
    missing = build.is_null(build.column(names[RUN], name))
    opened.plain = {RUN: opened.plain[RUN]}
    for call in found.calls:
        empty = cast("LowersAggregate", call.spec).over_no_rows(call)
        for place, column in enumerate(call.columns):
            value = empty if place == 0 else build.null(column.type)
            stored = build.column(names[column.name], name)
            opened.computed[column.name] = build.case([(missing.copy(), value)], stored)
    return opened


# --- order --------------------------------------------------------------------------------------


def lower_sort(lowering: RelationLowering, node: Node) -> Open:
    """A pending order; a later sort replaces it."""
    found = cast("Sort", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    opened = lowering.readable(opened, found.input, [key.value for key in found.keys])
    _order_by(lowering, opened, found.keys)
    return opened


def _order_by(lowering: RelationLowering, opened: Open, keys: tuple[SortKey, ...]) -> None:
    opened.order = [(key.value, key.descending, key.nulls_first) for key in keys]
    opened.order_sql = [
        build.ordered(
            lowering.value(opened, key.value),
            descending=key.descending,
            nulls_first=key.nulls_first,
        )
        for key in keys
    ]


def lower_top(lowering: RelationLowering, node: Node) -> Open:
    """LIMIT, or a row number per partition where lifted."""
    found = cast("Top", node)
    opened = lowering.lower(found.input)
    kept = list(opened.order), list(opened.order_sql)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
        kept = list(opened.order), list(opened.order_sql)
    read: list[Expr] = [key.value for key in found.keys]
    read += [*found.ties, *found.partition]
    opened = lowering.readable(opened, found.input, read)
    if found.keys:
        _order_by(lowering, opened, found.keys)
    else:  # `sort | take` takes in that order
        opened.order, opened.order_sql = kept
    ties = [build.ordered(_comparable(opened, tie)) for tie in found.ties]
    if not found.partition:
        opened.limit = max(0, found.count)
        opened.order_sql = opened.order_sql + ties
        return opened
    partition = [opened.get(ref.column) for ref in found.partition]
    order = [key.copy() for key in opened.order_sql] + ties
    number = build.over(exp.RowNumber(), partition, order)
    opened.qualify = build.binary("<=", number, build.number(max(0, found.count)))
    return opened


def _comparable(opened: Open, ref: ColumnRef) -> Sql:
    value = opened.get(ref.column)
    if ref.type is not KqlType.DYNAMIC:
        return value
    # a raw VARIANT orders by type rank; its JSON text is a stable order
    return build.cast_to(build.cast_to(value, build.data_type("JSON")), build.data_type("TEXT"))


# --- several inputs -----------------------------------------------------------------------------

_SQL_KINDS = {
    "inner": ("", ""),
    "innerunique": ("", ""),
    "leftouter": ("LEFT", ""),
    "rightouter": ("RIGHT", ""),
    "fullouter": ("FULL", ""),
    "leftsemi": ("", "SEMI"),
    "leftanti": ("", "ANTI"),
    "rightsemi": ("", "SEMI"),
    "rightanti": ("", "ANTI"),
    "cross": ("", "CROSS"),
}


def lower_join(lowering: RelationLowering, node: Node) -> Open:
    """A SQL join of two closed inputs; null keys match null, strings pad with ``''``."""
    found = cast("Join", node)
    left, right, on = found.left, found.right, found.on
    outputs = found.outputs
    if found.kind in ("rightsemi", "rightanti"):
        left, right = right, left
        on = tuple((second, first) for first, second in on)
    side, kind = _SQL_KINDS[found.kind]
    names = {"left": lowering.fresh("l"), "right": lowering.fresh("r")}
    if found.kind in ("rightsemi", "rightanti"):
        names = {"left": names["right"], "right": names["left"]}
    first, second = (
        ("right", "left") if found.kind in ("rightsemi", "rightanti") else ("left", "right")
    )
    main, source = _side(lowering, left, names[first])
    other, joined = _side(lowering, right, names[second])
    conditions = [
        build.binary(
            "is not distinct from" if a.nullable and b.nullable else "=",
            main(a.column),
            other(b.column),
        )
        for a, b in on
    ]
    join = exp.Join(this=joined)
    if side:
        join.set("side", side)
    if kind:
        join.set("kind", kind)
    if conditions:
        join.set("on", build.conjunction(conditions))
    opened = Open(source, joins=[join])
    columns_of = {first: main, second: other}
    padded = _padded(found.kind)
    for output in outputs:
        if output.side == "both":  # a lifted run, known from whichever side has the row
            either = (main(output.source), other(output.source))
            opened.computed[output.column.name] = build.coalesce(*either)
            continue
        value = columns_of[output.side](output.source)
        assert isinstance(value, exp.Column)
        if output.side in padded and output.column.type is KqlType.STRING:
            opened.computed[output.column.name] = build.coalesce(value, build.text(""))
        else:
            opened.plain[output.column.name] = (names[output.side], value.name)
    return opened


def _padded(kind: str) -> frozenset[str]:
    """The sides whose columns may be missing."""
    sides = {"leftouter": {"right"}, "rightouter": {"left"}, "fullouter": {"left", "right"}}
    return frozenset(sides.get(kind, ()))


def _side(
    lowering: RelationLowering, node: Node, alias: str
) -> tuple[Callable[[Column], Sql], exp.Table]:
    """One side of a join, under an alias of its own."""
    opened = lowering.lower(node)
    bare = isinstance(opened.source, exp.Table) and not (
        opened.joins or opened.where or opened.cut or opened.computed
    )
    if not bare:
        opened = lowering.over(lowering.close(opened, node.columns), node.columns)
    table = cast("exp.Table", opened.source)
    table.set("alias", exp.TableAlias(this=build.identifier(alias)))
    opened.plain = {name: (alias, spot[1]) for name, spot in opened.plain.items()}
    return opened.get, table


def lower_union(lowering: RelationLowering, node: Node) -> Open:
    """UNION ALL by position."""
    found = cast("Union", node)
    selects: list[exp.Query] = []
    for leg in found.inputs:
        opened = lowering.lower(leg)
        if opened.order_sql and opened.limit is None:
            opened.order_sql = []
        if opened.limit is not None:
            opened = lowering.sealed(opened, leg.columns)
            opened.order_sql = []
        aligned = Open(opened.source, joins=opened.joins, where=opened.where)
        aligned.qualify = opened.qualify
        for out, column in zip(found.columns, leg.columns, strict=True):
            if column.name in opened.plain:
                aligned.plain[out.name] = opened.plain[column.name]
            else:
                aligned.computed[out.name] = opened.computed[column.name]
        selects.append(lowering.close_to_select(aligned, found.columns))
    made = _union_all(selects)
    name = lowering.fresh()
    lowering.add(exp.CTE(this=made, alias=exp.TableAlias(this=build.identifier(name))))
    return lowering.over(name, found.columns)


def _union_all(selects: list[exp.Query]) -> exp.Query:
    if len(selects) == 1:
        return selects[0]
    made = selects[0]
    for select in selects[1:]:
        made = exp.Union(this=made, expression=select, distinct=False)
    return made


CORE_RULES: dict[type[Node], Callable[[RelationLowering, Node], Open]] = {
    Scan: lower_scan,
    Rows: lower_rows,
    Steps: lower_steps,
    Runs: lower_runs,
    Filter: lower_filter,
    Project: lower_project,
    Aggregate: lower_aggregate,
    FillRuns: lower_fill_runs,
    Sort: lower_sort,
    Top: lower_top,
    Join: lower_join,
    Union: lower_union,
    Windowed: lower_windowed,
}
