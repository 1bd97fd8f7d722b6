"""Custom detections of Defender XDR as Microsoft Graph gives and takes them: ``detectionRule``.

Both models are read: ``schedule.period`` with ``impactedAssets`` (to be removed on 2026-10-01), and
``schedule.frequency`` with ``lookback``, ``tactics``, ``entityMappings`` and ``customDetails``.
Source: the reference of Microsoft Graph, v1.0 and beta.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.rules.draft import Draft, Passed
from lab.rules.formats.analytics import take_query
from lab.rules.formats.json_text import LARGEST, read_json
from lab.rules.given import Given
from lab.rules.model import CONTINUOUS_DETECTION, CUSTOM_DETECTION
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLAIM = re.compile(
    r'"queryCondition"\s*:|"queryText"\s*:|security[./]rules/detectionRules|security\.detectionRule"'
)
_CONTINUOUS = re.compile(r"0+[HMS]?|P(?:0D)?(?:T0[HMS])?|0?0:00(?::00)?", re.IGNORECASE)
_PERIODS = frozenset({"1h", "3h", "12h", "24h"})

# Types of entities by the key of their list, and the identifiers that Sentinel calls otherwise.
_ENTITIES = {
    "accounts": "Account",
    "azureresources": "AzureResource",
    "cloudapplications": "CloudApplication",
    "dns": "DNS",
    "files": "File",
    "hosts": "Host",
    "ips": "IP",
    "mailboxes": "Mailbox",
    "mailclusters": "MailCluster",
    "mailmessages": "MailMessage",
    "processes": "Process",
    "registryvalues": "RegistryValue",
    "securitygroups": "SecurityGroup",
    "urls": "URL",
}
_IDENTIFIERS = {
    ("Account", "upn"): "FullName",
    ("Host", "name"): "HostName",
    ("IP", "scope"): "AddressScope",
    ("Mailbox", "primaryAddress"): "MailboxPrimaryAddress",
}
# What an impacted asset's identifier is called as a column, where that is not its own name.
_COLUMNS = {
    "processAccountObjectId": "InitiatingProcessAccountObjectId",
    "initiatingAccountSid": "InitiatingProcessAccountSid",
    "initiatingAccountName": "InitiatingProcessAccountName",
    "initiatingAccountDomain": "InitiatingProcessAccountDomain",
}
_ASSETS = {"device": "Host", "user": "Account", "mailbox": "Mailbox"}
_ASSET_IDENTIFIERS = {
    "Host": frozenset(
        {"deviceId", "deviceName", "remoteDeviceName", "targetDeviceName", "destinationDeviceName"}
    ),
    "Account": frozenset(
        {"accountObjectId", "accountSid", "accountUpn", "accountName", "accountDomain"}
        | {"accountId", "requestAccountSid", "requestAccountName", "requestAccountDomain"}
        | {"recipientObjectId", "processAccountObjectId", "initiatingAccountSid"}
        | {"initiatingProcessAccountUpn", "initiatingAccountName", "initiatingAccountDomain"}
        | {"servicePrincipalId", "servicePrincipalName", "targetAccountUpn"}
    ),
    "Mailbox": frozenset(
        {"accountUpn", "fileOwnerUpn", "initiatingProcessAccountUpn", "lastModifyingAccountUpn"}
        | {"targetAccountUpn", "senderFromAddress", "senderDisplayName", "recipientEmailAddress"}
        | {"senderMailFromAddress"}
    ),
}


@dataclass(frozen=True, slots=True)
class DefenderJson:
    """JSON with ``queryCondition``: one rule, or a list of them under ``value``."""

    suffixes: frozenset[str] = frozenset({".json"})
    largest: int = LARGEST

    def claims(self, path: str, text: str) -> bool:
        """Whether it has a field that only these rules have."""
        return _CLAIM.search(text) is not None

    def declined(self, path: str, text: str) -> str:
        """Why it was not claimed."""
        return "JSON, but no rule (neither alertRules nor a detectionRule)"

    def read(self, path: str, text: str) -> list[Draft | Passed]:
        """Every rule of the document, in order."""
        found: list[Draft | Passed] = [_draft(path, one) for one in _rules(read_json(path, text))]
        return found or [Passed("", "it names detection rules, but holds none")]


def _rules(given: Given) -> Iterator[Given]:
    if isinstance(given.value, list):
        for one in given.items:
            yield from _rules(one)
    elif given.find("queryCondition") is not None:
        yield given
    elif (listed := given.find("value")) is not None:
        yield from _rules(listed)


def _draft(path: str, rule: Given) -> Draft:
    name = rule.find("id")
    draft = Draft(path, "", name=str(name.value) if name and not name.absent else "")
    query = rule.find("queryCondition", "queryText") or rule.find("queryCondition")
    if query is not None and isinstance(query.value, str):
        take_query(draft, query)
    else:
        draft.given["query"] = Given(None, "queryCondition.queryText", rule.line)
    template = rule.find("detectionAction", "alertTemplate") or rule.find("alertTemplate")
    template = template or Given({}, "alertTemplate", rule.line)
    for field, one in {
        "id": name,
        "title": rule.find("displayName") or template.find("title"),
        "enabled": rule.find("isEnabled"),
        "description": template.find("description") or rule.find("description"),
        "severity": template.find("severity"),
        "grouping": template.find("eventGroupingKind"),
        "details": _without_types(template.find("customDetails")),
        "overrides": _overrides(rule, template),
    }.items():
        if one is not None and not one.absent:
            draft.given[field] = one
    if (status := rule.find("status")) is not None and "enabled" not in draft.given:
        on = str(status.value).lower() not in ("disabled", "off")
        draft.given["enabled"] = Given(on, "status", status.line)
    _schedule(draft, rule)
    _techniques(draft, template)
    assets = list(_assets(template))
    for kind, count in Counter(str(one.fields["entityType"].value) for one in assets).items():
        if count > 1:
            draft.warnings.append(
                f"line {template.line}: the product rejects {count} impacted assets of type {kind}"
                ": it takes one of each"
            )
    draft.warnings += _unknown_assets(template)
    mappings = [*_entities(template), *assets]
    if mappings:
        draft.given["entities"] = Given(mappings, "entityMappings", mappings[0].line)
    return draft


def _schedule(draft: Draft, rule: Given) -> None:
    """Frequency and lookback; a frequency of nothing is a continuous rule."""
    kind = CUSTOM_DETECTION
    frequency, period = rule.find("schedule", "frequency"), rule.find("schedule", "period")
    given = period if frequency is None or frequency.absent else frequency
    if given is None or given.absent:
        line = rule.line
        draft.warnings.append(f"line {line}: the rule has no schedule.frequency")
    elif _CONTINUOUS.fullmatch(str(given.value).strip()):
        kind = CONTINUOUS_DETECTION
    else:
        draft.given["frequency"] = given
        if given is period:
            draft.warnings.append(
                f"line {given.line}: Graph drops schedule.period on 2026-10-01: write frequency"
            )
            if str(given.value).strip().lower() not in _PERIODS:
                draft.warnings.append(
                    f"line {given.line}: the product rejects a period of '{given.value}': it takes "
                    "0, 1H, 3H, 12H, 24H"
                )
    lookback = rule.find("schedule", "lookback")
    if lookback is not None and not lookback.absent:
        if kind is CONTINUOUS_DETECTION:
            draft.warnings.append(
                f"line {lookback.line}: the product rejects a lookback of a continuous rule"
            )
        else:
            draft.given["period"] = lookback
    draft.given["kind"] = Given(kind.name, "schedule", rule.line)


def _techniques(draft: Draft, template: Given) -> None:
    tactics: list[Given] = []
    techniques: list[Given] = []
    below: list[Given] = []
    listed = template.find("tactics")
    for tactic in listed.items if listed else ():
        if (name := tactic.find("tactic")) is not None:
            tactics.append(name)
        known = tactic.find("techniques")
        for technique in known.items if known else ():
            if (name := technique.find("technique")) is not None:
                techniques.append(name)
            subs = technique.find("subTechniques")
            below += subs.items if subs else ()
    category = template.find("category")
    if not tactics and category is not None and not category.absent:
        tactics = [category]
    older = template.find("mitreTechniques")
    if not techniques and older is not None:
        techniques = list(older.items)
    line = template.line
    draft.given["tactics"] = Given(tactics, "tactics", line)
    draft.given["techniques"] = Given(techniques, "techniques", line)
    draft.given["subtechniques"] = Given(below, "subTechniques", line)


def _without_types(given: Given | None) -> Given | None:
    """A mapping without the annotations of OData."""
    if given is None or not isinstance(given.value, dict):
        return given
    kept = {key: one for key, one in given.fields.items() if not key.startswith("@")}
    return Given(kept, given.key, given.line)


def _overrides(rule: Given, template: Given) -> Given | None:
    """The alert's own title, where it is not the rule's."""
    title, name = template.find("title"), rule.find("displayName")
    if title is None or title.absent or name is None or title.value == name.value:
        return None
    return Given({"alertDisplayNameFormat": title}, "alertTemplate", title.line)


def _mapping(kind: Given, identifiers: list[tuple[Given, Given]]) -> Given:
    """An entity mapping in the shape of the rule API."""
    fields = [
        Given({"identifier": identifier, "columnName": column}, column.key, column.line)
        for identifier, column in identifiers
    ]
    body = {"entityType": kind, "fieldMappings": Given(fields, kind.key, kind.line)}
    return Given(body, kind.key, kind.line)


def _entities(template: Given) -> Iterator[Given]:
    """``entityMappings``: a list for each type, of mappings with a property for each column."""
    configured = template.find("entityMappings")
    for key, listed in (configured.fields if configured else {}).items():
        if key.startswith("@"):
            continue
        name = _ENTITIES.get(key.lower(), key)
        for one in listed.items:
            pairs = []
            for field, column in one.fields.items():
                if not field.endswith("Column") or column.absent:
                    continue
                bare = field.removesuffix("Column")
                identifier = _IDENTIFIERS.get((name, bare), bare[:1].upper() + bare[1:])
                pairs.append((Given(identifier, column.key, column.line), column))
            yield _mapping(Given(name, one.key, one.line), pairs)


def _assets(template: Given) -> Iterator[Given]:
    """``impactedAssets``: the identifier is the column, its first letter in lower case."""
    listed = template.find("impactedAssets")
    for one in listed.items if listed else ():
        entity, given = _asset(one), one.find("identifier")
        if given is None or not isinstance(given.value, str):
            yield _mapping(Given(entity, one.key, one.line), [])
            continue
        text = given.value
        column = _COLUMNS.get(text, text[:1].upper() + text[1:])
        place = Given(column, given.key, given.line)
        identifier = Given(_identifier(entity, column), given.key, given.line)
        yield _mapping(Given(entity, one.key, one.line), [(identifier, place)])


def _unknown_assets(template: Given) -> Iterator[str]:
    """Remarks on identifiers of impacted assets that Graph does not know."""
    listed = template.find("impactedAssets")
    for one in listed.items if listed else ():
        entity, given = _asset(one), one.find("identifier")
        known = _ASSET_IDENTIFIERS.get(entity)
        if known and given is not None and str(given.value) not in known:
            hint = near(str(given.value), sorted(known))
            yield (
                f"line {given.line}: the product rejects the identifier '{given.value}' of an "
                f"impacted asset{'; ' + hint if hint else ''}"
            )


def _asset(one: Given) -> str:
    """The type of entity that an impacted asset is; its own name where nobody knows it."""
    kind = re.search(r"impacted(\w+?)Asset", str((one.find("@odata.type") or one).value))
    name = kind.group(1) if kind else "asset"
    return _ASSETS.get(name.lower(), name)


def _identifier(entity: str, column: str) -> str:
    if entity == "Host":
        return "DeviceId" if column == "DeviceId" else "FullName"
    if entity == "Mailbox":
        return "MailboxPrimaryAddress"
    for ending, identifier in (
        ("ObjectId", "AadUserId"),
        ("Sid", "Sid"),
        ("Upn", "FullName"),
        ("Domain", "NTDomain"),
    ):
        if column.endswith(ending):
            return identifier
    return "Name"
