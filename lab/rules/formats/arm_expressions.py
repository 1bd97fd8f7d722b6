"""Expressions of deployment templates, as far as a rule's own text depends on them.

``[concat(parameters('workspace'), '/x')]`` becomes text where defaults, variables or the values
passed to a nested deployment tell it. What is only known when deploying stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lab.rules.given import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 20
# What evaluating may make of a text, in all: variables that double each other end here.
LARGEST = 200_000

_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(-?\d{1,18})|([A-Za-z_][\w-]*)|([().,\[\]]))")


class UnresolvedError(Exception):
    """An expression whose value is only known when deploying; its text names what is lacking."""


@dataclass(frozen=True)
class Scope:
    """What a template knows of its parameters and variables.

    ``known`` keeps what its expressions came to, or why they came to nothing: each is evaluated
    once, however often variables name each other.
    """

    parameters: Mapping[str, Given] = field(default_factory=dict)
    variables: Mapping[str, Given] = field(default_factory=dict)
    known: dict[str, str | int | Given | UnresolvedError] = field(default_factory=dict)

    @classmethod
    def of(cls, template: Given, passed: Mapping[str, Given] | None = None) -> Scope:
        """The scope of a template: values passed to it, else the defaults of its parameters."""
        parameters = {}
        declared = template.find("parameters")
        for name, one in (declared.fields if declared else {}).items():
            default = one.find("defaultValue")
            if default is not None:
                parameters[name.lower()] = default
        for name, one in (passed or {}).items():
            value = one.find("value")
            if value is not None:
                parameters[name.lower()] = value
        variables = template.find("variables")
        found = variables.fields if variables else {}
        return cls(parameters, {name.lower(): one for name, one in found.items()})


def resolved(given: Given, scope: Scope) -> Given:
    """The value with every text evaluated that can be; the rest as it is written."""
    if isinstance(given.value, dict):
        return replace(given, value={k: resolved(v, scope) for k, v in given.fields.items()})
    if isinstance(given.value, list):
        return replace(given, value=[resolved(one, scope) for one in given.items])
    if not isinstance(given.value, str):
        return given
    try:
        value = evaluated(given.value, scope)
    except UnresolvedError:
        return given
    if isinstance(value, Given):
        return replace(value, key=given.key, line=given.line)
    return given if value is given.value else replace(given, value=value, folded=True)


def evaluated(text: str, scope: Scope, depth: int = 0) -> str | int | bool | Given:
    """What a text of a template stands for.

    Raises:
        UnresolvedError: where only a deployment knows.
    """
    if text.startswith("[["):
        return text[1:]
    if not (text.startswith("[") and text.endswith("]")):
        return text
    if text not in scope.known:
        scope.known[text] = UnresolvedError("variables that name each other")
        if depth <= DEEPEST:
            try:
                scope.known[text] = _Evaluation(text[1:-1], scope, depth).whole()
            except UnresolvedError as error:
                scope.known[text] = error
    value = scope.known[text]
    if isinstance(value, UnresolvedError):
        raise value
    return value


class _Evaluation:
    def __init__(self, text: str, scope: Scope, depth: int) -> None:
        self.text, self.scope, self.depth = text, scope, depth
        self.at = 0

    def whole(self) -> str | int | bool | Given:
        value = self._value(self.depth)
        if self.text[self.at :].strip():
            raise UnresolvedError(self.text)
        return value

    def _next(self) -> tuple[str, str, str, str]:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            raise UnresolvedError(self.text)
        self.at = match.end()
        text, number, name, sign = match.groups(default="")
        return text, number, name, sign

    def _peek(self) -> str:
        match = _TOKEN.match(self.text, self.at)
        return match.group(4) or "" if match else ""

    def _value(self, depth: int) -> str | int | bool | Given:
        if depth > DEEPEST:
            raise UnresolvedError(self.text)
        text, number, name, _ = self._next()
        if text:
            return text[1:-1].replace("''", "'")
        if number:
            return int(number)
        if not name or self._peek() != "(":
            raise UnresolvedError(self.text)
        value = self._call(name, self._arguments(depth))
        while self._peek() in (".", "["):
            value = self._member(value, depth)
        return value

    def _arguments(self, depth: int) -> list[str | int | bool | Given]:
        self._next()
        arguments: list[str | int | bool | Given] = []
        while self._peek() != ")":
            arguments.append(self._value(depth + 1))
            if self._peek() == ",":
                self._next()
            elif self._peek() != ")":
                raise UnresolvedError(self.text)
        self._next()
        return arguments

    def _member(self, value: str | int | bool | Given, depth: int) -> str | int | bool | Given:
        _, _, _, sign = self._next()
        if sign == ".":
            _, _, name, _ = self._next()
            found = value.find(name) if isinstance(value, Given) else None
        else:
            at = self._value(depth + 1)
            self._next()
            found = None
            if isinstance(value, Given) and isinstance(at, int) and 0 <= at < len(value.items):
                found = value.items[at]
            elif isinstance(value, Given) and isinstance(at, str):
                found = value.find(at)
        if found is None:
            raise UnresolvedError(self.text)
        return self._plain(found)

    def _plain(self, given: Given) -> str | int | bool | Given:
        if isinstance(given.value, str):
            return evaluated(given.value, self.scope, self.depth + 1)
        if isinstance(given.value, (bool, int)):
            return given.value
        if given.value is None:
            raise UnresolvedError(self.text)
        return given

    def _call(
        self, name: str, arguments: list[str | int | bool | Given]
    ) -> str | int | bool | Given:
        called = name.lower()
        if called in ("parameters", "variables") and len(arguments) == 1:
            known = self.scope.parameters if called == "parameters" else self.scope.variables
            found = known.get(str(arguments[0]).lower())
            if found is None:
                raise UnresolvedError(f"{name}('{arguments[0]}')")
            return self._plain(found)
        texts = [self._text(one) for one in arguments]
        if called == "concat":
            return self._bounded("".join(texts))
        if called in ("tolower", "toupper", "string", "trim") and len(texts) == 1:
            text = texts[0]
            return {"tolower": text.lower(), "toupper": text.upper(), "trim": text.strip()}.get(
                called, text
            )
        if called == "format" and texts:
            return self._bounded(_formatted(texts[0], texts[1:]))
        if called in ("true", "false") and not texts:
            return called == "true"
        raise UnresolvedError(f"{name}()")

    def _text(self, value: str | int | bool | Given) -> str:
        if isinstance(value, Given):
            raise UnresolvedError(self.text)
        return str(value)

    def _bounded(self, text: str) -> str:
        if len(text) > LARGEST:
            raise UnresolvedError("a text that grows without end")
        return text


def _formatted(pattern: str, values: list[str]) -> str:
    def value(match: re.Match[str]) -> str:
        at = int(match.group(1))
        if at >= len(values):
            raise UnresolvedError(match.group())
        return values[at]

    return re.sub(r"\{(\d{1,3})\}", value, pattern)
