"""Characters that begin no token: what was meant by them. Looked at when a query is refused."""

from __future__ import annotations

import unicodedata

from transpile import codes
from transpile.diagnostics import Diagnostic
from transpile.span import Span

_QUOTES = {"“": "”", "‘": "’", "„": "“", "«": "»", "`": "`", "´": "´", "”": "”", "’": "’"}
_SIGNS = {
    "&": "'and' joins conditions, strcat(...) texts",
    "^": "pow(a, 2)",
    "\\": "a backslash stands inside of texts alone",
    "$": "'$left' and '$right' name the sides of a join",
    "–": "write a plain '-'",
    "—": "write a plain '-'",
    "−": "write a plain '-'",
    "≠": "'!=' is the sign",
    "≤": "'<=' is the sign",
    "≥": "'>=' is the sign",
    "→": "'.name' reads a property",
    "…": "'..' stands between the two bounds of a range",
    "，": "write a plain ','",
    "；": "write a plain ';'",
    "（": "write plain parentheses",
    "）": "write plain parentheses",
    "｜": "write a plain '|'",
}


def stray(text: str, position: int) -> Diagnostic:
    """What to say of the character at an offset; a text in foreign quotes is taken as a whole."""
    char = text[position]
    line_end = text.find("\n", position)
    closing = _QUOTES.get(char)
    end = position + 1
    hint = _SIGNS.get(char, "")
    if closing is not None:
        found = text.find(closing, end, line_end if line_end > 0 else len(text))
        end = found + 1 if found > 0 else end
        hint = "write straight quotes: \"...\" or '...'"
        if char == "`":
            hint = f"a name in brackets is quoted: ['{text[position + 1 : end - 1]}']"
    elif text.startswith("&&", position):
        end += 1
    elif not hint and not char.isprintable():
        hint = f"it is {unicodedata.name(char, 'a control character')}; leave it out"
    elif not hint and not char.isascii():
        hint = "a name with such characters is written ['...']"
    return Diagnostic(
        codes.BAD_CHARACTER,
        f"the character {char!r} does not belong here",
        Span(position, end),
        hint,
    )
