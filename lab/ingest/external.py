"""The files behind ``externaldata`` and named watchlists: those that lab.toml names, no others.

Nothing is ever downloaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lab.errors import IngestError
from lab.ingest.records import read_records
from lab.ingest.typed import fill
from lab.ingest.watchlists import read_watchlist

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from lab.engines.protocol import Engine
    from lab.settings import Surroundings
    from transpile.schema import ExternalTable

SECTION = "externaldata"


def fill_externals(engine: Engine, tables: Iterable[ExternalTable], around: Surroundings) -> None:
    """Make the temporary tables that queries read; each once.

    Raises:
        IngestError: where an address has no file, or a file cannot be read.
    """
    for table in {table.location: table for table in tables}.values():
        if table.kind == "watchlist":
            told = around.watchlists[table.name]
            fill(engine, table, read_watchlist(table.name, told).records)
            continue
        fill(engine, table, [record for url in table.urls for record in _read(url, table, around)])


def _read(url: str, table: ExternalTable, around: Surroundings) -> Sequence[Sequence[str]]:
    file = file_of(url, around.externaldata)
    return read_records(file, table.columns, table.format, headed=table.headed)


def file_of(url: str, files: Mapping[str, Path]) -> Path:
    """The file of an address.

    Raises:
        IngestError: with the line that lab.toml lacks.
    """
    found = found_file(url, files)
    if found is None:
        shown = public(url)
        raise IngestError(
            f"no file stands for {shown}, and the lab fetches nothing: save it, and add to "
            f'lab.toml under [{SECTION}] the line "{shown}" = "path/of/the/file"'
        )
    return found


def found_file(url: str, files: Mapping[str, Path]) -> Path | None:
    """The file of an address, as written or without its credentials; None where there is none."""
    return files.get(url) or files.get(public(url))


def lacking(tables: Iterable[ExternalTable], around: Surroundings) -> tuple[str, ...]:
    """What is wrong with the files that a query would read, in words; nothing where all is well."""
    wrong: dict[str, None] = {}
    for table in tables:
        for url in table.urls:
            try:
                found = file_of(url, around.externaldata)
                if not found.is_file():
                    wrong[f"{found} does not exist ({SECTION} in lab.toml)"] = None
            except IngestError as error:
                wrong[str(error)] = None
    return tuple(wrong)


def public(url: str) -> str:
    """An address without what follows ``;``, and without a query that signs it."""
    plain = url.split(";", 1)[0]
    try:
        signed = "sig=" in urlsplit(plain).query
    except ValueError:  # brackets that close nothing
        return plain
    return plain.split("?", 1)[0] if signed else plain
