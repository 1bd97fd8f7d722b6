"""Mutants: which are made of a rule, and which of them the cases notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from lab.errors import RuleError
from lab.rules.model import Rule
from lab.testing.mutants import mutants_of
from lab.testing.mutation import changed_lines
from lab.workspace import mutate_rule

if TYPE_CHECKING:
    from pathlib import Path


def rule_of(query: str, **given: object) -> Rule:
    return Rule(
        id="r",
        title="r",
        path="r.kql",
        query=query,
        frequency=timedelta(minutes=5),
        period=timedelta(minutes=5),
        **given,  # type: ignore[arg-type]
    )


def said(query: str) -> list[str]:
    made = [one for one in mutants_of(rule_of(query), 100).tried if one.kind != "threshold"]
    return [f"{one.kind}: {one.after or 'nothing'} for {one.before}" for one in made]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("T | where a == 1", ["drop: nothing for where a == 1", "flip: a != 1 for a == 1"]),
        (
            "T | where a has 'x' and not(b)",
            [
                "drop: nothing for a has 'x'",
                "flip: a !has \"x\" for a has 'x'",
                "drop: nothing for not(b)",
                "flip: b for not(b)",
            ],
        ),
        (
            "T | extend c = a > 5",
            ["bound: a >= 5 for a > 5", "literal: 6 for 5", "literal: 4 for 5"],
        ),
        (
            "T | extend c = a in ('x', 'y')",
            [
                "flip: a !in (\"x\", \"y\") for a in ('x', 'y')",
                "set: nothing for 'x'",
                "set: nothing for 'y'",
            ],
        ),
        (
            "T | extend c = a has_any (dynamic(['x', 'y']))",
            [
                "flip: a has_all (dynamic([\"x\", \"y\"])) for a has_any (dynamic(['x', 'y']))",
                "set: dynamic([\"y\"]) for dynamic(['x', 'y'])",
                "set: dynamic([\"x\"]) for dynamic(['x', 'y'])",
            ],
        ),
        (
            "T | summarize min(a) by bin(t, 5m)",
            [
                "function: max(a) for min(a)",
                "literal: 10m for 5m",
                "literal: 150s for 5m",
            ],
        ),
        ("T | join U on k", ["join: join kind=leftouter for join kind=innerunique"]),
        ("T | join kind=leftanti U on k", ["join: join kind=leftsemi for join kind=leftanti"]),
        ("T | project a = 5, b = 'x', c = 0", []),
    ],
)
def test_what_is_made(query: str, expected: list[str]) -> None:
    assert said(query) == expected


def test_the_threshold_of_the_trigger_moves() -> None:
    made = mutants_of(rule_of("T", trigger_threshold=3), 100).tried
    assert [one.rule.trigger_threshold for one in made] == [4, 2]
    assert str(made[0]) == "trigger gt 4 instead of trigger gt 3"


def test_of_too_many_the_first_kinds_are_tried_and_the_rest_told() -> None:
    made = mutants_of(rule_of("T | where a == 1 and b > 5"), 3)
    assert [one.kind for one in made.tried] == ["drop", "flip", "drop"]
    assert made.left == {"bound": 1, "threshold": 1, "literal": 2}


def test_lines_are_those_of_the_file() -> None:
    rule = rule_of("T\n| where a == 1", query_line=4)
    mutant = next(one for one in mutants_of(rule, 10).tried if one.kind == "flip")
    assert (mutant.line, mutant.column) == (6, 9)
    assert changed_lines(rule, mutant) == ("- | where a == 1", "+ | where a != 1")


RULE = """// Frequency: 5m
// Period: 5m
SecurityEvent
| where EventID == 4625 and LogonType in (3, 10)
| summarize Failed = count() by Account
| where Failed > 2
"""
CASES = """\
at: 2026-03-02
cases:
- name: three
  tables: {SecurityEvent: [&f {TimeGenerated: -1m, EventID: 4625, LogonType: 3, $repeat: 3}]}
  expect: {rows: [{Failed: 3}]}
- name: two
  tables: {SecurityEvent: [{<<: *f, $repeat: 2}, {<<: *f, EventID: 4624}]}
  expect: none
"""


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    file = tmp_path / "r.kql"
    file.write_text(RULE)
    (tmp_path / "r.tests.yaml").write_text(CASES)
    return file


def test_what_no_case_notices_survives(rule: Path) -> None:
    report = mutate_rule(rule)
    assert [str(one) for one in report.survived] == [
        "line 4: without LogonType in (3, 10)",
        "line 4: without 10",
    ]
    assert not report.unusable
    by = {str(mutant): name for mutant, name in report.noticed}
    assert by["line 4: without EventID == 4625"] == "two (r.tests.yaml:6)"
    assert by["line 6: Failed >= 2 instead of Failed > 2"] == "two (r.tests.yaml:6)"
    assert by["line 6: 3 instead of 2"] == "three (r.tests.yaml:3)"


def test_cases_must_pass_and_exist(rule: Path) -> None:
    tests = rule.with_name("r.tests.yaml")
    tests.write_text(CASES.replace("Failed: 3", "Failed: 4"))
    with pytest.raises(RuleError, match="is failed for the rule itself"):
        mutate_rule(rule)
    tests.write_text("covers: []\n")
    with pytest.raises(RuleError, match="has no cases to try its mutants on"):
        mutate_rule(rule)
    with pytest.raises(RuleError, match="is a folder; name one rule"):
        mutate_rule(rule.parent)
    with pytest.raises(RuleError, match=r"holds no rule 'x'; name one of them"):
        mutate_rule(f"{rule}#x")


def test_a_mutant_that_does_not_compile_is_no_survivor(rule: Path) -> None:
    rule.write_text(
        "// Frequency: 5m\nSecurityEvent | summarize max(EventID) by Account"
        "\n| where max_EventID > 1"
    )
    first, _, _ = CASES.partition("- name: two")
    rule.with_name("r.tests.yaml").write_text(first.replace("{rows: [{Failed: 3}]}", "1"))
    report = mutate_rule(rule)
    assert [str(one) for one in report.unusable] == ["line 2: min(EventID) instead of max(EventID)"]
