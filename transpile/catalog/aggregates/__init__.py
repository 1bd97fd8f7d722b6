"""Aggregates: ``AGGREGATES`` is the registry of all, a family at a time; they are listed here.

After a change of names ``scripts/docs.py`` brings ``transpile/catalog/index.py`` up to date.
"""

from __future__ import annotations

from transpile.catalog import index
from transpile.catalog.lazy import Lazy
from transpile.spec import AGGREGATES as _ENTRIES

FAMILIES = (
    "conditional",
    "counting",
    "extremes",
    "percentiles",
    "sets",
    "sketches",
    "statistics",
    "weighted",
)
AGGREGATES = Lazy(__name__, FAMILIES, index.AGGREGATES, _ENTRIES)
