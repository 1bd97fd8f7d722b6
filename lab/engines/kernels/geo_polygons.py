"""Geography of polygons: points in them, areas, nearest points.

What lies in a polygon, and the union of several, is S2's answer (the package ``spherely``).
"""

from __future__ import annotations

from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import spherely

from lab.engines.kernels.geo_lines import nearest, shown_points
from lab.engines.kernels.geo_shapes import Truths, by_shape, polygons_of, shape, text_of
from lab.engines.kernels.rows import each
from lab.engines.kernels.sphere import RADIUS_M, Floats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.engines.kernels.geo_shapes import Polygon


@lru_cache(1024)
def geographies(text: str | None) -> tuple[Any, ...] | None:
    """The polygons of a shape, each as S2 sees it; None where a ring crosses another or itself."""
    polygons = polygons_of(text)
    if polygons is None:
        return None
    try:
        return tuple(_geography(one) for one in polygons)
    except ValueError:
        return None


def _geography(polygon: Polygon) -> Any:
    shell, *holes = ([tuple(corner) for corner in ring.corners.tolist()] for ring in polygon.rings)
    return spherely.create_polygon(shell, holes=holes or None)


def united(parts: Sequence[Any]) -> Any:
    """One geography of several; what they share counts once.

    The two with the fewest vertices are united first, as S2 does it: documented results begin with
    the vertex that this gives.
    """
    waiting = [(_size(part), place, part) for place, part in enumerate(parts)]
    heapify(waiting)
    place = len(waiting)
    while len(waiting) > 1:
        (size_a, _, a), (size_b, _, b) = heappop(waiting), heappop(waiting)
        heappush(waiting, (size_a + size_b, place, spherely.union(a, b)))
        place += 1
    return waiting[0][2]


def _size(part: Any) -> int:
    """How many vertices a geography has, a ring's first one twice."""
    return str(spherely.to_wkt(part)).count(",") + 1


@lru_cache(1024)
def whole(text: str | None) -> Any:
    """A shape's polygons as one geography; None where invalid."""
    parts = geographies(text)
    return None if parts is None else united(parts)


@lru_cache(64)
def _ready(text: str) -> tuple[tuple[Polygon, ...], Any] | None:
    """The polygons with the geography that tells what lies in them, prepared for many points."""
    found, polygons = whole(text), polygons_of(text)
    if found is None or polygons is None:
        return None
    spherely.prepare(found)
    return polygons, found


def _contained(found: Any, where: Floats) -> Truths:
    points = spherely.points(where[:, 0], where[:, 1])
    return np.asarray(spherely.contains(found, points))


def contains(lng: pa.Array, lat: pa.Array, polygons: pa.Array) -> pa.Array:
    """Whether a point lies in a polygon."""

    def work(ready: tuple[tuple[Polygon, ...], Any], where: Floats) -> list[bool]:
        inside: list[bool] = _contained(ready[1], where).tolist()
        return inside

    return by_shape(polygons, lng, lat, _ready, work, pa.bool_())


def distance_to(lng: pa.Array, lat: pa.Array, polygons: pa.Array) -> pa.Array:
    """Metres between a point and a polygon; 0 inside."""

    def work(ready: tuple[tuple[Polygon, ...], Any], where: Floats) -> Floats:
        away = nearest(where, _edges(ready[0]))[1] * RADIUS_M
        return np.where(_contained(ready[1], where), 0.0, away)

    return by_shape(polygons, lng, lat, _ready, work, pa.float64())


def closest_point(lng: pa.Array, lat: pa.Array, polygons: pa.Array) -> pa.Array:
    """The point of a polygon that is nearest to a point; inside, the point itself."""

    def work(ready: tuple[tuple[Polygon, ...], Any], where: Floats) -> list[str | None]:
        near = shown_points(nearest(where, _edges(ready[0]))[0])
        for row in np.flatnonzero(_contained(ready[1], where)).tolist():
            near[row] = text_of(shape("Point", where[row]))
        return near

    return by_shape(polygons, lng, lat, _ready, work, pa.string())


def _edges(polygons: Sequence[Polygon]) -> list[tuple[Floats, Floats]]:
    return [ring.edges for polygon in polygons for ring in polygon.rings]


def area(polygons: pa.Array) -> pa.Array:
    """Square metres; what several polygons share counts once."""
    return each(polygons, lambda text: _measured(spherely.area, text), pa.float64())


def perimeter(polygons: pa.Array) -> pa.Array:
    """Metres around; of several polygons, around their union."""
    return each(polygons, lambda text: _measured(spherely.perimeter, text), pa.float64())


def _measured(measure: Any, text: str) -> float | None:
    found = whole(text)
    return None if found is None else float(measure(found, radius=RADIUS_M))


def centroid(polygons: pa.Array) -> pa.Array:
    """The point in the middle; of several polygons, of their union."""
    return each(polygons, _centroid)


def _centroid(text: str) -> str | None:
    found = whole(text)
    if found is None:
        return None
    middle = spherely.centroid(found)
    where = np.array([spherely.get_x(middle), spherely.get_y(middle)])
    # a polygon without a middle (half of the earth and more) gives no point
    return text_of(shape("Point", where)) if np.isfinite(where).all() else None
