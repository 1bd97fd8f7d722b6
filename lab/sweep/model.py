"""What moving the literals of a rule gives. Data only; nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from transpile.span import NOWHERE, Span

if TYPE_CHECKING:
    from lab.rules.model import Rule
    from transpile.types import KqlType

KnobKind = Literal["trigger", "threshold", "count", "timespan", "list"]
"""``trigger``: how many result rows raise an alert. ``threshold``: a number that something is
compared with. ``count``: how many rows are taken. ``list``: what something may be."""


@dataclass(frozen=True, slots=True)
class Knob:
    """A literal of a rule that can be moved.

    ``name`` is that of the let that holds it, empty where none does; ``context`` the text around
    it, ``line`` that of the rule's file, 0 where none can be named. ``span`` is what a moved value
    replaces in the query. ``value`` is the present one, as syntax has it; ``items`` are the texts
    of a list's, and a list is written between ``opening`` and ``closing``.
    """

    kind: KnobKind
    context: str
    name: str = ""
    line: int = 0
    span: Span = NOWHERE
    type: KqlType | None = None
    value: object = None
    items: tuple[str, ...] = ()
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A rule with one literal moved: ``label`` says to what. ``present`` is the rule as it is."""

    label: str
    rule: Rule
    present: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """What replaying a variant gave.

    ``caught`` of ``tried`` attacks were found: those that some variant of the sweep could find.
    ``known`` is False where nobody knows what is true. ``why`` says why it could not be replayed.
    """

    label: str
    present: bool
    alerts: int = 0
    alerts_per_day: float = 0.0
    true: int = 0
    benign: int = 0
    false: int = 0
    caught: int = 0
    tried: int = 0
    median_s: float | None = None
    worst_s: float | None = None
    known: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """One literal, moved, and what came of each value.

    ``untried`` says which values were left out; ``better`` is a point that finds as much as the
    rule as it is, with fewer alerts.
    """

    knob: Knob
    points: tuple[Point, ...]
    untried: str = ""
    better: Point | None = None


@dataclass(frozen=True, slots=True)
class Sweep:
    """The curves of a rule, in the order of its text; ``untried`` are the literals left out."""

    rule: Rule
    days: float
    curves: tuple[Curve, ...]
    untried: tuple[Knob, ...] = ()
