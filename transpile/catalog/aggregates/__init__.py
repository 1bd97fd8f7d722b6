"""Aggregates. Importing this package fills ``spec.AGGREGATES``; the families are listed here."""

from __future__ import annotations

from transpile.catalog.aggregates import (
    conditional,
    counting,
    extremes,
    percentiles,
    sets,
    sketches,
    statistics,
    weighted,
)
from transpile.spec import AGGREGATES

__all__ = [
    "AGGREGATES",
    "conditional",
    "counting",
    "extremes",
    "percentiles",
    "sets",
    "sketches",
    "statistics",
    "weighted",
]
