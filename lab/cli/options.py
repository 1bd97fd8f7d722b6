"""Options that several commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lab.errors import SettingsError
from lab.settings import DEFAULT_DATABASE

Database = Annotated[
    Path, typer.Option("--db", metavar="FILE", help="The database of logs.", show_default=True)
]
MaybeDatabase = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The database whose tables queries may name. "
        "[default: lab.duckdb if it exists, else the known tables]",
    ),
]
Addresses = Annotated[
    Path | None,
    typer.Option(
        "--networks",
        metavar="FILE",
        help="A MaxMind file that says where addresses are. [default: the database's table]",
    ),
]
JUnit = Annotated[
    Path | None,
    typer.Option("--junit", metavar="FILE", help="Write the outcomes as JUnit XML too."),
]
Sarif = Annotated[
    Path | None,
    typer.Option("--sarif", metavar="FILE", help="Write what is wrong as SARIF too."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def instant_of(option: str, text: str | None) -> datetime | None:
    """An instant from the command line, naive and in UTC; None stays None.

    Raises:
        SettingsError: where the text is no ISO date or date and time.
    """
    if text is None:
        return None
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(
            f"{option} {text!r} is no date and time; write it like 2026-01-31T12:30 (UTC)"
        ) from error
    return value if value.tzinfo is None else value.astimezone(UTC).replace(tzinfo=None)


def database_if_any(database: Path | None) -> Path | None:
    """The database to read: the one that was named, or the usual one where it exists."""
    if database is not None:
        return database
    return DEFAULT_DATABASE if DEFAULT_DATABASE.exists() else None


def query_text(argument: str) -> str:
    """The query that an argument means: itself, the text of a file, or ``-`` for standard input.

    Raises:
        SettingsError: where a file that was clearly meant cannot be read.
    """
    if argument == "-":
        try:
            return typer.get_text_stream("stdin").read()
        except UnicodeDecodeError as error:
            message = f"standard input is not UTF-8 text (byte {error.start})"
            raise SettingsError(message) from error
    # A path has no pipe and no line break; long text is no file name for the system either.
    if len(argument) > 250 or any(char in argument for char in "|\n"):
        return argument
    path = Path(argument)
    if path.is_file():
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise SettingsError(
                f"{path} is not UTF-8 text (byte {error.start}); save the file as UTF-8"
            ) from error
        except OSError as error:
            raise SettingsError(f"{path} cannot be read: {error.strerror or error}") from error
    if path.suffix.lower() in (".kql", ".csl", ".kusto"):
        raise SettingsError(f"no such file: {path}; name a file, give the query itself, or '-'")
    return argument
