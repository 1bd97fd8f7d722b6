"""DuckDB behind the :class:`~lab.engines.protocol.Engine` protocol."""

from __future__ import annotations

import weakref
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import duckdb
from duckdb.func import FunctionNullHandling, PythonUDFType

from lab.engines.kernels import load
from lab.engines.places import MaxMind, Networks
from lab.engines.protocol import EngineError, Parameters
from lab.store.duckdb import attach_replays
from lab.store.faults import is_damage
from lab.store.networks import read_networks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

    import pyarrow as pa

    from lab.engines.places import Places
    from transpile.lower.kernels import Kernel

_INCOMING = "$incoming"
# Where a wait cannot be interrupted (Windows), Ctrl-C is noticed between two waits.
_LOOK_FOR_SIGNALS_S = 0.5

T = TypeVar("T")


class DuckDbEngine:
    """A DuckDB connection: SQL in, Arrow out."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        registered: set[str] | None = None,
        networks: Path | None = None,
    ) -> None:
        self._connection = connection
        self._networks = networks
        self._worker: ThreadPoolExecutor | None = None
        # functions belong to the database: all cursors see them, none may add one again
        self._registered: set[str] = set() if registered is None else registered
        # left open at exit, a connection with functions makes the engine complain on stderr
        weakref.finalize(self, connection.close)

    def register(self, kernels: Iterable[Kernel]) -> None:
        """Make engine functions known that a query needs; once each."""
        for kernel in kernels:
            if kernel.name not in self._registered:
                self._connection.create_function(
                    kernel.name,
                    load(kernel, {"networks": self._places}),
                    list(kernel.parameters),
                    kernel.result,
                    type=PythonUDFType.ARROW,
                    null_handling=FunctionNullHandling.SPECIAL,
                )
                self._registered.add(kernel.name)

    def _places(self) -> Places:
        """Where addresses are: by the MaxMind file that the settings name, else by the database."""
        if self._networks is not None:
            return MaxMind(self._networks)
        return Networks(read_networks(self._connection))

    def fetch(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        """The rows of a query, all in memory.

        Raises:
            EngineError: where the query fails while it runs.
            KeyboardInterrupt: where it is interrupted.
        """
        values = dict(parameters) if parameters else None
        # A relation reads into Arrow without a copy; execute(...) would warn and copy.
        return self._run(lambda: self._connection.sql(sql, params=values).to_arrow_table())

    def execute(self, sql: str, parameters: Parameters | None = None) -> None:
        """Run a statement whose rows do not matter."""
        values = dict(parameters) if parameters else None
        self._run(lambda: self._connection.execute(sql, values))

    def _run(self, work: Callable[[], T]) -> T:
        """Run a statement in a thread of its own, and stop it at Ctrl-C.

        DuckDB looks for signals in the main thread alone, and in the middle of a large join not
        at all; ``interrupt`` from another thread stops it at once.
        """
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "duckdb")
        running = self._worker.submit(work)
        try:
            while not wait((running,), timeout=_LOOK_FOR_SIGNALS_S).done:
                pass
            return running.result()
        except KeyboardInterrupt:
            self._connection.interrupt()
            wait((running,))
            raise
        except duckdb.Error as error:
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
        return DuckDbEngine(self._connection.cursor(), self._registered, self._networks)

    def close(self) -> None:
        """Release the connection and, with the last one, the locks on the files."""
        if self._worker is not None:
            self._worker.shutdown()
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


def _explained(error: duckdb.Error) -> BaseException:
    """One line for a person, or the interruption that it was."""
    if isinstance(error, duckdb.InterruptException):
        return KeyboardInterrupt()
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    if isinstance(error, duckdb.OutOfMemoryException):
        return EngineError(
            f"the engine ran out of memory ({first}); narrow the time span, read fewer columns, "
            "or allow more memory"
        )
    if is_damage(str(error)):
        return EngineError(
            "the database is damaged (cut short or overwritten): move it away and run "
            "'lab generate'"
        )
    # an engine function's own words, without the names of what they passed through
    _, _, words = first.partition("while executing the UDF: ")
    return EngineError(
        f"the engine could not run the query: {words.partition(': ')[2] or words or first}"
    )
