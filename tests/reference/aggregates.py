"""What aggregates mean over the rows of one group."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.reference.values import (
    FreeList,
    Value,
    boxed,
    dynamic_text,
    group_key,
    held_decimal,
    is_nan,
    less,
    wrapped,
)
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.tree import AggregateCall


@dataclass(frozen=True)
class Group:
    """The arguments' values, row by row. ``positions`` number the rows in the input's order, equal
    where rows are tied; None where the input has no order. ``open`` notes a free choice.
    """

    call: AggregateCall
    rows: list[tuple[Value, ...]]
    positions: list[int] | None
    open: Callable[[str], None]

    @property
    def kind(self) -> KqlType:
        """The type of the first argument."""
        return self.call.arguments[0].type

    def firsts(self) -> list[Value]:
        """The first argument, nulls left out."""
        return [row[0] for row in self.rows if row[0] is not None]

    def where(self, place: int) -> Group:
        """The rows for which an argument is true."""
        kept = [at for at, row in enumerate(self.rows) if row[place] is True]
        positions = None if self.positions is None else [self.positions[at] for at in kept]
        return Group(self.call, [self.rows[at] for at in kept], positions, self.open)


def aggregate(group: Group) -> tuple[Value, ...]:
    """The values of the call's columns."""
    return AGGREGATES[group.call.spec.name](group)


def _dcount(group: Group) -> tuple[Value, ...]:
    shown = dynamic_text if group.kind is KqlType.DYNAMIC else group_key
    return (len({shown(value) for value in group.firsts()}),)


def _total(group: Group) -> Value:
    values = group.firsts()
    if group.kind is KqlType.REAL:
        return math.fsum(values) if all(map(math.isfinite, values)) else sum(values, 0.0)
    if group.kind is KqlType.DECIMAL:
        return held_decimal(sum(values, Decimal(0)))
    return wrapped(sum(values))


def _avg(group: Group) -> tuple[Value, ...]:
    values = group.firsts()
    return (float(_total(group)) / len(values) if values else math.nan,)


def _extreme(group: Group, *, greatest: bool) -> tuple[Value, ...]:
    values = group.firsts()
    if not values:
        return ("" if group.kind is KqlType.STRING else None,)
    return (values[_best(values, greatest=greatest)],)


def _best(values: list[Value], *, greatest: bool) -> int:
    best = 0
    for place, value in enumerate(values):
        if is_nan(value):  # NaN wins, in maxima and in minima
            return place
        better = less(values[best], value) if greatest else less(value, values[best])
        if better:
            best = place
    return best


def _row_of(group: Group, *, greatest: bool) -> tuple[Value, ...]:
    known = [row for row in group.rows if row[0] is not None]
    if known:
        winner = group_key(known[_best([row[0] for row in known], greatest=greatest)][0])
        known = [row for row in known if group_key(row[0]) == winner]
    return _one(group, known or group.rows)


def _one(group: Group, rows: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    if not rows:
        kinds = [argument.type for argument in group.call.arguments]
        return tuple("" if kind is KqlType.STRING else None for kind in kinds)
    if len({tuple(map(group_key, row)) for row in rows}) > 1:
        group.open(f"{group.call.spec.name} among {len(rows)} rows")
    return rows[0]


def _elements(group: Group) -> list[tuple[Value, int]]:
    """The values that an array gathers, each with the position of its row; arrays flattened."""
    positions = group.positions or [0] * len(group.rows)
    found: list[tuple[Value, int]] = []
    for row, position in zip(group.rows, positions, strict=True):
        if group.kind is KqlType.DYNAMIC:
            items = row[0] if isinstance(row[0], list) else [row[0]]
            found += [(item, position) for item in items]
        elif row[0] is not None:
            found.append((boxed(row[0], group.kind), position))
    return found


def _limit(group: Group) -> int | None:
    return group.rows[0][1] if group.rows and len(group.rows[0]) > 1 else None


def _make_list(group: Group) -> tuple[Value, ...]:
    found = _elements(group)
    ties = len(set(group.positions or [0] * len(group.rows))) < len(group.rows)
    limit = _limit(group)
    free = ties and len({dynamic_text(value) for value, _ in found}) > 1
    if limit is not None and limit < len(found):
        if free:
            group.open("which values a limited list keeps")
        found = found[: max(0, limit)]
    values = [value for value, _ in found]
    return (FreeList(values) if free else values,)


def _make_set(group: Group) -> tuple[Value, ...]:
    values = {_set_key(value): value for value, _ in _elements(group) if value is not None}
    limit = _limit(group)
    if limit is not None and limit < len(values):
        group.open("which values a limited set keeps")
    return (FreeList(values.values()),)


def _set_key(value: Value) -> tuple[str, str]:
    return (type(value).__name__, dynamic_text(value))


AGGREGATES: dict[str, Callable[[Group], tuple[Value, ...]]] = {
    "count": lambda group: (len(group.rows),),
    "countif": lambda group: (len(group.where(0).rows),),
    "dcount": _dcount,
    "dcountif": lambda group: _dcount(group.where(1)),
    "sum": lambda group: (_total(group),),
    "sumif": lambda group: (_total(group.where(1)),),
    "avg": _avg,
    "min": lambda group: _extreme(group, greatest=False),
    "max": lambda group: _extreme(group, greatest=True),
    "arg_max": lambda group: _row_of(group, greatest=True),
    "arg_min": lambda group: _row_of(group, greatest=False),
    "take_any": lambda group: _one(group, group.rows),
    "any": lambda group: _one(group, group.rows),
    "make_list": _make_list,
    "makelist": _make_list,
    "make_set": _make_set,
    "makeset": _make_set,
}
