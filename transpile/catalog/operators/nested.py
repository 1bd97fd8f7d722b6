"""``top-nested`` and ``top-hitters``: the groups with the highest aggregates, level below level."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import default_name, unique
from transpile.bind.reserved import reserve
from transpile.bind.serial import sequenced
from transpile.bind.tree import (
    EACH,
    SEQ_COLUMN,
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Item,
    Join,
    JoinColumn,
    Node,
    Project,
    SortKey,
    Top,
    Union,
    null_of,
)
from transpile.bind.walk import map_fields
from transpile.catalog.operators.project import column_of
from transpile.catalog.operators.sort import count_of
from transpile.catalog.operators.summarize import SummarizeSyntax
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.spec import CONVERSIONS, OperatorSpec
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_ROWS = Column(f"{EACH}_rows", KqlType.LONG, nullable=False)


@dataclass(frozen=True)
class LevelSyntax(nodes.Syntax):
    """``top-nested 2 of k = x with others = "rest" by a = sum(v) asc``."""

    count: nodes.Syntax | None
    key: nodes.Syntax
    others: nodes.Syntax | None
    measure: nodes.Syntax
    ascending: bool


@dataclass(frozen=True)
class NestedSyntax(nodes.OperatorSyntax):
    """The levels, outermost first."""

    levels: tuple[LevelSyntax, ...]


@dataclass(frozen=True)
class HittersSyntax(nodes.OperatorSyntax):
    """``top-hitters 2 of x by v``."""

    count: nodes.Syntax
    key: nodes.Name
    by: nodes.Syntax | None


@dataclass(frozen=True)
class _Level:
    """A level understood: its hidden key column, what it is called, and its groups."""

    syntax: LevelSyntax
    key: Column
    shown: Column
    measure: str
    others: Constant | None
    count: int | None


# --- top-nested ---------------------------------------------------------------------------------


def _parse(parser: Parser, start: int) -> NestedSyntax:
    cursor = parser.cursor
    levels = [_read_level(parser, start)]
    while cursor.accept(","):
        begin = cursor.current.start
        for word in ("top", "-", "nested"):
            cursor.expect(word, "to begin the next level of 'top-nested'")
        levels.append(_read_level(parser, begin))
    return NestedSyntax(tuple(levels), keyword="top-nested", span=cursor.since(start))


def _read_level(parser: Parser, start: int) -> LevelSyntax:
    cursor = parser.cursor
    count = None if cursor.at("of") else parser.expression()
    cursor.expect("of", "before what 'top-nested' groups by")
    key = parser.named_or()
    others: nodes.Syntax | None = None
    if cursor.accept("with"):
        cursor.expect("others", "after 'with'")
        cursor.expect("=", "after 'others'")
        others = parser.expression()
    cursor.expect("by", "before the aggregate of 'top-nested'")
    measure = parser.named_or()
    word = cursor.accept("asc", "desc")
    if cursor.accept("nulls") and not cursor.accept("first", "last"):
        raise cursor.unexpected("'first' or 'last'")
    ascending = word is not None and word.text == "asc"
    return LevelSyntax(count, key, others, measure, ascending, span=cursor.since(start))


def _show(syntax: NestedSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return ", ".join(_show_level(level, inner) for level in syntax.levels)


def _show_level(level: LevelSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = "top-nested " + (f"{inner(level.count)} " if level.count else "")
    shown += f"of {inner(level.key)}"
    shown += f" with others = {inner(level.others)}" if level.others else ""
    return f"{shown} by {inner(level.measure)}" + (" asc" if level.ascending else "")


def _bind(binder: Binder, syntax: NestedSyntax, source: Node | None) -> Node:
    assert source is not None
    levels, base = _understood(binder, syntax, source)
    rows, chosen = base, base
    results: list[Node] = []  # the groups that are named, then those of the others
    others: list[Node] = []
    for place, level in enumerate(levels):
        above = tuple(one.key for one in levels[:place])
        picked = _picked(binder, level, rows, above)
        below = tuple(c for c in picked.columns if c.name == level.measure)
        if place:
            picked = _joined("inner", picked, results[-1], above, (*above, level.key), below)
        if level.others is not None:
            left = _joined("leftanti", rows, picked, (*above, level.key), rows.columns, ())
            others.append(_of_others(binder, levels, place, left, results))
        results.append(picked)
        chosen = picked
        rows = _joined("leftsemi", rows, picked, (*above, level.key), rows.columns, ())
    outputs = _outputs(levels, chosen)
    legs = (chosen, *others)
    shown = tuple(Project(leg, _named(levels, leg, outputs)) for leg in legs)
    return shown[0] if len(shown) == 1 else Union(shown, outputs, span=syntax.span)


def _understood(
    binder: Binder, syntax: NestedSyntax, source: Node
) -> tuple[tuple[_Level, ...], Node]:
    """The levels with their names, and the source with a hidden column for the key of each."""
    taken: set[str] = set()
    levels: list[_Level] = []
    items = [Item(column, ColumnRef(column)) for column in source.columns]
    for place, level in enumerate(syntax.levels):
        written, value = _single(level.key)
        bound = binder.scalar(value, source)
        if bound.type is KqlType.DYNAMIC:
            raise refusal(
                codes.ARGUMENT_TYPE,
                "rows are not grouped by a dynamic value",
                value.span,
                "group by tostring(...) of it",
            )
        name = written or default_name(value, binder.registry.functions)
        if not name:
            raise refusal(
                codes.UNSUPPORTED, "what is grouped by has no name", value.span, "of Name = ..."
            )
        name = unique(name, taken)
        measure, _ = _single(level.measure)
        measure = unique(measure or f"aggregated_{name}", taken | {name})
        taken |= {name, measure}
        key = Column(f"{EACH}_level{place}", bound.type, bound.nullable)
        count = count_of(binder, level.count, "top-nested") if level.count else None
        others = _constant_of(binder, level.others, bound.type)
        nullable = bound.nullable or place > 0
        shown = Column(name, bound.type, nullable)
        levels.append(_Level(level, key, shown, measure, others, count))
        items.append(Item(key, bound))
    return tuple(levels), Project(source, tuple(items), span=syntax.span)


def _single(item: nodes.Syntax) -> tuple[str, nodes.Syntax]:
    if not isinstance(item, nodes.Named):
        return "", item
    if len(item.names) > 1:
        raise refusal(codes.BAD_ARGUMENT, "one name for one column", item.span)
    return reserve(item.names[0], item.span), item.value


def _constant_of(binder: Binder, syntax: nodes.Syntax | None, kind: KqlType) -> Constant | None:
    if syntax is None:
        return None
    bound = binder.scalar(syntax, None)
    if not isinstance(bound, Constant):
        raise refusal(codes.NOT_CONSTANT, "what others are called is a constant", syntax.span)
    if bound.type is kind:
        return bound
    if isinstance(bound.value, int) and bound.type.is_integer and kind.is_integer:
        return Constant(bound.value, kind, span=syntax.span)
    raise refusal(
        codes.MIXED_TYPES,
        f"the others stand in a column of type {kind}, and this is a {bound.type}",
        syntax.span,
        f"a {kind} fits",
    )


def _measured(binder: Binder, level: _Level, rows: Node) -> tuple[tuple[AggregateCall, ...], Item]:
    """The aggregate calls of a level's measure over rows, and the measure above them."""
    _, value = _single(level.syntax.measure)
    named = nodes.Named((level.measure,), value, span=value.span)
    summarize = binder.registry.operators["summarize"]
    syntax = SummarizeSyntax((named,), (), (), keyword="summarize", span=value.span)
    made = summarize.bind(binder, syntax, rows)
    items: tuple[Item, ...] = ()
    if isinstance(made, Project):
        items, made = made.items, made.input
    assert isinstance(made, Aggregate)
    (column, *more) = made.columns if not items else (items[0].column,)
    if more or column.type is KqlType.DYNAMIC:
        raise refusal(
            codes.ARGUMENT_TYPE,
            "groups are ranked by one value that has an order",
            level.syntax.measure.span,
        )
    return made.calls, items[0] if items else Item(column, ColumnRef(column))


