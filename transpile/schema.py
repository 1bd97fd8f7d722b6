"""What the binder must know of tables. It never opens a database: the caller passes a source in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import Protocol

from transpile.errors import SchemaError
from transpile.light import dataclass
from transpile.types import KqlType, type_named


def physical_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names for an engine that folds case: the KQL name, or ``name#2`` where case alone differs.

    KQL keeps ``IPAddress`` and ``IpAddress`` apart; DuckDB silently reads one for the other.
    """
    seen: dict[str, int] = {}
    result = []
    for name in names:
        folded = name.lower()
        count = seen[folded] = seen.get(folded, 0) + 1
        result.append(name if count == 1 else f"{name}#{count}")
    return tuple(result)


@dataclass(frozen=True)
class TableSchema:
    """A table: its KQL name and its columns in order (KQL name to KQL type).

    ``time_column`` bounds a rule's window; None for tables without one (they are unscoped).
    ``location`` is the engine's qualified name, outermost first, empty where the table is known
    and not loaded; ``has_ingestion`` tells whether the stored table carries the lab's hidden
    columns ``$ingestion`` and ``$scenario``; ``row_column`` numbers its rows. ``open`` tells that
    it may have columns that nobody declared: they are null. ``kind`` is ``table`` for logs,
    ``watchlist``, or ``function`` for the result of a saved function.
    """

    name: str
    columns: Mapping[str, KqlType]
    time_column: str | None = None
    location: tuple[str, ...] = ()
    has_ingestion: bool = False
    row_column: str = "rowid"
    open: bool = False
    kind: str = "table"
    source: str = field(default="", compare=False)

    @cached_property
    def physical(self) -> Mapping[str, str]:
        """KQL column name to the column's name in the engine."""
        return dict(zip(self.columns, physical_names(self.columns), strict=True))


@dataclass(frozen=True)
class ExternalTable(TableSchema):
    """What ``externaldata`` declares: the caller fills ``location`` from ``urls`` before it runs.

    ``format`` is the name of a file format, ``headed`` tells to pass over each file's first record.
    """

    urls: tuple[str, ...] = ()
    format: str = "csv"
    headed: bool = False


@dataclass(frozen=True)
class SavedFunction:
    """A function of the workspace.

    ``parameters`` and ``body`` are KQL, without their brackets. ``columns`` are what it gives,
    whatever the body gives; without a body it is a table of these columns and no rows. ``lacks``
    says what of it the lab does not have, ``partial`` which rows are not among its own.
    """

    name: str
    parameters: str = ""
    body: str = ""
    columns: Mapping[str, KqlType] | None = None
    lacks: str = ""
    partial: str = ""
    source: str = field(default="", compare=False)


# Every watchlist has these columns before its own, which are texts.
WATCHLIST_COLUMNS: Mapping[str, KqlType] = {
    "_DTItemId": KqlType.STRING,
    "LastUpdatedTimeUTC": KqlType.DATETIME,
    "SearchKey": KqlType.STRING,
    "WatchlistItem": KqlType.DYNAMIC,
}


def watchlist_schema(alias: str, own: Iterable[str], location: tuple[str, ...] = ()) -> TableSchema:
    """The table of a watchlist with columns of its own."""
    columns = {**WATCHLIST_COLUMNS, **dict.fromkeys(own, KqlType.STRING)}
    columns.update(WATCHLIST_COLUMNS)
    return TableSchema(alias, columns, location=location, kind="watchlist")


class SchemaSource(Protocol):
    """Where definitions come from: a database, a folder of files, a test."""

    def table(self, name: str) -> TableSchema | None:
        """The table of exactly this name, or None."""
        ...

    def table_names(self) -> Iterable[str]:
        """All names, for near misses in messages."""
        ...

    def function(self, name: str) -> SavedFunction | None:
        """The saved function of exactly this name, or None."""
        ...

    def function_names(self) -> Iterable[str]:
        """All names of saved functions, for near misses in messages."""
        ...

    def watchlist(self, alias: str) -> TableSchema | None:
        """The watchlist of this alias, whatever its case, or None."""
        ...

    def watchlist_names(self) -> Iterable[str]:
        """The aliases of all watchlists."""
        ...


@dataclass(frozen=True)
class Tables:
    """A ``SchemaSource`` over plain mappings."""

    by_name: Mapping[str, TableSchema]
    functions: Mapping[str, SavedFunction] = field(default_factory=dict)
    watchlists: Mapping[str, TableSchema] = field(default_factory=dict)

    def table(self, name: str) -> TableSchema | None:
        """The table of exactly this name, or None."""
        return self.by_name.get(name)

    def table_names(self) -> Iterable[str]:
        """All table names."""
        return self.by_name.keys()

    def function(self, name: str) -> SavedFunction | None:
        """The saved function of exactly this name, or None."""
        return self.functions.get(name)

    def function_names(self) -> Iterable[str]:
        """All names of saved functions."""
        return self.functions.keys()

    def watchlist(self, alias: str) -> TableSchema | None:
        """The watchlist of this alias, whatever its case, or None."""
        folded = alias.lower()
        return next((t for name, t in self.watchlists.items() if name.lower() == folded), None)

    def watchlist_names(self) -> Iterable[str]:
        """The aliases of all watchlists."""
        return self.watchlists.keys()


def schema_from_json(name: str, document: Mapping[str, object]) -> TableSchema:
    """A table from ``{"columns": {name: type}, "time_column": ..., "source": ...}``.

    Raises:
        SchemaError: for an unknown type name or a document of another shape.
    """
    columns = document.get("columns")
    if not isinstance(columns, Mapping):
        raise SchemaError(f"table {name}: 'columns' must map column names to KQL types")
    typed: dict[str, KqlType] = {}
    for column, spelling in columns.items():
        kind = type_named(str(spelling))
        if kind is None:
            raise SchemaError(f"table {name}, column {column}: no KQL type is called {spelling!r}")
        typed[str(column)] = kind
    time_column = document.get("time_column")
    if time_column is None and typed.get("TimeGenerated") is KqlType.DATETIME:
        time_column = "TimeGenerated"
    return TableSchema(
        name,
        typed,
        time_column=str(time_column) if time_column else None,
        source=str(document.get("source", "")),
        open=document.get("open") is True,
    )
