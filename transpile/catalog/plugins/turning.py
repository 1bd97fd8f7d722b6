"""``pivot``: the values of a column as columns; ``narrow``: columns as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import unique
from transpile.bind.registry import AggregateSyntax
from transpile.bind.reserved import reserve
from transpile.bind.tree import (
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    Project,
    visible,
)
from transpile.bind.walk import columns_read
from transpile.catalog.plugins.entry import plugin
from transpile.catalog.plugins.spelled import spelled
from transpile.diagnostics import refusal
from transpile.syntax import nodes
from transpile.types import KqlType, wider

if TYPE_CHECKING:
    from transpile.catalog.plugins.entry import Declared, PluginCall

# more columns than any table has
MOST_COLUMNS = 4_000
_TURNED = Column("$turned", KqlType.STRING, nullable=False)
_CELL = "$cell"
_ONE = Column("$one", KqlType.LONG, nullable=False)
_TABLE = "datatable(c:string, k:string, n:long)['a', 'x', 1, 'a', 'y', 2, 'b', 'x', 5]"


@plugin(
    "pivot(column, aggregate?, columns...)",
    source="learn:pivot-plugin",
    declares=True,
    lifted="as two summarize; undeclared columns are those of any run (decision 0007)",
    differs=(
        "Columns come in alphabetical order, and a cell without rows holds the aggregate's value "
        "over none. An empty value makes a column Column1."
    ),
    examples=(
        f"{_TABLE} | project c, k | evaluate pivot(k)",
        f"{_TABLE} | evaluate pivot(k, sum(n), c)",
        f"{_TABLE} | evaluate pivot(k, sum(n)) : (c: string, y: long, z: long)",
    ),
)
def pivot(call: PluginCall) -> Node:
    """A row for each combination of the other columns, a column for each value of the first.

    Cells hold an aggregate, by default ``count()``.
    """
    call.named()
    call.count(1)
    turned = call.column(call.positional[0], "what 'pivot' turns")
    measured, rest = _aggregate(call)
    groups = _groups(call, turned, measured, rest)
    by, kept = _keys(call, groups)
    text = Item(_TURNED, call.converted(ColumnRef(turned), KqlType.STRING))
    if call.declared is None:
        cells = {_name(value): (value, measured.columns[0].type) for value in _values(call, text)}
        return call.opened(_turned(call, groups, by, kept, text, measured, cells))
    return _as_declared(call, call.declared, groups, by, kept, text, measured)


def _aggregate(call: PluginCall) -> tuple[AggregateCall, tuple[nodes.Syntax, ...]]:
    """The aggregate of the cells, and the arguments after it."""
    binder, rest = call.binder, call.positional[1:]
    syntax: nodes.Syntax = nodes.Call("count", (), span=call.span)
    if rest:
        syntax, rest = rest[0], rest[1:]
    spec = binder.registry.aggregates.get(syntax.name) if isinstance(syntax, nodes.Call) else None
    if spec is None or not isinstance(syntax, nodes.Call):
        raise call.wrong(
            "the second argument of 'pivot' is an aggregate", syntax, "count(), sum(x), any(x), ..."
        )
    if spec.refused:
        raise refusal(codes.UNSUPPORTED_FUNCTION, f"'{syntax.name}': {spec.refused}", syntax.span)
    asked = AggregateSyntax(syntax, (_CELL,), frozenset(), frozenset())
    made = spec.bind(binder, asked, call.source)
    if len(made.columns) != 1:
        raise call.wrong(f"'{syntax.name}' gives more than one value for a cell", syntax)
    return made, rest


def _groups(
    call: PluginCall, turned: Column, measured: AggregateCall, rest: tuple[nodes.Syntax, ...]
) -> list[Column]:
    if rest:
        return [call.column(syntax, "a column of 'pivot'") for syntax in rest]
    read = {name for argument in measured.arguments for name in columns_read(argument)}
    return [c for c in visible(call.source) if c.name != turned.name and c.name not in read]


def _keys(call: PluginCall, groups: list[Column]) -> tuple[list[Item], list[Column]]:
    """What rows are grouped by, and the dynamic columns to take from any row of a group."""
    by: list[Item] = []
    kept: list[Column] = []
    for place, column in enumerate(groups):
        if column.type is KqlType.DYNAMIC:
            text = Column(f"$text{place}", KqlType.STRING, nullable=False)
            by.append(Item(text, call.converted(ColumnRef(column), KqlType.STRING)))
            kept.append(column)
        else:
            by.append(Item(column, ColumnRef(column)))
    # by nothing at all there would be a row of a table without rows
    return by or [Item(_ONE, Constant(1, KqlType.LONG))], kept


def _values(call: PluginCall, text: Item) -> list[str]:
    values = sorted(str(value) for (value,) in call.ask(Aggregate(call.source, (text,), ())))
    if len(values) > MOST_COLUMNS:
        raise refusal(
            codes.TOO_LONG,
            f"'pivot' would make {len(values):,} columns, and {MOST_COLUMNS:,} is the most",
            call.span,
            "fewer different values, by bin() say, or declare the columns that matter",
        )
    return values


def _name(value: str) -> str:
    return value or "Column1"


def _turned(
    call: PluginCall,
    groups: list[Column],
    by: list[Item],
    kept: list[Column],
    text: Item,
    measured: AggregateCall,
    cells: dict[str, tuple[str, KqlType]],
) -> Node:
    """One row for each group and value, then one for each group."""
    binder = call.binder
    any_of = binder.registry.aggregates["take_any"]
    taken = tuple(AggregateCall(any_of, (ColumnRef(c),), (c,), span=call.span) for c in kept)
    rows = Aggregate(call.source, (*by, text), (measured, *taken), span=call.span)
    keys = tuple(Item(item.column, ColumnRef(item.column)) for item in by)
    calls: list[AggregateCall] = list(taken)
    names = [column.name for column in groups]
    made: list[Item] = []
    filled = measured.columns[0]
    for name, (value, kind) in cells.items():
        is_value = binder.apply("==", (ColumnRef(_TURNED), Constant(value, KqlType.STRING)))
        cell = Column(f"$cell{len(made)}", filled.type, filled.nullable)
        calls.append(
            AggregateCall(
                binder.registry.aggregates["take_anyif"],
                (ColumnRef(filled), is_value),
                (Column(cell.name, cell.type),),
            )
        )
        shown = _over_none(call, measured, ColumnRef(Column(cell.name, cell.type)))
        shown = call.converted(shown, kind)
        names.append(unique(reserve(name, call.span), names))
        made.append(Item(Column(names[-1], kind, shown.nullable), shown))
    grouped = Aggregate(rows, keys, tuple(calls), span=call.span)
    shown_groups = tuple(Item(column, ColumnRef(column)) for column in groups)
    return Project(grouped, (*shown_groups, *made), span=call.span)


def _over_none(call: PluginCall, measured: AggregateCall, cell: ColumnRef) -> Expr:
    """The cell, or where it has no rows the aggregate's value over none."""
    empty = getattr(measured.spec, "empty", None)  # of AggregateSpec, which bind does not know
    if empty is None or cell.type is KqlType.STRING or measured.columns[0].nullable:
        return cell
    if isinstance(empty, int) and cell.type is KqlType.REAL:
        empty = float(empty)
    return call.binder.apply("coalesce", (cell, Constant(empty, cell.type)), call.span)


