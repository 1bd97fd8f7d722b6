"""What the outside scorers call: the compiler and the engine, as they are, behind two small doors.

``../shared/conformance/score.py --adapter tests.adapters:evaluate`` compares rows;
``../shared/detections/score.py --adapter tests.adapters:DetectionEngine`` compares columns.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from lab.engines.asking import asking
from lab.engines.duckdb import DuckDbEngine
from lab.ingest.typed import fill
from lab.result import Result, ResultColumn
from lab.store.ddl import create_log_table, create_own_tables
from transpile.catalog.aggregates import AGGREGATES
from transpile.catalog.functions import FUNCTIONS
from transpile.catalog.operators import OPERATORS
from transpile.pipeline import Compiled, CompiledResult, compile_kql
from transpile.schema import (
    SavedFunction,
    Tables,
    TableSchema,
    physical_names,
    schema_from_json,
    watchlist_schema,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transpile.schema import SchemaSource

# A new entry counts at once here, though scripts/docs.py has not brought the index up to date yet.
for registry in (FUNCTIONS, AGGREGATES, OPERATORS):
    registry.load_all()

# Any instant will do, as long as it is one: no case of the corpora depends on the clock.
NOW = datetime(2026, 1, 15, 12, 0)  # noqa: DTZ001  naive and in UTC, as the engine wants it


def compiled_on(engine: DuckDbEngine, kql: str, schema: SchemaSource) -> Compiled:
    """A query compiled with an engine to ask for columns that only data can name."""
    return compile_kql(kql, schema, asking(engine, _parameters))


def _parameters(result: CompiledResult) -> dict[str, datetime]:
    assert result.parameters <= {"now"}, f"an ad-hoc query wants {sorted(result.parameters)}"
    return {"now": NOW} if "now" in result.parameters else {}


def run(engine: DuckDbEngine, compiled: Compiled) -> Result:
    """The rows of the last result of a compiled query."""
    result = compiled.result
    parameters = _parameters(result)
    engine.register(result.kernels)
    rows = engine.fetch(result.statement, parameters)
    return Result([ResultColumn(c.name, c.type) for c in result.columns], rows)


def evaluate(kql: str) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """Columns and rows of a query that reads no table but those that it defines."""
    with DuckDbEngine(duckdb.connect()) as engine:
        result = run(engine, compiled_on(engine, kql, Tables({})))
        return [(c.name, c.type.value) for c in result.columns], result.rows()


class DeclaredTables:
    """What ``tables.json`` and ``functions.json`` declare, made when it is asked for."""

    def __init__(
        self,
        documents: Mapping[str, Mapping[str, object]],
        declared: Mapping[str, Any],  # as read from JSON
    ) -> None:
        self._documents = documents
        # the engine folds case, and two names differ by nothing else
        self._stored = dict(zip(documents, physical_names(documents), strict=True))
        self._declared = declared
        self._made: dict[str, TableSchema] = {}
        lists = declared.get("watchlists", {})
        self._watchlists = {name.lower(): own for name, own in lists.items()}

    def table(self, name: str) -> TableSchema | None:
        """The table of exactly this name, or None."""
        if name not in self._made:
            document = self._documents.get(name)
            if document is None:
                return None
            made = schema_from_json(name, document)
            location = ("ws", "main", self._stored[name])
            self._made[name] = replace(made, location=location, has_ingestion=True)
        return self._made[name]

    def table_names(self) -> Iterable[str]:
        """All names."""
        return self._documents.keys()

    def function(self, name: str) -> SavedFunction | None:
        """A function by its declared columns, or by its body where it has one."""
        added = self._declared.get("append_functions", {}).get(name)
        if added is not None:
            columns = ", ".join(
                f"['{column}'] = " + ("''" if kind == "string" else f"{kind}(null)")
                for column, kind in added["columns"].items()
            )
            parameters = 'T:(*), x:string="", y:long=1000'
            return SavedFunction(name, parameters, f"T | extend {columns}")
        declared = self._declared.get("functions", {}).get(name)
        if declared is None:
            return None
        if "body" in declared:
            return SavedFunction(name, declared["parameters"], declared["body"].strip("{} "))
        shape = schema_from_json(name, {"columns": self._declared["schemas"][declared["schema"]]})
        parameters = self._declared["parameter_sets"][declared["parameter_set"]]
        return SavedFunction(name, parameters, columns=shape.columns)

    def function_names(self) -> Iterable[str]:
        """All names of functions."""
        added = self._declared.get("append_functions", {})
        return (*added, *self._declared.get("functions", {}))

    def watchlist(self, alias: str) -> TableSchema | None:
        """A watchlist of declared columns and no rows; None where nobody declares it."""
        own = self._watchlists.get(alias.lower())
        return None if own is None else watchlist_schema(alias, own)

    def watchlist_names(self) -> Iterable[str]:
        """The declared aliases."""
        return self._watchlists.keys()


class DetectionEngine:
    """Compiles queries against declared tables, and runs them on empty ones.

    What ``externaldata`` would read from a file is empty, too: no file is mapped here.
    """

    def __init__(
        self,
        tables: Mapping[str, Mapping[str, object]],
        functions: Mapping[str, Any],  # as read from JSON
    ) -> None:
        self.tables = DeclaredTables(tables, functions)
        self._connection = duckdb.connect()
        self._connection.execute("ATTACH ':memory:' AS ws")
        create_own_tables(self._connection)
        self._engine = DuckDbEngine(self._connection)
        self._stored: set[str] = set()
        self._open: dict[int, tuple[Compiled, str]] = {}

    def compile(self, query: str) -> Compiled:
        """Text to SQL, nothing executed."""
        compiled = compile_kql(query, self.tables)
        _ = compiled.result.statement
        if compiled.open:
            self._open[id(compiled)] = compiled, query
        return compiled

    def execute(self, compiled: Compiled) -> list[tuple[str, str]]:
        """Run it on empty tables; the columns that come out as (name, KQL type)."""
        if compiled.open:  # what data has to say, empty tables say too
            _, query = self._open.pop(id(compiled))
            compiled = compile_kql(query, self.tables, asking(self._engine, self._stored_for))
        self._stored_for(compiled.result)
        result = run(self._engine, compiled)
        assert len(result) == len(result.rows())  # values convert, where there are any
        return [(column.name, column.type.value) for column in result.columns]

    def _stored_for(self, query: CompiledResult) -> dict[str, datetime]:
        """The parameters of a query, whose tables are there now."""
        missing = [name for name in query.tables if name not in self._stored]
        self._connection.begin()
        for name in missing:
            schema = self.tables.table(name)
            assert schema is not None
            create_log_table(self._connection, schema)
        self._connection.commit()
        self._stored.update(missing)
        for external in query.externals:
            fill(self._engine, external, ())
        return _parameters(query)
