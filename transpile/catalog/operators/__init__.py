"""Tabular operators, one file for each group of kin. ``OPERATORS`` is the registry of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.operators import (
    apply,
    by_names,
    evaluate,
    expand,
    find,
    join,
    make_series,
    nested,
    parse,
    parse_kv,
    partition,
    project,
    refused,
    sampling,
    search,
    small,
    sort,
    sources,
    summarize,
    union,
    where,
)

if TYPE_CHECKING:
    from transpile.spec import OperatorSpec

MODULES = (
    where,
    project,
    by_names,
    expand,
    parse,
    parse_kv,
    small,
    summarize,
    make_series,
    apply,
    partition,
    sort,
    nested,
    sampling,
    join,
    union,
    search,
    find,
    sources,
    evaluate,
    refused,
)
OPERATORS: dict[str, OperatorSpec] = {
    spec.keyword: spec for module in MODULES for spec in module.SPECS
}
