"""Percentiles: the nearest rank, a value that occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import plain_name, unique
from transpile.bind.tree import AggregateCall, Column, Constant, Expr, Node
from transpile.catalog.aggregates.sets import element
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.arrays import mapped
from transpile.lower.dynamic import boxed_reals, to_variant
from transpile.spec import AggregateSpec, aggregate
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.registry import AggregateSyntax
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_SOURCE = "learn:percentiles-aggregation-function; conformance FACTS 1, 10"
_DIFFERS = "Exact; Kusto estimates where there are many values."


def read_name(call: nodes.Call) -> str:
    """The column that the first argument is, or the empty text."""
    first = call.arguments[0] if call.arguments else None
    return plain_name(first)


def fragment(percent: object) -> str:
    """A percentage inside a column name: ``95``, ``99_9``."""
    whole = isinstance(percent, float) and percent.is_integer()
    shown = str(int(percent)) if isinstance(percent, float) and whole else str(percent)
    return shown.replace(".", "_").replace("-", "_")


def _column_names(call: nodes.Call) -> tuple[str, ...]:
    """``percentile_x_50`` and so on, one for every percentage."""
    percents = [
        part.value if isinstance(part, nodes.Literal) else "" for part in call.arguments[1:]
    ]
    return tuple(f"percentile_{read_name(call)}_{fragment(percent)}" for percent in percents) or (
        "",
    )


def _array_name(call: nodes.Call) -> tuple[str, ...]:
    return (f"percentiles_{read_name(call)}",)


def _percent(expr: Expr) -> float:
    """A percentage as a share, which must be a constant between 0 and 100."""
    value = expr.value if isinstance(expr, Constant) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal(codes.NOT_CONSTANT, "a percentage must be a constant number", expr.span)
    if not 0 <= value <= 100:
        raise refusal(codes.BAD_ARGUMENT, f"{value} is no percentage", expr.span, "0 to 100 are")
    return value / 100


def shares_of(percents: tuple[Expr, ...]) -> list[float]:
    """The shares that a call asks for: single percentages, or one constant array of them."""
    first = percents[0]
    if first.type is not KqlType.DYNAMIC:
        return [_percent(part) for part in percents]
    values = first.value if isinstance(first, Constant) else None
    if not isinstance(values, list) or len(percents) > 1:
        raise refusal(codes.NOT_CONSTANT, "percentages must be constants", first.span)
    return [_percent(Constant(part, KqlType.REAL, span=first.span)) for part in values]


def kind_of(value: Expr) -> KqlType:
    """The type of a percentile: an int's is a long, a decimal's a real."""
    widened = {KqlType.INT: KqlType.LONG, KqlType.DECIMAL: KqlType.REAL}
    return widened.get(value.type, value.type)


def _bind(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    arguments = spec.arguments(binder, syntax.call, scope)
    shares = shares_of(arguments[1:])
    kept = (arguments[0], *(Constant(share, KqlType.REAL) for share in shares))
    columns: list[Column] = []
    taken = set(syntax.taken)
    for place, default in enumerate(_column_names(syntax.call)):
        name = syntax.names[place] if place < len(syntax.names) else unique(default, taken)
        taken.add(name)
        columns.append(Column(name, kind_of(arguments[0])))
    return AggregateCall(spec, kept, tuple(columns), span=syntax.call.span)


def _ranks(call: LoweredAggregate) -> Sql:
    """The values at the ranks, as a list."""
    return build.plain_call("quantile_disc", ranked(call), share_list(call.bound[1:]))


def ranked(call: LoweredAggregate) -> Sql:
    """The value in the type of its percentiles."""
    value = call.arg(0)
    kind = kind_of(call.bound[0])
    return value if kind is call.bound[0].type else build.cast_to(value, build.type_of(kind))


def share_list(shares: tuple[Expr, ...]) -> Sql:
    """Constant shares as a list."""
    values = [part.value for part in shares if isinstance(part, Constant)]
    return build.plain_call("list_value", *(build.bare(value, KqlType.REAL) for value in values))


def _percentiles(call: LoweredAggregate) -> Sql:
    return as_columns(_ranks(call), len(call.bound) - 1)


def as_columns(found: Sql, count: int) -> Sql:
    """The values of a list, each in a column of its own."""
    values = [
        build.plain_call("list_extract", found.copy(), build.number(place))
        for place in range(1, count + 1)
    ]
    return build.struct(values) if len(values) > 1 else values[0]


_TYPES = "number|timespan|datetime"


@aggregate(
    f"percentile(value: {_TYPES}, percent: number) -> like value",
    source=_SOURCE,
    nullable=True,
    bound_by=_bind,
    named_by=_column_names,
    differs=_DIFFERS,
    examples={"percentile(v, 50)": 1, "percentile(v, 99.9)": 2},
)
def percentile(call: LoweredAggregate) -> Sql:
    """The value below or at which so many percent of the values lie; nulls do not count."""
    return _percentiles(call)


@aggregate(
    f"percentiles(value: {_TYPES}, percents...: number) -> like value",
    source=_SOURCE,
    nullable=True,
    bound_by=_bind,
    named_by=_column_names,
    differs=_DIFFERS,
    examples={"percentiles(v, 0, 100)": [1, 2]},
)
def percentiles(call: LoweredAggregate) -> Sql:
    """Several percentiles, a column for each."""
    return _percentiles(call)


def _bind_array(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    arguments = spec.arguments(binder, syntax.call, scope)
    shares = tuple(Constant(share, KqlType.REAL) for share in shares_of(arguments[1:]))
    column = Column(syntax.names[0], KqlType.DYNAMIC)
    return AggregateCall(spec, (arguments[0], *shares), (column,), span=syntax.call.span)


@aggregate(
    f"percentiles_array(value: {_TYPES}, percents...: number|dynamic) -> dynamic",
    source=_SOURCE,
    nullable=True,
    bound_by=_bind_array,
    named_by=_array_name,
    differs=_DIFFERS,
    examples={"percentiles_array(v, 0, 100)": [1, 2], "percentiles_array(v, dynamic([50]))": [1]},
)
def percentiles_array(call: LoweredAggregate) -> Sql:
    """Several percentiles in an array; null where there is no value."""
    return as_array(call.bound[0], _ranks(call))


def as_array(value: Expr, found: Sql) -> Sql:
    """Percentiles of a value as a dynamic array."""
    if kind_of(value) is KqlType.REAL:
        return to_variant(boxed_reals(found))
    if value.type in (KqlType.DATETIME, KqlType.TIMESPAN):
        found = mapped(found, lambda each: element(value, each))
    return to_variant(found)
