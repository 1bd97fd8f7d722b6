"""Frequent patterns of a table's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from lab.engines.kernels.rows import dumped, parsed
from lab.engines.protocol import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

# each is a row of a result for people
MOST_PATTERNS = 100_000

Item = tuple[int, str]  # column and value


def basket(rows: pa.Array, thresholds: pa.Array, dimensions: pa.Array) -> pa.Array:
    """The frequent patterns of each list of rows, by falling count.

    A row is its weight, then the text of each column (null: the column takes no part). A pattern is
    its count, its share in percent, then a text or null for each column. Patterns are closed: of
    those that hold for the very same rows only the longest is there.
    """
    made = []
    for listed, threshold, most in zip(
        rows.to_pylist(), thresholds.to_pylist(), dimensions.to_pylist(), strict=True
    ):
        found = parsed(listed) or []
        made.append(dumped(_patterns(found, threshold, most)))
    return pa.array(made, pa.string())


def _patterns(rows: list[list[Any]], threshold: float, most: int) -> list[list[Any]]:
    if not rows:
        return []
    weights = np.array([row[0] for row in rows], dtype=float)
    total = float(weights.sum())
    least = threshold * total * (1 - 1e-12)  # a share of exactly the threshold counts
    width = len(rows[0]) - 1
    closed = _closed(_masks(rows), weights, least, most)
    found = []
    for pattern, count in closed:
        values = dict(pattern)
        shown = [values.get(column) for column in range(width)]
        found.append([round(count), round(100 * count / total, 1), *shown])
    return sorted(found, key=lambda one: (-one[0], *((v is None, v or "") for v in one[2:])))


def _masks(rows: list[list[Any]]) -> dict[Item, np.ndarray]:
    """For each value of each column the rows that have it."""
    places: dict[Item, list[int]] = {}
    for place, row in enumerate(rows):
        for column, value in enumerate(row[1:]):
            if value is not None:
                places.setdefault((column, value), []).append(place)
    masks = {}
    for item, held in places.items():
        masks[item] = np.zeros(len(rows), dtype=bool)
        masks[item][held] = True
    return masks


def _closed(
    masks: dict[Item, np.ndarray], weights: np.ndarray, least: float, most: int
) -> Iterator[tuple[frozenset[Item], float]]:
    """Closed patterns that at most so many values narrow down, each with its count."""
    frequent = {item: mask for item, mask in masks.items() if weights[mask].sum() >= least}
    seen: set[frozenset[Item]] = set()
    level: list[tuple[frozenset[Item], np.ndarray]] = [
        (frozenset(), np.ones(len(weights), dtype=bool))
    ]
    for _ in range(most):
        following = []
        for pattern, held in level:
            columns = {column for column, _ in pattern}
            for (column, _), mask in frequent.items():
                if column in columns:
                    continue
                both = held & mask
                count = float(weights[both].sum())
                if count < least or count <= 0:
                    continue
                closure = frozenset(
                    item for item, other in frequent.items() if not (both & ~other).any()
                )
                if closure in seen:
                    continue
                seen.add(closure)
                if len(seen) > MOST_PATTERNS:
                    raise EngineError(
                        f"'basket' finds more than {MOST_PATTERNS:,} patterns; keep fewer columns "
                        "or raise its threshold"
                    )
                yield closure, count
                following.append((closure, both))
        level = following
