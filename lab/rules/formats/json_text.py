"""JSON with places: each value knows its line, keys stand once, depth and size are bounded.

Comments and line breaks in texts pass, as they do in deployment templates.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

from lab.rules.given import Given
from lab.rules.model import Problem, RuleFileError

DEEPEST = 80
LARGEST = 16_000_000

_BLANK = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?(?![\w.])")
_WORD = re.compile(r"true|false|null")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_TEXT = json.JSONDecoder(strict=False)
_HALF = re.compile("[\ud800-\udfff]")


def read_json(path: str, text: str) -> Given:
    """The one value of a text.

    Raises:
        RuleFileError: where it is no JSON, too deep, or gives a key twice.
    """
    return _Reader(path, text).whole()


class _Reader:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.at = 0
        self._line, self._counted = 1, 0

    def whole(self) -> Given:
        self._skip()
        value = self._value("", 0)
        self._skip()
        if self.at < len(self.text):
            self._refuse("something follows the end of the JSON")
        return value

    def line(self) -> int:
        """The line of the current place; asked for in order, so that it is counted once."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def _refuse(self, reason: str, line: int = 0) -> NoReturn:
        problem = Problem(f"no valid JSON: {reason}", line or self.line())
        raise RuleFileError(self.path, (problem,))

    def _skip(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _value(self, key: str, depth: int) -> Given:
        if depth > DEEPEST:
            self._refuse(f"no rule needs more than {DEEPEST} levels")
        line = self.line()
        start = self.text[self.at : self.at + 1]
        if start == "{":
            return self._mapping(key, line, depth)
        if start == "[":
            return self._list(key, line, depth)
        if start == '"':
            begin = self.at
            value = self._string()
            breaks, written = value.count("\n"), self.text.count("\n", begin, self.at)
            return Given(value, key, line, line - 1, folded=breaks > 0 and breaks != written)
        if match := _NUMBER.match(self.text, self.at):
            self.at = match.end()
            return Given(json.loads(match.group()), key, line)
        if match := _WORD.match(self.text, self.at):
            self.at = match.end()
            return Given(_WORDS[match.group()], key, line)
        return self._refuse(f"{start!r} begins no value" if start else "it ends too early")

    def _string(self) -> str:
        try:
            value, self.at = _TEXT.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self._refuse(error.msg[:1].lower() + error.msg[1:])
        if _HALF.search(value):
            self._refuse("a text holds half a character (a lone surrogate)")
        return str(value)

    def _mapping(self, key: str, line: int, depth: int) -> Given:
        fields: dict[str, Given] = {}
        self.at += 1
        self._skip()
        while not self._ends("}", first=not fields):
            if self.text[self.at : self.at + 1] != '"':
                self._refuse("a key must be a text in double quotes")
            here = self.line()
            name = self._string()
            if name in fields:
                message = f"the key {name[:80]} stands twice, first in line {fields[name].line}"
                raise RuleFileError(self.path, (Problem(message, here, name),))
            self._skip()
            if self.text[self.at : self.at + 1] != ":":
                self._refuse(f"no colon after the key {name[:80]!r}")
            self.at += 1
            self._skip()
            fields[name] = self._value(f"{key}.{name}" if key else name, depth + 1)
            self._skip()
        return Given(fields, key, line)

    def _list(self, key: str, line: int, depth: int) -> Given:
        values: list[Given] = []
        self.at += 1
        self._skip()
        while not self._ends("]", first=not values):
            values.append(self._value(f"{key}[{len(values)}]", depth + 1))
            self._skip()
        return Given(values, key, line)

    def _ends(self, bracket: str, *, first: bool) -> bool:
        """Whether a list or mapping ends here; else its next member is, past the comma."""
        here = self.text[self.at : self.at + 1]
        if here == bracket:
            self.at += 1
            return True
        if first:
            return False
        if here != ",":
            self._refuse(f"neither a comma nor {bracket!r} after a value")
        self.at += 1
        self._skip()
        return False
