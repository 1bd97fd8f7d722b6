"""A rule in a ``.kql`` file: the query, with the rest in a comment header or in ``let``s.

The header is made of the comment lines before the first line of KQL (``header.py``). A file without
one is a rule named after the file. ``let query_frequency = 5m; let query_period = 2d;`` give the
schedule too.
"""

from __future__ import annotations

from dataclasses import dataclass

from lab.rules.draft import Draft, Passed
from lab.rules.formats.header import read_header


@dataclass(frozen=True, slots=True)
class KqlFile:
    """Plain KQL, one rule in a file."""

    suffixes: frozenset[str] = frozenset({".kql", ".kusto", ".csl"})
    largest: int = 1_000_000

    def claims(self, path: str, text: str) -> bool:
        """Whether any line holds more than a comment."""
        return holds_query(text)

    def declined(self, path: str, text: str) -> str:
        """Why it was not claimed."""
        return "it holds no query"

    def read(self, path: str, text: str) -> list[Draft | Passed]:
        """The one rule of the file; its query is the whole text, header included."""
        draft = Draft(path, text)
        read_header(draft, text.split("\n"))
        return [draft]


def holds_query(text: str) -> bool:
    """Whether any line of KQL holds more than a comment."""
    return any(line and not line.startswith("//") for line in map(str.strip, text.split("\n")))
