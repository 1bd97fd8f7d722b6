"""The slow, second meaning of the language: the bound tree, interpreted row by row.

No SQL, no engine, no rewrites: what a query means, read off the documents. The property tests hold
the compiler's answers against it. Where the language leaves a choice open (``take`` without an
order, ties of ``arg_max``) the answer says so in ``choices``, and only its shape can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.reference import serial
from tests.reference.aggregates import Group, aggregate
from tests.reference.expressions import evaluate
from tests.reference.values import Row, Value, group_key, in_range, sort_key
from transpile import light
from transpile.bind.serial import Automaton, Sequence, Windows
from transpile.bind.tree import (
    ROW,
    Aggregate,
    Column,
    ColumnRef,
    Constant,
    Expand,
    Filter,
    Gather,
    Join,
    Node,
    Numbered,
    Project,
    Rows,
    Scan,
    Sort,
    SortKey,
    Steps,
    Top,
    Union,
    visible,
)
from transpile.schema import TableSchema
from transpile.types import KqlType

Stored = Mapping[str, tuple[TableSchema, list[Row]]]


class FailsError(Exception):
    """A query that fails when it is run, over these rows."""


@dataclass
class Relation:
    """Rows, and for each its key in the order that the relation has; None where it has none."""

    rows: list[Row]
    keys: list[tuple[Any, ...]] | None = None


@dataclass(frozen=True)
class Answer:
    """The columns and rows of a query.

    ``blocks`` numbers the rows that may stand anywhere among each other (equal sort keys); None
    where any order will do. ``choices`` says what the language leaves open.
    """

    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]]
    blocks: list[int] | None
    choices: tuple[str, ...]


@light.dataclass(frozen=True, eq=False)
class Meant(Node):
    """An operator with a meaning of its own: not that of the nodes that it binds to."""

    input: Node
    outputs: tuple[Column, ...]
    meaning: Callable[[Interpreter], Relation]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the compiler's tree."""
        return self.outputs


@dataclass
class Interpreter:
    """Interprets one query over stored tables, at one instant (microseconds since 1970)."""

    stored: Stored
    now: int
    choices: list[str] = field(default_factory=list)
    key: Value = None  # of the partition that a table of its own is read for
    _known: dict[int, tuple[Node, Relation]] = field(default_factory=dict)

    def answer(self, root: Node) -> Answer:
        """The whole answer, hidden columns left out."""
        found = self.relation(root)
        columns = visible(root)
        rows = [tuple(row[column.name] for column in columns) for row in found.rows]
        blocks = None if found.keys is None else _blocks(found.keys)
        return Answer(columns, rows, blocks, tuple(self.choices))

    def relation(self, node: Node) -> Relation:
        """The rows of a node; a shared subtree is interpreted once."""
        known = self._known.get(id(node))
        if known is None:
            known = (node, RULES[type(node)](self, node))
            self._known[id(node)] = known
        return known[1]

    def within(self, node: Node, rows: Relation, key: Value = None) -> Interpreter:
        """An interpreter for which a node has these rows: those of one group, or of one row."""
        return Interpreter(self.stored, self.now, self.choices, key, {id(node): (node, rows)})

    def rows(self, plan: Node) -> list[Row]:
        """The rows of a subquery."""
        return self.relation(plan).rows

    def first(self, plan: Node) -> Row | None:
        """The first row of a subquery: free among rows that differ, but for an order."""
        found = self.relation(plan)
        name = visible(plan)[0].name
        ends = found.rows if found.keys is None else _tied(found, 0)
        if len({group_key(row[name]) for row in ends}) > 1:
            self.open("the first row of a subquery")
        return found.rows[0] if found.rows else None

    def open(self, why: str) -> None:
        """Note a choice that the language leaves open."""
        self.choices.append(why)

    def value(self, expr: Any, row: Row) -> Value:
        """An expression over a row."""
        return evaluate(expr, row, self)


def _blocks(keys: list[tuple[Any, ...]]) -> list[int]:
    numbers: list[int] = []
    for place, key in enumerate(keys):
        same = place > 0 and keys[place - 1] == key
        numbers.append(numbers[-1] if same else place)
    return numbers


def _tied(found: Relation, place: int) -> list[Row]:
    assert found.keys is not None
    pairs = zip(found.rows, found.keys, strict=True)
    return [row for row, key in pairs if key == found.keys[place]]


def _differ(rows: Iterable[Row]) -> bool:
    shown = {
        tuple((name, group_key(row[name])) for name in sorted(row) if name != ROW) for row in rows
    }
    return len(shown) > 1


