"""Rows in an order, read one after the other: numbers, neighbours, running sums, expanded arrays.

Which of equal rows comes first the language leaves open and the lab settles: by the stored row, or
by the columns that tell rows apart. The interpreter follows it, so that numbers can be compared.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, cast

from tests.reference.values import (
    FreeList,
    Row,
    Value,
    dynamic_text,
    group_key,
    held_decimal,
    is_nan,
    is_number,
    json_text,
    less,
    sort_key,
    wrapped,
)
from transpile.bind.tree import SEQ, ColumnRef, Expand, Numbered
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.reference.interpreter import Interpreter, Relation
    from transpile.bind.serial import Automaton, Sequence, WindowCall, Windows

Keys = list[tuple[Any, ...]]


def _partitions(at: Interpreter, rows: list[Row], by: tuple[Any, ...]) -> list[list[int]]:
    """The places of the rows of each partition."""
    found: dict[tuple[Value, ...], list[int]] = {}
    for place, row in enumerate(rows):
        found.setdefault(tuple(group_key(at.value(part, row)) for part in by), []).append(place)
    return list(found.values())


def sequence(at: Interpreter, node: Sequence, found: Relation) -> tuple[list[Row], Keys]:
    """The rows by the keys, numbered; the order among equal keys is nobody's promise."""

    def key_of(row: Row) -> tuple[Any, ...]:
        return tuple(
            sort_key(
                at.value(key.value, row), descending=key.descending, nulls_first=key.nulls_first
            )
            for key in node.keys
        )

    def tie_of(row: Row) -> tuple[Any, ...]:
        values = [at.value(tie, row) for tie in node.ties]
        if any(isinstance(value, FreeList) and len(value) > 1 for value in values):
            at.open("equal rows in the order of an array in no order")
        return tuple(_tie(value, tie.type) for tie, value in zip(node.ties, values, strict=True))

    shown = [(key_of(row), tie_of(row), place) for place, row in enumerate(found.rows)]
    shown.sort(key=lambda entry: entry[:2])
    rows = [found.rows[place] for _, _, place in shown]
    numbers = [0] * len(rows)
    for places in _partitions(at, rows, node.partition):
        for number, place in enumerate(places):
            numbers[place] = number + 1
    made = [row | {SEQ: number} for row, number in zip(rows, numbers, strict=True)]
    by = node.keys[0].value if node.keys else None
    if isinstance(by, ColumnRef) and by.column.name == SEQ and found.keys is not None:
        return made, [found.keys[place] for _, _, place in shown]  # in the order that they had
    return made, [key for key, _, _ in shown]


def _tie(value: Value, kind: KqlType) -> tuple[int, Value]:
    """Null first, NaN last; a dynamic by its text."""
    if value is None or (is_nan(value) and kind is not KqlType.DYNAMIC):
        return (-1 if value is None else 1, 0)
    return (0, json_text(value) if kind is KqlType.DYNAMIC else value)


# --- window functions -----------------------------------------------------------------------------


def windows(at: Interpreter, node: Windows, found: Relation) -> list[Row]:
    """Every row with the values of its windows beside it."""
    made = [dict(row) for row in found.rows]
    for item in node.items:
        call = cast("WindowCall", item.value)
        for places in _partitions(at, found.rows, call.partition):
            places.sort(key=lambda place: found.rows[place][call.order.column.name])
            rows = [found.rows[place] for place in places]
            for place, value in zip(places, WINDOWS[call.function](at, call, rows), strict=True):
                made[place][item.column.name] = value
    return made


def _neighbours(step: int) -> Callable[[Interpreter, WindowCall, list[Row]], list[Value]]:
    def read(at: Interpreter, call: WindowCall, rows: list[Row]) -> list[Value]:
        value, offset, default = call.arguments
        made = []
        for place, row in enumerate(rows):
            other = place + step * at.value(offset, row)
            there = 0 <= other < len(rows)
            made.append(at.value(value, rows[other]) if there else at.value(default, row))
        return made

    return read


def _sum(at: Interpreter, call: WindowCall, rows: list[Row]) -> list[Value]:
    total: Value = 0.0 if call.kind is KqlType.REAL else 0
    made = []
    for row in rows:
        total += at.value(call.arguments[0], row) or 0
        if call.kind is KqlType.LONG:
            total = wrapped(total)
        made.append(held_decimal(total + 0) if call.kind is KqlType.DECIMAL and total else total)
    return made


def _runs(at: Interpreter, call: WindowCall, rows: list[Row]) -> list[Value]:
    made: list[Value] = []
    for row in rows:
        true = at.value(call.arguments[0], row) is True
        made.append((made[-1] if made else 0) + true)
    return made


