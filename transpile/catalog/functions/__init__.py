"""Scalar functions and operators: ``FUNCTIONS`` is the registry of all, a family at a time.

The families are listed here, once; nothing scans the folder. After a change of names
``scripts/docs.py`` brings ``transpile/catalog/index.py`` up to date.
"""

from __future__ import annotations

from transpile.catalog import index
from transpile.catalog.lazy import Lazy
from transpile.spec import FUNCTIONS as _ENTRIES

FAMILIES = (
    "address_texts",
    "arithmetic",
    "arrays",
    "bag_parts",
    "bits",
    "calendar",
    "clocks",
    "columns",
    "comparisons",
    "compression",
    "conditionals",
    "conversions",
    "datetimes",
    "digests",
    "distributions",
    "dynamics",
    "element_sets",
    "encodings",
    "foreign",
    "formatting",
    "former",
    "geo_cells",
    "geo_lines",
    "geo_points",
    "geo_polygons",
    "graphs",
    "hashes",
    "locations",
    "mathematics",
    "nested",
    "networks",
    "networks6",
    "parsing",
    "positions",
    "records",
    "refused",
    "regexes",
    "rewriting",
    "rounding",
    "series",
    "series_fits",
    "series_seasons",
    "sizes",
    "sketches",
    "sorting",
    "strings",
    "substrings",
    "terms",
    "text",
    "times",
    "units",
    "wholes",
    "windows",
)
FUNCTIONS = Lazy(__name__, FAMILIES, index.FUNCTIONS, _ENTRIES)
