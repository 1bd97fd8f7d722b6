"""Names of columns that the query does not name (conformance FACTS, section 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from transpile.bind.registry import BindsAggregate, BindsFunction


NAMES_A_COLUMN = frozenset({"column_ifexists", "columnifexists"})


def default_name(syntax: nodes.Syntax, functions: Mapping[str, BindsFunction]) -> str:
    """The name that a column expression passes on, or the empty string for a positional one."""
    if isinstance(syntax, nodes.Name):
        return syntax.name
    if isinstance(syntax, nodes.Named):  # an argument of a built-in function
        return syntax.names[0]
    if isinstance(syntax, nodes.Path):
        base = default_name(syntax.base, functions)
        return f"{base}_{syntax.name}" if base else syntax.name
    if isinstance(syntax, nodes.Index):
        return _indexed(syntax, functions)
    if isinstance(syntax, nodes.Call):
        spec = functions.get(syntax.name)
        if spec is None or not syntax.arguments:
            return ""
        if spec.fixed_name:
            return spec.fixed_name
        if spec.passes_name:
            return default_name(syntax.arguments[0], functions)
        if spec.name_prefix is not None:
            return f"{spec.name_prefix}_{default_name(syntax.arguments[0], functions)}"
        if spec.name_suffix is not None:
            return (default_name(syntax.arguments[0], functions) or "array0") + spec.name_suffix
        first = syntax.arguments[0]
        if syntax.name in NAMES_A_COLUMN and isinstance(first, nodes.Literal):
            return first.value if isinstance(first.value, str) else ""
    return ""


def sorted_name(call: nodes.Call, place: int, functions: Mapping[str, BindsFunction]) -> str:
    """The name of an argument, or one made up of its place."""
    return default_name(call.arguments[place], functions) or f"array{place}"


def _indexed(syntax: nodes.Index, functions: Mapping[str, BindsFunction]) -> str:
    base = default_name(syntax.base, functions)
    if not isinstance(syntax.index, nodes.Literal) or isinstance(syntax.index.value, bool):
        return f"{base}_" if base else ""
    called = syntax.base
    if isinstance(called, nodes.Call) and isinstance(syntax.index.value, int):
        spec, place = functions.get(called.name), syntax.index.value
        several = len(called.arguments) > 1 and 0 <= place < len(called.arguments)
        if spec is not None and spec.name_suffix and several:
            return sorted_name(called, place, functions) + spec.name_suffix
    step = str(syntax.index.value).replace("-", "_")
    return f"{base}_{step}" if base else step


def aggregate_name(call: nodes.Call, spec: BindsAggregate) -> str:
    """``count_``, ``sum_x``, ``countif_``; the bare column's name where there is no prefix."""
    if spec.named_by is not None:
        return spec.named_by(call)[0]
    first = call.arguments[0] if call.arguments else None
    read = plain_name(first)
    if spec.name_prefix is None:
        return read or f"{spec.name}_"
    return f"{spec.name_prefix}_{read}"


def plain_name(argument: nodes.Syntax | None) -> str:
    """The name of a bare column, or that of a named argument; else empty."""
    if isinstance(argument, nodes.Named):
        return argument.names[0]
    return argument.name if isinstance(argument, nodes.Name) else ""


def unique(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that is free."""
    if name not in taken:
        return name
    number = 1
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"


class Namer:
    """Names for one list of columns. ``spelled`` are the names written out anywhere in it."""

    def __init__(self, spelled: Collection[str], stepped_past: Collection[str] = ()) -> None:
        self._spelled = frozenset(spelled)
        self._stepped_past = frozenset(stepped_past)
        self._used: set[str] = set()
        self._position = 0

    def explicit(self, name: str) -> str:
        """A name that was written; a second use of it gets a number."""
        made = unique(name, self._used)
        self._used.add(made)
        return made

    def generated(self, name: str) -> str:
        """A name passed on by an expression; it avoids the names written out."""
        made = unique(name, self._used | self._spelled) if name else self.positional()
        self._used.add(made)
        return made

    def aside(self, name: str) -> str:
        """A name made up for one of several columns: it steps past the columns that there are."""
        made = unique(name, self._used | self._spelled | self._stepped_past)
        self._used.add(made)
        return made

    def positional(self) -> str:
        """``Column1``, ``Column2``, ... counting only the columns that need one."""
        self._position += 1
        while f"Column{self._position}" in self._stepped_past:
            self._position += 1
        made = unique(f"Column{self._position}", self._used)
        self._used.add(made)
        return made
