"""Lengths of time in the three spellings of rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.rules.durations import parse_duration, spell_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5m", 300),
        ("1.5h", 5400),
        ("14d", 14 * 86400),
        ("5H", 5 * 3600),
        ("90 minutes", 5400),
        ("PT5H", 5 * 3600),
        ("pt5m", 300),
        ("P14D", 14 * 86400),
        ("P1DT2H30M", 95400),
        ("P1W", 7 * 86400),
        ("05:00:00", 5 * 3600),
        ("1.02:03:04", 93784),
        ("0:30", 1800),
    ],
)
def test_spellings(text: str, seconds: int) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    ["", "5", "h", "5x", "-5m", "P", "PT", "P1DT", "P1Y", "P1M", "1d2h", "5m;", "999999999d"],
)
def test_what_is_no_length(text: str) -> None:
    # a month or a year has no fixed length, and a bare number no unit
    assert parse_duration(text) is None


@given(st.integers(min_value=1, max_value=10**7))
def test_a_spelled_length_reads_back(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    assert parse_duration(spell_duration(length)) == length
