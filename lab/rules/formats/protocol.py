"""What a rule format is: one file in this folder, and one line in ``lab.rules.loader.FORMATS``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from lab.rules.draft import Draft, Passed


class RuleFormat(Protocol):
    """Reads rules from the text of a file. Paths are relative, with forward slashes."""

    @property
    def suffixes(self) -> AbstractSet[str]:
        """The endings of file names that are worth opening, in lower case, dot included."""
        ...

    @property
    def largest(self) -> int:
        """The most bytes that a file of it may have."""
        ...

    def claims(self, path: str, text: str) -> bool:
        """Whether the text is of this format; decided by content, broken files included.

        Of a file that is too large the text is its beginning.
        """
        ...

    def declined(self, path: str, text: str) -> str:
        """Why a file of such an ending was not claimed, for the list of skipped files."""
        ...

    def read(self, path: str, text: str) -> list[Draft | Passed]:
        """The rules in a claimed text, not yet checked, and what in it is none.

        Raises:
            RuleFileError: for a text that cannot be read at all.
        """
        ...
