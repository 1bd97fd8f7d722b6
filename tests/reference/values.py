"""KQL values as Python values: their texts, how texts are read, how values compare.

A datetime is an int of microseconds since 1970 (UTC), a timespan an int of 100 ns ticks, a guid
its lower-case text, a dynamic parsed JSON; null is None, and a string is never None. Written from
the language's documents, not from the lowering to SQL: where both agree, both are likely right.
"""

from __future__ import annotations

import json
import math
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

from transpile.types import KqlType

Value = Any  # a value of any KQL type; its KqlType travels beside it
Row = dict[str, Value]

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  UTC by convention
YEAR_ONE = -62_135_596_800_000_000
LAST = 253_402_300_799_999_999
DAY = 864_000_000_000
DECIMALS = Context(prec=80)


class FreeList(list[Value]):
    """An array whose element order the language leaves open (``make_set``)."""


def wrapped(value: int, bits: int = 64) -> int:
    """The low bits of a whole number, as a signed one."""
    half = 1 << (bits - 1)
    return (value + half) % (1 << bits) - half


def is_nan(value: Value) -> bool:
    """Whether a value is the real that is no number."""
    return isinstance(value, float) and math.isnan(value)


def is_number(value: Value) -> bool:
    """Whether a value inside a dynamic is a number (a bool is none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def in_range(micros: int) -> int | None:
    """A datetime between the years 1 and 9999, else null."""
    return micros if YEAR_ONE <= micros <= LAST else None


# --- texts --------------------------------------------------------------------------------------


def real_text(value: float) -> str:
    """``1500.0``, ``NaN``, ``-inf``, ``1E+20``."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return repr(value).upper()


def decimal_text(value: Decimal) -> str:
    """A decimal without needless zeros."""
    shown = f"{value:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown in ("-0", "") else shown


def datetime_text(micros: int) -> str:
    """Seven digits of fraction and a Z."""
    moment = EPOCH + timedelta(microseconds=micros)
    return f"{moment.year:04}-{moment:%m-%dT%H:%M:%S}.{moment.microsecond:06}0Z"


