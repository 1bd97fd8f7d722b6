"""Means, spreads and bits of a group's numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from transpile.bind.tree import AggregateCall, Column, Node
from transpile.lower import build
from transpile.lower.grouping import wrapped_sum
from transpile.spec import AggregateSpec, aggregate
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.registry import AggregateSyntax
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_SOURCE = "learn:aggregation-functions; conformance FACTS 10"


# --- means --------------------------------------------------------------------------------------


def _bind_average(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    """Whole numbers and reals give a real, NaN of no rows; other types themselves and null."""
    arguments = spec.arguments(binder, syntax.call, scope)
    kind = arguments[0].type
    if kind.is_integer:
        kind = KqlType.REAL
    kept = spec if kind is KqlType.REAL else replace(spec, empty=None)
    column = Column(syntax.names[0], kind, nullable=kind is not KqlType.REAL)
    return AggregateCall(kept, arguments, (column,), span=syntax.call.span)


def _average(call: LoweredAggregate, condition: Sql | None) -> Sql:
    def among(value: Sql) -> Sql:
        return value if condition is None else build.filtered(value, condition.copy())

    kind = call.bound[0].type
    real = build.type_of(KqlType.REAL)
    nothing = build.constant(math.nan, KqlType.REAL)
    if kind.is_integer:
        total = build.cast_to(wrapped_sum(among(exp.Sum(this=call.arg(0)))), real)
        counted = among(exp.Count(this=call.arg(0)))
        divisor = build.plain_call("nullif", counted, build.number(0))
        return build.coalesce(build.binary("/", total, divisor), nothing)
    if kind is KqlType.DATETIME:
        micros = among(exp.Avg(this=build.plain_call("epoch_us", call.arg(0))))
        whole = build.cast_to(build.plain_call("round", micros), build.type_of(KqlType.LONG))
        return build.plain_call("make_timestamp", whole)
    if kind is KqlType.TIMESPAN:
        ticks = build.plain_call("round", among(exp.Avg(this=call.arg(0))))
        return build.try_cast(ticks, build.type_of(kind))
    mean = among(exp.Avg(this=build.cast_to(call.arg(0), real)))
    if kind is KqlType.DECIMAL:
        return build.try_cast(mean, build.type_of(kind))
    return build.coalesce(mean, nothing)


@aggregate(
    "avg(value: number|timespan|datetime) -> real",
    source=_SOURCE,
    empty=math.nan,
    name_prefix="avg",
    bound_by=_bind_average,
    examples={"avg(v)": 1.5, "avg(v * 1h)": "01:30:00"},
)
def avg(call: LoweredAggregate) -> Sql:
    """The mean; NaN where there is nothing to average; a sum of longs that wrapped is divided."""
    return _average(call, None)


@aggregate(
    "avgif(value: number|timespan|datetime, condition: bool) -> real",
    source=_SOURCE,
    empty=math.nan,
    name_prefix="avgif",
    bound_by=_bind_average,
    examples={"avgif(v, v > 1)": 2.0, "avgif(v, false)": "NaN"},
)
def avgif(call: LoweredAggregate) -> Sql:
    """The mean over the rows for which a condition holds."""
    return _average(call, call.arg(1, truth=True))


# --- spreads ------------------------------------------------------------------------------------

_SPREADS = {
    "stdev": ("stddev_samp", "The standard deviation of a sample", 0.7071067811865476),
    "stdevp": ("stddev_pop", "The standard deviation of a population", 0.5),
    "variance": ("var_samp", "The variance of a sample", 0.5),
    "variancep": ("var_pop", "The variance of a population", 0.25),
}


def _spread(call: LoweredAggregate, engine: str, condition: Sql | None) -> Sql:
    value = build.cast_to(call.arg(0), build.type_of(KqlType.REAL))
    made = build.plain_call(engine, value)
    if condition is not None:
        made = build.filtered(made, condition)
    return build.coalesce(made, build.constant(0.0, KqlType.REAL))


def _add_spread(name: str) -> None:
    engine, doc, shown = _SPREADS[name]

    def whole(call: LoweredAggregate) -> Sql:
        return _spread(call, engine, None)

    def conditional(call: LoweredAggregate) -> Sql:
        return _spread(call, engine, call.arg(1, truth=True))

    whole.__doc__ = f"{doc}; 0 of one row and of none."
    conditional.__doc__ = f"{doc}, over the rows for which a condition holds."
    aggregate(
        f"{name}(value: number|timespan) -> real",
        source=_SOURCE,
        empty=0.0,
        name_prefix=name,
        examples={f"{name}(v)": shown},
    )(whole)
    aggregate(
        f"{name}if(value: number|timespan, condition: bool) -> real",
        source=_SOURCE,
        empty=0.0,
        name_prefix=f"{name}if",
        examples={f"{name}if(v, v > 1)": 0.0},
    )(conditional)


for _name in _SPREADS:
    _add_spread(_name)


def _covariance_name(call: nodes.Call) -> tuple[str, ...]:
    """``covariance_x_y``: both columns, where they are columns."""
    read = [part.name if isinstance(part, nodes.Name) else "" for part in call.arguments[:2]]
    return ("_".join([call.name, *read]),)


_COVARIANCES = {
    "covariance": ("covar_samp", "The covariance of two samples", 0.5),
    "covariancep": ("covar_pop", "The covariance of two populations", 0.25),
}


def _add_covariance(name: str) -> None:
    engine, doc, shown = _COVARIANCES[name]
    real = build.type_of(KqlType.REAL)

    def together(call: LoweredAggregate, condition: Sql | None) -> Sql:
        values = [build.cast_to(call.arg(place), real.copy()) for place in (0, 1)]
        made = build.plain_call(engine, *values)
        if condition is not None:
            made = build.filtered(made, condition)
        return build.coalesce(made, build.constant(0.0, KqlType.REAL))

    def whole(call: LoweredAggregate) -> Sql:
        return together(call, None)

    def conditional(call: LoweredAggregate) -> Sql:
        return together(call, call.arg(2, truth=True))

    whole.__doc__ = f"{doc}; rows with a null do not count; 0 of one row and of none."
    conditional.__doc__ = f"{doc}, over the rows for which a condition holds."
    pair = "first: number|timespan, second: number|timespan"
    aggregate(
        f"{name}({pair}) -> real",
        source="learn:covariance-aggregation-function",
        empty=0.0,
        named_by=_covariance_name,
        examples={f"{name}(v, v)": shown, f"{name}(v, -2 * v)": -2 * shown},
    )(whole)
    aggregate(
        f"{name}if({pair}, condition: bool) -> real",
        source="learn:covarianceif-aggregation-function",
        empty=0.0,
        named_by=_covariance_name,
        examples={f"{name}if(v, v, v > 1)": 0.0},
    )(conditional)


for _name in _COVARIANCES:
    _add_covariance(_name)


# --- bits ---------------------------------------------------------------------------------------

_BITS = {
    "binary_all_and": ("bit_and", "The bits that all numbers have.", 0),
    "binary_all_or": ("bit_or", "The bits that at least one number has.", 3),
    "binary_all_xor": ("bit_xor", "The bits that an odd count of the numbers has.", 3),
}


def _add_bits(name: str) -> None:
    engine, doc, shown = _BITS[name]

    def build_one(call: LoweredAggregate) -> Sql:
        return build.plain_call(engine, call.arg(0))

    build_one.__doc__ = f"{doc[:-1]}; null of none."
    aggregate(
        f"{name}(value: long|int) -> like value",
        source=_SOURCE,
        nullable=True,
        examples={f"{name}(v)": shown},
    )(build_one)


for _name in _BITS:
    _add_bits(_name)
