r"""Text search: the cost of hunting queries. A cheap test first, the exact one on what is left.

A *term* is a maximal run of Unicode letters and digits; everything else separates, ``_`` too.
``\\b`` is never used: RE2 counts ``_`` as a letter and knows ASCII only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile.lower import build

if TYPE_CHECKING:
    from transpile.lower.build import Sql

TERM_CLASS = r"\p{L}\p{N}"
LEADING = f"(?:^|[^{TERM_CLASS}])"
TRAILING = f"(?:$|[^{TERM_CLASS}])"


def is_term_character(char: str) -> bool:
    """Whether a character belongs to a term (Unicode letters and numbers)."""
    return char.isalnum()


def escape_regex(text: str) -> str:
    """The text as an RE2 pattern that matches just it."""
    return re.sub(r"([\\.+*?()|\[\]{}^$\-])", r"\\\1", text).replace("\0", r"\x00")


def lowered(value: Sql) -> Sql:
    """The value in lower case."""
    return build.call("lower", value)


def contains(value: Sql, needle: Sql) -> Sql:
    """Whether the needle stands anywhere in the value, case told apart."""
    return build.plain_call("contains", value, needle)


def has_term(
    value: Sql, needle: str | None, needle_sql: Sql, *, fold: bool, leading: bool, trailing: bool
) -> Sql:
    """Whether the needle stands in the value with a term's edge on the sides asked for.

    An edge is needed only where the needle's own character there belongs to a term.
    ``needle`` is its text where it is a constant; ``needle_sql`` is lowered already if ``fold``.
    """
    shown = lowered(value) if fold else value
    if needle == "":
        return build.boolean(True)
    cheap = contains(shown, needle_sql)
    if needle is not None:
        before = LEADING if leading and is_term_character(needle[0]) else ""
        after = TRAILING if trailing and is_term_character(needle[-1]) else ""
        if not before and not after:
            return cheap
        pattern: Sql = build.text(f"{before}{escape_regex(needle)}{after}")
    else:
        pattern = _computed_pattern(needle_sql, leading=leading, trailing=trailing)
    exact = build.plain_call("regexp_matches", shown.copy(), pattern)
    if needle is None:  # every value has the empty term
        empty = build.binary("=", needle_sql.copy(), build.text(""))
        return build.disjunction((empty, build.conjunction((cheap, exact))))
    return build.conjunction((cheap, exact))


def _computed_pattern(needle: Sql, *, leading: bool, trailing: bool) -> Sql:
    def edge(pattern: str, boundary: str) -> Sql:
        test = build.plain_call("regexp_matches", needle.copy(), build.text(pattern))
        return build.case([(test, build.text(boundary))], build.text(""))

    parts = [build.plain_call("regexp_escape", needle.copy())]
    if leading:
        parts.insert(0, edge(f"^[{TERM_CLASS}]", LEADING))
    if trailing:
        parts.append(edge(f"[{TERM_CLASS}]$", TRAILING))
    return build.plain_call("concat", *parts)
