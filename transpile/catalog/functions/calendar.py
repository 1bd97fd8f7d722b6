"""Periods of the calendar and the parts of a date: ``startofweek``, ``dayofmonth``, ``getyear``.

Weeks start on Sunday, except those of ``week_of_year``, which are ISO's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.lower.time import after, within_calendar
from transpile.spec import FunctionSpec, add_function, checked
from transpile.syntax.literals import MAX_DATETIME, MICROSECONDS_PER_DAY
from transpile.types import TICKS_PER_DAY, KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (datetime); conformance FACTS 5"
_PERIODS = ("day", "week", "month", "year")


def _bind_period(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    nullable = _may_leave(spec.name, fitted) or fitted[0].nullable
    return spec.applied_as(fitted, KqlType.DATETIME, nullable, span)


def _may_leave(name: str, arguments: tuple[Expr, ...]) -> bool:
    """Whether the result can lie outside of the calendar.

    A week began before the year 1, and an offset reaches anything.
    """
    return len(arguments) > 1 or name.endswith("week")


def _start(call: LoweredCall, period: str) -> Sql:
    moment = call.arg(0)
    if period != "week":
        return build.plain_call("date_trunc", build.text(period), moment)
    day = build.plain_call("to_days", build.number(1))  # the engine's weeks start on Monday
    monday = build.plain_call("date_trunc", build.text("week"), build.binary("+", moment, day))
    return build.binary("-", monday, day.copy())


def _bounded(call: LoweredCall, period: str, *, last: bool) -> Sql:
    """The first or the last instant of the period so many periods on."""
    made = _start(call, period)
    if len(call.bound) > 1:
        known = call.constant(1)
        made = after(made, period, known if isinstance(known, int) else call.arg(1))
    if last:
        made = after(made, period, 1)
        made = build.binary("-", made, build.plain_call("to_microseconds", build.number(1)))
    return within_calendar(made) if _may_leave(call.apply.spec.name, call.bound) else made


_STARTS = {
    "day": {"startofday(datetime(2024-02-29 13:14:15))": "2024-02-29T00:00:00Z"},
    "week": {"startofweek(datetime(2024-02-29), 1)": "2024-03-03T00:00:00Z"},
    "month": {"startofmonth(datetime(2024-03-31), -1)": "2024-02-01T00:00:00Z"},
    "year": {"startofyear(datetime(2024-02-29))": "2024-01-01T00:00:00Z"},
}
_ENDS = {
    "day": {"endofday(datetime(2024-02-28), 1)": "2024-02-29T23:59:59.999999Z"},
    "week": {"endofweek(datetime(2024-02-29))": "2024-03-02T23:59:59.999999Z"},
    "month": {"endofmonth(datetime(2024-01-31), 1)": "2024-02-29T23:59:59.999999Z"},
    "year": {"endofyear(datetime(2024-02-29))": "2024-12-31T23:59:59.999999Z"},
}


def _add_bounds(period: str) -> None:
    for name, last, examples in (
        (f"startof{period}", False, _STARTS[period]),
        (f"endof{period}", True, _ENDS[period]),
    ):
        add_function(
            f"{name}(date: datetime, offset?: long) -> datetime",
            lambda call, last=last: _bounded(call, period, last=last),
            doc=f"The {'last' if last else 'first'} instant of the {period} of a datetime, "
            f"or of the {period} so many {period}s away.",
            source=_SOURCE,
            whole_call=True,
            bound_by=_bind_period,
            passes_name=name == "startofday",  # of the eight, that one alone
            differs="The end is the last microsecond; Kusto's is the last tick of 100 ns."
            if last
            else "",
            examples=examples,
        )


for _period in _PERIODS:
    _add_bounds(_period)


# --- parts --------------------------------------------------------------------------------------


def part(name: str) -> Callable[[Sql], Sql]:
    """A builder of the part of that name, as an int."""

    def made(date: Sql) -> Sql:
        return build.cast_to(build.plain_call(name, date), build.type_of(KqlType.INT))

    return made


_PARTS: dict[str, tuple[str, str, dict[str, object]]] = {
    "dayofmonth": ("day", "The day of the month.", {"dayofmonth(datetime(2024-02-29))": 29}),
    "dayofyear": ("dayofyear", "The day of the year.", {"dayofyear(datetime(2024-02-29))": 60}),
    "hourofday": ("hour", "The hour of the day.", {"hourofday(datetime(2024-02-29 13:14))": 13}),
    "monthofyear": ("month", "The month of the year.", {"monthofyear(datetime(2024-02-29))": 2}),
    "getmonth": ("month", "The month of the year.", {"getmonth(datetime(2024-02-29))": 2}),
    "getyear": ("year", "The year.", {"getyear(datetime(2024-02-29))": 2024}),
    "week_of_year": (
        "weekofyear",
        "The week of the year by ISO 8601: Monday first, week 1 holds the first Thursday.",
        {"week_of_year(datetime(2016-01-01))": 53, "week_of_year(datetime(2018-12-31))": 1},
    ),
    "weekofyear": (
        "weekofyear",
        "The week of the year, as ``week_of_year`` counts it; deprecated.",
        {"weekofyear(datetime(2030-12-31 23:59:59))": 1},
    ),
}
for _name, (_part, _doc, _examples) in _PARTS.items():
    add_function(
        f"{_name}(date: datetime) -> int",
        part(_part),
        doc=_doc,
        source=_SOURCE,
        examples=_examples,
    )


def _dayofweek(date: Sql) -> Sql:
    """The days since Sunday, as a timespan; null on the last day of the calendar."""
    last = build.constant(MAX_DATETIME - MICROSECONDS_PER_DAY, KqlType.DATETIME)
    days = build.plain_call("dayofweek", date)
    spans = build.binary("*", days, build.number(TICKS_PER_DAY))
    return build.case([(build.binary("<=", date.copy(), last), spans)])


add_function(
    "dayofweek(date: datetime) -> timespan",
    _dayofweek,
    source=_SOURCE,
    nulls="always",
    examples={
        "dayofweek(datetime(2024-02-29))": "4.00:00:00",
        "dayofweek(datetime(9999-12-31))": None,
    },
)
