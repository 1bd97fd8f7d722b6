"""How a remark on a query looks: its line, and carets beneath the place."""

from __future__ import annotations

import pytest

from transpile.diagnostics import CompileError, Diagnostic, near
from transpile.span import Span


def shown(text: str, start: int, end: int) -> list[str]:
    return Diagnostic("KQL2002", "wrong", Span(start, end)).render(text).splitlines()[1:]


def test_carets_stand_beneath_the_place():
    assert shown("a | b ccc", 6, 9) == ["  a | b ccc", "        ^^^"]


def test_tabs_stay_tabs():
    assert shown("\t\tbad", 2, 5) == ["  \t\tbad", "  \t\t^^^"]


def test_a_place_over_several_lines_is_marked_on_the_first():
    assert shown("one two\nthree", 4, 12) == ["  one two", "      ^^^"]


def test_the_end_of_the_text_has_a_caret_behind_it():
    assert shown("a |", 3, 3) == ["  a |", "     ^"]


@pytest.mark.parametrize("start", [0, 5, 60, 300, 495])
def test_of_a_long_line_only_the_surroundings_are_shown(start):
    text = "".join(chr(ord("a") + place % 26) for place in range(500))
    line, carets = shown(text, start, start + 3)
    assert len(line) < 115
    at = carets.index("^")
    assert carets[at:] == "^^^"
    assert line[at : at + 3] == text[start : start + 3]


def test_an_empty_text_has_no_line():
    assert shown("", 0, 0) == []


def test_one_line_names_place_hint_and_how_many_more():
    error = CompileError(
        [Diagnostic("KQL1", "first", Span(2, 3), "try this"), Diagnostic("KQL2", "second")], "\nab"
    )
    assert str(error) == "KQL1 at line 2, column 2: first; try this (and 1 more)"


def test_near_names():
    assert near("wher", ["where", "there", "project"]) == "perhaps 'where' or 'there'"
    assert near("IPADDRESS", ["IpAddress"]) == "capitals count: 'IpAddress'"
    assert near("zzz", ["where"]) == ""
