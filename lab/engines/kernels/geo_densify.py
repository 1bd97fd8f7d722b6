"""Straight lines on a map as chains of geodesics: points are added until both lie close together.

This is how S2 tessellates edges: an edge is halved, in longitude and latitude, while the map's line
and the geodesic are further apart than the tolerance at the two places that tell most.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from lab.engines.kernels.geo_polygons import geographies
from lab.engines.kernels.geo_shapes import is_multi, lines_of, polygons_of, shape, text_of
from lab.engines.kernels.rows import rowwise
from lab.engines.kernels.sphere import RADIUS_M, angles, between, vectors

if TYPE_CHECKING:
    from lab.engines.kernels.sphere import Floats

DEFAULT_M = 10.0
_LEAST_M, _MOST_M = 0.1, 10_000.0
_MOST_POINTS = 10_485_760
# S2 (s2edge_tessellator): where the error is looked at, and how the tolerance makes up for it
_PLACE, _SHARE = 0.31215691082248312, 0.83829992569888509


def line(lines: pa.Array, *tolerances: pa.Array) -> pa.Array:
    """A line with points added."""
    return rowwise(_line, pa.string(), lines, *tolerances[:1])


def polygon(polygons: pa.Array, *tolerances: pa.Array) -> pa.Array:
    """A polygon with points added."""
    return rowwise(_polygon, pa.string(), polygons, *tolerances[:1])


def _line(text: str | None, tolerance: float | None = DEFAULT_M) -> str | None:
    lines, limit = lines_of(text), _limit(tolerance)
    if lines is None or limit is None:
        return None
    made = [_densified(one.positions, limit) for one in lines]
    if is_multi(text):
        return text_of(shape("MultiLineString", made))
    return text_of(shape("LineString", made[0]))


def _polygon(text: str | None, tolerance: float | None = DEFAULT_M) -> str | None:
    polygons, limit = polygons_of(text), _limit(tolerance)
    if polygons is None or limit is None or geographies(text) is None:
        return None
    made = [[_densified(ring.positions, limit) for ring in one.rings] for one in polygons]
    return text_of(shape("MultiPolygon", made) if is_multi(text) else shape("Polygon", made[0]))


def _limit(tolerance: float | None) -> float | None:
    if tolerance is None or not _LEAST_M <= tolerance <= _MOST_M:
        return None
    return float(tolerance) / RADIUS_M * _SHARE


def _densified(corners: Floats, limit: float) -> list[list[float]]:
    made = [corners[0].tolist()]
    for first, last in pairwise(corners):
        _add(first, _shorter_way(first, last), limit, made)
    return [[_on_map(lng), lat] for lng, lat in made]


def _shorter_way(first: Floats, last: Floats) -> Floats:
    """An end that lies more than half the earth away in longitude, on the other side of it."""
    way = last[0] - first[0]
    if abs(way) <= 180:
        return last
    return np.array([last[0] - math.copysign(360, way), last[1]])


def _on_map(lng: float) -> float:
    return lng if -180 <= lng <= 180 else math.remainder(lng, 360)


def _add(first: Floats, last: Floats, limit: float, made: list[list[float]]) -> None:
    """Add what leads from one point to the next, with its end."""
    a, b = vectors(first), vectors(last)
    if _error(first, a, last, b) <= limit or len(made) >= _MOST_POINTS:
        made.append(last.tolist())
        return
    middle = (first + last) / 2
    _add(first, middle, limit, made)
    _add(middle, last, limit, made)


def _error(first: Floats, a: Floats, last: Floats, b: Floats) -> float:
    if not np.any(a != b):
        return 0.0
    if float(a @ b) < -1e-14:
        return math.inf
    return max(
        float(angles(between(a, b, part), vectors(first + part * (last - first))))
        for part in (_PLACE, 1 - _PLACE)
    )
