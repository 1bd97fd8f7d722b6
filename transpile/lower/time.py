"""Ticks, bins and the spelling of times in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.syntax.literals import MIN_DATETIME
from transpile.types import TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_SECOND

if TYPE_CHECKING:
    from transpile.lower.build import Sql


def epoch_us(moment: Sql) -> Sql:
    """Microseconds since 1970 of a TIMESTAMP."""
    return build.plain_call("epoch_us", moment)


def bin_datetime(moment: Sql, ticks: int) -> Sql:
    """A TIMESTAMP floored to a multiple of ``ticks`` since the year 1, not since 1970.

    Offsets from the year 1 are never negative, so a plain remainder is the floor's.
    """
    width = build.number(max(1, ticks // TICKS_PER_MICROSECOND))
    since = build.binary("-", epoch_us(moment), build.number(MIN_DATETIME))
    rest = build.binary("%", since, width)
    floored = build.binary("-", epoch_us(moment.copy()), rest)
    return build.plain_call("make_timestamp", floored)


def floor_whole(value: Sql, size: int) -> Sql:
    """A whole number floored to a multiple of a positive size."""
    width = build.number(size)
    rest = build.binary("%", value, width)
    positive = build.binary("%", build.binary("+", rest, width.copy()), width.copy())
    return build.binary("-", value.copy(), positive)


def text_of_datetime(moment: Sql) -> Sql:
    """``YYYY-MM-DDTHH:MM:SS.fffffff Z`` without the space: seven digits, the last always 0."""
    return build.plain_call("strftime", moment, build.text("%Y-%m-%dT%H:%M:%S.%f0Z"))


def text_of_timespan(ticks: Sql) -> Sql:
    """``[-][d.]hh:mm:ss[.fffffff]`` of a tick count."""
    size = build.plain_call("abs", ticks)

    def part(unit: int, modulus: int, width: int) -> Sql:
        whole = build.binary("//", size.copy(), build.number(unit))
        rest = build.binary("%", whole, build.number(modulus)) if modulus else whole
        shown = build.cast_to(rest, build.data_type("TEXT"))
        return build.plain_call("lpad", shown, build.number(width), build.text("0"))

    days = build.binary("//", size.copy(), build.number(TICKS_PER_DAY))
    days_text = build.plain_call(
        "concat", build.cast_to(days, build.data_type("TEXT")), build.text(".")
    )
    has_days = build.binary(">=", size.copy(), build.number(TICKS_PER_DAY))
    fraction = build.binary("%", size.copy(), build.number(TICKS_PER_SECOND))
    has_fraction = build.binary("<>", fraction, build.number(0))
    sign = build.case(
        [(build.binary("<", ticks.copy(), build.number(0)), build.text("-"))], build.text("")
    )
    made = build.plain_call(
        "concat",
        sign,
        build.case([(has_days, days_text)], build.text("")),
        part(3600 * TICKS_PER_SECOND, 24, 2),
        build.text(":"),
        part(60 * TICKS_PER_SECOND, 60, 2),
        build.text(":"),
        part(TICKS_PER_SECOND, 60, 2),
        build.case(
            [(has_fraction, build.plain_call("concat", build.text("."), part(1, 10**7, 7)))],
            build.text(""),
        ),
    )
    return build.case([(build.is_null(ticks.copy()), build.text(""))], made)
