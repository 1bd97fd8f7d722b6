"""What a rule format is: one file in this folder, and one line in ``lab.rules.loader.FORMATS``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from lab.rules.model import Rule


class RuleFormat(Protocol):
    """Reads rules from the text of a file. Paths are relative, with forward slashes."""

    @property
    def suffixes(self) -> AbstractSet[str]:
        """The endings of file names that are worth opening, in lower case, dot included."""
        ...

    def claims(self, path: str, text: str) -> bool:
        """Whether the text is of this format; decided by content, broken files included."""
        ...

    def declined(self, path: str, text: str) -> str:
        """Why a file of such an ending was not claimed, for the list of skipped files."""
        ...

    def read(self, path: str, text: str) -> list[Rule]:
        """The rules in a claimed text.

        Raises:
            RuleFileError: with every problem that was found.
        """
        ...
