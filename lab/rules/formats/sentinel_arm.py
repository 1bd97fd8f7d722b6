"""Analytics rules as Azure exports and deploys them: JSON of Azure Resource Manager.

One rule as the API gives or takes it, a list of them (``{"value": [...]}``), a template with
resources, deployments and content templates within it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.rules.draft import Draft, Passed
from lab.rules.formats.analytics import take, take_query, unknown_keys
from lab.rules.formats.arm_expressions import Scope, UnresolvedError, evaluated, resolved
from lab.rules.formats.json_text import LARGEST, read_json
from lab.rules.given import Given
from lab.rules.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

# microsoft.securityinsights/alertrules, and .../workspaces/providers/alertrules; templates of both.
_TYPE = re.compile(
    r"(?:microsoft\.securityinsights|microsoft\.operationalinsights/workspaces/providers|"
    r"(?:.*/)?providers)/alertrule(?:s|templates)",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r'"(?:[^"\\]|\\.)*/alertrule(?:s|templates)(?:[/"])|"queryFrequency"\s*:|"kind"\s*:\s*"NRT"',
    re.IGNORECASE,
)
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SEGMENT = re.compile(r"[^/']+(?='*\)*\]?$)")


@dataclass(frozen=True, slots=True)
class SentinelArm:
    """JSON with resources of type ``alertRules``."""

    suffixes: frozenset[str] = frozenset({".json"})
    largest: int = LARGEST

    def claims(self, path: str, text: str) -> bool:
        """Whether it names such a resource, or a field that only analytics rules have."""
        return _CLAIM.search(text) is not None

    def declined(self, path: str, text: str) -> str:
        """Why it was not claimed."""
        return "JSON, but no rule (neither alertRules nor a detectionRule)"

    def read(self, path: str, text: str) -> list[Draft | Passed]:
        """Every rule of the document, in order; rules of kinds without a query are passed over."""
        whole = read_json(path, text)
        found = [self._rule(path, one, scope) for one, scope in _rules(whole, Scope.of(whole))]
        return found or [Passed("", "it names alert rules, but holds none with a query")]

    def _rule(self, path: str, given: Given, scope: Scope) -> Draft | Passed:
        properties = given.find("properties") or Given({}, "properties")
        name = _name(given, scope)
        kind = given.find("kind")
        query = properties.find("query")
        if query is None and kind is not None and str(kind.value).lower() not in _KNOWN:
            return Passed(name, f"rules of kind '{kind.value}' have no query to replay")
        draft = Draft(path, "", name=name)
        fields = resolved(properties, scope).fields
        draft.warnings += unknown_keys(fields)
        take(draft, fields)
        if kind is not None:
            draft.given["kind"] = kind
        draft.given["id"] = Given(name, "name", given.line)
        if query is None or not isinstance(query.value, str):
            place = query or given
            draft.given["query"] = Given(None, "query", place.line)
            return draft
        take_query(draft, fields.get("query", query))
        try:
            evaluated(query.value, scope)
        except UnresolvedError as lacking:
            draft.placeholders = (str(lacking),)
        return draft


_KNOWN = frozenset(kind.lower() for kind in KINDS)


def _rules(given: Given, scope: Scope) -> Iterator[tuple[Given, Scope]]:
    """Every rule at or below a value, with the scope that its expressions are evaluated in."""
    if isinstance(given.value, list):
        for one in given.items:
            yield from _rules(one, scope)
        return
    if _is_rule(given):
        yield given, scope
    for name, one in given.fields.items():
        folded = name.lower()
        if folded in ("resources", "value", "rules"):
            # resources by symbolic name are a mapping of them
            for below in one.items or one.fields.values():
                yield from _rules(below, scope)
    properties = given.find("properties")
    for name in ("template", "mainTemplate"):
        template = given.find(name) or (properties.find(name) if properties else None)
        if template is not None:
            yield from _rules(template, _inner(given, template, scope))


def _is_rule(given: Given) -> bool:
    properties = given.find("properties")
    if properties is None or not isinstance(properties.value, dict):
        return False
    kind = given.find("type")
    if kind is not None and isinstance(kind.value, str):
        return _TYPE.fullmatch(kind.value) is not None
    # what is sent to the API names its type in the address alone
    return given.find("kind") is not None and "query" in properties.fields


def _inner(given: Given, template: Given, scope: Scope) -> Scope:
    """The scope of a nested template: its own where it says so, else that around it."""
    options = given.find("properties", "expressionEvaluationOptions", "scope")
    if options is None or str(options.value).lower() != "inner":
        return scope
    passed = given.find("properties", "parameters")
    return Scope.of(template, resolved(passed, scope).fields if passed else None)


def _name(given: Given, scope: Scope) -> str:
    """What tells the rule from others: the last GUID of its name or id, else the last segment."""
    texts = []
    for key in ("name", "id"):
        one = given.find(key)
        if one is None or not isinstance(one.value, str):
            continue
        try:
            texts.append(str(evaluated(one.value, scope)))
        except UnresolvedError:
            texts.append(one.value)
    for text in texts:
        if guids := _GUID.findall(text):
            return str(guids[-1])
    for text in texts:
        if match := _SEGMENT.search(text):
            return match.group()
    return ""
