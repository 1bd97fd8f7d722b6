"""Counts and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from transpile.lower import build
from transpile.lower.dynamic import unquoted
from transpile.lower.grouping import wrapped_sum
from transpile.spec import aggregate
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_SOURCE = "learn:aggregation-functions; conformance FACTS 10"


@aggregate(
    "count(ignored?: any) -> long",
    merged_by="sum",
    source=_SOURCE,
    empty=0,
    name_prefix="count",
    examples={"count()": 3, "count(v)": 3},
)
def count(_call: LoweredAggregate) -> Sql:
    """The number of rows, nulls counted."""
    return exp.Count(this=exp.Star(), big_int=True)


@aggregate(
    "countif(condition: bool) -> long",
    merged_by="sum",
    source=_SOURCE,
    empty=0,
    name_prefix="countif",
    examples={"countif(v > 1)": 1},
)
def countif(call: LoweredAggregate) -> Sql:
    """The number of rows for which a condition holds."""
    return build.filtered(exp.Count(this=exp.Star(), big_int=True), call.arg(0, truth=True))


def groupable(expr: Expr, value: Sql) -> Sql:
    """A value that the engine may compare and group: a dynamic by its text."""
    return unquoted(value) if expr.type is KqlType.DYNAMIC else value


def total_order(call: LoweredAggregate) -> tuple[Sql, ...]:
    """The order of the input; settled, equal rows by their number, or by the arguments."""
    if not call.call.settled:
        return call.order
    by = (call.call.row,) if call.call.row is not None else call.bound
    ties = [groupable(expr, call.lowering.value(call.opened, expr)) for expr in by]
    return (*call.order, *map(build.ordered, ties))


def _distinct(call: LoweredAggregate) -> Sql:
    value = groupable(call.bound[0], call.arg(0))
    if call.call.once:
        return exp.Count(this=value, big_int=True)
    return exp.Count(this=exp.Distinct(expressions=[value]), big_int=True)


@aggregate(
    "dcount(value: any, accuracy?: long) -> long",
    repeatable=True,
    source=_SOURCE,
    empty=0,
    name_prefix="dcount",
    examples={"dcount(k)": 2, "dcount(v)": 2},
    differs="Exact; Kusto estimates beyond some dozens of values.",
)
def dcount(call: LoweredAggregate) -> Sql:
    """The number of different values; nulls do not count."""
    return _distinct(call)


@aggregate(
    "dcountif(value: any, condition: bool, accuracy?: long) -> long",
    repeatable=True,
    source=_SOURCE,
    empty=0,
    name_prefix="dcountif",
    examples={"dcountif(k, v > 1)": 1},
    differs="Exact; Kusto estimates beyond some dozens of values.",
)
def dcountif(call: LoweredAggregate) -> Sql:
    """The number of different values among the rows for which a condition holds."""
    return build.filtered(_distinct(call), call.arg(1, truth=True))


def _sum(call: LoweredAggregate, condition: Sql | None) -> Sql:
    total: Sql = exp.Sum(this=call.arg(0))
    if condition is not None:
        total = build.filtered(total, condition)
    kind = call.bound[0].type
    if kind in (KqlType.INT, KqlType.LONG, KqlType.TIMESPAN):
        return wrapped_sum(total)
    return build.coalesce(total, build.constant(0.0, kind))


@aggregate(
    "sum(value: number|timespan) -> summed",
    merged_by="sum",
    source=_SOURCE,
    empty=0,
    name_prefix="sum",
    examples={"sum(v)": 3},
)
def sum_(call: LoweredAggregate) -> Sql:
    """The sum; 0 where there is nothing to sum; longs wrap around."""
    return _sum(call, None)


@aggregate(
    "sumif(value: number|timespan, condition: bool) -> summed",
    merged_by="sum",
    source=_SOURCE,
    empty=0,
    name_prefix="sumif",
    examples={"sumif(v, false)": 0},
)
def sumif(call: LoweredAggregate) -> Sql:
    """The sum over the rows for which a condition holds."""
    return _sum(call, call.arg(1, truth=True))
