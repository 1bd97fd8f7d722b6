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
from typing import TYPE_CHECKING, NamedTuple

from lab.rules.entities import ENTITY_TYPES
from lab.rules.given import Given, mapping_of
from lab.rules.parts import ALERT_DETAILS
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
# What people write in such headers for other people; near one of FIELDS, but no slip.
_PLAIN_WORDS = frozenset(
    {"severities", "notes", "note", "author", "tables", "tactic notes", "detail", "entities"}
)
_ENTRY = re.compile(r"//+\s*([A-Za-z][A-Za-z_-]*)\s*:(?!/)\s*(.*)")
_PAIR = re.compile(r"\s*([\w.-]+)\s*=\s*(.+?)\s*")
_ENTITY = re.compile(r"(\w+)\s*[ :(]\s*(\w.*?)\)?\s*")
_WORD = re.compile(r"\w+")
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
    if folded in SPELLED:
        _take_parts(draft, key, value, line)
    elif folded in OVERRIDES:
        _once(draft, _overrides(draft, line), OVERRIDES[folded], Given(value, key, line))
    elif folded in FIELDS:
        _once(draft, draft.given, FIELDS[folded], Given(value, key, line))
    elif folded not in _PLAIN_WORDS:
        hint = near(key, (*FIELDS, *OVERRIDES, *SPELLED))
        if hint:
            draft.warnings.append(f"header line {line}: '{key}' is not read; {hint}")


def _take_parts(draft: Draft, key: str, value: str, line: int) -> None:
    """A field of several parts."""
    folded = key.lower()
    body = SPELLED[folded].read(value)
    if body is None:
        # prose for people, or a slip: either way no reason to refuse the rule
        how = SPELLED[folded].example
        draft.warnings.append(f"header line {line}: '{key}: {value[:60]}' is not read; write {how}")
        return
    given = mapping_of(key, line, body)
    if folded == "entity":
        _add(draft.given, "entities", given)
    elif folded == "alert-property":
        _add(_overrides(draft, line), "alertDynamicProperties", given)
    else:
        _once(draft, draft.given, FIELDS[folded], given)


def _once(draft: Draft, fields: dict[str, Given], name: str, given: Given) -> None:
    if name in fields:
        draft.warnings.append(
            f"header line {given.line}: '{given.key}' again; the first one is taken"
        )
    else:
        fields[name] = given


def _add(fields: dict[str, Given], name: str, given: Given) -> None:
    """One more of what may stand several times."""
    listed = fields.setdefault(name, Given([], given.key, given.line))
    if isinstance(listed.value, list):
        listed.value.append(given)


def _overrides(draft: Draft, line: int) -> dict[str, Given]:
    given = draft.given.setdefault("overrides", Given({}, "alert", line))
    return given.value if isinstance(given.value, dict) else {}


def _entity(value: str) -> dict[str, object] | None:
    """``Account FullName = User, Sid = UserSid``."""
    match = _ENTITY.fullmatch(value)
    pairs = [_PAIR.fullmatch(one) for one in match.group(2).split(",")] if match else []
    if match is None or not all(pairs):
        return None
    fields = [{"identifier": pair[1], "columnName": pair[2]} for pair in pairs if pair]
    return {"entityType": match.group(1), "fieldMappings": fields}


def _property(value: str) -> dict[str, object] | None:
    """``ProviderName = Source``."""
    pair = _PAIR.fullmatch(value)
    return {"alertProperty": pair[1], "value": pair[2]} if pair else None


def _details(value: str) -> dict[str, object] | None:
    """``Key = Column, Key = Column``; a name alone is both."""
    body: dict[str, object] = {}
    for one in value.split(","):
        pair = _PAIR.fullmatch(one)
        if pair is None and not _WORD.fullmatch(one.strip()):
            return None
        name, column = (pair[1], pair[2]) if pair else (one.strip(), one.strip())
        body.setdefault(name, column)
    return body


def _incidents(value: str) -> dict[str, object] | None:
    """Whether there are any, and what their alerts share."""
    text = value.strip()
    if text.lower() in ("none", "no", "off", "false"):
        return {"createIncident": False}
    if text.lower() in ("each alert", "each", "yes", "on", "true"):
        return {"createIncident": True}
    if not text.lower().startswith("by "):
        return None
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
    return {"createIncident": True, "groupingConfiguration": grouping}


def _select(grouping: dict[str, object], names: list[str]) -> None:
    """Names by what they are: alert details and types of entities have known names."""
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


class _Spelling(NamedTuple):
    """How a field of several parts is spelled: its reader gives None for what is not so spelled."""

    read: Callable[[str], dict[str, object] | None]
    example: str


SPELLED = {
    "entity": _Spelling(_entity, "entity: Account FullName = Column"),
    "alert-property": _Spelling(_property, "alert-property: ProviderName = Column"),
    "details": _Spelling(_details, "details: Key = Column, OtherKey = OtherColumn"),
    "incidents": _Spelling(_incidents, "incidents: none, each alert, or by Account within 5h"),
}
