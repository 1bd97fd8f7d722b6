"""Lists and sets of a group's values, and the schema of nested ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.aggregates.counting import total_order
from transpile.catalog.functions.conversions import text_of_decimal
from transpile.lower import build
from transpile.lower.arrays import at, kept, length, mapped, positions
from transpile.lower.dynamic import boxed_reals, to_json, to_variant
from transpile.lower.kernels import Kernel, crossed
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
    # a set in no order is the same whichever row comes first
    order = () if distinct and not call.order else total_order(call)
    conditions = [build.is_not_null(call.arg(0))] if expr.nullable and not nulls else []
    if condition is not None:
        conditions.append(condition)
    if expr.type is KqlType.DYNAMIC:
        listed = _flattened(value, order)
    else:
        listed = build.list_of(element(expr, value), order)
    if conditions and expr.type is not KqlType.DYNAMIC:
        listed = build.filtered(listed, build.conjunction(conditions))
    elif condition is not None:
        listed = build.filtered(listed, condition)
    if expr.type is KqlType.DYNAMIC:
        listed = build.plain_call("flatten", listed)
    last = 1 if condition is None else 2
    limit = constant_value(call.bound[last]) if len(call.bound) > last else None
    if distinct:
        if isinstance(limit, int) and call.order:
            listed = build.once(listed, _first_ones)
        else:
            if not call.call.once:
                listed = build.plain_call("list_distinct", listed)
            if isinstance(limit, int) or call.call.settled:  # the same ones in every strategy
                listed = build.plain_call("list_sort", listed)
    if isinstance(limit, int):
        listed = build.plain_call("list_slice", listed, build.number(1), build.number(limit))
    if expr.type is KqlType.REAL:
        listed = boxed_reals(listed)
    return build.coalesce(to_variant(listed), build.constant([], KqlType.DYNAMIC))


def _first_ones(listed: Sql) -> Sql:
    """The different elements in the order in which they first stand, by two sorts."""

    def field(pair: Sql, name: str) -> Sql:
        return build.call("struct_extract", pair, build.text(name))

    pairs = mapped(
        positions(length(listed.copy())),
        lambda place: build.struct([at(listed.copy(), place), place.copy()]),
        "p",
    )

    def firsts(pairs: Sql) -> Sql:
        def is_first(place: Sql) -> Sql:
            before = at(pairs.copy(), build.binary("-", place.copy(), build.number(1)))
            same = build.binary("=", field(at(pairs.copy(), place), "f0"), field(before, "f0"))
            first = build.binary("=", place.copy(), build.number(1))
            return build.disjunction((first, build.negation(same)))

        places = kept(positions(length(pairs.copy())), is_first, "q")
        turned = mapped(
            places,
            lambda place: build.struct(
                [field(at(pairs.copy(), place), "f1"), field(at(pairs.copy(), place.copy()), "f0")]
            ),
            "r",
        )
        return mapped(build.plain_call("list_sort", turned), lambda pair: field(pair, "f1"), "s")

    return build.once(build.plain_call("list_sort", pairs), firsts)


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
        repeatable=True,
        source=_SOURCE,
        empty=[],
        name_prefix="set",
        examples={f"{_name}(v % 1)": [0]},
    )
    def make_set(call: LoweredAggregate) -> Sql:
        """An array of the different values, in no order; nulls left out."""
        return gathered(call, distinct=True)


# --- schemas ------------------------------------------------------------------------------------

_SCHEMAS = Kernel("nested:schemas", ("VARCHAR[]",), "VARCHAR")


@aggregate(
    "buildschema(value: dynamic) -> dynamic",
    source="learn:buildschema-aggregation-function",
    nullable=True,
    name_prefix="schema",
    differs="Of several types of one place, plain ones come first, in alphabetical order.",
    examples={
        "buildschema(bag_pack('v', v))": {"v": "long"},
        "buildschema(pack_array(v, k))": {"`indexer`": ["long", "string"]},
    },
)
def buildschema(call: LoweredAggregate) -> Sql:
    """The least schema that admits all values; the elements of arrays stand as ```indexer```."""
    text = build.cast_to(to_json(call.arg(0)), build.data_type("TEXT"))
    return crossed(call.kernel(_SCHEMAS, build.list_of(text)), KqlType.DYNAMIC)
