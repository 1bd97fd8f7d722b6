"""Series in SQL: the bins of an axis, and lists in which every bin has its element.

A bin is counted from the anchor of the axis. Within a group the bins that have rows come as a list
in order, their values as others beside it; what lies between them is filled in one pass, without a
join with the calendar of all bins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.dynamic import array_of_reals, to_variant
from transpile.lower.lists import at, lambda_of
from transpile.lower.time import epoch_us, text_of_datetime, text_of_timespan
from transpile.syntax.literals import MIN_DATETIME
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql

MOST_BINS = 1_048_576  # the longest series that Kusto makes


@dataclass(frozen=True)
class Axis:
    """The axis of a series in whole units of the engine: microseconds, ticks, numbers.

    ``anchor`` is where a bin begins; None is the zero of ``bin()``.
    """

    kind: KqlType
    step: Sql
    anchor: Sql | None

    def _units(self, value: Sql) -> Sql:
        return epoch_us(value) if self.kind is KqlType.DATETIME else value

    def _width(self) -> Sql:
        if self.kind is not KqlType.DATETIME:
            return self.step.copy()
        return build.binary("//", self.step.copy(), build.number(TICKS_PER_MICROSECOND))

    def _origin(self) -> Sql:
        if self.anchor is not None:
            return self._units(self.anchor.copy())
        if self.kind is KqlType.REAL:
            return build.bare(0.0, KqlType.REAL)
        # offsets of datetimes from the year 1 are never negative
        return build.constant(MIN_DATETIME if self._is_datetime else 0, KqlType.LONG)

    @property
    def _is_datetime(self) -> bool:
        return self.kind is KqlType.DATETIME

    def bin_of(self, value: Sql) -> Sql:
        """The number of the bin that a value falls into."""
        offset = build.binary("-", self._units(value), self._origin())
        if self.kind is KqlType.REAL:
            floor = build.plain_call("floor", build.binary("/", offset, self._width()))
            return build.cast_to(floor, build.data_type("BIGINT"))
        if self._is_datetime or self.anchor is not None:  # what lies before the anchor is gone
            return build.binary("//", offset, self._width())

        def floored(held: Sql) -> Sql:
            rest = build.binary("%", held, self._width())
            rest = build.binary("%", build.binary("+", rest, self._width()), self._width())
            return build.binary("//", build.binary("-", held.copy(), rest), self._width())

        return build.once(offset, floored)

    def end_of(self, bound: Sql) -> Sql:
        """The number of the first bin that begins at or after a bound."""
        offset = build.binary("-", self._units(bound), self._origin())
        if self.kind is KqlType.REAL:
            ceiling = build.plain_call("ceil", build.binary("/", offset, self._width()))
            return build.cast_to(ceiling, build.data_type("BIGINT"))
        one = build.number(1)
        if self._is_datetime or self.anchor is not None:
            last = build.binary("-", build.binary("+", offset, self._width()), one)
            return build.binary("//", last, self._width())
        before = build.binary("-", bound.copy(), one)
        return build.binary("+", self.bin_of(before), one.copy())

    def values(self, first: Sql, end: Sql) -> Sql:
        """The beginnings of the bins from ``first`` to before ``end``, as a dynamic array."""
        element = exp.Column(this=exp.Identifier(this="place", quoted=False))
        begin = build.binary("+", self._origin(), build.binary("*", element, self._width()))
        if self._is_datetime:
            begin = text_of_datetime(build.plain_call("make_timestamp", begin))
        elif self.kind is KqlType.TIMESPAN:
            begin = text_of_timespan(begin)
        places = build.plain_call("range", first, end)
        made = build.plain_call("list_transform", places, lambda_of("place", lambda _: begin))
        if self.kind is KqlType.REAL:
            return build.queries_outside(array_of_reals(made))
        return to_variant(build.queries_outside(made))


def checked_end(first: Sql, end: Sql) -> Sql:
    """The end, not before the first bin; the engine refuses more bins than a series may have."""
    count = build.binary("-", end, first)
    refused = build.plain_call(
        "error", build.text(f"make-series would make a series of more than {MOST_BINS:,} values")
    )
    too_many = build.binary(">", count, build.number(MOST_BINS))
    later = build.plain_call("greatest", end.copy(), first.copy())
    return build.case([(too_many, refused)], later)


def filled(values: Sql, bins: Sql, first: Sql, end: Sql, default: Sql, kind: KqlType) -> Sql:
    """The values in the bins from ``first`` to before ``end``, the default where there are none.

    ``values`` and ``bins`` are lists side by side in the order of the bins, null without rows.
    """
    empty = build.cast_to(build.plain_call("list_value"), _list_of(kind))

    def gap(length: Sql) -> Sql:
        return build.plain_call("list_resize", empty.copy(), length, default.copy())

    def made(limit: Sql) -> Sql:
        place = exp.Column(this=exp.Identifier(this="place", quoted=False))
        here, following = (
            build.binary("+", place.copy(), build.number(1)),
            build.binary("+", place.copy(), build.number(2)),
        )
        up_to = build.coalesce(at(bins.copy(), following), limit)
        length = build.binary("-", build.binary("-", up_to, at(bins.copy(), here)), build.number(1))
        piece = build.plain_call("list_prepend", at(values.copy(), here.copy()), gap(length))
        places = build.plain_call("range", build.plain_call("len", bins.copy()))
        pieces = build.plain_call("list_transform", places, lambda_of("place", lambda _: piece))
        begin = build.binary("-", at(bins.copy(), 1), first.copy())
        whole = build.plain_call("flatten", build.plain_call("list_prepend", gap(begin), pieces))
        only = gap(build.binary("-", limit.copy(), first.copy()))
        return build.case([(build.is_null(bins.copy()), only)], whole)

    listed = build.once(end, made)
    if kind is KqlType.REAL:
        return build.queries_outside(array_of_reals(listed))
    return to_variant(build.queries_outside(listed))


def _list_of(kind: KqlType) -> exp.DataType:
    return build.data_type("DOUBLE[]" if kind is KqlType.REAL else "BIGINT[]")
