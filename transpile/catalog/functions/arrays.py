"""Arrays: their length, parts, order and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.functions.dynamics import boxed
from transpile.lower import build
from transpile.lower.arrays import (
    at,
    filled,
    joined,
    kept,
    key_of,
    keys_of,
    length,
    mapped,
    positions,
    sliced,
)
from transpile.lower.dynamic import elements, json_type, size_of, to_variant, unquoted
from transpile.spec import add_function, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall

_SOURCE = "learn:scalar-functions (dynamic/array); conformance FACTS 8"


@scalar(
    "array_length(array: dynamic) -> long",
    source=_SOURCE,
    nulls="always",
    examples={"array_length(dynamic([1, 2]))": 2, "array_length(dynamic({}))": None},
)
def array_length(array: Sql) -> Sql:
    """The number of elements; null of what is no array."""
    return size_of(array)


@scalar(
    "array_concat(arrays...: dynamic) -> dynamic",
    source=_SOURCE,
    nulls="never",
    examples={"array_concat(dynamic([1]), dynamic({}), dynamic([2, 3]))": [1, 2, 3]},
)
def array_concat(*arrays: Sql) -> Sql:
    """Arrays one after the other; what is no array counts as an empty one."""
    return to_variant(joined([filled(array) for array in arrays]))


@scalar(
    "array_reverse(array: dynamic) -> dynamic",
    source=_SOURCE,
    nulls="always",
    examples={'array_reverse(dynamic([1, "b", null]))': [None, "b", 1]},
)
def array_reverse(array: Sql) -> Sql:
    """The elements from the last to the first; null of what is no array."""
    return to_variant(build.plain_call("list_reverse", elements(array)))


_NUMBERS = ("UBIGINT", "BIGINT", "DOUBLE")


def is_number(element: Sql) -> Sql:
    """Whether an element is a number."""
    return build.in_list(json_type(element), [build.text(name) for name in _NUMBERS])


def number_of(element: Sql) -> Sql:
    """An element as a real; null where it is no number."""
    real = build.type_of(KqlType.REAL)
    return build.case([(is_number(element), build.try_cast(unquoted(element.copy()), real))])


@scalar(
    "array_sum(array: dynamic) -> real",
    source=_SOURCE,
    nulls="always",
    examples={"array_sum(dynamic([1, 2.5]))": 3.5, 'array_sum(dynamic([1, "a"]))': None},
)
def array_sum(array: Sql) -> Sql:
    """The sum of the elements, always a real; null where one is no number."""

    def total(numbers: Sql) -> Sql:
        known = build.plain_call("list_count", numbers.copy())
        complete = build.binary("=", known, length(numbers.copy()))
        summed = build.coalesce(
            build.plain_call("list_sum", numbers), build.constant(0.0, KqlType.REAL)
        )
        return build.case([(complete, summed)], build.null(KqlType.REAL))

    return build.once(mapped(elements(array), number_of), total)


# --- parts --------------------------------------------------------------------------------------


def _from_start(index: Sql, count: Sql) -> Sql:
    """A position from 1 of an index from 0, or from the end where it is negative."""
    negative = build.binary("<", index, build.number(0))
    back = build.binary("+", index.copy(), count)
    place = build.case([(negative, back)], index.copy())
    return build.binary("+", place, build.number(1))


@scalar(
    "array_slice(array: dynamic, start: long|int, end: long|int) -> dynamic",
    source=_SOURCE,
    nulls="always",
    examples={
        "array_slice(dynamic([1, 2, 3]), 1, 2)": [2, 3],
        "array_slice(dynamic([1, 2, 3, 4, 5]), -3, -2)": [3, 4],
        "array_slice(dynamic([1, 2, 3]), 2, 9)": [3],
    },
)
def array_slice(array: Sql, start: Sql, end: Sql) -> Sql:
    """The elements between two indexes, both included; negative ones count from the end."""

    def cut(items: Sql) -> Sql:
        first = _from_start(start, length(items.copy()))
        last = _from_start(end, length(items.copy()))
        return to_variant(sliced(items, first, last))

    return build.once(elements(array), cut)


def _array_split(call: LoweredCall) -> Sql:
    """An array cut before an index, or before each of an array of indexes."""
    if call.bound[1].type is KqlType.DYNAMIC:
        long = build.type_of(KqlType.LONG)
        listed = filled(call.arg(1))
        indexes = mapped(listed, lambda e: build.try_cast(unquoted(e), long), "n")
    else:
        indexes = build.plain_call("list_value", call.arg(1))

    def cut(items: Sql) -> Sql:
        count = length(items.copy())
        firsts = mapped(
            indexes,
            lambda n: build.plain_call("greatest", _from_start(n, count.copy()), build.number(1)),
            "m",
        )
        ends = build.plain_call("list_append", firsts, build.binary("+", count, build.number(1)))
        bounds = build.plain_call("list_prepend", build.number(1), ends)

        def piece(place: Sql) -> Sql:
            last = build.binary(
                "-",
                at(bounds.copy(), build.binary("+", place.copy(), build.number(1))),
                build.number(1),
            )
            return to_variant(sliced(items.copy(), at(bounds.copy(), place), last))

        pieces = build.binary("-", length(bounds.copy()), build.number(1))
        return to_variant(mapped(positions(pieces), piece, "p"))

    return build.once(elements(call.arg(0)), cut)


add_function(
    "array_split(array: dynamic, indexes: long|int|dynamic) -> dynamic",
    _array_split,
    source=_SOURCE,
    whole_call=True,
    nulls="always",
    examples={
        "array_split(dynamic([1, 2, 3, 4, 5]), 2)": [[1, 2], [3, 4, 5]],
        "array_split(dynamic([1, 2, 3, 4]), dynamic([1, -1]))": [[1], [2, 3], [4]],
    },
)


def _array_index_of(call: LoweredCall) -> Sql:
    """The index of a value; -1 where it is not; from a start, within a length, the n-th one."""
    key = key_of(boxed(call.arg(1), call.bound[1].type))

    def search(keys: Sql) -> Sql:
        if len(call.bound) == 2:
            found = build.plain_call("list_position", keys.copy(), key)
        else:
            found = _nth(call, keys, key)
        index = build.binary("-", build.coalesce(found, build.number(0)), build.number(1))
        return build.case([(build.is_not_null(keys), index)], build.null(KqlType.LONG))

    return build.cast_to(
        build.once(keys_of(elements(call.arg(0))), search), build.type_of(KqlType.LONG)
    )


def _nth(call: LoweredCall, keys: Sql, key: Sql) -> Sql:
    first = _from_start(call.arg(2), length(keys.copy()))
    tests = []

    def fits(place: Sql) -> Sql:
        tests.append(build.binary(">=", place, first))
        if len(call.bound) > 3:
            least = build.binary("+", first.copy(), call.arg(3))
            within = build.binary("<", place.copy(), least)
            endless = build.binary("<", call.arg(3), build.number(0))
            tests.append(build.disjunction((endless, within)))
        same = build.binary("=", at(keys.copy(), place.copy()), key)
        return build.conjunction((*tests, same))

    places = kept(positions(length(keys.copy())), fits, "p")
    return at(places, call.arg(4) if len(call.bound) > 4 else build.number(1))


add_function(
    "array_index_of(array: dynamic, value: any, start?: long|int, length?: long|int,"
    " occurrence?: long|int) -> long",
    _array_index_of,
    source=_SOURCE,
    whole_call=True,
    nulls="always",
    examples={
        'array_index_of(dynamic(["this", "is", "an", "an"]), "an")': 2,
        'array_index_of(dynamic(["an", "is", "an", "an"]), "an", 1, -1, 2)': 3,
        "array_index_of(dynamic([1, 15.0]), 15)": 1,
        'array_index_of(dynamic([1]), "1")': -1,
    },
)
