"""What one case gives: its tables in the database, its watchlists, and what can be named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from lab.ingest.external import fill_externals
from lab.ingest.typed import fill
from lab.testing.document import is_null, plain
from lab.testing.rows import typed_rows
from transpile.diagnostics import near
from transpile.schema import ExternalTable, TableSchema, watchlist_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    import yaml

    from lab.engines.protocol import Engine
    from lab.settings import Surroundings
    from lab.store.given import GivenLogs
    from lab.testing.document import Reading
    from lab.testing.written import Case, GivenTable
    from transpile.schema import SavedFunction, SchemaSource
    from transpile.types import KqlType

_LISTS = "case_watchlist_"


class GivenSchemas:
    """Every known table as if it were loaded, with the tables and watchlists of a case."""

    def __init__(
        self,
        known: SchemaSource,
        own: Mapping[str, Mapping[str, KqlType]],
        watchlists: Mapping[str, TableSchema],
    ) -> None:
        self._known = known
        self._own = {
            name: TableSchema(name, columns, "TimeGenerated") for name, columns in own.items()
        }
        self._watchlists = watchlists

    def table(self, name: str) -> TableSchema | None:
        """The table of this name, at its place among the given ones."""
        found = self._own.get(name) or self._known.table(name)
        if found is None:
            return None
        return replace(found, location=("ws", "main", name), has_ingestion=True)

    def table_names(self) -> Iterable[str]:
        """All names of tables."""
        return [*self._own, *self._known.table_names()]

    def function(self, name: str) -> SavedFunction | None:
        """The saved function of this name."""
        return self._known.function(name)

    def function_names(self) -> Iterable[str]:
        """All names of saved functions."""
        return self._known.function_names()

    def watchlist(self, alias: str) -> TableSchema | None:
        """The watchlist of this alias, whatever its case."""
        folded = alias.lower()
        for name, table in self._watchlists.items():
            if name.lower() == folded:
                return table
        return self._known.watchlist(alias)

    def watchlist_names(self) -> Iterable[str]:
        """The aliases of all watchlists."""
        return [*self._watchlists, *self._known.watchlist_names()]


class Given:
    """The tables of one case: those that it gives, and the others that its rule reads."""

    def __init__(
        self,
        logs: GivenLogs,
        schemas: SchemaSource,
        own: Mapping[str, Mapping[str, KqlType]],
        case: Case,
        at: datetime,
        scenarios: Iterable[int],
    ) -> None:
        """Nothing is made yet.

        Args:
            logs: the database in memory.
            schemas: the tables that can be named.
            own: tables that the file of tests declares.
            case: what is given.
            at: the case's first instant, from which offsets count.
            scenarios: the numbers whose recorded rows fill the tables that the case does not
                give; none leaves them empty.
        """
        self._logs = logs
        self._own = own
        self._case = case
        self._at = at
        self._scenarios = tuple(scenarios)
        self._records: dict[str, list[list[str]]] = {}
        self._lists: dict[str, TableSchema] = {}
        self._made: set[str] = set()
        self.schemas = GivenSchemas(schemas, own, self._lists)

    @property
    def names(self) -> tuple[object, object]:
        """What decides how a query compiles: equal for cases that declare the same."""
        lists = ((name, tuple(table.columns)) for name, table in self._lists.items())
        own = ((name, tuple(columns.items())) for name, columns in self._own.items())
        return tuple(own), tuple(lists)

    def make(self, reading: Reading) -> None:
        """Make what the case gives; complaints go to ``reading``."""
        for given in self._case.watchlists:
            self._lists[given.name], self._records[given.name] = _watchlist(reading, given)
        for table in self._case.tables:
            schema = self.schemas.table(table.name)
            if schema is None:
                hint = near(table.name, self.schemas.table_names())
                more = hint or "'lab tables --all' lists them; the key 'schemas' declares others"
                reading.problem(f"no table is called '{table.name}'; {more}", table.line)
                continue
            rows = typed_rows(reading, table, schema, self._at)
            if not reading.problems:
                self._logs.put(schema, rows)
                self._made.add(table.name)

    def ensure(self, tables: Iterable[str]) -> None:
        """Make the tables that the rule reads and the case does not give."""
        for name in tables:
            schema = self.schemas.table(name)
            if name not in self._made and schema is not None:
                self._logs.copy(schema, self._scenarios)
                self._made.add(name)

    def fill(
        self, engine: Engine, externals: Iterable[ExternalTable], around: Surroundings
    ) -> None:
        """Make the tables that lie in files, and the watchlists of the case."""
        for table in externals:
            if table.location[-1].startswith(_LISTS):
                fill(engine, table, self._records[table.name])
            else:
                fill_externals(engine, (table,), around)

    def span(self, tables: Iterable[str], scenario: int) -> tuple[datetime, datetime] | None:
        """From the first instant of a scenario's rows in these tables to the last."""
        found = [
            span
            for name in tables
            if (schema := self.schemas.table(name)) is not None
            and (span := self._logs.span(schema, scenario)) is not None
        ]
        if not found:
            return None
        return min(first for first, _ in found), max(last for _, last in found)

    def seen(
        self, table: str, axis: str, window: tuple[datetime, datetime], until: datetime
    ) -> tuple[int, int]:
        """How many rows a table has, and how many a run with this window sees."""
        schema = self.schemas.table(table)
        return (0, 0) if schema is None else self._logs.visible(schema, axis, window, until)


def _watchlist(reading: Reading, given: GivenTable) -> tuple[TableSchema, list[list[str]]]:
    """A watchlist of a case and its items as texts; the search key is the first column."""
    columns: dict[str, None] = {}
    for row in given.rows:
        columns |= dict.fromkeys(row.cells)
        if row.repeat != 1 or row.ingested is not None:
            reading.problem(f"items of the watchlist {given.name} are just their values", row.line)
    records = []
    for place, row in enumerate(given.rows):
        values = {name: _text(row.cells[name]) if name in row.cells else "" for name in columns}
        item = json.dumps(values, ensure_ascii=False)
        key = next(iter(values.values()), "")
        records.append([str(place), "", key, item, *values.values()])
    table = watchlist_schema(given.name, columns)
    location = ("temp", "main", f"{_LISTS}{given.name}")
    return (
        ExternalTable(given.name, table.columns, location=location, kind="watchlist"),
        records,
    )


def _text(node: yaml.Node) -> str:
    if is_null(node):
        return ""
    value = plain(node)
    return str(node.value) if isinstance(value, str | int | float) else json.dumps(value)
