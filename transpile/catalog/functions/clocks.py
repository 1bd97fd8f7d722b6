"""Between clocks: Unix times, time zones, and bins counted from a fixed point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.time import after, epoch_us, floor_computed, floor_whole, within_calendar
from transpile.spec import FunctionSpec, add_function, checked, constant_value, unsupported
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (datetime); conformance FACTS 5"
_UNIX_UNITS = {
    "seconds": (1_000_000, 1_704_067_200),
    "milliseconds": (1_000, 1_704_067_200_000),
    "microseconds": (1, 1_704_067_200_000_000),
    "nanoseconds": (0, 1_704_067_200_000_000_000),
}


def _from_unix(unit: str) -> Callable[[LoweredCall], Sql]:
    micros, _ = _UNIX_UNITS[unit]

    def made(call: LoweredCall) -> Sql:
        epoch = build.constant(0, KqlType.DATETIME)
        value = call.arg(0)
        if not call.bound[0].type.is_integer:
            real = build.cast_to(value, build.type_of(KqlType.REAL))
            factor = build.bare(float(micros) if micros else 0.001, KqlType.REAL)
            cut = build.plain_call("floor", build.binary("*", real, factor))
            value = build.try_cast(cut, build.type_of(KqlType.LONG))
        elif unit == "nanoseconds":
            value = build.binary("//", floor_whole(value, 1_000), build.number(1_000))
        elif unit != "microseconds":
            return within_calendar(after(epoch, unit.removesuffix("s"), value))
        return within_calendar(after(epoch, "microsecond", value))

    return made


for _unit, (_, _number) in _UNIX_UNITS.items():
    add_function(
        f"unixtime_{_unit}_todatetime(value: number) -> datetime",
        _from_unix(_unit),
        doc=f"The datetime so many {_unit} after 1970; null beyond the years 1 and 9999.",
        source=_SOURCE,
        whole_call=True,
        nulls="always",
        examples={
            f"unixtime_{_unit}_todatetime({_number})": "2024-01-01T00:00:00Z",
            f"unixtime_{_unit}_todatetime({_number}.0)": "2024-01-01T00:00:00Z",
        },
    )


# --- time zones ---------------------------------------------------------------------------------

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")


def _bind_zone(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    moment, zone = checked(binder, spec.signature, arguments, span)
    name = constant_value(zone)
    if not isinstance(name, str):
        raise refusal(codes.UNSUPPORTED, "a time zone that is no constant is not translated", span)
    if not _ZONE.fullmatch(name):
        raise refusal(
            codes.BAD_ARGUMENT, f"'{name}' is no time zone", zone.span, "one is 'Europe/Berlin'"
        )
    return spec.applied_as((moment, zone), KqlType.DATETIME, True, span)


def _zoned(call: LoweredCall) -> Sql:
    utc, zone = build.text("UTC"), call.arg(1)
    first, second = (zone, utc) if "local_to_utc" in call.apply.spec.name else (utc, zone)
    instant = build.plain_call("timezone", first, call.arg(0))
    return within_calendar(build.plain_call("timezone", second, instant))


for _name, _doc, _shown in (
    ("datetime_utc_to_local", "A time in UTC as the clocks of a time zone showed it.", "14"),
    ("datetime_local_to_utc", "A time of a zone's clocks in UTC.", "10"),
):
    add_function(
        f"{_name}(moment: datetime, zone: string) -> datetime",
        _zoned,
        doc=_doc,
        source="learn:datetime-utc-to-local-function",
        whole_call=True,
        bound_by=_bind_zone,
        differs="The zone must be a constant; the engine's zone data decide.",
        examples={
            f'{_name}(datetime(2024-07-01 12:00), "Europe/Berlin")': f"2024-07-01T{_shown}:00:00Z"
        },
    )


# --- bin_at -------------------------------------------------------------------------------------

_POINTS = {KqlType.DATETIME: KqlType.TIMESPAN, KqlType.TIMESPAN: KqlType.TIMESPAN}


def _bind_bin_at(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    value, size, point = checked(binder, spec.signature, arguments, span)
    wanted = _POINTS.get(value.type)
    same = value.type is point.type if wanted else point.type.is_numeric
    if not same or (size.type is not wanted if wanted else not size.type.is_numeric):
        raise refusal(
            codes.TYPE_MISMATCH,
            f"a {value.type} is not binned by a {size.type} from a {point.type}",
            span,
            "value and fixed point are of one type; times are binned by a timespan",
        )
    known = size.value if isinstance(size, Constant) else None
    if isinstance(known, int | float) and known <= 0:
        raise refusal(codes.UNSUPPORTED, "a bin size that is not positive", size.span)
    if not wanted:
        parts = (value, size, point)
        real = any(not part.type.is_integer for part in parts)
        name, kind = ("todouble", KqlType.REAL) if real else ("tolong", KqlType.LONG)
        value, size, point = (
            part if part.type is kind else binder.apply(name, (part,), part.span) for part in parts
        )
        return spec.applied_as((value, size, point), kind, True, span)
    return spec.applied_as((value, size, point), value.type, True, span)


def _bin_at(call: LoweredCall) -> Sql:
    """Round down to a multiple of the size, counted from a fixed point."""
    kind, size = call.apply.kind, call.constant(1)

    def floored_by(since: Sql, unit: int) -> Sql:
        if isinstance(size, int):
            return floor_whole(since, max(1, size // unit))
        width = build.binary("//", call.arg(1), build.number(unit)) if unit > 1 else call.arg(1)
        positive = build.binary(">", width, build.number(0))
        return floor_computed(since, build.case([(positive, width.copy())]))

    if kind is KqlType.REAL:
        steps = build.binary("/", build.binary("-", call.arg(0), call.arg(2)), call.arg(1))
        whole = build.plain_call("floor", steps)
        binned = build.binary("+", call.arg(2), build.binary("*", whole, call.arg(1)))
        if isinstance(call.bound[1], Constant):
            return binned
        return build.case([(build.binary(">", call.arg(1), build.number(0)), binned)])
    if kind is KqlType.DATETIME:
        since = build.binary("-", epoch_us(call.arg(0)), epoch_us(call.arg(2)))
        floored = floored_by(since, TICKS_PER_MICROSECOND)
        return within_calendar(after(call.arg(2), "microsecond", floored))
    wide = build.data_type("INT128")
    since = build.binary(
        "-", build.cast_to(call.arg(0), wide), build.cast_to(call.arg(2), wide.copy())
    )
    floored = floored_by(build.try_cast(since, build.type_of(KqlType.LONG)), 1)
    total = build.binary("+", build.cast_to(floored, wide.copy()), call.arg(2))
    return build.try_cast(total, build.type_of(kind))


add_function(
    "bin_at(value: number|datetime|timespan, size: number|timespan,"
    " point: number|datetime|timespan) -> like value",
    _bin_at,
    source="learn:bin-at-function; FACTS 5",
    whole_call=True,
    bound_by=_bind_bin_at,
    passes_name=True,
    examples={
        "bin_at(6.5, 2.5, 7)": 4.5,
        "bin_at(-5, 2, 1)": -5,
        "bin_at(-5, tolong('2'), 1)": -5,
        "bin_at(datetime(2023-06-14 12:00), 7d, datetime(2023-01-01))": "2023-06-11T00:00:00Z",
    },
)
unsupported("bin_auto", why="it bins by an option of the client; 'bin' and 'bin_at' take the size")
