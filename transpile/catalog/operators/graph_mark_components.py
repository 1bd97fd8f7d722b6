"""``graph-mark-components``: a property of the nodes that says which hang together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.graphs import NODE, SOURCE, TARGET, Graph, same
from transpile.bind.serial import Sequence, ascending
from transpile.bind.tree import (
    EACH,
    SEQ,
    SEQ_COLUMN,
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
    Union,
)
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_KINDS = ("weak", "strong")
_PARAMETERS = ("kind", "with_component_id")
_NUMBER = Column(f"{EACH}_number", KqlType.LONG, nullable=False)
_FROM = Column(f"{EACH}_from", KqlType.LONG, nullable=False)
_TO = Column(f"{EACH}_to", KqlType.LONG, nullable=False)
_PAIR = Column(f"{EACH}_pair", KqlType.LONG, nullable=False)
_LIST = Column(f"{EACH}_list", KqlType.DYNAMIC, nullable=False)
_SIDE = 2**31  # as in the kernels: an edge is one number


@dataclass(frozen=True)
class MarkSyntax(nodes.OperatorSyntax):
    """``graph-mark-components kind=weak with_component_id=Id``."""

    kind: str
    name: str


def _parse(parser: Parser, start: int) -> MarkSyntax:
    cursor = parser.cursor
    found: dict[str, str] = {}
    while cursor.peek().text == "=":
        word = cursor.expect_name("a parameter of 'graph-mark-components'")
        cursor.take()
        if word.text not in _PARAMETERS:
            raise refusal(
                codes.UNKNOWN_PARAMETER,
                f"'graph-mark-components' has no parameter '{word.text}'",
                word.span,
                near(word.text, _PARAMETERS) or "parameters: " + ", ".join(_PARAMETERS),
            )
        if word.text in found:
            raise refusal(codes.DUPLICATE_NAME, f"'{word.text}' is given twice", word.span)
        value = cursor.current
        found[word.text] = parser.column_name(f"the value of '{word.text}'")
        if word.text == "kind" and value.text not in _KINDS:
            raise refusal(
                codes.BAD_ARGUMENT,
                f"components are weak or strong, not '{value.text}'",
                value.span,
                near(value.text, _KINDS),
            )
    return MarkSyntax(
        found.get("kind", "weak"),
        found.get("with_component_id", "ComponentId"),
        keyword="graph-mark-components",
        span=cursor.since(start),
    )


def _show(syntax: MarkSyntax, _inner: Callable[[nodes.Syntax], str]) -> str:
    name = quote_name(syntax.name)
    return f"graph-mark-components kind={syntax.kind} with_component_id={name}"


def _bind(binder: Binder, syntax: MarkSyntax, source: Node | None) -> Node:
    assert isinstance(source, Graph)
    if syntax.name in source.nodes.by_name:
        raise refusal(
            codes.DUPLICATE_NAME,
            f"the nodes have a property '{syntax.name}' already",
            syntax.span,
            "with_component_id= gives the component another name",
        )
    return _Marking(binder, syntax, source).graph()


class _Marking:
    """The nodes numbered by their ids, and what a kernel makes of the edges by those numbers."""

    def __init__(self, binder: Binder, syntax: MarkSyntax, graph: Graph) -> None:
        self.binder = binder
        self.syntax = syntax
        self.source = graph

    def graph(self) -> Graph:
        """The graph with its nodes marked."""
        numbered = self._numbered()
        keys = same(self.source.part)
        spec = self.binder.registry.aggregates["make_list"]
        call = AggregateCall(spec, (ColumnRef(_PAIR),), (_LIST,), span=self.syntax.span)
        gathered = Aggregate(self._pairs(numbered), keys, (call,), span=self.syntax.span)
        component = Column(self.syntax.name, KqlType.LONG, nullable=False)
        found = self._apply(f"${self.syntax.kind}_components", ColumnRef(_LIST))
        item = Item(component, found)
        outputs = (component, _NUMBER, *self.source.part)
        marks = Expand(gathered, (item,), outputs, _NUMBER, span=self.syntax.span)
        made = self.source.joined(numbered, marks, _NUMBER.name, _NUMBER.name, (component,))
        kept = same(column for column in made.columns if column.name != _NUMBER.name)
        return replace(self.source, nodes=Project(made, kept))

    def _apply(self, name: str, *arguments: Expr) -> Expr:
        return self.binder.apply(name, arguments, self.syntax.span)

    def _numbered(self) -> Node:
        """The nodes, counted from 0 within their part of the graph."""
        within = tuple(ColumnRef(one) for one in self.source.part)
        id_column = self.source.end(NODE)
        in_order = Sequence(self.source.nodes, (ascending(id_column),), (), within)
        first = Constant(1, KqlType.LONG)
        items = [Item(c, ColumnRef(c)) for c in in_order.columns if c.name != SEQ]
        items.append(Item(_NUMBER, self._apply("-", ColumnRef(SEQ_COLUMN), first)))
        return Project(in_order, tuple(items), span=self.syntax.span)

    def _pairs(self, numbered: Node) -> Node:
        """Every edge as one number, with an edge from each node to itself."""
        made: Node = self.source.edges
        for end, column in ((SOURCE, _FROM), (TARGET, _TO)):
            ends = same((self.source.end(NODE), *self.source.part))
            renamed = Project(numbered, (Item(column, ColumnRef(_NUMBER)), *ends))
            made = self.source.joined(made, renamed, end, NODE, (column,))
        legs = []
        for rows, first, last in ((made, _FROM, _TO), (numbered, _NUMBER, _NUMBER)):
            side = Constant(_SIDE, KqlType.LONG)
            pair = self._apply("+", self._apply("*", ColumnRef(first), side), ColumnRef(last))
            legs.append(Project(rows, (Item(_PAIR, pair), *same(self.source.part))))
        return Union(tuple(legs), (_PAIR, *self.source.part), span=self.syntax.span)


_GRAPH = (
    "datatable(s:string, t:string)['a', 'b', 'b', 'a', 'b', 'c', 'x', 'y']"
    " | make-graph s --> t with_node_id=n"
)

SPECS = (
    OperatorSpec(
        keyword="graph-mark-components",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="A graph whose nodes say to which connected component they belong.",
        source="learn:graph-mark-components-operator; FACTS 17",
        examples=(
            f"{_GRAPH} | graph-mark-components | graph-to-table nodes",
            f"{_GRAPH} | graph-mark-components kind=strong with_component_id=c"
            " | graph-to-table nodes",
        ),
        of_graphs=True,
        lifted="each run gathers its edges and has components of its own",
        differs="Components are counted in the order of their first ids; Kusto's order is its own.",
    ),
)
