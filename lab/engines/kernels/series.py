"""Series element by element, their gaps, and single numbers of them.

An element that is no number gives null, and so does one that the other series has not. Whole
numbers stay whole where they can.
"""

from __future__ import annotations

import math
import operator
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

from lab.engines.kernels.arrays import (
    Number,
    elements,
    number,
    numbers,
    reals_of,
    shown,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

# --- two series ---------------------------------------------------------------------------------


def _wrapped(value: Number) -> Number:
    """A whole number in 64 bits."""
    if isinstance(value, int):
        return (value + 2**63) % 2**64 - 2**63
    return value


def _divided(left: float, right: float) -> float:
    left, right = float(left), float(right)
    if right:
        return left / right
    if not left or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _power(left: float, right: float) -> float:
    with np.errstate(all="ignore"):
        return float(np.power(np.float64(left), np.float64(right)))


def _arithmetic(sign: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Number]:
    def computed(left: float, right: float) -> Number:
        try:
            return _wrapped(sign(left, right))
        except OverflowError:  # a whole number too large for a real
            return _wrapped(sign(float(left), float(right)))

    return computed


_PAIRS: dict[str, Callable[[Any, Any], Any]] = {
    "add": _arithmetic(operator.add),
    "subtract": _arithmetic(operator.sub),
    "multiply": _arithmetic(operator.mul),
    "divide": _divided,
    "pow": _power,
    "equals": operator.eq,
    "not_equals": operator.ne,
    "greater": operator.gt,
    "greater_equals": operator.ge,
    "less": operator.lt,
    "less_equals": operator.le,
}


def _paired(left: object, right: object) -> Iterator[tuple[Number, Number]] | None:
    """Two series side by side up to the longer; a single number stands beside every element."""
    first, second = numbers(left), numbers(right)
    if first is None and second is None:
        return None
    if first is None:
        held = number(left)
        return ((held, value) for value in second or ())
    if second is None:
        held = number(right)
        return ((value, held) for value in first)
    return zip_longest(first, second)


def _pairwise(name: str, left: pa.Array, right: pa.Array) -> pa.Array:
    work = _PAIRS[name]

    def computed(first: object, second: object) -> str | None:
        if first is None or second is None:
            return None
        pairs = _paired(first, second)
        if pairs is None:
            return None
        return shown(None if a is None or b is None else work(a, b) for a, b in pairs)

    return texts(computed, left, right)


def add(left: pa.Array, right: pa.Array) -> pa.Array:
    """The sums."""
    return _pairwise("add", left, right)


def subtract(left: pa.Array, right: pa.Array) -> pa.Array:
    """The differences."""
    return _pairwise("subtract", left, right)


def multiply(left: pa.Array, right: pa.Array) -> pa.Array:
    """The products."""
    return _pairwise("multiply", left, right)


def divide(left: pa.Array, right: pa.Array) -> pa.Array:
    """The quotients, always reals."""
    return _pairwise("divide", left, right)


def power(left: pa.Array, right: pa.Array) -> pa.Array:
    """The powers, always reals."""
    return _pairwise("pow", left, right)


def equals(left: pa.Array, right: pa.Array) -> pa.Array:
    """Whether elements are equal."""
    return _pairwise("equals", left, right)


def not_equals(left: pa.Array, right: pa.Array) -> pa.Array:
    """Whether elements differ."""
    return _pairwise("not_equals", left, right)


def greater(left: pa.Array, right: pa.Array) -> pa.Array:
    """Whether the left one is greater."""
    return _pairwise("greater", left, right)


def greater_equals(left: pa.Array, right: pa.Array) -> pa.Array:
    """Whether the left one is not less."""
    return _pairwise("greater_equals", left, right)


def less(left: pa.Array, right: pa.Array) -> pa.Array:
    """Whether the left one is less."""
    return _pairwise("less", left, right)


def less_equals(left: pa.Array, right: pa.Array) -> pa.Array:
    """Whether the left one is not greater."""
    return _pairwise("less_equals", left, right)


# --- one series ---------------------------------------------------------------------------------


def _elementwise(work: Callable[[Any], Number], series: pa.Array) -> pa.Array:
    def computed(text: object) -> str | None:
        found = numbers(text)
        return None if found is None else shown(None if v is None else work(v) for v in found)

    return texts(computed, series)


def absolute(series: pa.Array) -> pa.Array:
    """The magnitudes."""
    return _elementwise(lambda value: _wrapped(abs(value)), series)


def sign(series: pa.Array) -> pa.Array:
    """-1, 0 or 1 in the type of the element."""
    return _elementwise(
        lambda value: value if value != value else type(value)((value > 0) - (value < 0)), series
    )


def _through(function: np.ufunc, series: pa.Array) -> pa.Array:
    def computed(text: object) -> str | None:
        found = numbers(text)
        if found is None:
            return None
        with np.errstate(all="ignore"):
            values = function(np.array([np.nan if v is None else v for v in found], np.float64))
        made = values.tolist()
        return shown(None if v is None else m for v, m in zip(found, made, strict=True))

    return texts(computed, series)


def ceiling(series: pa.Array) -> pa.Array:
    """The least whole numbers not below, as reals."""
    return _through(np.ceil, series)


def floor(series: pa.Array) -> pa.Array:
    """The greatest whole numbers not above, as reals."""
    return _through(np.floor, series)


def exp(series: pa.Array) -> pa.Array:
    """The powers of e."""
    return _through(np.exp, series)


def log(series: pa.Array) -> pa.Array:
    """The natural logarithms."""
    return _through(np.log, series)


def sin(series: pa.Array) -> pa.Array:
    """The sines."""
    return _through(np.sin, series)


def cos(series: pa.Array) -> pa.Array:
    """The cosines."""
    return _through(np.cos, series)


def tan(series: pa.Array) -> pa.Array:
    """The tangents."""
    return _through(np.tan, series)


def asin(series: pa.Array) -> pa.Array:
    """The angles of sines; NaN beyond 1."""
    return _through(np.arcsin, series)


def acos(series: pa.Array) -> pa.Array:
    """The angles of cosines; NaN beyond 1."""
    return _through(np.arccos, series)


def atan(series: pa.Array) -> pa.Array:
    """The angles of tangents."""
    return _through(np.arctan, series)


# --- gaps ---------------------------------------------------------------------------------------


def _is_missing(placeholder: object) -> Callable[[object], bool]:
    """Whether an element is the missing value: null unless told."""
    if placeholder is None:
        return lambda value: value is None
    wanted = number(placeholder)
    return lambda value: number(value) == wanted


def _carried(series: object, placeholder: object, *, back: bool) -> str | None:
    found = elements(series)
    if found is None:
        return None
    missing = _is_missing(placeholder)
    made: list[object] = []
    for value in reversed(found) if back else found:
        known = bool(made) and missing(value)
        made.append(made[-1] if known else value)
    return shown(reversed(made) if back else made)


def fill_forward(series: pa.Array, *placeholder: pa.Array) -> pa.Array:
    """Missing elements as the one before; those that begin the series stay."""
    return texts(lambda s, p=None: _carried(s, p, back=False), series, *placeholder)


def fill_backward(series: pa.Array, *placeholder: pa.Array) -> pa.Array:
    """Missing elements as the one after; those that end the series stay."""
    return texts(lambda s, p=None: _carried(s, p, back=True), series, *placeholder)


def fill_const(series: pa.Array, *options: pa.Array) -> pa.Array:
    """Missing elements as a constant."""

    def filled(text: object, constant: object = None, placeholder: object = None) -> str | None:
        found = elements(text)
        if found is None:
            return None
        missing = _is_missing(placeholder)
        return shown(number(constant) if missing(value) else value for value in found)

    return texts(filled, series, *options)


def fill_linear(series: pa.Array, *options: pa.Array) -> pa.Array:
    """Missing elements on the line between those around; at the ends as the nearest."""
    return texts(_linear, series, *options)


def _linear(
    series: object, placeholder: object = None, edges: object = True, constant: object = 0.0
) -> str | None:
    found = elements(series)
    if found is None:
        return None
    missing = _is_missing(placeholder)
    known = [place for place, value in enumerate(found) if not missing(value)]
    if not known:
        return shown([number(constant)] * len(found))
    whole = all(isinstance(found[place], int) for place in known)
    made = list(found)
    if edges:
        made[: known[0]] = [found[known[0]]] * known[0]
        made[known[-1] :] = [found[known[-1]]] * (len(found) - known[-1])
    for before, after in pairwise(known):
        low, high = number(found[before]), number(found[after])
        for place in range(before + 1, after):
            if low is None or high is None:
                made[place] = None
                continue
            value = low + (high - low) * (place - before) / (after - before)
            made[place] = int(value) if whole else value
    return shown(made)


# --- single numbers -----------------------------------------------------------------------------


def _only_numbers(text: object) -> list[float]:
    return [float(value) for value in numbers(text) or () if value is not None]


def total(series: pa.Array) -> pa.Array:
    """The sum of the numbers; null of none."""

    def computed(text: object) -> float | None:
        found = _only_numbers(text)
        return float(np.sum(found)) if found else None

    return reals_of(computed, series)


def product(series: pa.Array) -> pa.Array:
    """The product of the numbers; null of none."""

    def computed(text: object) -> float | None:
        found = _only_numbers(text)
        with np.errstate(all="ignore"):
            return float(np.prod(found)) if found else None

    return reals_of(computed, series)


def magnitude(series: pa.Array) -> pa.Array:
    """The Euclidean length; null of no numbers."""

    def computed(text: object) -> float | None:
        found = _only_numbers(text)
        return math.hypot(*found) if found else None

    return reals_of(computed, series)


def _both(left: object, right: object) -> tuple[np.ndarray, np.ndarray] | None:
    """The numbers that stand side by side, up to the shorter; None without any."""
    if left is None or right is None:
        return None
    pairs = _paired(left, right)
    held = [(float(a), float(b)) for a, b in pairs or () if a is not None and b is not None]
    if not held:
        return None
    made = np.array(held, np.float64)
    return made[:, 0], made[:, 1]


def dot_product(left: pa.Array, right: pa.Array) -> pa.Array:
    """The sum of the products."""

    def computed(first: object, second: object) -> float | None:
        both = _both(first, second)
        return None if both is None else float(both[0] @ both[1])

    return reals_of(computed, left, right)


def cosine_similarity(left: pa.Array, right: pa.Array, *magnitudes: pa.Array) -> pa.Array:
    """The cosine of the angle between two series; their lengths may be given."""

    def computed(
        first: object, second: object, length1: object = None, length2: object = None
    ) -> float | None:
        both = _both(first, second)
        if both is None:
            return None
        lengths = [
            float(np.linalg.norm(values)) if given is None else float(number(given) or 0.0)
            for values, given in zip(both, (length1, length2), strict=True)
        ]
        return _divided(float(both[0] @ both[1]), lengths[0] * lengths[1])

    return reals_of(computed, left, right, *magnitudes)


def pearson_correlation(left: pa.Array, right: pa.Array) -> pa.Array:
    """The correlation; null where an element is no number or has no partner."""

    def computed(first: object, second: object) -> float | None:
        one, other = numbers(first), numbers(second)
        if not one or not other or len(one) != len(other) or None in one or None in other:
            return None
        values = np.array([one, other], np.float64)
        values -= values.mean(axis=1, keepdims=True)
        scale = math.sqrt(float((values[0] @ values[0]) * (values[1] @ values[1])))
        return _divided(float(values[0] @ values[1]), scale)

    return reals_of(computed, left, right)
