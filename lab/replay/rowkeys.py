"""Equal rows get equal numbers, whatever strategy or order of threads they came from.

Real numbers count as equal to nine digits (the sum of doubles depends on the order of threads) and
arrays whatever their order (``make_list`` promises none).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pyarrow as pa


class RowKeys:
    """Numbers rows by their values; one instance per rule, so that runs can be compared."""

    def __init__(self, types: Sequence[KqlType]) -> None:
        self._types = tuple(types)
        self._cells: tuple[dict[Hashable, int], ...] = tuple({} for _ in types)
        self._texts: tuple[dict[Hashable, int], ...] = tuple({} for _ in types)
        self._rows: dict[tuple[int, ...], int] = {}

    def of(self, rows: pa.Table) -> list[int]:
        """A number for each row; the same for rows that count as equal."""
        if not rows.num_rows:
            return []
        columns = [self._column(index, rows.column(index)) for index in range(len(self._types))]
        if not columns:
            return [0] * rows.num_rows
        numbers = self._rows
        return [numbers.setdefault(cells, len(numbers)) for cells in zip(*columns, strict=True)]

    def _column(self, index: int, values: pa.ChunkedArray) -> list[int]:
        # Few distinct values are canonicalised, not all of them.
        encoded = values.combine_chunks().dictionary_encode()
        distinct = [self._code(index, value) for value in encoded.dictionary.to_pylist()]
        return [
            -1 if position is None else distinct[position]
            for position in encoded.indices.to_pylist()
        ]

    def _code(self, index: int, value: Hashable) -> int:
        if value is None:
            return -1
        texts = self._texts[index]
        code = texts.get(value)
        if code is None:
            cells = self._cells[index]
            code = texts[value] = cells.setdefault(canonical(value, self._types[index]), len(cells))
        return code


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
