"""Rounding, signs, the tests of reals, and the choice among numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.mathematics import as_reals
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.lower import build
from transpile.spec import CONVERSIONS, FunctionSpec, add_function, checked, scalar, unsupported
from transpile.types import KqlType, wider

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (mathematical); conformance FACTS 1, 3, 4"


def _bind_round(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    value, *digits = checked(binder, spec.signature, arguments, span)
    if digits and not isinstance(digits[0], Constant):
        raise refusal(
            codes.UNSUPPORTED, "a precision that is no constant is not translated", digits[0].span
        )
    if value.type is not KqlType.REAL:
        value = binder.apply("todouble", (value,), span)
    return spec.applied((value, *digits), span)


@scalar(
    "round(value: number, digits?: long|int) -> real",
    source=_SOURCE,
    bound_by=_bind_round,
    passes_name=True,
    examples={"round(2.15, 1)": 2.2, "round(12345, -2)": 12300.0, "round(-2.5)": -3.0},
)
def round_(value: Sql, digits: Sql | None = None) -> Sql:
    """A real rounded to so many digits after the point; halves away from zero."""
    if digits is None:
        return build.plain_call("round", value)
    return build.plain_call("round", value, build.cast_to(digits, build.data_type("INT")))


def _bind_like(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    (value,) = checked(binder, spec.signature, arguments, span)
    kind = KqlType.LONG if value.type is KqlType.INT else value.type
    return spec.applied((value,), span, kind)


def _abs(call: LoweredCall) -> Sql:
    """The number without its sign; of an int a long; the least long is its own."""
    kind = call.bound[0].type
    if kind in (KqlType.REAL, KqlType.DECIMAL):
        return build.plain_call("abs", call.arg(0))
    long = build.type_of(KqlType.LONG)
    if kind is KqlType.INT:
        return build.plain_call("abs", build.cast_to(call.arg(0), long))

    def size(value: Sql) -> Sql:
        wide = build.plain_call("abs", build.cast_to(value.copy(), build.data_type("INT128")))
        return build.coalesce(build.try_cast(wide, long), value)

    return build.once(call.arg(0), size)


add_function(
    "abs(value: number|timespan) -> like value",
    _abs,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_like,
    passes_name=True,
    examples={"abs(-5)": 5, "abs(-1.5)": 1.5, "abs(-2h)": "02:00:00"},
)


def _ceiling(call: LoweredCall) -> Sql:
    """The least whole number that is not below; of the value's own type."""
    if call.apply.kind.is_integer:
        return call.arg(0)
    made = build.plain_call("ceil", call.arg(0))
    return build.cast_to(made, build.type_of(call.apply.kind))


add_function(
    "ceiling(value: number) -> like value",
    _ceiling,
    source=_SOURCE,
    whole_call=True,
    passes_name=True,
    examples={"ceiling(-1.1)": -1.0, "ceiling(0.9)": 1.0, "ceiling(5)": 5},
)


@scalar(
    "sign(value: number|bool) -> real",
    source=_SOURCE,
    whole_call=True,
    nulls="never",
    examples={"sign(-42)": -1.0, "sign(0)": 0.0, "sign(real(null))": 0.0},
)
def sign(call: LoweredCall) -> Sql:
    """-1, 0 or 1, always a real; 0 of null and of NaN."""
    value = call.arg(0)
    if call.bound[0].type is KqlType.REAL:  # the engine holds NaN greatest
        unordered = build.plain_call("isnan", value)
        value = build.case([(unordered, build.null(KqlType.REAL))], value.copy())
    elif call.bound[0].type is KqlType.BOOL:
        value = build.cast_to(value, build.type_of(KqlType.LONG))
    whole = build.coalesce(build.plain_call("sign", value), build.number(0))
    return build.cast_to(whole, build.type_of(KqlType.REAL))


# --- tests and choices --------------------------------------------------------------------------

_TESTS: dict[str, tuple[str, str, dict[str, object]]] = {
    "isnan": ("isnan", "Whether a real is NaN.", {"isnan(0.0 / 0.0)": True, "isnan(1.0)": False}),
    "isinf": ("isinf", "Whether a real is infinite.", {"isinf(1.0 / 0.0)": True}),
    "isfinite": (
        "isfinite",
        "Whether a real is neither infinite nor NaN.",
        {"isfinite(1.5)": True, "isfinite(1.0 / 0.0)": False},
    ),
}


def _engine_test(name: str) -> Callable[[Sql], Sql]:
    return lambda value: build.plain_call(name, value)


for _name, (_engine, _doc, _shown) in _TESTS.items():
    add_function(
        f"{_name}(value: real|long|int) -> bool",
        _engine_test(_engine),
        doc=_doc,
        source=_SOURCE,
        bound_by=as_reals,
        examples=_shown,
    )


def _bind_choice(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    if len(arguments) < 2:
        raise refusal(codes.ARGUMENT_COUNT, f"'{spec.name}' takes 2 to 64 arguments", span)
    fitted = checked(binder, spec.signature, arguments, span)
    kind = fitted[0].type
    for part in fitted[1:]:
        common = kind if part.type is kind else wider(kind, part.type)
        if common is None:
            raise refusal(
                codes.MIXED_TYPES,
                f"'{spec.name}' does not compare a {kind} and a {part.type}",
                part.span,
                "cast them to one type",
            )
        kind = common
    same = tuple(
        part if part.type is kind else binder.apply(CONVERSIONS[kind], (part,), part.span)
        for part in fitted
    )
    nullable = all(part.nullable for part in same)
    return spec.applied_as(same, kind, nullable, span)


def _max_of(call: LoweredCall) -> Sql:
    """The greatest of the values; nulls do not count, NaN wins."""
    return build.plain_call("greatest", *call.args())


def _min_of(call: LoweredCall) -> Sql:
    """The least of the values; nulls do not count, NaN wins."""
    least = build.plain_call("least", *call.args())
    if call.apply.kind is not KqlType.REAL:
        return least
    unordered = build.plain_call("isnan", build.plain_call("greatest", *call.args()))
    return build.case([(unordered, build.constant(math.nan, KqlType.REAL))], least)


_CHOICES: tuple[tuple[str, Callable[[LoweredCall], Sql], dict[str, object]], ...] = (
    ("max_of", _max_of, {"max_of(1, long(null), 3)": 3, "max_of(int(1), 2, 0.5)": 2.0}),
    ("min_of", _min_of, {"min_of(10, 1, -3)": -3, "min_of(real(nan), 1.0)": "NaN"}),
)
for _name, _builder, _shown in _CHOICES:
    add_function(
        f"{_name}(values...: number|datetime|timespan) -> widest",
        _builder,
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind_choice,
        examples=_shown,
    )


def _bind_around(
    _spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    value, center, delta = checked(binder, _spec.signature, arguments, span)
    low = binder.apply("-", (center, delta), span)
    high = binder.apply("+", (center, delta), span)
    return binder.apply("between", (value, low, high), span)


def _never_lowered(_call: LoweredCall) -> Sql:
    raise InternalError("around() is resolved when binding")


add_function(
    "around(value: number|datetime|timespan, center: number|datetime|timespan,"
    " delta: number|timespan) -> bool",
    _never_lowered,
    doc="Whether a value lies within a distance of a center, both ends included.",
    source="learn:around-function",
    whole_call=True,
    bound_by=_bind_around,
    examples={
        "around(9, 10, 1)": True,
        "around(datetime(2024-01-01 01:31), datetime(2024-01-01), 90m)": False,
    },
)
unsupported("rand", why="it gives another answer every time, and a replay must not")
