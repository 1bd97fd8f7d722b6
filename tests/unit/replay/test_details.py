from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from lab.replay.details import LONGEST_TITLE, DetailsMaker
from lab.rules.model import CUSTOM_DETECTION, AlertOverrides, Rule

if TYPE_CHECKING:
    from lab.replay.model import AlertDetails

COLUMNS = ["User", "Level", "Tactic", "N"]
RULE = Rule(
    id="r",
    title="Rule",
    path="r.kql",
    query="T",
    frequency=timedelta(hours=1),
    period=timedelta(hours=1),
    description="As written",
    tactics=("Impact",),
    techniques=("T1110",),
)


def details(rule: Rule, *rows: tuple[str, str, str, str]) -> AlertDetails:
    maker = DetailsMaker(rule, COLUMNS)
    cells = {place: [row[place] for row in rows] for place in maker.reads}
    return maker.details(range(len(rows)), cells)


def overriding(**settings: Any) -> Rule:
    return replace(RULE, overrides=AlertOverrides(**settings))


def test_formats_take_the_first_row() -> None:
    rule = overriding(title_format="{{User}} did {{ N }}", description_format="No parameter")
    found = details(rule, ("ann", "", "", "4"), ("bob", "", "", "5"))
    assert (found.title, found.description) == ("ann did 4", "No parameter")
    assert details(rule).title == "Rule"


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("{{User}} did it", ""),  # the value is missing
        ("{{Gone}} did it", "ann"),  # the column is
        ("{{User}}{{User}}{{User}}{{User}}", "a"),  # more parameters than the product takes
        ("{{User}}", "x" * (LONGEST_TITLE + 1)),
    ],
)
def test_what_does_not_fit_leaves_the_rules_own_words(text: str, user: str) -> None:
    assert details(overriding(title_format=text), (user, "", "", "")).title == "Rule"


def test_severity_and_tactics_come_from_columns_if_they_are_any() -> None:
    rule = overriding(severity_column="Level", tactics_column="Tactic")
    found = details(rule, ("", "high", '["CredentialAccess","Lateral Movement"]', ""))
    assert (found.severity, found.tactics) == ("High", ("CredentialAccess", "LateralMovement"))
    found = details(rule, ("", "grave", "Mischief", ""))
    assert (found.severity, found.tactics) == ("Medium", ("Impact",))
    assert details(rule, ("", "", "Persistence, Nonsense", "")).tactics == ("Persistence",)


def test_properties_that_are_known_and_fit_are_overridden() -> None:
    rule = overriding(
        properties=(
            ("ProductName", "User"),
            ("ConfidenceScore", "N"),
            ("Techniques", "Tactic"),
            ("AlertSeverity", "Level"),
            ("Status", "User"),
            ("AlertLink", "Gone"),
        )
    )
    found = details(rule, ("Firewall", "Low", "T1078, T1110.003, x", "0.5"))
    assert found.properties == (("ProductName", "Firewall"), ("ConfidenceScore", "0.5"))
    assert (found.techniques, found.severity) == (("T1078", "T1110.003"), "Low")
    assert details(rule, ("", "", "", "7")).properties == ()


def test_custom_details_are_the_distinct_values_by_key() -> None:
    rule = replace(RULE, custom_details=(("Who", "User"), ("Count", "N"), ("Lost", "Gone")))
    rows = [("ann", "", "", "1"), ("bob", "", "", ""), ("ann", "", "", "")]
    assert details(rule, *rows).custom == (("Who", ("ann", "bob")), ("Count", ("1",)))


def test_too_large_custom_details_are_cut_or_dropped_as_the_kind_says() -> None:
    rule = replace(RULE, custom_details=(("Who", "User"),))
    rows = [(f"{row:05}" + "x" * 995, "", "", "") for row in range(100)]
    ((_, values),) = details(rule, *rows).custom
    assert 60 <= len(values) < 66
    assert details(replace(rule, kind=CUSTOM_DETECTION), *rows).custom == ()
    assert details(replace(rule, kind=CUSTOM_DETECTION), *rows[:3]).custom != ()