def timespan_text(ticks: int) -> str:
    """``[-][d.]hh:mm:ss[.fffffff]``."""
    seconds, fraction = divmod(abs(ticks), 10_000_000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    shown = ("-" if ticks < 0 else "") + (f"{days}." if days else "")
    return f"{shown}{hour:02}:{minute:02}:{second:02}" + (f".{fraction:07}" if fraction else "")


def plain_json(value: Value) -> Value:
    """JSON whose reals that are no numbers are texts, as Kusto holds them."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, list):
        return [plain_json(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_json(item) for key, item in value.items()}
    return value


def json_text(value: Value) -> str:
    """Compact JSON; keys in order (a documented difference of the lab)."""
    value = plain_json(value)
    if isinstance(value, list):
        return f"[{','.join(map(json_text, value))}]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{json_text(k)}:{json_text(value[k])}" for k in sorted(value)) + "}"
    # how exponents are spelled is not recorded: as the lab does
    return json.dumps(value, ensure_ascii=False).replace("e+", "e" if is_number(value) else "e+")


def dynamic_text(value: Value) -> str:
    """A dynamic as text: strings without quotes, null as nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json_text(value)


def text_of(value: Value, kind: KqlType) -> str:
    """``tostring``: null of any type is the empty text."""
    if value is None:
        return ""
    if kind is KqlType.DYNAMIC:
        return dynamic_text(value)
    if kind is KqlType.BOOL:
        return "True" if value else "False"
    if kind is KqlType.REAL:
        return real_text(value)
    if kind is KqlType.DECIMAL:
        return decimal_text(value)
    if kind is KqlType.DATETIME:
        return datetime_text(value)
    if kind is KqlType.TIMESPAN:
        return timespan_text(value)
    return str(value)


def boxed(value: Value, kind: KqlType) -> Value:
    """A scalar inside a dynamic: times, guids and decimals are texts there."""
    if value is None or kind in (KqlType.DYNAMIC, KqlType.BOOL, KqlType.INT, KqlType.LONG):
        return value
    return plain_json(value) if kind is KqlType.REAL else text_of(value, kind)


def folded(text: str) -> str:
    """The text in lower case, character by character."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def raised(text: str) -> str:
    """The text in upper case, character by character."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


# --- reading texts ------------------------------------------------------------------------------


def whole_from(text: str, bits: int) -> int | None:
    """Optional sign and digits, or ``0x``; blanks around; null where it does not fit."""
    text = text.strip(" \t\r\n\f\v")
    if re.fullmatch(r"[-+]?[0-9]+", text):
        value = int(text)
    elif re.fullmatch(r"0[xX][0-9a-fA-F]+", text):
        value = int(text, 16)
    else:
        return None
    return value if -(1 << (bits - 1)) <= value < 1 << (bits - 1) else None


def real_from(text: str) -> float | None:
    """Decimal or scientific form, NaN, inf, Infinity."""
    text = text.strip(" \t\r\n\f\v")
    if re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", text):
        return float(text)
    if re.fullmatch(r"[nN]a[nN]|[-+]?inf|[-+]?Infinity", text):
        return float(text)
    return None


def decimal_from(text: str) -> Decimal | None:
    """Decimal form; 18 digits after the point."""
    value = real_from(text)
    if value is None or not math.isfinite(value):
        return None
    return held_decimal(Decimal(text.strip(" \t\r\n\f\v")))


def held_decimal(value: Decimal) -> Decimal | None:
    """A decimal as the lab stores it: 18 digits after the point, 20 before, else null."""
    try:
        made = value.quantize(Decimal(1).scaleb(-18), ROUND_HALF_UP, DECIMALS)
    except InvalidOperation:
        return None
    return made if abs(made) < Decimal(10) ** 20 else None


def bool_from(text: str) -> bool | None:
    """``true``, ``false`` in any case, or a whole number."""
    text = text.strip(" \t\r\n\f\v")
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    number = whole_from(text, 64)
    return None if number is None else number != 0


_UNITS = {
    **dict.fromkeys(("d", "day", "days"), DAY),
    **dict.fromkeys(("h", "hour", "hours"), DAY // 24),
    **dict.fromkeys(("m", "min", "minute", "minutes"), DAY // 1440),
    **dict.fromkeys(("s", "sec", "second", "seconds"), 10_000_000),
    **dict.fromkeys(("ms", "milli", "millisecond", "milliseconds"), 10_000),
    **dict.fromkeys(("micro", "microsecond", "microseconds"), 10),
    **dict.fromkeys(("tick", "ticks"), 1),
}


def timespan_from(text: str) -> int | None:
    """``[-][d.]hh:mm[:ss[.fffffff]]`` or a literal (``-1.5h``); a bare number is null."""
    text = text.strip(" \t\r\n\f\v")
    unit = re.fullmatch(r"(-?)([0-9]+(?:\.[0-9]+)?) *([a-z]+)", text)
    if unit is not None and unit[3] in _UNITS:
        ticks = int(Decimal(unit[2]) * _UNITS[unit[3]])
        return -ticks if unit[1] else ticks
    clock = re.fullmatch(
        r"(-?)(?:([0-9]+)\.)?([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]+))?)?", text
    )
    if clock is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in clock.groups()[1:5])
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    ticks = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    ticks = ticks * 10_000_000 + int(((clock[6] or "") + "0" * 7)[:7])
    return -ticks if clock[1] else ticks


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_CLOCK = r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[-+]\d{2}:?\d{2}| GMT)?)?"
_DATES = (  # pattern, and which groups hold year, month and day
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", (0, 1, 2)),
    (r"(\d{4})/(\d{1,2})/(\d{1,2})", (0, 1, 2)),
    (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", (2, 0, 1)),
    (r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4})", (2, 1, 0)),
    (r"([A-Za-z]{3}) (\d{1,2}), (\d{4})", (2, 0, 1)),
    (r"(\d{4})(\d{2})(\d{2})", (0, 1, 2)),
)


