"""H3 cells that stand for a polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h3
import pyarrow as pa

from lab.engines.kernels.geo_h3 import DEFAULT, FINEST
from lab.engines.kernels.geo_polygons import geographies
from lab.engines.kernels.geo_shapes import polygons_of, whole_number
from lab.engines.kernels.rows import dumped, rowwise

if TYPE_CHECKING:
    from lab.engines.kernels.geo_shapes import Polygon

_MOST_CELLS = 61_680


def of_polygon(polygons: pa.Array, *resolutions: pa.Array) -> pa.Array:
    """The cells whose middle lies in a polygon."""
    return rowwise(_of_polygon, pa.string(), polygons, *resolutions[:1])


def _of_polygon(text: str | None, resolution: float | None = DEFAULT) -> str | None:
    polygons, wanted = polygons_of(text), whole_number(resolution, 0, FINEST)
    if polygons is None or wanted is None or geographies(text) is None:
        return None
    found: dict[str, None] = {}
    for polygon in polygons:
        if _too_many(polygon, wanted):
            return None
        found.update(dict.fromkeys(h3.polygon_to_cells(_latlng(polygon), wanted)))
        if len(found) > _MOST_CELLS:
            return None
    return dumped(list(found))


def _latlng(polygon: Polygon) -> h3.LatLngPoly:
    return h3.LatLngPoly(
        *([(lat, lng) for lng, lat in ring.positions[:-1].tolist()] for ring in polygon.rings)
    )


def _too_many(polygon: Polygon, wanted: int) -> bool:
    """Whether the cells would be far too many to list, by a coarse size."""
    for coarse in range(wanted + 1):
        count = len(h3.polygon_to_cells(_latlng(polygon), coarse))
        if count * 7 ** (wanted - coarse) > 40 * _MOST_CELLS:
            return True
    return False
