"""Traps of the language: what is warned of, where, and what is left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lab.lint.checks import lint
from lab.lint.retired import retired_tables
from lab.rules.draft import Draft, finish
from lab.rules.formats.kql_file import KqlFile
from lab.rules.given import Given
from transpile.pipeline import parse

HOUR = timedelta(hours=1)


def remarks(text, period=None):
    return [(one.code, text[one.span.start : one.span.end]) for one in lint(parse(text), period)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('T | where a has "-enc"', [("KQL4006", '"-enc"')]),
        ('T | where a !has_cs "x."', [("KQL4006", '"x."')]),
        ('let n = "/x/"; T | where a has n', [("KQL4006", "n")]),
        ('T | where a has "---"', [("KQL4007", '"---"')]),
        ('T | where a has "cmd.exe" or a has "cmd"', []),
        ('T | where a contains "powershell"', [("KQL4008", 'a contains "powershell"')]),
        ('T | where a contains "a b" or a contains "ab" or a contains "x.y"', []),
        ("T | join U on k", [("KQL4009", "join")]),
        ("T | join kind=inner U on k | lookup V on k", []),
        ('T | where a != "x"', [("KQL4010", 'a != "x"')]),
        ('T | where a != "x" | where a != "y"', [("KQL4010", 'a != "x"')]),
        ('T | where a != "" and b != 1', []),
        ('T | where isnotempty(a) and a != "x"', []),
        ('T | where a != "" and a != "x"', []),
        ('T | where tolower(a) != "x" and a in ("y", "z") and a != "x"', []),
        ("let x = 1; let y = 2; print y", [("KQL4011", "let x = 1")]),
        ("let query_period = 1d; T", []),
        ("let f = (n:long) { n + 1 }; let t = T; t | extend m = f(1)", []),
        ("ThreatIntelligenceIndicator | count", [("KQL4013", "ThreatIntelligenceIndicator")]),
        ("let AADSignInEventsBeta = print 1; AADSignInEventsBeta", []),
    ],
)
def test_what_is_warned_of(text, found):
    assert remarks(text) == found


def test_a_filter_wider_than_what_a_run_sees():
    text = "let d = 7d; T | where t > ago(d) and u > ago(30m)"
    assert remarks(text, HOUR) == [("KQL4012", "ago(d)")]
    assert remarks(text) == []
    assert remarks(text, timedelta(days=7)) == []


def test_remarks_come_in_the_order_of_the_text():
    text = 'T | join U on k | where a != "x" | where b contains "word"'
    assert [code for code, _ in remarks(text)] == ["KQL4009", "KQL4010", "KQL4008"]


def test_facts_of_retired_tables_are_complete():
    for name, facts in retired_tables().items():
        assert facts.keys() == {"silent_from", "retired_from", "successor", "source"}, name
        assert facts["silent_from"] <= facts["retired_from"]


def rule_remarks(header: str, query: str) -> list[tuple[str, str]]:
    """What is remarked on a rule, with the places in its query."""
    (draft,) = KqlFile().read("rule.kql", header + query)
    assert isinstance(draft, Draft)
    rule = finish(draft)
    found = lint(parse(rule.query), rule.period, rule)
    return [(one.code, rule.query[one.span.start : one.span.end]) for one in found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("T | take 1", []),
        ("T | join kind=inner U on k", [("KQL4014", "join")]),
        ("union T, U", [("KQL4014", "union")]),
        ("T | lookup U on k", [("KQL4014", "lookup")]),
        ('T | where a == "// none" // one\n| take 1 // two', [("KQL4014", "// one")]),
        ("externaldata(a:string)['https://x']", [("KQL4014", "externaldata")]),
    ],
)
def test_what_a_continuous_detection_does_not_take(query, found):
    draft = Draft("rule.json", query, given={"kind": Given("ContinuousDetection", "kind")})
    rule = finish(draft)
    remarks = lint(parse(query), rule.period, rule)
    assert [(one.code, query[one.span.start : one.span.end]) for one in remarks] == found
    assert not [one for one in lint(parse(query)) if one.code == "KQL4014"]


def test_a_snapshot_is_older_than_what_a_rule_sees():
    header = "// frequency: 1d\n// period: 14d\n"
    assert rule_remarks(header, "T | lookup IdentityInfo on k") == [("KQL4015", "IdentityInfo")]
    assert rule_remarks(header, "let IdentityInfo = T; IdentityInfo") == []
    month = "// kind: CustomDetection\n// frequency: 1d\n"
    assert rule_remarks(month, "IdentityInfo") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("T | where TimeGenerated > ago(30m)", [("KQL4016", "TimeGenerated > ago(30m)")]),
        (
            "let d = 5m; T | where ingestion_time() >= ago(d)",
            [("KQL4016", "ingestion_time() >= ago(d)")],
        ),
        ("T | where TimeGenerated > ago(1h)", []),
        ("T | where TimeGenerated > ago(5m) or Timestamp > ago(1h)", []),
        ("T | where Created > ago(5m)", []),
        ("T | where TimeGenerated < ago(5m)", []),
        ("T | where TimeGenerated > ago(5m) | where k in (U | project k)", []),
    ],
)
def test_a_filter_narrower_than_the_time_between_runs(query, found):
    assert rule_remarks("// frequency: 1h\n// period: 1h\n", query) == found
    assert rule_remarks("", query) == []