def _changed(at: Interpreter, call: WindowCall, rows: list[Row]) -> list[bool]:
    keys = [group_key(at.value(call.arguments[0], row)) for row in rows]
    return [place == 0 or keys[place - 1] != keys[place] for place in range(len(rows))]


def _since(at: Interpreter, call: WindowCall, rows: list[Row]) -> list[Value]:
    return [
        place + 1 if changed else None for place, changed in enumerate(_changed(at, call, rows))
    ]


def _highest(at: Interpreter, call: WindowCall, rows: list[Row]) -> list[Value]:
    best: Value = None
    made = []
    for row in rows:
        value = at.value(call.arguments[0], row)
        if value is not None and (best is None or less(best, value)):
            best = value
        made.append(best)
    return made


WINDOWS: dict[str, Callable[[Interpreter, WindowCall, list[Row]], list[Value]]] = {
    "lag": _neighbours(-1),
    "lead": _neighbours(1),
    "number": lambda _at, _call, rows: list(range(1, len(rows) + 1)),
    "sum": _sum,
    "tally": _sum,
    "runs": _runs,
    "changes": lambda at, call, rows: [int(changed) for changed in _changed(at, call, rows)],
    "since": _since,
    "highest": _highest,
}


def automaton(at: Interpreter, node: Automaton, found: Relation) -> list[Row]:
    """Every row with what the state and the stages made of it and the rows before it."""
    made = [dict(row) for row in found.rows]
    for places in _partitions(at, found.rows, node.partition):
        places.sort(key=lambda place: found.rows[place][SEQ])
        state = {item.column.name: at.value(item.value, {}) for item in node.initial}
        for place in places:
            stages: Row = {}
            for stage in node.stages:
                seen = found.rows[place] | state | stages
                computed = {item.column.name: at.value(item.value, seen) for item in stage}
                stages |= computed
                state |= {name: value for name, value in computed.items() if name in state}
            made[place] |= {column.name: (state | stages)[column.name] for column in node.outputs}
    return made


# --- rows of arrays -------------------------------------------------------------------------------


def numbered(node: Numbered, found: Relation) -> list[Row]:
    """A number for each row."""
    return [row | {node.column.name: place} for place, row in enumerate(found.rows)]


def expand(at: Interpreter, node: Expand, found: Relation) -> tuple[list[Row], Keys]:
    """The rows of the elements, in the order of the input's rows and of the elements."""
    made: list[Row] = []
    keys: Keys = []
    for place, row in enumerate(found.rows):
        lists = [_elements(at, at.value(item.value, row), node) for item in node.items]
        for index in range(max(map(len, lists))):
            values = {
                item.column.name: typed(
                    elements[index] if index < len(elements) else None, item.column.type
                )
                for item, elements in zip(node.items, lists, strict=True)
            }
            if node.index is not None:
                values[node.index.name] = index
            made.append(
                {c.name: values[c.name] if c.name in values else row[c.name] for c in node.outputs}
            )
            keys.append(_key(found, place, index))
    return made, keys


def _key(found: Relation, place: int, index: int) -> tuple[Any, ...]:
    """The elements of a row stay in order; of rows that are equal, whichever comes first."""
    if found.keys is None:
        return (place, index)
    key, keys = found.keys[place], found.keys
    tied = key in (keys[place - 1 : place] + keys[place + 1 : place + 2])
    return (*key, 0 if tied else index)


def _elements(at: Interpreter, value: Value, node: Expand) -> list[Value]:
    if isinstance(value, FreeList) and len(value) > 1:
        at.open("the elements of an array in no order")
    found = list(_shown(value, pairs=node.pairs))
    return found if node.limit is None else found[: node.limit]


def _shown(value: Value, *, pairs: bool) -> Iterator[Value]:
    if isinstance(value, dict):
        for key in sorted(value):
            yield [key, value[key]] if pairs else {key: value[key]}
    elif isinstance(value, list):
        yield from value
    else:
        yield value


def typed(value: Value, kind: KqlType) -> Value:
    """An element in a type: numbers of numbers, a text of anything, else null."""
    if kind is KqlType.DYNAMIC:
        return value
    if kind is KqlType.STRING:
        return dynamic_text(value)
    if kind is KqlType.BOOL:
        return bool(value) if isinstance(value, int) else None  # a bool is one
    if not is_number(value) or kind not in (KqlType.INT, KqlType.LONG, KqlType.REAL):
        return None
    if kind is KqlType.REAL:
        return float(value)
    if not math.isfinite(value):
        return None
    cut = int(value)
    return cut if wrapped(cut, 32 if kind is KqlType.INT else 64) == cut else None
