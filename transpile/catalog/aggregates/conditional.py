"""Aggregates over the rows for which a condition holds, and bags."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile import codes
from transpile.catalog.aggregates.counting import groupable, total_order
from transpile.catalog.aggregates.extremes import first_row
from transpile.catalog.aggregates.sets import gathered
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import json_type, to_json, to_variant
from transpile.spec import aggregate
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_SOURCE = "learn:aggregation-functions; conformance FACTS 10"
_ORDERED = "number|string|datetime|timespan|bool"


def _extreme(call: LoweredAggregate, node: type[exp.Func]) -> Sql:
    def among(kind: type[exp.Func]) -> Sql:
        found = cast("Sql", kind(this=call.arg(0)))
        return build.filtered(found, call.arg(1, truth=True))

    kind = call.bound[0].type
    made = among(node)
    if kind is KqlType.STRING:
        return build.coalesce(made, build.text(""))
    if kind is KqlType.REAL and node is exp.Min:
        # the engine puts NaN above every number: the greatest value tells whether there is one
        unordered = build.plain_call("isnan", among(exp.Max))
        return build.case([(unordered, build.constant(math.nan, KqlType.REAL))], made)
    return made


@aggregate(
    f"minif(value: {_ORDERED}, condition: bool) -> like value",
    source=_SOURCE,
    name_prefix="minif",
    nullable=True,
    examples={"minif(v, v > 1)": 2, "minif(v, false)": None},
)
def minif(call: LoweredAggregate) -> Sql:
    """The least value among the rows for which a condition holds; null where there is none."""
    return _extreme(call, exp.Min)


@aggregate(
    f"maxif(value: {_ORDERED}, condition: bool) -> like value",
    merged_by="max",
    source=_SOURCE,
    name_prefix="maxif",
    nullable=True,
    examples={"maxif(v, v < 2)": 1},
)
def maxif(call: LoweredAggregate) -> Sql:
    """The greatest value among the rows for which a condition holds; null where there is none."""
    return _extreme(call, exp.Max)


for _name in ("take_anyif", "anyif"):

    @aggregate(
        f"{_name}(value: any, condition: bool) -> like value",
        source=_SOURCE,
        name_prefix=None if _name == "take_anyif" else "anyif",
        nullable=True,
        examples={f"{_name}(k, v > 1)": "a"},
    )
    def take_anyif(call: LoweredAggregate) -> Sql:
        """The value of any row for which a condition holds; the same one on every run."""
        value = call.arg(0)
        if call.bound[0].type is KqlType.DYNAMIC:
            value = to_variant(value)
        found = build.filtered(first_row(call, value), call.arg(1, truth=True))
        if call.bound[0].type is KqlType.STRING:
            return build.coalesce(found, build.text(""))
        return found


def _distinct(call: LoweredAggregate) -> Sql:
    value = groupable(call.bound[0], call.arg(0))
    if call.call.once:
        return exp.Count(this=value, big_int=True)
    return exp.Count(this=exp.Distinct(expressions=[value]), big_int=True)


@aggregate(
    "count_distinct(value: any) -> long",
    repeatable=True,
    source="learn:count-distinct-aggregation-function",
    empty=0,
    name_prefix="count_distinct",
    examples={"count_distinct(k)": 2, "count_distinct(v)": 2},
)
def count_distinct(call: LoweredAggregate) -> Sql:
    """The exact number of different values; nulls do not count."""
    return _distinct(call)


@aggregate(
    "count_distinctif(value: any, condition: bool) -> long",
    repeatable=True,
    source="learn:count-distinctif-aggregation-function",
    empty=0,
    name_prefix="count_distinctif",
    examples={"count_distinctif(k, v > 1)": 1},
)
def count_distinctif(call: LoweredAggregate) -> Sql:
    """The exact number of different values among the rows for which a condition holds."""
    return build.filtered(_distinct(call), call.arg(1, truth=True))


# --- arrays -------------------------------------------------------------------------------------


@aggregate(
    "make_list_if(value: any, condition: bool, limit?: long) -> dynamic",
    source=_SOURCE,
    empty=[],
    name_prefix="list",
    examples={"make_list_if(k, v >= 1)": ["a", "a"]},
)
def make_list_if(call: LoweredAggregate) -> Sql:
    """An array of the values of the rows for which a condition holds; nulls left out."""
    return gathered(call, distinct=False, condition=call.arg(1, truth=True))


@aggregate(
    "make_set_if(value: any, condition: bool, limit?: long) -> dynamic",
    repeatable=True,
    source=_SOURCE,
    empty=[],
    name_prefix="set",
    examples={"make_set_if(k, v >= 1)": ["a"]},
)
def make_set_if(call: LoweredAggregate) -> Sql:
    """An array of the different values of the rows for which a condition holds."""
    return gathered(call, distinct=True, condition=call.arg(1, truth=True))


@aggregate(
    "make_list_with_nulls(value: any) -> dynamic",
    source=_SOURCE,
    empty=[],
    name_prefix="list",
    examples={"make_list_with_nulls(v)": [1, 2, None]},
)
def make_list_with_nulls(call: LoweredAggregate) -> Sql:
    """An array of the values of all rows, nulls included."""
    return gathered(call, distinct=False, nulls=True)


# --- bags ---------------------------------------------------------------------------------------


def _bag(call: LoweredAggregate, *, conditions: int) -> Sql:
    """Bags merged as JSON text, from the last to the first: the engine keeps a name's last value.

    One text per group is linear in the rows, where merging maps one by one is not.
    """
    if len(call.bound) > 1 + conditions:
        raise refusal(
            codes.UNSUPPORTED,
            f"a size in '{call.call.spec.name}' is not translated yet",
            call.call.span,
        )
    shown = build.cast_to(to_json(call.arg(0)), build.data_type("TEXT"))
    inside = build.binary("-", build.plain_call("length", shown.copy()), build.number(2))
    inner = build.plain_call("substring", shown, build.number(2), inside)
    tests = [
        build.binary("=", json_type(call.arg(0)), build.text("OBJECT")),
        build.binary("<>", shown.copy(), build.text("{}")),
    ]
    if conditions:
        tests.append(call.arg(1, truth=True))
    gathered_texts = build.filtered(
        build.list_of(inner, total_order(call)), build.conjunction(tests)
    )
    backwards = build.plain_call("list_reverse", gathered_texts)
    joined = build.coalesce(
        build.plain_call("array_to_string", backwards, build.text(",")), build.text("")
    )
    whole = build.plain_call("concat", build.text("{"), joined, build.text("}"))
    return to_variant(build.cast_to(whole, build.data_type("JSON")))


for _name, _prefix in (("make_bag", "bag"), ("make_dictionary", "dictionary")):

    @aggregate(
        f"{_name}(value: dynamic, limit?: long) -> dynamic",
        source=_SOURCE,
        empty={},
        name_prefix=_prefix,
        differs="The keys come in alphabetical order.",
        examples={f"{_name}(bag_pack(k, v))": {"a": 1, "b": None}},
    )
    def make_bag(call: LoweredAggregate) -> Sql:
        """One bag of all bags; of equal names the first value; what is no bag is left out."""
        return _bag(call, conditions=0)


@aggregate(
    "make_bag_if(value: dynamic, condition: bool, limit?: long) -> dynamic",
    source=_SOURCE,
    empty={},
    name_prefix="bag",
    differs="The keys come in alphabetical order.",
    examples={"make_bag_if(bag_pack(k, v), v > 1)": {"a": 2}},
)
def make_bag_if(call: LoweredAggregate) -> Sql:
    """One bag of the bags of the rows for which a condition holds."""
    return _bag(call, conditions=1)
