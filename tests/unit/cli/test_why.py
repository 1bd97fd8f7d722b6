"""``lab why``: the step, the window, the lateness or the threshold that loses an attack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Lab

# eve fails at minutes 16, 17 and 18 (see conftest); every row arrives half a minute later
HEADER = "// frequency: 10m\n// period: 10m\n"


def told(lab: Lab, folder: Path, query: str, header: str = HEADER) -> dict[str, Any]:
    rule = folder / "rule.kql"
    rule.write_text(f"{header}{query}\n")
    done = lab("why", rule, "guessing", "--json")
    (one,) = json.loads(done.out)
    assert isinstance(one, dict)
    assert done.code == (0 if one["reason"] == "found" else 1)
    return one


def test_what_was_found(lab: Lab, database: Path, tmp_path: Path) -> None:
    one = told(lab, tmp_path, "SecurityEvent | where EventID == 4625")
    assert one["reason"] == "found"
    assert "the run of 2026-03-02 00:20 raised an alert at 00:25:00" in one["says"]
    assert "9 min after 00:16:00 when it was first possible" in one["says"]


@pytest.mark.parametrize(
    ("query", "line", "step", "attack"),
    [
        ("SecurityEvent\n| where EventID == 4624", 4, "where EventID == 4624", [3, 0]),
        (
            "SecurityEvent\n| where EventID == 4625 and Account == 'ann'",
            4,
            "where Account == 'ann'",
            [3, 3, 0],
        ),
        (
            "SecurityEvent\n| summarize n = count() by Account\n| where n > 3",
            5,
            "where n > 3",
            [3, 1, 0],
        ),
        (
            "let failed = SecurityEvent\n| where Account != 'eve';\nfailed | take 100",
            4,
            "where Account != 'eve'",
            [3, 0],
        ),
        (
            "SecurityEvent\n| join kind=leftanti (SecurityEvent | take 100) on Account",
            4,
            "join kind=leftanti",
            [3, 0],
        ),
    ],
)
def test_the_step_that_drops_the_rows(
    lab: Lab,
    database: Path,
    tmp_path: Path,
    query: str,
    line: int,
    step: str,
    attack: list[int],
) -> None:
    one = told(lab, tmp_path, query)
    assert one["reason"] == "query"
    assert [part["attack"] for part in one["steps"]] == attack
    assert one["steps"][-1]["line"] == line
    assert one["steps"][-1]["step"].startswith(step)
    assert one["examples"]


def test_the_other_side_of_a_join_is_looked_into(lab: Lab, database: Path, tmp_path: Path) -> None:
    one = told(
        lab,
        tmp_path,
        "SecurityEvent | join kind=inner (SecurityEvent | where Account == 'ann') on Account",
    )
    right = one["steps"][-1]["right"]
    assert [part["attack"] for part in right] == [3, 0]


def test_a_threshold(lab: Lab, database: Path, tmp_path: Path) -> None:
    header = HEADER + "// threshold: > 5\n"
    assert told(lab, tmp_path, "SecurityEvent", header)["reason"] == "threshold"


def test_lateness(lab: Lab, database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            'UPDATE main.SecurityEvent SET "$ingestion" = "$ingestion" + INTERVAL 30 MINUTE '
            "WHERE Account = 'eve'"
        )
    one = told(lab, tmp_path, "SecurityEvent | where Account == 'eve'")
    assert one["reason"] == "lateness"
    assert (one["held"], one["arrived"]) == (3, 0)
    assert one["last_arrival"] == "2026-03-02T00:48:30Z"


def test_a_table_without_the_attack(lab: Lab, database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute('UPDATE main.SecurityEvent SET "$scenario" = 0')
    assert told(lab, tmp_path, "SecurityEvent")["reason"] == "no rows"


def test_for_people(lab: Lab, database: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.kql"
    rule.write_text(f"{HEADER}SecurityEvent\n| where Account == 'ann'\n")
    done = lab("why", rule, "1")
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0].startswith("rule.kql and 1 guessing (Password guessing")
    assert lines[1].endswith("the attack's rows are lost in line 4: where Account == 'ann'")
    assert lines[3].split() == ["3", "3", "4", "SecurityEvent"]


@pytest.mark.parametrize(
    ("scenario", "says"),
    [("gues", "no scenario 'gues' is planted here; there are guessing"), ("7", "numbers 1 to 1")],
)
def test_a_scenario_that_is_not_there(
    lab: Lab, database: Path, rules: Path, scenario: str, says: str
) -> None:
    done = lab("why", rules / "failed.kql", scenario)
    assert done.code == 2
    assert says in done.err


def test_a_rule_that_cannot_run_says_why(lab: Lab, database: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.kql"
    rule.write_text("SecurityEvent | wher x")
    done = lab("why", rule, "guessing")
    assert done.code == 2
    assert "can run: rule.kql: refused" in done.err
