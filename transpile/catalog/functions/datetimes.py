"""Datetimes made, moved and compared: ``datetime_add``, ``make_datetime``, ``unixtime_*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.diagnostics import near, refusal
from transpile.lower import build
from transpile.lower.time import after, epoch_us, floor_whole, within_calendar
from transpile.spec import FunctionSpec, add_function, checked, constant_value
from transpile.types import TICKS_PER_DAY, TICKS_PER_SECOND, KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (datetime); conformance FACTS 5"
_UNITS = (
    *("year", "quarter", "month", "week", "day", "hour", "minute"),
    *("second", "millisecond", "microsecond", "nanosecond"),
)
_PARTS = {
    **{name: name for name in _UNITS if name != "week"},
    "week_of_year": "weekofyear",
    "dayofyear": "dayofyear",
}
_BELOW_SECOND = {"millisecond": 1_000, "microsecond": 1_000_000}


def _unit(expr: Expr, known: tuple[str, ...], function: str) -> str:
    """The unit that a call names, which must be a literal."""
    value = constant_value(expr)
    if not isinstance(value, str):
        raise refusal(codes.NOT_CONSTANT, f"the unit of '{function}' must be a literal", expr.span)
    if value.lower() not in known:
        hint = near(value.lower(), known) or "units: " + ", ".join(known)
        raise refusal(codes.BAD_ARGUMENT, f"'{function}' has no unit '{value}'", expr.span, hint)
    return value.lower()


def _bind_unit(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    unit, *others = checked(binder, spec.signature, arguments, span)
    known = tuple(_PARTS) if spec.name == "datetime_part" else _UNITS
    named = Constant(_unit(unit, known, spec.name), KqlType.STRING, span=unit.span)
    return spec.applied((named, *others), span)


def _add(call: LoweredCall) -> Sql:
    """A datetime so many units on; where a month is shorter, its last day."""
    unit, moment, known = str(call.constant(0)), call.arg(2), call.constant(1)
    count: int | Sql = known if isinstance(known, int) else call.arg(1)
    if unit == "nanosecond":
        unit = "microsecond"
        if isinstance(count, int):
            count //= 1_000
        else:
            count = build.binary("//", floor_whole(count, 1_000), build.number(1_000))
    return within_calendar(after(moment, unit, count))


add_function(
    "datetime_add(unit: string, count: long|int, moment: datetime) -> datetime",
    _add,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_unit,
    nulls="always",
    examples={
        'datetime_add("month", -1, datetime(2020-03-31))': "2020-02-29T00:00:00Z",
        'datetime_add("day", 400, datetime(9999-01-01))': None,
    },
)


def _difference(call: LoweredCall) -> Sql:
    """How many boundaries of a unit lie between two datetimes, the first minus the second."""
    unit, late, early = str(call.constant(0)), call.arg(1), call.arg(2)
    if unit == "week":  # weeks start on Sunday; the engine's on Monday
        starts = [
            build.plain_call(
                "date_trunc",
                build.text("week"),
                build.binary("+", part, build.plain_call("to_days", build.number(1))),
            )
            for part in (early, late)
        ]
        days = build.plain_call("date_diff", build.text("day"), *starts)
        return build.binary("//", days, build.number(7))
    if unit == "nanosecond":
        micros = build.binary("-", epoch_us(late), epoch_us(early))
        wide = build.cast_to(micros, build.data_type("INT128"))
        return build.try_cast(
            build.binary("*", wide, build.number(1_000)), build.type_of(KqlType.LONG)
        )
    return build.plain_call("date_diff", build.text(unit), early, late)


add_function(
    "datetime_diff(unit: string, late: datetime, early: datetime) -> long",
    _difference,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_unit,
    examples={
        'datetime_diff("year", datetime(2020-12-31), datetime(2021-01-01))': -1,
        'datetime_diff("week", datetime(2017-10-29), datetime(2017-09-30 23:59))': 5,
    },
)


def _part(call: LoweredCall) -> Sql:
    """A part of a datetime; those below the second count from the second."""
    unit = str(call.constant(0))
    if unit == "nanosecond":
        micros = build.binary("%", epoch_us(call.arg(1)), build.number(1_000_000))
        positive = build.binary("+", micros, build.number(1_000_000))
        value = build.binary("%", positive, build.number(1_000_000))
        value = build.binary("*", value, build.number(1_000))
    else:
        value = build.plain_call(_PARTS[unit], call.arg(1))
        if unit in _BELOW_SECOND:  # the engine counts from the minute
            value = build.binary("%", value, build.number(_BELOW_SECOND[unit]))
    return build.cast_to(value, build.type_of(KqlType.INT))


add_function(
    "datetime_part(unit: string, moment: datetime) -> int",
    _part,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_unit,
    examples={
        'datetime_part("quarter", datetime(2017-10-30 01:02:03.765))': 4,
        'datetime_part("millisecond", datetime(2017-10-30 01:02:03.765))': 765,
        'datetime_part("nanosecond", datetime(1960-10-30 01:02:03.765))': 765_000_000,
    },
)


# --- made of parts ------------------------------------------------------------------------------


def _bind_made(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    """Whole parts as longs and the seconds as a real; one argument alone is converted."""
    is_date = spec.name == "make_datetime"
    if len(arguments) == 1:
        return binder.apply("todatetime" if is_date else "totimespan", arguments, span)
    counts = (3, 4, 5, 6) if is_date else (2, 3, 4)
    if len(arguments) not in counts:
        shown = ", ".join(str(count) for count in counts)
        raise refusal(
            codes.ARGUMENT_COUNT, f"'{spec.name}' takes 1, {shown} arguments", span, spec.text
        )
    seconds = 5 if is_date else (2 if len(arguments) == 3 else 3)
    fitted = []
    for place, part in enumerate(checked(binder, spec.signature, arguments, span)):
        wanted = KqlType.REAL if place == seconds else KqlType.LONG
        name = "todouble" if place == seconds else "tolong"
        fitted.append(part if part.type is wanted else binder.apply(name, (part,), part.span))
    return spec.applied(tuple(fitted), span)


def _make_datetime(call: LoweredCall) -> Sql:
    """The datetime of a year, month, day, hour, minute and second; null where there is none."""
    parts = call.args()
    shown = [build.plain_call("printf", build.text("%04d-%02d-%02d"), *parts[:3])]
    clock = [*parts[3:5], *[build.number(0)] * (5 - len(parts[:5]))]
    shown += [build.plain_call("printf", build.text("%02d"), part) for part in clock]
    date, hour, minute = shown
    colon = build.text(":")
    spelled = build.plain_call(
        "concat", date, build.text(" "), hour, colon, minute, colon.copy(), build.text("00")
    )
    made = build.try_cast(spelled, build.type_of(KqlType.DATETIME))
    fits = [build.between(parts[0].copy(), build.number(1), build.number(9_999))]
    if len(parts) > 3:  # the engine reads 24:00
        fits.append(build.between(parts[3].copy(), build.number(0), build.number(23)))
    if len(parts) > 5:
        seconds = call.arg(5)
        fits.append(_below_minute(seconds))
        micros = build.binary("*", seconds.copy(), build.number(1_000_000))
        whole = build.try_cast(build.plain_call("trunc", micros), build.type_of(KqlType.LONG))
        made = build.binary("+", made, build.plain_call("to_microseconds", whole))
    return build.case([(build.conjunction(fits), made)], build.null(KqlType.DATETIME))


def _below_minute(seconds: Sql) -> Sql:
    """Whether a real is at least 0 and below 60; NaN, which the engine holds greatest, is not."""
    return build.conjunction(
        (
            build.binary(">=", seconds, build.number(0)),
            build.binary("<", seconds.copy(), build.number(60)),
        )
    )


add_function(
    "make_datetime(year: number, month?: number, day?: number, hour?: number, minute?: number,"
    " second?: number) -> datetime",
    _make_datetime,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_made,
    nulls="always",
    passes_name=True,
    examples={
        "make_datetime(2020, 2, 29, 13, 45, 9.25)": "2020-02-29T13:45:09.250000Z",
        "make_datetime(2020, 13, 1)": None,
        "make_datetime(2021, 2, 29)": None,
        "make_datetime(2021, 1, 1, 24, 0)": None,
    },
)


def _make_timespan(call: LoweredCall) -> Sql:
    """The timespan of days, hours, minutes and seconds; null where a part is out of range."""
    parts = call.args()
    days = parts.pop(0) if len(parts) == 4 else build.number(0)
    limits = (23, 59, 59)
    seconds = parts.pop() if len(parts) == 3 else None
    fits = [
        build.between(part, build.number(0), build.number(limit))
        for part, limit in zip(parts, limits, strict=False)
    ]
    hours, minutes = parts
    total = _ticks(days, TICKS_PER_DAY)
    for part, per in ((hours, 3_600 * TICKS_PER_SECOND), (minutes, 60 * TICKS_PER_SECOND)):
        total = build.binary("+", total, _ticks(part.copy(), per))
    if seconds is not None:
        fits.append(_below_minute(seconds))
        exact = build.binary("*", seconds.copy(), build.number(TICKS_PER_SECOND))
        rounded = build.plain_call("round", exact)
        total = build.binary("+", total, build.try_cast(rounded, build.data_type("INT128")))
    made = build.try_cast(total, build.type_of(KqlType.TIMESPAN))
    return build.case([(build.conjunction(fits), made)], build.null(KqlType.TIMESPAN))


def _ticks(part: Sql, per: int) -> Sql:
    wide = build.cast_to(part, build.data_type("INT128"))
    return build.binary("*", wide, build.number(per))


add_function(
    "make_timespan(first: number, second?: number, third?: number, fourth?: number) -> timespan",
    _make_timespan,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_made,
    nulls="always",
    passes_name=True,
    examples={
        "make_timespan(1, 12, 30, 55.123)": "1.12:30:55.1230000",
        "make_timespan(1, 30)": "01:30:00",
        "make_timespan(25, 0)": None,
    },
)
