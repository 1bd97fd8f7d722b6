"""Tabular operators, one file for each group of kin. ``OPERATORS`` is the registry of all.

The files are listed here, once; each holds its entries in ``SPECS``. After a change of names
``scripts/docs.py`` brings ``transpile/catalog/index.py`` up to date.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile.catalog import index
from transpile.catalog.lazy import Lazy

if TYPE_CHECKING:
    from types import ModuleType

    from transpile.spec import OperatorSpec

FAMILIES = (
    "apply",
    "by_names",
    "evaluate",
    "expand",
    "external",
    "find",
    "fork",
    "invoke",
    "join",
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


def _take(module: ModuleType) -> None:
    for spec in module.SPECS:
        if spec.keyword not in _found:
            _found[spec.keyword] = replace(spec, home=module.__name__)


OPERATORS = Lazy(__name__, FAMILIES, index.OPERATORS, _found, _take)
