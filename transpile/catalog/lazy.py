"""A registry that imports a family of entries when one of its names is first asked for.

A query names a few of some seven hundred functions and operators; importing all of them would cost
more than compiling it. ``transpile/catalog/index.py`` says which family holds a name; it is made by
``scripts/docs.py`` and compared with the families by a gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from types import ModuleType

    from transpile.spec import OperatorSpec


_SPACE = "&"  # stands in the index for the space within a name: ``matches regex`` is one


class HasHome(Protocol):
    """An entry that knows the module which registered it."""

    @property
    def home(self) -> str:
        """The module's full name."""


S = TypeVar("S", bound=HasHome)


class Lazy(Mapping[str, S]):
    """The entries of a package by name; walking over all of them imports every family.

    ``entries`` are those found so far. Families fill it as they are imported, or ``take`` does
    with what a family holds. ``index`` gives the names of each family in one text.
    """

    def __init__(
        self,
        package: str,
        families: tuple[str, ...],
        index: Mapping[str, str],
        entries: dict[str, S],
        take: Callable[[ModuleType], None] | None = None,
    ) -> None:
        self._package = package
        self._families = families
        self._family_of = {
            name.replace(_SPACE, " "): family
            for family, text in index.items()
            for name in text.split()
        }
        self._take = take
        self.entries = entries
        self._complete = False

    def __getitem__(self, name: str) -> S:
        if name not in self.entries:
            family = self._family_of.get(name)
            if family is None:
                raise KeyError(name)
            self._load(family)
        return self.entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._family_of or name in self.entries

    def __iter__(self) -> Iterator[str]:
        self.load_all()
        return iter(self.entries)

    def __len__(self) -> int:
        self.load_all()
        return len(self.entries)

    def load_all(self) -> None:
        """Import every family."""
        if not self._complete:
            for family in self._families:
                self._load(family)
            self._complete = True

    def index(self) -> dict[str, str]:
        """What the index should hold: the names of each family as it is."""
        self.load_all()
        found: dict[str, list[str]] = {family: [] for family in self._families}
        for name, entry in self.entries.items():
            package, _, family = entry.home.rpartition(".")
            if package == self._package:  # others come with what needs them, a plugin say
                found[family].append(name.replace(" ", _SPACE))
        return {family: " ".join(sorted(names)) for family, names in sorted(found.items())}

    def _load(self, family: str) -> None:
        module = import_module(f"{self._package}.{family}")
        if self._take is not None:
            self._take(module)


def taking_specs(found: dict[str, OperatorSpec]) -> Callable[[ModuleType], None]:
    """What takes the entries of a module's ``SPECS``; each learns where it stands."""

    def take(module: ModuleType) -> None:
        for spec in module.SPECS:
            if spec.keyword not in found:
                found[spec.keyword] = replace(spec, home=module.__name__)

    return take
