"""``basket``: values that often stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.binder import Binder, null_of
from transpile.bind.naming import unique
from transpile.bind.tree import (
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Constant,
    Expand,
    Expr,
    Item,
    Node,
    Project,
    visible,
)
from transpile.catalog.plugins.entry import DEFAULT, plugin
from transpile.spec import kernel
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.catalog.plugins.entry import PluginCall

_LEAST, _THRESHOLD, _DIMENSIONS = 0.015, 0.05, 5
_ROWS = Column("$rows", KqlType.DYNAMIC, nullable=False)
_WEIGHT = Column("$weight", KqlType.REAL, nullable=False)
_PATTERN = Column("$pattern", KqlType.DYNAMIC)
_SEGMENT = Column("SegmentId", KqlType.LONG, nullable=False)

kernel(
    "$basket(rows: dynamic, threshold: real, dimensions: long) -> dynamic",
    "baskets:basket",
    source="learn:basket-plugin",
    doc="The frequent patterns of a list of rows.",
    nulls="never",
    examples={"toscalar(print a = 1 | evaluate basket() | project Count)": 1},
)


@plugin(
    "basket(threshold?, weight?, dimensions?, wildcards...)",
    source="learn:basket-plugin",
    lifted="as one summarize over the distinct rows",
    differs=(
        "All rows count, where Kusto samples; patterns come by falling count. A weight column "
        "takes no part in patterns."
    ),
    examples=(
        "datatable(state:string, event:string)['TX', 'hail', 'TX', 'hail', 'TX', 'wind', "
        "'OK', 'hail', 'KS', 'rain'] | evaluate basket(0.4)",
    ),
)
def basket(call: PluginCall) -> Node:
    """Values of columns that stand together in a share of the rows, 0.05 unless told.

    Of patterns that hold for the very same rows only the longest is there. ``~`` stands for the
    default of an argument; a wildcard for a type shows that a column takes no part, in place of
    null and the empty text.
    """
    call.named()
    given = list(call.positional)
    threshold = _number(call, given, 0, _THRESHOLD, "the threshold")
    if not _LEAST <= threshold <= 1:
        raise call.wrong(f"a threshold is {_LEAST} to 1", given[0])
    weight = None if _skipped(given, 1) else call.column(given[1], "the weight", *_NUMBERS)
    dimensions = _number(call, given, 2, _DIMENSIONS, "the number of dimensions")
    wildcards = _wildcards(call, given[3:])
    return _patterns(call, float(threshold), weight, int(dimensions), wildcards)


_NUMBERS = (KqlType.INT, KqlType.LONG, KqlType.REAL)


def _skipped(given: list[nodes.Syntax], place: int) -> bool:
    if len(given) <= place:
        return True
    syntax = given[place]
    return isinstance(syntax, nodes.Literal) and syntax.value == DEFAULT


def _number(
    call: PluginCall, given: list[nodes.Syntax], place: int, default: float, what: str
) -> float:
    if _skipped(given, place):
        return default
    value = getattr(call.scalar(given[place]), "value", None)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise call.wrong(f"{what} is a constant number above 0, or '{DEFAULT}'", given[place])
    return value


def _wildcards(call: PluginCall, given: list[nodes.Syntax]) -> dict[KqlType, Expr]:
    found: dict[KqlType, Expr] = {}
    for place, syntax in enumerate(given):
        if not _skipped(given, place):
            value = call.scalar(syntax)
            found[value.type] = value
    return found


def _patterns(
    call: PluginCall,
    threshold: float,
    weight: Column | None,
    dimensions: int,
    wildcards: dict[KqlType, Expr],
) -> Node:
    binder, columns = call.binder, visible(call.source)
    shown = [column for column in columns if column is not weight]
    texts = [Column(f"$text{place}", KqlType.STRING, nullable=False) for place in range(len(shown))]
    keys = tuple(
        Item(text, call.converted(ColumnRef(column), KqlType.STRING))
        for text, column in zip(texts, shown, strict=True)
    )
    counted: tuple[str, tuple[Expr, ...]] = ("count", ())
    if weight is not None:
        counted = ("sum", (call.converted(ColumnRef(weight), KqlType.REAL),))
    held = Column("$held", KqlType.REAL if weight else KqlType.LONG, nullable=False)
    one = AggregateCall(binder.registry.aggregates[counted[0]], counted[1], (held,))
    rows: Node = Aggregate(call.source, keys or (_nothing(),), (one,), span=call.span)

    row = binder.apply("$array", (ColumnRef(held), *(ColumnRef(text) for text in texts)))
    make_list = binder.registry.aggregates["make_list"]
    listed = AggregateCall(make_list, (_nested(binder, row),), (_ROWS,))
    gathered = Aggregate(rows, (), (listed,), span=call.span)
    found = binder.apply(
        "$basket",
        (ColumnRef(_ROWS), Constant(threshold, KqlType.REAL), Constant(dimensions, KqlType.LONG)),
    )
    expanded = Expand(gathered, (Item(_PATTERN, found),), (_PATTERN, _SEGMENT), _SEGMENT)

    def part(place: int) -> Expr:
        return binder.apply("[]", (ColumnRef(_PATTERN), Constant(place, KqlType.LONG)))

    def value(column: Column) -> Expr:
        wild = wildcards.get(column.type)
        if column is weight:
            return wild if wild is not None else null_of(column.type)
        text = part(2 + shown.index(column))
        read = call.converted(binder.apply("tostring", (text,)), column.type)
        if wild is None:
            return read
        return binder.apply("iff", (binder.apply("isnull", (text,)), wild, read))

    items = [Item(_SEGMENT, ColumnRef(_SEGMENT))]
    items.append(Item(Column("Count", KqlType.LONG), binder.apply("tolong", (part(0),))))
    items.append(Item(Column("Percent", KqlType.REAL), binder.apply("todouble", (part(1),))))
    taken = {"SegmentId", "Count", "Percent"}
    for column in columns:
        made = value(column)
        name = unique(column.name, taken)
        taken.add(name)
        items.append(Item(Column(name, column.type, made.nullable), made))
    return Project(expanded, tuple(items), span=call.span)


def _nested(binder: Binder, row: Expr) -> Expr:
    """A row as one element: ``make_list`` flattens arrays."""
    return binder.apply("$array", (row,))


def _nothing() -> Item:
    return Item(Column("$one", KqlType.LONG, nullable=False), Constant(1, KqlType.LONG))
