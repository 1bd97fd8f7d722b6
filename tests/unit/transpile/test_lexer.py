"""Text to tokens: strings, numbers, and what is passed over."""

from __future__ import annotations

import pytest

from transpile.diagnostics import CompileError
from transpile.syntax.lexer import lex
from transpile.syntax.tokens import TokenKind


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind.name, token.text) for token in lex(text)[:-1]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"'a\tb\\'", "a\tb\\"),
        (r'"\u00e9\U0001F600\x41"', "é😀A"),
        ("@'C:\\x''y'", "C:\\x'y"),
        ('h"secret"', "secret"),
        ('h@"C:\\"', "C:\\"),
        ("```a\n'b'```", "a\n'b'"),
        ("~~~a~~~", "a"),
    ],
)
def test_the_value_of_a_string(text, value):
    (token, _) = lex(text)
    assert (token.kind, token.value) == (TokenKind.STRING, value)
    assert (token.start, token.end) == (0, len(text))


def test_numbers_and_timespans():
    assert kinds("1 0x1F 1.5 1e3 2.5h 1min 3milliseconds 1..2") == [
        ("LONG", "1"),
        ("LONG", "0x1F"),
        ("REAL", "1.5"),
        ("REAL", "1e3"),
        ("TIMESPAN", "2.5h"),
        ("TIMESPAN", "1min"),
        ("TIMESPAN", "3milliseconds"),
        ("LONG", "1"),
        ("PUNCTUATION", ".."),
        ("LONG", "2"),
    ]


def test_typed_literals_and_calls_of_the_same_name():
    assert kinds("int(5) int(f(x)) datetime (2024-01-01) interval(3)") == [
        ("TYPED", "int(5)"),
        ("NAME", "int"),
        ("PUNCTUATION", "("),
        ("NAME", "f"),
        ("PUNCTUATION", "("),
        ("NAME", "x"),
        ("PUNCTUATION", ")"),
        ("PUNCTUATION", ")"),
        ("TYPED", "datetime (2024-01-01)"),
        ("NAME", "interval"),
        ("PUNCTUATION", "("),
        ("LONG", "3"),
        ("PUNCTUATION", ")"),
    ]


def test_what_is_passed_over():
    text = "\ufeffT // a 'comment\n\u200b| take\u00a05"
    assert [token.text for token in lex(text)] == ["T", "|", "take", "5", ""]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a ; $b", "KQL1001", (4, 5)),
        ("a 'b\nc'", "KQL1002", (2, 4)),
        (r"'a\qb'", "KQL1004", (2, 4)),
        ("x" * 2_000_001, "KQL1008", (0, 0)),
    ],
)
def test_what_is_no_token(text, code, place):
    with pytest.raises(CompileError) as caught:
        lex(text)
    (found,) = caught.value.diagnostics
    assert (found.code, tuple(found.span)) == (code, place)
