"""DuckDB behind the :class:`~lab.engines.protocol.Engine` protocol."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from lab.engines.protocol import EngineError, Parameters
from lab.store.duckdb import attach_replays

if TYPE_CHECKING:
    from types import TracebackType

    import pyarrow as pa

_INCOMING = "$incoming"


class DuckDbEngine:
    """A DuckDB connection: SQL in, Arrow out."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def fetch(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        """The rows of a query, all in memory.

        Raises:
            EngineError: where the query fails while it runs.
        """
        try:
            # A relation reads into Arrow without a copy; execute(...) would warn and copy.
            relation = self._connection.sql(sql, params=dict(parameters) if parameters else None)
            return relation.to_arrow_table()
        except (duckdb.Error, RuntimeError) as error:
            raise _explained(error) from error

    def execute(self, sql: str, parameters: Parameters | None = None) -> None:
        """Run a statement whose rows do not matter."""
        try:
            self._connection.execute(sql, dict(parameters) if parameters else None)
        except (duckdb.Error, RuntimeError) as error:
            raise _explained(error) from error

    def create_temporary(self, name: str, rows: pa.Table) -> None:
        """Put rows into a temporary table, replacing one of the same name."""
        self._from_arrow(f'CREATE OR REPLACE TEMP TABLE "{name}" AS FROM "{_INCOMING}"', rows)

    def append(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table by position."""
        self._from_arrow(f'INSERT INTO {table} FROM "{_INCOMING}"', rows)

    def _from_arrow(self, sql: str, rows: pa.Table) -> None:
        self._connection.register(_INCOMING, rows)
        try:
            self.execute(sql)
        finally:
            self._connection.unregister(_INCOMING)

    def attach_replays(self, path: str) -> None:
        """Attach the file that keeps replays, read-write, as ``replays``."""
        attach_replays(self._connection, Path(path))

    def cursor(self) -> DuckDbEngine:
        """A connection of its own on the same databases; temporary tables are not shared."""
        return DuckDbEngine(self._connection.cursor())

    def close(self) -> None:
        """Release the connection and, with the last one, the locks on the files."""
        self._connection.close()

    def __enter__(self) -> DuckDbEngine:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


def _explained(error: Exception) -> BaseException:
    """One line for a person, or the interruption that it was."""
    # Ctrl-C while a query runs comes as a plain RuntimeError.
    if isinstance(error, duckdb.InterruptException) or str(error) == "Query interrupted":
        return KeyboardInterrupt()
    if not isinstance(error, duckdb.Error):
        return error
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    if isinstance(error, duckdb.OutOfMemoryException):
        return EngineError(
            f"the engine ran out of memory ({first}); narrow the time span, read fewer columns, "
            "or allow more memory"
        )
    return EngineError(f"the engine could not run the query: {first}")
