"""The same rule from each spelling of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from lab.rules.model import (
    CONTINUOUS_DETECTION,
    CUSTOM_DETECTION,
    NRT,
    AlertOverrides,
    EntityMapping,
    IncidentSettings,
    Rule,
)
from tests.unit.rules.reading import rule, rules

ID = "0d0bb0a4-8a0f-4c1c-9d1b-3f3f8f6f0a01"
QUERY = (
    'SigninLogs\n| where ResultType != "0"\n| summarize Failures = count() by User, Ip, "x\\\\y"'
)
EXPECTED = Rule(
    id=ID,
    title="Failures: many",
    path="rule",
    query=QUERY,
    frequency=timedelta(minutes=15),
    period=timedelta(hours=1),
    trigger_threshold=3,
    severity="High",
    tactics=("CredentialAccess", "InitialAccess"),
    techniques=("T1110.003", "T1078"),
    description="Many failures of one user.",
    suppression=timedelta(hours=2),
    alert_per_result=True,
    entities=(
        EntityMapping("Account", (("FullName", "User"),)),
        EntityMapping("IP", (("Address", "Ip"),)),
    ),
    custom_details=(("Failures", "Failures"),),
    overrides=AlertOverrides(
        title_format="{{User}} failed {{Failures}} times",
        severity_column="Rating",
        properties=(("ProviderName", "Source"),),
    ),
    incidents=IncidentSettings(
        grouped=True,
        reopen=True,
        lookback=timedelta(hours=7),
        matching="Selected",
        by_entities=("Account",),
        by_alert_details=("Severity",),
        by_custom_details=("Failures",),
    ),
)
INDENTED = QUERY.replace("\n", "\n  ")
YAML = f"""\
id: {ID}
name: "Failures: many"
description: Many failures of one user.
kind: Scheduled
queryFrequency: 15m
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 3
severity: High
tactics: [CredentialAccess, InitialAccess]
relevantTechniques: [T1110.003, T1078]
suppressionEnabled: true
suppressionDuration: 2h
query: |-
  {INDENTED}
eventGroupingSettings:
  aggregationKind: AlertPerResult
entityMappings:
- entityType: Account
  fieldMappings:
  - {{identifier: FullName, columnName: User}}
- entityType: IP
  fieldMappings:
  - {{identifier: Address, columnName: Ip}}
customDetails: {{Failures: Failures}}
alertDetailsOverride:
  alertDisplayNameFormat: "{{{{User}}}} failed {{{{Failures}}}} times"
  alertSeverityColumnName: Rating
  alertDynamicProperties:
  - {{alertProperty: ProviderName, value: Source}}
incidentConfiguration:
  createIncident: true
  groupingConfiguration:
    enabled: true
    reopenClosedIncident: true
    lookbackDuration: 7h
    matchingMethod: Selected
    groupByEntities: [Account]
    groupByAlertDetails: [Severity]
    groupByCustomDetails: [Failures]
