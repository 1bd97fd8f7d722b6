"""Aggregates. Importing this package fills ``spec.AGGREGATES``; the families are listed here."""

from __future__ import annotations

from transpile.catalog.aggregates import counting, extremes, refused, sets
from transpile.spec import AGGREGATES

__all__ = ["AGGREGATES", "counting", "extremes", "refused", "sets"]