def datetime_from(text: str) -> int | None:
    """The spellings that ``todatetime`` reads (FACTS, section 5); offsets become UTC."""
    for pattern, places in _DATES:
        match = re.fullmatch(pattern + _CLOCK, text.strip(" "), re.ASCII)
        if match is None:
            continue
        year, month, day = (match.groups()[place] for place in places)
        hour, minute, second, fraction, zone = match.groups()[3:]
        try:
            moment = datetime(  # noqa: DTZ001
                int(year),
                _MONTHS.index(month.title()) + 1 if month.isalpha() else int(month),
                int(day),
                int(hour or 0),
                int(minute or 0),
                int(second or 0),
            )
        except ValueError:
            return None
        micros = (moment - EPOCH) // timedelta(microseconds=1) + int(f"{fraction or 0:0<6}"[:6])
        if zone and zone[0] in "+-":
            offset = (int(zone[1:3]) * 60 + int(zone[-2:])) * 60_000_000
            micros -= offset if zone[0] == "+" else -offset
        return in_range(micros)
    return None


def guid_from(text: str) -> str | None:
    """Hyphenated, bare or braced."""
    parts = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    text = text.strip(" ").lower()
    if not re.fullmatch(rf"{parts}|\{{{parts}\}}|[0-9a-f]{{32}}", text):
        return None
    digits = re.sub("[-{}]", "", text)
    return "-".join(digits[at:to] for at, to in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))


def _no_constant(name: str) -> Value:
    raise ValueError(f"{name} is no JSON")


def _held_int(digits: str) -> int | float:
    value = int(digits)
    return value if wrapped(value) == value else float(value)


def json_from(text: str) -> Value:
    """The JSON that a text holds, the text itself where it is none, null of the empty text."""
    if text == "":
        return None
    try:
        return json.loads(text, parse_constant=_no_constant, parse_int=_held_int)
    except ValueError:
        return text


def cut(value: float, bits: int = 64) -> int | None:
    """A real cut to a whole number, held within its range; null of NaN and infinities."""
    if not math.isfinite(value):
        return None
    whole = int(value)
    return max(-(1 << (bits - 1)), min(whole, (1 << (bits - 1)) - 1))


# --- comparing ----------------------------------------------------------------------------------


def equal(left: Value, right: Value) -> bool:
    """Equality of two values that are not null; a real beside a long compares as a real."""
    if isinstance(left, float) or isinstance(right, float):
        return float(left) == float(right)
    return bool(left == right)


def less(left: Value, right: Value) -> bool:
    """Order of two values that are not null; NaN is beside every order."""
    if isinstance(left, float) or isinstance(right, float):
        return float(left) < float(right)
    return bool(left < right)


def group_key(value: Value) -> Value:
    """A hashable stand-in: null equals null and NaN equals NaN, as in groups and join keys."""
    if value is None:
        return ("null",)
    if is_nan(value):
        return ("nan",)
    if isinstance(value, bool):
        return ("bool", value)
    return json_text(value) if isinstance(value, list | dict) else value


def sort_key(value: Value, *, descending: bool, nulls_first: bool) -> tuple[int, Value]:
    """A key for Python's sort. Null and NaN stand together at the end that is asked for."""
    if value is None:
        return (-2 if nulls_first else 2, 0)
    if is_nan(value):
        return (-1 if nulls_first else 1, 0)
    return (0, _Turned(value) if descending else value)


class _Turned:
    """A value that sorts the other way round."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __lt__(self, other: _Turned) -> bool:
        return bool(other.value < self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Turned) and bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]
