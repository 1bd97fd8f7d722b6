"""Arrays and bags inside dynamics, as the engine's lists and maps.

An array is a list of VARIANT, its null elements SQL nulls; a bag a map of JSON by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from transpile.lower import build
from transpile.lower.dynamic import elements, to_json, to_variant, unquoted
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transpile.lower.build import Sql


def filled(value: Sql) -> Sql:
    """The elements of an array; none for what is no array."""
    return build.coalesce(elements(value), no_elements())


def no_elements() -> Sql:
    """An empty list."""
    return build.cast_to(build.plain_call("list_value"), build.data_type("VARIANT[]"))


def mapped(listed: Sql, use: Callable[[Sql], Sql], name: str = "e") -> Sql:
    """A list of what ``use`` makes of every element; nested lambdas need names of their own."""
    made = build.plain_call("list_transform", listed, _lambda(use, name))
    return build.queries_outside(made)


def kept(listed: Sql, test: Callable[[Sql], Sql], name: str = "e") -> Sql:
    """The elements for which a test holds."""
    return build.queries_outside(build.plain_call("list_filter", listed, _lambda(test, name)))


def _lambda(use: Callable[[Sql], Sql], name: str) -> exp.Lambda:
    held = exp.Identifier(this=name, quoted=False)
    return exp.Lambda(this=use(exp.Column(this=held)), expressions=[held.copy()])


def joined(lists: Sequence[Sql]) -> Sql:
    """Lists one after the other; nulls are skipped."""
    return build.plain_call("flatten", build.plain_call("list_value", *lists))


def length(listed: Sql) -> Sql:
    """The number of elements."""
    return build.plain_call("len", listed)


def positions(count: Sql) -> Sql:
    """The whole numbers from 1 to a count."""
    return build.plain_call("generate_series", build.number(1), count)


def at(listed: Sql, position: Sql) -> Sql:
    """The element at a position from 1; null where there is none."""
    return build.plain_call("list_extract", listed, position)


def sliced(listed: Sql, first: Sql, last: Sql) -> Sql:
    """The elements between two positions from 1, both included; bounds below 1 are held there."""
    low = build.plain_call("greatest", first, build.number(1))
    high = build.plain_call("greatest", last, build.number(0))
    return build.plain_call("list_slice", listed, low, high)


def key_of(element: Sql) -> Sql:
    """A text that is equal for equal elements: 15 and 15.0 are, 15 and "15" are not."""
    as_json = to_json(element)
    text = build.cast_to(as_json, build.data_type("TEXT"))
    real = build.try_cast(unquoted(element.copy()), build.data_type("DOUBLE"))
    is_real = build.binary("=", build.plain_call("json_type", as_json.copy()), build.text("DOUBLE"))
    small = build.binary("<", build.plain_call("abs", real), build.bare(9e15, KqlType.REAL))
    cut = build.binary("=", real.copy(), build.plain_call("trunc", real.copy()))
    whole = build.cast_to(
        build.cast_to(real.copy(), build.data_type("BIGINT")), build.data_type("TEXT")
    )
    return build.case(
        [
            (build.is_null(element.copy()), build.text("null")),
            (build.conjunction((is_real, small, cut)), whole),
        ],
        text,
    )


def keys_of(listed: Sql) -> Sql:
    """The keys of all elements."""
    return mapped(listed, key_of, "k")


def contains(keys: Sql, key: Sql) -> Sql:
    """Whether a key is among keys."""
    return build.plain_call("list_contains", keys, key)


def distinct(listed: Sql) -> Sql:
    """The different elements, in the order in which they first stand."""
    return build.once(
        listed,
        lambda items: build.once(keys_of(items.copy()), lambda keys: _first_ones(items, keys)),
    )


def _first_ones(items: Sql, keys: Sql) -> Sql:
    def is_first(place: Sql) -> Sql:
        first = build.plain_call("list_position", keys.copy(), at(keys.copy(), place.copy()))
        return build.binary("=", first, place)

    places = kept(positions(length(items.copy())), is_first, "p")
    return mapped(places, lambda place: at(items.copy(), place), "q")


# --- bags ---------------------------------------------------------------------------------------


def _map_type() -> exp.DataType:
    parts = [build.data_type("TEXT"), build.data_type("JSON")]
    return exp.DataType(this=exp.DType.MAP, expressions=parts, nested=True)


def bag_of(value: Sql) -> Sql:
    """A bag as a map; null for what is none."""
    return build.try_cast(to_json(value), _map_type())


def bagged(value: Sql) -> Sql:
    """A map as a dynamic bag."""
    return to_variant(to_json(value))
