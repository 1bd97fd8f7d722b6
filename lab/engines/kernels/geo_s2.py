"""S2 cells: squares on the faces of a cube around the earth, in 31 sizes (``s2geometry``)."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import s2geometry as s2

from lab.engines.kernels.geo_shapes import point_valid, shape, text_of, whole_number
from lab.engines.kernels.rows import dumped, each, rowwise

DEFAULT = 11
FINEST = 30
# The documented example lists the neighbours in this order of the library's
_AROUND = (7, 0, 1, 2, 3, 5, 4, 6)


def of_point(lng: pa.Array, lat: pa.Array, *levels: pa.Array) -> pa.Array:
    """The token of the cell that a point lies in; empty where invalid."""
    return rowwise(_of_point, pa.string(), lng, lat, *levels)


def _of_point(lng: float | None, lat: float | None, level: float | None = DEFAULT) -> str:
    wanted = whole_number(level, 0, FINEST)
    if lng is None or lat is None or wanted is None or not point_valid(float(lng), float(lat)):
        return ""
    where = s2.S2LatLng.FromDegrees(float(lat), float(lng))
    return str(s2.S2CellId(where).parent(wanted).ToToken())


def _cell(token: str) -> Any:
    if not re.fullmatch("[0-9a-fA-F]{1,16}", token):
        return None
    found = s2.S2CellId.FromToken(token)
    return found if found.is_valid() else None


def to_central_point(tokens: pa.Array) -> pa.Array:
    """The middle of a cell."""
    return each(tokens, _central_point)


def _central_point(token: str) -> str | None:
    cell = _cell(token)
    return None if cell is None else text_of(shape("Point", _degrees(cell.ToLatLng())))


def _degrees(where: Any) -> list[float]:
    return [where.lng().degrees(), where.lat().degrees()]


def to_polygon(tokens: pa.Array) -> pa.Array:
    """The outline of a cell."""
    return each(tokens, _polygon)


def _polygon(token: str) -> str | None:
    cell = _cell(token)
    if cell is None:
        return None
    whole = s2.S2Cell(cell)
    ring = [_degrees(s2.S2LatLng(whole.GetVertex(place % 4))) for place in range(5)]
    return text_of(shape("Polygon", [ring]))


def neighbors(tokens: pa.Array) -> pa.Array:
    """The cells around a cell: eight, and seven at a corner of the cube."""
    return each(tokens, _neighbors)


def _neighbors(token: str) -> str | None:
    cell = _cell(token)
    if cell is None:
        return None
    # the largest cells, whole faces, meet each other twice
    found = list(dict.fromkeys(one.ToToken() for one in cell.GetAllNeighbors(cell.level())))
    if len(found) == len(_AROUND):
        found = [found[place] for place in _AROUND]
    return dumped(found)
