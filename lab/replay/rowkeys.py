"""Equal rows get equal numbers, whatever strategy or order of threads they came from.

Real numbers count as equal to nine digits (the sum of doubles depends on the order of threads) and
arrays whatever their order (``make_list`` promises none).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np

from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import numpy.typing as npt
    import pyarrow as pa

    Numbers = npt.NDArray[np.int64]

_MOST_KEYS = 2**62


class RowKeys:
    """Numbers rows by their values; one instance per rule, so that runs can be compared."""

    def __init__(self, types: Sequence[KqlType]) -> None:
        self._types = tuple(types)
        self._cells: tuple[dict[Hashable, int], ...] = tuple({} for _ in types)
        self._texts: tuple[dict[Hashable, int], ...] = tuple({} for _ in types)
        self._rows: dict[bytes, int] = {}

    def of(self, rows: pa.Table) -> Numbers:
        """A number for each row; the same for rows that count as equal."""
        columns = [self._column(index, rows.column(index)) for index in range(len(self._types))]
        if not columns or not rows.num_rows:
            return np.zeros(rows.num_rows, dtype=np.int64)
        # Few rows differ: only those are looked up by all their cells.
        places, inverse = _different(columns)
        cells = np.stack([column[places] for column in columns], axis=1)
        numbers = self._rows
        found = [numbers.setdefault(row.tobytes(), len(numbers)) for row in cells]
        made: Numbers = np.array(found, dtype=np.int64)[inverse]
        return made

    def _column(self, index: int, values: pa.ChunkedArray) -> Numbers:
        # Few distinct values are canonicalised, not all of them.
        encoded = values.combine_chunks().dictionary_encode()
        distinct = [self._code(index, value) for value in encoded.dictionary.to_pylist()]
        codes = np.array([-1, *distinct], dtype=np.int64)
        places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        column: Numbers = codes[places.astype(np.int64) + 1]
        return column

    def _code(self, index: int, value: Hashable) -> int:
        if value is None:
            return -1
        texts = self._texts[index]
        code = texts.get(value)
        if code is None:
            cells = self._cells[index]
            code = texts[value] = cells.setdefault(canonical(value, self._types[index]), len(cells))
        return code


def _different(columns: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Where each different row first stands, and for each row which of those it is."""
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    most = 1
    for column in columns:
        width = int(column.max()) + 2
        if most * width > _MOST_KEYS:
            found, keys = np.unique(keys, return_inverse=True)
            most = len(found)
        keys = keys * width + column + 1
        most *= width
    _, places, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return places, inverse


def missing_from(base: Numbers, again: Numbers) -> tuple[int, ...]:
    """Positions in ``base`` of the rows that ``again`` has fewer of: the last of equals."""
    order = np.argsort(base, kind="stable")
    rows, others = base[order], np.sort(again)
    among_equals = np.arange(len(rows)) - np.searchsorted(rows, rows, side="left")
    kept = np.searchsorted(others, rows, side="right") - np.searchsorted(others, rows, side="left")
    positions: list[int] = np.sort(order[among_equals >= kept]).tolist()
    return tuple(positions)


def canonical(value: Hashable, kind: KqlType) -> Hashable:
    """A value that is equal for all values that count as equal."""
    if kind is KqlType.REAL and isinstance(value, float):
        return _real(value)
    if kind is KqlType.DYNAMIC and isinstance(value, str):
        return _json(json.loads(value))
    return value


def _real(value: float) -> str:
    if math.isnan(value):
        return "nan"
    return f"{value + 0.0:.9g}" if value else "0"


def _json(value: object) -> str:
    if isinstance(value, dict):
        items = sorted((json.dumps(key), _json(item)) for key, item in value.items())
        return "{" + ",".join(f"{key}:{item}" for key, item in items) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted(_json(item) for item in value)) + "]"
    if isinstance(value, float):
        return _real(value)
    return json.dumps(value)
