"""Traps of the language: what is warned of, where, and what is left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lab.lint.checks import lint
from lab.lint.retired import retired_tables
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
