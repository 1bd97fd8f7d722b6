"""Identifiers as text, made for whole columns at once from random bytes."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_HEX = np.frombuffer("".join(f"{i:02x}" for i in range(256)).encode(), np.uint8).reshape(256, 2)
_BASE64URL = np.frombuffer(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", np.uint8
)
# Where the 32 digits of a guid stand among its 36 characters.
_DIGIT_PLACES = np.array([i for i in range(36) if i not in (8, 13, 18, 23)])


def random_ids(rng: np.random.Generator, count: int) -> Bytes:
    """``count`` random guids (version 4) as rows of 16 bytes."""
    ids = rng.integers(0, 256, (count, 16), dtype=np.uint8)
    ids[:, 6] = ids[:, 6] & 0x0F | 0x40
    ids[:, 8] = ids[:, 8] & 0x3F | 0x80
    return ids


def request_ids(rng: np.random.Generator, count: int) -> Bytes:
    """Guids of sign-in requests: the last byte is a region stamp, 00 to 02 in every sample."""
    ids = random_ids(rng, count)
    ids[:, 15] %= 3
    return ids


def guid_column(ids: Bytes) -> pa.StringArray:
    """Rows of 16 bytes as lower-case guid texts."""
    text = np.full((len(ids), 36), ord("-"), np.uint8)
    text[:, _DIGIT_PLACES] = _HEX[ids].reshape(len(ids), 32)
    return fixed_texts(text)


def hex_column(ids: Bytes) -> pa.StringArray:
    """Rows of bytes as lower-case hexadecimal digits."""
    return fixed_texts(_HEX[ids].reshape(len(ids), -1))


def token_column(ids: Bytes) -> pa.StringArray:
    """Rows of 16 bytes as base64url without padding, 22 characters (UniqueTokenIdentifier)."""
    padded = np.zeros((len(ids), 18), np.uint8)
    padded[:, :16] = ids
    triples = padded.reshape(len(ids), 6, 3).astype(np.uint32)
    words = triples[:, :, 0] << 16 | triples[:, :, 1] << 8 | triples[:, :, 2]
    digits = np.stack([words >> shift & 63 for shift in (18, 12, 6, 0)], axis=2)
    return fixed_texts(_BASE64URL[digits.reshape(len(ids), 24)[:, :22]])


def guid_text(one: Bytes) -> str:
    """One guid as text."""
    digits = bytes(one).hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def token_text(one: Bytes) -> str:
    """One guid as base64url text without padding."""
    return base64.urlsafe_b64encode(bytes(one)).decode().rstrip("=")


def fixed_texts(text: Bytes) -> pa.StringArray:
    """Rows of equally many ASCII bytes as an Arrow text column."""
    count, width = text.shape
    offsets = (np.arange(count + 1, dtype=np.int64) * width).astype(np.int32)
    data = np.ascontiguousarray(text)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(data))
