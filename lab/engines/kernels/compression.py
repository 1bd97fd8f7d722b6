"""Compressed text inside base64."""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from typing import TYPE_CHECKING

from lab.engines.kernels.rows import each

if TYPE_CHECKING:
    import pyarrow as pa

# a few bytes can stand for gigabytes: what unpacks to more than this is null
MOST_BYTES = 64 * 1024 * 1024


def gzip_compress(texts: pa.Array) -> pa.Array:
    """Gzip, then base64; the same text gives the same bytes at any time."""
    return each(texts, lambda text: _shown(gzip.compress(text.encode(), mtime=0)))


def zlib_compress(texts: pa.Array) -> pa.Array:
    """Zlib, then base64."""
    return each(texts, lambda text: _shown(zlib.compress(text.encode())))


def gzip_decompress(texts: pa.Array) -> pa.Array:
    """The reverse; null of anything else."""
    return each(texts, lambda text: _unpacked(text, 16 + zlib.MAX_WBITS))


def zlib_decompress(texts: pa.Array) -> pa.Array:
    """The reverse; null of anything else."""
    return each(texts, lambda text: _unpacked(text, zlib.MAX_WBITS))


def _shown(packed: bytes) -> str:
    return base64.b64encode(packed).decode("ascii")


def _unpacked(text: str, window: int) -> str | None:
    try:
        packed = base64.b64decode(text, validate=True)
        reader = zlib.decompressobj(window)
        made = reader.decompress(packed, MOST_BYTES)
        return made.decode() if reader.eof else None
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return None
