"""What shapes have in common and what they cover together.

S2 computes both (the package ``spherely``), polygons being open on one side of their boundary, so
that neighbours share nothing. Kusto's polygons contain their boundary: what shapes share there, and
edges that lie on each other, are found by their ends, which S2 leaves as they are.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import spherely

from lab.engines.kernels.geo_polygons import geographies, united, whole
from lab.engines.kernels.geo_shapes import Line, lines_of, parsed_list, shape, text_of
from lab.engines.kernels.geo_wkt import shapes_in
from lab.engines.kernels.rows import each, rowwise
from lab.engines.kernels.sphere import vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


Corner = tuple[float, float]
Edge = tuple[Corner, Corner]


@lru_cache(1024)
def _line_geography(text: str | None) -> Any:
    lines = lines_of(text)
    return None if lines is None else _as_geography(lines)


def _as_geography(lines: Sequence[Line]) -> Any:
    made = [
        spherely.create_linestring([tuple(corner) for corner in one.corners.tolist()])
        for one in lines
    ]
    return made[0] if len(made) == 1 else spherely.create_multilinestring(made)


# --- whether shapes meet ------------------------------------------------------------------------


def lines_meet(one: pa.Array, other: pa.Array) -> pa.Array:
    """Whether two lines have a point in common."""
    return _met(_line_geography, _line_geography, one, other)


def polygons_meet(one: pa.Array, other: pa.Array) -> pa.Array:
    """Whether two polygons have a point in common, their boundaries included."""
    return _met(whole, whole, one, other)


def line_meets_polygon(line: pa.Array, polygon: pa.Array) -> pa.Array:
    """Whether a line and a polygon have a point in common, its boundary included."""
    return _met(_line_geography, whole, line, polygon)


def _met(
    first: Callable[[str | None], Any],
    second: Callable[[str | None], Any],
    one: pa.Array,
    other: pa.Array,
) -> pa.Array:
    def work(text: str | None, next_text: str | None) -> bool | None:
        a, b = first(text), second(next_text)
        if a is None or b is None:
            return None
        return bool(spherely.intersects(a, b) or spherely.touches(a, b))

    return rowwise(work, pa.bool_(), one, other)


# --- what they have in common -------------------------------------------------------------------


def common_of_lines(one: pa.Array, other: pa.Array) -> pa.Array:
    """What two lines have in common."""
    return _common(_line_geography, _line_geography, one, other)


def common_of_polygons(one: pa.Array, other: pa.Array) -> pa.Array:
    """What two polygons have in common."""
    return _common(whole, whole, one, other)


def common_of_line_and_polygon(line: pa.Array, polygon: pa.Array) -> pa.Array:
    """What a line and a polygon have in common."""
    return _common(_line_geography, whole, line, polygon)


def _common(
    first: Callable[[str | None], Any],
    second: Callable[[str | None], Any],
    one: pa.Array,
    other: pa.Array,
) -> pa.Array:
    def work(text: str | None, next_text: str | None) -> str | None:
        a, b = first(text), second(next_text)
        if a is None or b is None:
            return None
        parts = Parts(spherely.intersection(a, b))
        ours, theirs = Parts(a), Parts(b)
        parts.add_edges(ours.shared_edges(theirs))
        parts.add_points(ours.shared_corners(theirs))
        return text_of(parts.shown())

    return rowwise(work, pa.string(), one, other)


class Parts:
    """The points, edges and rings of a geography, to be put together again."""

    def __init__(self, geography: Any) -> None:
        self.points: dict[Corner, None] = {}
        self.edges: dict[frozenset[Corner], Edge] = {}
        self.polygons: list[list[list[Corner]]] = []
        for kind, coordinates in shapes_in(spherely.to_wkt(geography, precision=17)):
            if kind == "Point":
                self.points[coordinates] = None
            elif kind == "LineString":
                self.add_edges(pairwise(coordinates))
            else:
                self.polygons.append(coordinates)

    def add_edges(self, edges: Iterable[Edge]) -> None:
        """Add edges that are neither there nor on the boundary of a polygon."""
        bounds = self._bounds()
        for a, b in edges:
            key = frozenset((a, b))
            if key not in self.edges and key not in bounds:
                self.edges[key] = (a, b)

    def add_points(self, points: Iterable[Corner]) -> None:
        """Add points."""
        self.points.update(dict.fromkeys(points))

    def shared_edges(self, other: Parts) -> list[Edge]:
        """Edges of both."""
        theirs = other._all_edges()
        return [edge for key, edge in self._all_edges().items() if key in theirs]

    def shared_corners(self, other: Parts) -> list[Corner]:
        """Ends of edges of both."""
        theirs = {corner for key in other._all_edges() for corner in key}
        ours = {corner: None for edge in self._all_edges().values() for corner in edge}
        return [corner for corner in ours if corner in theirs]

    def _bounds(self) -> dict[frozenset[Corner], Edge]:
        return {
            frozenset((a, b)): (a, b)
            for rings in self.polygons
            for ring in rings
            for a, b in pairwise(ring)
        }

    def _all_edges(self) -> dict[frozenset[Corner], Edge]:
        return {**self.edges, **self._bounds()}

    def shown(self) -> dict[str, object]:
        """As GeoJSON: one shape where one will do, else a collection of points, lines, polygons.

        Points at which edges end are left out.
        """
        ends = {corner for key in self._all_edges() for corner in key}
        found = [
            *_grouped("Point", [point for point in self.points if point not in ends]),
            *_grouped("LineString", chains(self.edges.values())),
            *_grouped("Polygon", self.polygons),
        ]
        return found[0] if len(found) == 1 else {"type": "GeometryCollection", "geometries": found}


def _grouped(kind: str, parts: Sequence[object]) -> list[dict[str, object]]:
    if not parts:
        return []
    return [shape(kind, parts[0]) if len(parts) == 1 else shape(f"Multi{kind}", list(parts))]


def chains(edges: Iterable[Edge]) -> list[list[Corner]]:
    """Edges as the fewest lines that run on where exactly two edges meet, in the edges' order."""
    left = dict.fromkeys(edges)
    at: dict[Corner, list[Edge]] = {}
    for edge in left:
        for corner in edge:
            at.setdefault(corner, []).append(edge)
    made = []
    # lines first begin where they cannot run through; what is left are closed ones
    for closed in (False, True):
        for edge in list(left):
            for begin, onward in (edge, edge[::-1]):
                if edge in left and (closed or len(at[begin]) != 2):
                    del left[edge]
                    made.append(_followed([begin, onward], at, left))
    return made


