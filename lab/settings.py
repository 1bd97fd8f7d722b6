"""Options that outlive one call: where the two files are, what the engine may use, and lab.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lab.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_DATABASE = Path("lab.duckdb")
LAB_FILE = "lab.toml"


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

    @property
    def lab_file(self) -> Path:
        """The file that names what lies around the logs: ``lab.toml`` beside them."""
        return self.database.with_name(LAB_FILE)


@dataclass(frozen=True)
class WatchlistFile:
    """A watchlist that lies in a CSV file; ``search_key`` is "" where no column is told."""

    file: Path
    search_key: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What ``lab.toml`` names: files of addresses, folders of functions, files of watchlists."""

    externaldata: Mapping[str, Path] = field(default_factory=dict)
    functions: tuple[Path, ...] = ()
    watchlists: Mapping[str, WatchlistFile] = field(default_factory=dict)


def read_surroundings(file: Path) -> Surroundings:
    """What a ``lab.toml`` says, paths taken from its folder; nothing where there is no such file.

    Raises:
        SettingsError: where it is no TOML, or has a key or a value that does not fit.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Surroundings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read as UTF-8 text: {error}") from error
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is no valid TOML: {error}") from error
    unknown = sorted(set(document) - {"externaldata", "functions", "watchlists"})
    if unknown:
        raise SettingsError(
            f"{file} has an unknown key '{unknown[0]}'; keys: externaldata, functions, watchlists"
        )
    folders = document.get("functions", [])
    if not isinstance(folders, list):
        raise SettingsError(f"{file}: functions is a list of folders")
    return Surroundings(
        {
            url: _path(file, f"externaldata {url!r}", path)
            for url, path in _table(file, document, "externaldata").items()
        },
        tuple(_path(file, "functions", folder) for folder in folders),
        {
            alias: _watchlist(file, alias, told)
            for alias, told in _table(file, document, "watchlists").items()
        },
    )


def _table(file: Path, document: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = document.get(key, {})
    if not isinstance(found, dict):
        raise SettingsError(f"{file}: [{key}] is a table of names")
    return found


def _path(file: Path, what: str, told: object) -> Path:
    if not isinstance(told, str) or not told:
        raise SettingsError(f"{file}: {what} must be a path in quotes")
    return file.parent / told


def _watchlist(file: Path, alias: str, told: object) -> WatchlistFile:
    what = f"watchlists {alias!r}"
    if not isinstance(told, dict):
        return WatchlistFile(_path(file, what, told))
    if set(told) - {"file", "search_key"}:
        raise SettingsError(f"{file}: {what} has the keys file and search_key")
    key = told.get("search_key", "")
    if not isinstance(key, str):
        raise SettingsError(f"{file}: the search_key of {what} is a column's name in quotes")
    return WatchlistFile(_path(file, what, told.get("file")), key)
