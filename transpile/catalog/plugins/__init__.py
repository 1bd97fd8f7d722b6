"""Plugins of ``evaluate``, one file for each family. ``PLUGINS`` is the registry of all."""

from __future__ import annotations

from transpile.catalog.plugins import (
    activity,
    geo_lookups,
    lookups,
    mining,
    refused,
    rows,
    schemas,
    sequences,
    sketched,
    turning,
    unpacking,
)
from transpile.catalog.plugins.entry import PLUGINS

__all__ = [
    "PLUGINS",
    "activity",
    "geo_lookups",
    "lookups",
    "mining",
    "refused",
    "rows",
    "schemas",
    "sequences",
    "sketched",
    "turning",
    "unpacking",
]
