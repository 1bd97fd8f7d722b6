"""The fields of an analytics rule, under the names that YAML templates and the rule API share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lab.rules.draft import Draft
    from lab.rules.given import Given

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
    "subTechniques": "subtechniques",
    "enabled": "enabled",
    "suppressionDuration": "suppression",
    "suppressionEnabled": "suppressing",
    "startTimeUtc": "start",
    "entityMappings": "entities",
    "sentinelEntitiesMappings": "sentinel_entities",
    "customDetails": "details",
    "alertDetailsOverride": "overrides",
    "incidentConfiguration": "incidents",
}
# Keys of the format that a replay does not need.
OTHER_KEYS = frozenset(
    {
        *("query", "eventGroupingSettings", "requiredDataConnectors", "version", "status", "tags"),
        *("metadata", "templateVersion", "alertRuleTemplateName", "author", "references"),
        *("sampleData", "lastModifiedUtc", "createdDateUTC", "lastUpdatedDateUTC"),
    }
)


def take(draft: Draft, given: Mapping[str, Given]) -> None:
    """Fill a draft from the mapping of a rule; its query is looked after by the format."""
    for key, name in FIELDS.items():
        if key in given and not given[key].absent:
            draft.given.setdefault(name, given[key])
    settings = given.get("eventGroupingSettings")
    kind = settings.find("aggregationKind") if settings is not None else None
    if kind is not None:
        draft.given["grouping"] = kind


def take_query(draft: Draft, query: Given) -> None:
    """Give a draft its query, with its place."""
    # JSON keeps the line ends of Windows as escapes, where reading the file does not find them
    draft.query = str(query.value).replace("\r\n", "\n").replace("\r", "\n")
    draft.given["query"] = query
    draft.query_line, draft.query_folded = query.above, query.folded


def unknown_keys(given: Mapping[str, Given]) -> list[str]:
    """Remarks on keys that look like a slip of one that is read."""
    known = {*FIELDS, *OTHER_KEYS}
    return [
        f"line {entry.line}: the key '{key}' is not read; {hint}"
        for key, entry in given.items()
        if key not in known and (hint := near(key, known))
    ]
