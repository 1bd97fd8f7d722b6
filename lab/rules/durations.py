"""How rules spell a length of time, in both directions."""

from __future__ import annotations

import re
from datetime import timedelta

from transpile.syntax.lexer import TIMESPAN_UNITS

_SHORT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([A-Za-z]+)")
_ISO = re.compile(
    r"P(?=.)(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d{1,9})\.)?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,7})?))?")
_DAYS = re.compile(r"\d{1,9}")


def parse_duration(text: str, *, bare_days: bool = False) -> timedelta | None:
    """The length that ``5h``, ``PT5H`` or ``1.02:30:00`` spells, or None.

    ``bare_days`` reads a number without a unit as days, as ``timespan(2)`` in KQL does.
    """
    text = text.strip()
    if match := _SHORT.fullmatch(text):
        ticks = TIMESPAN_UNITS.get(match.group(2).lower())
        return _length(days=0, ticks=float(match.group(1)) * ticks) if ticks else None
    if match := _ISO.fullmatch(text):
        weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return _length(weeks * 7 + days, (hours * 3600 + minutes * 60 + seconds) * 1e7)
    if match := _CLOCK.fullmatch(text):
        days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return _length(days, (hours * 3600 + minutes * 60 + seconds) * 1e7)
    if bare_days and _DAYS.fullmatch(text):
        return _length(float(text), 0)
    return None


def spell_duration(length: timedelta) -> str:
    """The shortest KQL spelling: ``2d``, ``90m``, ``5m``."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, rest = divmod(length, timedelta(seconds=size))
        if count and not rest:
            return f"{count}{unit}"
    return f"{length.total_seconds():g}s"


def _length(days: float, ticks: float) -> timedelta | None:
    try:
        return timedelta(days=days, microseconds=ticks / 10)
    except OverflowError:
        return None
