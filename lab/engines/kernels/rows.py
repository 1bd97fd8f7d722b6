"""Kernels whose work is done value by value, each distinct value once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable


def each(values: pa.Array, work: Callable[[Any], Any], kind: pa.DataType | None = None) -> pa.Array:
    """``work`` of every value that is not null, of text to text unless told; null of null.

    Logs repeat themselves: equal values are worked on once.
    """
    packed = pc.dictionary_encode(values)
    made = pa.array([work(value) for value in packed.dictionary.to_pylist()], kind or pa.string())
    return made.take(packed.indices)


def rowwise(work: Callable[..., Any], kind: pa.DataType, *columns: pa.Array) -> pa.Array:
    """``work`` of the values of every row, nulls as None; equal rows are worked on once."""
    done: dict[tuple[Any, ...], Any] = {}
    made = []
    for row in zip(*(column.to_pylist() for column in columns), strict=True):
        if row not in done:
            done[row] = work(*row)
        made.append(done[row])
    return pa.array(made, kind)


def parsed(text: str | None) -> Any:
    """A dynamic value as it crosses, parsed; None for null."""
    return None if text is None else json.loads(text)


def dumped(value: Any) -> str | None:
    """A parsed value as it crosses back; None stays null."""
    return None if value is None else json.dumps(value, ensure_ascii=False)