"""
PROPERTIES = {
    "displayName": "Failures: many",
    "description": "Many failures of one user.",
    "severity": "High",
    "enabled": True,
    "query": QUERY,
    "queryFrequency": "PT15M",
    "queryPeriod": "PT1H",
    "triggerOperator": "GreaterThan",
    "triggerThreshold": 3,
    "suppressionEnabled": True,
    "suppressionDuration": "PT2H",
    "startTimeUtc": None,
    "tactics": ["CredentialAccess", "InitialAccess"],
    "techniques": ["T1110", "T1078"],
    "subTechniques": ["T1110.003"],
    "eventGroupingSettings": {"aggregationKind": "AlertPerResult"},
    "entityMappings": [
        {
            "entityType": "Account",
            "fieldMappings": [{"identifier": "FullName", "columnName": "User"}],
        },
        {"entityType": "IP", "fieldMappings": [{"identifier": "Address", "columnName": "Ip"}]},
    ],
    "customDetails": {"Failures": "Failures"},
    "alertDetailsOverride": {
        "alertDisplayNameFormat": "{{User}} failed {{Failures}} times",
        "alertDescriptionFormat": None,
        "alertSeverityColumnName": "Rating",
        "alertDynamicProperties": [{"alertProperty": "ProviderName", "value": "Source"}],
    },
    "incidentConfiguration": {
        "createIncident": True,
        "groupingConfiguration": {
            "enabled": True,
            "reopenClosedIncident": True,
            "lookbackDuration": "PT7H",
            "matchingMethod": "Selected",
            "groupByEntities": ["Account"],
            "groupByAlertDetails": ["Severity"],
            "groupByCustomDetails": ["Failures"],
        },
    },
    "sentinelEntitiesMappings": None,
}
RESOURCE = {
    "type": "Microsoft.OperationalInsights/workspaces/providers/alertRules",
    "name": f"[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{ID}')]",
    "kind": "Scheduled",
    "apiVersion": "2023-12-01-preview",
    "properties": PROPERTIES,
}
SHORT = {**RESOURCE, "type": "Microsoft.SecurityInsights/alertRules", "name": ID}
FROM_API = {
    "id": f"/subscriptions/s/providers/Microsoft.SecurityInsights/alertRules/{ID}",
    "kind": "Scheduled",
    "properties": PROPERTIES,
}
NESTED = {
    "type": "Microsoft.Resources/deployments",
    "properties": {"template": {"resources": [RESOURCE]}},
}
CONTENT = {
    "type": "Microsoft.OperationalInsights/workspaces/providers/contentTemplates",
    "properties": {
        "mainTemplate": {
            "resources": [{**SHORT, "type": "Microsoft.SecurityInsights/AlertRuleTemplates"}]
        }
    },
}
HEADER = f"""\
// name: Failures: many
// id: {ID}
// description: Many failures of one user.
// frequency: 15m
// period: 1h
// threshold: > 3
// severity: High
// tactics: CredentialAccess, InitialAccess
// techniques: T1110.003, T1078
// suppression: 2h
// grouping: AlertPerResult
// entity: Account FullName = User
// entity: IP Address = Ip
// details: Failures
// alert-title: {{{{User}}}} failed {{{{Failures}}}} times
// alert-severity: Rating
// alert-property: ProviderName = Source
// incidents: by Account, Severity, Failures within 7h, reopening
"""


def same(found: Rule, expected: Rule = EXPECTED) -> None:
    """Equal but for the place, and for the header that KQL keeps in the query."""
    query = found.query[found.query.index(expected.query[:10]) :].rstrip("\n")
    bare = replace(found, path="rule", query=query, query_line=0, query_folded=False)
    assert bare == expected


@pytest.mark.parametrize(
    "document",
    [
        RESOURCE,
        SHORT,
        FROM_API,
        {"resources": [RESOURCE]},
        {"resources": {"rule": RESOURCE}, "languageVersion": "2.0"},
        {"value": [FROM_API]},
        {"resources": [NESTED]},
        {"resources": [{"type": "x", "resources": [CONTENT]}]},
        [RESOURCE],
    ],
    ids=["resource", "short", "api", "template", "named", "list", "nested", "content", "bare"],
)
def test_resource_manager(document: object) -> None:
    for indent in (None, 2):
        same(rule("rule.json", json.dumps(document, indent=indent)))


def test_line_ends_of_windows() -> None:
    body = {**PROPERTIES, "query": QUERY.replace("\n", "\r\n")}
    same(rule("rule.json", json.dumps({**RESOURCE, "properties": body})))


def test_yaml() -> None:
    same(rule("rule.yaml", YAML))


def test_kql() -> None:
    same(rule("rule.kql", HEADER + QUERY))


@pytest.mark.parametrize(
    "fence", ["```kql", "``` KQL", "~~~kusto", "```{.kusto}", "```Kusto title"]
)
def test_markdown(fence: str) -> None:
    text = f"# Some page\n\nText.\n\n## Failures\n\n{fence}\n{HEADER}{QUERY}\n{fence[:3]}\n"
    found = rule("rule.md", text)
    same(found)
    lines = text.split("\n")
    for at, line in enumerate(found.query.rstrip("\n").split("\n"), 1):
        assert lines[found.file_line(at) - 1] == line


DETECTION = replace(
    EXPECTED,
    kind=CUSTOM_DETECTION,
    frequency=timedelta(hours=3),
    period=timedelta(hours=12),
    trigger_threshold=0,
    tactics=("InitialAccess",),
    techniques=("T1078",),
    suppression=None,
    entities=(
        EntityMapping("Host", (("DeviceId", "DeviceId"),)),
        EntityMapping("Account", (("FullName", "AccountUpn"),)),
    ),
    custom_details=(),
    overrides=AlertOverrides(title_format="Other title"),
    incidents=IncidentSettings(),
)
TEMPLATE = {
    "title": "Other title",
    "description": "Many failures of one user.",
    "severity": "high",
}
OLD = {
    "@odata.type": "#microsoft.graph.security.detectionRule",
    "id": ID,
    "displayName": "Failures: many",
    "isEnabled": True,
    "queryCondition": {"queryText": QUERY, "lastModifiedDateTime": None},
    "schedule": {"period": "3H", "nextRunDateTime": "2026-01-01T00:00:00Z"},
    "detectionAction": {
        "alertTemplate": {
            **TEMPLATE,
            "category": "InitialAccess",
            "mitreTechniques": ["T1078"],
            "impactedAssets": [
                {
                    "@odata.type": "#microsoft.graph.security.impactedDeviceAsset",
                    "identifier": "deviceId",
                },
                {
                    "@odata.type": "#microsoft.graph.security.impactedUserAsset",
                    "identifier": "accountUpn",
                },
            ],
        },
        "responseActions": [],
    },
}
NEW = {
    **OLD,
    "schedule": {"frequency": "PT3H"},
    "detectionAction": {
        "alertTemplate": {
            **TEMPLATE,
            "tactics": [{"tactic": "InitialAccess", "techniques": [{"technique": "T1078"}]}],
            "entityMappings": {
                "hosts": [{"deviceIdColumn": "DeviceId"}],
                "accounts": [{"upnColumn": "AccountUpn", "sidColumn": None}],
            },
        }
    },
}
DEFENDER_HEADER = f"""\
// name: Failures: many
// id: {ID}
// description: Many failures of one user.
// kind: CustomDetection
// frequency: 3h
// severity: High
// tactics: InitialAccess
// techniques: T1078
// entity: Host DeviceId = DeviceId
// entity: Account FullName = AccountUpn
// alert-title: Other title
"""


def test_custom_detections() -> None:
    old = rule("rule.json", json.dumps(OLD))
    assert [one[:45] for one in old.warnings] == ["line 1: Graph drops schedule.period on 2026-1"]
    same(replace(old, warnings=()), DETECTION)
    same(rule("rule.json", json.dumps(NEW)), DETECTION)
    same(rules("rule.json", json.dumps({"value": [OLD, NEW]}))[1], DETECTION)
    same(rule("rule.kql", DEFENDER_HEADER + QUERY), DETECTION)
    text = f"# Page\n## Defender XDR\n```kql\n{DEFENDER_HEADER}{QUERY}\n```\n"
    same(rule("rule.md", text.replace("// kind: CustomDetection\n", "")), DETECTION)


@pytest.mark.parametrize("schedule", [{"period": "0"}, {"frequency": "PT0S"}, {"frequency": "P0D"}])
def test_continuous_detections(schedule: dict[str, str]) -> None:
    found = rule("rule.json", json.dumps({**NEW, "schedule": schedule}))
    minute = timedelta(minutes=1)
    same(found, replace(DETECTION, kind=CONTINUOUS_DETECTION, frequency=minute, period=minute))


def test_near_real_time_rules() -> None:
    minute = timedelta(minutes=1)
    expected = replace(EXPECTED, kind=NRT, frequency=minute, period=minute, trigger_threshold=0)
    gone = {"queryFrequency", "queryPeriod", "triggerOperator", "triggerThreshold"}
    body = {key: value for key, value in PROPERTIES.items() if key not in gone}
    same(rule("rule.json", json.dumps({**SHORT, "kind": "NRT", "properties": body})), expected)
    lines = [line for line in YAML.split("\n") if line.partition(":")[0] not in gone]
    same(rule("rule.yaml", "\n".join(lines).replace("kind: Scheduled", "kind: NRT")), expected)
    header = HEADER.replace(
        "// frequency: 15m\n// period: 1h\n// threshold: > 3\n", "// kind: NRT\n"
    )
    same(rule("rule.kql", header + QUERY), expected)
