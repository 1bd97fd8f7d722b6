"""Dataclasses that are cheap to define: the compiler has over a hundred, and starts at every save.

The standard ones compile five methods a class, which took a tenth of the time of a first query.
Here ``__init__`` alone is compiled; the others are shared. That a frozen instance is not changed is
left to the type checker, which also makes instances quicker to create.
"""

from __future__ import annotations

import dataclasses
from dataclasses import field
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@overload
def dataclass(cls: type[T], /) -> type[T]: ...
@overload
def dataclass(
    *, frozen: bool = False, eq: bool = True, kw_only: bool = False
) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(field_specifiers=(field, dataclasses.Field))
def dataclass(
    cls: type[T] | None = None, /, *, frozen: bool = False, eq: bool = True, kw_only: bool = False
) -> type[T] | Callable[[type[T]], type[T]]:
    """A dataclass with the options of the standard one; ``frozen`` speaks to the type checker."""

    def make(given: type[T]) -> type[T]:
        made = dataclasses.dataclass(
            repr=False, eq=False, frozen=False, match_args=False, kw_only=kw_only
        )(given)
        shared: dict[str, object] = {"__repr__": _shown}
        if eq:
            shared |= {"__eq__": _equal, "__hash__": _hashed if frozen else None}
        for name, method in shared.items():
            if name not in given.__dict__:
                setattr(made, name, method)
        return made

    return make if cls is None else make(cls)


_KEYS: dict[type, Callable[[object], object]] = {}


def _key(value: object) -> object:
    """The values of the fields that count in a comparison."""
    kind = type(value)
    known = _KEYS.get(kind)
    if known is None:
        names = [one.name for one in dataclasses.fields(kind) if one.compare]  # type: ignore[arg-type]
        known = _KEYS[kind] = attrgetter(*names) if names else type
    return known(value)


def _equal(self: object, other: object) -> object:
    if type(self) is not type(other):
        return NotImplemented
    return _key(self) == _key(other)


def _hashed(self: object) -> int:
    return hash((type(self), _key(self)))


def _shown(self: object) -> str:
    parts = (
        f"{one.name}={getattr(self, one.name)!r}"
        for one in dataclasses.fields(self)  # type: ignore[arg-type]
        if one.repr
    )
    return f"{type(self).__qualname__}({', '.join(parts)})"
