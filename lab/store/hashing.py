"""Content hashes: the same rows give the same hash, whatever the chunks and threads.

A column is hashed in two running SHA-256 over its rows in their order: one over the values, one
over what tells them apart (the lengths of texts, the presence of numbers). Texts that repeat (Arrow
dictionaries) count with eight bytes of their digest, so that a pool of values is read once and not
once per row. DuckDB's files differ byte for byte even when one thread wrote them, so files are
never compared.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transpile.errors import InternalError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGEST_BYTES = 8
_MISSING = b"\xff" * _DIGEST_BYTES
_FIXED = "fixed"
_TEXT = "text"
_POOL = "pool"


class TableHash:
    """The content hash of a table whose rows come in canonical order, in any batches."""

    def __init__(self) -> None:
        self._columns: dict[str, _ColumnHash] = {}
        self.rows = 0

    def update(self, rows: pa.Table) -> None:
        """Add rows.

        Raises:
            InternalError: for a column that was a dictionary before and is none now, or the other
                way round: the two are hashed differently.
        """
        self.rows += rows.num_rows
        for name, column in zip(rows.column_names, rows.columns, strict=True):
            running = self._columns.setdefault(name, _ColumnHash(name, _form(column.type)))
            for chunk in column.chunks:
                running.update(chunk)

    def hexdigest(self) -> str:
        """The hash so far, in 64 hexadecimal digits."""
        whole = hashlib.sha256(str(self.rows).encode())
        for name, running in self._columns.items():
            whole.update(name.encode() + b"\0" + running.digest())
        return whole.hexdigest()


class _ColumnHash:
    def __init__(self, name: str, form: str) -> None:
        self._name = name
        self._form = form
        self._values, self._shape = hashlib.sha256(), hashlib.sha256()
        # The pool of the last chunk with its digests; chunks of one table share pools.
        self._pool: pa.Array | None = None
        self._digests: NDArray[np.uint64] = np.zeros(0, np.uint64)

    def update(self, chunk: pa.Array) -> None:
        if _form(chunk.type) != self._form:
            raise InternalError(f"column {self._name} changed from {self._form} to {chunk.type}")
        if self._form == _POOL:
            self._update_pool(chunk)
        elif self._form == _TEXT:
            lengths = pc.fill_null(pc.binary_length(chunk), -1)
            self._shape.update(lengths.to_numpy(zero_copy_only=False).data)
            self._values.update(_text_bytes(chunk))
        else:
            self._shape.update(np.asarray(chunk.is_valid()).data)
            self._values.update(_numbers(chunk).data)

    def digest(self) -> bytes:
        return self._form.encode() + self._values.digest() + self._shape.digest()

    def _update_pool(self, chunk: pa.DictionaryArray) -> None:
        if self._pool is None or not _same_memory(self._pool, chunk.dictionary):
            self._pool = chunk.dictionary
            self._digests = _digests(chunk.dictionary)
        codes = chunk.indices.fill_null(len(self._digests) - 1).to_numpy(zero_copy_only=False)
        self._values.update(self._digests[codes].data)


def _form(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        return _POOL
    return _TEXT if pa.types.is_string(kind) else _FIXED


def _same_memory(one: pa.Array, other: pa.Array) -> bool:
    # Buffers of the array that is kept alive cannot be handed out again.
    places = [
        [None if buffer is None else buffer.address for buffer in array.buffers()]
        for array in (one, other)
    ]
    return (len(one), one.offset, places[0]) == (len(other), other.offset, places[1])


def _digests(pool: pa.Array) -> NDArray[np.uint64]:
    """Eight bytes of each text's BLAKE2b, then those of null."""
    made = [
        _MISSING
        if text is None
        else hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()
        for text in pool.to_pylist()
    ]
    return np.frombuffer(b"".join([*made, _MISSING]), np.uint64)


def _text_bytes(texts: pa.StringArray) -> memoryview:
    """The characters of all texts, one after the other."""
    _, offsets, data = texts.buffers()
    if data is None or len(texts) == 0:
        return memoryview(b"")
    ends = np.frombuffer(offsets, np.int32)
    return memoryview(data)[ends[texts.offset] : ends[texts.offset + len(texts)]]


def _numbers(values: pa.Array) -> NDArray[Any]:
    """Values of fixed width, zero for null."""
    if pa.types.is_boolean(values.type):
        return np.asarray(values.fill_null(False))
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.int64())
    return np.ascontiguousarray(values.fill_null(0).to_numpy(zero_copy_only=False))
