"""A rule as the public repositories of Microsoft Sentinel keep it: one YAML mapping per file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from lab.rules.draft import Draft, Given, finish
from lab.rules.model import Problem, RuleFileError
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lab.rules.model import Rule

FIELDS = {
    "id": "id",
    "name": "title",
    "displayName": "title",
    "description": "description",
    "kind": "kind",
    "queryFrequency": "frequency",
    "queryPeriod": "period",
    "triggerOperator": "operator",
    "triggerThreshold": "threshold",
    "severity": "severity",
    "tactics": "tactics",
    "relevantTechniques": "techniques",
    "techniques": "techniques",
    "enabled": "enabled",
    "suppressionDuration": "suppression",
    "suppressionEnabled": "suppressing",
    "startTimeUtc": "start",
}
# Keys of the format that a replay does not need (yet).
OTHER_KEYS = frozenset(
    {
        *("query", "eventGroupingSettings", "requiredDataConnectors", "entityMappings"),
        *("customDetails", "alertDetailsOverride", "incidentConfiguration", "version", "status"),
        *("tags", "metadata", "subTechniques", "sentinelEntitiesMappings", "templateVersion"),
        *("alertRuleTemplateName", "author", "references", "sampleData"),
    }
)
# An innocent rule has none of these depths; they bound what a hostile file can make of memory.
MOST_ALIASES = 20
DEEPEST = 30

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUERY_KEY = re.compile(r"""^["']?query["']?\s*:""", re.MULTILINE)
_RULE_KEY = re.compile(r"""^["']?(kind|queryFrequency)["']?\s*:""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SentinelYaml:
    """A mapping with ``query`` and ``kind`` or ``queryFrequency``."""

    suffixes: frozenset[str] = frozenset({".yaml", ".yml"})

    def claims(self, path: str, text: str) -> bool:
        """Whether it has a rule's keys, or is so broken that nobody can tell."""
        if _QUERY_KEY.search(text) and _RULE_KEY.search(text):
            return True
        try:
            given, _ = _mapping(path, text)
        except RuleFileError:
            return True
        return "query" in given and bool(given.keys() & {"kind", "queryFrequency"})

    def declined(self, path: str, text: str) -> str:
        """Why it was not claimed."""
        if _QUERY_KEY.search(text):
            return "YAML with a query but no schedule (kind or queryFrequency): a hunting query"
        return "YAML, but no rule (it has no query)"

    def read(self, path: str, text: str) -> list[Rule]:
        """The one rule of the file."""
        given, query_lines = _mapping(path, text)
        draft = Draft(path, "", warnings=_unknown_keys(given))
        query = given.get("query")
        if query is None or not isinstance(query.value, str):
            raise RuleFileError(
                path, (Problem("query must be text", query.line if query else 0, "query"),)
            )
        draft.query, draft.query_line = query.value, query_lines
        draft.given["query"] = query
        for key, name in FIELDS.items():
            if key in given:
                draft.given.setdefault(name, given[key])
        settings = given.get("eventGroupingSettings")
        if settings is not None and isinstance(settings.value, dict):
            kind = settings.value.get("aggregationKind")
            draft.given["grouping"] = Given(kind, "aggregationKind", settings.line)
        return [finish(draft)]


def _mapping(path: str, text: str) -> tuple[dict[str, Given], int]:
    """The top keys with values and lines, and how many lines stand above the query's first.

    Raises:
        RuleFileError: for text that is not one plain YAML mapping.
    """
    loader = _Loader(text)
    try:
        _bound(path, text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            return {}, 0
        given: dict[str, Given] = {}
        query_lines = 0
        for key_node, value_node in node.value:
            key = str(loader.construct_object(key_node, deep=True))
            line = key_node.start_mark.line + 1
            if key in given:
                message = f"the key {key} stands twice, first in line {given[key].line}"
                raise RuleFileError(path, (Problem(message, line, key),))
            given[key] = Given(loader.construct_object(value_node, deep=True), key, line)
            if key == "query":
                block = isinstance(value_node, yaml.ScalarNode) and value_node.style in ("|", ">")
                query_lines = value_node.start_mark.line + int(block)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ": ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 0
        raise RuleFileError(path, (Problem(f"no valid YAML: {reason}", line),)) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-31
        reason = " ".join(str(error).split())
        raise RuleFileError(path, (Problem(f"no valid YAML: {reason}"),)) from error
    finally:
        loader.dispose()
    return given, query_lines


def _bound(path: str, text: str) -> None:
    """Refuse nesting and aliases that no rule has, before anything is built from them."""
    depth = aliases = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
        if depth > DEEPEST or aliases > MOST_ALIASES:
            what = f"{MOST_ALIASES} aliases" if aliases > MOST_ALIASES else f"{DEEPEST} levels"
            message = f"no rule needs more than {what}"
            mark = event.start_mark
            raise RuleFileError(path, (Problem(message, mark.line + 1 if mark else 0),))


def _unknown_keys(given: Mapping[str, Given]) -> list[str]:
    """Remarks on keys that look like a slip of one that is read."""
    known = {*FIELDS, *OTHER_KEYS}
    return [
        f"line {entry.line}: the key '{key}' is not read; {hint}"
        for key, entry in given.items()
        if key not in known and (hint := near(key, known))
    ]