def _followed(
    line: list[Corner], at: dict[Corner, list[Edge]], left: dict[Edge, None]
) -> list[Corner]:
    while len(at[line[-1]]) == 2:
        onward = next((edge for edge in at[line[-1]] if edge in left), None)
        if onward is None:
            break
        del left[onward]
        line.append(onward[1] if onward[0] == line[-1] else onward[0])
    return line


# --- what they cover together -------------------------------------------------------------------


def union_of_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines without what is there twice, broken where they cross."""
    parts = Parts(united([_as_geography([one]) for one in lines]))
    found = [np.array(chain) for chain in chains(parts.edges.values())]
    return [Line(one, one, vectors(one)) for one in found]


def lines_together(texts: pa.Array) -> pa.Array:
    """The union of an array of lines."""
    return each(texts, _lines_together)


def _lines_together(text: str) -> str | None:
    found = [lines_of(one) for one in parsed_list(text)]
    if not found or any(one is None for one in found):
        return None
    lines = union_of_lines([line for one in found if one is not None for line in one])
    shown = _grouped("LineString", [line.positions for line in lines])
    return text_of(shown[0])


def polygons_together(texts: pa.Array) -> pa.Array:
    """The union of an array of polygons."""
    return each(texts, _polygons_together)


def _polygons_together(text: str) -> str | None:
    found = [geographies(one) for one in parsed_list(text)]
    if not found or any(one is None for one in found):
        return None
    parts = Parts(united([part for one in found if one is not None for part in one]))
    return text_of(_grouped("Polygon", parts.polygons)[0])
