"""Text to tokens. Comments and white space disappear; every token keeps its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import MOST_SHOWN, CompileError, refusal
from transpile.span import Span
from transpile.syntax.tokens import Token, TokenKind

if TYPE_CHECKING:
    from transpile.diagnostics import Diagnostic

# Longest unit first: `1min` is not `1m` followed by `in`.
TIMESPAN_UNITS: dict[str, int] = {}
for _names, _ticks in (
    ("microseconds microsecond micros micro", 10),
    ("milliseconds millisecond millis milli ms", 10_000),
    ("nanoseconds nanosecond nanos nano", 0),  # a hundredth of a tick: handled in literals.py
    ("ticks tick", 1),
    ("seconds second sec s", 10_000_000),
    ("minutes minute min m", 600_000_000),
    ("hours hour hrs hr h", 36_000_000_000),
    ("days day d", 864_000_000_000),
):
    for _name in _names.split():
        TIMESPAN_UNITS[_name] = _ticks

_UNITS = "|".join(sorted(TIMESPAN_UNITS, key=len, reverse=True))
# `int(5)` is a literal; longest name first where one begins another
TYPED_NAMES = (
    *("datetime", "date", "timespan", "time", "guid"),
    *("int", "long", "real", "double", "decimal", "boolean", "bool"),
)

_TOKEN = re.compile(
    rf"""
    (?P<space>(?:[\s\u200b\ufeff]+|//[^\n]*)+)
  | (?P<typed>(?:{"|".join(TYPED_NAMES)})\s*\((?P<content>[^()"']*|\s*"[^"]*"\s*|\s*'[^']*'\s*)\))
  | (?P<string>[hH]?@?(?:"|'))
  | (?P<name>[^\W\d]\w*|\$(?:left|right|table|current_database|current_cluster_endpoint)\b)
  | (?P<timespan>\d+(?:\.\d+)?(?:{_UNITS})\b)
  | (?P<real>\d+\.\d+(?:[eE][+-]?\d+)?\b|\d+[eE][+-]?\d+\b|\d+\.(?![.\w\[]))
  | (?P<long>0[xX][0-9a-fA-F]+\b|\d+\b)
  | (?P<numbered>\d\w+)
  | (?P<fence>```(?P<fenced>.*?)```|~~~(?P<tilded>.*?)~~~)
  | (?P<punct>=>|\.\.|==|=~|!=|!~|<=|>=|<>|[-+*/%<>=|,;:()\[\]{{}}.?!~@\#])
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\\": "\\",
    '"': '"',
    "'": "'",
}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_PLAIN_END = {quote: re.compile(rf"(?:[^{quote}\\\r\n]|\\.)*{quote}") for quote in ('"', "'")}
_VERBATIM_END = {
    quote: re.compile(rf"(?:[^{quote}]|{quote}{quote})*{quote}") for quote in ('"', "'")
}
MAX_QUERY_CHARACTERS = 2_000_000


def lex(text: str) -> list[Token]:
    """All tokens of a query, ended by one of kind END.

    Raises:
        CompileError: KQL1001 for characters that begin no token, KQL1002 for strings without
            end, KQL1004 for escapes that are none, KQL1008 for a text over two million characters.
    """
    if len(text) > MAX_QUERY_CHARACTERS:
        raise refusal(
            codes.TOO_LONG, f"the query has {len(text):,} characters; the limit is 2,000,000"
        )
    tokens: list[Token] = []
    wrong: list[Diagnostic] = []
    position, end = 0, len(text)
    match_at = _TOKEN.match
    while position < end:
        match = match_at(text, position)
        if match is None:
            from transpile.syntax.strays import stray  # only a query that is wrong has one

            wrong.append(stray(text, position))
            if len(wrong) >= MOST_SHOWN:
                break
            position = wrong[-1].span.end
            continue
        kind = match.lastgroup
        if kind in ("content", "fenced", "tilded"):  # lastgroup names the innermost closed last
            kind = "typed" if kind == "content" else "fence"
        stop = match.end()
        if kind in ("name", "numbered"):  # `5Minutes` is a name, as no number or timespan fits
            tokens.append(Token(TokenKind.NAME, match.group(), position, stop))
        elif kind == "punct":
            tokens.append(Token(TokenKind.PUNCTUATION, match.group(), position, stop))
        elif kind == "string":
            try:
                stop, value = _string(text, position, stop)
            except CompileError as error:
                unclosed = any(one.code == codes.UNTERMINATED for one in wrong)
                # a quote after one that was never closed may be its end
                wrong += (
                    one
                    for one in error.diagnostics
                    if one.code != codes.UNTERMINATED or not unclosed
                )
                if len(wrong) >= MOST_SHOWN:
                    break
                value, line_end = "", text.find("\n", position)
                ended = _PLAIN_END[text[stop - 1]].match(text, stop)
                stop = ended.end() if ended else line_end if line_end > position else end
            tokens.append(Token(TokenKind.STRING, text[position:stop], position, stop, value))
        elif kind == "typed":
            content = match.group("content").strip()
            tokens.append(Token(TokenKind.TYPED, match.group(), position, stop, content))
        elif kind == "fence":
            value = match.group()[3:-3]
            tokens.append(Token(TokenKind.STRING, match.group(), position, stop, value))
        elif kind in ("timespan", "real", "long"):
            number = TokenKind[kind.upper()]
            tokens.append(Token(number, match.group(), position, stop))
        position = stop
    if wrong:
        raise CompileError(wrong)
    tokens.append(Token(TokenKind.END, "", end, end))
    return tokens


def _string(text: str, start: int, opened: int) -> tuple[int, str]:
    """End offset and value of the string literal whose opening quote ends at ``opened``."""
    quote = text[opened - 1]
    verbatim = "@" in text[start:opened]
    found = (_VERBATIM_END if verbatim else _PLAIN_END)[quote].match(text, opened)
    if found is None:
        line_end = text.find("\n", start)
        raise refusal(
            codes.UNTERMINATED,
            f"the string that begins here has no closing {quote}",
            Span(start, line_end if line_end > start else len(text)),
            _unclosed_hint(text[start : line_end if line_end > start else len(text)], quote),
        )
    body = found.group()[:-1]
    if verbatim:
        return found.end(), body.replace(quote * 2, quote)
    if "\\" not in body:
        return found.end(), body
    return found.end(), _ESCAPE.sub(lambda escape: _unescape(escape, opened), body)


def _unclosed_hint(rest: str, quote: str) -> str:
    """Why a text has no end: its quote is escaped, it ends with the other one, or with none."""
    if "\\" + quote in rest:
        return "a backslash escapes the next character; write @'...' for a path as it is"
    other = "'" if quote == '"' else '"'
    if other in rest:
        return f"it begins with {quote}, and {other} does not end it"
    return "a text ends on its line"


def _unescape(escape: re.Match[str], offset: int) -> str:
    code = escape.group(1)
    if len(code) > 1:
        value = int(code[1:], 16)
        if value <= 0x10FFFF and not 0xD800 <= value <= 0xDFFF:
            return chr(value)
    elif code in _ESCAPES:
        return _ESCAPES[code]
    elif code in "1234567":
        return chr(int(code))
    place = Span(offset + escape.start(), offset + escape.end())
    raise refusal(
        codes.BAD_LITERAL,
        f"'{escape.group()}' is no escape sequence",
        place,
        "write \\\\ for a backslash, or @'...' for a string without escapes",
    )
