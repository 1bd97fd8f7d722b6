"""S2 cells that cover polygons and lines, and what is within a radius of them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import s2geometry as s2

from lab.engines.kernels.geo_polygons import geographies
from lab.engines.kernels.geo_s2 import DEFAULT, FINEST
from lab.engines.kernels.geo_shapes import lines_of, polygons_of, whole_number
from lab.engines.kernels.rows import dumped, rowwise
from lab.engines.kernels.sphere import RADIUS_M

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.engines.kernels.geo_shapes import Line, Polygon

_MOST_CELLS = 65_536


def of_polygon(polygons: pa.Array, *options: pa.Array) -> pa.Array:
    """The cells of a level that cover a polygon, and what is within a radius of it."""
    return rowwise(_of_polygon, pa.string(), polygons, *options)


def _of_polygon(
    text: str | None, level: float | None = DEFAULT, radius: float | None = 0
) -> str | None:
    polygons, wanted = polygons_of(text), whole_number(level, 0, FINEST)
    if polygons is None or wanted is None or geographies(text) is None:
        return None
    regions = [s2_polygon(one) for one in polygons]
    edges = [edge for one in polygons for ring in one.rings for edge in _edges(ring)]
    return _covering(regions, edges, wanted, radius)


def of_line(lines: pa.Array, *options: pa.Array) -> pa.Array:
    """The cells of a level that cover a line, and what is within a radius of it."""
    return rowwise(_of_line, pa.string(), lines, *options)


def _of_line(
    text: str | None, level: float | None = DEFAULT, radius: float | None = 0
) -> str | None:
    lines, wanted = lines_of(text), whole_number(level, 0, FINEST)
    if lines is None or wanted is None:
        return None
    regions = [_polyline(one) for one in lines]
    edges = [edge for one in lines for edge in _edges(one)]
    return _covering(regions, edges, wanted, radius)


def _points(line: Line) -> list[Any]:
    return [s2.S2LatLng.FromDegrees(lat, lng).ToPoint() for lng, lat in line.corners.tolist()]


def _edges(line: Line) -> list[tuple[Any, Any]]:
    return list(pairwise(_points(line)))


def _polyline(line: Line) -> Any:
    made = s2.S2Polyline()
    made.InitFromS2Points(_points(line))
    return made


def s2_polygon(polygon: Polygon) -> Any:
    """A polygon as the library has it; valid by itself (``geo_polygons.geographies``)."""
    loops = []
    for ring in polygon.rings:
        loop = s2.S2Loop()
        loop.Init(_points(ring)[:-1])
        loop.Normalize()
        loops.append(loop)
    made = s2.S2Polygon()
    made.InitNested(loops)
    return made


def _covering(
    regions: Sequence[Any], edges: Sequence[tuple[Any, Any]], level: int, radius: float | None
) -> str | None:
    if radius is None or not 0 <= radius < math.inf:
        return None
    around = float(radius) / RADIUS_M
    found = _near(regions, edges, level, around) if around > 0 else _within(regions, level)
    return dumped(found) if len(found) <= _MOST_CELLS else None


def _within(regions: Sequence[Any], level: int) -> list[str]:
    """The cells of a level that regions touch; too many as soon as a coarser level shows it."""
    found: dict[str, None] = {}
    for coarse in range(level % 2, level + 1, 2):
        coverer = s2.S2RegionCoverer()
        coverer.set_fixed_level(coarse)
        found = {}
        for region in regions:
            found.update((cell.ToToken(), None) for cell in coverer.GetCovering(region))
        if len(found) > _MOST_CELLS:
            break
    return list(found)


def _near(
    regions: Sequence[Any], edges: Sequence[tuple[Any, Any]], level: int, around: float
) -> list[str]:
    """The cells of a level that are at most so far from regions, in the order of the curve."""
    made: list[str] = []
    waiting = [s2.S2CellId.FromFacePosLevel(face, 0, 0) for face in range(5, -1, -1)]
    while waiting and len(made) <= _MOST_CELLS:
        number = waiting.pop()
        cell = s2.S2Cell(number)
        reached = any(cell.GetDistance(a, b).ToAngle().radians() <= around for a, b in edges)
        if not reached and not any(region.MayIntersect(cell) for region in regions):
            continue
        if number.level() == level:
            made.append(number.ToToken())
        else:
            waiting += [number.child(place) for place in (3, 2, 1, 0)]
    return made
