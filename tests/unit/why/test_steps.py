"""A query as steps: what is added by each, and what all up to there means."""

from __future__ import annotations

import pytest

from lab.why.steps import steps_of
from transpile.pipeline import parse


def labels(query: str) -> list[str]:
    return [step.label for step in steps_of(parse(query), query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("T", ["T"]),
        ("T | where a == 1 | take 5", ["T", "where a == 1", "take 5"]),
        (
            "T | where a == 1 and b == 2 and (c or d)",
            ["T", "where a == 1", "where b == 2", "where c or d"],
        ),
        ("T | where a or b", ["T", "where a or b"]),
        ("let x = T | where a == 1; x | take 1", ["T", "where a == 1", "take 1"]),
        ("let x = 5; let T2 = T; T2 | where a == x", ["T", "where a == x"]),
        ("union A, B | count", ["union A, B", "count"]),
        ("(T | where a == 1) | take 1", ["T", "where a == 1", "take 1"]),
        ("let f = () { T }; f() | take 1", ["f()", "take 1"]),
        ("T | summarize\n    count()\n    by a", ["T", "summarize count() by a"]),
    ],
)
def test_steps_are_what_was_written(query: str, expected: list[str]) -> None:
    assert labels(query) == expected


def test_each_step_is_a_query_of_its_own() -> None:
    query = "let x = 5;\nT | where a == x and b == 2 | summarize n = count() by c"
    steps = steps_of(parse(query), query)
    assert [step.query.splitlines()[1:] for step in steps] == [
        ["T"],
        ["T", "| where a == x"],
        ["T", "| where a == x and b == 2"],
        ["T", "| where a == x and b == 2", "| summarize n = count() by c"],
    ]
    assert {"a", "x"} == steps[1].names
    assert {"b"} == steps[2].names


def test_the_other_side_of_a_join_has_steps_of_its_own() -> None:
    query = "T | join kind=inner (U | where z == 1) on k"
    _, join = steps_of(parse(query), query)
    assert [step.label for step in join.right] == ["U", "where z == 1"]


def test_a_long_step_is_cut() -> None:
    query = f"T | where a in ({', '.join(map(str, range(100)))})"
    assert len(labels(query)[1]) < 120
