"""Ticks, bins and the spelling of times in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.syntax.literals import MAX_DATETIME, MIN_DATETIME
from transpile.types import TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_SECOND

if TYPE_CHECKING:
    from transpile.lower.build import Sql


def epoch_us(moment: Sql) -> Sql:
    """Microseconds since 1970 of a TIMESTAMP."""
    return build.plain_call("epoch_us", moment)


def within_calendar(moment: Sql) -> Sql:
    """A TIMESTAMP, null beyond the years 1 and 9999, which the engine's own range exceeds."""
    return build.once(moment, lambda held: _kept(held, 0, held.copy()))


def moved(moment: Sql, micros: int) -> Sql:
    """A TIMESTAMP moved by a constant, null where that leaves the years 1 to 9999.

    The bounds are tested before the move: five times as fast as after it.
    """

    def shifted(held: Sql) -> Sql:
        interval = build.plain_call("to_microseconds", build.number(micros))
        return _kept(held, micros, build.binary("+", held.copy(), interval))

    return build.once(moment, shifted)


def _kept(moment: Sql, micros: int, made: Sql) -> Sql:
    low = max(MIN_DATETIME, MIN_DATETIME - micros)
    high = min(MAX_DATETIME, MAX_DATETIME - micros)
    bounds = [build.plain_call("make_timestamp", build.number(bound)) for bound in (low, high)]
    return build.case([(build.between(moment, bounds[0], bounds[1]), made)])


# Enough to leave the calendar from any place in it, and far from the ends of the engine's own.
_MOST = {
    "year": 20_000,
    "quarter": 80_000,
    "month": 240_000,
    "week": 1_100_000,
    "day": 7_700_000,
    "hour": 184_800_000,
    "minute": 11_000_000_000,
    "second": 660_000_000_000,
    "millisecond": 660_000_000_000_000,
    "microsecond": 660_000_000_000_000_000,
}


def after(moment: Sql, unit: str, count: int | Sql) -> Sql:
    """A TIMESTAMP so many units on; months end where they are shorter.

    Counts are held to what certainly leaves the calendar (see ``within_calendar``, which also
    makes a null count null again: it became a bound), so that the engine never overflows.
    """
    most = _MOST[unit]
    if isinstance(count, int):
        held: Sql = build.number(max(-most, min(most, count)))
    else:
        lowest = build.plain_call("greatest", count, build.number(-most))
        held = build.plain_call("least", lowest, build.number(most))
        if unit not in ("hour", "minute", "second", "millisecond", "microsecond"):
            held = build.cast_to(held, build.data_type("INT"))
    return build.binary("+", moment, build.plain_call(f"to_{unit}s", held))


def bin_datetime(moment: Sql, ticks: int) -> Sql:
    """A TIMESTAMP floored to a multiple of ``ticks`` since the year 1, not since 1970.

    Offsets from the year 1 are never negative, so a plain remainder is the floor's.
    """
    width = build.number(max(1, ticks // TICKS_PER_MICROSECOND))

    def floored(held: Sql) -> Sql:
        since = build.binary("-", epoch_us(held), build.number(MIN_DATETIME))
        rest = build.binary("%", since, width)
        micros = build.binary("-", epoch_us(held.copy()), rest)
        return build.plain_call("make_timestamp", micros)

    return build.once(moment, floored)


def floor_whole(value: Sql, size: int) -> Sql:
    """A whole number floored to a multiple of a positive size."""
    return build.once(value, lambda held: _floored(held, size))


def _floored(value: Sql, size: int) -> Sql:
    width = build.number(size)
    rest = build.binary("%", value, width)
    if size < 2**62:
        positive = build.binary("%", build.binary("+", rest, width.copy()), width.copy())
    else:
        below = build.binary("<", rest, build.number(0))
        positive = build.case([(below, build.binary("+", rest.copy(), width.copy()))], rest.copy())
    plain = build.attempt(build.binary("-", value.copy(), positive))
    # below the least long the floor wraps around
    wide = [build.cast_to(part.copy(), build.data_type("INT128")) for part in (value, positive)]
    turn = build.cast_to(build.text(str(2**64)), build.data_type("INT128"))
    over = build.binary("+", build.binary("-", wide[0], wide[1]), turn)
    return build.coalesce(plain, build.try_cast(over, build.data_type("BIGINT")))


def floor_computed(value: Sql, size: Sql) -> Sql:
    """A whole number floored to a multiple of any size; null of size 0, wrapped like a long."""
    wide = build.data_type("INT128")

    def floored(pair: Sql) -> Sql:
        whole, width = (
            build.call("struct_extract", pair.copy(), build.text(name)) for name in ("f0", "f1")
        )
        rest = build.binary("%", whole, width)
        # of the sign of the size, where the engine's remainder has that of the value
        turned = build.binary("%", build.binary("+", rest, width.copy()), width.copy())
        return build.binary("-", whole.copy(), turned)

    divisor = build.plain_call("nullif", build.cast_to(size, wide), build.number(0))
    made = build.once(build.struct([build.cast_to(value, wide.copy()), divisor]), floored)
    return wrapped(made)


def wrapped(value: Sql) -> Sql:
    """A whole number of 128 bits as a long: what is beyond starts again at the other end."""
    half = build.cast_to(build.text(str(2**63)), build.data_type("INT128"))
    mask = build.cast_to(build.text(str(2**64 - 1)), build.data_type("INT128"))
    low = build.binary("&", build.binary("+", value, half), mask)
    return build.cast_to(build.binary("-", low, half.copy()), build.data_type("BIGINT"))


def bin_datetime_computed(moment: Sql, ticks: Sql) -> Sql:
    """A TIMESTAMP floored to a multiple of ticks since the year 1; null beyond the calendar."""
    since = build.binary("-", epoch_us(moment), build.number(MIN_DATETIME))
    tick = build.number(TICKS_PER_MICROSECOND)
    floored = floor_computed(build.binary("*", since, tick), ticks)
    micros = build.binary("//", floored, tick.copy())
    held = build.binary("+", micros, build.number(MIN_DATETIME))
    # a negative size rounds up, at most by the longest timespan: far within the engine's range
    return within_calendar(build.plain_call("make_timestamp", held))


def text_of_datetime(moment: Sql) -> Sql:
    """``YYYY-MM-DDTHH:MM:SS.fffffff Z`` without the space: seven digits, the last always 0."""
    return build.plain_call("strftime", moment, build.text("%Y-%m-%dT%H:%M:%S.%f0Z"))


def text_of_timespan(ticks: Sql) -> Sql:
    """``[-][d.]hh:mm:ss[.fffffff]`` of a tick count."""
    return build.once(ticks, _spelled)


def _spelled(ticks: Sql) -> Sql:
    # unsigned: the least long has no positive counterpart
    wide = build.plain_call("abs", build.cast_to(ticks, build.data_type("INT128")))
    size = build.cast_to(wide, build.data_type("UBIGINT"))

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
