"""Gates on a replay: what holds, what does not, in which words; and the reports beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from defusedxml import ElementTree

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Lab

TESTS = "covers: [guessing]\n"


@pytest.fixture
def baseline(lab: Lab, database: Path, rules: Path) -> Path:
    """A replay in which the rule found the scenario, with two alerts in an hour."""
    del database
    (rules / "failed.tests.yaml").write_text(TESTS)
    done = lab("replay", rules, "--json")
    assert done.code == 0
    file = Path("base.json")
    file.write_text(done.out)
    return file


def worse(rules: Path, old: str, new: str) -> None:
    rule = rules / "failed.kql"
    rule.write_text(rule.read_text().replace(old, new))


def test_what_holds_says_nothing(lab: Lab, rules: Path, baseline: Path) -> None:
    done = lab(
        *("replay", rules, "--against", baseline, "--no-lost-scenarios", "--max-delay", "20m"),
        *("--max-alerts-per-day", "+0%"),
    )
    assert done.code == 0
    assert "gate:" not in done.out


def test_a_scenario_that_is_lost(lab: Lab, rules: Path, baseline: Path) -> None:
    worse(rules, "> 2", "> 3")
    done = lab("replay", rules, "--against", baseline, "--no-lost-scenarios")
    assert done.code == 1
    assert "gate: failed.kql: no longer finds scenario 1 (guessing, 2026-03-02 00:16" in done.out
    assert "gate: no rule finds scenario 1" in done.out
    assert lab("replay", rules).code == 0


def test_more_alerts(lab: Lab, rules: Path, baseline: Path) -> None:
    done = lab("replay", rules, "--max-alerts-per-day", "47.5")
    assert done.code == 1
    assert (
        "gate: failed.kql: 48 alerts a day, and at most 47.5 are allowed (--max-alerts-per-day)"
        in done.out
    )
    assert lab("replay", rules, "--max-alerts-per-day", "48").code == 0
    worse(rules, "> 2", "> 0")
    done = lab("replay", rules, "--max-alerts-per-day", "+50%", "--against", baseline)
    assert "at most 72 are allowed, 50 % above the 48 of base.json" in done.out


def test_too_late(lab: Lab, rules: Path, baseline: Path) -> None:
    done = lab("replay", rules, "--max-delay", "1m", "--json")
    assert done.code == 1
    assert "gate: failed.kql: takes up to " in done.err
    (gate,) = json.loads(done.out)["gates"]
    assert (gate["gate"], gate["rule"]) == ("max-delay", "failed.kql")


def test_no_longer_tested(lab: Lab, rules: Path, baseline: Path) -> None:
    worse(rules, "EventID", "EvntID")
    done = lab("replay", rules, "--against", baseline)
    assert done.code == 1
    assert "gate: failed.kql: was tested in base.json and is refused now: KQL2002" in done.out


def test_reports_for_machines(lab: Lab, rules: Path, baseline: Path) -> None:
    worse(rules, "EventID", "EvntID")
    (rules / "bad.kql").write_text("// frequency: never\n// period: ever\nSecurityEvent")
    done = lab(*("replay", "rules", "--against", baseline, "--junit", "j.xml", "--sarif", "s.json"))
    assert done.code == 1
    root = ElementTree.fromstring(Path("j.xml").read_text())
    by_name = {(one.attrib["classname"], one.attrib["name"]): one for one in root.iter("testcase")}
    assert by_name["failed.kql", "rule"].find("failure") is not None
    assert by_name["failed.kql", "still-tested"].find("failure") is not None
    (run,) = json.loads(Path("s.json").read_text())["runs"]
    places = {
        (one["ruleId"], one["locations"][0]["physicalLocation"]["region"]["startLine"])
        for one in run["results"]
    }
    assert {("KQL2002", 5), ("rule-invalid", 1), ("rule-invalid", 2), ("gate-still-tested", 1)} <= (
        places
    )


def test_check_writes_sarif_too(lab: Lab, rules: Path) -> None:
    worse(rules, "EventID", "EvntID")
    assert lab("check", "rules", "--sarif", "s.json", "--junit", "j.xml").code == 1
    (run,) = json.loads(Path("s.json").read_text())["runs"]
    (result,) = [one for one in run["results"] if one["level"] == "error"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "rules/failed.kql"
    assert place["region"] == {"startLine": 5, "startColumn": 9, "endLine": 5, "endColumn": 15}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--against", "nowhere.json"), "no such file: nowhere.json; 'lab replay FOLDER --json"),
        (("--against", "rules/failed.kql"), "is no replay as 'lab replay --json' writes it"),
        (("--against", "other.json"), "is a replay of other logs"),
        (("--against", "list.json"), "is no replay as"),
        (("--max-alerts-per-day", "few"), "must be a number like 20, or like +10%"),
        (("--max-alerts-per-day", "10%"), "must be a number like 20"),
        (("--max-alerts-per-day", "+10%"), "needs a baseline: name it with --against"),
        (("--max-delay", "soon"), "must be a length of time like 30m"),
    ],
)
def test_wrong_gates(
    lab: Lab, rules: Path, baseline: Path, options: tuple[str, ...], said: str
) -> None:
    document = json.loads(baseline.read_text())
    document["scenarios"][0]["from"] = "2026-03-01T00:00:00Z"
    Path("other.json").write_text(json.dumps(document))
    Path("list.json").write_text("[]")
    done = lab("replay", rules, *options)
    assert done.code == 2
    assert said in done.err.splitlines()[-1]
