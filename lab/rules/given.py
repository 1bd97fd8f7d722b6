"""A value as a rule file gives it: what it is, what the file calls it, where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_EXPRESSION = re.compile(r"\[(?!\[).*\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Given:
    """A scalar, or a list or mapping of further values.

    ``value`` is None, a bool, int, float, str, date or datetime, a list of ``Given`` or a dict of
    them; ``key`` its path below the rule (``entityMappings[0].entityType``). ``line`` counts from
    1; 0 where there is none. Of a text, ``above`` counts the lines of the file above its own first
    one; ``folded`` says that its further lines are not lines of the file.
    """

    value: object
    key: str
    line: int = 0
    above: int = 0
    folded: bool = False

    @property
    def absent(self) -> bool:
        """Whether nothing is given: null, or an empty text."""
        return self.value is None or self.value == ""

    @property
    def fields(self) -> Mapping[str, Given]:
        """The values of a mapping by key; empty for everything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> Sequence[Given]:
        """The values of a list; empty for everything else."""
        return self.value if isinstance(self.value, list) else ()

    @property
    def shape(self) -> str:
        """What it is, for messages."""
        if isinstance(self.value, list):
            return "a list"
        return "a mapping" if isinstance(self.value, dict) else "a single value"

    @property
    def expression(self) -> bool:
        """Whether it is an expression of a deployment template that got no value."""
        return isinstance(self.value, str) and _EXPRESSION.fullmatch(self.value) is not None

    def find(self, *path: str) -> Given | None:
        """The value at keys below each other, whatever their case; None where there is none."""
        found: Given | None = self
        for key in path:
            if found is None:
                return None
            fields = found.fields
            exact = fields.get(key)
            folded = key.lower()
            found = exact or next((fields[one] for one in fields if one.lower() == folded), None)
        return found


def mapping_of(key: str, line: int, values: Mapping[str, object]) -> Given:
    """A mapping made from plain texts, lists and mappings, all of one line: for short spellings."""

    def made(name: str, value: object) -> Given:
        if isinstance(value, dict):
            return Given(dict(_below(name, value)), name, line)
        if isinstance(value, list):
            return Given([made(f"{name}[{at}]", one) for at, one in enumerate(value)], name, line)
        return Given(value, name, line)

    def _below(name: str, value: Mapping[str, object]) -> Iterator[tuple[str, Given]]:
        for one, below in value.items():
            yield one, made(f"{name}.{one}" if name else one, below)

    return Given(dict(_below(key, values)), key, line)
