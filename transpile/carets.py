"""A line of a query and the carets beneath a place in it, as a terminal shows them."""

from __future__ import annotations

import re
import unicodedata

_WIDEST = 120
_CONTEXT = 50
# what a terminal would obey instead of showing: escapes, other controls, changes of direction
_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_ENDLESS = re.compile(r"\w{120,}")
_JOINER = "\u200d"


def printable(text: str) -> str:
    """A text in which nothing moves the cursor or turns its direction; tabs stay."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def told(text: str) -> str:
    """A message as it is printed: what no person writes in one word is cut."""
    return printable(_ENDLESS.sub(lambda run: f"{run.group()[:40]}...", text))


def line_of(text: str, offset: int) -> str:
    """The line of a text in which an offset lies, without its end."""
    offset = max(0, min(offset, len(text)))
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : len(text) if end < 0 else end].removesuffix("\r")


def marked(source: str, start: int, width: int) -> list[str]:
    """The source line and the carets beneath; of a long line only what is near."""
    width = max(1, min(width, len(source) - start))
    if len(source) > _WIDEST:
        cut = max(0, start - _CONTEXT)
        end = min(len(source), start + _CONTEXT)
        source = ("..." if cut else "") + source[cut:end] + ("..." if end < len(source) else "")
        start += (3 if cut else 0) - cut
        width = max(1, min(width, end - cut))
    source = printable(source)
    before = "".join("\t" if char == "\t" else " " * cells(char) for char in _drawn(source[:start]))
    place = source[start : start + width]
    carets = sum(cells(char) for char in _drawn(place)) if place else 1
    return [f"  {source}", f"  {before}{'^' * max(1, carets)}"]


def cells(char: str) -> int:
    """How many cells of a terminal a character fills."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _drawn(text: str) -> str:
    """The characters that fill cells: what is joined to one before it is drawn in its place."""
    if _JOINER not in text:
        return text
    return re.sub(f"{_JOINER}.", "", text)
