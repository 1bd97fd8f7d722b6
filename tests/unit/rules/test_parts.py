"""Entities, details, overrides and incidents: bounds, slips, and what is left out."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from lab.rules.columns import column_warnings
from lab.rules.model import CUSTOM_DETECTION, EntityMapping, IncidentSettings, RuleFileError
from lab.rules.placeholders import placeholders
from tests.unit.rules.reading import rule

BASE = {"query": "T", "kind": "Scheduled", "queryFrequency": "1h", "queryPeriod": "1h"}


def text(**fields: object) -> str:
    return yaml.safe_dump({**BASE, **fields})


def mapping(kind: str, *pairs: tuple[str, str]) -> dict[str, Any]:
    fields = [{"identifier": one, "columnName": column} for one, column in pairs]
    return {"entityType": kind, "fieldMappings": fields}


def test_names_are_read_whatever_their_case() -> None:
    found = rule("x.yaml", text(entityMappings=[mapping("ip", ("address", "Ip"))]))
    assert found.entities == (EntityMapping("IP", (("Address", "Ip"),)),)
    assert found.warnings == ()


def test_entities_of_a_column() -> None:
    found = rule("x.yaml", text(sentinelEntitiesMappings=[{"columnName": "Entities"}]))
    assert found.entities == (EntityMapping("SentinelEntities", (("Entities", "Entities"),)),)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"entityMappings": [mapping("Acount", ("Name", "a"))]}, "'Acount'; perhaps 'Account'"),
        ({"entityMappings": [mapping("IP", ("Adress", "a"))]}, "'Adress' of IP; perhaps 'Address'"),
        ({"entityMappings": [mapping("IP", ("AddressScope", "a"))]}, "needs one of Address"),
        ({"entityMappings": [mapping("Host", ("DeviceId", "a"))]}, "rejects the identifier 'Dev"),
        (
            {
                "entityMappings": [
                    mapping("Account", *((n, "a") for n in ["Name", "Sid", "PUID", "UPNSuffix"]))
                ]
            },
            "4 identifiers of an entity: it takes 3",
        ),
        ({"entityMappings": [mapping("IP", ("Address", "a"))] * 11}, "11 entity mappings"),
        ({"customDetails": {"a b": "c"}}, "the key 'a b' of a custom detail"),
        ({"customDetails": {"a" * 21: "c"}}, "up to 20"),
        ({"customDetails": {f"a{n}": "c" for n in range(21)}}, "21 custom details: it takes 20"),
        (
            {"alertDetailsOverride": {"alertDisplayNameFormat": "{{a}} {{b}} {{c}} {{d}} {{a}}"}},
            "4 columns in alertDisplayNameFormat: it takes 3",
        ),
        (
            {
                "alertDetailsOverride": {
                    "alertDynamicProperties": [{"alertProperty": "Linc", "value": "a"}]
                }
            },
            "the alert property 'Linc'",
        ),
        (
            {"incidentConfiguration": {"groupingConfiguration": {"lookbackDuration": "8d"}}},
            "a lookbackDuration of 8d: it takes 5m to 7d",
        ),
        (
            {"incidentConfiguration": {"groupingConfiguration": {"matchingMethod": "Selected"}}},
            "Selected with nothing selected",
        ),
        (
            {"incidentConfiguration": {"groupingConfiguration": {"groupByEntities": ["Host"]}}},
            "rejects 'Host' in",
        ),
        ({"tactics": ["Initial Access"]}, "no tactic 'Initial Access'; perhaps 'InitialAccess'"),
    ],
)
def test_what_the_product_rejects_is_a_warning(fields: dict[str, object], says: str) -> None:
    (warning,) = rule("x.yaml", text(**fields)).warnings
    assert says in warning


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"entityMappings": {"a": 1}}, "entityMappings must be a list, not a mapping"),
        ({"entityMappings": ["IP"]}, "entityMappings[0] must have an entityType"),
        ({"entityMappings": [mapping("IP", ("Address", ""))]}, "fieldMappings[0] must have"),
        ({"sentinelEntitiesMappings": [{}]}, "must name a column under columnName"),
        ({"customDetails": ["a"]}, "customDetails must be a mapping"),
        ({"customDetails": {"a": ""}}, "customDetails.a must name a column"),
        ({"customDetails": {"a": ["b"]}}, "customDetails.a must be text, not a list"),
        ({"alertDetailsOverride": "x"}, "alertDetailsOverride must be a mapping"),
        (
            {"alertDetailsOverride": {"alertDynamicProperties": [{}]}},
            "an alertProperty and a value",
        ),
        ({"incidentConfiguration": []}, "incidentConfiguration must be a mapping"),
        ({"incidentConfiguration": {"createIncident": "perhaps"}}, "neither true nor false"),
        ({"incidentConfiguration": {"groupingConfiguration": 4}}, "must be a mapping"),
        (
            {"incidentConfiguration": {"groupingConfiguration": {"matchingMethod": "Best"}}},
            "'Best' is none of AllEntities, AnyAlert, Selected",
        ),
        (
            {"incidentConfiguration": {"groupingConfiguration": {"lookbackDuration": "soon"}}},
            "lookbackDuration 'soon' is no length of time",
        ),
    ],
)
def test_what_means_nothing_is_refused(fields: dict[str, object], says: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        rule("x.yaml", text(**fields))
    (problem,) = caught.value.problems
    assert says in problem.message
    assert problem.line > 0


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("none", IncidentSettings(create=False)),
        ("each alert", IncidentSettings()),
        ("by entities", IncidentSettings(grouped=True)),
        (
            "by anything, reopening",
            IncidentSettings(grouped=True, matching="AnyAlert", reopen=True),
        ),
        (
            "by ip, Severity, Seen",
            IncidentSettings(
                grouped=True,
                matching="Selected",
                by_entities=("IP",),
                by_alert_details=("Severity",),
                by_custom_details=("Seen",),
            ),
        ),
    ],
)
def test_incidents_in_a_header(spelled: str, expected: IncidentSettings) -> None:
    header = f"// entity: IP Address = Ip\n// details: Seen\n// incidents: {spelled}\nT"
    found = rule("x.kql", header)
    assert found.incidents == expected
    assert found.warnings == ()


def test_prose_in_a_header_is_no_field() -> None:
    header = "// Entity: User\n// details: what this rule is for\n// incidents: we had some\nT"
    found = rule("x.kql", header)
    assert (found.entities, found.custom_details) == ((), ())
    assert [warning[:14] for warning in found.warnings] == [
        "header line 1:",
        "header line 2:",
        "header line 3:",
    ]


def test_columns_that_the_query_does_not_return() -> None:
    header = (
        "// entity: IP Address = Ipp\n// details: Seen = LastSen\n"
        "// alert-title: {{Ip}} {{ Gone }}\n// alert-severity: Rating\n"
        "// alert-property: ProviderName = From\nT"
    )
    found = column_warnings(rule("x.kql", header), ["Ip", "LastSeen"], traceable=False)
    assert [one.partition(", which")[0] for one in found] == [
        "the entity IP (Address) names the column 'Ipp'",
        "the custom detail Seen names the column 'LastSen'",
        "the alert's title names the column 'Gone'",
        "the alert's severity names the column 'Rating'",
        "the alert's ProviderName names the column 'From'",
    ]
    assert found[0].endswith("perhaps 'Ip'")


def test_columns_that_a_custom_detection_needs() -> None:
    found = rule("x.kql", "// kind: CustomDetection\n// frequency: 1h\nT")
    assert found.kind is CUSTOM_DETECTION
    assert len(column_warnings(found, ["a"], traceable=True)) == 3
    full = ["Timestamp", "ReportId", "DeviceId"]
    assert column_warnings(found, full, traceable=True) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('T | where Host == "<hostname>"', ("<hostname>",)),
        ('T | where Host in~ ("a", "<YOUR HOST>")', ("<YOUR HOST>",)),
        ('let hosts = dynamic(["your-dc-hostname"]); T', ("your-dc-hostname",)),
        ('let x = "{{tenant}}"; T', ("{{tenant}}",)),
        ('T | where Host != "<hostname>" and Host !in ("<x y>")', ()),
        ("T | parse Xml with * '<Address>' Ip '</Address>' *", ()),
        ('T | where Line has "<script>"', ()),
        ('T | where a == "your"', ()),
        ('T | where a == "unclosed', ()),
    ],
)
def test_placeholders(query: str, found: tuple[str, ...]) -> None:
    assert placeholders(query) == found
