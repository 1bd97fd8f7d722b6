"""What the lab asks of an engine: SQL in, Arrow out. Nothing above names an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from transpile.errors import LabError

if TYPE_CHECKING:
    from types import TracebackType

    import pyarrow as pa

    from transpile.lower.kernels import Kernel

Parameters = Mapping[str, datetime | int]


class EngineError(LabError):
    """The engine could not run a query that compiled: out of memory, a value out of range, ..."""


class Engine(Protocol):
    """A connection that runs SQL. One query at a time; ``cursor`` gives an independent one."""

    def fetch(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        """The rows of a query.

        Raises:
            EngineError: where the query fails while it runs.
            KeyboardInterrupt: where it is interrupted.
        """
        ...

    def register(self, kernels: Iterable[Kernel]) -> None:
        """Make the engine functions known that a query needs, before it runs."""
        ...

    def execute(self, sql: str, parameters: Parameters | None = None) -> None:
        """Run a statement whose rows do not matter."""
        ...

    def create_temporary(self, name: str, rows: pa.Table) -> None:
        """Put rows into a temporary table of this connection, replacing one of the same name."""
        ...

    def append(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table by position; ``table`` is a qualified SQL name."""
        ...

    def attach_replays(self, path: str) -> None:
        """Attach the file that keeps replays, read-write, as ``replays``."""
        ...

    def cursor(self) -> Engine:
        """A connection of its own on the same databases; temporary tables are not shared."""
        ...

    def close(self) -> None:
        """Release the connection and the locks that it holds."""
        ...

    def __enter__(self) -> Engine:
        """Itself."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        ...
