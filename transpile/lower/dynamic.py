"""Dynamic values in SQL: VARIANT, its paths, its text, and what JSON text allows cheaply.

A raw VARIANT is never compared, grouped or ordered: ``'5' = 5`` is false there and ``'x' > 5``
true. Whatever leaves it goes through one of these conversions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from transpile.lower import build
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql

VARIANT = build.data_type("VARIANT")
JSON = build.data_type("JSON")


def to_json(value: Sql) -> Sql:
    """A VARIANT as JSON."""
    return build.cast_to(value, build.data_type("JSON"))


def to_variant(value: Sql) -> Sql:
    """Any engine value as VARIANT."""
    return build.cast_to(value, build.data_type("VARIANT"))


def unquoted(value: Sql) -> Sql:
    """A VARIANT's text: strings without quotes, everything else as JSON; null for null."""
    return build.plain_call("json_extract_string", to_json(value), build.text("$"))


def json_type(value: Sql) -> Sql:
    """``OBJECT``, ``ARRAY``, ``VARCHAR``, ``UBIGINT``, ``BIGINT``, ``DOUBLE``, ``BOOLEAN``."""
    return build.plain_call("json_type", to_json(value))


def step(value: Sql, key: str | int) -> Sql:
    """One step of a path; null where it leads nowhere. Positions count from 1 in the engine."""
    if isinstance(key, str):
        return build.plain_call("variant_extract", value, build.text(key))
    if key >= 0:
        return build.plain_call("variant_extract", value, build.number(key + 1))
    # from the end: the length is only known where it is an array
    items = build.try_cast(to_json(value), build.data_type("JSON[]"))
    return to_variant(build.plain_call("list_extract", items, build.number(key)))


def computed_step(value: Sql, key: Sql, kind: KqlType) -> Sql:
    """One step whose key differs from row to row; a dynamic key is what it holds there."""
    if kind is KqlType.STRING:
        return _property(value, key)
    if kind is not KqlType.DYNAMIC:
        return _element(value, key)
    return build.once(key, lambda held: _held_step(value, held))


def _held_step(value: Sql, key: Sql) -> Sql:
    as_json = to_json(key)
    is_text = build.binary("=", build.plain_call("json_type", as_json), build.text("VARCHAR"))
    whole = build.in_list(
        build.plain_call("json_type", as_json.copy()),
        [build.text("UBIGINT"), build.text("BIGINT")],
    )
    place = build.try_cast(as_json.copy(), build.data_type("BIGINT"))
    return build.case(
        [
            (is_text, _property(value, unquoted(key.copy()))),
            (whole, _element(value.copy(), place)),
        ],
        build.null(KqlType.DYNAMIC),
    )


def _property(value: Sql, key: Sql) -> Sql:
    # through a map: the engine's paths take constants only, or read signs in the name
    parts = [build.data_type("TEXT"), build.data_type("JSON")]
    kind = exp.DataType(this=exp.DType.MAP, expressions=parts, nested=True)
    bag = build.try_cast(to_json(value), kind)
    return to_variant(build.plain_call("map_extract_value", bag, key))


# Arrays up to these lengths are taken apart element by element: the engine's own cast to a list
# costs 15 us for each element, twenty times as much.
_SHORT = (4, 16)


def size_of(value: Sql) -> Sql:
    """The number of elements of an array; null for what is none."""

    def read(kind: Sql) -> Sql:  # ARRAY(3)
        length = build.binary("-", build.plain_call("len", kind), build.number(7))
        shown = build.plain_call("substring", kind.copy(), build.number(7), length)
        is_array = build.plain_call("starts_with", kind.copy(), build.text("ARRAY("))
        return build.case(
            [(is_array, build.try_cast(shown, build.data_type("BIGINT")))],
            build.null(KqlType.LONG),
        )

    return build.once(build.plain_call("variant_typeof", value), read)


