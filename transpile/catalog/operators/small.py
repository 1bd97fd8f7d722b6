"""Operators that leave the rows as they are: columns reordered, charts, order promised, schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.serial import ascending, sequenced
from transpile.bind.tree import (
    SEQ,
    Column,
    ColumnRef,
    Constant,
    Item,
    Node,
    Project,
    Rows,
    visible,
)
from transpile.catalog.operators.project import (
    ItemsSyntax,
    bind_extend,
    kept_hidden,
    matched,
    read_pattern,
    show_items,
)
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_ORDERS = ("asc", "desc", "granny-asc", "granny-desc")
_SYSTEM_TYPES = {
    KqlType.BOOL: "System.SByte",
    KqlType.INT: "System.Int32",
    KqlType.LONG: "System.Int64",
    KqlType.REAL: "System.Double",
    KqlType.DECIMAL: "System.Data.SqlTypes.SqlDecimal",
    KqlType.STRING: "System.String",
    KqlType.GUID: "System.Guid",
    KqlType.DATETIME: "System.DateTime",
    KqlType.TIMESPAN: "System.TimeSpan",
    KqlType.DYNAMIC: "System.Object",
}


# --- project-reorder ----------------------------------------------------------------------------


@dataclass(frozen=True)
class OrderedName(nodes.Syntax):
    """``b* asc``; an empty order where none is written."""

    name: nodes.Name
    order: str


@dataclass(frozen=True)
class ReorderSyntax(nodes.OperatorSyntax):
    """``project-reorder a, b* granny-asc``."""

    names: tuple[OrderedName, ...]


def _parse_reorder(parser: Parser, start: int) -> ReorderSyntax:
    names = [_ordered_name(parser)]
    while parser.cursor.accept(","):
        names.append(_ordered_name(parser))
    span = parser.cursor.since(start)
    return ReorderSyntax(tuple(names), keyword="project-reorder", span=span)


def _ordered_name(parser: Parser) -> OrderedName:
    cursor = parser.cursor
    start = cursor.current.start
    name = read_pattern(parser)
    order = ""
    if cursor.current.kind is TokenKind.NAME:
        word = cursor.take()
        order = word.text
        if order == "granny" and cursor.accept("-"):
            order += "-" + cursor.expect_name("'asc' or 'desc'").text
        if order not in _ORDERS:
            raise refusal(
                codes.UNEXPECTED,
                f"found '{order}' where an order of columns or ',' should be",
                word.span,
                "orders: " + ", ".join(_ORDERS),
            )
    return OrderedName(name, order, span=cursor.since(start))


def _show_reorder(syntax: ReorderSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = []
    for one in syntax.names:
        plain = "*" in one.name.name and not one.name.quoted
        text = one.name.name if plain else inner(one.name)
        shown.append(f"{text} {one.order}".rstrip())
    return "project-reorder " + ", ".join(shown)


def _bind_reorder(binder: Binder, syntax: ReorderSyntax, source: Node | None) -> Node:
    assert source is not None
    order: dict[str, Column] = {}
    all_found = binder.each(syntax.names, lambda n: matched(source, n.name, binder))
    for one, found in zip(syntax.names, all_found, strict=True):
        for column in _in_order(found, one.order):
            order.setdefault(column.name, column)
    for column in visible(source):
        order.setdefault(column.name, column)
    items = [Item(column, ColumnRef(column)) for column in order.values()]
    return Project(source, (*items, *kept_hidden(source)), span=syntax.span)


def _in_order(columns: list[Column], order: str) -> list[Column]:
    if not order:
        return columns

    def key(column: Column) -> list[tuple[int, str]]:
        if not order.startswith("granny"):
            return [(0, column.name)]
        parts = re.split(r"(\d+)", column.name)  # a2 before a10
        return [(int(p), "") if p.isdigit() and p.isascii() else (0, p) for p in parts]

    return sorted(columns, key=key, reverse=order.endswith("desc"))


# --- render -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RenderSyntax(nodes.OperatorSyntax):
    """``render timechart with (title="x")``: the chart and its properties, as written."""

    chart: str
    properties: tuple[tuple[str, str], ...]

    @property
    def hint(self) -> str:
        """What a client is told."""
        shown = ", ".join(f"{name}={value}" for name, value in self.properties)
        return f"{self.chart} with ({shown})" if shown else self.chart


_CHARTS = (
    *("table", "list", "barchart", "piechart", "ladderchart", "timechart", "linechart"),
    *("anomalychart", "pivotchart", "areachart", "stackedareachart", "scatterchart", "timepivot"),
    *("columnchart", "timeline", "card", "treemap", "plotly", "graph", "sankey"),
)
# a property with the words that it takes; any text or column where none are listed
_PROPERTIES: dict[str, tuple[str, ...]] = (
    {
        "accumulate": ("true", "false", "True", "False"),
        "kind": ("default", "unstacked", "stacked", "stacked100", "map"),
        "legend": ("visible", "hidden"),
        "xaxis": ("linear", "log"),
        "yaxis": ("linear", "log"),
        "ysplit": ("none", "axes", "panels"),
    }
    | dict.fromkeys(
        ("title", "xcolumn", "xtitle", "ycolumns", "ytitle", "ymin", "ymax", "xmin", "xmax"), ()
    )
    | dict.fromkeys(("series", "anomalycolumns"), ())
)


def _parse_render(parser: Parser, start: int) -> RenderSyntax:
    cursor = parser.cursor
    chart = _chart(parser)
    properties: list[tuple[str, str]] = []
    if cursor.accept("by"):  # the old spelling of series=
        series = [parser.column_name("a column")]
        while cursor.accept(","):
            series.append(parser.column_name("a column"))
        properties.append(("series", ", ".join(series)))
    if cursor.accept("with"):
        opened = cursor.expect("(", "after 'with'")
        while not cursor.at(")"):
            properties.append(_property(parser))
            if not cursor.accept(","):
                break
        cursor.close(")", opened, "after the properties of the chart")
    else:
        while cursor.current.kind is TokenKind.NAME and cursor.peek().text == "=":
            properties.append(_property(parser))
    span = cursor.since(start)
    return RenderSyntax(chart, tuple(properties), keyword="render", span=span)


def _chart(parser: Parser) -> str:
    word = parser.cursor.expect_name("the kind of chart")
    if word.text not in _CHARTS:
        raise refusal(
            codes.UNEXPECTED,
            f"there is no chart '{word.text}'",
            word.span,
            near(word.text, _CHARTS) or "charts: " + ", ".join(_CHARTS),
        )
    return word.text


def _property(parser: Parser) -> tuple[str, str]:
    cursor = parser.cursor
    word = cursor.expect_name("a property of the chart")
    name = word.text
    if name not in _PROPERTIES:
        raise refusal(
            codes.UNKNOWN_PARAMETER,
            f"a chart has no property '{name}'",
            word.span,
            near(name, _PROPERTIES) or "properties: " + ", ".join(_PROPERTIES),
        )
    cursor.expect("=", "after the name of a property")
    token = cursor.take()
    value = token.text
    wanted = _PROPERTIES[name]
    if wanted and value not in wanted:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'{name}' of a chart is not '{value}'",
            token.span,
            near(value, wanted) or "it takes " + ", ".join(wanted),
        )
    while cursor.current.kind is not TokenKind.END and not cursor.at(",", ")", "|", ";"):
        if cursor.peek().text == "=":  # the next property of the form without parentheses
            break
        value += cursor.take().text
    while cursor.at(",") and cursor.peek(2).text in (",", ")"):  # ycolumns = a, b
        cursor.take()
        value += ", " + cursor.take().text
    return name, value


def _show_render(syntax: RenderSyntax, _inner: Callable[[nodes.Syntax], str]) -> str:
    return f"render {syntax.hint}"


def _bind_same(_binder: Binder, _syntax: nodes.OperatorSyntax, source: Node | None) -> Node:
    assert source is not None
    return source


# --- serialize ----------------------------------------------------------------------------------


def _parse_serialize(parser: Parser, start: int) -> ItemsSyntax:
    cursor = parser.cursor
    ends = cursor.current.kind is TokenKind.END or cursor.at("|", ")", ";")
    items = () if ends else parser.items()
    return ItemsSyntax(items, keyword="serialize", span=cursor.since(start))


def _show_serialize(syntax: ItemsSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return show_items(syntax, inner).rstrip()


def _bind_serialize(binder: Binder, syntax: ItemsSyntax, source: Node | None) -> Node:
    assert source is not None
    if SEQ not in source.by_name:
        source = sequenced(source, ())
    return bind_extend(binder, syntax, source) if syntax.items else source


# --- getschema ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SchemaSyntax(nodes.OperatorSyntax):
    """``getschema``."""


def _parse_schema(parser: Parser, start: int) -> SchemaSyntax:
    return SchemaSyntax(keyword="getschema", span=parser.cursor.since(start))


def _show_schema(_syntax: SchemaSyntax, _inner: Callable[[nodes.Syntax], str]) -> str:
    return "getschema"


def _bind_schema(_binder: Binder, syntax: SchemaSyntax, source: Node | None) -> Node:
    assert source is not None
    outputs = (
        Column("ColumnName", KqlType.STRING, nullable=False),
        Column("ColumnOrdinal", KqlType.LONG, nullable=False),
        Column("DataType", KqlType.STRING, nullable=False),
        Column("ColumnType", KqlType.STRING, nullable=False),
    )
    rows = tuple(
        (
            Constant(column.name, KqlType.STRING),
            Constant(place, KqlType.LONG),
            Constant(_SYSTEM_TYPES[column.type], KqlType.STRING),
            Constant(column.type.value, KqlType.STRING),
        )
        for place, column in enumerate(visible(source))
    )
    return sequenced(Rows(outputs, rows, span=syntax.span), [ascending(outputs[1])])


_LIFTED = "unchanged, the run kept"
_TABLE = "datatable(a10:long, b:string, a2:long)[1, 'x', 2]"


SPECS = (
    OperatorSpec(
        keyword="project-reorder",
        parsed_by=_parse_reorder,
        printed_by=_show_reorder,
        bound_by=_bind_reorder,
        doc="All columns, the named ones first; ``granny-asc`` puts ``a2`` before ``a10``.",
        source="learn:project-reorder-operator; FACTS 12",
        examples=(f"{_TABLE} | project-reorder b, a* granny-asc",),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="render",
        parsed_by=_parse_render,
        printed_by=_show_render,
        bound_by=_bind_same,
        doc="The rows unchanged; the chart is a hint beside the result.",
        source="learn:render-operator; FACTS 12",
        examples=('print day = 1, n = 2 | render columnchart with (title="Days")',),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="serialize",
        parsed_by=_parse_serialize,
        printed_by=_show_serialize,
        bound_by=_bind_serialize,
        doc="The rows unchanged, their order promised to window functions; computed columns too.",
        source="learn:serialize-operator",
        examples=("range a from 1 to 2 step 1 | serialize b = a * 10",),
        lifted="numbered within each run",
        differs="Rows that nothing orders are taken as stored; by their values where they are not.",
    ),
    OperatorSpec(
        keyword="getschema",
        parsed_by=_parse_schema,
        printed_by=_show_schema,
        bound_by=_bind_schema,
        doc="A row for each column of the input: name, position and type.",
        source="learn:getschema-operator; FACTS 2",
        examples=(f"{_TABLE} | getschema",),
        lifted="free of the run",
    ),
)
