"""xxHash64 of values by the bytes in which Kusto keeps them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pyarrow as pa

from lab.engines.kernels.rows import each

if TYPE_CHECKING:
    from collections.abc import Callable

_BEFORE_1970_US = 62_135_596_800_000_000  # from the year 1


def of_texts(texts: pa.Array) -> pa.Array:
    """By the bytes in UTF-8."""
    return _hashed(texts, str.encode)


def of_longs(numbers: pa.Array) -> pa.Array:
    """By the eight bytes, the lowest first."""
    return _hashed(numbers, struct.Struct("<q").pack)


def of_datetimes(moments: pa.Array) -> pa.Array:
    """By the ticks since the year 1."""
    packed = struct.Struct("<q").pack
    micros = moments.cast(pa.timestamp("us")).cast(pa.int64())
    return _hashed(micros, lambda us: packed((us + _BEFORE_1970_US) * 10))


def _hashed(values: pa.Array, shape: Callable[..., bytes]) -> pa.Array:
    import xxhash

    def one(value: object) -> int:
        made = xxhash.xxh64_intdigest(shape(value))
        return made - (1 << 64) if made >> 63 else made

    return each(values, one, pa.int64())
