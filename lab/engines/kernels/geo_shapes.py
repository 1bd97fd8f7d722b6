"""Shapes in GeoJSON: what of it is valid, and how results are written.

A shape that breaks a documented rule is None, and what is asked of it is null: coordinates out of
range, a line of one point, a ring that does not close, repeats a vertex or crosses itself.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lab.engines.kernels.sphere import Floats, vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Truths = NDArray[np.bool_]
T = TypeVar("T")

_REMEMBERED = 1024


@dataclass(frozen=True, eq=False)
class Line:
    """A line: its positions as written; those without equal neighbours, and as unit vectors."""

    positions: Floats
    corners: Floats
    points: Floats

    @property
    def edges(self) -> tuple[Floats, Floats]:
        """The beginnings and ends of its edges."""
        return self.points[:-1], self.points[1:]


@dataclass(frozen=True, eq=False)
class Polygon:
    """A polygon: its rings as written, closed; the first is the shell. Rings may cross still."""

    rings: tuple[Line, ...]


def point_valid(lng: float, lat: float) -> bool:
    """Whether two numbers are a point on earth."""
    return -180 <= lng <= 180 and -90 <= lat <= 90  # false for NaN


def whole_number(value: float | None, least: int, most: int) -> int | None:
    """A number without its fraction, where it is in a range."""
    if value is None or not math.isfinite(value):
        return None
    found = int(value)
    return found if least <= found <= most else None


@lru_cache(_REMEMBERED)
def lines_of(text: str | None) -> tuple[Line, ...] | None:
    """The lines of a LineString or MultiLineString."""
    kind, coordinates = _typed(text)
    if kind == "LineString":
        return _all([_line(coordinates)])
    if kind == "MultiLineString" and isinstance(coordinates, list):
        return _all(_line(one) for one in coordinates)
    return None


@lru_cache(_REMEMBERED)
def polygons_of(text: str | None) -> tuple[Polygon, ...] | None:
    """The polygons of a Polygon or MultiPolygon, each ring valid by itself."""
    kind, coordinates = _typed(text)
    if kind == "Polygon":
        return _all([_polygon(coordinates)])
    if kind == "MultiPolygon" and isinstance(coordinates, list):
        return _all(_polygon(one) for one in coordinates)
    return None


def is_multi(text: str | None) -> bool:
    """Whether a valid shape was written as one of several parts."""
    return str(_typed(text)[0]).startswith("Multi")


def _typed(text: str | None) -> tuple[object, object]:
    try:
        value = json.loads(text) if text else None
    except ValueError:  # a dynamic text, unquoted
        return None, None
    if not isinstance(value, dict):
        return None, None
    return value.get("type"), value.get("coordinates")


def parsed_list(text: str | None) -> list[str]:
    """The elements of an array as texts of their own; of anything else, none."""
    value = None if text is None else json.loads(text)
    return [json.dumps(one) for one in value] if isinstance(value, list) else []


def _all(parts: Iterable[T | None]) -> tuple[T, ...] | None:
    found = tuple(parts)
    return None if not found or any(part is None for part in found) else found  # type: ignore[return-value]


def _positions(value: object) -> Floats | None:
    if not isinstance(value, list):
        return None
    for pair in value:
        if not (isinstance(pair, list) and len(pair) == 2):
            return None
        if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in pair):
            return None
        if not point_valid(*pair):
            return None
    return np.array(value, dtype=np.float64).reshape(-1, 2)


def _line(value: object) -> Line | None:
    positions = _positions(value)
    if positions is None or len(positions) < 2:
        return None
    points = vectors(positions)
    kept = np.concatenate([[True], np.any(points[1:] != points[:-1], axis=1)])
    points = points[kept]
    opposite = np.sum(points[1:] * points[:-1], axis=1) <= -1 + 1e-15
    if len(points) < 2 or opposite.any():
        return None
    return Line(positions, positions[kept], points)


def _polygon(value: object) -> Polygon | None:
    if not isinstance(value, list):
        return None
    rings = _all(_ring(one) for one in value)
    return None if rings is None else Polygon(rings)


def _ring(value: object) -> Line | None:
    ring = _line(value)
    if ring is None or len(ring.positions) < 4:
        return None
    corners = [tuple(corner) for corner in ring.points[:-1].tolist()]
    closed = bool(np.all(ring.points[0] == ring.points[-1]))
    # a vertex twice in a row was dropped from the points: that is one too many too
    whole = len(ring.points) == len(ring.positions)
    return ring if closed and whole and len(set(corners)) == len(corners) else None


# --- results ------------------------------------------------------------------------------------


def number(value: float) -> float | int:
    """A coordinate as it is written: without a point where it is whole."""
    return int(value) if value == math.floor(value) else value


def shape(kind: str, coordinates: object) -> dict[str, object]:
    """A shape, its numbers as they are written."""
    return {"type": kind, "coordinates": _written(coordinates)}


def _written(part: object) -> object:
    if isinstance(part, np.ndarray):
        part = part.tolist()
    if isinstance(part, list | tuple):
        return [_written(one) for one in part]
    return number(part) if isinstance(part, float) else part


def text_of(value: object) -> str | None:
    """A result as it crosses; None stays null."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


# --- many rows ----------------------------------------------------------------------------------


def numbers(column: pa.Array) -> Floats:
    """Numbers of any type as floats, null as NaN."""
    return np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False))


def positions(lng: pa.Array, lat: pa.Array) -> tuple[Floats, Truths]:
    """Points of two columns, and which of them are on earth."""
    found = np.stack([numbers(lng), numbers(lat)], axis=-1)
    valid = (np.abs(found[:, 0]) <= 180) & (np.abs(found[:, 1]) <= 90)
    found[~valid] = 0.0  # something to compute with
    return found, valid


def nullable(values: Any, valid: Truths, kind: pa.DataType) -> pa.Array:
    """An array that is null where it is not valid."""
    return pa.array(values, kind, mask=~valid)


def by_shape(
    texts: pa.Array,
    lng: pa.Array,
    lat: pa.Array,
    parse: Callable[[str | None], Any],
    work: Callable[[Any, Floats], Sequence[Any] | Floats],
    kind: pa.DataType,
) -> pa.Array:
    """``work`` of each shape and all of its points at once; null where either is not valid.

    ``work`` takes the parsed shape and the points in degrees, and gives a value for each.
    """
    where, valid = positions(lng, lat)
    packed = pc.dictionary_encode(texts)
    place = packed.indices.fill_null(-1).to_numpy()
    made: list[Any] = [None] * len(place)
    for one, text in enumerate(packed.dictionary.to_pylist()):
        rows = np.flatnonzero((place == one) & valid)
        parsed = parse(text) if len(rows) else None
        if parsed is None:
            continue
        for row, value in zip(rows.tolist(), work(parsed, where[rows]), strict=True):
            made[row] = value
    return pa.array(made, kind)
