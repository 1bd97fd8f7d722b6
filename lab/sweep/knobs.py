"""Which literals of a rule can be moved, and which of them is meant."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from lab.errors import ReplayError
from lab.rules.model import SCHEDULED
from lab.sweep.model import Knob
from transpile.diagnostics import near
from transpile.span import Span, line_and_column
from transpile.syntax import nodes
from transpile.syntax.printer import literal_text
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lab.rules.model import Rule
    from lab.sweep.model import KnobKind

TRIGGER = "trigger"
_ORDERS = frozenset({"<", "<=", ">", ">="})
_SUMS = frozenset({"+", "-", "*", "/", "%"})
_TAKES = frozenset(
    {"take", "limit", "top", "sample", "sample-distinct", "top-hitters", "top-nested"}
)
_DATA = frozenset({"datatable", "externaldata", "external_data"})
_NUMBERS = (KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL)
_WIDTH = 48
# What may stand between the items of a list that is rewritten whole.
_BETWEEN = re.compile(r"[\s,]*")


def knobs_of(rule: Rule, query: nodes.Query) -> tuple[Knob, ...]:
    """The literals that can be moved, in the order of the text, the trigger last.

    ``query`` is the syntax of the rule's query. What a column is tested to be equal to is no
    threshold, and a column's position in an array none either.
    """
    every = _Finder(rule).within(query, query, None)
    same = _compared_as_equal(query)
    found = sorted(
        (knob for knob in every if knob.kind != "threshold" or knob.name not in same),
        key=lambda knob: knob.span.start,
    )
    if rule.kind.name != SCHEDULED.name:  # the others raise an alert for any row
        return tuple(found)
    words = {"gt": "more than", "lt": "less than", "eq": "exactly", "ne": "other than"}
    trigger = Knob(
        kind="trigger",
        name=TRIGGER,
        context=f"fires at {words[rule.trigger_operator]} {rule.trigger_threshold} rows",
        type=KqlType.LONG,
        value=rule.trigger_threshold,
    )
    return (*found, trigger)


def chosen_knob(knobs: Sequence[Knob], asked: str) -> Knob:
    """The knob of a number, of a name, or with a text in what stands around it.

    Raises:
        ReplayError: where none or several are meant.
    """
    wanted = asked.strip()
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= len(knobs):
        return knobs[int(wanted) - 1]
    named = [knob for knob in knobs if knob.name == wanted]
    found = named or [knob for knob in knobs if wanted and wanted in knob.context]
    if len(found) == 1:
        return found[0]
    if not knobs:
        raise ReplayError("the rule has no literal that can be moved")
    listed = "; ".join(f"{place}: {said(knob)}" for place, knob in enumerate(knobs, 1))
    if len(found) > 1:
        raise ReplayError(f"'{asked}' is in {len(found)} literals; take its number: {listed}")
    hint = near(wanted, [knob.name for knob in knobs if knob.name])
    raise ReplayError(
        f"no literal '{asked}' can be moved; {f'{hint}; ' if hint else ''}there are {listed}"
    )


def said(knob: Knob) -> str:
    """A knob in words."""
    text = knob.context if knob.kind == "trigger" or not knob.name else f"let {knob.context}"
    return f"{text} (line {knob.line})" if knob.line else text


def _compared_as_equal(query: nodes.Query) -> set[str]:
    """Names of what is tested to be equal: ``let failed = 4625`` is no threshold."""
    pending: list[nodes.Syntax] = [query]
    names = set()
    while pending:
        one = pending.pop()
        pending += one.children()
        if isinstance(one, nodes.Binary) and one.operator in ("==", "!="):
            names |= {side.name for side in (one.left, one.right) if isinstance(side, nodes.Name)}
    return names


class _Finder:
    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._text = rule.query

    def within(
        self, syntax: nodes.Syntax, around: nodes.Syntax, role: KnobKind | None, name: str = ""
    ) -> Iterator[Knob]:
        """The knobs of a node and below.

        Args:
            syntax: the node.
            around: what is shown of its surroundings.
            role: what a number is here; None where it is nothing that can be moved.
            name: the let that holds just this.
        """
        if isinstance(syntax, nodes.Literal):
            yield from self._literal(syntax, around, role, name)
            return
        if isinstance(syntax, nodes.OperatorSyntax) and syntax.keyword in _DATA:
            return
        if isinstance(syntax, nodes.Membership):
            yield from self.within(syntax.value, syntax, None)
            if (listed := self._list(syntax)) is not None:
                yield listed
            else:
                for item in syntax.items:
                    yield from self.within(item, syntax, None)
            return
        for child in syntax.children():
            yield from self.within(
                child, _shown(syntax, around), _role(syntax, child, role), _named(syntax)
            )

    def _literal(
        self, literal: nodes.Literal, around: nodes.Syntax, role: KnobKind | None, name: str
    ) -> Iterator[Knob]:
        kind = role
        if literal.type is KqlType.TIMESPAN and literal.value is not None:
            kind = "timespan"
        elif literal.type is KqlType.DYNAMIC:
            if isinstance(literal.value, list) and len(literal.value) > 1:
                items = tuple(
                    literal_text(nodes.Literal([one], KqlType.DYNAMIC))[len("dynamic([") : -2]
                    for one in literal.value
                )
                yield self._knob(
                    "list", literal, around, name, items, opening="dynamic([", closing="])"
                )
            return
        elif literal.type not in _NUMBERS or literal.value is None:
            return
        if kind is not None:
            yield self._knob(kind, literal, around, name)

    def _list(self, syntax: nodes.Membership) -> Knob | None:
        """The literals of ``x in (...)``, where there is nothing else between the brackets."""
        items = syntax.items
        if len(items) < 2 or not all(isinstance(item, nodes.Literal) for item in items):
            return None
        for before, after in itertools.pairwise(items):
            if not _BETWEEN.fullmatch(self._text[before.span.end : after.span.start]):
                return None
        texts = tuple(self._text[item.span.start : item.span.end] for item in items)
        whole = Span(items[0].span.start, items[-1].span.end)
        return Knob(
            kind="list",
            context=self._context(Span(syntax.value.span.start, whole.start)) + "…)",
            line=self._line(whole),
            span=whole,
            items=texts,
        )

    def _knob(
        self,
        kind: KnobKind,
        literal: nodes.Literal,
        around: nodes.Syntax,
        name: str,
        items: tuple[str, ...] = (),
        *,
        opening: str = "",
        closing: str = "",
    ) -> Knob:
        shown = self._context(literal.span)
        return Knob(
            kind=kind,
            context=f"{name} = {shown}" if name else self._context(around.span),
            name=name,
            line=self._line(literal.span),
            span=literal.span,
            type=literal.type,
            value=literal.value,
            items=items,
            opening=opening,
            closing=closing,
        )

    def _context(self, span: Span) -> str:
        text = " ".join(self._text[span.start : span.end].split())
        return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"

    def _line(self, span: Span) -> int:
        return self._rule.file_line(line_and_column(self._text, span.start)[0])


def _role(above: nodes.Syntax, child: nodes.Syntax, role: KnobKind | None) -> KnobKind | None:
    """What a number is, given the node that holds it and what that one is."""
    if isinstance(above, nodes.Let):
        return "threshold"
    if isinstance(above, nodes.Binary):
        if above.operator in _ORDERS:
            return "threshold"
        return role if above.operator in _SUMS else None
    if isinstance(above, nodes.Between):
        return None if child is above.value else "threshold"
    if isinstance(above, nodes.OperatorSyntax):
        return "count" if above.keyword in _TAKES else None
    return role if isinstance(above, nodes.Unary) else None


def _shown(above: nodes.Syntax, around: nodes.Syntax) -> nodes.Syntax:
    """What is shown around a literal: the nearest comparison, range, call or operator."""
    if isinstance(above, nodes.Unary):
        return around
    if isinstance(above, nodes.Binary) and above.operator in _SUMS:
        compared = isinstance(around, nodes.Binary | nodes.Between)
        return around if compared else above
    return above


def _named(above: nodes.Syntax) -> str:
    return above.name if isinstance(above, nodes.Let) else ""
