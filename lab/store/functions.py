"""Saved functions: those that ship with the lab, and ``.kql`` files in folders of the person's.

A file ``Name.kql`` holds the function ``Name``. Leading comments may say ``// lacks: ...``: what
of the function the lab does not have. ``<family>.json`` declares functions by their columns alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from lab.errors import SettingsError
from lab.store.known import datasets_folder
from transpile.diagnostics import CompileError
from transpile.schema import SavedFunction, schema_from_json
from transpile.syntax.saved import function_parts

if TYPE_CHECKING:
    from pathlib import Path

_LACKS = re.compile(r"^//\s*lacks:\s*(.+?)\s*$", re.MULTILINE)


class SavedFunctions(Mapping[str, SavedFunction]):
    """Name to function; each file is read when its function is first asked for.

    Of several functions of one name that of the first folder counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files: dict[str, Path] = {}
        self._declared: dict[str, tuple[Mapping[str, Any], str]] = {}
        self._read: dict[str, SavedFunction] = {}
        for folder in folders:
            if not folder.is_dir():
                raise SettingsError(f"{folder}, a folder of functions, does not exist")
            for file in sorted(folder.rglob("*.kql")):
                if file.stem not in self:
                    self._files[file.stem] = file
            for file in sorted(folder.glob("*.json")):
                document = json.loads(file.read_text(encoding="utf-8"))
                for name, schema in document["functions"].items():
                    if name not in self:
                        self._declared[name] = (document, schema)

    def __getitem__(self, name: str) -> SavedFunction:
        if name not in self._read:
            if name in self._files:
                self._read[name] = _from_file(name, self._files[name])
            else:
                self._read[name] = _from_columns(name, *self._declared[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files or name in self._declared

    def __iter__(self) -> Iterator[str]:
        yield from self._files
        yield from self._declared

    def __len__(self) -> int:
        return len(self._files) + len(self._declared)


def _from_file(name: str, file: Path) -> SavedFunction:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read as UTF-8 text: {error}") from error
    try:
        parameters, body = function_parts(text)
    except CompileError as error:
        raise SettingsError(f"{file} holds no function: {error}") from error
    found = _LACKS.search(text)
    lacks = found.group(1) if found is not None else ""
    return SavedFunction(name, parameters, body, lacks=lacks, source=str(file))


def _from_columns(name: str, document: Mapping[str, Any], schema: str) -> SavedFunction:
    shape = schema_from_json(name, {"columns": document["schemas"][schema]})
    return SavedFunction(
        name, document["parameters"], columns=shape.columns, source=document["source"]
    )


@cache
def saved_functions(folders: tuple[Path, ...] = ()) -> SavedFunctions:
    """The functions of these folders, then those that ship with the lab."""
    return SavedFunctions((*folders, datasets_folder() / "functions"))
