"""A small database written by hand, and the command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from lab.cli.main import main
from lab.store.ddl import create_log_table, create_own_tables
from transpile.schema import TableSchema
from transpile.types import KqlType

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 3, 2)  # noqa: DTZ001  naive UTC, as everywhere

RULE = """// Title: Many failed logons
// Frequency: 5m
// Period: 5m
SecurityEvent
| where EventID == 4625
| summarize FailedAttempts = count() by Account
| where FailedAttempts > 2
"""


@dataclass(frozen=True)
class Done:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line of an error."""
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.startswith("error: ")
        return line


Lab = Callable[..., Done]


@pytest.fixture
def lab(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """``lab.duckdb`` in the folder: one table, one hour, one scenario."""
    path = tmp_path / "lab.duckdb"
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH '{path}' AS ws")
        create_own_tables(connection)
        columns = {
            "TimeGenerated": KqlType.DATETIME,
            "EventID": KqlType.INT,
            "Account": KqlType.STRING,
            "Details": KqlType.DYNAMIC,
        }
        create_log_table(connection, TableSchema("SecurityEvent", columns, "TimeGenerated"))
        for minute, scenario, account in (
            *((minute, 0, "ann") for minute in (1, 2, 12, 30)),
            *((minute, 1, "eve") for minute in (16, 17, 18)),
            *((minute, 0, "bob") for minute in (41, 42, 43)),
        ):
            at = START + timedelta(minutes=minute)
            connection.execute(
                "INSERT INTO ws.main.SecurityEvent VALUES (?, 4625, ?, "
                "'{\"n\": [1, 2]}'::JSON::VARIANT, ?, ?)",
                [at, account, at + timedelta(seconds=30), scenario],
            )
        connection.execute(
            "INSERT INTO ws._lab.tables VALUES ('SecurityEvent', 'generated', 'TimeGenerated', 10, "
            "'', ?, ?)",
            [START + timedelta(minutes=1), START + timedelta(minutes=43)],
        )
        connection.execute(
            "INSERT INTO ws._lab.scenarios VALUES (1, 'guessing', 'Password guessing', 'Medium', "
            "['T1110'], ['SecurityEvent'], '{}', ?, ?, 3, false)",
            [START + timedelta(minutes=16), START + timedelta(minutes=18)],
        )
        connection.executemany(
            "INSERT INTO ws._lab.manifest VALUES (?, ?)",
            [
                ("format", "1"),
                ("from", START.isoformat()),
                ("to", (START + timedelta(hours=1)).isoformat()),
                ("seed", "7"),
            ],
        )
        connection.execute("DETACH ws")
    return path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder with one good rule."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "failed.kql").write_text(RULE)
    return folder
