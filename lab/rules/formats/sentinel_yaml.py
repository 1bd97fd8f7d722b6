"""A rule as the public repositories of Microsoft Sentinel keep it: one YAML mapping per file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lab.rules.draft import Draft, Passed
from lab.rules.formats.analytics import take, take_query, unknown_keys
from lab.rules.formats.yaml_text import read_yaml
from lab.rules.model import Problem, RuleFileError

_QUERY_KEY = re.compile(r"""^["']?query["']?\s*:""", re.MULTILINE)
_RULE_KEY = re.compile(r"""^["']?(kind|queryFrequency)["']?\s*:""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SentinelYaml:
    """A mapping with ``query`` and ``kind`` or ``queryFrequency``."""

    suffixes: frozenset[str] = frozenset({".yaml", ".yml"})
    largest: int = 1_000_000

    def claims(self, path: str, text: str) -> bool:
        """Whether it has a rule's keys, or is so broken that nobody can tell."""
        if _QUERY_KEY.search(text) and _RULE_KEY.search(text):
            return True
        try:
            given = read_yaml(path, text).fields
        except RuleFileError:
            return True
        return "query" in given and bool(given.keys() & {"kind", "queryFrequency"})

    def declined(self, path: str, text: str) -> str:
        """Why it was not claimed."""
        if _QUERY_KEY.search(text):
            return "YAML with a query but no schedule (kind or queryFrequency): a hunting query"
        return "YAML, but no rule (it has no query)"

    def read(self, path: str, text: str) -> list[Draft | Passed]:
        """The one rule of the file."""
        given = read_yaml(path, text).fields
        draft = Draft(path, "", warnings=unknown_keys(given))
        query = given.get("query")
        if query is None or not isinstance(query.value, str):
            raise RuleFileError(
                path, (Problem("query must be text", query.line if query else 0, "query"),)
            )
        take_query(draft, query)
        take(draft, given)
        return [draft]