def _scan(at: Interpreter, node: Scan) -> Relation:
    assert not node.axis, "the interpreter reads no windows"
    _, rows = at.stored.get(node.table.name, (node.table, []))
    if not node.table.location:
        rows = []
    names = [column.name for column in node.columns]
    return Relation(
        [
            {name: place if name == ROW else row[name] for name in names}
            for place, row in enumerate(rows)
        ]
    )


def _rows(at: Interpreter, node: Rows) -> Relation:
    names = [column.name for column in node.columns]
    return Relation(
        [
            {name: at.value(value, {}) for name, value in zip(names, row, strict=True)}
            for row in node.rows
        ]
    )


def _steps(at: Interpreter, node: Steps) -> Relation:
    first, last, step = (at.value(part, {}) for part in (node.first, node.last, node.step))
    rows: list[Row] = []
    if first is None or last is None or step is None:
        return Relation(rows)
    width = step // 10 if node.column.type is KqlType.DATETIME else step
    while len(rows) < 100_000:
        value = first + len(rows) * width
        if value > last if step > 0 else value < last:
            break
        if node.column.type is KqlType.DATETIME and in_range(value) is None:
            break
        rows.append({node.column.name: value})
    return Relation(rows)


def _filter(at: Interpreter, node: Filter) -> Relation:
    found = at.relation(node.input)
    kept = [
        place
        for place, row in enumerate(found.rows)
        if all(at.value(term, row) is True for term in node.conjuncts)
    ]
    keys = None if found.keys is None else [found.keys[place] for place in kept]
    return Relation([found.rows[place] for place in kept], keys)


def _project(at: Interpreter, node: Project) -> Relation:
    found = at.relation(node.input)
    made = [
        {item.column.name: at.value(item.value, row) for item in node.items} for row in found.rows
    ]
    return Relation(made, found.keys)


def _aggregate(at: Interpreter, node: Aggregate) -> Relation:
    found = at.relation(node.input)
    order = None if found.keys is None else _blocks(found.keys)
    groups: dict[tuple[Value, ...], tuple[list[Value], list[int]]] = {}
    if not node.keys:
        groups[()] = ([], [])
    for place, row in enumerate(found.rows):
        keys = [at.value(item.value, row) for item in node.keys]
        groups.setdefault(tuple(map(group_key, keys)), (keys, []))[1].append(place)
    rows: list[Row] = []
    for keys, places in groups.values():
        made = {item.column.name: key for item, key in zip(node.keys, keys, strict=True)}
        for call in node.calls:
            values = [
                tuple(at.value(argument, found.rows[place]) for argument in call.arguments)
                for place in places
            ]
            positions = None if order is None else [order[place] for place in places]
            results = aggregate(Group(call, values, positions, at.open))
            made |= {c.name: v for c, v in zip(call.columns, results, strict=True)}
        rows.append(made)
    return Relation(rows)


def _ordered(at: Interpreter, found: Relation, keys: tuple[SortKey, ...]) -> Relation:
    def key_of(row: Row) -> tuple[Any, ...]:
        return tuple(
            sort_key(
                at.value(key.value, row), descending=key.descending, nulls_first=key.nulls_first
            )
            for key in keys
        )

    pairs = sorted(
        ((key_of(row), place) for place, row in enumerate(found.rows)), key=lambda p: p[0]
    )
    return Relation([found.rows[place] for _, place in pairs], [key for key, _ in pairs])


def _sort(at: Interpreter, node: Sort) -> Relation:
    return _ordered(at, at.relation(node.input), node.keys)


def _sequence(at: Interpreter, node: Sequence) -> Relation:
    return Relation(*serial.sequence(at, node, at.relation(node.input)))


def _windows(at: Interpreter, node: Windows) -> Relation:
    found = at.relation(node.input)
    return Relation(serial.windows(at, node, found), found.keys)


def _automaton(at: Interpreter, node: Automaton) -> Relation:
    found = at.relation(node.input)
    return Relation(serial.automaton(at, node, found), found.keys)


def _numbered(at: Interpreter, node: Numbered) -> Relation:
    found = at.relation(node.input)
    return Relation(serial.numbered(node, found), found.keys)


def _expand(at: Interpreter, node: Expand) -> Relation:
    found = at.relation(node.input)
    rows, keys = serial.expand(at, node, found)
    return Relation(rows, None if found.keys is None else keys)


