"""Table definitions: the lab's own tables, and log tables made from KQL schemas.

A log table has the KQL columns under their physical names, then two hidden ones: ``$ingestion``
(the end of ingestion, UTC; null where lateness is unknown) and ``$scenario`` (0 for background and
imported rows, else the number of the planted scenario, which a counterfactual hides).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.types import KqlType

if TYPE_CHECKING:
    import duckdb

    from transpile.schema import TableSchema

FORMAT = 1
INGESTION = "$ingestion"
SCENARIO = "$scenario"

# Strings are never null in KQL; '' stands for what a service left out.
_ENGINE_TYPES = {
    KqlType.BOOL: "BOOLEAN",
    KqlType.INT: "INTEGER",
    KqlType.LONG: "BIGINT",
    KqlType.REAL: "DOUBLE",
    KqlType.DECIMAL: "DECIMAL(38, 18)",
    KqlType.STRING: "VARCHAR",
    KqlType.GUID: "UUID",
    KqlType.DATETIME: "TIMESTAMP",
    KqlType.TIMESPAN: "BIGINT",
    KqlType.DYNAMIC: "VARIANT",
}

_OWN_TABLES = (
    'columns("table" VARCHAR, position INTEGER, kql_name VARCHAR, physical_name VARCHAR, '
    "kql_type VARCHAR)",
    'tables("table" VARCHAR, origin VARCHAR, time_column VARCHAR, row_count BIGINT, '
    "content_hash VARCHAR, from_utc TIMESTAMP, to_utc TIMESTAMP)",
    "scenarios(number USMALLINT, name VARCHAR, title VARCHAR, severity VARCHAR, "
    "techniques VARCHAR[], tables VARCHAR[], entities VARCHAR, from_utc TIMESTAMP, "
    "to_utc TIMESTAMP, row_count BIGINT, benign BOOLEAN)",
    'truth(scenario USMALLINT, "table" VARCHAR, item_id VARCHAR)',
    "manifest(key VARCHAR, value VARCHAR)",
    # where addresses are, by their numbers (see lab.store.networks)
    "networks(first UHUGEINT, last UHUGEINT, country VARCHAR, state VARCHAR, city VARCHAR, "
    "latitude DOUBLE, longitude DOUBLE)",
)


def quoted(name: str) -> str:
    """A name as a quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


def engine_type(kind: KqlType) -> str:
    """The column type that stores a KQL type."""
    return _ENGINE_TYPES[kind]


def create_own_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make the schema ``ws._lab`` and its tables where they are missing."""
    con.execute("CREATE SCHEMA IF NOT EXISTS ws._lab")
    for definition in _OWN_TABLES:
        con.execute(f"CREATE TABLE IF NOT EXISTS ws._lab.{definition}")
    # Databases of the same format that are older than look-alikes.
    con.execute("ALTER TABLE ws._lab.scenarios ADD COLUMN IF NOT EXISTS benign BOOLEAN")


def create_log_table(con: duckdb.DuckDBPyConnection, schema: TableSchema) -> None:
    """Make an empty log table and note its columns in ``ws._lab.columns``."""
    parts = [
        f"{quoted(schema.physical[name])} {engine_type(kind)}"
        for name, kind in schema.columns.items()
    ]
    parts += [f'"{INGESTION}" TIMESTAMP', f'"{SCENARIO}" USMALLINT NOT NULL']
    stored = schema.location[-1] if schema.location else schema.name
    con.execute(f"CREATE TABLE ws.main.{quoted(stored)} ({', '.join(parts)})")
    names = list(schema.columns)
    physical = [schema.physical[name] for name in names]
    kinds = [str(kind) for kind in schema.columns.values()]
    con.execute(  # one statement: a row at a time takes twenty times as long
        "INSERT INTO ws._lab.columns SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?)",
        [schema.name, list(range(len(names))), names, physical, kinds],
    )


def drop_log_table(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Remove a log table with all that is noted of it."""
    con.execute(f"DROP TABLE IF EXISTS ws.main.{quoted(name)}")
    con.execute('DELETE FROM ws._lab.columns WHERE "table" = ?', [name])
    con.execute('DELETE FROM ws._lab.tables WHERE "table" = ?', [name])
