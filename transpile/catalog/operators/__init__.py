"""Tabular operators, one file for each group of kin. ``OPERATORS`` is the registry of all."""

from __future__ import annotations

from transpile.catalog.operators import join, project, refused, sort, sources, summarize, union, where
from transpile.spec import OperatorSpec

MODULES = (where, project, summarize, sort, join, union, sources, refused)
OPERATORS: dict[str, OperatorSpec] = {
    spec.keyword: spec for module in MODULES for spec in module.SPECS
}