def _meant(at: Interpreter, node: Meant) -> Relation:
    return node.meaning(at)


def _top(at: Interpreter, node: Top) -> Relation:
    found = at.relation(node.input)
    if node.keys:
        found = _ordered(at, found, node.keys)
    if node.partition:
        return _first_of_each(at, node, found)
    count = max(0, node.count)
    if 0 < count < len(found.rows):
        cut = found.rows if found.keys is None else _tied(found, count - 1)
        split = found.keys is None or found.keys[count - 1] == found.keys[count]
        if split and _differ(cut):
            at.open(f"which rows stand among the first {count}")
    return Relation(found.rows[:count], None if found.keys is None else found.keys[:count])


def _first_of_each(at: Interpreter, node: Top, found: Relation) -> Relation:
    """``innerunique``: so many rows of each partition, the language does not say which."""
    groups: dict[tuple[Value, ...], list[Row]] = {}
    for row in found.rows:
        key = tuple(group_key(at.value(ref, row)) for ref in node.partition)
        groups.setdefault(key, []).append(row)
    for rows in groups.values():
        if len(rows) > node.count and _differ(rows):
            at.open("which row of a key is kept")
    return Relation([row for rows in groups.values() for row in rows[: node.count]])


def _join(at: Interpreter, node: Join) -> Relation:
    left, right = at.relation(node.left).rows, at.relation(node.right).rows

    def key_of(row: Row, side: int) -> tuple[Value, ...]:
        return tuple(group_key(at.value(pair[side], row)) for pair in node.on)

    left_keys, right_keys = [key_of(row, 0) for row in left], [key_of(row, 1) for row in right]
    if node.kind in ("leftsemi", "leftanti", "rightsemi", "rightanti"):
        mine, keys, others = (left, left_keys, set(right_keys))
        if node.kind.startswith("right"):
            mine, keys, others = (right, right_keys, set(left_keys))
        wanted = node.kind.endswith("semi")
        kept = [row for row, key in zip(mine, keys, strict=True) if (key in others) is wanted]
        return Relation([{o.column.name: row[o.source.name] for o in node.outputs} for row in kept])
    places: dict[tuple[Value, ...], list[int]] = {}
    for place, key in enumerate(right_keys):
        places.setdefault(key, []).append(place)
    pairs: list[tuple[Row | None, Row | None]] = []
    seen: set[int] = set()
    for row, key in zip(left, left_keys, strict=True):
        matches = places.get(key, [])
        seen.update(matches)
        pairs += [(row, right[place]) for place in matches]
        if not matches and node.kind in ("leftouter", "fullouter"):
            pairs.append((row, None))
    if node.kind in ("rightouter", "fullouter"):
        pairs += [(None, row) for place, row in enumerate(right) if place not in seen]
    return Relation([_joined(node, *pair) for pair in pairs])


def _joined(node: Join, left: Row | None, right: Row | None) -> Row:
    made: Row = {}
    for output in node.outputs:
        row = left if output.side == "left" else right
        padding = "" if output.column.type is KqlType.STRING else None
        made[output.column.name] = padding if row is None else row[output.source.name]
    return made


def _union(at: Interpreter, node: Union) -> Relation:
    rows: list[Row] = []
    for leg in node.inputs:
        names = [(c.name, out.name) for c, out in zip(leg.columns, node.outputs, strict=True)]
        rows += [{out: row[name] for name, out in names} for row in at.relation(leg).rows]
    return Relation(rows)


def _gather(at: Interpreter, node: Gather) -> Relation:
    rows: list[Row] = []
    for place, leg in enumerate(node.inputs):
        values = {column.name: node.value(place, column) for column in node.outputs}
        for row in at.relation(leg).rows:
            made: Row = {}
            for name, value in values.items():
                if isinstance(value, ColumnRef):
                    made[name] = row[value.column.name]
                elif isinstance(value, Constant):
                    made[name] = value.value
            rows.append(made)
    return Relation(rows)


RULES: dict[type[Node], Callable[[Interpreter, Any], Relation]] = {
    Scan: _scan,
    Rows: _rows,
    Steps: _steps,
    Filter: _filter,
    Project: _project,
    Aggregate: _aggregate,
    Sort: _sort,
    Sequence: _sequence,
    Windows: _windows,
    Automaton: _automaton,
    Numbered: _numbered,
    Expand: _expand,
    Meant: _meant,
    Top: _top,
    Join: _join,
    Union: _union,
    Gather: _gather,
}
