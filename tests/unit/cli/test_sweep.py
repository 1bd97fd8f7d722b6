"""``lab sweep``: a rule's literals moved, replayed, compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Lab


def test_each_literal_in_turn(lab: Lab, database: Path, rules: Path) -> None:
    done = lab("sweep", rules / "failed.kql", "--json")
    assert done.code == 0
    document = json.loads(done.out)
    threshold, trigger = document["curves"]
    assert (threshold["literal"], threshold["line"]) == ("FailedAttempts > 2", 7)
    assert trigger["name"] == "trigger"
    by_value = {point["value"]: point for point in threshold["points"]}
    assert by_value["2"]["present"]
    # bob fails as often as the attacker, ann once or twice
    assert (by_value["2"]["alerts"], by_value["2"]["alerts_per_day"]) == (2, 48)
    assert (by_value["2"]["true"], by_value["2"]["false"]) == (1, 1)
    # what another value can find is asked of this one
    assert (by_value["4"]["caught"], by_value["4"]["tried"]) == (0, 1)
    assert (by_value["1"]["caught"], by_value["1"]["tried"]) == (1, 1)
    assert by_value["1"]["alerts"] > 2


def test_one_literal_and_its_values(lab: Lab, database: Path, rules: Path) -> None:
    done = lab("sweep", rules / "failed.kql", "--at", "FailedAttempts", "--values", "1,3")
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines()]
    assert lines[0] == ["failed.kql"]
    assert [line[:2] for line in lines if line[-1:] and "█" in line[-1]][:2] == [
        ["1", "72"],
        [">", "2"],
    ]
    assert ["3", "0", "0/1"] in lines


def test_a_better_value_is_named(lab: Lab, database: Path, rules: Path) -> None:
    rule = rules / "failed.kql"
    rule.write_text(rule.read_text().replace("> 2", "> 1"))
    shown = lab("sweep", rule, "--at", "FailedAttempts").out
    assert "2 finds as many attacks here (1/1) with 48 alerts a day instead of 72" in shown


def test_values_of_no_literal(lab: Lab, database: Path, rules: Path) -> None:
    done = lab("sweep", rules / "failed.kql", "--values", "1")
    assert done.code == 2
    assert "values need the literal that they are of (--at): 1: FailedAttempts > 2" in done.error
