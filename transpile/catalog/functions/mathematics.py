"""Powers, logarithms and angles, all over reals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.spec import FunctionSpec, add_function, checked, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (mathematical); conformance FACTS 1, 3, 4"


def as_reals(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    """A binding with every argument as a real."""
    fitted = checked(binder, spec.signature, arguments, span)
    reals = [
        part if part.type is KqlType.REAL else binder.apply("todouble", (part,), part.span)
        for part in fitted
    ]
    return spec.applied(tuple(reals), span)


def _real(name: str) -> Callable[..., Sql]:
    """A builder of a call of the engine's function of that name."""
    return lambda *arguments: build.plain_call(name, *arguments)


def _over_zero(name: str, below: float | None = None) -> Callable[[Sql], Sql]:
    """A logarithm: -infinity of 0, and of less what was recorded for the function.

    The engine holds NaN greatest, and its logarithm is NaN.
    """

    def made(value: Sql) -> Sql:
        negative = build.binary("<", value.copy(), build.bare(0.0, KqlType.REAL))
        taken = build.plain_call(name, build.plain_call("abs", value))
        return build.case([(negative, build.constant(below, KqlType.REAL))], taken)

    return lambda value: build.once(value, made)


def _within_one(name: str) -> Callable[[Sql], Sql]:
    """An inverse of sine or cosine: null outside of -1 to 1, NaN of NaN."""

    def made(value: Sql) -> Sql:
        outside = build.conjunction(
            (
                build.binary(
                    ">", build.plain_call("abs", value.copy()), build.bare(1.0, KqlType.REAL)
                ),
                build.negation(build.plain_call("isnan", value.copy())),
            )
        )
        return build.case([(outside, build.null(KqlType.REAL))], build.plain_call(name, value))

    return lambda value: build.once(value, made)


def _power_of(base: int) -> Callable[[Sql], Sql]:
    return lambda value: build.plain_call("pow", build.bare(float(base), KqlType.REAL), value)


# name -> (builder, doc, whether the name of the argument is passed on, examples)
_OF_REALS: dict[str, tuple[Callable[..., Sql], str, bool, dict[str, object]]] = {
    "sqrt": (
        _real("sqrt"),
        "The square root; NaN of what is negative.",
        True,
        {"sqrt(6.25)": 2.5, "sqrt(-1)": "NaN"},
    ),
    "exp": (_real("exp"), "e to the power of a number.", True, {"exp(0)": 1.0}),
    "exp2": (_power_of(2), "2 to the power of a number.", True, {"exp2(-1)": 0.5}),
    "exp10": (_power_of(10), "10 to the power of a number.", False, {"exp10(2)": 100.0}),
    "log": (
        _over_zero("ln"),
        "The natural logarithm; null of what is negative.",
        True,
        {"log(1)": 0.0, "log(0)": "-Infinity", "log(-1)": None},
    ),
    "log2": (
        _over_zero("log2", math.nan),
        "The logarithm to base 2; NaN of what is negative.",
        True,
        {"log2(8)": 3.0, "log2(-1)": "NaN"},
    ),
    "log10": (
        _over_zero("log10", math.nan),
        "The logarithm to base 10; NaN of what is negative.",
        True,
        {"log10(1000)": 3.0, "log10(-1)": "NaN"},
    ),
    "sin": (_real("sin"), "The sine of an angle in radians.", True, {"sin(0)": 0.0}),
    "cos": (_real("cos"), "The cosine of an angle in radians.", True, {"cos(0)": 1.0}),
    "tan": (_real("tan"), "The tangent of an angle in radians.", True, {"tan(0)": 0.0}),
    "cot": (_real("cot"), "The cotangent of an angle in radians.", False, {"cot(0)": "Infinity"}),
    "asin": (
        _within_one("asin"),
        "The angle of a sine; null outside of -1 to 1.",
        True,
        {"asin(0)": 0.0, "asin(2)": None},
    ),
    "acos": (
        _within_one("acos"),
        "The angle of a cosine; null outside of -1 to 1.",
        True,
        {"acos(1)": 0.0, "acos(-2)": None},
    ),
    "atan": (_real("atan"), "The angle of a tangent.", True, {"atan(0)": 0.0}),
    "degrees": (_real("degrees"), "Radians in degrees.", False, {"degrees(0)": 0.0}),
    "radians": (_real("radians"), "Degrees in radians.", False, {"radians(0)": 0.0}),
    "gamma": (_real("gamma"), "The gamma function.", True, {"gamma(5)": 24.0}),
    "loggamma": (
        _real("lgamma"),
        "The logarithm of the gamma function.",
        True,
        {"loggamma(1)": 0.0},
    ),
}
for _name, (_builder, _doc, _passes, _examples) in _OF_REALS.items():
    add_function(
        f"{_name}(value: number) -> real",
        _builder,
        doc=_doc,
        source=_SOURCE,
        bound_by=as_reals,
        nulls="always" if _name in ("log", "asin", "acos") else "propagate",
        passes_name=_passes,
        examples=_examples,
    )


@scalar(
    "atan2(y: number, x: number) -> real",
    source=_SOURCE,
    bound_by=as_reals,
    passes_name=True,
    examples={"atan2(0, 1)": 0.0},
)
def atan2(y: Sql, x: Sql) -> Sql:
    """The angle between the x axis and the point (x, y)."""
    return build.plain_call("atan2", y, x)


@scalar(
    "pow(base: number, exponent: number) -> real",
    source=_SOURCE,
    bound_by=as_reals,
    examples={"pow(2, 3)": 8.0, "pow(4, -0.5)": 0.5},
)
def pow_(base: Sql, exponent: Sql) -> Sql:
    """A number to the power of another, a real in any case."""
    return build.plain_call("pow", base, exponent)


@scalar("pi() -> real", source=_SOURCE, nulls="never", examples={"round(pi(), 5)": 3.14159})
def pi() -> Sql:
    """The number pi."""
    return build.constant(math.pi, KqlType.REAL)
