"""``make-graph``: a table of edges, and tables of nodes if there are any, as a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.graphs import EDGE_COLUMN, NODE, PART, SOURCE, TARGET, Graph, same
from transpile.bind.serial import ascending
from transpile.bind.tree import (
    EACH,
    Aggregate,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    Numbered,
    Project,
    Top,
    Union,
    null_of,
    visible,
)
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_RANK = Column(f"{EACH}_rank", KqlType.LONG, nullable=False)
# partitions have one graph operator, which gives a table
_IN_PARTITIONS = ("graph-match", "graph-shortest-paths", "graph-to-table")


@dataclass(frozen=True)
class TableSyntax(nodes.Syntax):
    """``Nodes on Id``."""

    table: nodes.Syntax
    key: nodes.Name


@dataclass(frozen=True)
class GraphSyntax(nodes.OperatorSyntax):
    """``make-graph a --> b with Nodes on Id partitioned-by p (graph-match ...)``."""

    source: nodes.Name
    target: nodes.Name
    tables: tuple[TableSyntax, ...]
    node_id: str
    part: nodes.Name | None
    body: nodes.OperatorSyntax | None


# --- syntax -------------------------------------------------------------------------------------


def _parse(parser: Parser, start: int) -> GraphSyntax:
    cursor = parser.cursor
    source = _column(parser, "the column of the edges' sources")
    for sign in ("-", "-", ">"):
        cursor.expect(sign, "in '-->' between the columns of an edge's two ends")
    target = _column(parser, "the column of the edges' targets")
    tables: list[TableSyntax] = []
    node_id = ""
    if cursor.accept("with"):
        tables.append(_table(parser))
        while cursor.accept(","):
            tables.append(_table(parser))
    elif cursor.accept("with_node_id"):
        cursor.expect("=", "after 'with_node_id'")
        node_id = parser.column_name("the name of the nodes' property")
    part, body = _partitions(parser)
    span = cursor.since(start)
    return GraphSyntax(
        source, target, tuple(tables), node_id, part, body, keyword="make-graph", span=span
    )


def _column(parser: Parser, what: str) -> nodes.Name:
    start = parser.cursor.current.start
    name = parser.column_name(what)
    return nodes.Name(name, span=parser.cursor.since(start))


def _table(parser: Parser) -> TableSyntax:
    cursor = parser.cursor
    start = cursor.current.start
    table = parser.pipeline()
    if not cursor.accept("on"):
        raise cursor.unexpected("'on' after a table of nodes", "with Nodes on Id")
    key = _column(parser, "the column of the nodes' ids")
    return TableSyntax(table, key, span=cursor.since(start))


def _partitions(parser: Parser) -> tuple[nodes.Name | None, nodes.OperatorSyntax | None]:
    cursor = parser.cursor
    if not cursor.at("partitioned"):
        return None, None
    cursor.take()
    cursor.expect("-", "in 'partitioned-by'")
    cursor.expect("by", "in 'partitioned-by'")
    part = _column(parser, "the column to part the graph by")
    opened = cursor.expect("(", "before the operator of every part of the graph")
    body = parser.operator()
    if body.keyword not in _IN_PARTITIONS:
        raise refusal(
            codes.UNKNOWN_OPERATOR,
            f"'{body.keyword}' does not stand within 'partitioned-by'",
            body.span,
            "one of " + ", ".join(_IN_PARTITIONS) + " does",
        )
    cursor.close(")", opened, "after the operator of every part of the graph")
    return part, body


def _show(syntax: GraphSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = f"make-graph {inner(syntax.source)} --> {inner(syntax.target)}"
    if syntax.tables:
        tables = (f"{inner(one.table)} on {inner(one.key)}" for one in syntax.tables)
        shown += " with " + ", ".join(tables)
    elif syntax.node_id:
        shown += f" with_node_id={quote_name(syntax.node_id)}"
    if syntax.part is not None and syntax.body is not None:
        shown += f" partitioned-by {inner(syntax.part)} ({inner(syntax.body)})"
    return shown


# --- binding ------------------------------------------------------------------------------------


def _bind(binder: Binder, syntax: GraphSyntax, source: Node | None) -> Node:
    assert source is not None
    ends = binder.each((syntax.source, syntax.target), lambda end: _key(binder, end, source))
    key = ends[0].type
    _same_type(ends[1], key)
    tables = [(one, binder.tabular(one.table)) for one in syntax.tables]
    keys = binder.each(tables, lambda pair: _key(binder, pair[0].key, pair[1]))
    for one in keys:
        _same_type(one, key)
    part: tuple[Column, ...] = ()
    if syntax.part is not None:
        found = _key(binder, syntax.part, source)
        part = (Column(PART, found.type, found.nullable),)
    made = _Maker(syntax, key, any(one.nullable for one in (*ends, *keys)), part)
    nodes_on = [(node, one) for (_, node), one in zip(tables, keys, strict=True)]
    graph = made.graph(binder, source, ends, nodes_on)
    if syntax.body is None:
        return graph
    return binder.operator(syntax.body, graph)


def _key(binder: Binder, name: nodes.Name, table: Node) -> Expr:
    bound = binder.scalar(name, table)
    if bound.type is KqlType.DYNAMIC:
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"'{name.name}' is a dynamic, which identifies no node",
            name.span,
            "extend tostring(...) of it first",
        )
    return bound


def _same_type(key: Expr, wanted: KqlType) -> None:
    if key.type is not wanted:
        raise refusal(
            codes.TYPE_MISMATCH,
            f"ids of nodes are of one type: this is a {key.type}, and the edges' sources are "
            f"of type {wanted}",
            key.span,
            "convert one of them first",
        )


class _Maker:
    """Makes the two relations."""

    def __init__(
        self, syntax: GraphSyntax, key: KqlType, nullable: bool, part: tuple[Column, ...]
    ) -> None:
        self.syntax = syntax
        self.key = key
        self.nullable = nullable
        self.part = part

    def graph(
        self, binder: Binder, source: Node, ends: list[Expr], tables: list[tuple[Node, Expr]]
    ) -> Graph:
        """The graph over its edges' rows and the tables of nodes."""
        numbered = Numbered(source, EDGE_COLUMN)
        items = [Item(column, ColumnRef(column)) for column in visible(source)]
        items += [Item(self._end(SOURCE), ends[0]), Item(self._end(TARGET), ends[1])]
        items += [Item(EDGE_COLUMN, ColumnRef(EDGE_COLUMN)), *self._parted(binder, source)]
        edges = Project(numbered, tuple(items), span=self.syntax.span)
        shown = {expr.column.name for _, expr in tables if isinstance(expr, ColumnRef)}
        named = shown if len(shown) == 1 else set()
        if self.syntax.node_id:
            named = {self.syntax.node_id}
        return Graph(
            edges,
            self._nodes(binder, edges, tables, named),
            self.key,
            self.nullable,
            frozenset(named),
            self.part,
            span=self.syntax.span,
        )

    def _end(self, name: str) -> Column:
        return Column(name, self.key, self.nullable)

    def _parted(self, binder: Binder, table: Node) -> list[Item]:
        """The value that a row of a table has for the part of the graph that it belongs to."""
        if self.syntax.part is None:
            return []
        (part,) = self.part
        found = _key(binder, self.syntax.part, table)
        if found.type is not part.type:
            raise refusal(
                codes.TYPE_MISMATCH,
                f"'{self.syntax.part.name}' is a {found.type} in a table of nodes, and a "
                f"{part.type} in that of the edges",
                self.syntax.part.span,
            )
        return [Item(part, found)]

    def _nodes(
        self, binder: Binder, edges: Node, tables: list[tuple[Node, Expr]], named: set[str]
    ) -> Node:
        """A row for every id: of the first table that has it, else with empty properties."""
        node, part = self._end(NODE), self.part
        kept = same(part)
        legs: list[Node] = [
            Project(edges, (Item(node, ColumnRef(self._end(end))), *kept))
            for end in (SOURCE, TARGET)
        ]
        ends = Union(tuple(legs), (node, *part), span=self.syntax.span)
        ids: Node = Aggregate(ends, (Item(node, ColumnRef(node)), *kept), (), span=self.syntax.span)
        if not tables:
            items = [
                Item(Column(name, node.type, node.nullable), ColumnRef(node)) for name in named
            ]
            return Project(ids, (*items, Item(node, ColumnRef(node)), *kept))
        shown = self._properties(tables)
        outputs = (*shown, node, *part, _RANK)
        legs = []
        for place, (table, key) in enumerate(tables):
            held = table.by_name
            items = [
                Item(
                    column,
                    ColumnRef(held[column.name]) if column.name in held else null_of(column.type),
                )
                for column in shown
            ]
            items += [Item(node, key), *self._parted(binder, table)]
            items.append(Item(_RANK, Constant(place, KqlType.LONG)))
            legs.append(Project(table, tuple(items)))
        keys = {expr.column.name for _, expr in tables if isinstance(expr, ColumnRef)}
        items = [
            Item(column, ColumnRef(node) if column.name in keys else null_of(column.type))
            for column in shown
        ]
        items += [Item(node, ColumnRef(node)), *kept]
        items.append(Item(_RANK, Constant(len(tables), KqlType.LONG)))
        legs.append(Project(ids, tuple(items)))
        every = Union(tuple(legs), outputs, span=self.syntax.span)
        ties = tuple(ColumnRef(column) for column in shown)
        one = tuple(ColumnRef(column) for column in (node, *part))
        first = Top(every, 1, (ascending(_RANK),), ties, one, span=self.syntax.span)
        return Project(first, tuple(Item(c, ColumnRef(c)) for c in outputs[:-1]))

    def _properties(self, tables: list[tuple[Node, Expr]]) -> tuple[Column, ...]:
        """The columns of all tables of nodes by name."""
        found: dict[str, Column] = {}
        for place, (table, _) in enumerate(tables):
            for column in visible(table):
                known = found.setdefault(column.name, Column(column.name, column.type))
                if known.type is not column.type:
                    raise refusal(
                        codes.UNSUPPORTED,
                        f"the property '{column.name}' is a {known.type} in one table of nodes "
                        f"and a {column.type} in another, and Kusto loses it",
                        self.syntax.tables[place].span,
                        "convert it in one of them, or rename it",
                    )
        return tuple(found.values())


_EDGES = "datatable(s:string, t:string)['a', 'b', 'b', 'c']"

SPECS = (
    OperatorSpec(
        keyword="make-graph",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="A graph of a table of edges, and of tables of nodes; only graph operators take it.",
        source="learn:make-graph-operator; FACTS 17",
        examples=(
            f"{_EDGES} | make-graph s --> t with_node_id=n | graph-to-table nodes",
            f"{_EDGES} | make-graph s --> t with (datatable(id:string, x:long)['b', 7]) on id"
            " | graph-match (p)-->(q) project p.id, q.x",
        ),
        lifted="each run has a graph of its own: the run joins the ids of nodes",
        differs="Of several rows of one node that of the first table counts, and among equals the "
        "one that sorts first; a property of two types is refused.",
    ),
)
