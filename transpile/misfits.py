"""Values of a type that does not fit: what to write instead. Looked at when a query is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.tree import Constant, Expr
from transpile.syntax.literals import BadLiteralError, typed_value
from transpile.types import CONVERSIONS, KqlType

if TYPE_CHECKING:
    from collections.abc import Collection

_NUMBERS = frozenset({KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL})

_SPELT = frozenset(KqlType) - {KqlType.STRING, KqlType.DYNAMIC}


def types_shown(types: Collection[KqlType]) -> str:
    """Types with their article: ``an int or long``, ``a number or timespan``."""
    names = sorted(kind.value for kind in types)
    if set(types) >= _NUMBERS:
        numbers = {kind.value for kind in _NUMBERS}
        names = ["number", *(name for name in names if name not in numbers)]
    article = "an" if names[0][0] in "aeiou" else "a"
    return f"{article} {' or '.join(names)}"


def conversion_hint(expr: Expr, types: Collection[KqlType], preferred: KqlType | None) -> str:
    """How a value comes into one of these types: a literal is written anew, else converted."""
    if preferred is None:
        return ""
    if isinstance(expr, Constant):
        anew = _written_anew(expr, types, preferred)
        if anew:
            return anew
    if KqlType.TIMESPAN in types and expr.type.is_numeric:
        return "7d, 7h and 7m are timespans"
    if preferred is KqlType.DATETIME and expr.type.is_numeric:
        return "datetime(2026-01-31) is a day; unixtime_seconds_todatetime(...) reads a number"
    if preferred is KqlType.BOOL:
        return "compare it with something"
    return f"convert it with {CONVERSIONS[preferred]}(...)"


def _written_anew(expr: Constant, types: Collection[KqlType], preferred: KqlType) -> str:
    value = expr.value
    if isinstance(value, bool) or value is None or len(str(value)) > 40:
        return ""
    if preferred is KqlType.STRING and isinstance(value, int) and expr.type.is_integer:
        return f'write "{value}"'
    if KqlType.TIMESPAN in types and isinstance(value, int) and expr.type.is_integer:
        return f"{value}d, {value}h and {value}m are timespans"
    if not isinstance(value, str):
        return ""
    for kind in (preferred, KqlType.TIMESPAN, KqlType.DATETIME, KqlType.LONG, KqlType.REAL):
        if kind in types and kind in _SPELT and _spells(value, kind):
            typed = kind in (KqlType.DATETIME, KqlType.GUID)
            return f"write {kind}({value})" if typed else f"write {value}, without quotes"
    return ""


def _spells(text: str, kind: KqlType) -> bool:
    try:
        return typed_value(kind, text) is not None
    except BadLiteralError:
        return False
