"""Watchlists: CSV files with a header, to the columns that ``_GetWatchlist`` gives."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lab.errors import IngestError
from lab.ingest.records import read_records
from lab.ingest.typed import conversion, texts
from lab.store.watchlists import replace_watchlist
from transpile.diagnostics import near
from transpile.schema import WATCHLIST_COLUMNS, ExternalTable, TableSchema, watchlist_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lab.settings import WatchlistFile


@dataclass(frozen=True)
class Watchlist:
    """A list as read: its own columns, and a record of texts for each item."""

    own: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]


def read_watchlist(alias: str, told: WatchlistFile) -> Watchlist:
    """A list from its file.

    The search key is the column that was told, else the first one. ``LastUpdatedTimeUTC`` is when
    the file was last written; an item's id is a hash of the alias, its place and its values.

    Raises:
        IngestError: where the file cannot be read, or its header does not fit.
    """
    file = told.file
    found = read_records(file, {}, "csv")
    if not found:
        raise IngestError(f"{file} is empty: a watchlist begins with the names of its columns")
    own = tuple(name.strip() for name in found[0])
    _check(file, own)
    if told.search_key and told.search_key not in own:
        hint = near(told.search_key, own) or "columns: " + ", ".join(own)
        raise IngestError(f"{file} has no column '{told.search_key}' for the search key; {hint}")
    key = own.index(told.search_key) if told.search_key else 0
    written = datetime.fromtimestamp(int(file.stat().st_mtime), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    records = []
    for place, record in enumerate(found[1:]):
        values = [record[at] if at < len(record) else "" for at in range(len(own))]
        if any(len(record) > len(own) and value for value in record[len(own) :]):
            raise IngestError(
                f"{file}, item {place + 1}: {len(record)} values for {len(own)} columns"
            )
        item = json.dumps(dict(zip(own, values, strict=True)), ensure_ascii=False)
        name = hashlib.sha256(f"{alias.lower()}\n{place}\n{item}".encode()).hexdigest()[:32]
        records.append((name, written, values[key], item, *values))
    return Watchlist(own, tuple(records))


def _check(file: Path, own: Sequence[str]) -> None:
    for name in own:
        if not name:
            raise IngestError(f"{file} has a column without a name in its header")
        if own.count(name) > 1:
            raise IngestError(f"{file} has two columns called '{name}'")
        if name in WATCHLIST_COLUMNS:
            raise IngestError(f"{file}: every watchlist has a column '{name}' already; rename it")


def import_watchlist(db: Path, alias: str, told: WatchlistFile) -> tuple[int, bool]:
    """Write a list into the database; how many items it has, and whether it replaced one.

    Raises:
        IngestError: where the file does not fit.
        StoreError: where the database cannot be written.
    """
    if not alias.strip():
        raise IngestError("a watchlist needs a name")
    found = read_watchlist(alias, told)
    columns = watchlist_schema(alias, found.own).columns
    rows = texts(columns, found.records)
    replaced = replace_watchlist(
        db, alias, found.own, rows, lambda location: conversion(columns, location).statement
    )
    return len(found.records), replaced


def declared(watchlists: Mapping[str, WatchlistFile]) -> Mapping[str, TableSchema]:
    """The tables of lists that lab.toml names, to be filled before a query runs.

    Raises:
        IngestError: where a file does not fit.
    """
    made: dict[str, TableSchema] = {}
    for alias, told in watchlists.items():
        own = read_watchlist(alias, told).own
        name = hashlib.sha256(f"{alias.lower()}\n{told.file}".encode()).hexdigest()[:16]
        made[alias] = ExternalTable(
            alias,
            watchlist_schema(alias, own).columns,
            location=("temp", "main", f"watchlist_{name}"),
            kind="watchlist",
        )
    return made
