"""Periods of series, and series taken apart into season, trend and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from lab.engines.kernels.arrays import reals, several, shown, texts
from lab.engines.kernels.series_fits import scores

if TYPE_CHECKING:
    from lab.engines.kernels.arrays import Reals

_ARRAY = pa.string()
SHORTEST = 4  # a period has at least so many points
_EXTREME = (2.0, 98.0)
_NEIGHBOURS = 0.2  # a period stands out among those that are up to a fifth longer or shorter

# --- periods ------------------------------------------------------------------------------------


class _Periods:
    """How strongly a series repeats itself after so many points: its autocorrelation.

    The few most extreme values count as less extreme ones. The sum over the overlap of the series
    with itself is divided by the geometric mean of what the whole series and what the overlap could
    give at most: so the examples of the documentation have their scores.
    """

    def __init__(self, values: Reals) -> None:
        self.count = len(values)
        values = np.clip(values, *np.percentile(values, _EXTREME))
        centred = values - values.mean()
        size = 1 << (2 * self.count - 1).bit_length()
        spectrum = np.fft.rfft(centred, size)
        shared = np.fft.irfft(spectrum * np.conj(spectrum), size)[: self.count]
        lags = np.arange(self.count, dtype=np.float64)
        whole = float(centred @ centred)
        flat = whole <= 1e-12 * max(1.0, float(values @ values))
        scale = np.sqrt(self.count / (self.count - lags))
        made = np.zeros(self.count) if flat else shared / whole * scale
        self.strength = np.round(
            made, 12
        )  # what rounding leaves of equal strengths decides nothing
        self.least = 2.0 / np.sqrt(self.count)  # noise alone stays below that, 19 times of 20

    def score(self, lag: int) -> float:
        """Between 0 and 1; 0 for a period that its neighbours surpass or that noise explains."""
        if not SHORTEST <= lag <= self.count // 2:
            return 0.0
        found = float(self.strength[lag])
        reach = max(1, int(lag * _NEIGHBOURS))
        around = self.strength[max(1, lag - reach) : lag + reach + 1]
        if found < self.least or found < float(around.max()):
            return 0.0
        return min(1.0, found)

    def best(self, low: float, high: float, most: int) -> list[tuple[int, float]]:
        """The strongest periods between two lengths; none that only repeats a stronger one."""
        first = max(SHORTEST, int(np.ceil(low)))
        last = min((self.count - 1) // 2, int(np.floor(high)))
        # only what stands above both neighbours can stand out
        strength = self.strength
        tops = [
            lag
            for lag in range(first, last + 1)
            if strength[lag] >= self.least
            and strength[lag] >= strength[lag - 1]
            and strength[lag] >= strength[lag + 1]
        ]
        found = [(lag, score) for lag in tops if (score := self.score(lag)) > 0]
        found.sort(key=lambda one: (-one[1], one[0]))
        kept: list[tuple[int, float]] = []
        for lag, score in found:
            if len(kept) == most:
                break
            if not any(_repeats(lag, known) for known, _ in kept):
                kept.append((lag, score))
        return kept


def _repeats(lag: int, known: int) -> bool:
    times = round(lag / known)
    return times > 1 and abs(lag - times * known) <= times


def periods_detect(series: pa.Array, low: pa.Array, high: pa.Array, most: pa.Array) -> pa.Array:
    """The strongest periods and their scores, filled up with 0 to the number that was asked for."""

    def computed(
        text: object, first: float | None, last: float | None, count: int | None
    ) -> list[object] | None:
        values = reals(text)
        if values is None or first is None or last is None or count is None or count < 1:
            return None
        found = _Periods(values).best(float(first), float(last), count)
        rest = [0.0] * (count - len(found))
        periods = [float(period) for period, _ in found] + rest
        return [shown(periods), shown([score for _, score in found] + rest)]

    return several(computed, (_ARRAY, _ARRAY), series, low, high, most)


def periods_validate(series: pa.Array, *periods: pa.Array) -> pa.Array:
    """The given periods and their scores."""

    def computed(text: object, *given: float) -> list[object] | None:
        values = reals(text)
        if values is None or None in given:
            return None
        held = _Periods(values)
        wanted = [float(period) for period in given]
        found = [held.score(round(period)) if np.isfinite(period) else 0.0 for period in wanted]
        return [shown(wanted), shown(found)]

    return several(computed, (_ARRAY, _ARRAY), series, *periods)


# --- taking apart -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Parts:
    """A series as season, trend and what they leave."""

    seasonal: Reals
    trend: Reals
    residual: Reals

    @property
    def baseline(self) -> Reals:
        """What the season and the trend expect."""
        return self.seasonal + self.trend


def _season(learned: Reals, period: int, count: int) -> Reals:
    """The median of all points in the same phase, over the whole series."""
    if period <= 0 or period >= len(learned):
        return np.zeros(count)
    rows = -(-len(learned) // period)
    padded = np.full(rows * period, np.inf)
    padded[: len(learned)] = learned
    ordered = np.sort(padded.reshape(rows, period), axis=0)
    sizes = np.full(period, rows)
    sizes[len(learned) - (rows - 1) * period :] -= 1
    phase = np.arange(period)
    medians = (ordered[(sizes - 1) // 2, phase] + ordered[sizes // 2, phase]) / 2
    return np.resize(medians, count)


def _trend(learned: Reals, kind: str, count: int) -> Reals:
    if kind == "avg":
        return np.full(count, learned.mean())
    if kind == "linefit":
        places = np.arange(len(learned), dtype=np.float64)
        centred = places - places.mean()
        spread = float(centred @ centred)
        slope = float(centred @ learned) / spread if spread else 0.0
        return np.asarray(learned.mean() + slope * (np.arange(count) - places.mean()))
    return np.zeros(count)


def _decomposed(
    values: Reals, period: int, trend: str, test_points: int, threshold: float
) -> _Parts | None:
    learned = values[: len(values) - test_points]
    if trend not in ("avg", "linefit", "none") or test_points < 0 or not len(learned):
        return None
    if period < 0:
        period = _detected(learned, threshold)
    seasonal = _season(learned, period, len(values))
    level = _trend(learned - seasonal[: len(learned)], trend, len(values))
    return _Parts(seasonal, level, values - seasonal - level)


def _detected(learned: Reals, threshold: float) -> int:
    found = _Periods(learned).best(0.0, len(learned), 1)
    return found[0][0] if found and found[0][1] >= threshold else 0


def decompose(series: pa.Array, *options: pa.Array) -> pa.Array:
    """Baseline, season, trend and residual."""

    def computed(
        text: object,
        period: object = -1,
        trend: object = "avg",
        test_points: object = 0,
        threshold: object = 0.6,
    ) -> list[object] | None:
        parts = _read(text, period, trend, test_points, threshold)
        return None if parts is None else _shown(parts)

    return several(computed, (_ARRAY,) * 4, series, *options)


def forecast(series: pa.Array, *options: pa.Array) -> pa.Array:
    """The same, learned without the last points."""

    def computed(
        text: object,
        test_points: object,
        period: object = -1,
        trend: object = "avg",
        threshold: object = 0.6,
    ) -> list[object] | None:
        parts = _read(text, period, trend, test_points, threshold)
        return None if parts is None else _shown(parts)

    return several(computed, (_ARRAY,) * 4, series, *options)


def _read(
    text: object, period: object, trend: object, test_points: object, threshold: object
) -> _Parts | None:
    values = reals(text)
    if values is None or not isinstance(period, int) or not isinstance(test_points, int):
        return None
    if threshold is None:
        return None
    return _decomposed(values, period, str(trend), test_points, float(str(threshold)))


def _shown(parts: _Parts) -> list[object]:
    return [shown(part) for part in (parts.baseline, parts.seasonal, parts.trend, parts.residual)]


def anomalies(series: pa.Array, *options: pa.Array) -> pa.Array:
    """1, -1 or 0 for every point, its score, and what was expected."""

    def computed(
        text: object,
        threshold: object = 1.5,
        period: object = -1,
        trend: object = "avg",
        test_points: object = 0,
        method: object = "ctukey",
        seasonality: object = 0.6,
    ) -> list[object] | None:
        parts = _read(text, period, trend, test_points, seasonality)
        if parts is None or threshold is None or method not in ("ctukey", "tukey"):
            return None
        assert isinstance(test_points, int)
        residual = parts.residual
        # what subtraction leaves of equal values is no outlier
        size = float(np.abs(residual + parts.baseline).max())
        residual = np.where(np.abs(residual) <= 1e-9 * size, 0.0, residual)
        found = scores(residual, str(method), learn=test_points)
        limit = float(str(threshold))
        flags = [(score > limit) - (score < -limit) for score in found]
        return [shown(flags), shown(found), shown(parts.baseline)]

    return several(computed, (_ARRAY,) * 3, series, *options)


def seasonal(series: pa.Array, *options: pa.Array) -> pa.Array:
    """The season alone: detected, or of a given period."""

    def computed(text: object, period: object = -1, test_points: object = 0) -> str | None:
        values = reals(text)
        if values is None or not isinstance(period, int) or not isinstance(test_points, int):
            return None
        learned = values[: len(values) - max(0, test_points)]
        if not len(learned):
            return None
        length = period if period > 0 else _detected(learned, 0.7)
        return shown(_season(learned, length, len(values)))

    return texts(computed, series, *options)
