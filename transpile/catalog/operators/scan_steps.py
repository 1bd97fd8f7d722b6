"""The steps of ``scan`` as an automaton over the rows.

A row meets the steps from the last to the first. A step matches if its condition holds over the
state of the step before it, which it then takes over (1), or else over its own, which has begun
already or is the first step's (2). The state of a step holds what the rows that matched had in each
of the steps up to it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.binder import null_of
from transpile.bind.reserved import reserve
from transpile.bind.serial import Automaton, StepScope, WindowCall, renumbered
from transpile.bind.tree import (
    ROW,
    SEQ,
    SEQ_COLUMN,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Item,
    Node,
    Project,
    Union,
    visible,
)
from transpile.bind.walk import columns_read, map_fields, walk_expr
from transpile.catalog.operators.sources import cell
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import CONVERSIONS
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.bind.binder import Binder
    from transpile.catalog.operators.scan import AssignedSyntax, ScanSyntax, StepSyntax

_NOTHING, _BEGINS, _AGAIN = (Constant(number, KqlType.LONG) for number in range(3))
_FALSE = Constant(False, KqlType.BOOL)
_PLACE = Column("$place", KqlType.LONG, nullable=False)


@dataclass(frozen=True, eq=False)
class _Step:
    """A bound step; its expressions read ``$asked`` columns for the states."""

    syntax: StepSyntax
    condition: Expr
    assigned: dict[str, Expr]


class _Scan:
    """Binds the steps of one scan and makes its automaton."""

    def __init__(
        self, binder: Binder, syntax: ScanSyntax, source: Node, partition: tuple[ColumnRef, ...]
    ) -> None:
        self.binder = binder
        self.syntax = syntax
        self.counts = bool(syntax.match_id)  # whether matches are numbered
        self.source = source
        self.partition = partition
        self.declared: dict[str, Column] = {}
        self.defaults: dict[str, Expr] = {}
        self._declare()
        self.names = [step.name for step in syntax.steps]
        for place, step in enumerate(syntax.steps):
            if step.name in self.names[:place]:
                raise refusal(
                    codes.DUPLICATE_NAME, f"two steps are called '{step.name}'", step.span
                )
        self.steps = binder.each(enumerate(syntax.steps), lambda pair: self._bound(*pair))

    # --- binding --------------------------------------------------------------------------------

    def _declare(self) -> None:
        taken = {column.name for column in visible(self.source)}
        for one in self.syntax.declared:
            kind = type_named(one.type)
            assert kind is not None
            column = Column(reserve(one.name, one.span), kind)
            if one.name in taken:
                raise refusal(
                    codes.DUPLICATE_NAME, f"there is a column '{one.name}' already", one.span
                )
            taken.add(one.name)
            default: Expr = null_of(kind)
            if one.default is not None:
                default = cell(self.binder, one.default, column, "the default of a column")
            self.declared[one.name] = column
            self.defaults[one.name] = default
        if self.syntax.match_id in taken:
            raise refusal(
                codes.DUPLICATE_NAME,
                f"there is a column '{self.syntax.match_id}' already",
                self.syntax.span,
            )

    @cached_property
    def _asked(self) -> dict[str, dict[str, Column]]:
        """For each step its columns, under the names that expressions have for their state."""
        columns = (*visible(self.source), *self.declared.values())
        return {
            step.name: {c.name: Column(f"$asked{place}_{c.name}", c.type) for c in columns}
            for place, step in enumerate(self.syntax.steps)
        }

    def _bound(self, place: int, step: StepSyntax) -> _Step:
        row = tuple(column for column in self.source.columns if column.name != SEQ)
        shown = (*visible(self.source), *self.declared.values())
        hidden = tuple(column for column in row if column.hidden)
        scope = StepScope(
            (*shown, *hidden), self._asked, frozenset(self.names[: place + 1]), span=step.span
        )
        condition = self._plain(self.binder.condition(step.condition, scope))
        assigned: dict[str, Expr] = {}
        for one in step.assigned:
            assigned[one.name] = self._assigned(one, scope, assigned)
        return _Step(step, condition, assigned)

    def _assigned(self, one: AssignedSyntax, scope: StepScope, before: dict[str, Expr]) -> Expr:
        column = self.declared.get(one.name)
        if column is None:
            raise refusal(
                codes.UNKNOWN_COLUMN,
                f"'{one.name}' is no declared column",
                one.span,
                near(one.name, self.declared) or "scan declare (name:type = default) with (...)",
            )
        if one.name in before:
            raise refusal(codes.DUPLICATE_NAME, f"'{one.name}' is assigned twice", one.span)
        value = self.binder.scalar(one.value, scope)
        for part in walk_expr(value):
            if isinstance(part, ColumnRef) and part.column.name in before:
                raise refusal(
                    codes.UNSUPPORTED,
                    f"whether '{part.column.name}' is its default here or was assigned already "
                    "is not documented",
                    part.span,
                    "write what was assigned to it",
                )
        return self._converted(self._plain(value), column, one)

    def _converted(self, value: Expr, column: Column, one: AssignedSyntax) -> Expr:
        if value.type is column.type:
            return value
        if isinstance(value, Constant) and value.value is None:
            return null_of(column.type)
        numbers = value.type.is_numeric and column.type.is_numeric
        if not numbers and KqlType.DYNAMIC not in (value.type, column.type):
            raise refusal(
                codes.UNSUPPORTED,
                f"'{one.name}' is a {column.type}, and this is a {value.type}",
                one.value.span,
                f"convert it with {CONVERSIONS[column.type]}(...)",
            )
        return self.binder.apply(CONVERSIONS[column.type], (value,), one.value.span)

    def _plain(self, expr: Expr) -> Expr:
        """A declared column by its bare name is its default."""
        return _replaced(expr, self.defaults)

    # --- the automaton --------------------------------------------------------------------------

    @cached_property
    def _kept(self) -> list[dict[str, Column]]:
        """For each step the columns of its state that some expression asks, by their own names."""
        read = {
            name
            for step in self.steps
            for expr in (step.condition, *step.assigned.values())
            for name in columns_read(expr)
        }
        return [
            {name: column for name, column in self._asked[step].items() if column.name in read}
            for step in self.names
        ]

    def automaton(self) -> Node:
        """The rows with what every step made of them."""
        initial = [Item(_NEXT, _NOTHING)] if self.counts else []
        for place in range(len(self.steps)):
            initial.append(Item(_active(place), _FALSE))
            initial += [Item(_match(place), _NOTHING)] * self.counts
            initial += [Item(c, self._empty(name)) for c, _, name in self._states(place)]
        places = range(len(self.steps))
        stages = [self._takes(place) for place in reversed(places) if place]
        stages.append(tuple(item for place in places for item in self._values(place)))
        stages.append(tuple(item for place in places for item in self._left(place)))
        outputs = [
            column
            for place, step in enumerate(self.steps)
            if step.syntax.output != "none"
            for column in (_hit(place), *[_id(place)] * self.counts, *self._made(place).values())
        ]
        return Automaton(
            self.source,
            tuple(initial),
            tuple(stages),
            tuple(outputs),
            self.partition,
            span=self.syntax.span,
        )

    def _states(self, place: int) -> list[tuple[Column, Column, str]]:
        """The state of a step: its column, the name that expressions have for it, and its own."""
        return [
            (Column(f"$state{place}{column.name}", column.type), column, name)
            for kept in self._kept[: place + 1]
            for name, column in kept.items()
        ]

    def _empty(self, name: str) -> Expr:
        known = self.defaults.get(name)
        return known if known is not None else null_of(self.source.by_name[name].type)

    def _made(self, place: int) -> dict[str, Column]:
        return {
            name: Column(f"$made{place}_{name}", column.type)
            for name, column in self.declared.items()
        }

    def _apply(self, name: str, *arguments: Expr) -> Expr:
        return self.binder.apply(name, arguments, self.syntax.span)

    def _if(self, condition: Column, then: Expr, otherwise: Expr) -> Expr:
        return self._apply("iff", ColumnRef(condition), then, otherwise)

    # The engine's cost is by stage rather than by expression. Which steps take over is told step by
    # step (the state of one is gone where the next took it), and the rest is a stage of values and
    # one of states.

    def _takes(self, place: int) -> tuple[Item, ...]:
        """Whether the row matches a step over the state of the one before, which it takes over."""
        met = self._true(_replaced(self.steps[place].condition, self._before(place)))
        takes = self._apply("and", ColumnRef(_active(place - 1)), met)
        return (Item(_took(place), takes),)

    def _stays(self, place: int) -> Expr:
        """Whether it matches over the step's own state, which has begun or is the first step's."""
        own = {
            asked.name: self._own(place, held, name) for held, asked, name in self._states(place)
        }
        met = self._true(_replaced(self.steps[place].condition, own))
        return self._apply("and", self._begun(place), met) if place else met

    def _true(self, condition: Expr) -> Expr:
        """Null is no match."""
        return self._apply("iff", condition, Constant(True, KqlType.BOOL), _FALSE)

    def _own(self, place: int, held: Column, name: str) -> Expr:
        """A value of a step's state, which the next step may have taken over just before."""
        if place + 1 == len(self.steps):
            return ColumnRef(held)
        return self._if(_took(place + 1), self._empty(name), ColumnRef(held))

    def _begun(self, place: int) -> Expr:
        """Whether a step's state holds anything still."""
        if place + 1 == len(self.steps):
            return ColumnRef(_active(place))
        return self._if(_took(place + 1), _FALSE, ColumnRef(_active(place)))

    def _before(self, place: int) -> dict[str, Expr]:
        """The state that a step would take over, by the names that expressions have for it."""
        found: dict[str, Expr] = {
            asked.name: ColumnRef(held) for held, asked, _ in self._states(place - 1)
        }
        return found | {c.name: self._empty(name) for name, c in self._kept[place].items()}

    def _now(self, place: int) -> dict[str, Expr]:
        """The state that a matching row finds: taken over, or the step's own."""
        before = self._before(place) if place else {}
        found: dict[str, Expr] = {}
        for held, asked, name in self._states(place):
            own = self._own(place, held, name)
            found[asked.name] = self._if(_took(place), before[asked.name], own) if place else own
        return found

    def _values(self, place: int) -> list[Item]:
        """What a step makes of a row, if it matches."""
        step = self.steps[place]
        again = self._apply("iff", self._begun(place), _AGAIN, _BEGINS)
        hit = self._apply("iff", self._stays(place), again, _NOTHING)
        if place:
            hit = self._if(_took(place), _BEGINS, hit)
        items = [Item(_hit(place), hit)]
        if self.counts:
            number = self._apply(
                "iff", self._begun(place), ColumnRef(_match(place)), ColumnRef(_NEXT)
            )
            if place:
                number = self._if(_took(place), ColumnRef(_match(place - 1)), number)
            items.append(Item(_id(place), number))
        now = self._now(place)
        for name, column in self._made(place).items():
            value = step.assigned.get(name, self.defaults[name])
            items.append(Item(column, _replaced(value, now)))
        return items

    def _left(self, place: int) -> list[Item]:
        """The state that a row leaves behind: where it matched, with its own values."""
        matches = self._apply("!=", ColumnRef(_hit(place)), _NOTHING)
        mine = {asked.name for asked in self._kept[place].values()}
        made, now = self._made(place), self._now(place)
        items = []
        for held, asked, name in self._states(place):
            value = now[asked.name]
            if asked.name in mine:
                row = made.get(name) or self.source.by_name[name]
                value = self._apply("iff", matches, ColumnRef(row), self._own(place, held, name))
            items.append(Item(held, value))
        items.append(Item(_active(place), self._apply("or", self._begun(place), matches)))
        if self.counts:
            match = self._apply("iff", matches, ColumnRef(_id(place)), ColumnRef(_match(place)))
            items.append(Item(_match(place), match))
        if self.counts and not place:
            begins = self._apply("==", ColumnRef(_hit(place)), _BEGINS)
            following = self._apply("+", ColumnRef(_NEXT), Constant(1, KqlType.LONG))
            items.append(Item(_NEXT, self._apply("iff", begins, following, ColumnRef(_NEXT))))
        return items

    # --- the result -----------------------------------------------------------------------------

    def result(self) -> Node:
        """A row for every match that a step shows."""
        made = self.automaton()
        shown = [
            place for place, step in enumerate(self.steps) if step.syntax.output != "none"
        ] or [0]
        several = len(shown) > 1
        legs = [self._leg(made, place, several=several) for place in reversed(shown)]
        if not several:
            return legs[0]
        joined = Union(tuple(legs), legs[0].columns, span=self.syntax.span)
        return renumbered(joined, _PLACE)

    def _leg(self, made: Node, place: int, *, several: bool) -> Node:
        step = self.steps[place].syntax
        if step.output == "none":  # no step shows anything
            never = tuple(Item(c, self.defaults[n]) for n, c in self._made(place).items())
            items = [Item(c, ColumnRef(c)) for c in made.columns]
            nothing = (*[Item(_id(place), _NOTHING)] * self.counts, *never)
            made = Filter(Project(made, (*items, *nothing)), (_FALSE,))
        else:
            hit = ColumnRef(_hit(place))
            made = Filter(made, (self._apply("!=", hit, _NOTHING),), span=step.span)
            if step.output == "last":
                self.binder.expect_windows()
                following = WindowCall(
                    "lead",
                    (hit, _BEGINS, _BEGINS),
                    self.partition,
                    ColumnRef(SEQ_COLUMN),
                    KqlType.LONG,
                )
                made = Filter(made, (self._apply("!=", following, _AGAIN),), span=step.span)
        items = [Item(c, ColumnRef(c)) for c in visible(self.source)]
        for name, column in self._made(place).items():
            items.append(Item(self.declared[name], ColumnRef(column)))
        if self.syntax.match_id:
            match = Column(
                reserve(self.syntax.match_id, self.syntax.span), KqlType.LONG, nullable=False
            )
            items.append(Item(match, ColumnRef(_id(place))))
        lost = (ROW,) if several else ()
        hidden = [c for c in self.source.columns if c.hidden and c.name not in lost]
        items += [Item(c, ColumnRef(c)) for c in hidden]
        if several:
            items.append(Item(_PLACE, Constant(len(self.steps) - place, KqlType.LONG)))
        return Project(made, tuple(items), span=step.span)


def _replaced(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    if isinstance(expr, ColumnRef):
        return values.get(expr.column.name, expr)
    return map_fields(expr, lambda node: node, lambda part: _replaced(part, values))


_NEXT = Column("$next", KqlType.LONG, nullable=False)  # the id of the next match


def _active(place: int) -> Column:
    return Column(f"$active{place}", KqlType.BOOL, nullable=False)


def _match(place: int) -> Column:
    return Column(f"$match{place}", KqlType.LONG, nullable=False)


def _took(place: int) -> Column:
    return Column(f"$took{place}", KqlType.BOOL, nullable=False)


def _hit(place: int) -> Column:
    return Column(f"$hit{place}", KqlType.LONG, nullable=False)


def _id(place: int) -> Column:
    return Column(f"$id{place}", KqlType.LONG, nullable=False)


def bind_steps(
    binder: Binder, syntax: ScanSyntax, source: Node, partition: tuple[ColumnRef, ...]
) -> Node:
    """The rows that a scan gives."""
    return _Scan(binder, syntax, source, partition).result()
