"""Rules straight from a text, as a walk over a folder would read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.rules.draft import Draft, Passed, finish
from lab.rules.loader import FORMATS

if TYPE_CHECKING:
    from lab.rules.model import Rule


def parts(name: str, text: str) -> list[Draft | Passed]:
    """What the format that claims a text makes of it; nothing where none does."""
    suffix = name[name.rfind(".") :]
    for one in FORMATS:
        if suffix in one.suffixes and one.claims(name, text):
            return one.read(name, text)
    return []


def rules(name: str, text: str) -> list[Rule]:
    """The rules of a text."""
    return [finish(one) for one in parts(name, text) if isinstance(one, Draft)]


def rule(name: str, text: str) -> Rule:
    """The one rule of a text."""
    (found,) = rules(name, text)
    return found
