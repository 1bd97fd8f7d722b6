"""Values of typed literals, and of the texts that ``todatetime`` and ``totimespan`` read.

Datetimes are microseconds since 1970-01-01 UTC, timespans ticks of 100 ns.
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from transpile.syntax.lexer import TIMESPAN_UNITS
from transpile.types import KqlType

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  UTC by convention, naive in the engine
MICROSECONDS_PER_DAY = 86_400_000_000
MIN_DATETIME = -62_135_596_800_000_000
MAX_DATETIME = 253_402_300_799_999_999

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_TIME = (
    r"(?:(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.(?P<f>\d{1,9}))?)?"
    r"\s*(?P<half>[aApP][mM])?)"
)
_ZONE = r"\s*(?P<zone>Z|z|GMT|UTC|[+-]\d{2}:?\d{2})?"
_DATE_FORMS = tuple(
    re.compile(rf"{date}(?:(?:[T ]|\s+){_TIME}{_ZONE})?")
    for date in (
        r"(?P<y>\d{4})\s*-\s*(?P<m>\d{1,2})\s*-\s*(?P<d>\d{1,2})",
        r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})",
        r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[-/.](?P<y>\d{4})",
        r"(?:[A-Za-z]{3},?\s+)?(?P<d>\d{1,2})[ -](?P<mon>[A-Za-z]{3})[a-z]*[ -](?P<y>\d{4})",
        r"(?P<mon>[A-Za-z]{3})[a-z]*\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
        r"(?P<y>\d{4})",
    )
)


def datetime_value(text: str) -> int | None:
    """Microseconds since 1970 of a datetime in any spelling that Kusto reads, else None."""
    text = text.strip()
    for form in _DATE_FORMS:
        match = form.fullmatch(text)
        if match:
            return _from_parts(match.groupdict())
    return None


def _from_parts(parts: dict[str, str | None]) -> int | None:
    name = parts.get("mon")
    month = _MONTHS.get(name.lower()) if name else int(parts.get("m") or 1)
    if month is None:
        return None
    hour = int(parts.get("h") or 0)
    half = (parts.get("half") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        moment = datetime(  # noqa: DTZ001
            int(parts["y"] or 0),
            month,
            int(parts.get("d") or 1),
            hour,
            int(parts.get("mi") or 0),
            int(parts.get("s") or 0),
        )
    except ValueError:
        return None
    fraction = ((parts.get("f") or "") + "000000")[:6]
    micros = (moment - EPOCH) // timedelta(microseconds=1) + int(fraction)
    zone = parts.get("zone") or ""
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "")
        offset = (int(digits[:2]) * 60 + int(digits[2:])) * 60_000_000
        micros -= offset if zone[0] == "+" else -offset
    return micros if MIN_DATETIME <= micros <= MAX_DATETIME else None


_CLOCK = re.compile(
    r"(?P<sign>-)?(?:(?P<d>\d+)\.)?(?P<h>\d{1,2}):(?P<mi>\d{1,2})(?::(?P<s>\d{1,2})(?:\.(?P<f>\d+))?)?"
)
_UNIT = re.compile(r"(-)?(\d+(?:\.\d+)?)\s*([a-z]+)")


def timespan_value(text: str) -> int | None:
    """Ticks of ``1d``, ``1.02:03:04.5`` or ``10:00``, else None. A bare number is not read."""
    text = text.strip()
    match = _UNIT.fullmatch(text)
    if match:
        return unit_ticks(match.group(2), match.group(3), negative=bool(match.group(1)))
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return None
    hours, minutes, seconds = (int(clock.group(part) or 0) for part in ("h", "mi", "s"))
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    ticks = ((int(clock.group("d") or 0) * 24 + hours) * 60 + minutes) * 60 + seconds
    ticks = ticks * 10_000_000 + int(((clock.group("f") or "") + "0000000")[:7])
    ticks = -ticks if clock.group("sign") else ticks
    return ticks if -(2**63) <= ticks < 2**63 else None


def unit_ticks(number: str, unit: str, *, negative: bool = False) -> int | None:
    """Ticks of a number of units (``1.5``, ``h``), or None for an unknown unit or an overflow."""
    if unit not in TIMESPAN_UNITS:
        return None
    per_unit = Decimal(TIMESPAN_UNITS[unit]) or Decimal("0.01")  # nanoseconds
    ticks = int(Decimal(number) * per_unit)
    if ticks >= 2**63:
        return None
    return -ticks if negative else ticks


def format_timespan(ticks: int) -> str:
    """``[-][d.]hh:mm:ss[.fffffff]``, Kusto's spelling."""
    sign, rest = ("-", -ticks) if ticks < 0 else ("", ticks)
    days, rest = divmod(rest, 864_000_000_000)
    hours, rest = divmod(rest, 36_000_000_000)
    minutes, rest = divmod(rest, 600_000_000)
    seconds, fraction = divmod(rest, 10_000_000)
    shown = f"{sign}{f'{days}.' if days else ''}{hours:02}:{minutes:02}:{seconds:02}"
    return f"{shown}.{fraction:07}" if fraction else shown


