"""Well-known text: ``POLYGON ((0 0, 2 0, 2 2, 0 0))`` as GeoJSON."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from lab.engines.kernels.geo_shapes import shape, text_of
from lab.engines.kernels.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

_TOKEN = re.compile(r"\s*([A-Za-z]+|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[(),])")
_DEEPEST = 32

# how many brackets lie around the positions of a kind
_DEPTHS = {
    "POINT": ("Point", 0),
    "LINESTRING": ("LineString", 1),
    "POLYGON": ("Polygon", 2),
    "MULTIPOINT": ("MultiPoint", 1),
    "MULTILINESTRING": ("MultiLineString", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
}


class _WrongTextError(Exception):
    """The text is no well-known text of a kind that GeoJSON has."""


def to_geojson(texts: pa.Array) -> pa.Array:
    """Well-known text as GeoJSON; null for anything else."""
    return each(texts, _converted)


def _converted(text: str) -> str | None:
    try:
        return text_of(_Reader(text).whole())
    except _WrongTextError:
        return None


def shapes_in(text: str) -> Iterator[tuple[str, Any]]:
    """The points, lines and polygons of a text with their positions, collections taken apart."""
    yield from _single(_Reader(text, empty=True).whole())


def _single(made: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    kind = made["type"]
    if kind == "GeometryCollection":
        for part in made["geometries"]:
            yield from _single(part)
    elif kind.startswith("Multi"):
        for part in made["coordinates"]:
            yield kind.removeprefix("Multi"), _tuples(part)
    elif made["coordinates"]:
        yield kind, _tuples(made["coordinates"])


def _tuples(part: Any) -> Any:
    if isinstance(part[0], list):
        return [_tuples(one) for one in part]
    return tuple(float(number) for number in part)


class _Reader:
    """Reads one shape. ``empty`` lets shapes without positions pass."""

    def __init__(self, text: str, *, empty: bool = False) -> None:
        self._empty = empty
        self._tokens: list[str] = []
        end = 0
        text = text.rstrip()
        while end < len(text):
            found = _TOKEN.match(text, end)
            if found is None:
                raise _WrongTextError
            self._tokens.append(found[1])
            end = found.end()
        self._tokens.reverse()

    def whole(self) -> dict[str, object]:
        made = self._shape(0)
        if self._tokens:
            raise _WrongTextError
        return made

    def _next(self) -> str:
        if not self._tokens:
            raise _WrongTextError
        return self._tokens.pop()

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise _WrongTextError

    def _ends(self) -> bool:
        """Whether a list ends here; else it goes on after a comma."""
        token = self._next()
        if token not in (",", ")"):
            raise _WrongTextError
        return token == ")"

    def _shape(self, deep: int) -> dict[str, object]:
        word = self._next().upper()
        if self._empty and self._tokens and self._tokens[-1].upper() == "EMPTY":
            self._tokens.pop()
            return {"type": "GeometryCollection", "geometries": []}
        if word == "GEOMETRYCOLLECTION" and deep < _DEEPEST:
            self._expect("(")
            parts = [self._shape(deep + 1)]
            while not self._ends():
                parts.append(self._shape(deep + 1))
            return {"type": "GeometryCollection", "geometries": parts}
        if word not in _DEPTHS:
            raise _WrongTextError
        kind, depth = _DEPTHS[word]
        if depth == 0:
            self._expect("(")
            position = self._position()
            self._expect(")")
            return shape(kind, position)
        return shape(kind, self._list(depth, bracketed=kind == "MultiPoint"))

    def _list(self, depth: int, *, bracketed: bool) -> list[object]:
        self._expect("(")
        parts: list[object] = []
        while True:
            if depth > 1:
                parts.append(self._list(depth - 1, bracketed=False))
            elif bracketed and self._tokens and self._tokens[-1] == "(":
                self._tokens.pop()
                parts.append(self._position())
                self._expect(")")
            else:
                parts.append(self._position())
            if self._ends():
                return parts

    def _position(self) -> list[float]:
        return [self._number(), self._number()]

    def _number(self) -> float:
        token = self._next()
        if token[0] not in "+-.0123456789":
            raise _WrongTextError
        number = float(token)
        if not math.isfinite(number):
            raise _WrongTextError
        return number
