"""Tables that the lab knows without having rows of them, and where its data files lie."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import lab
from lab.errors import StoreError
from transpile.schema import TableSchema, schema_from_json


@cache
def datasets_folder() -> Path:
    """The folder ``datasets``: inside ``lab`` in a wheel, beside it in a checkout.

    Raises:
        StoreError: where the installation carries no data files.
    """
    package = Path(lab.__file__).resolve().parent
    for folder in (package / "datasets", package.parent / "datasets"):
        if (folder / "schemas").is_dir():
            return folder
    raise StoreError(
        f"the data files of the lab are missing: no folder datasets/schemas in {package} or beside "
        "it; install the package again"
    )


class KnownTables(Mapping[str, TableSchema]):
    """Table name to schema, one ``<Table>.json`` per table, each file read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._files = {file.stem: file for file in sorted(folder.glob("*.json"))}
        self._read: dict[str, TableSchema] = {}

    def __getitem__(self, name: str) -> TableSchema:
        if name not in self._read:
            document = json.loads(self._files[name].read_text(encoding="utf-8"))
            self._read[name] = schema_from_json(name, document)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@cache
def known_tables() -> Mapping[str, TableSchema]:
    """Every table of ``datasets/schemas``; ``location`` is empty, for no rows are stored."""
    return KnownTables(datasets_folder() / "schemas")
