"""What text functions share when they bind: constants behind expressions, patterns, texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Apply, Constant, Expr
from transpile.diagnostics import refusal
from transpile.lower.patterns import Pattern, PatternError, engine_pattern
from transpile.spec import FunctionSpec, checked
from transpile.types import CONVERSIONS, KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.span import Span


def constant_text(expr: Expr) -> str | None:
    """The text of an expression of constants: a literal, and what strcat makes of them."""
    if isinstance(expr, Constant):
        return expr.value if isinstance(expr.value, str) else None
    if isinstance(expr, Apply) and expr.spec.name == "strcat_array":
        return _joined(expr)
    if not isinstance(expr, Apply) or expr.spec.name not in _FOLDED:
        return None
    parts = [constant_text(part) for part in expr.arguments]
    texts = [part for part in parts if part is not None]
    return _FOLDED[expr.spec.name](texts) if len(texts) == len(parts) else None


def _joined(expr: Apply) -> str | None:
    items, delimiter = expr.arguments
    between = constant_text(delimiter)
    held = items.value if isinstance(items, Constant) else None
    if between is None or not isinstance(held, list):
        return None
    texts = [text for text in held if isinstance(text, str)]
    return between.join(texts) if len(texts) == len(held) else None


_FOLDED: dict[str, Callable[[list[str]], str]] = {
    "strcat": "".join,
    "strcat_delim": lambda texts: texts[0].join(texts[1:]),
    "tolower": lambda texts: texts[0].lower(),
    "toupper": lambda texts: texts[0].upper(),
    "tostring": lambda texts: texts[0],
}


def wanted_constant(expr: Expr, function: str, what: str) -> Constant:
    """The argument as a constant text; anything else is refused."""
    text = constant_text(expr)
    if text is None:
        raise refusal(
            codes.NOT_CONSTANT, f"the {what} of '{function}' must be a constant text", expr.span
        )
    return Constant(text, KqlType.STRING, span=expr.span)


def wanted_pattern(expr: Expr, function: str) -> Constant:
    """The argument as a constant regular expression that the engine can run."""
    constant = wanted_constant(expr, function, "regular expression")
    checked_pattern(str(constant.value), expr, function)
    return constant


def checked_pattern(pattern: str, expr: Expr, function: str, *, named: bool = True) -> Pattern:
    """The engine's pattern; a bad one is refused at the place of ``expr``."""
    try:
        return engine_pattern(pattern, named=named)
    except PatternError as error:
        raise refusal(
            codes.BAD_ARGUMENT, f"'{function}' with a bad regular expression: {error}", expr.span
        ) from None


def pattern_at(arguments: tuple[Expr, ...], place: int) -> Pattern:
    """The engine's pattern of an argument that ``wanted_pattern`` has checked."""
    constant = arguments[place]
    assert isinstance(constant, Constant)
    return engine_pattern(str(constant.value))


def no_dynamic(spec: FunctionSpec, arguments: tuple[Expr, ...]) -> None:
    """Refuse dynamic where Kusto wants text; other functions take the text of a dynamic."""
    for argument, parameter in zip(arguments, spec.signature.parameters, strict=False):
        if argument.type is KqlType.DYNAMIC and KqlType.DYNAMIC not in parameter.types:
            raise refusal(
                codes.ARGUMENT_TYPE,
                f"'{spec.name}' takes a {parameter.preferred} for its {parameter.name}, "
                "not a dynamic",
                argument.span,
                f"convert it with {CONVERSIONS[parameter.preferred or KqlType.STRING]}(...)",
            )


def bind_strict(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    """Bind a function whose text parameters take no dynamic."""
    no_dynamic(spec, arguments)
    return spec.applied(checked(binder, spec.signature, arguments, span), span)


def as_texts(binder: Binder, arguments: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Every argument as ``tostring`` gives it."""
    return tuple(
        part if part.type is KqlType.STRING else binder.apply("tostring", (part,), part.span)
        for part in arguments
    )
