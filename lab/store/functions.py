"""Saved functions: those that ship with the lab, and ``.kql`` files in folders of the person's.

A file ``Name.kql`` holds the function ``Name``. Leading comments may say ``// lacks: ...``: what
of the function the lab does not have, or ``// partial: ...``: which rows are not among its own.

``<family>.json`` declares functions by their columns. Its ``rows`` are those that have rows, each
with a condition on them: of the body of their schema, ``<bodies>/<Schema>.kql``. The others have
none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from lab.errors import SettingsError
from lab.store.known import datasets_folder
from transpile.diagnostics import CompileError
from transpile.schema import SavedFunction, schema_from_json
from transpile.syntax.saved import function_parts

if TYPE_CHECKING:
    from pathlib import Path

_TOLD = r"^//\s*{}:\s*(.+?)\s*$"


@dataclass(frozen=True)
class _Declared:
    """Where a function is declared, and the name of its columns there."""

    folder: Path
    family: Mapping[str, Any]
    schema: str


class SavedFunctions(Mapping[str, SavedFunction]):
    """Name to function; each file is read when its function is first asked for.

    Of several functions of one name that of the first folder counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files: dict[str, Path] = {}
        self._declared: dict[str, _Declared] = {}
        self._read: dict[str, SavedFunction] = {}
        for folder in folders:
            if not folder.is_dir():
                raise SettingsError(f"{folder}, a folder of functions, does not exist")
            families = [
                json.loads(file.read_text(encoding="utf-8"))
                for file in sorted(folder.glob("*.json"))
            ]
            bodies = [folder / family["bodies"] for family in families if "bodies" in family]
            for file in sorted(folder.rglob("*.kql")):
                if file.stem not in self and file.parent not in bodies:
                    self._files[file.stem] = file
            for family in families:
                for name, schema in family["functions"].items():
                    if name not in self:
                        self._declared[name] = _Declared(folder, family, schema)

    def __getitem__(self, name: str) -> SavedFunction:
        if name not in self._read:
            if name in self._files:
                self._read[name] = _from_file(name, self._files[name])
            else:
                self._read[name] = _from_columns(name, self._declared[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files or name in self._declared

    def __iter__(self) -> Iterator[str]:
        yield from self._files
        yield from self._declared

    def __len__(self) -> int:
        return len(self._files) + len(self._declared)


def _from_file(name: str, file: Path) -> SavedFunction:
    text = _text(file)
    try:
        parameters, body = function_parts(text)
    except CompileError as error:
        raise SettingsError(f"{file} holds no function: {error}") from error
    return SavedFunction(
        name,
        parameters,
        body,
        lacks=_told("lacks", text),
        partial=_told("partial", text),
        source=str(file),
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read as UTF-8 text: {error}") from error


def _told(what: str, text: str) -> str:
    """What a leading comment says of a function."""
    found = re.search(_TOLD.format(what), text, re.MULTILINE)
    return found.group(1) if found is not None else ""


def _from_columns(name: str, declared: _Declared) -> SavedFunction:
    family = declared.family
    shape = schema_from_json(name, {"columns": family["schemas"][declared.schema]})
    parameters, source = family["parameters"], family["source"]
    condition = family.get("rows", {}).get(name)
    if condition is None:
        return SavedFunction(name, parameters, columns=shape.columns, source=source)
    file = declared.folder / family["bodies"] / f"{declared.schema}.kql"
    text = _text(file)
    body = f"{text.rstrip()}\n| where {condition}" if condition else text
    known = _read_by(text, parameters)
    return SavedFunction(
        name, known, body, shape.columns, partial=_told("partial", text), source=str(file)
    )


def _read_by(body: str, parameters: str) -> str:
    """The parameters that a body reads: to pass over any other would be to ignore a filter."""
    words = set(re.findall(r"\w+", body)) | {"pack"}  # packing adds a column only
    kept = [one for one in parameters.split(", ") if one.partition(":")[0] in words]
    return ", ".join(kept)


@cache
def saved_functions(folders: tuple[Path, ...] = ()) -> SavedFunctions:
    """The functions of these folders, then those that ship with the lab."""
    return SavedFunctions((*folders, datasets_folder() / "functions"))
