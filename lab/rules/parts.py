"""What a rule's alerts carry: entities, custom details, overrides, and how they become incidents.

Each reader takes the values in the shape of the rule API; formats with a spelling of their own
bring theirs into it. What the product would reject but a replay can do without is a warning.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from lab.rules.durations import spell_duration
from lab.rules.entities import (
    ENTITY_TYPES,
    MOST_IDENTIFIERS,
    MOST_MAPPINGS,
    SENTINEL_ENTITIES,
)
from lab.rules.model import AlertOverrides, EntityMapping, IncidentSettings, Matching
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Collection

    from lab.rules.given import Given
    from lab.rules.model import RuleKind
    from lab.rules.reader import Reader

MOST_DETAILS = 20
LONGEST_DETAIL = 20
MOST_PARAMETERS = 3
SHORTEST_LOOKBACK = timedelta(minutes=5)
LONGEST_LOOKBACK = timedelta(days=7)
ALERT_DETAILS = ("DisplayName", "Severity")
ALERT_PROPERTIES = (
    *("AlertLink", "ConfidenceLevel", "ConfidenceScore", "ExtendedLinks", "ProductComponentName"),
    *("ProductName", "ProviderName", "RemediationSteps", "Techniques", "SubTechniques"),
)
PARAMETER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_DETAIL = re.compile(r"[a-zA-Z]+\w*", re.ASCII)
# the first three are of API versions before 2021
_MATCHING: dict[str, Matching] = {
    "all": "AllEntities",
    "none": "AnyAlert",
    "custom": "Selected",
    "allentities": "AllEntities",
    "anyalert": "AnyAlert",
    "selected": "Selected",
}


def entities(reader: Reader, kind: RuleKind) -> tuple[EntityMapping, ...]:
    """The entity mappings, in the product's spelling; unknown types and identifiers are left out.

    Fields: ``entities`` (entityMappings), ``sentinel_entities`` (sentinelEntitiesMappings).
    """
    given = reader.given.get("entities")
    found: list[EntityMapping] = []
    for one in _list(reader, given):
        mapping = _entity(reader, one, kind)
        if mapping is not None:
            found.append(mapping)
    if given is not None and len(given.items) > MOST_MAPPINGS:
        reader.remark(
            given,
            f"the product rejects {len(given.items)} entity mappings: it takes {MOST_MAPPINGS}",
        )
    for one in _list(reader, reader.given.get("sentinel_entities")):
        column = reader.text_of(one.find("columnName"))
        if column:
            found.append(EntityMapping(SENTINEL_ENTITIES, (("Entities", column),)))
        else:
            reader.refuse(one, f"{one.key} must name a column under columnName")
    return tuple(found)


def _entity(reader: Reader, given: Given, kind: RuleKind) -> EntityMapping | None:
    name = reader.text_of(given.find("entityType"))
    fields = given.find("fieldMappings")
    if not name or fields is None or not isinstance(fields.value, list):
        reader.refuse(given, f"{given.key} must have an entityType and a list of fieldMappings")
        return None
    pairs = [_pair(reader, field) for field in fields.items]
    known = ENTITY_TYPES.get(name.lower())
    if known is None:
        hint = near(name, [one.name for one in ENTITY_TYPES.values()])
        reader.remark(
            given,
            f"the product rejects entities of type '{name}'{'; ' + hint if hint else ''}; "
            "they are left out here",
        )
        return None
    further = known.defender if kind.deduplicates else ()
    spelled = {one.lower(): one for one in (*known.identifiers, *further)}
    identifiers = []
    for field, pair in zip(fields.items, pairs, strict=True):
        if pair is None:
            continue
        identifier, column = pair
        if identifier.lower() in spelled:
            identifiers.append((spelled[identifier.lower()], column))
            continue
        hint = near(identifier, spelled.values())
        reader.remark(
            field,
            f"the product rejects the identifier '{identifier}' of {known.name}"
            f"{'; ' + hint if hint else ''}; it is left out here",
        )
    if len(identifiers) > MOST_IDENTIFIERS:
        reader.remark(
            given,
            f"the product rejects {len(identifiers)} identifiers of an entity: it takes "
            f"{MOST_IDENTIFIERS}",
        )
    needed = (*known.needed, *further)
    if identifiers and not any(identifier in needed for identifier, _ in identifiers):
        reader.remark(
            given,
            f"the product rejects this mapping of {known.name}: it needs one of "
            f"{', '.join(needed)}",
        )
    return EntityMapping(known.name, tuple(identifiers)) if identifiers else None


def _pair(reader: Reader, given: Given) -> tuple[str, str] | None:
    identifier = reader.text_of(given.find("identifier"))
    column = reader.text_of(given.find("columnName"))
    if identifier and column:
        return identifier, column
    reader.refuse(given, f"{given.key} must have an identifier and a columnName")
    return None


def custom_details(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Keys and the columns that fill them, from ``details`` (customDetails)."""
    given = reader.given.get("details")
    if given is None or given.absent:
        return ()
    if not isinstance(given.value, dict):
        reader.refuse(given, f"{given.key} must be a mapping of keys to columns")
        return ()
    found = []
    for key, value in given.fields.items():
        column = reader.text_of(value)
        if column:
            found.append((key, column))
        elif not value.items and not value.fields:
            reader.refuse(value, f"{value.key} must name a column")
        if not _DETAIL.fullmatch(key) or len(key) > LONGEST_DETAIL:
            reader.remark(
                value,
                f"the product rejects the key '{key}' of a custom detail: it takes letters, "
                f"digits and _, a letter first, up to {LONGEST_DETAIL}",
            )
    if len(found) > MOST_DETAILS:
        reader.remark(
            given, f"the product rejects {len(found)} custom details: it takes {MOST_DETAILS}"
        )
    return tuple(found)


