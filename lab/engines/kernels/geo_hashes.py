"""Geohashes: a place as text, five bits of longitude and latitude in turn for each character."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from lab.engines.kernels.geo_shapes import numbers, positions, shape, text_of
from lab.engines.kernels.rows import dumped, each

DEFAULT = 5
_LONGEST = 18
_LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_BITS = 5 * _LONGEST // 2  # of each of the two

# The documented example lists the neighbours in this order, east and north counting as 1
_AROUND = ((-1, -1), (-1, 1), (1, -1), (0, 1), (-1, 0), (1, 1), (1, 0), (0, -1))


def of_point(lng: pa.Array, lat: pa.Array, *accuracies: pa.Array) -> pa.Array:
    """The geohash of a point; empty where invalid."""
    where, valid = positions(lng, lat)
    size = numbers(accuracies[0]) if accuracies else np.full(len(where), float(DEFAULT))
    valid &= (size >= 1) & (size < _LONGEST + 1)
    east = _steps(where[:, 0], -180.0, 360.0)
    north = _steps(where[:, 1], -90.0, 180.0)
    letters = np.zeros((len(where), _LONGEST), dtype=np.uint8)
    for place in range(5 * _LONGEST):
        axis = east if place % 2 == 0 else north
        bit = (axis >> (_BITS - 1 - place // 2)) & 1
        letters[:, place // 5] = letters[:, place // 5] * 2 + bit.astype(np.uint8)
    full = np.frombuffer(_LETTERS.encode(), dtype=np.uint8)[letters]
    texts = [row.tobytes().decode() for row in full]
    sizes = np.where(valid, size, 0).astype(int).tolist()
    return pa.array([text[:one] for text, one in zip(texts, sizes, strict=True)], pa.string())


def _steps(values: np.ndarray, least: float, span: float) -> np.ndarray:
    """Which of 2 to the 45 equal steps values lie in; the last holds the upper bound."""
    share = np.floor((values - least) / span * float(1 << _BITS))
    made = np.clip(share, 0, (1 << _BITS) - 1).astype(np.int64)
    # the division rounds: a value just below a bound may have come to lie on it
    made -= (made * (span / (1 << _BITS)) + least > values).astype(np.int64)
    return np.asarray(made)


def to_central_point(hashes: pa.Array) -> pa.Array:
    """The middle of a geohash's rectangle."""
    return each(hashes, _central_point)


def _central_point(text: str) -> str | None:
    cell = _cell(text)
    if cell is None:
        return None
    west, south, east, north = _bounds(*cell)
    return text_of(shape("Point", [(west + east) / 2, (south + north) / 2]))


def to_polygon(hashes: pa.Array) -> pa.Array:
    """A geohash's rectangle."""
    return each(hashes, _polygon)


def _polygon(text: str) -> str | None:
    cell = _cell(text)
    if cell is None:
        return None
    west, south, east, north = _bounds(*cell)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return text_of(shape("Polygon", [ring]))


def neighbors(hashes: pa.Array) -> pa.Array:
    """The rectangles around a geohash's; beyond a pole there are none."""
    return each(hashes, _neighbors)


def _neighbors(text: str) -> str | None:
    cell = _cell(text)
    if cell is None:
        return None
    x, y, across, along = cell
    found = [
        _text((x + east) % (1 << across), y + north, across, along)
        for east, north in _AROUND
        if 0 <= y + north < 1 << along
    ]
    return dumped(found)


def _cell(text: str) -> tuple[int, int, int, int] | None:
    """Where a geohash lies, in steps of longitude and latitude, and how many bits each has."""
    if not 1 <= len(text) <= _LONGEST or any(letter not in _VALUES for letter in text):
        return None
    x = y = across = along = 0
    for letter in text:
        for shift in range(4, -1, -1):
            bit = _VALUES[letter] >> shift & 1
            if across == along:
                x, across = x * 2 + bit, across + 1
            else:
                y, along = y * 2 + bit, along + 1
    return x, y, across, along


def _text(x: int, y: int, across: int, along: int) -> str:
    value = 0
    for place in range(across + along):
        axis, bits = (x, across) if place % 2 == 0 else (y, along)
        value = value * 2 + (axis >> (bits - 1 - place // 2) & 1)
    count = (across + along) // 5
    return "".join(_LETTERS[value >> 5 * (count - 1 - place) & 31] for place in range(count))


def _bounds(x: int, y: int, across: int, along: int) -> tuple[float, float, float, float]:
    wide, high = 360.0 / (1 << across), 180.0 / (1 << along)
    return x * wide - 180, y * high - 90, (x + 1) * wide - 180, (y + 1) * high - 90
