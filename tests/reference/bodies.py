"""What operators with groups of their own mean, each group by itself.

The compiler does all groups at once: it carries a key through a sub-pipeline, joins levels, fills
bins of lists. Here each group's rows alone are put in the place of the operator's input, and what
stands in it is interpreted over them. Of the compiler's binding only the columns are taken.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from tests.reference.interpreter import FailsError, Interpreter, Meant, Relation
from tests.reference.patterns import bind_parse
from tests.reference.values import YEAR_ONE, Row, Value, boxed, group_key, sort_key
from transpile import pipeline
from transpile.bind.binder import Binder
from transpile.bind.discovery import Discovery
from transpile.bind.open import Opened
from transpile.bind.settings import Settings
from transpile.bind.tree import (
    ROW,
    ROW_COLUMN,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    visible,
)
from transpile.catalog.operators.bodies import bind_body
from transpile.catalog.operators.expand import expanded, limit_of
from transpile.catalog.operators.summarize import SummarizeSyntax, bind_keys
from transpile.rewrite.each import KeyValue
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from transpile.catalog.operators.apply import ApplySyntax
    from transpile.catalog.operators.make_series import MakeSeriesSyntax
    from transpile.catalog.operators.nested import NestedSyntax
    from transpile.catalog.operators.parse import ParseSyntax
    from transpile.catalog.operators.partition import PartitionSyntax
    from transpile.schema import SchemaSource

_MOST = 1_048_576  # the longest series that Kusto makes


def meaning_of(text: str, schema: SchemaSource) -> Node:
    """The tree of a query that compiles, for the interpreter."""
    query = pipeline.parse(text)
    operators = pipeline.REGISTRY.operators
    mine = {word: replace(cast("Any", operators[word]), bound_by=b) for word, b in _BOUND.items()}
    known = replace(pipeline.REGISTRY, operators=_Overlaid(operators, mine))
    with pipeline.deep_recursion():
        return Binder(schema, known, Discovery(None), Opened(), Settings(None)).results(query)[-1]


class _Overlaid(dict[str, Any]):
    """The catalog's operators but for some."""

    def __init__(self, others: Any, mine: dict[str, Any]) -> None:
        super().__init__(mine)
        self._others = others

    def __missing__(self, word: str) -> Any:
        return self._others[word]


def _columns(binder: Binder, syntax: nodes.OperatorSyntax, source: Node) -> tuple[Column, ...]:
    """The columns that the compiler's own tree has."""
    inner = binder.within(dict(binder.lets), binder.locals)
    inner.registry = pipeline.REGISTRY
    return inner.registry.operators[syntax.keyword].bind(inner, syntax, source).columns


def _groups(rows: Iterable[int], key: Callable[[int], Value]) -> list[tuple[Value, list[int]]]:
    """Each value of a key, and the places of its rows."""
    found: dict[Value, tuple[Value, list[int]]] = {}
    for place in rows:
        value = key(place)
        shown = tuple(map(group_key, value)) if isinstance(value, tuple) else group_key(value)
        found.setdefault(shown, (value, []))[1].append(place)
    return list(found.values())


def _part(found: Relation, places: Iterable[int]) -> Relation:
    chosen = list(places)
    keys = None if found.keys is None else [found.keys[place] for place in chosen]
    return Relation([found.rows[place] for place in chosen], keys)


# --- partition and mv-apply -----------------------------------------------------------------------


def _partition(binder: Binder, syntax: PartitionSyntax, source: Node | None) -> Node:
    assert source is not None
    columns = _columns(binder, syntax, source)
    column = cast("ColumnRef", binder.scalar(syntax.key, source)).column
    if syntax.own is None:
        body = bind_body(binder, syntax.body, source)
    else:
        lets = {**binder.lets, column.name: KeyValue(column)}
        body = binder.within(lets, binder.locals - {column.name}).tabular(syntax.own)

    def meaning(at: Interpreter) -> Relation:
        found = at.relation(source)
        rows: list[Row] = []
        values = [row[column.name] for row in found.rows]
        for key, places in _groups(range(len(values)), values.__getitem__):
            made = at.within(source, _part(found, places), key).relation(body).rows
            rows += [{c.name: row[c.name] for c in columns} for row in made]
        return Relation(rows)

    return Meant(source, columns, meaning)


