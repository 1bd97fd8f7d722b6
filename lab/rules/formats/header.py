"""The comment header of KQL: the short spellings of a rule's fields, one in a line.

::

    // name: Password guessing on a host
    // kind: Scheduled
    // frequency: 5m
    // period: 1h
    // threshold: > 0
    // severity: Medium
    // tactics: CredentialAccess
    // techniques: T1110.001
    // entity: Account FullName = UserPrincipalName, AadUserId = UserId
    // entity: IP Address = IPAddress
    // details: Attempts = Failures, LastSeen = LastFailure
    // alert-title: {{UserPrincipalName}} was guessed at from {{IPAddress}}
    // alert-severity: Rating
    // alert-property: ProviderName = Source
    // incidents: by Account, IP within 7h, reopening

``incidents`` is ``none``, ``each alert``, or what alerts of one incident share: ``by entities``,
``by anything``, or names of entities, of alert details (``Severity``) and of custom details.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.rules.given import Given, mapping_of
from lab.rules.parts import ALERT_DETAILS
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.rules.draft import Draft

FIELDS = {
    "name": "title",
    "title": "title",
    "id": "id",
    "description": "description",
    "kind": "kind",
    "frequency": "frequency",
    "period": "period",
    "lookback": "period",
    "threshold": "trigger",
    "severity": "severity",
    "tactics": "tactics",
    "techniques": "techniques",
    "enabled": "enabled",
    "suppression": "suppression",
    "grouping": "grouping",
    "start": "start",
    "details": "details",
    "incidents": "incidents",
}
OVERRIDES = {
    "alert-title": "alertDisplayNameFormat",
    "alert-description": "alertDescriptionFormat",
    "alert-severity": "alertSeverityColumnName",
    "alert-tactics": "alertTacticsColumnName",
}
REPEATED = ("entity", "alert-property")
# What people write in such headers for other people; near one of FIELDS, but no slip.
_PLAIN_WORDS = frozenset(
    {"severities", "notes", "note", "author", "tables", "tactic notes", "detail", "entities"}
)
_ENTRY = re.compile(r"//+\s*([A-Za-z][A-Za-z_-]*)\s*:(?!/)\s*(.*)")
_PAIR = re.compile(r"\s*([\w.-]+)\s*=\s*(.+?)\s*")
_ENTITY = re.compile(r"(\w+)\s*[ :(]\s*(\w.*?)\)?\s*")
_WITHIN = re.compile(r",?\s*within\s+(\S+?)(?=,|\s|$)", re.IGNORECASE)
_REOPENING = re.compile(r",?\s*\breopen(?:ing|ed|s)?\b", re.IGNORECASE)


def read_header(draft: Draft, lines: Sequence[str], above: int = 0) -> None:
    """Fill a draft from the comment lines before the first line of KQL.

    ``above`` counts the lines of the file before them.
    """
    for number, raw in enumerate(lines, above + 1):
        line = raw.strip()
        if line and not line.startswith("//"):
            return
        entry = _ENTRY.fullmatch(line)
        if entry:
            _take(draft, entry.group(1), entry.group(2).strip(), number)


def _take(draft: Draft, key: str, value: str, line: int) -> None:
    folded = key.lower()
    if folded in REPEATED:
        _add(draft, folded, value, line)
        return
    name = "overrides" if folded in OVERRIDES else FIELDS.get(folded)
    if name is None:
        known = (*FIELDS, *OVERRIDES, *REPEATED)
        hint = near(key, known) if folded not in _PLAIN_WORDS else ""
        if hint:
            draft.warnings.append(f"header line {line}: '{key}' is not read; {hint}")
        return
    if name == "overrides":
        known_overrides = _overrides(draft, line)
        if OVERRIDES[folded] not in known_overrides:
            known_overrides[OVERRIDES[folded]] = Given(value, key, line)
            return
    elif name not in draft.given:
        draft.given[name] = _value(name, value, key, line)
        return
    draft.warnings.append(f"header line {line}: '{key}' again; the first one is taken")


def _value(name: str, value: str, key: str, line: int) -> Given:
    if name == "details":
        return _pairs(value, key, line)
    if name == "incidents":
        return _incidents(value, key, line)
    return Given(value, key, line)


def _overrides(draft: Draft, line: int) -> dict[str, Given]:
    given = draft.given.setdefault("overrides", Given({}, "alert", line))
    return given.value if isinstance(given.value, dict) else {}


def _add(draft: Draft, key: str, value: str, line: int) -> None:
    """One more of what may stand several times."""
    if key == "alert-property":
        column = _PAIR.fullmatch(value)
        body = {"alertProperty": column.group(1), "value": column.group(2)} if column else {}
        listed = _overrides(draft, line).setdefault("alertDynamicProperties", Given([], key, line))
    else:
        listed = draft.given.setdefault("entities", Given([], key, line))
        body = _entity(value)
    if isinstance(listed.value, list):
        listed.value.append(mapping_of(key, line, body))


def _entity(value: str) -> dict[str, object]:
    """``Account FullName = User, Sid = UserSid``; empty where it is not so spelled."""
    match = _ENTITY.fullmatch(value)
    pairs = [_PAIR.fullmatch(one) for one in match.group(2).split(",")] if match else []
    if match is None or not all(pairs):
        return {}
    fields = [{"identifier": pair[1], "columnName": pair[2]} for pair in pairs if pair]
    return {"entityType": match.group(1), "fieldMappings": fields}


def _pairs(value: str, key: str, line: int) -> Given:
    """``Key = Column, Key = Column``; a name alone is both."""
    body: dict[str, object] = {}
    for one in value.split(","):
        pair = _PAIR.fullmatch(one)
        name, column = (pair[1], pair[2]) if pair else (one.strip(), one.strip())
        if name:
            body.setdefault(name, column)
    return mapping_of(key, line, body)


def _incidents(value: str, key: str, line: int) -> Given:
    text = value.strip()
    if text.lower() in ("none", "no", "off", "false"):
        return mapping_of(key, line, {"createIncident": False})
    if text.lower() in ("each alert", "each", "yes", "on", "true"):
        return mapping_of(key, line, {"createIncident": True})
    if not text.lower().startswith("by "):
        return Given(text, key, line)
    grouping: dict[str, object] = {"enabled": True}
    text = text[3:]
    if within := _WITHIN.search(text):
        grouping["lookbackDuration"] = within.group(1)
        text = text[: within.start()] + text[within.end() :]
    if reopening := _REOPENING.search(text):
        grouping["reopenClosedIncident"] = True
        text = text[: reopening.start()] + text[reopening.end() :]
    names = [name.strip() for name in text.split(",") if name.strip()]
    folded = " ".join(names).lower()
    if folded in ("entities", "all entities"):
        grouping["matchingMethod"] = "AllEntities"
    elif folded in ("anything", "any alert"):
        grouping["matchingMethod"] = "AnyAlert"
    else:
        grouping["matchingMethod"] = "Selected"
        _select(grouping, names)
    return mapping_of(key, line, {"createIncident": True, "groupingConfiguration": grouping})


def _select(grouping: dict[str, object], names: list[str]) -> None:
    """Names by what they are: alert details and types of entities have known names."""
    from lab.rules.entities import ENTITY_TYPES

    details = {one.lower() for one in ALERT_DETAILS}
    chosen: dict[str, list[str]] = {}
    for name in names:
        if name.lower() in details:
            key = "groupByAlertDetails"
        elif name.lower() in ENTITY_TYPES:
            key = "groupByEntities"
        else:
            key = "groupByCustomDetails"
        chosen.setdefault(key, []).append(name)
    grouping.update(chosen)
