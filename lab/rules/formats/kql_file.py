"""A rule in a ``.kql`` file: the query, with the rest in a comment header or in ``let``s.

::

    // name: Password guessing on a host
    // frequency: 5m
    // period: 1h
    // severity: Medium
    // tactics: CredentialAccess
    // techniques: T1110.001
    // threshold: > 0
    SecurityEvent | where EventID == 4625 | ...

The header is made of the comment lines before the first line of KQL. A file without one is a rule
named after the file. ``let query_frequency = 5m; let query_period = 2d;`` give the schedule too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.rules.draft import Draft, Given, finish
from transpile.diagnostics import near

if TYPE_CHECKING:
    from lab.rules.model import Rule

FIELDS = {
    "name": "title",
    "title": "title",
    "id": "id",
    "description": "description",
    "kind": "kind",
    "frequency": "frequency",
    "period": "period",
    "threshold": "trigger",
    "severity": "severity",
    "tactics": "tactics",
    "techniques": "techniques",
    "enabled": "enabled",
    "suppression": "suppression",
    "grouping": "grouping",
    "start": "start",
}
# What people write in such headers for other people; near one of FIELDS, but no slip.
_PLAIN_WORDS = frozenset({"severities", "notes", "note", "author", "tables", "tactic notes"})
_ENTRY = re.compile(r"//+\s*([A-Za-z][A-Za-z_-]*)\s*:(?!/)\s*(.*)")


@dataclass(frozen=True, slots=True)
class KqlFile:
    """Plain KQL, one rule in a file."""

    suffixes: frozenset[str] = frozenset({".kql", ".kusto", ".csl"})

    def claims(self, path: str, text: str) -> bool:
        """Whether any line holds more than a comment."""
        return any(line and not line.startswith("//") for line in _stripped(text))

    def declined(self, path: str, text: str) -> str:
        """Why it was not claimed."""
        return "it holds no query"

    def read(self, path: str, text: str) -> list[Rule]:
        """The one rule of the file; its query is the whole text, header included."""
        draft = Draft(path, text)
        for number, line in enumerate(_stripped(text), 1):
            if line and not line.startswith("//"):
                break
            entry = _ENTRY.fullmatch(line)
            if entry:
                self._take(draft, entry.group(1), entry.group(2).strip(), number)
        return [finish(draft)]

    def _take(self, draft: Draft, key: str, value: str, line: int) -> None:
        name = FIELDS.get(key.lower())
        if name is None:
            hint = near(key, FIELDS) if key.lower() not in _PLAIN_WORDS else ""
            if hint:
                draft.warnings.append(f"header line {line}: '{key}' is not read; {hint}")
        elif name in draft.given:
            draft.warnings.append(f"header line {line}: '{key}' again; the first one is taken")
        else:
            draft.given[name] = Given(value, key, line)


def _stripped(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n")]
