"""Tabular operators, one file for each group of kin. ``OPERATORS`` is the registry of all.

The files are listed here, once; each holds its entries in ``SPECS``. After a change of names
``scripts/docs.py`` brings ``transpile/catalog/index.py`` up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog import index
from transpile.catalog.lazy import Lazy, taking_specs

if TYPE_CHECKING:
    from transpile.spec import OperatorSpec

FAMILIES = (
    "apply",
    "by_names",
    "evaluate",
    "expand",
    "external",
    "find",
    "fork",
    "graph_mark_components",
    "graph_match",
    "graph_shortest_paths",
    "graph_to_table",
    "invoke",
    "join",
    "macro_expand",
    "make_graph",
    "make_series",
    "nested",
    "parse",
    "parse_kv",
    "partition",
    "project",
    "refused",
    "sampling",
    "scan",
    "search",
    "small",
    "sort",
    "sources",
    "summarize",
    "union",
    "where",
)
_found: dict[str, OperatorSpec] = {}


OPERATORS = Lazy(__name__, FAMILIES, index.OPERATORS, _found, taking_specs(_found))
