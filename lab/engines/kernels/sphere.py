"""Arithmetic on the unit sphere: points as vectors, edges as the shorter arcs of great circles.

The earth is a sphere of the radius that S2 uses; documented distances show it to the millimetre.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RADIUS_M = 6371010.0

Floats = NDArray[np.float64]


def vectors(lnglat: Floats) -> Floats:
    """Points in degrees, longitude first, as unit vectors."""
    radians = np.radians(lnglat)
    lng, lat = radians[..., 0], radians[..., 1]
    level = np.cos(lat)
    return np.asarray(np.stack([level * np.cos(lng), level * np.sin(lng), np.sin(lat)], axis=-1))


def degrees(points: Floats) -> Floats:
    """Unit vectors as points in degrees, longitude first."""
    lng = np.arctan2(points[..., 1], points[..., 0])
    lat = np.arctan2(points[..., 2], np.hypot(points[..., 0], points[..., 1]))
    return np.asarray(np.degrees(np.stack([lng, lat], axis=-1)))


def norms(points: Floats) -> Floats:
    """The length of each vector."""
    return np.asarray(np.sqrt(np.sum(points * points, axis=-1)))


def normalised(points: Floats) -> Floats:
    """Vectors brought to length 1."""
    return np.asarray(points / norms(points)[..., None])


def angles(a: Floats, b: Floats) -> Floats:
    """Angles between unit vectors; the half of the chord keeps small ones exact."""
    half = np.minimum(norms(a - b) / 2, 1.0)
    return np.asarray(2 * np.arcsin(half))


def arcs(a: Floats, b: Floats) -> Floats:
    """Angles between points in degrees."""
    (lng_a, lat_a), (lng_b, lat_b) = (np.moveaxis(np.radians(p), -1, 0) for p in (a, b))
    rise, run = np.sin((lat_b - lat_a) / 2), np.sin((lng_b - lng_a) / 2)
    square = rise * rise + run * run * np.cos(lat_a) * np.cos(lat_b)
    return np.asarray(2 * np.arcsin(np.sqrt(np.minimum(square, 1.0))))


def normals(a: Floats, b: Floats) -> Floats:
    """Unit normals of edges. The plain product of nearly equal vectors would lose its digits."""
    return normalised(np.cross(b + a, b - a))


def between(a: Floats, b: Floats, fraction: float) -> Floats:
    """The points at a fraction of edges."""
    angle = angles(a, b)[..., None]
    parts = np.sin((1 - fraction) * angle) * a + np.sin(fraction * angle) * b
    return normalised(parts / np.sin(angle))


def bearings(a: Floats, b: Floats) -> Floats:
    """Directions from points to points in degrees, clockwise from north, in [0, 2 pi)."""
    (lng_a, lat_a), (lng_b, lat_b) = (np.moveaxis(np.radians(p), -1, 0) for p in (a, b))
    across = np.sin(lng_b - lng_a) * np.cos(lat_b)
    along = np.cos(lat_a) * np.sin(lat_b) - np.sin(lat_a) * np.cos(lat_b) * np.cos(lng_b - lng_a)
    return turned(np.arctan2(across, along))


def turned(angle: Floats) -> Floats:
    """Angles brought into [0, 2 pi)."""
    made = np.mod(angle, 2 * np.pi)
    return np.where(made >= 2 * np.pi, 0.0, made)


def nearest_on_edges(points: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """For each point and edge the nearest point of the edge, and its angle.

    ``points`` is m by 3, ``a`` and ``b`` n by 3; the results are m by n by 3, and m by n.
    """
    normal = normals(a, b)
    off = np.einsum("mnk,nk->mn", points[:, None, :] - a[None], normal)
    inside = (points @ np.cross(normal, a).T > 0) & (points @ np.cross(b, normal).T > 0)
    foot = normalised(points[:, None, :] - off[..., None] * normal[None])
    to_a, to_b = angles(points[:, None, :], a[None]), angles(points[:, None, :], b[None])
    ends = np.where((to_a <= to_b)[..., None], a[None], b[None])
    near = np.where(inside[..., None], foot, ends)
    beside = np.arcsin(np.minimum(np.abs(off), 1.0))
    return near, np.where(inside, beside, np.minimum(to_a, to_b))
