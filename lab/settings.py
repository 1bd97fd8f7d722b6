"""Options that outlive one call: where the two files are and what the engine may use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATABASE = Path("lab.duckdb")


@dataclass(frozen=True)
class Settings:
    """Where a workspace lives and what its engine may use.

    ``memory_limit`` is in the engine's spelling ("2GB"); None leaves the engine's own choice.
    ``networks`` is a MaxMind file that says where addresses are, instead of the database.
    """

    database: Path = DEFAULT_DATABASE
    replays: Path | None = None
    memory_limit: str | None = None
    threads: int | None = None
    networks: Path | None = None

    @property
    def replays_file(self) -> Path:
        """The file that keeps replays: as told, or ``<stem>.replays.duckdb`` beside the logs."""
        if self.replays is not None:
            return self.replays
        return self.database.with_name(f"{self.database.stem}.replays.duckdb")