def _picked(binder: Binder, level: _Level, rows: Node, above: tuple[Column, ...]) -> Node:
    """The best groups of a level below each of those above: keys, then the measure."""
    keys = (*above, level.key)
    calls, item = _measured(binder, level, rows)
    made: Node = Aggregate(rows, _same(keys), calls, span=level.syntax.span)
    made = Project(made, (*_same(keys), item))
    if level.count is None:
        return made
    by = SortKey(ColumnRef(item.column), not level.syntax.ascending, level.syntax.ascending)
    ties = (ColumnRef(level.key),)
    partition = tuple(ColumnRef(column) for column in above)
    return Top(made, level.count, (by,), ties, partition, span=level.syntax.span)


def _of_others(
    binder: Binder, levels: tuple[_Level, ...], place: int, left: Node, results: list[Node]
) -> Node:
    """One row below each group above for the rows that no group of a level holds.

    Further levels are not divided: each that names its others shows them again, any other nothing.
    """
    above = tuple(one.key for one in levels[:place])
    count = AggregateCall(binder.registry.aggregates["count"], (), (_ROWS,))
    calls: list[AggregateCall] = [count]
    items: list[Item] = []
    for number, level in enumerate(levels[place:]):
        found, item = _measured(binder, level, left)
        named = {
            c.name: Column(f"{EACH}_{number}_{c.name}", c.type, c.nullable)
            for call in found
            for c in call.columns
        }
        if level.others is None:
            items.append(Item(item.column, null_of(item.column.type)))
        else:
            calls += (
                replace(call, columns=tuple(named[c.name] for c in call.columns)) for call in found
            )
            items.append(Item(item.column, _renamed(item.value, named)))
        items.append(Item(level.key, level.others or null_of(level.key.type)))
    made: Node = Aggregate(left, _same(above), tuple(calls))
    some = binder.apply(">", (ColumnRef(_ROWS), Constant(0, KqlType.LONG)))
    made = Project(Filter(made, (some,)), (*_same(above), *items))
    if not above:
        return made
    below = tuple(item.column for item in items)
    return _joined("inner", made, results[-1], above, (*above, *below), ())


