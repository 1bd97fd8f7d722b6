"""Walks through nested values, which SQL cannot say: paths, schemas, bags beside one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from lab.engines.kernels.rows import dumped, each, parsed, rowwise

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDEXER = "`indexer`"


def tree_paths(values: pa.Array) -> pa.Array:
    """The paths of everything inside a bag or array, from the outside in; null of anything else."""

    def listed(text: str) -> str | None:
        value = parsed(text)
        return dumped(list(dict.fromkeys(_paths(value, "")))) if _nested(value) else None

    return each(values, listed)


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _paths(value: Any, base: str) -> Iterator[str]:
    """A bag's names; of an array, all elements share the path of its first."""
    if isinstance(value, dict):
        for name, part in value.items():
            path = f"{base}['{_escaped(name)}']"
            yield path
            yield from _paths(part, path)
    elif isinstance(value, list) and value:
        path = f"{base}[0]"
        yield path
        for part in value:
            yield from _paths(part, path)


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace("'", "\\'")


def zipped(names: pa.Array, values: pa.Array) -> pa.Array:
    """A bag of names and values side by side; null values where those run out."""

    def one(first: str | None, second: str | None) -> str | None:
        keys, parts = parsed(first), parsed(second)
        if not isinstance(keys, list) or not isinstance(parts, list):
            return None
        parts += [None] * (len(keys) - len(parts))
        made: dict[str, Any] = {}
        for key, part in zip(keys, parts, strict=False):
            if isinstance(key, str):
                made.setdefault(key, part)
        return dumped(made)

    return rowwise(one, pa.string(), names, values)


# --- schemas ------------------------------------------------------------------------------------


def schemas(lists: pa.Array) -> pa.Array:
    """The least schema that admits every value of a list of JSON texts."""
    made = []
    for texts in lists.to_pylist():
        union: list[Any] = []
        for text in texts or []:
            if text is not None:
                union = _admitting(union, parsed(text))
        made.append(dumped(_shown(union)))
    return pa.array(made, pa.string())


def _admitting(union: list[Any], value: Any) -> list[Any]:
    """The types of a place: names of plain types, and at most one bag of parts."""
    if value is None:
        return union
    if not isinstance(value, dict | list):
        name = _plain(value)
        return union if name in union else [*union, name]
    parts = next((part for part in union if isinstance(part, dict)), None)
    if parts is None:
        parts = {}
        union = [*union, parts]
    items = value.items() if isinstance(value, dict) else ((_INDEXER, part) for part in value)
    for name, part in items:
        parts[name] = _admitting(parts.get(name, []), part)
    return union


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "long"
    return "double" if isinstance(value, float) else "string"


def _shown(union: list[Any]) -> Any:
    # in an order of their own: that of the rows is not the same in every strategy
    shown: list[Any] = sorted(part for part in union if isinstance(part, str))
    shown += [
        {name: _shown(inner) for name, inner in part.items()}
        for part in union
        if isinstance(part, dict)
    ]
    return shown[0] if len(shown) == 1 else (shown or None)
