"""``lab test``: exit codes, reports for build servers and code review, scenarios of a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml import ElementTree

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Lab

CASE = """\
covers: [password-guessing]
at: 2026-03-02T08:15:00Z
cases:
  - name: three & more
    tables: {SecurityEvent: [{TimeGenerated: -1m, EventID: 4625, Account: ann, $repeat: 3}]}
    expect: %s
"""


def write(rules: Path, text: str) -> None:
    (rules / "failed.tests.yaml").write_text(text)


def test_all_pass(lab: Lab, rules: Path) -> None:
    write(rules, CASE % "1")
    done = lab("test", rules)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("1 cases: 1 passed, 0 failed")


def test_a_failure_says_where(lab: Lab, rules: Path) -> None:
    write(rules, CASE % "none")
    done = lab("test", "rules", "--junit", "j.xml", "--sarif", "s.json")
    assert done.code == 1
    assert "failed: failed.kql: three & more (failed.tests.yaml:4)" in done.out
    assert "expected no alert, got 1:" in done.out
    root = ElementTree.fromstring(Path("j.xml").read_text())
    assert root.attrib["failures"] == "1"
    (case,) = root.iter("testcase")
    assert (case.attrib["classname"], case.attrib["name"]) == ("failed.kql", "three & more")
    assert case.attrib["file"] == "rules/failed.tests.yaml"
    assert case.find("failure") is not None
    (run,) = json.loads(Path("s.json").read_text())["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "rules/failed.tests.yaml"},
        "region": {"startLine": 4},
    }


def test_json(lab: Lab, rules: Path) -> None:
    write(rules, CASE % "2")
    done = lab("test", rules, "--json")
    assert done.code == 1
    document = json.loads(done.out)
    assert (document["failed"], document["cases"][0]["status"]) == (1, "failed")


def test_nothing_to_run(lab: Lab, rules: Path) -> None:
    assert lab("test", "rules").code == 2
    assert "no tests in rules" in lab("test", "rules").error
    assert lab("test", "nowhere").code == 2


def test_scenarios_of_the_database(lab: Lab, rules: Path, database: Path) -> None:
    text = (
        "cases:\n"
        "- {name: alone, scenario: guessing, expect: {rows: [{Account: eve}]}}\n"
        "- {name: late, scenario: guessing, at: 2026-03-02T00:40:00Z, expect: none}\n"
        "- name: amid all\n  scenario: guessing\n  background: true\n"
        "  from: 2026-03-02T00:20:00Z\n  to: 2026-03-02T00:45:00Z\n"
        "  expect: {rows: [{Account: eve}, {Account: bob}]}\n"
        "- {name: none, scenario: gessing, expect: none}\n"
    )
    write(rules, text)
    done = lab("test", rules, "--db", database)
    assert done.code == 1
    assert "4 cases: 3 passed, 0 failed, 1 broken" in done.out
    assert "holds no scenario 'gessing'; perhaps 'guessing'" in done.out


def test_mutants(lab: Lab, rules: Path, database: Path) -> None:
    write(rules, CASE % "1")
    done = lab("mutate", "rules/failed.kql")
    assert done.code == 1
    assert "not noticed: failed.kql: line 5: without where EventID == 4625; no case has" in done.out
    assert "  - | where EventID == 4625" in done.out
    document = json.loads(lab("mutate", "rules/failed.kql", "--json").out)
    assert document["tried_on"] == "1 case"
    assert {"kind", "line", "before", "after", "query"} <= document["survived"][0].keys()
    done = lab("mutate", "rules/failed.kql", "--replay", "--db", database)
    assert "mutants tried on" in done.out
    assert "without where FailedAttempts > 2" not in done.out  # more alerts
    assert lab("mutate", "rules/nowhere.kql").code == 2
    database.unlink()
    assert "--replay needs a database" in lab("mutate", "rules/failed.kql", "--replay").error
