"""Small slips in a rule, made on purpose: a good set of tests notices each of them.

A predicate is dropped, a bound or an operator flipped, a set loses an item, a literal moves. The
mutants stand in the order of the query's text, whatever the machine.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from transpile.catalog.operators import OPERATORS
from transpile.pipeline import parse
from transpile.span import line_and_column
from transpile.syntax import nodes
from transpile.syntax.edit import every, exchanged, without_operator
from transpile.syntax.expressions import LEVELS
from transpile.syntax.printer import print_kql, print_part
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.rules.model import Rule

Kind = Literal["drop", "flip", "bound", "set", "literal", "threshold", "join", "function"]
"""``drop``: a predicate or a term of it left out. ``flip``: a condition turned round. ``bound``: a
bound moved in or out of what it allows. ``set``: an item less. ``literal``: a number or a length
of time moved. ``threshold``: that of the trigger. ``join``: its kind. ``function``: its twin."""

KINDS: tuple[Kind, ...] = (
    *("drop", "flip", "bound", "set", "threshold", "literal", "join", "function"),
)
HINTS: dict[Kind, str] = {
    "drop": "no case has rows that this alone keeps out",
    "flip": "no case depends on this condition",
    "bound": "no case lies on the bound",
    "set": "no case needs this item",
    "literal": "no case lies close to this value",
    "threshold": "no case lies on the threshold",
    "join": "no case has rows that only one side of the join has",
    "function": "no case has several values here",
}

_BOUNDS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_TWINS = {
    "min": "max",
    "minif": "maxif",
    "arg_min": "arg_max",
    "isempty": "isnotempty",
    "isnull": "isnotnull",
    "hasany": "hasall",
}
_FUNCTIONS = {**_TWINS, **{other: name for name, other in _TWINS.items()}}
_JOINS = {"inner": "leftouter", "leftanti": "leftsemi", "rightanti": "rightsemi"}
_KINDS_OF_JOIN = {
    **_JOINS,
    **{other: kind for kind, other in _JOINS.items()},
    "innerunique": "leftouter",
    "anti": "leftsemi",
    "leftantisemi": "leftsemi",
    "rightantisemi": "rightsemi",
}
# Of a longer set only so many items are left out, one at a time.
MOST_ITEMS = 20
_SHOWN = 60
_MEMBERSHIPS = {"has_any": "has_all", "has_all": "has_any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A slip: where it is in the rule's file, what stood there and stands there now, the rule.

    ``line`` is 0 for what stands outside the query.
    """

    kind: Kind
    line: int
    column: int
    before: str
    after: str
    rule: Rule

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        if not self.after:
            return f"{place}without {_short(self.before)}"
        return f"{place}{_short(self.after)} instead of {_short(self.before)}"


@dataclass(frozen=True)
class Mutants:
    """Those to try, in order of place; ``left`` counts by kind what is over the limit."""

    tried: tuple[Mutant, ...]
    left: dict[Kind, int]


def mutants_of(rule: Rule, most: int) -> Mutants:
    """At most so many mutants of a rule: of too many those of the first kinds.

    Raises:
        CompileError: for a query that cannot be read.
    """
    query = parse(rule.query)
    made = [*_Maker(rule, query).all(), *_thresholds(rule)]
    ranked = sorted(made, key=lambda one: KINDS.index(one.kind))
    kept = sorted(ranked[:most], key=lambda one: (one.line, one.column, KINDS.index(one.kind)))
    return Mutants(tuple(kept), dict(Counter(one.kind for one in ranked[most:])))


def _thresholds(rule: Rule) -> Iterator[Mutant]:
    for step in (1, -1):
        value = rule.trigger_threshold + step
        if value >= 0:
            before = f"trigger {rule.trigger_operator} {rule.trigger_threshold}"
            after = f"trigger {rule.trigger_operator} {value}"
            yield Mutant("threshold", 0, 0, before, after, replace(rule, trigger_threshold=value))


@dataclass(frozen=True, slots=True)
class _Change:
    """A slip: the node that goes, what comes in its place, the whole tree.

    ``shown`` is before and after, where the nodes' own texts would say too much.
    """

    kind: Kind
    node: nodes.Syntax
    after: nodes.Syntax | None
    tree: nodes.Query
    shown: tuple[str, str] | None = None


