"""Lengths and middles of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from lab.engines.kernels.geo_sets import union_of_lines
from lab.engines.kernels.geo_shapes import is_multi, lines_of, shape, text_of
from lab.engines.kernels.rows import each
from lab.engines.kernels.sphere import RADIUS_M, angles, arcs, degrees, normalised, norms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.engines.kernels.geo_shapes import Line
    from lab.engines.kernels.sphere import Floats


def length(lines: pa.Array) -> pa.Array:
    """Metres along a line; of several lines, what they share counts once."""
    return each(lines, _length, pa.float64())


def _length(text: str) -> float | None:
    lines = lines_of(text)
    if lines is None:
        return None
    if not is_multi(text):
        # by degrees, as documented lengths show it
        corners = lines[0].positions
        return float(np.sum(arcs(corners[:-1], corners[1:]))) * RADIUS_M
    a, b = _edges_of(text, lines)
    return float(np.sum(angles(a, b))) * RADIUS_M


def centroid(lines: pa.Array) -> pa.Array:
    """The point in the middle of a line; of several lines, what they share counts once."""
    return each(lines, _centroid)


def _centroid(text: str) -> str | None:
    lines = lines_of(text)
    if lines is None:
        return None
    a, b = _edges_of(text, lines)
    # the exact integral of positions along an arc
    across, along = norms(a - b), norms(a + b)
    middle = np.sum((a + b) * (across / along)[:, None], axis=0)
    if not norms(middle) > 0:
        return None
    return text_of(shape("Point", degrees(normalised(middle))))


def _edges_of(text: str, lines: Sequence[Line]) -> tuple[Floats, Floats]:
    """The edges of lines, of several lines those of their union."""
    if is_multi(text):
        lines = union_of_lines(lines)
    pairs = [line.edges for line in lines]
    return np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs])
