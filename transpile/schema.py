"""What the binder must know of tables. It never opens a database: the caller passes a source in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from transpile.errors import SchemaError
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
    columns ``$ingestion`` and ``$scenario``; ``row_column`` numbers its rows.
    """

    name: str
    columns: Mapping[str, KqlType]
    time_column: str | None = None
    location: tuple[str, ...] = ()
    has_ingestion: bool = False
    row_column: str = "rowid"
    source: str = field(default="", compare=False)

    @cached_property
    def physical(self) -> Mapping[str, str]:
        """KQL column name to the column's name in the engine."""
        return dict(zip(self.columns, physical_names(self.columns), strict=True))


class SchemaSource(Protocol):
    """Where table definitions come from: a database, a folder of files, a test."""

    def table(self, name: str) -> TableSchema | None:
        """The table of exactly this name, or None."""
        ...

    def table_names(self) -> Iterable[str]:
        """All names, for near misses in messages."""
        ...


@dataclass(frozen=True)
class Tables:
    """A ``SchemaSource`` over a plain mapping."""

    by_name: Mapping[str, TableSchema]

    def table(self, name: str) -> TableSchema | None:
        """The table of exactly this name, or None."""
        return self.by_name.get(name)

    def table_names(self) -> Iterable[str]:
        """All table names."""
        return self.by_name.keys()


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
    )
