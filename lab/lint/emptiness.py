"""``!=`` on texts that may be empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.lint.text import walk, warning
from transpile import codes
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.lint.text import Written
    from transpile.diagnostics import Diagnostic

_UNEQUAL = frozenset({"!=", "<>", "!~"})
# a test that no empty text passes
_FILLED = frozenset(
    {"==", "=~", "has", "has_cs", "contains", "contains_cs", "startswith", "startswith_cs"}
    | {"endswith", "endswith_cs", "hasprefix", "hassuffix", "matches regex"}
)


def unequal(text: Written) -> Iterator[Diagnostic]:
    """An empty text differs from every other, so that rows without a value pass; once a column."""
    filled = set(_filled(text))
    for part in text.parts:
        if not isinstance(part, nodes.Binary) or part.operator not in _UNEQUAL:
            continue
        value = text.literal(part.right, KqlType.STRING)
        if not isinstance(part.left, nodes.Name) or value is None or not value.value:
            continue
        if part.left.name in filled:
            continue
        filled.add(part.left.name)
        yield warning(
            codes.EMPTY_PASSES,
            f"rows whose '{part.left.name}' is empty pass '{part.operator}' too: an empty text "
            "differs from every other",
            part.span,
            f"add isnotempty({part.left.name}) unless they are meant",
        )


def _filled(text: Written) -> Iterator[str]:
    """Columns that are tested elsewhere in a way that no empty text passes."""
    for part in text.parts:
        if isinstance(part, nodes.Call) and part.name in ("isempty", "isnotempty", "notempty"):
            for below in walk(part):
                if isinstance(below, nodes.Name):
                    yield below.name
        elif isinstance(part, nodes.Binary):
            value = text.literal(part.right, KqlType.STRING)
            tested = part.operator in _FILLED or (value is not None and value.value == "")
            if tested and isinstance(part.left, nodes.Name):
                yield part.left.name
        elif isinstance(part, nodes.Membership) and not part.operator.startswith("!"):
            yield from (part.value.name,) if isinstance(part.value, nodes.Name) else ()
