"""When people and machines are active: the hours of a day, the days of a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US

# A working day by local hour: peaks at 9-10 and 13-14, a dip at lunch, night at 3-5 % of the peak.
_WORKDAY = np.array(
    [5, 4, 3.5, 3.5, 4, 6, 12, 38, 80, 100, 92, 78, 55, 90, 94, 82, 70, 50, 28, 18, 13, 9, 6, 4]
)
_WEEKEND = np.array(
    [2, 1.5, 1.5, 1.5, 1.5, 2, 3, 5, 8, 11, 13, 13, 11, 11, 11, 10, 10, 9, 9, 8, 7, 6, 4, 3]
)
WORKDAY_TOTAL = float(_WORKDAY.sum())


def weekday(time_us: int) -> int:
    """Monday is 0; 1970-01-01 was a Thursday."""
    return (time_us // DAY_US + 3) % 7


def intensity(day_start_us: int, utc_offset_h: int) -> NDArray[np.float64]:
    """How active people of a time zone are in each of the 24 UTC hours of a day.

    1.0 in total is an ordinary working day; a day that spans a local midnight mixes two days.
    """
    hours = np.empty(24)
    for hour in range(24):
        local = day_start_us + (hour + utc_offset_h) * HOUR_US
        shape = _WEEKEND if weekday(local) >= 5 else _WORKDAY
        hours[hour] = shape[(hour + utc_offset_h) % 24]
    return hours / WORKDAY_TOTAL


def draw_times(
    rng: np.random.Generator, day_start_us: int, hours: NDArray[np.float64], count: int
) -> NDArray[np.int64]:
    """``count`` instants of a day (microseconds since 1970) after an hourly intensity."""
    total = np.cumsum(hours / hours.sum())
    hour = np.minimum(np.searchsorted(total, rng.random(count), side="right"), 23)
    within = rng.integers(0, HOUR_US, count)
    return day_start_us + hour * HOUR_US + within


def local_hour(times_us: NDArray[np.int64], utc_offset_h: NDArray[Any] | int) -> NDArray[np.int64]:
    """The local hour of each instant."""
    result: NDArray[np.int64] = (times_us // HOUR_US + utc_offset_h) % 24
    return result
