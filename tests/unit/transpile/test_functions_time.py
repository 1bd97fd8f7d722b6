"""Functions of dates: what nulls, ends of the calendar and wrong units give, over rows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.adapters import evaluate
from transpile.diagnostics import CompileError

NEVER = "datetime(null)"
LATE = "datetime(9999-12-31 23:00)"


def day(year: int, month: int, number: int) -> datetime:
    """Midnight, naive and in UTC, as the engine gives it."""
    return datetime(year, month, number)  # noqa: DTZ001


def over_row(expression: str) -> object:
    """The value of an expression over a row with a datetime ``t`` and a long ``n``."""
    head = "datatable(t:datetime, n:long)[datetime(2024-02-29 13:14:15), 3]"
    _, rows = evaluate(f"{head} | project v = {expression}")
    return rows[0][0]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (f"startofweek({NEVER})", None),
        (f"endofmonth({NEVER}, 1)", None),
        ("startofmonth(t, n)", day(2024, 5, 1)),
        ("startofmonth(t, long(null))", None),
        ("startofyear(t, n * 1000000)", None),
        (f"startofday({LATE}, 1)", None),
        ("startofweek(datetime(0001-01-01))", None),
        (f"datetime_add('day', n, {LATE})", None),
        (f"datetime_add('second', long(null), {LATE})", None),
        ("datetime_add('month', n - 4, datetime(2024-03-31))", day(2024, 2, 29)),
        ("datetime_add('microsecond', 9223372036854775807, t)", None),
        (f"datetime_diff('day', t, {NEVER})", None),
        ("datetime_diff('hour', datetime(2024-01-01 01:00), datetime(2024-01-01 00:59))", 1),
        (f"getyear({NEVER})", None),
        (f"format_datetime({NEVER}, 'yyyy')", ""),
        ("format_datetime(t, 'hh:mm tt.FFF')", "01:14 PM."),
        ("format_timespan(-(n * 1h), 'd.hh')", "-0.03"),
        ("format_timespan(timespan(null), 'd')", ""),
        ("make_datetime(2024, n, 0)", None),
        ("make_datetime(2024, n, 31)", day(2024, 3, 31)),
        ("make_timespan(n, 60)", None),
        ("unixtime_seconds_todatetime(253402300800)", None),
        ("unixtime_milliseconds_todatetime(long(null))", None),
        ("bin_at(t, 7d, datetime(2024-03-01))", day(2024, 2, 23)),
        ("dayofweek(t) / 1d", 4.0),
        ("bin_at(n * 1h, 2h, 1h)", timedelta(hours=3)),
    ],
)
def test_values(expression, value):
    assert over_row(expression) == value


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("datetime_add('fortnight', 1, t)", "has no unit 'fortnight'"),
        ("datetime_part('week', t)", "has no unit 'week'"),
        ("datetime_diff(tostring(n), t, t)", "must be a literal"),
        ("format_datetime(t, 'yyyy-MM-ddTHH')", "is no format of 'format_datetime'"),
        ("format_datetime(t, '')", "is empty"),
        ("format_timespan(1h, '%d')", "is no format of 'format_timespan'"),
        ("datetime_utc_to_local(t, 'no zone!')", "is no time zone"),
        ("bin_at(t, 0d, t)", "not positive"),
        ("make_datetime(2024, 1)", "takes 1, 3, 4, 5, 6 arguments"),
        ("rand()", "another answer every time"),
    ],
)
def test_refused(expression, said):
    with pytest.raises(CompileError, match=said):
        over_row(expression)
