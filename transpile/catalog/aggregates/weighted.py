"""Weighted percentiles: each value stands for as many as its weight says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.naming import unique
from transpile.bind.tree import AggregateCall, Column, Constant, Expr, Node
from transpile.catalog.aggregates.percentiles import (
    as_array,
    as_columns,
    fragment,
    kind_of,
    ranked,
    read_name,
    share_list,
    shares_of,
)
from transpile.lower import build
from transpile.lower.kernels import CROSSING, Kernel
from transpile.spec import AggregateSpec, aggregate
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.registry import AggregateSyntax
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_SOURCE = "learn:percentilesw-aggregation-function"
_DIFFERS = "Exact; Kusto estimates where there are many values."
_TYPES = "number|timespan|datetime"


def _column_names(call: nodes.Call) -> tuple[str, ...]:
    percents = [
        part.value if isinstance(part, nodes.Literal) else "" for part in call.arguments[2:]
    ]
    names = (f"percentile_{read_name(call)}_{fragment(percent)}" for percent in percents)
    return tuple(names) or ("",)


def _array_name(call: nodes.Call) -> tuple[str, ...]:
    return (f"percentile_{read_name(call)}",)


def _fitted(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> tuple[Expr, ...]:
    value, weight, *percents = spec.arguments(binder, syntax.call, scope)
    if weight.type is KqlType.INT:
        weight = binder.apply("tolong", (weight,), weight.span)
    shares = (Constant(share, KqlType.REAL) for share in shares_of(tuple(percents)))
    return value, weight, *shares


def _bind(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    arguments = _fitted(spec, binder, syntax, scope)
    columns: list[Column] = []
    taken = set(syntax.taken)
    for place, default in enumerate(_column_names(syntax.call)):
        name = syntax.names[place] if place < len(syntax.names) else unique(default, taken)
        taken.add(name)
        columns.append(Column(name, kind_of(arguments[0])))
    return AggregateCall(spec, arguments, tuple(columns), span=syntax.call.span)


def _bind_array(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    arguments = _fitted(spec, binder, syntax, scope)
    column = Column(syntax.names[0], KqlType.DYNAMIC)
    return AggregateCall(spec, arguments, (column,), span=syntax.call.span)


def _ranks(call: LoweredAggregate) -> Sql:
    """The values at the ranks, as a list."""
    listed = f"{CROSSING[kind_of(call.bound[0])]}[]"
    ranks = Kernel("digests:weighted", (listed, "BIGINT[]", "DOUBLE[]"), listed)
    values, weights = build.list_of(ranked(call)), build.list_of(call.arg(1))
    return call.kernel(ranks, values, weights, share_list(call.bound[2:]))


def _percentiles(call: LoweredAggregate) -> Sql:
    return as_columns(_ranks(call), len(call.bound) - 2)


@aggregate(
    f"percentilew(value: {_TYPES}, weight: long|int, percent: number) -> like value",
    source=_SOURCE,
    nullable=True,
    bound_by=_bind,
    named_by=_column_names,
    differs=_DIFFERS,
    examples={"percentilew(v, 3 - v, 50)": 1, "percentilew(v, v, 50)": 2},
)
def percentilew(call: LoweredAggregate) -> Sql:
    """The value below or at which so many percent of the weight lie; nulls do not count."""
    return _percentiles(call)


@aggregate(
    f"percentilesw(value: {_TYPES}, weight: long|int, percents...: number) -> like value",
    source=_SOURCE,
    nullable=True,
    bound_by=_bind,
    named_by=_column_names,
    differs=_DIFFERS,
    examples={"percentilesw(v, v, 20, 50)": [1, 2]},
)
def percentilesw(call: LoweredAggregate) -> Sql:
    """Several weighted percentiles, a column for each."""
    return _percentiles(call)


@aggregate(
    f"percentilesw_array(value: {_TYPES}, weight: long|int, percents...: number|dynamic)"
    " -> dynamic",
    source=_SOURCE,
    nullable=True,
    bound_by=_bind_array,
    named_by=_array_name,
    differs=_DIFFERS,
    examples={
        "percentilesw_array(v, v, 20, 50)": [1, 2],
        "percentilesw_array(v, v, dynamic([50]))": [2],
    },
)
def percentilesw_array(call: LoweredAggregate) -> Sql:
    """Several weighted percentiles in an array; null where there is no value."""
    return as_array(call.bound[0], _ranks(call))
