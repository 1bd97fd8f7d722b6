"""Geography of lines: lengths, places along them, nearest points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from lab.engines.kernels.geo_shapes import by_shape, lines_of, shape, text_of
from lab.engines.kernels.rows import rowwise
from lab.engines.kernels.sphere import (
    RADIUS_M,
    angles,
    between,
    degrees,
    nearest_on_edges,
    vectors,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.engines.kernels.geo_shapes import Line
    from lab.engines.kernels.sphere import Floats

# so many points times edges are compared at once
_AT_ONCE = 1 << 20


def distance_to(lng: pa.Array, lat: pa.Array, lines: pa.Array) -> pa.Array:
    """Metres between a point and the nearest point of a line."""

    def work(found: Sequence[Line], points: Floats) -> Floats:
        return nearest(points, [line.edges for line in found])[1] * RADIUS_M

    return by_shape(lines, lng, lat, lines_of, work, pa.float64())


def closest_point(lng: pa.Array, lat: pa.Array, lines: pa.Array) -> pa.Array:
    """The point of a line that is nearest to a point."""

    def work(found: Sequence[Line], points: Floats) -> list[str | None]:
        return shown_points(nearest(points, [line.edges for line in found])[0])

    return by_shape(lines, lng, lat, lines_of, work, pa.string())


def nearest(where: Floats, edges: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """For each point in degrees the nearest point of the edges, as a vector, and its angle."""
    a = np.concatenate([first for first, _ in edges])
    b = np.concatenate([last for _, last in edges])
    points = vectors(where)
    step = max(1, _AT_ONCE // len(a))
    near, away = [], []
    for start in range(0, len(points), step):
        some, angle = nearest_on_edges(points[start : start + step], a, b)
        chosen = np.argmin(angle, axis=1)
        rows = np.arange(len(chosen))
        near.append(some[rows, chosen])
        away.append(angle[rows, chosen])
    return np.concatenate(near), np.concatenate(away)


def shown_points(points: Floats) -> list[str | None]:
    """Vectors as GeoJSON points."""
    return [text_of(shape("Point", one)) for one in degrees(points)]


def interpolate(lines: pa.Array, fractions: pa.Array) -> pa.Array:
    """The point at a fraction of a line."""
    return rowwise(_interpolate, pa.string(), lines, fractions)


def _interpolate(text: str | None, part: float | None) -> str | None:
    line = _single(text)
    if line is None or part is None or not 0 <= part <= 1:
        return None
    a, b = line.edges
    long = angles(a, b)
    left = float(part) * float(np.sum(long))
    for place, one in enumerate(long):
        if left < one:
            found = between(a[place], b[place], left / one) if left > 0 else a[place]
            return text_of(shape("Point", degrees(found)))
        left -= one
    return text_of(shape("Point", degrees(b[-1])))


def locate(lines: pa.Array, lng: pa.Array, lat: pa.Array, *_sphere: pa.Array) -> pa.Array:
    """The fraction of a line at which it is nearest to a point."""

    def work(line: Line, where: Floats) -> list[float]:
        a, b = line.edges
        points = vectors(where)
        near, away = nearest_on_edges(points, a, b)
        before = np.concatenate([[0.0], np.cumsum(angles(a, b))])
        found = []
        for row, edge in enumerate(np.argmin(away, axis=1)):
            along = before[edge] + angles(a[edge], near[row, edge])
            found.append(float(min(1.0, along / before[-1])))
        return found

    return by_shape(lines, lng, lat, _single, work, pa.float64())


def _single(text: str | None) -> Line | None:
    lines = lines_of(text)
    return lines[0] if lines is not None and len(lines) == 1 else None