def _as_declared(
    call: PluginCall,
    declared: Declared,
    groups: list[Column],
    by: list[Item],
    kept: list[Column],
    text: Item,
    measured: AggregateCall,
) -> Node:
    """The declared columns alone; one that is no column of the input is a value's."""
    held = {column.name: column for column in groups}
    cells: dict[str, tuple[str, KqlType]] = {}
    for name, kind in declared.columns:
        own = held[name].type if name in held else measured.columns[0].type
        if own is not kind and wider(own, kind) is not kind:
            raise refusal(
                codes.TYPE_MISMATCH,
                f"'{name}' is declared a {kind}, and 'pivot' makes a {own} of it",
                call.span,
            )
        if name not in held:
            cells[name] = name, kind
    made = _turned(call, groups, by, kept, text, measured, cells)
    names = dict(declared.columns)
    shown = [c.name for c in groups if declared.star and c.name not in names] + list(names)
    items = []
    for name in shown:
        column = made.by_name[name]
        value = call.converted(ColumnRef(column), names.get(name, column.type))
        items.append(Item(Column(name, value.type, value.nullable), value))
    return Project(made, tuple(items), span=call.span)


@plugin(
    "narrow()",
    source="learn:narrow-plugin",
    lifted="as serialize and mv-expand",
    examples=("datatable(a:long, b:bool)[1, true, 2, bool(null)] | evaluate narrow()",),
)
def narrow(call: PluginCall) -> Node:
    """A row for each cell: the number of its row from 0, its column's name, its text."""
    call.count(0, 0)
    columns = visible(call.source)
    cells = tuple(call.converted(ColumnRef(column), KqlType.STRING) for column in columns)
    packed = Item(
        Column("cells", KqlType.DYNAMIC, nullable=False), call.binder.apply("$array", cells)
    )
    hidden = (Item(column, ColumnRef(column)) for column in call.source.columns if column.hidden)
    return spelled(
        call,
        """
        R | serialize | extend Row = row_number(0)
        | mv-expand with_itemindex=place Value = cells to typeof(string)
        | project Row, Column = tostring(names[place]), Value
        """,
        R=Project(call.source, (packed, *hidden), span=call.span),
        names=Constant([column.name for column in columns], KqlType.DYNAMIC),
    )