def _renamed(value: Expr, columns: dict[str, Column]) -> Expr:
    if isinstance(value, ColumnRef):
        return ColumnRef(columns.get(value.column.name, value.column), span=value.span)
    return map_fields(value, lambda node: node, lambda part: _renamed(part, columns))


def _joined(
    kind: str,
    left: Node,
    right: Node,
    on: tuple[Column, ...],
    kept: tuple[Column, ...],
    more: tuple[Column, ...],
) -> Node:
    """The left side's ``kept`` and ``more``, and for an inner join what else the right side has."""
    outputs = [JoinColumn(column, "left", column) for column in (*kept, *more)]
    if kind == "inner":
        have = {output.column.name for output in outputs}
        outputs += [JoinColumn(c, "right", c) for c in right.columns if c.name not in have]
    pairs = tuple((ColumnRef(column), ColumnRef(column)) for column in on)
    return Join(kind, left, right, pairs, tuple(outputs))


def _same(columns: tuple[Column, ...]) -> tuple[Item, ...]:
    return tuple(Item(column, ColumnRef(column)) for column in columns)


def _outputs(levels: tuple[_Level, ...], chosen: Node) -> tuple[Column, ...]:
    made: list[Column] = []
    for level in levels:
        held = chosen.by_name[level.measure]
        made += [level.shown, Column(level.measure, held.type)]
    return tuple(made)


def _named(levels: tuple[_Level, ...], leg: Node, outputs: tuple[Column, ...]) -> tuple[Item, ...]:
    keys = {level.shown.name: level.key.name for level in levels}
    return tuple(
        Item(column, ColumnRef(leg.by_name[keys.get(column.name, column.name)]))
        for column in outputs
    )


