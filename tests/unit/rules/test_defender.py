"""Custom detections: schedules and lookbacks, assets, what the product would reject."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from lab.rules.model import CONTINUOUS_DETECTION, CUSTOM_DETECTION, RuleFileError
from tests.unit.rules.reading import rule, rules

HOUR = timedelta(hours=1)


def detection(schedule: object = None, **template: object) -> str:
    """A rule of Microsoft Graph."""
    document: dict[str, Any] = {
        "id": "7",
        "displayName": "A rule",
        "queryCondition": {"queryText": "T"},
        "schedule": {"frequency": "PT1H"} if schedule is None else schedule,
        "detectionAction": {"alertTemplate": {"severity": "low", **template}},
    }
    return json.dumps(document, indent=1)


@pytest.mark.parametrize(
    ("frequency", "lookback"),
    [("PT1H", 4), ("PT3H", 12), ("PT12H", 48), ("PT24H", 720), ("P1D", 720), ("PT5M", 1 / 3)],
)
def test_the_lookback_follows_from_the_frequency(frequency: str, lookback: float) -> None:
    found = rule("x.json", detection({"frequency": frequency}))
    assert found.kind is CUSTOM_DETECTION
    assert found.period == lookback * HOUR
    assert (found.assumed, found.warnings) == ((), ())


def test_each_row_is_an_alert_unless_told_otherwise() -> None:
    assert rule("x.json", detection()).alert_per_result
    assert not rule("x.json", detection(eventGroupingKind="singleAlert")).alert_per_result


def test_a_list_of_rules() -> None:
    text = '{"value": [' + detection() + "," + detection().replace('"7"', '"8"') + "]}"
    assert [one.id for one in rules("x.json", text)] == ["7", "8"]


@pytest.mark.parametrize(
    ("schedule", "says"),
    [
        ({"frequency": "PT30M", "lookback": "PT48H"}, "takes less than 2d"),
        ({"frequency": "PT1H", "lookback": "P14D"}, "takes less than 14d"),
        ({"frequency": "P1D", "lookback": "P31D"}, "rejects a lookback of 31d"),
        ({"frequency": "PT2H", "lookback": "PT1H"}, "lookback of 1h below the frequency of 2h"),
        ({"frequency": "PT1M", "lookback": "PT1H"}, "rejects a frequency of 1m: it takes 5m"),
        ({"period": "2H"}, "it takes 0, 1H, 3H, 12H, 24H"),
        ({"frequency": "PT0S", "lookback": "PT1H"}, "rejects a lookback of a continuous rule"),
        ({}, "no schedule.frequency"),
    ],
)
def test_schedules_that_the_product_rejects(schedule: object, says: str) -> None:
    assert any(says in warning for warning in rule("x.json", detection(schedule)).warnings)


def test_bounds_that_it_takes() -> None:
    for frequency, lookback in (("PT30M", "PT47H"), ("PT1H", "P13D"), ("P1D", "P30D")):
        found = rule("x.json", detection({"frequency": frequency, "lookback": lookback}))
        assert found.warnings == ()


def test_a_rule_that_is_off() -> None:
    text = detection().replace('"displayName"', '"status": "disabled", "displayName"')
    assert not rule("x.json", text).enabled
    text = detection().replace('"displayName"', '"isEnabled": false, "displayName"')
    assert not rule("x.json", text).enabled


def test_assets_name_columns() -> None:
    assets = [
        {
            "@odata.type": "#microsoft.graph.security.impactedDeviceAsset",
            "identifier": "deviceName",
        },
        {
            "@odata.type": "#microsoft.graph.security.impactedUserAsset",
            "identifier": "processAccountObjectId",
        },
        {
            "@odata.type": "#microsoft.graph.security.impactedMailboxAsset",
            "identifier": "recipientEmailAddress",
        },
    ]
    found = rule("x.json", detection(impactedAssets=assets))
    assert [(one.type, one.identifiers) for one in found.entities] == [
        ("Host", (("FullName", "DeviceName"),)),
        ("Account", (("AadUserId", "InitiatingProcessAccountObjectId"),)),
        ("Mailbox", (("MailboxPrimaryAddress", "RecipientEmailAddress"),)),
    ]
    assert found.warnings == ()
    assets[0]["identifier"] = "deviceNam"
    (warning,) = rule("x.json", detection(impactedAssets=assets)).warnings
    assert "'deviceNam' of an impacted asset; perhaps 'deviceName'" in warning
    assets[0]["identifier"] = "deviceName"
    twice = rule("x.json", detection(impactedAssets=[assets[0], assets[0]]))
    assert "2 impacted assets of type Host" in twice.warnings[0]


def test_entities_by_the_keys_of_their_lists() -> None:
    mappings = {
        "@odata.type": "#microsoft.graph.security.entityMappingConfiguration",
        "hosts": [{"@odata.type": "x", "nameColumn": "Computer", "dnsDomainColumn": "Domain"}],
        "ips": [{"addressColumn": "Ip", "scopeColumn": ""}],
        "files": [{"sha1Column": "SHA1"}],
    }
    found = rule(
        "x.json", detection(entityMappings=mappings, customDetails={"@odata.type": "x", "A": "B"})
    )
    assert [(one.type, one.identifiers) for one in found.entities] == [
        ("Host", (("HostName", "Computer"), ("DnsDomain", "Domain"))),
        ("IP", (("Address", "Ip"),)),
        ("File", (("Sha1", "SHA1"),)),
    ]
    assert found.custom_details == (("A", "B"),)
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"T"', "7", "query is empty"),
        ('"PT1H"', '"often"', "'often' is no length of time"),
        ('"low"', "[1]", "severity must be text, not a list"),
    ],
)
def test_what_cannot_run_is_refused_at_its_line(old: str, new: str, says: str) -> None:
    text = detection()
    with pytest.raises(RuleFileError) as caught:
        rule("x.json", text.replace(old, new))
    (problem,) = caught.value.problems
    assert says in problem.message
    assert problem.line > 0


def test_categories_that_are_no_tactics() -> None:
    assert rule("x.json", detection(category="Ransomware")).warnings == ()
    (warning,) = rule("x.json", detection(category="Executoin")).warnings
    assert "'Executoin'; perhaps 'Execution'" in warning


def test_a_header_makes_a_continuous_detection() -> None:
    found = rule("x.kql", "// kind: ContinuousDetection\nT")
    assert found.kind is CONTINUOUS_DETECTION
