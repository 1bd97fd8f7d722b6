"""The bits of whole numbers: ``binary_*``, ``tohex`` and the count of ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.spec import FunctionSpec, add_function, checked
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (bitwise); conformance FACTS 1, 2, 4"


def _bind_longs(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    longs = [
        part if part.type is KqlType.LONG else binder.apply("tolong", (part,), part.span)
        for part in fitted
    ]
    return spec.applied(tuple(longs), span)


def _and(left: Sql, right: Sql) -> Sql:
    """The bits that both numbers have."""
    return build.binary("&", left, right)


def _xor(left: Sql, right: Sql) -> Sql:
    """The bits that one of the numbers has, and not both."""
    return build.plain_call("xor", left, right)


def _or(left: Sql, right: Sql) -> Sql:
    """The bits that at least one of the numbers has."""
    both = build.binary("&", left.copy(), right.copy())
    return build.plain_call("xor", build.plain_call("xor", left, right), both)


def _not(value: Sql) -> Sql:
    """The bits that a number does not have."""
    return build.binary("-", build.cast_to(build.number(-1), build.type_of(KqlType.LONG)), value)


def _wide(value: Sql) -> Sql:
    return build.cast_to(value, build.data_type("INT128"))


def _power(count: Sql) -> Sql:
    """Two to the power of the low six bits of a count: shifts go no further."""
    low = build.binary("&", count, build.number(63))
    return _wide(build.plain_call("pow", build.bare(2.0, KqlType.REAL), low))


def _left(value: Sql, count: Sql) -> Sql:
    """The bits moved to the left; those that leave the 64 are lost."""
    # the engine's own operator raises for negative numbers and for bits that are lost
    product = build.binary("*", _wide(value), _power(count))
    half, mask = (_wide(build.text(str(number))) for number in (2**63, 2**64 - 1))
    mask_low = build.binary("&", product, mask)
    turned = build.plain_call("xor", mask_low, half)
    return build.cast_to(build.binary("-", turned, half.copy()), build.type_of(KqlType.LONG))


def _right(value: Sql, count: Sql) -> Sql:
    """The bits moved to the right; the sign stays."""

    def shifted(power: Sql) -> Sql:
        rest = build.binary("%", _wide(value), power)
        positive = build.binary("%", build.binary("+", rest, power.copy()), power.copy())
        floored = build.binary("-", _wide(value.copy()), positive)
        whole = build.binary("//", floored, power.copy())
        return build.cast_to(whole, build.type_of(KqlType.LONG))

    return build.once(_power(count), shifted)


def _ones(value: Sql) -> Sql:
    """The number of bits that are set."""
    return build.cast_to(build.plain_call("bit_count", value), build.type_of(KqlType.LONG))


_TWO = "left: long|int, right: long|int"
_ENTRIES: tuple[tuple[str, str, Callable[..., Sql], dict[str, object]], ...] = (
    ("binary_and", _TWO, _and, {"binary_and(5, 3)": 1, "binary_and(-1, int(6))": 6}),
    ("binary_or", _TWO, _or, {"binary_or(5, 3)": 7, "binary_or(-8, 3)": -5}),
    ("binary_xor", _TWO, _xor, {"binary_xor(5, 3)": 6}),
    ("binary_not", "value: long|int", _not, {"binary_not(100)": -101}),
    (
        "binary_shift_left",
        "value: long|int, count: long|int",
        _left,
        {
            "binary_shift_left(int(5), 40)": 5497558138880,
            "binary_shift_left(-1, 63)": -9223372036854775808,
            "binary_shift_left(3, 65)": 6,
        },
    ),
    (
        "binary_shift_right",
        "value: long|int, count: long|int",
        _right,
        {"binary_shift_right(-5, 1)": -3, "binary_shift_right(9223372036854775807, 62)": 1},
    ),
    ("bitset_count_ones", "value: long|int", _ones, {"bitset_count_ones(42)": 3}),
)
for _name, _parameters, _builder, _examples in _ENTRIES:
    add_function(
        f"{_name}({_parameters}) -> long",
        _builder,
        source=_SOURCE,
        bound_by=_bind_longs,
        passes_name=True,
        examples=_examples,
    )


def _tohex(call: LoweredCall) -> Sql:
    """The bits of a whole number as hexadecimal digits, zeros before them up to a length.

    An int has 32 bits and a long 64.
    """
    value = call.arg(0)
    if call.bound[0].type is KqlType.INT:
        long = build.cast_to(value, build.type_of(KqlType.LONG))
        value = build.binary("&", long, build.number(2**32 - 1))
    digits = build.call("lower", build.plain_call("hex", value))
    if len(call.bound) == 1:
        return digits
    # lpad would cut what is longer
    width = build.plain_call("greatest", build.plain_call("length", digits.copy()), call.arg(1))
    whole = build.cast_to(width, build.data_type("INT"))
    return build.plain_call("lpad", digits, whole, build.text("0"))


add_function(
    "tohex(value: long|int, length?: long|int) -> string",
    _tohex,
    source=_SOURCE,
    whole_call=True,
    passes_name=True,
    examples={
        "tohex(-256)": "ffffffffffffff00",
        "tohex(int(-256))": "ffffff00",
        "tohex(256, 8)": "00000100",
    },
)
