"""Tables, literal rows and the runs, as the source of a SELECT."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.bind.tree import (
    INGESTION,
    NOW,
    ROW,
    RUN,
    SCENARIO,
    Node,
    Rows,
    Scan,
    Steps,
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
    """The conditions under which a run sees a row: window, arrival, and no hidden scenario.

    Event time is bounded as the product does, at both ends closed. On the axis of ingestion the
    window is open at its start, so that two windows which meet do not both see a row.
    """
    # null: lateness unknown, so the row was there when it happened
    arrived = build.coalesce(stored(INGESTION), stored(happened))
    follows = axis == INGESTION
    conditions = [
        build.binary(">", arrived.copy(), bound("from"))
        if follows
        else build.binary(">=", stored(axis), bound("from")),
        build.binary("<=", arrived.copy() if follows else stored(axis), bound("to")),
        build.binary("<=", arrived, bound("received_to")),
        build.disjunction(
            (
                build.binary("=", stored(SCENARIO), build.number(0)),
                build.binary("<>", stored(SCENARIO), bound("hidden")),
            )
        ),
    ]
    if follows:
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
        found.happened.name,
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
