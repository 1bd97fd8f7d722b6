"""Rules that look for indicators alone."""

from __future__ import annotations

import pytest

from lab.rules.indicators import indicators_of, is_indicator
from transpile.pipeline import parse

HASH = "d41d8cd98f00b204e9800998ecf8427e"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("8.8.8.8", True),
        ("2a00:1450::1", True),
        ("10.0.0.1", False),
        (HASH, True),
        (HASH[:31], False),
        (HASH * 2, True),
        ("evil.example.com", True),
        ("evil[.]com", True),
        ("hxxps://evil.com/a", True),
        ("bad.ru", True),
        ("run.ps1", False),
        ("run.py", False),
        ("contacts.read", False),
        ("svchost.exe", False),
        ("4625", False),
        ("", False),
    ],
)
def test_what_is_an_indicator(text: str, is_one: bool) -> None:
    assert is_indicator(text) is is_one


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("T | where a == '8.8.8.8'", ("8.8.8.8",)),
        ("T | where x > 1 and a in~ ('8.8.8.8', 'evil.com')", ("8.8.8.8", "evil.com")),
        ("let bad = dynamic(['8.8.8.8']); T | where a in (bad)", ("8.8.8.8",)),
        ("let bad = '8.8.8.8'; T | where a has bad | count", ("8.8.8.8",)),
        ("T | where a == '8.8.8.8' or b has 'evil.com'", ("8.8.8.8", "evil.com")),
        (f"let hits = T | where h == '{HASH}'; hits | summarize count()", (HASH,)),
        ("T | where a == '8.8.8.8' or x > 1", ()),
        ("T | where a != '8.8.8.8'", ()),
        ("T | where a !in ('8.8.8.8')", ()),
        ("T | where a in ('8.8.8.8', 'Windows')", ()),
        ("T | where a in (U | where b == '8.8.8.8')", ()),
        ("T | join (U | where b == '8.8.8.8') on k", ()),
        ("let a = a; a | where b == c", ()),
    ],
)
def test_what_a_query_asks_of_every_row(query: str, found: tuple[str, ...]) -> None:
    assert indicators_of(parse(query)) == found
