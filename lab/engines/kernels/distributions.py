"""Distributions and tests of statistics, over whole columns of reals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from scipy import special

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

_MOST = 10_000.0  # the largest parameter of a beta distribution


def _computed(work: Callable[..., Reals], *columns: pa.Array) -> pa.Array:
    """``work`` of the columns; null where one is null."""
    missing = np.zeros(len(columns[0]), bool)
    for column in columns:
        missing |= column.is_null().to_numpy(zero_copy_only=False)
    values = [column.to_numpy(zero_copy_only=False).astype(np.float64) for column in columns]
    with np.errstate(all="ignore"):
        return pa.array(work(*values), pa.float64(), mask=missing)


def _shaped(alpha: Reals, beta: Reals) -> NDArray[np.bool_]:
    """Whether there is such a beta distribution."""
    return (alpha > 0) & (beta > 0) & (alpha <= _MOST) & (beta <= _MOST)


def beta_cdf(x: pa.Array, alpha: pa.Array, beta: pa.Array) -> pa.Array:
    """The cumulative beta distribution; NaN outside of its bounds."""

    def work(x: Reals, a: Reals, b: Reals) -> Reals:
        known = _shaped(a, b) & (x >= 0) & (x <= 1)
        return np.where(known, special.betainc(a, b, x), np.nan)

    return _computed(work, x, alpha, beta)


def beta_pdf(x: pa.Array, alpha: pa.Array, beta: pa.Array) -> pa.Array:
    """The density of a beta distribution; NaN outside of its bounds."""

    def work(x: Reals, a: Reals, b: Reals) -> Reals:
        known = _shaped(a, b) & (x > 0) & (x < 1)
        powers = special.xlogy(a - 1, x) + special.xlog1py(b - 1, -x)
        return np.where(known, np.exp(powers - special.betaln(a, b)), np.nan)

    return _computed(work, x, alpha, beta)


def beta_inv(probability: pa.Array, alpha: pa.Array, beta: pa.Array) -> pa.Array:
    """Where the cumulative distribution has a value; null of no probability."""

    def work(p: Reals, a: Reals, b: Reals) -> Reals:
        return np.where(_shaped(a, b), special.betaincinv(a, b, p), np.nan)

    found = _computed(work, probability, alpha, beta)
    given = probability.to_numpy(zero_copy_only=False).astype(np.float64)
    return pa.array(
        found.to_numpy(zero_copy_only=False),
        pa.float64(),
        mask=found.is_null().to_numpy(zero_copy_only=False) | (given <= 0) | (given > 1),
    )


def erf(x: pa.Array) -> pa.Array:
    """The error function."""
    return _computed(special.erf, x)


def erfc(x: pa.Array) -> pa.Array:
    """Its complement, exact where the error function is almost 1."""
    return _computed(special.erfc, x)


def welch_test(
    mean1: pa.Array,
    variance1: pa.Array,
    count1: pa.Array,
    mean2: pa.Array,
    variance2: pa.Array,
    count2: pa.Array,
) -> pa.Array:
    """The probability of such a difference, or a greater one, between two equal means."""

    def work(m1: Reals, v1: Reals, n1: Reals, m2: Reals, v2: Reals, n2: Reals) -> Reals:
        first, second = v1 / n1, v2 / n2
        distance = np.abs(m1 - m2) / np.sqrt(first + second)
        freedom = (first + second) ** 2 / (first**2 / (n1 - 1) + second**2 / (n2 - 1))
        return np.asarray(2 * special.stdtr(freedom, -distance))

    return _computed(work, mean1, variance1, count1, mean2, variance2, count2)