def overrides(reader: Reader) -> AlertOverrides:
    """What alerts take from the results, from ``overrides`` (alertDetailsOverride)."""
    given = reader.given.get("overrides")
    if given is None or given.absent:
        return AlertOverrides()
    if not isinstance(given.value, dict):
        reader.refuse(given, f"{given.key} must be a mapping")
        return AlertOverrides()
    formats = []
    for name in ("alertDisplayNameFormat", "alertDescriptionFormat"):
        value = given.find(name)
        text = reader.text_of(value)
        columns = set(PARAMETER.findall(text))
        if value is not None and len(columns) > MOST_PARAMETERS:
            reader.remark(
                value,
                f"the product rejects {len(columns)} columns in {name}: it takes {MOST_PARAMETERS}",
            )
        formats.append(text)
    properties = []
    spelled = {one.lower(): one for one in ALERT_PROPERTIES}
    for one in _list(reader, given.find("alertDynamicProperties")):
        name = reader.text_of(one.find("alertProperty"))
        column = reader.text_of(one.find("value"))
        if not name or not column:
            reader.refuse(one, f"{one.key} must have an alertProperty and a value")
            continue
        if name.lower() not in spelled:
            hint = near(name, ALERT_PROPERTIES)
            reader.remark(
                one,
                f"the product rejects the alert property '{name}'{'; ' + hint if hint else ''}",
            )
        properties.append((spelled.get(name.lower(), name), _bare(column)))
    return AlertOverrides(
        title_format=formats[0],
        description_format=formats[1],
        severity_column=_bare(reader.text_of(given.find("alertSeverityColumnName"))),
        tactics_column=_bare(reader.text_of(given.find("alertTacticsColumnName"))),
        properties=tuple(properties),
    )


def _bare(column: str) -> str:
    """A column that is written ``{{Column}}`` where the plain name is due."""
    match = PARAMETER.fullmatch(column)
    return match.group(1) if match else column


def incidents(
    reader: Reader,
    mapped: Collection[EntityMapping],
    details: Collection[tuple[str, str]],
) -> IncidentSettings:
    """Whether alerts become incidents and which share one, from ``incidents``."""
    given = reader.given.get("incidents")
    if given is None or given.absent:
        return IncidentSettings()
    if not isinstance(given.value, dict):
        reader.refuse(given, f"{given.key} must be a mapping")
        return IncidentSettings()
    create = reader.truth_of(given.find("createIncident"), default=True)
    grouping = given.find("groupingConfiguration")
    if grouping is None or grouping.absent:
        return IncidentSettings(create=create)
    if not isinstance(grouping.value, dict):
        reader.refuse(grouping, f"{grouping.key} must be a mapping")
        return IncidentSettings(create=create)
    wanted = grouping.find("lookbackDuration")
    lookback = reader.duration_of(wanted) if wanted is not None else None
    if wanted is not None and lookback is not None:
        _bound_lookback(reader, wanted, lookback)
    matching = _matching(reader, grouping)
    chosen = {
        "groupByEntities": [one.type for one in mapped],
        "groupByAlertDetails": list(ALERT_DETAILS),
        "groupByCustomDetails": [key for key, _ in details],
    }
    by = {key: _chosen(reader, grouping.find(key), known) for key, known in chosen.items()}
    enabled = reader.truth_of(grouping.find("enabled"), default=True)
    if enabled and matching == "Selected" and not any(by.values()):
        reader.remark(
            grouping,
            "the product rejects the matching method Selected with nothing selected: name "
            "entities, alert details or custom details",
        )
    return IncidentSettings(
        create=create,
        grouped=enabled,
        reopen=reader.truth_of(grouping.find("reopenClosedIncident"), default=False),
        lookback=lookback or IncidentSettings().lookback,
        matching=matching,
        by_entities=by["groupByEntities"],
        by_alert_details=by["groupByAlertDetails"],
        by_custom_details=by["groupByCustomDetails"],
    )


def _bound_lookback(reader: Reader, given: Given, lookback: timedelta) -> None:
    if not SHORTEST_LOOKBACK <= lookback <= LONGEST_LOOKBACK:
        reader.remark(
            given,
            f"the product rejects a {given.key.rpartition('.')[2]} of {spell_duration(lookback)}: "
            f"it takes {spell_duration(SHORTEST_LOOKBACK)} to {spell_duration(LONGEST_LOOKBACK)}",
        )


def _matching(reader: Reader, grouping: Given) -> Matching:
    given = grouping.find("matchingMethod") or grouping.find("entitiesMatchingMethod")
    text = reader.text_of(given)
    if given is not None and text and text.lower() not in _MATCHING:
        reader.refuse(
            given, f"{given.key} '{text[:80]}' is none of AllEntities, AnyAlert, Selected"
        )
    return _MATCHING.get(text.lower(), "AllEntities")


def _chosen(reader: Reader, given: Given | None, known: list[str]) -> tuple[str, ...]:
    """Names in the spelling of those that are known; a remark on others."""
    spelled = {one.lower(): one for one in known}
    found = []
    for one in _list(reader, given):
        name = reader.text_of(one)
        if not name:
            continue
        if name.lower() not in spelled:
            reader.remark(
                one,
                f"the product rejects '{name}' in {given.key if given else ''}: the rule's alerts "
                f"have {', '.join(dict.fromkeys(known)) or 'none'}",
            )
        found.append(spelled.get(name.lower(), name))
    return tuple(dict.fromkeys(found))


def _list(reader: Reader, given: Given | None) -> list[Given]:
    if given is None or given.absent:
        return []
    if not isinstance(given.value, list):
        reader.refuse(given, f"{given.key} must be a list, not {given.shape}")
        return []
    return given.value
