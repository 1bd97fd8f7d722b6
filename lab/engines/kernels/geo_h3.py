"""H3 cells: hexagons that cover the earth, in 16 sizes (the package ``h3``)."""

from __future__ import annotations

import h3
import pyarrow as pa

from lab.engines.kernels.geo_shapes import point_valid, shape, text_of, whole_number
from lab.engines.kernels.rows import dumped, each, rowwise

DEFAULT = 6
FINEST = 15
_FARTHEST = 142
_MOST_LEVELS = 5


def of_point(lng: pa.Array, lat: pa.Array, *resolutions: pa.Array) -> pa.Array:
    """The cell that a point lies in; empty where invalid."""
    return rowwise(_of_point, pa.string(), lng, lat, *resolutions)


def _of_point(lng: float | None, lat: float | None, resolution: float | None = DEFAULT) -> str:
    level = whole_number(resolution, 0, FINEST)
    if lng is None or lat is None or level is None or not point_valid(float(lng), float(lat)):
        return ""
    return str(h3.latlng_to_cell(float(lat), float(lng), level))


def level(cells: pa.Array) -> pa.Array:
    """The resolution of a cell."""
    return each(cells, lambda cell: h3.get_resolution(cell) if _valid(cell) else None, pa.int32())


def _valid(cell: str | None) -> bool:
    return cell is not None and bool(h3.is_valid_cell(cell))


def parent(cells: pa.Array, *resolutions: pa.Array) -> pa.Array:
    """The larger cell around a cell; empty where invalid."""
    return rowwise(_parent, pa.string(), cells, *resolutions)


def _parent(cell: str | None, *resolution: float | None) -> str:
    if not _valid(cell):
        return ""
    own = h3.get_resolution(cell)
    wanted = whole_number(resolution[0] if resolution else own - 1, 0, min(own, FINEST - 1))
    return "" if wanted is None else str(h3.cell_to_parent(cell, wanted))


def children(cells: pa.Array, *resolutions: pa.Array) -> pa.Array:
    """The smaller cells in a cell."""
    return rowwise(_children, pa.string(), cells, *resolutions)


def _children(cell: str | None, *resolution: float | None) -> str | None:
    if not _valid(cell):
        return None
    own = h3.get_resolution(cell)
    most = min(own + _MOST_LEVELS, FINEST)
    wanted = whole_number(resolution[0] if resolution else own + 1, max(own, 1), most)
    return None if wanted is None else dumped(list(h3.cell_to_children(cell, wanted)))


def neighbors(cells: pa.Array) -> pa.Array:
    """The cells around a cell."""
    return each(cells, lambda cell: dumped(_rings(cell, 1)[1]) if _valid(cell) else None)


def rings(cells: pa.Array, distances: pa.Array) -> pa.Array:
    """The cell, the cells around it, the cells around those, and so on."""
    return rowwise(_rings_up_to, pa.string(), cells, distances)


def _rings_up_to(cell: str | None, distance: float | None) -> str | None:
    far = whole_number(distance, 0, _FARTHEST)
    return None if far is None or cell is None or not _valid(cell) else dumped(_rings(cell, far))


def _rings(cell: str, far: int) -> list[list[str]]:
    disk = list(h3.grid_disk(cell, far))
    if len(disk) == 1 + 3 * far * (far + 1):
        bounds = [(1 + 3 * d * (d - 1), 1 + 3 * d * (d + 1)) for d in range(1, far + 1)]
        return [disk[:1], *(disk[start:end] for start, end in bounds)]
    # a pentagon is near: cells are missing, and come in no order
    made: list[list[str]] = []
    seen: set[str] = set()
    for distance in range(far + 1):
        ring = [one for one in h3.grid_disk(cell, distance) if one not in seen]
        seen.update(ring)
        made.append(ring)
    return made


def to_central_point(cells: pa.Array) -> pa.Array:
    """The middle of a cell."""
    return each(cells, _central_point)


def _central_point(cell: str) -> str | None:
    if not _valid(cell):
        return None
    lat, lng = h3.cell_to_latlng(cell)
    return text_of(shape("Point", [lng, lat]))


def to_polygon(cells: pa.Array) -> pa.Array:
    """The outline of a cell."""
    return each(cells, _polygon)


def _polygon(cell: str) -> str | None:
    if not _valid(cell):
        return None
    ring = [[lng, lat] for lat, lng in h3.cell_to_boundary(cell)]
    return text_of(shape("Polygon", [[*ring, ring[0]]]))