def format_datetime(micros: int) -> str:
    """``YYYY-MM-DDTHH:MM:SS.fffffffZ``, Kusto's spelling."""
    moment = EPOCH + timedelta(microseconds=micros)
    shown = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    return f"{shown}T{moment:%H:%M:%S}.{moment.microsecond:06}0Z"


class BadLiteralError(ValueError):
    """The content of a typed literal that does not fit its type."""


_INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+)")


def typed_value(kind: KqlType, content: str) -> object:
    """The value of ``kind(content)``; None for ``null``.

    Raises:
        BadLiteralError: where the content is no value of that type.
    """
    if content == "null" or (kind is KqlType.DATETIME and content == ""):
        return None
    if content[:1] in ("'", '"'):
        content = content[1:-1].strip()
    value = _READERS[kind](content)
    if value is None:
        raise BadLiteralError(f"{content!r} is no {kind} value")
    return value


def _read_bool(text: str) -> bool | None:
    known = {"true": True, "false": False, "1": True, "0": False}
    return known.get(text.lower())


def _read_integer(bits: int, text: str) -> int | None:
    if not _INTEGER.fullmatch(text):
        return None
    hexadecimal = "x" in text.lower()
    if hexadecimal and text[0] in "+-":
        return None
    value = int(text, 16) if hexadecimal else int(text)
    if hexadecimal and (1 << (bits - 1)) <= value < (1 << bits):
        return value - (1 << bits)
    half = 1 << (bits - 1)
    return value if -half <= value < half else None


def _read_real(text: str) -> float | None:
    special = {"nan": "nan", "+inf": "inf", "-inf": "-inf", "inf": "inf"}
    try:
        return float(special.get(text.lower(), text.replace("_", "!")))
    except ValueError:
        return None


def _read_decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _read_guid(text: str) -> str | None:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None


def _read_timespan(text: str) -> int | None:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):  # time(2) is two days
        return unit_ticks(text.lstrip("-"), "d", negative=text.startswith("-"))
    return timespan_value(text)


_BY_COMMAS = re.compile(r"(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})")


def _read_datetime(text: str) -> int | None:
    """A datetime in any spelling, and the three numbers of a day between commas."""
    day = _BY_COMMAS.fullmatch(text.strip())
    return datetime_value(text if day is None else "{}-{:0>2}-{:0>2}".format(*day.groups()))


_READERS = {
    KqlType.BOOL: _read_bool,
    KqlType.INT: lambda text: _read_integer(32, text),
    KqlType.LONG: lambda text: _read_integer(64, text),
    KqlType.REAL: _read_real,
    KqlType.DECIMAL: _read_decimal,
    KqlType.GUID: _read_guid,
    KqlType.DATETIME: _read_datetime,
    KqlType.TIMESPAN: _read_timespan,
}
