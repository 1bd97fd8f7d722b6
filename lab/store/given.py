"""Logs that a caller gives row by row: tables in memory that look like stored ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.store.ddl import INGESTION, SCENARIO, create_log_table, create_own_tables, quoted
from lab.store.duckdb import attach, connect_memory
from lab.store.rows import KEEP_ORDER, insert_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from transpile.schema import TableSchema

_LOGS = "given_logs"


class GivenLogs:
    """A database in memory, attached as ``ws`` like the stored ones; tables come and go.

    ``database`` is one to copy rows from, as ``copy`` does.
    """

    def __init__(self, database: Path | None = None) -> None:
        # One thread: tables are tiny, and their rows keep the order in which they are given.
        self.connection: duckdb.DuckDBPyConnection = connect_memory(threads=1)
        self.connection.execute(KEEP_ORDER)
        self.connection.execute("ATTACH ':memory:' AS ws")
        create_own_tables(self.connection)
        if database is not None:
            attach(self.connection, database, _LOGS, read_only=True, doing="read scenarios")
            self._copy_watchlists()

    def _copy_watchlists(self) -> None:
        names = self.connection.execute(
            "SELECT table_name FROM duckdb_tables() "
            f"WHERE database_name = '{_LOGS}' AND schema_name = '_watchlists'"
        ).fetchall()
        if names:
            self.connection.execute("CREATE SCHEMA ws._watchlists")
        for (name,) in names:
            place = f"_watchlists.{quoted(name)}"
            self.connection.execute(f"CREATE TABLE ws.{place} AS FROM {_LOGS}.{place}")

    def put(self, schema: TableSchema, rows: pa.Table) -> None:
        """Make a table with these rows in place of one of its name; rows as ``insert_rows`` has."""
        self._empty(schema)
        if rows.num_rows:
            insert_rows(self.connection, schema, rows)

    def copy(self, schema: TableSchema, scenarios: Iterable[int]) -> None:
        """Make a table with what the database has of some scenarios; 0 is daily life."""
        self._empty(schema)
        wanted = ", ".join(str(int(number)) for number in scenarios)
        stored = self.connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'main' "
            "AND table_name = ?",
            [_LOGS, schema.name],
        ).fetchall()
        if stored != [(0,)]:
            name = quoted(schema.name)
            self.connection.execute(
                f"INSERT INTO ws.main.{name} FROM {_LOGS}.main.{name} "
                f'WHERE "{SCENARIO}" IN ({wanted})'
            )

    def _empty(self, schema: TableSchema) -> None:
        self.connection.execute(f"DROP TABLE IF EXISTS ws.main.{quoted(schema.name)}")
        self.connection.execute('DELETE FROM ws._lab.columns WHERE "table" = ?', [schema.name])
        create_log_table(self.connection, schema)

    def span(self, schema: TableSchema, scenario: int) -> tuple[datetime, datetime] | None:
        """From the first instant of a scenario's rows to the last, of event or ingestion."""
        ((first, last),) = self.connection.execute(
            "SELECT min(least(event, ingested)), max(greatest(event, ingested)) "
            f'FROM ({_instants(schema)} WHERE "{SCENARIO}" = $scenario)',
            {"scenario": scenario},
        ).fetchall()
        return None if first is None else (first, last)

    def visible(
        self, schema: TableSchema, axis: str, window: tuple[datetime, datetime], until: datetime
    ) -> tuple[int, int]:
        """How many rows a table has, and how many of them a run sees that executes at ``until``."""
        within = "event BETWEEN $first AND $last"
        if axis == "ingestion":
            within = "ingested > $first AND ingested <= $last"
        ((rows, seen),) = self.connection.execute(
            f"SELECT count(*), count(*) FILTER (WHERE {within} AND ingested <= $until) "
            f"FROM ({_instants(schema)})",
            {"first": window[0], "last": window[1], "until": until},
        ).fetchall()
        return rows, seen

    def close(self) -> None:
        """Give up everything."""
        self.connection.close()


def _instants(schema: TableSchema) -> str:
    """The SELECT of when each row happened and when it was ingested."""
    time = schema.physical[schema.time_column] if schema.time_column else INGESTION
    return (
        f'SELECT {quoted(time)} AS event, coalesce("{INGESTION}", {quoted(time)}) AS ingested '
        f"FROM ws.main.{quoted(schema.name)}"
    )
