"""Scalar functions and operators. Importing this package fills ``spec.FUNCTIONS``.

The families are listed here, once; nothing scans the folder.
"""

from __future__ import annotations

from transpile.catalog.functions import (
    arithmetic,
    arrays,
    bag_parts,
    bits,
    calendar,
    clocks,
    columns,
    comparisons,
    conditionals,
    conversions,
    datetimes,
    dynamics,
    element_sets,
    formatting,
    mathematics,
    refused,
    rounding,
    sorting,
    strings,
    text,
    times,
)
from transpile.spec import FUNCTIONS

__all__ = [
    "FUNCTIONS",
    "arithmetic",
    "arrays",
    "bag_parts",
    "bits",
    "calendar",
    "clocks",
    "columns",
    "comparisons",
    "conditionals",
    "conversions",
    "datetimes",
    "dynamics",
    "element_sets",
    "formatting",
    "mathematics",
    "refused",
    "rounding",
    "sorting",
    "strings",
    "text",
    "times",
]
