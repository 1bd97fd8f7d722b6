"""Spans as SQL: whole-number arithmetic on instants, and one inequality join with the runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.bind.spans import (
    BASES,
    BLOCK,
    EARLIEST,
    FIRST_COLUMN,
    HIGH,
    LAST_COLUMN,
    LATEST,
    LOW,
    OTHER_SPAN,
    SPAN_COLUMNS,
    STEP,
    Always,
    Merged,
    Narrowed,
    Overlapping,
    Spanned,
    Standing,
    States,
    Unspanned,
)
from transpile.bind.tree import (
    FIRST,
    INGESTION,
    INGESTION_COLUMN,
    LAST,
    NOW,
    RUN,
    SCENARIO_COLUMN,
    Column,
    ColumnRef,
    Node,
)
from transpile.lower import build
from transpile.lower.relation import Open, RelationLowering, physical
from transpile.lower.sources import RUNS_TABLE
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql


_REACH = Column("$reach", KqlType.LONG)
_ISLAND = Column("$island", KqlType.LONG)
_BLOCK = Column("$block", KqlType.LONG)


def lower_spanned(lowering: RelationLowering, node: Node) -> Open:
    """The first and the last moment that sees each row of a log table."""
    found = cast("Spanned", node)
    opened = lowering.readable(
        lowering.lower(found.input),
        found.input,
        [ColumnRef(c) for c in (found.axis, found.happened, INGESTION_COLUMN, SCENARIO_COLUMN)],
    )
    parameter = lowering.expressions.parameter
    axis, scenario = opened.get(found.axis), opened.get(SCENARIO_COLUMN)
    # null: lateness unknown, so the row was there when it happened
    arrived = build.coalesce(opened.get(INGESTION_COLUMN), opened.get(found.happened))
    follows = found.axis.name == INGESTION
    first = [_moment(lowering, arrived, "<=", "received_to")]
    last = []
    if follows:
        opened.where.append(build.is_not_null(arrived.copy()))
        first.append(_moment(lowering, arrived.copy(), "<=", "to"))
        last.append(_moment(lowering, arrived.copy(), ">", "from"))
        last.append(_moment(lowering, arrived.copy(), ">=", "received_from"))
    else:
        first.append(_moment(lowering, axis, "<=", "to"))
        last.append(_moment(lowering, axis.copy(), ">=", "from"))
        # what the engine can skip by: the table is ordered by time
        opened.where += [
            build.binary(">=", axis.copy(), parameter(EARLIEST)),
            build.binary("<=", axis.copy(), parameter(LATEST)),
        ]
    opened.where.append(
        build.disjunction(
            (
                build.binary("=", scenario, build.number(0)),
                build.binary("<>", scenario.copy(), parameter("hidden")),
            )
        )
    )
    opened.computed[FIRST] = build.call("greatest", *first, parameter(LOW))
    opened.computed[LAST] = build.call("least", *last, parameter(HIGH))
    return _lasting(lowering, opened, found)


def lower_narrowed(lowering: RelationLowering, node: Node) -> Open:
    """Later firsts and earlier lasts."""
    found = cast("Narrowed", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    values = [bound.value for bound in found.bounds]
    opened = lowering.readable(opened, found.input, [*values, *map(ColumnRef, SPAN_COLUMNS)])
    first, last = [opened.get(FIRST_COLUMN)], [opened.get(LAST_COLUMN)]
    for bound in found.bounds:
        value = lowering.value(opened, bound.value)
        moment = _moment(lowering, value, bound.operator, bound.base, bound.shift)
        (last if bound.operator.startswith(">") else first).append(moment)
        if bound.value.nullable:  # greatest() and least() pass nulls over
            opened.where.append(build.is_not_null(value.copy()))
    for name, moments, pick in ((FIRST, first, "greatest"), (LAST, last, "least")):
        if len(moments) > 1:
            opened.plain.pop(name, None)
            opened.computed[name] = build.call(pick, *moments)
    return _lasting(lowering, opened, found)


def lower_overlapping(lowering: RelationLowering, node: Node) -> Open:
    """The later first and the earlier last of two spans."""
    found = cast("Overlapping", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    for column, pick in ((FIRST_COLUMN, "greatest"), (LAST_COLUMN, "least")):
        both = opened.get(column), opened.get(OTHER_SPAN[column.name])
        opened.plain.pop(column.name, None)
        opened.computed[column.name] = build.call(pick, *both)
    return _lasting(lowering, opened, found)


def lower_always(lowering: RelationLowering, node: Node) -> Open:
    """From the first moment to the last."""
    found = cast("Always", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    opened.computed[FIRST] = lowering.expressions.parameter(LOW)
    opened.computed[LAST] = lowering.expressions.parameter(HIGH)
    return opened


def lower_merged(lowering: RelationLowering, node: Node) -> Open:
    """Gaps and islands: rows in order of their firsts, an island where none before reaches."""
    found = cast("Merged", node)
    columns = found.input.columns
    opened = lowering.sealed(lowering.lower(found.input), columns)
    keys = [column for column in columns if column.name not in (FIRST, LAST)]

    def in_order(value: Sql, *, before: bool) -> Sql:
        order = [build.ordered(opened.get(column)) for column in SPAN_COLUMNS]
        partition = [opened.get(key) for key in keys]
        return build.over(value, partition, order, so_far=True, before=before)

    opened.computed[_REACH.name] = in_order(exp.Max(this=opened.get(LAST_COLUMN)), before=True)
    opened = lowering.sealed(opened, (*columns, _REACH))
    beyond = build.binary("+", opened.get(_REACH), build.number(1))
    apart = build.coalesce(build.binary(">", opened.get(FIRST_COLUMN), beyond), build.boolean(True))
    begun = exp.Sum(this=build.cast_to(apart, build.data_type("INT")))
    opened.computed[_ISLAND.name] = in_order(begun, before=False)
    opened = lowering.sealed(opened, (*columns, _ISLAND))
    names = physical((*columns, _ISLAND))
    items = [build.alias(opened.get(column), names[column.name]) for column in (*keys, _ISLAND)]
    first = build.alias(exp.Min(this=opened.get(FIRST_COLUMN)), names[FIRST])
    last = build.alias(exp.Max(this=opened.get(LAST_COLUMN)), names[LAST])
    places: list[Sql] = [build.number(place + 1) for place in range(len(items))]
    return _selected(lowering, opened, [*items, first, last], places, columns)


def lower_states(lowering: RelationLowering, node: Node) -> Open:
    """From each first, and each end, to the next of the group."""
    found = cast("States", node)
    keys = [key.column for key in found.keys]
    names = physical(found.columns)
    opened = lowering.sealed(lowering.lower(found.input), found.input.columns)

    def points(at: Sql) -> exp.Select:
        items = [build.alias(opened.get(key), names[key.name]) for key in keys]
        made = exp.Select(expressions=[*items, build.alias(at, names[FIRST])])
        assert opened.source is not None
        made.set("from_", exp.From(this=opened.source.copy()))
        return made

    after = build.binary("+", opened.get(LAST_COLUMN), build.number(1))
    ends = points(after)
    high = lowering.expressions.parameter(HIGH)
    ends.set("where", exp.Where(this=build.binary("<", opened.get(LAST_COLUMN), high)))
    both = exp.Union(this=points(opened.get(FIRST_COLUMN)), expression=ends, distinct=True)
    name = lowering.fresh()
    lowering.add(exp.CTE(this=both, alias=exp.TableAlias(this=build.identifier(name))))
    made = lowering.over(name, (*keys, FIRST_COLUMN))
    until = build.binary("+", high.copy(), build.number(1))
    lead = build.plain_call("lead", made.get(FIRST_COLUMN), build.number(1), until)
    order = [build.ordered(made.get(FIRST_COLUMN))]
    following = build.over(lead, [made.get(key) for key in keys], order)
    made.computed[LAST] = build.binary("-", following, build.number(1))
    return lowering.sealed(made, found.columns)


def lower_standing(lowering: RelationLowering, node: Node) -> Open:
    """A join by the keys and by blocks of moments, so that few rows meet in vain."""
    found = cast("Standing", node)
    block = lowering.expressions.parameter(BLOCK)

    def block_of(moment: Sql) -> Sql:
        return build.binary("//", build.binary("-", moment, build.number(1)), block.copy())

    rows = lowering.sealed(lowering.lower(found.input), found.input.columns)
    until = build.binary("+", block_of(rows.get(LAST_COLUMN)), build.number(1))
    blocks = build.plain_call("range", block_of(rows.get(FIRST_COLUMN)), until)
    rows.computed[_BLOCK.name] = build.plain_call("unnest", blocks)
    rows = lowering.sealed(rows, (*found.input.columns, _BLOCK))
    groups = lowering.sealed(lowering.lower(found.groups), found.groups.columns)
    first = groups.get(FIRST_COLUMN)
    conditions = [
        build.binary(
            "is not distinct from" if a.nullable and b.nullable else "=",
            rows.get(a.column),
            groups.get(b.column),
        )
        for a, b in found.on
    ]
    conditions += [
        build.binary("=", rows.get(_BLOCK), block_of(first)),
        build.binary(">=", first.copy(), rows.get(FIRST_COLUMN)),
        build.binary("<=", first.copy(), rows.get(LAST_COLUMN)),
    ]
    rows.joins.append(exp.Join(this=groups.source, on=build.conjunction(conditions)))
    del rows.plain[_BLOCK.name]
    rows.plain |= {name: groups.plain[name] for name in (FIRST, LAST)}
    return rows


def _selected(
    lowering: RelationLowering,
    opened: Open,
    items: list[Sql],
    places: list[Sql],
    columns: tuple[Column, ...],
) -> Open:
    """Groups by the items at some places, as a table of its own."""
    select = exp.Select(expressions=items)
    select.set("from_", exp.From(this=opened.source))
    select.set("group", exp.Group(expressions=places))
    name = lowering.fresh()
    lowering.add(exp.CTE(this=select, alias=exp.TableAlias(this=build.identifier(name))))
    return lowering.over(name, columns)


def lower_unspanned(lowering: RelationLowering, node: Node) -> Open:
    """Each row joined with the runs that it spans."""
    found = cast("Unspanned", node)
    opened = lowering.lower(found.input)
    if opened.cut or opened.where or opened.joins or opened.computed:
        # materialized where a semi-join thins the rows: DuckDB would move it above this join
        opened = lowering.sealed(opened, found.input.columns, materialized=found.settled)
    alias = lowering.fresh("r")
    moment = build.column("moment", alias)
    conditions = [
        build.binary(">=", moment, opened.get(FIRST_COLUMN)),
        build.binary("<=", moment.copy(), opened.get(LAST_COLUMN)),
    ]
    runs = exp.Table(
        this=build.identifier(RUNS_TABLE), alias=exp.TableAlias(this=build.identifier(alias))
    )
    opened.joins.append(exp.Join(this=runs, on=build.conjunction(conditions)))
    for name in (FIRST, LAST):
        opened.plain.pop(name, None)
    opened.plain |= {RUN: (alias, "run"), NOW: (alias, "now")}
    return opened


def _lasting(lowering: RelationLowering, opened: Open, node: Node) -> Open:
    """The rows that some moment sees."""
    made = lowering.sealed(opened, node.columns)
    made.where.append(build.binary("<=", made.get(FIRST_COLUMN), made.get(LAST_COLUMN)))
    return made


def _moment(
    lowering: RelationLowering, value: Sql, operator: str, base: str, shift: int = 0
) -> Sql:
    """The first moment (of ``<=``, ``<``) or the last (of ``>=``, ``>``) for which it holds.

    Division truncates, which is wrong below 0 alone, and the moments of a chunk are above.
    """
    parameter = lowering.expressions.parameter
    since = build.binary("-", build.plain_call("epoch_us", value), parameter(BASES[base]))
    if shift:
        since = build.binary("-", since, build.number(shift))
    if operator in ("<=", ">"):  # rounded up
        since = build.binary("+", since, build.binary("-", parameter(STEP), build.number(1)))
    moment = build.binary("//", since, parameter(STEP))
    if operator == ">":
        return build.binary("-", moment, build.number(1))
    if operator == "<":
        return build.binary("+", moment, build.number(1))
    return moment