class _Maker:
    """Makes the mutants of one query."""

    def __init__(self, rule: Rule, query: nodes.Query) -> None:
        self._rule = rule
        self._query = query

    def all(self) -> Iterator[Mutant]:
        """Every mutant whose text is new."""
        seen = {print_kql(self._query, OPERATORS)}
        text = self._rule.query
        for change in self._changes():
            made = print_kql(change.tree, OPERATORS)
            if made in seen:
                continue
            seen.add(made)
            span = change.node.span
            line, column = line_and_column(text, span.start)
            after = "" if change.after is None else print_part(change.after, OPERATORS)
            shown = change.shown or (text[span.start : span.end], after)
            mutant = replace(self._rule, query=made)
            yield Mutant(change.kind, self._rule.file_line(line), column, *shown, mutant)

    def _changes(self) -> Iterator[_Change]:
        moving = {id(one.value) for one in self._query.lets if isinstance(one, nodes.Let)}
        for node in every(self._query):
            if isinstance(node, nodes.OperatorSyntax):
                yield from self._of_operator(node)
            elif isinstance(node, nodes.Binary) and node.operator in _BOUNDS:
                moving |= {id(node.left), id(node.right)}
                yield self._other("bound", node, replace(node, operator=_BOUNDS[node.operator]))
            elif isinstance(node, nodes.Binary):
                yield from self._turned(node)
            elif isinstance(node, nodes.Between):
                moving |= {id(node.low), id(node.high)}
                yield self._other("flip", node, replace(node, negated=not node.negated))
            elif isinstance(node, nodes.Logical):
                yield from self._terms(node)
            elif isinstance(node, nodes.Membership):
                yield from self._members(node)
            elif isinstance(node, nodes.Call):
                yield from self._call(node)
            elif isinstance(node, nodes.Literal):
                timed = node.type is KqlType.TIMESPAN
                yield from self._literal(node, moves=timed or id(node) in moving)

    def _other(self, kind: Kind, node: nodes.Syntax, after: nodes.Syntax) -> _Change:
        return _Change(kind, node, after, exchanged(self._query, node, after))

    def _of_operator(self, node: nodes.OperatorSyntax) -> Iterator[_Change]:
        if node.keyword in ("where", "filter"):
            condition = next(node.children())
            if not (isinstance(condition, nodes.Logical) and condition.operator == "and"):
                yield _Change("drop", node, None, without_operator(self._query, node))
        hints = getattr(node, "hints", None)
        if node.keyword in ("join", "lookup") and isinstance(hints, tuple):
            told = dict(hints)
            kind = told.get("kind", "innerunique" if node.keyword == "join" else "leftouter")
            if kind in _KINDS_OF_JOIN:
                told["kind"] = _KINDS_OF_JOIN[kind]
                after = replace(node, hints=tuple(told.items()))  # type: ignore[call-arg]
                shown = f"{node.keyword} kind={kind}", f"{node.keyword} kind={told['kind']}"
                yield replace(self._other("join", node, after), shown=shown)

    def _turned(self, node: nodes.Binary) -> Iterator[_Change]:
        """A comparison turned round: ``==`` and ``!=``, ``has`` and ``!has``."""
        operator = node.operator
        turned = {"==": "!=", "!=": "==", "=~": "!~", "!~": "=~"}.get(operator)
        if turned is None:
            turned = operator[1:] if operator.startswith("!") else f"!{operator}"
        if turned in LEVELS:
            yield self._other("flip", node, replace(node, operator=turned))

    def _terms(self, node: nodes.Logical) -> Iterator[_Change]:
        for term in node.terms:
            left = tuple(one for one in node.terms if one is not term)
            after = left[0] if len(left) == 1 else replace(node, terms=left)
            yield _Change("drop", term, None, exchanged(self._query, node, after))

    def _members(self, node: nodes.Membership) -> Iterator[_Change]:
        operator = node.operator
        turned = operator[1:] if operator.startswith("!") else f"!{operator}"
        turned = _MEMBERSHIPS.get(operator, turned)
        if turned in LEVELS:
            yield self._other("flip", node, replace(node, operator=turned))
        if len(node.items) < 2:
            return
        for item in node.items[:MOST_ITEMS]:
            left = tuple(one for one in node.items if one is not item)
            tree = exchanged(self._query, node, replace(node, items=left))
            yield _Change("set", item, None, tree)

    def _call(self, node: nodes.Call) -> Iterator[_Change]:
        if node.name == "not" and len(node.arguments) == 1:
            yield self._other("flip", node, node.arguments[0])
        elif node.name in _FUNCTIONS:
            yield self._other("function", node, replace(node, name=_FUNCTIONS[node.name]))

    def _literal(self, node: nodes.Literal, *, moves: bool) -> Iterator[_Change]:
        value = node.value
        if node.type is KqlType.DYNAMIC and isinstance(value, list) and len(value) > 1:
            for place in range(min(len(value), MOST_ITEMS)):
                left = replace(node, value=[*value[:place], *value[place + 1 :]])
                yield self._other("set", node, left)
        if not moves or isinstance(value, bool) or not isinstance(value, int | float) or not value:
            return
        if node.type in (KqlType.LONG, KqlType.INT):
            others: tuple[int | float, ...] = (value + 1, value - 1)
        elif node.type in (KqlType.TIMESPAN, KqlType.REAL):
            half = value // 2 if isinstance(value, int) else value / 2
            others = (value * 2, half)
        else:
            return
        for other in others:
            yield self._other("literal", node, replace(node, value=other))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
