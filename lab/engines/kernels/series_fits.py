"""Statistics of series, lines through them, filters, spectra and outliers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from lab.engines.kernels.arrays import elements, numbers, reals, several, shown, special, texts
from lab.engines.kernels.rows import dumped

if TYPE_CHECKING:
    from lab.engines.kernels.arrays import Number, Reals

_REAL, _LONG, _ARRAY = pa.float64(), pa.int64(), pa.string()

# --- statistics ---------------------------------------------------------------------------------


def _stats(text: object, ignore: object = False) -> dict[str, object] | None:
    found = numbers(text)
    if not found:
        return None
    places = [p for p, v in enumerate(found) if v is not None and math.isfinite(v)]
    if not places or (len(places) < len(found) and not ignore):
        return None
    values = np.array([found[place] for place in places], np.float64)
    variance = _variance(values, len(values))
    least, most = int(values.argmin()), int(values.argmax())
    return {
        "min": float(values[least]),
        "min_idx": places[least],
        "max": float(values[most]),
        "max_idx": places[most],
        "avg": float(values.mean()),
        "stdev": math.sqrt(variance),
        "variance": variance,
        "sum": float(values.sum()),
        "len": len(found),
    }


def _variance(values: Reals, count: int) -> float:
    """The variance of a sample; 0 of one value."""
    centred = values - values.mean()
    return float(centred @ centred) / (count - 1) if count > 1 else 0.0


def stats(series: pa.Array, *options: pa.Array) -> pa.Array:
    """Least and greatest with their places, mean, deviation and variance."""

    def computed(text: object, ignore: object = False) -> list[object] | None:
        found = _stats(text, ignore)
        return None if found is None else list(found.values())[:7]

    kinds = (_REAL, _LONG, _REAL, _LONG, _REAL, _REAL, _REAL)
    return several(computed, kinds, series, *options)


def stats_dynamic(series: pa.Array, *options: pa.Array) -> pa.Array:
    """The same in a bag, and sum and length."""
    return texts(lambda text, ignore=False: dumped(_stats(text, ignore)), series, *options)


# --- lines --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """A straight line through values at 1, 2, ..."""

    rsquare: float
    slope: float
    variance: float
    rvariance: float
    interception: float
    values: Reals

    def named(self) -> dict[str, object]:
        """Its numbers by their names in Kusto."""
        return {
            "rsquare": self.rsquare,
            "slope": self.slope,
            "variance": self.variance,
            "rvariance": self.rvariance,
            "interception": self.interception,
        }


def _fitted(values: Reals) -> _Line:
    count = len(values)
    places = np.arange(1, count + 1, dtype=np.float64)
    centre, level = places.mean(), float(values.mean())
    spread = float((places - centre) @ (places - centre))
    slope = float((places - centre) @ (values - level)) / spread if spread else 0.0
    interception = level - slope * centre
    line = slope * places + interception
    variance = _variance(values, count)
    left = values - line
    rvariance = float(left @ left) / (count - 1) if count > 1 else 0.0
    return _Line(_rsquare(variance, rvariance), slope, variance, rvariance, interception, line)


def _rsquare(variance: float, rvariance: float) -> float:
    """What part of the variance a fit explains; all of none."""
    return 1.0 - rvariance / variance if variance > 0 else 1.0


def fit_line(series: pa.Array) -> pa.Array:
    """The line through a series."""

    def computed(text: object) -> list[object] | None:
        values = reals(text)
        if values is None:
            return None
        line = _fitted(values)
        return [*line.named().values(), shown(line.values)]

    return several(computed, (_REAL, _REAL, _REAL, _REAL, _REAL, _ARRAY), series)


def fit_line_dynamic(series: pa.Array) -> pa.Array:
    """The same as a bag."""

    def computed(text: object) -> str | None:
        values = reals(text)
        if values is None:
            return None
        line = _fitted(values)
        return dumped({**line.named(), "line_fit": line.values.tolist()})

    return texts(computed, series)


def _split(values: Reals) -> int:
    """Where two lines fit best; the first such place. Each part has two values where it can."""
    count = len(values)
    places = np.arange(1, count + 1, dtype=np.float64)
    held = values - values.mean()  # prefix sums of large values lose digits
    sums = [np.cumsum(part) for part in (places, held, places**2, places * held, held**2)]
    least = min(2, count // 2)
    cuts = np.arange(least, count - least + 1)

    def left_over(first: list[Reals], size: Reals) -> Reals:
        x, y, xx, xy, yy = first
        spread = xx - x * x / size
        shared = xy - x * y / size
        with np.errstate(all="ignore"):
            explained = np.where(spread > 0, shared * shared / spread, 0.0)
        return yy - y * y / size - explained

    before = [part[cuts - 1] for part in sums]
    after = [part[-1] - part[cuts - 1] for part in sums]
    errors = left_over(before, cuts.astype(np.float64)) + left_over(
        after, (count - cuts).astype(np.float64)
    )
    # equal fits differ by rounding alone
    best = np.flatnonzero(errors <= errors.min() + 1e-9 * max(1.0, float(held @ held)))[0]
    return int(cuts[best])


def _two_lines(values: Reals) -> tuple[int, _Line, _Line, dict[str, object]]:
    place = _split(values)
    left, right = _fitted(values[:place]), _fitted(values[place:])
    line = np.concatenate([left.values, right.values])
    variance = _variance(values, len(values))
    rest = values - line
    rvariance = float(rest @ rest) / (len(values) - 1)
    whole: dict[str, object] = {
        "rsquare": _rsquare(variance, rvariance),
        "split_idx": place,
        "variance": variance,
        "rvariance": rvariance,
        "line_fit": line.tolist(),
    }
    return place, left, right, whole


def fit_2lines(series: pa.Array) -> pa.Array:
    """The two lines that fit best, one after the other."""

    def computed(text: object) -> list[object] | None:
        values = reals(text)
        if values is None or len(values) < 2:
            return None
        _, left, right, whole = _two_lines(values)
        line = shown(whole.pop("line_fit"))  # type: ignore[arg-type]  # a list
        sides = []
        for side in (right, left):
            one = side.named()
            sides += [one["rsquare"], one["slope"], one["interception"]]
            sides += [one["variance"], one["rvariance"]]
        return [*whole.values(), line, *sides]

    kinds = (_REAL, _LONG, _REAL, _REAL, _ARRAY, *([_REAL] * 10))
    return several(computed, kinds, series)


def fit_2lines_dynamic(series: pa.Array) -> pa.Array:
    """The same as a bag."""

    def computed(text: object) -> str | None:
        values = reals(text)
        if values is None or len(values) < 2:
            return None
        _, left, right, whole = _two_lines(values)
        return dumped({**whole, "right": right.named(), "left": left.named()})

    return texts(computed, series)


def fit_poly(series: pa.Array, *options: pa.Array) -> pa.Array:
    """The polynomial that fits best."""
    kinds = (_REAL, _ARRAY, _REAL, _REAL, _ARRAY)
    return several(_polynomial, kinds, series, *options)


def _polynomial(text: object, places: object = None, degree: object = 1) -> list[object] | None:
    values = reals(text)
    if values is None or not isinstance(degree, int) or not 0 <= degree < len(values):
        return None
    x = np.arange(1, len(values) + 1, dtype=np.float64) if places is None else reals(places)
    if x is None or len(x) != len(values):
        return None
    # in [-1, 1] high powers stay apart
    fit = np.polynomial.Polynomial.fit(x, values, degree)
    coefficients = fit.convert().coef
    coefficients = np.concatenate([coefficients, np.zeros(degree + 1 - len(coefficients))])
    line = fit(x)
    variance = _variance(values, len(values))
    rest = values - line
    rvariance = float(rest @ rest) / (len(values) - 1) if len(values) > 1 else 0.0
    rsquare = _rsquare(variance, rvariance)
    return [rsquare, shown(coefficients[::-1]), variance, rvariance, shown(line)]


# --- filters and spectra ------------------------------------------------------------------------


def fir(series: pa.Array, *options: pa.Array) -> pa.Array:
    """A finite impulse response filter; what lies outside the series counts as 0."""

    def computed(
        text: object, taps: object, normalize: object = None, center: object = False
    ) -> str | None:
        values, weights = reals(text), reals(taps)
        if values is None or weights is None:
            return None
        negative = bool((weights < 0).any())
        if normalize and negative:
            return None
        if normalize is None:
            normalize = not negative
        if normalize:
            whole = weights.sum()
            if not whole:
                return None
            weights = weights / whole
        made = np.convolve(values, weights)
        begin = (len(weights) - 1) // 2 if center else 0
        return shown(made[begin : begin + len(values)])

    return texts(computed, series, *options)


def iir(series: pa.Array, above: pa.Array, below: pa.Array) -> pa.Array:
    """An infinite impulse response filter."""
    from scipy.signal import lfilter

    def computed(text: object, numerators: object, denominators: object) -> str | None:
        values, b, a = reals(text), reals(numerators), reals(denominators)
        if values is None or b is None or a is None or not a[0]:
            return None
        with np.errstate(all="ignore"):
            return shown(lfilter(b, a, values))

    return texts(computed, series, above, below)


def _transformed(inverse: bool, columns: tuple[pa.Array, ...]) -> pa.Array:
    def computed(real: object, imaginary: object = None) -> list[object] | None:
        parts = [reals(real), None if imaginary is None else reals(imaginary)]
        if parts[0] is None:
            return None
        values = parts[0].astype(np.complex128)
        if imaginary is not None:
            if parts[1] is None or len(parts[1]) != len(values):
                return None
            values = values + 1j * parts[1]
        made = np.fft.ifft(values) if inverse else np.fft.fft(values)
        return [shown(made.real), shown(made.imag)]

    return several(computed, (_ARRAY, _ARRAY), *columns)


def fft(*columns: pa.Array) -> pa.Array:
    """The Fourier transform."""
    return _transformed(False, columns)


def ifft(*columns: pa.Array) -> pa.Array:
    """Its inverse."""
    return _transformed(True, columns)


# --- outliers -----------------------------------------------------------------------------------


def scores(
    values: list[Number] | Reals, kind: str, low: float = 10.0, high: float = 90.0, learn: int = 0
) -> list[float]:
    """How far every value lies outside of what is usual, in widths of the usual range.

    What is no number scores 0. The last ``learn`` values are scored, and say nothing of what is
    usual.

    The scores of ``ctukey`` are those of an example that the documentation once had: a high value
    is measured by the quartiles of the values without the top ones, a low one by those without the
    bottom ones, and between the quartiles of all there is no score.
    """
    held = np.array([np.nan if v is None else v for v in values], np.float64)
    seen = held[: len(held) - learn] if learn else held
    usual = np.sort(seen[np.isfinite(seen)])
    if not len(usual):
        return [0.0] * len(held)
    quartiles = above = below = _quartiles(usual)
    if kind == "ctukey":
        above = _quartiles(usual[: max(1, int(len(usual) * high / 100))])
        below = _quartiles(usual[min(len(usual) - 1, int(len(usual) * low / 100)) :])
    with np.errstate(all="ignore"):
        up = (held - above[1]) / (above[1] - above[0])
        down = (held - below[0]) / (below[1] - below[0])
    made = np.where(held > quartiles[1], up, np.where(held < quartiles[0], down, 0.0))
    found: list[float] = np.where(np.isnan(held), 0.0, made).tolist()
    return found


def _quartiles(ordered: Reals) -> tuple[float, float]:
    low, high = np.quantile(ordered, (0.25, 0.75))
    return float(low), float(high)


def outliers(series: pa.Array, *options: pa.Array) -> pa.Array:
    """How far every element is an outlier."""

    def computed(
        text: object,
        kind: object = "ctukey",
        ignored: object = None,
        low: object = 10.0,
        high: object = 90.0,
    ) -> str | None:
        found = elements(text)
        if found is None or kind not in ("tukey", "ctukey"):
            return None
        if low is None or high is None:
            return None
        least, most = float(str(low)), float(str(high))
        if not 2 <= least < most <= 98:
            return None
        values = numbers(text) or []
        kept = [None if v is not None and v == ignored else v for v in values]
        return shown([special(score) for score in scores(kept, str(kind), least, most)])

    return texts(computed, series, *options)
