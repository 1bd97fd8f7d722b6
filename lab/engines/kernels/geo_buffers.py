"""What lies within a radius of a point or polygon, as a polygon (``s2geometry``)."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa
import s2geometry as s2

from lab.engines.kernels.geo_polygons import geographies
from lab.engines.kernels.geo_s2_shapes import s2_polygon
from lab.engines.kernels.geo_shapes import point_valid, polygons_of, shape, text_of
from lab.engines.kernels.rows import rowwise
from lab.engines.kernels.sphere import RADIUS_M

DEFAULT_M = 10.0
# The library's bounds of what the outline may deviate, as a share of the radius
_LEAST, _MOST = 1e-6, 1.0


def around_point(lng: pa.Array, lat: pa.Array, radii: pa.Array, *tolerances: pa.Array) -> pa.Array:
    """A polygon around a point."""
    return rowwise(_around_point, pa.string(), lng, lat, radii, *tolerances)


def _around_point(
    lng: float | None,
    lat: float | None,
    radius: float | None,
    tolerance: float | None = DEFAULT_M,
) -> str | None:
    options = _options(radius, tolerance)
    if lng is None or lat is None or options is None or not point_valid(float(lng), float(lat)):
        return None
    made = s2.S2Polygon()
    work = s2.S2BufferOperation(s2.S2PolygonLayer(made), options)
    work.AddPoint(s2.S2LatLng.FromDegrees(float(lat), float(lng)).ToPoint())
    return _built(work, made)


def around_polygon(polygons: pa.Array, radii: pa.Array, *tolerances: pa.Array) -> pa.Array:
    """A polygon with all that lies within a radius of it."""
    return rowwise(_around_polygon, pa.string(), polygons, radii, *tolerances)


def _around_polygon(
    text: str | None, radius: float | None, tolerance: float | None = DEFAULT_M
) -> str | None:
    polygons, options = polygons_of(text), _options(radius, tolerance)
    if polygons is None or options is None or geographies(text) is None:
        return None
    made = s2.S2Polygon()
    work = s2.S2BufferOperation(s2.S2PolygonLayer(made), options)
    for polygon in polygons:
        work.AddPolygon(s2_polygon(polygon))
    return _built(work, made)


def _options(radius: float | None, tolerance: float | None) -> Any:
    """How to buffer; None where a number is invalid. A tolerance is at most the radius."""
    if radius is None or tolerance is None or not (0 < radius < math.inf and tolerance > 0):
        return None
    made = s2.S2BufferOperationOptions()
    made.set_buffer_radius(s2.S1Angle.Radians(float(radius) / RADIUS_M))
    made.set_error_fraction(min(max(float(tolerance) / float(radius), _LEAST), _MOST))
    return made


def _built(work: Any, made: Any) -> str | None:
    if not work.Build():
        return None
    loops = [made.loop(place) for place in range(made.num_loops())]
    polygons: list[list[list[list[float]]]] = []
    for loop in loops:
        ring = [_degrees(loop.vertex(place)) for place in range(loop.num_vertices())]
        ring.append(ring[0])
        if loop.is_hole():
            # a hole is stored clockwise as seen from inside the polygon around it
            polygons[-1].append(ring[::-1])
        else:
            polygons.append([ring])
    if len(polygons) == 1:
        return text_of(shape("Polygon", polygons[0]))
    return text_of(shape("MultiPolygon", polygons)) if polygons else None


def _degrees(point: Any) -> list[float]:
    where = s2.S2LatLng(point)
    return [where.lng().degrees(), where.lat().degrees()]