def elements(value: Sql) -> Sql:
    """The elements of an array, as a list of VARIANT; null for what is no array."""

    def listed(held: Sql) -> Sql:
        def by_size(size: Sql) -> Sql:
            branches = []
            for most in _SHORT:
                parts = [
                    build.plain_call("variant_extract", held.copy(), build.number(place))
                    for place in range(1, most + 1)
                ]
                listed = build.plain_call("list_value", *parts)
                short = build.plain_call("list_slice", listed, build.number(1), size.copy())
                branches.append((build.binary("<=", size.copy(), build.number(most)), short))
            long = build.binary(">", size.copy(), build.number(_SHORT[-1]))
            branches.append((long, build.try_cast(held.copy(), build.data_type("VARIANT[]"))))
            return build.case(branches, build.cast_to(exp.Null(), build.data_type("VARIANT[]")))

        return build.once(size_of(held), by_size)

    return build.once(value, listed)


def _element(value: Sql, place: Sql) -> Sql:
    def found(at: Sql) -> Sql:
        ahead = build.binary(">=", at, build.number(0))
        # a sum past the longest list must not overflow
        after = build.plain_call("least", at.copy(), build.number(2**40))
        position = build.case([(ahead, build.binary("+", after, build.number(1)))], at.copy())
        return build.plain_call("list_extract", elements(value), position)

    return build.once(build.cast_to(place, build.data_type("BIGINT")), found)


def json_path(keys: list[str | int]) -> str:
    """A JSON path that reaches what the steps reach."""
    shown = "$"
    for key in keys:
        if isinstance(key, int):
            shown += f"[{key}]" if key >= 0 else f"[#{key}]"
        else:
            shown += '."' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return shown


def boxed_real(value: Sql) -> Sql:
    """A DOUBLE as VARIANT; NaN and the infinities are texts inside a dynamic."""
    infinite = build.plain_call("isinf", value.copy())
    positive = build.binary(">", value.copy(), build.number(0))
    return build.case(
        [
            (build.plain_call("isnan", value.copy()), to_variant(build.text("NaN"))),
            (build.conjunction((infinite, positive)), to_variant(build.text("Infinity"))),
            (infinite.copy(), to_variant(build.text("-Infinity"))),
        ],
        to_variant(value),
    )


def boxed_reals(listed: Sql) -> Sql:
    """A list of DOUBLE as a list of VARIANT."""
    element = exp.Identifier(this="e", quoted=False)
    each = exp.Lambda(this=boxed_real(exp.Column(this=element)), expressions=[element.copy()])
    return build.plain_call("list_transform", listed, each)


def array_of_reals(listed: Sql) -> Sql:
    """A list of DOUBLE as a dynamic array; boxing each would take three times as long."""

    def made(held: Sql) -> Sql:
        element = exp.Identifier(this="e", quoted=False)
        special = build.negation(build.plain_call("isfinite", exp.Column(this=element)))
        test = exp.Lambda(this=special, expressions=[element.copy()])
        count = build.plain_call("len", build.plain_call("list_filter", held, test))
        boxed = to_variant(boxed_reals(held.copy()))
        some = build.binary(">", count, build.number(0))
        return build.case([(some, boxed)], to_variant(held.copy()))

    return build.once(listed, made)


def typed_elements(value: Sql, kind: KqlType) -> Sql:
    """The elements of an array that can equal a value of this type, as a list of that type.

    A value that is no array is a list of itself.
    """
    as_json = to_json(value)
    is_array = build.binary("=", build.plain_call("json_type", as_json), build.text("ARRAY"))
    items = build.cast_to(as_json.copy(), build.data_type("JSON[]"))
    single = build.plain_call("list_value", as_json.copy())
    listed = build.case([(is_array, items)], single)
    element = exp.Identifier(this="e", quoted=False)
    held = exp.Column(this=element)
    if kind is KqlType.STRING:
        wanted = build.binary("=", build.plain_call("json_type", held), build.text("VARCHAR"))
        taken: Sql = build.plain_call("json_extract_string", held.copy(), build.text("$"))
    else:
        names = [build.text(name) for name in ("UBIGINT", "BIGINT", "DOUBLE")]
        if kind is KqlType.BOOL:
            names = [build.text("BOOLEAN")]
        wanted = build.in_list(build.plain_call("json_type", held), names)
        number = build.type_of(KqlType.BOOL if kind is KqlType.BOOL else KqlType.REAL)
        taken = build.try_cast(held.copy(), number)
    kept = build.plain_call("list_filter", listed, exp.Lambda(this=wanted, expressions=[element]))
    mapped = exp.Lambda(this=taken, expressions=[element.copy()])
    return build.plain_call("list_transform", kept, mapped)
