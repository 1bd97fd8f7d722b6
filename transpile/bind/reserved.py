"""Names that no column of a query may have: those of the lab's own columns.

They share one namespace with the columns that a query, or the data of a plugin, names. Names with a
dollar are common in data (``$id``, ``$type``), so that only the lab's own are refused.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import is_hidden
from transpile.diagnostics import refusal

if TYPE_CHECKING:
    from transpile.span import Span

# the words of the names, alone and before a number or another name
_ALONE = (
    "all|at|began|bin|bins|block|cell|element|first|from|held|index|island|item|last|moment|next|none"
    "|one|pair|pairs|parsed|pattern|picked|place|reach|rows|shape|to|turned|weight"
    "|(?:ip|net)_(?:first|last)|of .*"
)
_NUMBERED = (
    "a|active|asked|cell|first|hit|id|json|key|last|left|made|match|part|right|s|several|state|text"
    "|took|value|values|window"
)


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"\$(?:{_ALONE}|(?:{_NUMBERED})\d.*)", re.DOTALL)


def is_own(name: str) -> bool:
    """Whether the lab makes columns of this name while it binds or lowers a query."""
    return is_hidden(name) or (name[:1] == "$" and _own().fullmatch(name) is not None)


def reserve(name: str, span: Span) -> str:
    """A column name given by a query or its data, which must not be one of the lab's own."""
    if is_own(name):
        raise refusal(codes.RESERVED_NAME, f"the column name '{name}' is the lab's own", span)
    if not name:  # the engine has no such identifier
        raise refusal(codes.UNSUPPORTED, "a column whose name is empty is not translated", span)
    return name
