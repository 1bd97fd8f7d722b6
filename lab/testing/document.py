"""A YAML document as nodes that know their lines, read with complaints instead of exceptions.

Values stay texts until a column says their type: ``0123`` is a text in a column of texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from lab.rules.model import Problem, RuleFileError
from transpile.diagnostics import near

if TYPE_CHECKING:
    from collections.abc import Collection

# More than any test needs, and far less than a hostile file can make of memory.
DEEPEST = 30
MOST_ALIASES = 1_000
MOST_NODES = 500_000

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_MERGE = "tag:yaml.org,2002:merge"  # `<<: *others`


def line_of(node: yaml.Node) -> int:
    """The line of a node, from 1."""
    return int(node.start_mark.line) + 1


def is_null(node: yaml.Node) -> bool:
    """Whether it says nothing: empty, ``null`` or ``~``."""
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL


def shape_of(node: yaml.Node) -> str:
    """What a node is, in words."""
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, yaml.SequenceNode) else f"'{node.value}'"


def composed(path: str, text: str) -> list[yaml.Node]:
    """The documents of a text, without those that are empty.

    Raises:
        RuleFileError: where it is no YAML, or has more nesting than any test.
    """
    try:
        _bound(path, text)
        nodes = [node for node in yaml.compose_all(text, Loader=_Loader) if not is_null(node)]
        for node in nodes:
            _sized(path, node, {}, set())
        return nodes
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ": ".join(part for part in (error.context, error.problem) if part)
        where = mark.line + 1 if mark else 0
        raise RuleFileError(path, (Problem(f"no valid YAML: {reason}", where),)) from error
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise RuleFileError(path, (Problem(f"no valid YAML: {reason}"),)) from error


def _bound(path: str, text: str) -> None:
    depth = aliases = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        for found, most, what in (
            (depth, DEEPEST, "levels"),
            (aliases, MOST_ALIASES, "aliases"),
            (count, MOST_NODES, "values"),
        ):
            if found > most:
                line = event.start_mark.line + 1 if event.start_mark else 0
                problem = Problem(f"no test needs more than {most:,} {what}", line)
                raise RuleFileError(path, (problem,))


def _sized(path: str, node: yaml.Node, known: dict[int, int], above: set[int]) -> int:
    """How many values a node has once its aliases stand for what they name.

    Raises:
        RuleFileError: where there are too many, or a node holds itself.
    """
    if id(node) in above:
        raise RuleFileError(path, (Problem("a value holds itself", line_of(node)),))
    if id(node) not in known:
        size = 1
        if isinstance(node, yaml.CollectionNode):
            pairs = isinstance(node, yaml.MappingNode)
            children = [part for pair in node.value for part in pair] if pairs else node.value
            size += sum(_sized(path, child, known, above | {id(node)}) for child in children)
        if size > MOST_NODES:
            problem = Problem(f"no test needs more than {MOST_NODES:,} values", line_of(node))
            raise RuleFileError(path, (problem,))
        known[id(node)] = size
    return known[id(node)]


class Reading:
    """Reads nodes; what is wrong is gathered in ``problems``, and reading goes on."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def complain(self, node: yaml.Node, message: str, field: str = "") -> None:
        """Note a problem at a node."""
        self.problem(message, line_of(node), field)

    def problem(self, message: str, line: int, field: str = "") -> None:
        """Note a problem at a line."""
        problem = Problem(message, line, field)
        if problem not in self.problems:  # aliases read one node several times
            self.problems.append(problem)

    def checked(self) -> None:
        """Raise what was gathered.

        Raises:
            RuleFileError: where something was.
        """
        if self.problems:
            ordered = sorted(self.problems, key=lambda problem: problem.line)
            raise RuleFileError(self.path, tuple(ordered))

    def mapping(
        self, node: yaml.Node, what: str, known: Collection[str] | None = None
    ) -> dict[str, yaml.Node]:
        """The values of a mapping by their keys; unknown keys and ones that stand twice are wrong.

        Args:
            node: what should be a mapping.
            what: what it is, as the complaint names it.
            known: the keys that it may have; None allows any.
        """
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, f"{what} must be a mapping, not {shape_of(node)}")
            return {}
        values: dict[str, yaml.Node] = {}
        merged: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            if key_node.tag == _MERGE:
                parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for part in parts:
                    merged = {**self.mapping(part, what, known), **merged}
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self.complain(key_node, f"a key of {what} must be a name")
                continue
            key = str(key_node.value)
            if key in values:
                self.complain(key_node, f"the key '{key}' stands twice in {what}", key)
            elif known is not None and key not in known:
                hint = near(key, known) or f"keys: {', '.join(known)}"
                self.complain(key_node, f"{what} has no key '{key}'; {hint}", key)
            else:
                values[key] = value
        return {**merged, **values}

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """The items of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.complain(node, f"{what} must be a list, not {shape_of(node)}")
        return []

    def text(self, node: yaml.Node, what: str) -> str:
        """The value as one text; empty where it says nothing."""
        if is_null(node):
            return ""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value).strip()
        self.complain(node, f"{what} must be text, not {shape_of(node)}")
        return ""

    def words(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        """A list of names, or a single one."""
        if isinstance(node, yaml.SequenceNode):
            found = [self.text(item, f"an item of {what}") for item in node.value]
        else:
            found = [self.text(node, what)]
        return tuple(word for word in found if word)

    def number(self, node: yaml.Node, what: str, *, least: int = 0, most: int = 10**9) -> int:
        """A whole number."""
        text = self.text(node, what)
        if text.isascii() and text.isdigit() and least <= int(text[:12]) <= most:
            return int(text)
        self.complain(node, f"{what} must be a whole number from {least:,} to {most:,}")
        return least

    def truth(self, node: yaml.Node, what: str) -> bool:
        """True or false."""
        text = self.text(node, what).lower()
        if text not in ("true", "false"):
            self.complain(node, f"{what} must be true or false, not {shape_of(node)}")
        return text == "true"


def plain(node: yaml.Node) -> object:
    """A node as the value that JSON would hold; instants stay texts.

    Raises:
        ValueError: for a key that is no text.
    """
    if isinstance(node, yaml.MappingNode):
        if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
            raise ValueError("a key of a bag must be a text")
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):  # `yes` and `on` stay words
        return text.lower() == "true"
    if kind == "int" and text.lstrip("+-").isdigit():
        return int(text)
    if kind == "float":
        try:
            return float(text)
        except ValueError:  # .inf, 1_000.5
            return text
    return text
