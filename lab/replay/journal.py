"""Every replay is kept: its rules, runs, alerts, result rows and verdicts, in a file of its own.

The file is attached only while it is read or written, so that a notebook that reads it and a
replay that runs stay out of each other's way. A replay is one transaction. A result row is
identified by (replay, rule, run, ordinal).
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from lab.errors import ReplayError
from lab.replay.kept import FORMAT, TABLES, arrow_of, kept_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from lab.engines.protocol import Engine
    from lab.replay.model import Replay

ROWS_AT_ONCE = 20_000


class Journal:
    """The file that keeps replays; nothing is opened before it is used."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    def check(self) -> None:
        """Make sure, before the work, that the result can be kept.

        Raises:
            StoreError: where the file is locked, no database, or cannot be written.
            ReplayError: where it has a newer format; an older one is brought up.
        """
        with self._attached():
            pass

    def keep(self, replay: Replay, database: Path, started_utc: datetime) -> int:
        """Write a replay in one transaction; its number."""
        with self._attached():
            self._engine.execute("BEGIN TRANSACTION")
            try:
                number = self._write(replay, str(database), started_utc)
            except BaseException:
                self._engine.execute("ROLLBACK")
                raise
            self._engine.execute("COMMIT")
        return number

    @contextmanager
    def _attached(self) -> Iterator[None]:
        self._engine.attach_replays(str(self.path))
        try:
            self._prepare()
            yield
        finally:
            self._engine.execute("DETACH replays")

    def _prepare(self) -> None:
        self._engine.execute(
            "CREATE TABLE IF NOT EXISTS replays.main.manifest(key VARCHAR PRIMARY KEY, "
            "value VARCHAR)"
        )
        known = self._engine.fetch("SELECT value FROM replays.main.manifest WHERE key = 'format'")
        found = known.column(0)[0].as_py() if known.num_rows else "0"
        if not found.isdigit() or int(found) > FORMAT:
            raise ReplayError(
                f"{self.path} has format {found}, this version reads format {FORMAT}; "
                "name another file with --replays, or upgrade"
            )
        if int(found) == FORMAT:
            return
        for table, columns in TABLES.items():
            definitions = ", ".join(f'"{column.name}" {column.type}' for column in columns)
            self._engine.execute(f"CREATE TABLE IF NOT EXISTS replays.main.{table}({definitions})")
            for column in columns if found != "0" else ():
                if column.since > int(found):
                    self._engine.execute(
                        f"ALTER TABLE replays.main.{table} "
                        f'ADD COLUMN IF NOT EXISTS "{column.name}" {column.type}'
                    )
        self._engine.execute(
            f"INSERT OR REPLACE INTO replays.main.manifest VALUES ('format', '{FORMAT}')"
        )

    def _write(self, replay: Replay, database: str, started_utc: datetime) -> int:
        last = self._engine.fetch("SELECT coalesce(max(replay), 0) FROM replays.main.replays")
        number = int(last.column(0)[0].as_py()) + 1
        for table, rows in kept_rows(replay, number, database, started_utc).items():
            left = iter(rows)
            while some := tuple(islice(left, ROWS_AT_ONCE)):
                self._engine.append(f"replays.main.{table}", arrow_of(table, some))
        return number
