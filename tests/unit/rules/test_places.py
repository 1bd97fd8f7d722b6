"""Diagnostics of a rule point into its file, whatever the format."""

from __future__ import annotations

import json

import pytest

from lab.replay.model import RuleOutcome
from lab.replay.prepare import planned
from lab.workspace import assumed_schemas
from tests.unit.rules.reading import rule

QUERY = "SigninLogs\n| where Usr == 1"


@pytest.mark.parametrize(
    ("name", "text", "place", "line"),
    [
        ("a.kql", "// id: x\n" + QUERY, "a.kql:3:9", 3),
        ("a.md", "# A\n\n```kql\n" + QUERY + "\n```\n", "a.md:5:9", 5),
        ("a.yaml", "kind: NRT\nquery: |\n  SigninLogs\n  | where Usr == 1\n", "a.yaml:4:9", 4),
        ("a.yaml", 'kind: NRT\nquery: "SigninLogs\\n| where Usr == 1"\n', "a.yaml:2 query:2:9", 2),
        (
            "a.json",
            json.dumps({"kind": "NRT", "properties": {"query": QUERY}}, indent=1),
            "a.json:4 query:2:9",
            4,
        ),
    ],
)
def test_a_refusal_names_the_place(name: str, text: str, place: str, line: int) -> None:
    found = rule(name, text)
    outcome = planned(found, assumed_schemas())
    assert isinstance(outcome, RuleOutcome)
    assert outcome.status == "refused"
    assert f"({place})" in outcome.rendered
    assert "  | where Usr == 1" in outcome.rendered
    within = found.query.split("\n").index("| where Usr == 1") + 1
    assert found.file_line(within) == line


def test_a_placeholder_is_said_before_anything_is_compiled() -> None:
    outcome = planned(rule("a.kql", 'NoTable | where a == "<hostname>"'), assumed_schemas())
    assert isinstance(outcome, RuleOutcome)
    assert (outcome.status, outcome.why) == (
        "not testable",
        "a placeholder stands in its query: <hostname>",
    )
