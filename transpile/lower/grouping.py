"""Groups: GROUP BY, and what a lifted aggregate gives where a run saw no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from sqlglot import exp

from transpile.bind.tree import (
    RUN,
    Aggregate,
    AggregateCall,
    Expr,
    FillRuns,
    Node,
)
from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.relation import Open, RelationLowering, physical
from transpile.lower.sources import lower_runs
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.kernels import Kernel


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

    def kernel(self, kernel: Kernel, *arguments: Sql) -> Sql:
        """A call of an engine function, noted as needed: of a list of the group's values, say."""
        self.lowering.expressions.kernels.add(kernel)
        return kernel.call(*arguments)


class LowersAggregate(Protocol):
    """What lowering needs of an aggregate of the catalog."""

    def lower(self, call: LoweredAggregate) -> Sql:
        """The SQL of the aggregate; a struct with fields ``f0``, ``f1``, ... for many columns."""

    def over_no_rows(self, call: AggregateCall) -> Sql:
        """The value where a group has no rows."""


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
    exprs += [call.row for call in found.calls if call.row is not None]
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


def wrapped_sum(value: Sql) -> Sql:
    """The sum of whole numbers, wrapped once per group: the engine sums in 128 bits."""
    half = build.cast_to(build.text(str(2**63)), build.data_type("INT128"))
    mask = build.cast_to(build.text(str(2**64 - 1)), build.data_type("INT128"))
    total = build.coalesce(value, build.number(0))
    low = build.binary("&", build.binary("+", total, half), mask)
    return build.cast_to(build.binary("-", low, half.copy()), build.type_of(KqlType.LONG))
