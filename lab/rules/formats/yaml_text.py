"""YAML with places: each value knows its line, keys stand once, depth and aliases are bounded."""

from __future__ import annotations

import re
from typing import NoReturn

import yaml

from lab.rules.given import Given
from lab.rules.model import Problem, RuleFileError

# An innocent rule has none of these; they bound what a hostile file can make of memory.
MOST_ALIASES = 20
DEEPEST = 30

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HALF = re.compile("[\ud800-\udfff]")


def read_yaml(path: str, text: str) -> Given:
    """The one document of a text.

    Raises:
        RuleFileError: where it is no plain YAML, too deep, or gives a key twice.
    """
    loader = _Loader(text)
    try:
        _bound(path, text)
        node = loader.get_single_node()
        return _Reader(path, loader).value(node, "", 1) if node else Given(None, "")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ": ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 0
        raise RuleFileError(path, (Problem(f"no valid YAML: {reason}", line),)) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-31
        reason = " ".join(str(error).split())
        raise RuleFileError(path, (Problem(f"no valid YAML: {reason}"),)) from error
    finally:
        loader.dispose()


class _Reader:
    def __init__(self, path: str, loader: yaml.SafeLoader) -> None:
        self.path = path
        self.loader = loader
        # by node: what an alias repeats is read once, and not at all inside itself
        self.read: dict[yaml.Node, Given | None] = {}

    def value(self, node: yaml.Node, key: str, line: int) -> Given:
        if node in self.read:
            known = self.read[node]
            if known is None:
                self._refuse("a value refers to itself", line, key)
            return known
        self.read[node] = None
        result = self._made(node, key, line)
        self.read[node] = result
        return result

    def _made(self, node: yaml.Node, key: str, line: int) -> Given:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key, line)
        if isinstance(node, yaml.SequenceNode):
            items = [
                self.value(one, f"{key}[{at}]", one.start_mark.line + 1)
                for at, one in enumerate(node.value)
            ]
            return Given(items, key, line)
        value = self.loader.construct_object(node, deep=True)
        if not isinstance(value, str):
            return Given(value, key, line)
        if _HALF.search(value):
            self._refuse("a text holds half a character (a lone surrogate)", line, key)
        literal = getattr(node, "style", None) == "|"
        spread = node.end_mark.line > node.start_mark.line
        above = node.start_mark.line + int(getattr(node, "style", None) in ("|", ">"))
        return Given(value, key, line, above, folded=not literal and ("\n" in value or spread))

    def _mapping(self, node: yaml.MappingNode, key: str, line: int) -> Given:
        fields: dict[str, Given] = {}
        merged: list[Given] = []
        for key_node, value_node in node.value:
            here = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse("a key must be a plain text", here, key)
            if key_node.tag == "tag:yaml.org,2002:merge":
                merged += _mappings(self.value(value_node, key, here))
                continue
            name = str(self.loader.construct_object(key_node, deep=True))
            if name in fields:
                message = f"the key {name} stands twice, first in line {fields[name].line}"
                self._refuse(message, here, name)
            fields[name] = self.value(value_node, f"{key}.{name}" if key else name, here)
        for one in merged:  # what is merged in gives way to what is written
            fields = {**one.fields, **fields}
        return Given(fields, key, line)

    def _refuse(self, message: str, line: int, field: str) -> NoReturn:
        raise RuleFileError(self.path, (Problem(message, line, field),))


def _mappings(given: Given) -> list[Given]:
    """What a merge key names: a mapping, or a list of them of which the first wins."""
    return [given] if isinstance(given.value, dict) else list(given.items)


def _bound(path: str, text: str) -> None:
    """Refuse nesting and aliases that no rule has, before anything is built from them."""
    depth = aliases = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
        if depth > DEEPEST or aliases > MOST_ALIASES:
            what = f"{MOST_ALIASES} aliases" if aliases > MOST_ALIASES else f"{DEEPEST} levels"
            message = f"no rule needs more than {what}"
            mark = event.start_mark
            raise RuleFileError(path, (Problem(message, mark.line + 1 if mark else 0),))