def _apply(binder: Binder, syntax: ApplySyntax, source: Node | None) -> Node:
    assert source is not None
    columns = _columns(binder, syntax, source)
    limit = limit_of(binder, syntax.limit, "mv-apply")
    elements = expanded(binder, syntax.items, source, syntax.index or ROW, limit)
    if syntax.index:  # whether it is asked for or not, the place is there for the body
        elements = Meant(elements, (*elements.columns, ROW_COLUMN), _numbered(elements))
    body = bind_body(binder, syntax.body, elements)
    from_body = {column.name for column in visible(body)}

    def meaning(at: Interpreter) -> Relation:
        rows: list[Row] = []
        for place, row in enumerate(at.relation(source).rows):
            one = at.within(source, Relation([row], [(place,)]))
            shown = one.relation(elements)
            if not shown.rows:
                continue
            made = one.within(elements, shown).relation(body).rows
            rows += [
                {c.name: (new if c.name in from_body else row)[c.name] for c in columns}
                for new in made
            ]
        return Relation(rows)

    return Meant(source, columns, meaning)


def _numbered(elements: Node) -> Callable[[Interpreter], Relation]:
    def meaning(at: Interpreter) -> Relation:
        found = at.relation(elements)
        rows = [row | {ROW: place} for place, row in enumerate(found.rows)]
        return Relation(rows, found.keys)

    return meaning


# --- aggregates of groups -------------------------------------------------------------------------


def _measure(binder: Binder, syntax: nodes.Syntax, source: Node) -> Node:
    """One row with the value of an aggregate over the rows of a node."""
    value = syntax.value if isinstance(syntax, nodes.Named) else syntax
    named = nodes.Named(("measure",), value, span=value.span)
    whole = SummarizeSyntax((named,), (), (), keyword="summarize", span=value.span)
    return binder.registry.operators["summarize"].bind(binder, whole, source)


def _measured(at: Interpreter, source: Node, part: Relation, measure: Node) -> Value:
    (row,) = at.within(source, part).relation(measure).rows
    return row[visible(measure)[0].name]


def _top_nested(binder: Binder, syntax: NestedSyntax, source: Node | None) -> Node:
    assert source is not None
    columns = _columns(binder, syntax, source)

    def value_of(part: nodes.Syntax | None) -> Expr | None:
        value = part.value if isinstance(part, nodes.Named) else part
        return None if value is None else binder.scalar(value, source)

    keys = [cast("Expr", value_of(level.key)) for level in syntax.levels]
    counts = [cast("Constant | None", value_of(level.count)) for level in syntax.levels]
    others = [cast("Constant | None", value_of(level.others)) for level in syntax.levels]
    measures = [_measure(binder, level.measure, source) for level in syntax.levels]

    def chosen(
        at: Interpreter, found: Relation, depth: int, places: list[int]
    ) -> list[tuple[Value, Value, list[int]]]:
        groups = [
            (key, _measured(at, source, _part(found, held), measures[depth]), held)
            for key, held in _groups(places, lambda p: at.value(keys[depth], found.rows[p]))
        ]
        count = counts[depth]
        if count is None:
            return groups
        ascending = syntax.levels[depth].ascending

        def order(entry: tuple[Value, Value, list[int]]) -> tuple[int, Value]:
            return sort_key(entry[1], descending=not ascending, nulls_first=ascending)

        groups.sort(key=order)
        most = max(0, cast("int", count.value))
        if 0 < most < len(groups) and order(groups[most - 1]) == order(groups[most]):
            at.open("which of equal groups are among the best")
        return groups[:most]

    def below(at: Interpreter, found: Relation, depth: int, places: list[int]) -> list[list[Value]]:
        if depth == len(keys):
            return [[]]
        best = chosen(at, found, depth, places)
        rows = [
            [key, value, *rest]
            for key, value, held in best
            for rest in below(at, found, depth + 1, held)
        ]
        named = {place for _, _, held in best for place in held}
        left = [place for place in places if place not in named]
        if others[depth] is not None and left:
            row: list[Value] = []
            for level in range(depth, len(keys)):
                called = others[level]
                if called is None:
                    row += [_nothing(keys[level].type), _nothing(visible(measures[level])[0].type)]
                else:
                    value = _measured(at, source, _part(found, left), measures[level])
                    row += [called.value, value]
            rows.append(row)
        return rows

    def meaning(at: Interpreter) -> Relation:
        found = at.relation(source)
        rows = below(at, found, 0, list(range(len(found.rows))))
        names = [column.name for column in columns]
        return Relation([dict(zip(names, row, strict=True)) for row in rows])

    return Meant(source, columns, meaning)


def _nothing(kind: KqlType) -> Value:
    return "" if kind is KqlType.STRING else None


# --- make-series ----------------------------------------------------------------------------------


