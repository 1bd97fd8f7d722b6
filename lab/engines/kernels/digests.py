"""Digests and weighted ranks: every value with its weight, so that the answers are exact.

A digest crosses as JSON: ``[[7], values, weights]``, the values in order. Those of times are
``[[7, "datetime"], ...]`` with texts and ``[[7, "timespan"], ...]`` with ticks.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from lab.engines.kernels.rows import dumped, parsed, rowwise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SIZE = 7


def weighted(values: pa.Array, weights: pa.Array, shares: pa.Array) -> pa.Array:
    """For each list of values and list of weights, the values at the ranks of a list of shares."""
    made: list[list[Any] | None] = []
    rows = zip(values.to_pylist(), weights.to_pylist(), shares.to_pylist(), strict=True)
    for found, heavy, wanted in rows:
        pairs = _gathered(zip(found or [], heavy or [], strict=True))
        made.append(_at(pairs, wanted) if pairs else None)
    return pa.array(made, values.type)


def digest_of_numbers(values: pa.Array, weights: pa.Array) -> pa.Array:
    """A digest for each list of numbers and list of their weights."""
    return _digests(values, weights, [_SIZE])


def digest_of_timespans(values: pa.Array, weights: pa.Array) -> pa.Array:
    """A digest for each list of ticks."""
    return _digests(values, weights, [_SIZE, "timespan"])


def digest_of_datetimes(values: pa.Array, weights: pa.Array) -> pa.Array:
    """A digest for each list of datetimes as texts, which stand in the order of time."""
    return _digests(values, weights, [_SIZE, "datetime"])


def merged(lists: pa.Array) -> pa.Array:
    """One digest for each list of digests; what is none is left out, digests of two kinds clash."""
    made: list[str | None] = []
    for texts in lists.to_pylist():
        digests = [found for found in map(_read, texts or []) if found is not None]
        heads = {str(found[0]) for found in digests if found[1]}
        if len(heads) > 1:
            made.append(None)
            continue
        head = next((found[0] for found in digests if found[1]), [_SIZE])
        pairs = _gathered((v, w) for found in digests for v, w in zip(*found[1:], strict=True))
        made.append(_digest(head, pairs))
    return pa.array(made, pa.string())


def values_at(digests: pa.Array, shares: pa.Array) -> pa.Array:
    """The values of digests at the ranks of a JSON array of percentages, as a JSON array."""

    def one(text: str | None, wanted: str | None) -> str | None:
        found, percents = _read(text), parsed(wanted)
        if found is None or not found[1] or not isinstance(percents, list):
            return None
        pairs = list(zip(*found[1:], strict=True))
        values = _at(pairs, [min(max(percent, 0), 100) / 100 for percent in percents])
        if found[0][1:] == ["timespan"]:
            from transpile.syntax.literals import format_timespan

            values = [format_timespan(ticks) for ticks in values]
        return dumped(values)

    return rowwise(one, pa.string(), digests, shares)


def ranks(digests: pa.Array, values: pa.Array) -> pa.Array:
    """How much of a digest lies at or below a value (JSON)."""
    return rowwise(lambda text, value: _rank(text, value, 1.0), pa.float64(), digests, values)


def percent_ranks(digests: pa.Array, values: pa.Array) -> pa.Array:
    """The same in percent of its whole weight."""
    return rowwise(lambda text, value: _rank(text, value, None), pa.float64(), digests, values)


# --- one group ----------------------------------------------------------------------------------


def _gathered(pairs: Iterable[tuple[Any, int | None]]) -> list[tuple[Any, int]]:
    """Values in order, each once with its whole weight; NaN comes last."""
    weights: dict[Any, int] = {}
    for value, weight in pairs:
        if value is not None and weight is not None and weight > 0:
            key = math.nan if isinstance(value, float) and math.isnan(value) else value
            weights[key] = weights.get(key, 0) + weight
    return sorted(weights.items(), key=lambda pair: (pair[0] != pair[0], pair[0]))


def _at(pairs: Sequence[tuple[Any, int]], shares: Iterable[float]) -> list[Any]:
    """The nearest rank: the first value up to which a share of the whole weight lies."""
    sums = list(accumulate(weight for _, weight in pairs))
    made = []
    for share in shares:
        # the hair keeps 0.95 * 20, which is 19.000000000000004 at times, at 19
        rank = max(1, math.ceil(share * sums[-1] * (1 - 1e-15)))
        made.append(pairs[bisect_right(sums, rank - 1)][0])
    return made


def _digests(values: pa.Array, weights: pa.Array, head: list[Any]) -> pa.Array:
    rows = zip(values.to_pylist(), weights.to_pylist(), strict=True)
    made = [_digest(head, _gathered(zip(v or [], w or [], strict=True))) for v, w in rows]
    return pa.array(made, pa.string())


def _digest(head: list[Any], pairs: list[tuple[Any, int]]) -> str | None:
    finite = [(v, w) for v, w in pairs if not isinstance(v, float) or math.isfinite(v)]
    return dumped([head, [v for v, _ in finite], [w for _, w in finite]])


def _read(text: str | None) -> list[Any] | None:
    """A digest's head, values and weights."""
    found = parsed(text)
    if not isinstance(found, list) or len(found) != 3:
        return None
    if not all(isinstance(part, list) for part in found) or found[0][:1] != [_SIZE]:
        return None
    return found


def _rank(text: str | None, value: str | None, whole: float | None) -> float | None:
    found, wanted = _read(text), parsed(value)
    if found is None or wanted is None or not found[1]:
        return None
    if isinstance(wanted, str) != isinstance(found[1][0], str):
        return None
    below = sum(weight for v, weight in zip(*found[1:], strict=True) if v <= wanted)
    return float(below) if whole is not None else 100.0 * below / sum(found[2])
