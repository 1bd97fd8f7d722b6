"""``graph-to-table``: the nodes, the edges, or both of a graph as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.graphs import NODE, SOURCE, TARGET, Graph
from transpile.bind.opaque import Exported
from transpile.bind.tree import Column, ColumnRef, Item, Node, Project, visible
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

# what each output may add: the column that holds an id of a node, by its parameter
_IDS = {
    "nodes": {"with_node_id": NODE},
    "edges": {"with_source_id": SOURCE, "with_target_id": TARGET},
}


@dataclass(frozen=True)
class OutputSyntax(nodes.Syntax):
    """``nodes as N with_node_id=Id``."""

    what: str
    name: str
    ids: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ToTableSyntax(nodes.OperatorSyntax):
    """``graph-to-table nodes as N, edges as E``."""

    outputs: tuple[OutputSyntax, ...]


def _parse(parser: Parser, start: int) -> ToTableSyntax:
    cursor = parser.cursor
    outputs = [_output(parser)]
    while cursor.accept(","):
        outputs.append(_output(parser))
    for place, output in enumerate(outputs):
        if len(outputs) > 1 and not output.name:
            raise refusal(
                codes.UNEXPECTED,
                "each of several tables of a graph needs a name",
                output.span,
                f"{output.what} as {output.what.title()}",
            )
        if output.what in {one.what for one in outputs[:place]}:
            raise refusal(codes.DUPLICATE_NAME, f"the {output.what} stand twice", output.span)
    return ToTableSyntax(tuple(outputs), keyword="graph-to-table", span=cursor.since(start))


def _output(parser: Parser) -> OutputSyntax:
    cursor = parser.cursor
    start = cursor.current.start
    if not cursor.at(*_IDS):
        raise cursor.unexpected("'nodes' or 'edges'", near(cursor.current.text, _IDS))
    what = cursor.take().text
    name = parser.column_name("the name of the table") if cursor.accept("as") else ""
    ids: dict[str, str] = {}
    while cursor.current.kind is TokenKind.NAME and cursor.peek().text == "=":
        word = cursor.take()
        if word.text not in _IDS[what]:
            raise refusal(
                codes.UNKNOWN_PARAMETER,
                f"the {what} of a graph have no parameter '{word.text}'",
                word.span,
                near(word.text, _IDS[what]) or "parameters: " + ", ".join(_IDS[what]),
            )
        if word.text in ids:
            raise refusal(codes.DUPLICATE_NAME, f"'{word.text}' is given twice", word.span)
        cursor.take()
        ids[word.text] = parser.column_name("the name of a column")
    if cursor.accept("as"):  # it may stand behind, too
        name = parser.column_name("the name of the table")
    return OutputSyntax(what, name, tuple(ids.items()), span=cursor.since(start))


def _show(syntax: ToTableSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return "graph-to-table " + ", ".join(_show_output(output) for output in syntax.outputs)


def _show_output(output: OutputSyntax) -> str:
    shown = output.what + (f" as {quote_name(output.name)}" if output.name else "")
    return shown + "".join(f" {word}={quote_name(name)}" for word, name in output.ids)


def _bind(binder: Binder, syntax: ToTableSyntax, source: Node | None) -> Node:
    assert isinstance(source, Graph)
    graph = source
    tables = binder.each(syntax.outputs, lambda output: _table(binder, output, graph))
    if len(tables) == 1:
        return tables[0]
    for output, table in zip(syntax.outputs, tables, strict=True):
        binder.name_relation(output.name, table, output.span)
    return Exported(tuple(tables), tuple(one.name for one in syntax.outputs), span=syntax.span)


def _table(binder: Binder, output: OutputSyntax, graph: Graph) -> Node:
    relation = graph.nodes if output.what == "nodes" else graph.edges
    names = dict(output.ids)
    items = []
    for parameter, end in _IDS[output.what].items():
        if parameter in names:
            key = ColumnRef(graph.end(end), span=output.span)
            value = binder.apply("hash", (key,), output.span)
            items.append(Item(Column(names[parameter], KqlType.LONG, value.nullable), value))
    items += [Item(column, ColumnRef(column)) for column in visible(relation)]
    seen: set[str] = set()
    for item in items:
        if item.column.name in seen:
            raise refusal(
                codes.DUPLICATE_NAME,
                f"'{item.column.name}' would name two columns",
                output.span,
                "give the id another name",
            )
        seen.add(item.column.name)
    return Project(relation, tuple(items), span=output.span)


_GRAPH = "datatable(s:string, t:string)['a', 'b', 'b', 'c'] | make-graph s --> t with_node_id=n"

SPECS = (
    OperatorSpec(
        keyword="graph-to-table",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="The nodes or the edges of a graph as a table; of both, tables for later statements.",
        source="learn:graph-to-table-operator; FACTS 17",
        examples=(
            f"{_GRAPH} | graph-to-table nodes with_node_id=Id",
            f"{_GRAPH} | graph-to-table edges with_source_id=From with_target_id=To",
        ),
        of_graphs=True,
        lifted="the tables are those of the run's graph",
    ),
)
