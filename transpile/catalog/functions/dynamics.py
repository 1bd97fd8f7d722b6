"""Dynamic values: ``parse_json``, paths into them, and their type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.catalog.functions.conversions import (
    json_text_path,
    json_text_root,
    matches,
    text_of_decimal,
)
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import boxed_real, computed_step, step, to_variant
from transpile.lower.time import text_of_datetime, text_of_timespan
from transpile.spec import FunctionSpec, add_function
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


def _todynamic(call: LoweredCall) -> Sql:
    """The value as dynamic: text is read as JSON, and is itself where it is none."""
    kind = call.bound[0].type
    value = call.arg(0)
    if kind is KqlType.DYNAMIC:
        return value
    if kind is not KqlType.STRING:
        return boxed(value, kind)
    parsed = to_variant(build.cast_to(value, build.data_type("JSON")))
    # the engine's JSON takes NaN and inf for numbers
    number = build.negation(matches(value.copy(), r"\s*[-+]?(?i:nan|inf|infinity)\s*"))
    valid = build.conjunction((build.plain_call("json_valid", value.copy()), number))
    empty = build.binary("=", value.copy(), build.text(""))
    return build.case(
        [(empty, build.null(KqlType.DYNAMIC)), (valid, parsed)], to_variant(value.copy())
    )


def boxed(value: Sql, kind: KqlType) -> Sql:
    """A value inside a dynamic: times, guids and decimals are held as Kusto's text of them."""
    if kind is KqlType.DYNAMIC:
        return value
    if kind in (KqlType.BOOL, KqlType.INT, KqlType.LONG, KqlType.STRING):
        return to_variant(value)
    if kind is KqlType.REAL:
        return boxed_real(value)
    if kind is KqlType.DATETIME:
        return to_variant(text_of_datetime(value))
    missing = build.is_null(value.copy())
    if kind is KqlType.TIMESPAN:
        text = text_of_timespan(value)
    elif kind is KqlType.DECIMAL:
        text = text_of_decimal(value)
    else:
        text = build.cast_to(value, build.data_type("TEXT"))
    return build.case([(missing, build.null(KqlType.DYNAMIC))], to_variant(text))


for _name in ("parse_json", "todynamic"):
    add_function(
        f"{_name}(value: any) -> dynamic",
        _todynamic,
        examples={f"{_name}('{{\"a\": [1, 2]}}')": {"a": [1, 2]}, f"{_name}('abc')": "abc"},
        source="learn:parse-json-function; FACTS 8",
        whole_call=True,
        nulls="always",
        passes_name=True,
    )


def _bind_path(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    base, key = arguments
    if key.type not in (KqlType.STRING, KqlType.INT, KqlType.LONG, KqlType.DYNAMIC):
        raise refusal(
            codes.TYPE_MISMATCH,
            f"an index is a whole number or a property name, not a {key.type}",
            key.span,
        )
    return spec.applied((base, key), span)


def _path(call: LoweredCall) -> Sql:
    """A property or an element; null where there is none. Negative positions count from the end."""
    root = json_text_root(call.apply)
    if root is not None:
        return json_text_path(call, root, as_text=False)
    key = call.constant(1)
    if isinstance(key, str | int):
        return step(call.arg(0), key)
    return computed_step(call.arg(0), call.arg(1), call.bound[1].type)


add_function(
    "[](base: dynamic, key: string|long) -> dynamic",
    _path,
    examples={
        "dynamic([1, 2, 3])[-1]": 3,
        'dynamic({"a": 5}).a': 5,
        "dynamic({}).a.b": None,
        'dynamic({"a": 5})[tolower("A")]': 5,
        "dynamic([1, 2, 3])[toint(strlen('ab')) - 1]": 2,
    },
    source="learn:dynamic; FACTS 8",
    whole_call=True,
    nulls="always",
    bound_by=_bind_path,
)
