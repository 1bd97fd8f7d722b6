"""How rules spell a length of time, in both directions."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from transpile.syntax.lexer import TIMESPAN_UNITS
from transpile.types import TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_SECOND

LONGEST_DAYS = 36_525

_SHORT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([A-Za-z]+)")
_ISO = re.compile(
    r"P(?=.)(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d{1,9})\.)?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,7})?))?")
_DAYS = re.compile(r"\d{1,9}")


def parse_duration(text: str, *, bare_days: bool = False) -> timedelta | None:
    """The length that ``5h``, ``PT5H`` or ``1.02:30:00`` spells, or None; exact to 1 us.

    ``bare_days`` reads a number without a unit as days, as ``timespan(2)`` in KQL does. Lengths
    over a century are slips and give None too.
    """
    text = text.strip()
    days = hours = minutes = seconds = "0"
    weeks: str | None = "0"
    if match := _SHORT.fullmatch(text):
        ticks = TIMESPAN_UNITS.get(match.group(2).lower())
        return _length(Decimal(match.group(1)) * ticks) if ticks else None
    if match := _ISO.fullmatch(text):
        weeks, days, hours, minutes, seconds = match.groups()
    elif match := _CLOCK.fullmatch(text):
        days, hours, minutes, seconds = match.groups()
    elif bare_days and _DAYS.fullmatch(text):
        days = text
    else:
        return None
    whole_days = int(weeks or 0) * 7 + int(days or 0)
    whole_minutes = (whole_days * 24 + int(hours or 0)) * 60 + int(minutes or 0)
    return _length((whole_minutes * 60 + Decimal(seconds or 0)) * TICKS_PER_SECOND)


def spell_duration(length: timedelta) -> str:
    """The shortest KQL spelling: ``2d``, ``90m``, ``5m``."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, rest = divmod(length, timedelta(seconds=size))
        if count and not rest:
            return f"{count}{unit}"
    return f"{length.total_seconds():g}s"


def _length(ticks: Decimal) -> timedelta | None:
    if ticks > LONGEST_DAYS * TICKS_PER_DAY:
        return None
    return timedelta(microseconds=int(ticks) // TICKS_PER_MICROSECOND)