# --- top-hitters --------------------------------------------------------------------------------


def _parse_hitters(parser: Parser, start: int) -> HittersSyntax:
    cursor = parser.cursor
    count = parser.expression()
    cursor.expect("of", "before the column of 'top-hitters'")
    place = cursor.current.start
    name = parser.column_name("a column")
    key = nodes.Name(name, span=cursor.since(place))
    by = parser.named_or() if cursor.accept("by") else None
    return HittersSyntax(count, key, by, keyword="top-hitters", span=cursor.since(start))


def _show_hitters(syntax: HittersSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = f"top-hitters {inner(syntax.count)} of {inner(syntax.key)}"
    return shown + (f" by {inner(syntax.by)}" if syntax.by else "")


def _bind_hitters(binder: Binder, syntax: HittersSyntax, source: Node | None) -> Node:
    assert source is not None
    bound = binder.scalar(syntax.key, source)
    if not isinstance(bound, ColumnRef):
        raise refusal(codes.UNKNOWN_COLUMN, "this is no column of the table", syntax.key.span)
    if bound.type is KqlType.DYNAMIC:
        raise refusal(
            codes.ARGUMENT_TYPE,
            "rows are not grouped by a dynamic value",
            syntax.key.span,
            "extend tostring(...) of it first",
        )
    count = count_of(binder, syntax.count, "top-hitters")
    name, kind = f"approximate_count_{bound.column.name}", KqlType.LONG
    arguments: tuple[Expr, ...] = ()
    if syntax.by is not None:
        written, value = _single(syntax.by)
        summed = binder.scalar(value, source)
        if not summed.type.is_numeric:
            raise refusal(
                codes.ARGUMENT_TYPE, f"numbers are summed, not a {summed.type}", value.span
            )
        read = written or default_name(value, binder.registry.functions)
        name, arguments, kind = f"approximate_sum_{read}", (summed,), summed.type
    spec = binder.registry.aggregates["sum" if arguments else "count"]
    wide = KqlType.LONG if kind is KqlType.INT else kind
    total = Column(name, wide, nullable=False)
    call = AggregateCall(spec, arguments, (total,), span=syntax.span)
    groups = Aggregate(source, _same((bound.column,)), (call,), span=syntax.span)
    # equal sums: the greater value, as measured (FACTS 12's case)
    by = tuple(SortKey(ColumnRef(c), True, False) for c in (total, bound.column))
    made = sequenced(Top(groups, count, by, span=syntax.span), by)
    if wide is kind:
        return made
    narrow = binder.apply(CONVERSIONS[kind], (ColumnRef(total),))
    shown = (*_same((bound.column,)), Item(column_of(name, narrow), narrow))
    return Project(made, (*shown, *_same((SEQ_COLUMN,))))


_TABLE = "datatable(k:string, s:string, v:long)['a', 'x', 1, 'a', 'y', 2, 'b', 'x', 5, 'c', 'z', 1]"

SPECS = (
    OperatorSpec(
        keyword="top-nested",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="The best groups, within each the best of the next level, and so on.",
        source="learn:top-nested-operator; FACTS 12",
        examples=(
            f"{_TABLE} | top-nested 2 of k by sum(v), top-nested 1 of s by sum(v)",
            f"{_TABLE} | top-nested 1 of k with others = 'rest' by sum(v)",
        ),
        lifted="the run joins the keys of every level",
        differs="Others that are divided no further show a null, or nothing, at the levels below.",
    ),
    OperatorSpec(
        keyword="top-hitters",
        parsed_by=_parse_hitters,
        printed_by=_show_hitters,
        bound_by=_bind_hitters,
        doc="The most frequent values, or those with the largest sums.",
        source="learn:top-hitters-operator; FACTS 12",
        examples=(f"{_TABLE} | top-hitters 2 of k", f"{_TABLE} | top-hitters 1 of k by v"),
        lifted="a row number per run",
        differs="The counts are exact, not approximate.",
    ),
)
