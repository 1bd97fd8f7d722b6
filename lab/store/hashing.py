"""Content hashes: the same rows give the same hash, whatever the chunks and threads.

A running SHA-256 per column over the canonical form of its values in the order of the rows, then
one over the columns. Values that repeat (Arrow dictionaries) are hashed once each: a row adds the
eight bytes of its value's digest, not its text. DuckDB's files differ byte for byte even when one
thread wrote them, so files are never compared.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGEST_BYTES = 8


class TableHash:
    """The content hash of a table whose batches come in canonical order."""

    def __init__(self) -> None:
        self._columns: dict[str, Any] = {}  # hashlib's hash objects have no public type
        self.rows = 0

    def update(self, rows: pa.Table) -> None:
        """Add a batch. A column always has the same form: dictionary, text or fixed width."""
        self.rows += rows.num_rows
        for name, column in zip(rows.column_names, rows.columns, strict=True):
            running = self._columns.setdefault(name, hashlib.sha256())
            for chunk in column.chunks:
                running.update(_canonical(chunk))

    def hexdigest(self) -> str:
        """The hash so far, in 64 hexadecimal digits."""
        whole = hashlib.sha256(str(self.rows).encode())
        for name, running in self._columns.items():
            whole.update(name.encode() + b"\0" + running.digest())
        return whole.hexdigest()


def _canonical(chunk: pa.Array) -> Any:
    """Bytes of equal width for each row: eight of a digest for text, the value otherwise."""
    if isinstance(chunk, pa.DictionaryArray):
        digests = _text_digests(chunk.dictionary)
        codes = chunk.indices.to_numpy(zero_copy_only=False)
        return np.ascontiguousarray(digests[codes])
    if pa.types.is_string(chunk.type):
        return np.ascontiguousarray(_text_digests(chunk))
    present = np.asarray(chunk.is_valid())
    if pa.types.is_boolean(chunk.type):
        values = chunk.fill_null(False).cast(pa.uint8())
    elif pa.types.is_timestamp(chunk.type):
        values = chunk.cast(pa.int64()).fill_null(0)
    else:
        values = chunk.fill_null(0)
    raw = np.ascontiguousarray(values.to_numpy(zero_copy_only=False))
    wide = raw.view(np.uint8).reshape(len(chunk), -1) if len(chunk) else raw.view(np.uint8)
    return np.ascontiguousarray(np.column_stack([wide, present.astype(np.uint8)]))


def _text_digests(values: pa.Array) -> NDArray[np.uint8]:
    """The first eight bytes of each text's BLAKE2b; null has a digest of its own."""
    if len(values) == 0:
        return np.zeros((0, _DIGEST_BYTES), np.uint8)
    widths = pc.binary_length(values)
    width = pc.min_max(widths).as_py()
    if values.null_count == 0 and width["min"] == width["max"] and width["min"] >= _DIGEST_BYTES:
        return _fixed_digests(values, width["min"])
    made = b"".join(
        b"\xff" * _DIGEST_BYTES
        if text is None
        else hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()
        for text in values.to_pylist()
    )
    return np.frombuffer(made, np.uint8).reshape(-1, _DIGEST_BYTES)


def _fixed_digests(values: pa.Array, width: int) -> NDArray[np.uint8]:
    """Texts of one width (ids): the characters themselves, for they cost less than a digest."""
    offsets = np.frombuffer(values.buffers()[1], np.int32)
    start = int(offsets[values.offset])
    data = np.frombuffer(values.buffers()[2], np.uint8)
    return data[start : start + width * len(values)].reshape(len(values), width)
