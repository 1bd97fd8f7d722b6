"""Sizes in bytes: as people write them, and those of a row's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import ColumnRef, Constant, Expr, Node, visible
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.lower import build
from transpile.spec import FunctionSpec, add_function, checked, constant_value
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder, Scope
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_UNITS = ("Bytes", "KB", "MB", "GB", "TB", "PB", "EB")


def _bind_format(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    value, *options = checked(binder, spec.signature, arguments, span)
    if value.type is not KqlType.REAL:
        value = binder.apply("todouble", (value,), span)
    digits = options[0] if options else Constant(0, KqlType.LONG)
    unit = options[1] if len(options) > 1 else Constant("", KqlType.STRING)
    if not isinstance(constant_value(digits), int):
        raise refusal(codes.UNSUPPORTED, "a precision that is no constant is not translated", span)
    if constant_value(unit) not in ("", *_UNITS):
        raise refusal(
            codes.BAD_ARGUMENT,
            f"the unit of '{spec.name}' must be a constant: one of {', '.join(_UNITS)}",
            unit.span,
        )
    return spec.applied((value, digits, unit), span)


def _format(call: LoweredCall) -> Sql:
    """A number of bytes in a unit of 1,024 steps, by default the largest that it fills."""
    digits, unit = call.constant(1), str(call.constant(2))
    assert isinstance(digits, int)

    def spelled(value: Sql, place: int) -> Sql:
        size = build.bare(float(1024**place), KqlType.REAL)
        rounded = build.plain_call(
            "round", build.binary("/", value.copy(), size), build.number(digits)
        )
        shown = build.cast_to(rounded, build.data_type("TEXT"))
        bare = build.plain_call("regexp_replace", shown, build.text(r"\.0$"), build.text(""))
        return build.plain_call("concat", bare, build.text(f" {_UNITS[place]}"))

    def chosen(value: Sql) -> Sql:
        branches = []
        for place in range(len(_UNITS) - 1, 0, -1):
            size = build.bare(float(1024**place), KqlType.REAL)
            least = build.binary(">=", build.plain_call("abs", value.copy()), size)
            branches.append((least, spelled(value, place)))
        made = (
            spelled(value, _UNITS.index(unit)) if unit else build.case(branches, spelled(value, 0))
        )
        # concat passes over nulls
        return build.case([(build.is_not_null(value.copy()), made)])

    return build.once(call.arg(0), chosen)


add_function(
    "format_bytes(size: number, digits?: long|int, unit?: string) -> string",
    _format,
    source="learn:format-bytes-function",
    whole_call=True,
    passes_name=True,
    bound_by=_bind_format,
    examples={
        "format_bytes(564)": "564 Bytes",
        "format_bytes(10332, 1)": "10.1 KB",
        "format_bytes(20010332, 2)": "19.08 MB",
        'format_bytes(20010332, 0, "KB")': "19541 KB",
        "format_bytes(long(null))": "",
    },
)


# --- the size of values -------------------------------------------------------------------------


def _bind_estimate(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    if not syntax.arguments or not isinstance(scope, Node):
        raise refusal(codes.ARGUMENT_COUNT, "'estimate_data_size' takes columns, or *", syntax.span)
    parts: list[Expr] = []
    for argument in syntax.arguments:
        if isinstance(argument, nodes.Star):
            parts += [ColumnRef(column, span=argument.span) for column in visible(scope)]
        else:
            parts.append(binder.scalar(argument, scope))
    total: Expr = Constant(0, KqlType.LONG)
    for part in parts:
        total = binder.apply("+", (total, _size(binder, part, syntax.span)), syntax.span)
    return total


def _size(binder: Binder, part: Expr, span: Span) -> Expr:
    if part.type is KqlType.LONG:
        return Constant(8, KqlType.LONG)
    if part.type is KqlType.STRING:
        return binder.apply("string_size", (part,), span)
    raise refusal(
        codes.UNSUPPORTED,
        f"the bytes in which Kusto keeps a {part.type} are not documented",
        part.span,
        "estimate_data_size() is known of texts and longs",
    )


def _never_lowered(_call: LoweredCall) -> Sql:
    raise InternalError("estimate_data_size() is resolved when binding")


add_function(
    "estimate_data_size(columns...: any) -> long",
    _never_lowered,
    doc="The bytes of the listed columns, or of all (``*``): 8 of a long, those of a text's UTF-8.",
    source="learn:estimate-data-size-function",
    whole_call=True,
    bound_in_scope=_bind_estimate,
    differs="Of texts and longs alone.",
)
