"""``has`` and ``contains``: what they look for, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.lint.text import warning
from transpile import codes
from transpile.lower.text import is_term_character
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.lint.text import Written
    from transpile.diagnostics import Diagnostic

_HAS = frozenset(f"{sign}has{case}" for sign in ("", "!") for case in ("", "_cs"))
_CONTAINS = frozenset(f"{sign}contains{case}" for sign in ("", "!") for case in ("", "_cs"))
SHORTEST_INDEXED = 3  # characters of the shortest term in Kusto's index


def separators(text: Written) -> Iterator[Diagnostic]:
    """``has`` with a needle that a separator begins or ends: there it asks for no border."""
    for part in text.parts:
        if not isinstance(part, nodes.Binary) or part.operator not in _HAS:
            continue
        needle = text.literal(part.right, KqlType.STRING)
        value = needle.value if needle is not None else None
        if not isinstance(value, str) or not value:
            continue
        if not any(is_term_character(char) for char in value):
            yield warning(
                codes.NO_TERM,
                f"'{part.operator}' looks for terms, and {value!r} holds none",
                part.right.span,
                f"'{part.operator.replace('has', 'contains')}' looks for any text",
            )
        elif not (is_term_character(value[0]) and is_term_character(value[-1])):
            yield warning(
                codes.SEPARATOR,
                f"{value!r} begins or ends with a separator: on that side '{part.operator}' "
                "takes whatever stands beside it",
                part.right.span,
                "terms are runs of letters and digits; leave the separator out if one is meant",
            )


def contained(text: Written) -> Iterator[Diagnostic]:
    """``contains`` with a needle that is a whole term: ``has`` is what an index serves."""
    for part in text.parts:
        if not isinstance(part, nodes.Binary) or part.operator not in _CONTAINS:
            continue
        needle = text.literal(part.right, KqlType.STRING)
        value = needle.value if needle is not None else None
        if not isinstance(value, str) or len(value) < SHORTEST_INDEXED:
            continue
        if all(is_term_character(char) for char in value):
            better = part.operator.replace("contains", "has")
            yield warning(
                codes.CONTAINS,
                f"'{part.operator}' reads every character of every row",
                part.span,
                f"'{better}' is served by the index where {value!r} stands as a term of its own",
            )