def _make_series(binder: Binder, syntax: MakeSeriesSyntax, source: Node | None) -> Node:
    assert source is not None
    columns = _columns(binder, syntax, source)
    keys: tuple[Item, ...] = bind_keys(binder, syntax.keys, source)
    axis_value = syntax.axis.value if isinstance(syntax.axis, nodes.Named) else syntax.axis
    axis = binder.scalar(axis_value, source)
    first, last, step = (
        None if part is None else binder.scalar(part, None)
        for part in (syntax.first, syntax.last, syntax.step)
    )
    assert step is not None
    measures = [_measure(binder, one.value, source) for one in syntax.series]
    defaults = [
        Constant(0, KqlType.LONG) if one.default is None else binder.scalar(one.default, None)
        for one in syntax.series
    ]
    reals = [
        KqlType.REAL in (visible(measure)[0].type, default.type)
        for measure, default in zip(measures, defaults, strict=True)
    ]
    is_nonempty = dict(syntax.hints).get("kind") == "nonempty"

    def meaning(at: Interpreter) -> Relation:
        found = at.relation(source)
        bins = _Bins(
            axis.type,
            at.value(step, {}),
            None if first is None else at.value(first, {}),
            None if last is None else at.value(last, {}),
            syntax.ranged,
        )
        places = [place for place, row in enumerate(found.rows) if bins.holds(at.value(axis, row))]
        groups = _groups(
            places, lambda p: tuple(at.value(item.value, found.rows[p]) for item in keys)
        )
        if not groups and not keys and is_nonempty:
            groups = [((), [])]
        rows: list[Row] = []
        for key, held in groups:
            filled = dict(_groups(held, lambda p: bins.of(at.value(axis, found.rows[p]))))
            numbers = bins.numbers(list(filled))
            series = [
                [
                    _measured(at, source, _part(found, filled[n]), measure)
                    if n in filled
                    else at.value(default, {})
                    for n in numbers
                ]
                for measure, default in zip(measures, defaults, strict=True)
            ]
            shown = [bins.shown(number) for number in numbers]
            series = [
                [boxed(value if value is None else float(value), KqlType.REAL) for value in one]
                if real
                else one
                for one, real in zip(series, reals, strict=True)
            ]
            values = [*key, *series, shown]
            rows.append(dict(zip((column.name for column in columns), values, strict=True)))
        return Relation(rows)

    return Meant(source, columns, meaning)


class _Bins:
    """The bins of an axis, numbered from its anchor: ``from``, or the zero of ``bin()``."""

    def __init__(self, kind: KqlType, step: Value, first: Value, last: Value, ranged: bool) -> None:
        self.kind, self.first, self.last, self.ranged = kind, first, last, ranged
        self.width = step // 10 if kind is KqlType.DATETIME else step
        zero = YEAR_ONE if kind is KqlType.DATETIME else 0
        self.anchor = zero if ranged or first is None else first

    def holds(self, value: Value) -> bool:
        """Whether a bin takes a value."""
        if value is None or (self.first is not None and not value >= self.first):
            return False
        if self.last is None:
            return True
        return bool(value <= self.last if self.ranged else value < self.last)

    def of(self, value: Value) -> int:
        """The number of the bin of a value."""
        offset = value - self.anchor
        whole = isinstance(offset, int) and isinstance(self.width, int)
        return int(offset // self.width) if whole else math.floor(offset / self.width)

    def numbers(self, held: list[int]) -> range:
        """The numbers of a series whose rows are in these bins."""
        begin, end = (min(held), max(held) + 1) if held else (0, 0)
        if self.first is not None:
            begin = self.of(self.first)
        if self.last is not None and self.ranged:
            end = self.of(self.last) + 1
        elif self.last is not None:
            end = self.of(self.last)
            end += self.anchor + end * self.width < self.last
        if end - begin > _MOST:
            raise FailsError("a series too long")
        return range(begin, end)

    def shown(self, number: int) -> Value:
        """Where a bin begins, as it stands in the array of the axis."""
        return boxed(self.anchor + number * self.width, self.kind)


def _parse(binder: Binder, syntax: ParseSyntax, source: Node | None) -> Node:
    assert source is not None
    return bind_parse(binder, syntax, source, _columns(binder, syntax, source))


_BOUND: dict[str, Callable[[Binder, Any, Node | None], Node]] = {
    "partition": _partition,
    "mv-apply": _apply,
    "top-nested": _top_nested,
    "make-series": _make_series,
    "parse": _parse,
    "parse-where": _parse,
}
