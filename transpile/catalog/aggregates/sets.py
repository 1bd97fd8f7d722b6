"""Lists and sets of a group's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.functions.conversions import text_of_decimal
from transpile.lower import build
from transpile.lower.dynamic import boxed_reals, to_json, to_variant
from transpile.lower.time import text_of_datetime, text_of_timespan
from transpile.spec import aggregate, constant_value
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_SOURCE = "learn:make-list-aggregation-function; conformance FACTS 10"


def element(expr: Expr, value: Sql) -> Sql:
    """A value in the form in which a dynamic array holds it."""
    if expr.type is KqlType.DATETIME:
        return text_of_datetime(value)
    if expr.type is KqlType.TIMESPAN:
        missing = build.is_null(value.copy())
        return build.case([(missing, build.null(KqlType.STRING))], text_of_timespan(value))
    if expr.type is KqlType.DECIMAL:
        return text_of_decimal(value)
    if expr.type is KqlType.GUID:
        return build.cast_to(value, build.data_type("TEXT"))
    return value


def gathered(
    call: LoweredAggregate, *, distinct: bool, condition: Sql | None = None, nulls: bool = False
) -> Sql:
    """The array of a group's values: each once, under a condition, or with its nulls."""
    expr = call.bound[0]
    value = call.arg(0)
    conditions = [build.is_not_null(call.arg(0))] if expr.nullable and not nulls else []
    if condition is not None:
        conditions.append(condition)
    if expr.type is KqlType.DYNAMIC:
        listed = _flattened(value, call.order)
    else:
        listed = build.list_of(element(expr, value), call.order)
    if conditions and expr.type is not KqlType.DYNAMIC:
        listed = build.filtered(listed, build.conjunction(conditions))
    elif condition is not None:
        listed = build.filtered(listed, condition)
    if expr.type is KqlType.DYNAMIC:
        listed = build.plain_call("flatten", listed)
    if distinct:
        listed = build.plain_call("list_distinct", listed)
    last = 1 if condition is None else 2
    limit = constant_value(call.bound[last]) if len(call.bound) > last else None
    if isinstance(limit, int):
        listed = build.plain_call("list_slice", listed, build.number(1), build.number(limit))
    if expr.type is KqlType.REAL:
        listed = boxed_reals(listed)
    return build.coalesce(to_variant(listed), build.constant([], KqlType.DYNAMIC))


def _flattened(value: Sql, order: tuple[Sql, ...]) -> Sql:
    """Arrays count by their elements; JSON elements, which compare by text."""
    as_json = to_json(value)
    is_array = build.binary("=", build.plain_call("json_type", as_json), build.text("ARRAY"))
    items = build.cast_to(as_json.copy(), build.data_type("JSON[]"))
    single = build.plain_call("list_value", as_json.copy())
    return build.list_of(build.case([(is_array, items)], single), order)


for _name in ("make_list", "makelist"):

    @aggregate(
        f"{_name}(value: any, limit?: long) -> dynamic",
        source=_SOURCE,
        empty=[],
        name_prefix="list",
        examples={f"{_name}(v)": [1, 2], f"{_name}(k, 2)": ["a", "a"]},
    )
    def make_list(call: LoweredAggregate) -> Sql:
        """An array of the values, in the order of the input where it has one; nulls left out."""
        return gathered(call, distinct=False)


for _name in ("make_set", "makeset"):

    @aggregate(
        f"{_name}(value: any, limit?: long) -> dynamic",
        source=_SOURCE,
        empty=[],
        name_prefix="set",
        examples={f"{_name}(v % 1)": [0]},
    )
    def make_set(call: LoweredAggregate) -> Sql:
        """An array of the different values, in no order; nulls left out."""
        return gathered(call, distinct=True)
