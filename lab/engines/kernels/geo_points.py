"""Geography of points: distances, circles, directions."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from lab.engines.kernels.geo_shapes import Truths, nullable, numbers, positions
from lab.engines.kernels.sphere import RADIUS_M, Floats, arcs, bearings, turned, vectors


def distance_2points(
    lng_a: pa.Array, lat_a: pa.Array, lng_b: pa.Array, lat_b: pa.Array, *_sphere: pa.Array
) -> pa.Array:
    """Metres between two points."""
    (a, valid_a), (b, valid_b) = positions(lng_a, lat_a), positions(lng_b, lat_b)
    return nullable(arcs(a, b) * RADIUS_M, valid_a & valid_b, pa.float64())


def point_in_circle(
    lng: pa.Array, lat: pa.Array, lng_c: pa.Array, lat_c: pa.Array, radius: pa.Array
) -> pa.Array:
    """Whether a point is at most a radius away from a centre."""
    (a, valid_a), (b, valid_b), metres = (
        positions(lng, lat),
        positions(lng_c, lat_c),
        numbers(radius),
    )
    valid = valid_a & valid_b & (metres > 0) & np.isfinite(metres)
    return nullable(arcs(a, b) * RADIUS_M <= metres, valid, pa.bool_())


def azimuth(lng_a: pa.Array, lat_a: pa.Array, lng_b: pa.Array, lat_b: pa.Array) -> pa.Array:
    """The direction of the way between two points, clockwise from north."""
    (a, valid_a), (b, valid_b) = positions(lng_a, lat_a), positions(lng_b, lat_b)
    return nullable(bearings(a, b), valid_a & valid_b & _way(a, b), pa.float64())


def angle(
    lng_a: pa.Array,
    lat_a: pa.Array,
    lng_b: pa.Array,
    lat_b: pa.Array,
    lng_c: pa.Array,
    lat_c: pa.Array,
) -> pa.Array:
    """The angle at the second of three points, clockwise from the first to the third."""
    (a, valid_a), (b, valid_b) = positions(lng_a, lat_a), positions(lng_b, lat_b)
    c, valid_c = positions(lng_c, lat_c)
    valid = valid_a & valid_b & valid_c & _way(a, b) & _way(b, c)
    return nullable(turned(bearings(b, c) - bearings(b, a)), valid, pa.float64())


def _way(a: Floats, b: Floats) -> Truths:
    """Whether one shortest way leads from a to b: they are neither equal nor opposite."""
    opposite = np.sum(vectors(a) * vectors(b), axis=-1) <= -1 + 1e-15
    return np.asarray((arcs(a, b) > 1e-15) & ~opposite)
