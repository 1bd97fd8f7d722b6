"""``graph-match``: the places where a pattern fits a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.graphs import Element, Graph, MatchScope
from transpile.bind.naming import Namer, default_name
from transpile.bind.reserved import reserve
from transpile.bind.tree import (
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    Project,
    visible,
)
from transpile.bind.walk import columns_read
from transpile.catalog.operators.graph_patterns import (
    ChainSyntax,
    EdgeSyntax,
    read_chains,
    show_chains,
)
from transpile.catalog.operators.graph_plan import Hop, Matcher
from transpile.catalog.operators.project import column_of, named, single
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

MOST_EDGES = 64  # of an edge of variable length: each makes a join


@dataclass(frozen=True)
class MatchSyntax(nodes.OperatorSyntax):
    """``graph-match cycles=none (a)-[e]->(b) where ... project ...``."""

    name: str  # of the option
    option: str  # empty where it is not given
    chains: tuple[ChainSyntax, ...]
    where: nodes.Syntax | None
    items: tuple[nodes.Syntax, ...]


# --- syntax -------------------------------------------------------------------------------------


def parse_as(
    keyword: str, name: str, values: tuple[str, ...]
) -> Callable[[Parser, int], MatchSyntax]:
    """How an operator of a pattern is read, with its one option and that option's values."""

    def read(parser: Parser, start: int) -> MatchSyntax:
        cursor = parser.cursor
        option = ""
        while cursor.peek().text == "=":
            word = cursor.expect_name("an option or the pattern")
            cursor.take()
            chosen = cursor.expect_name(f"a value of '{word.text}'")
            if word.text != name:
                raise refusal(
                    codes.UNKNOWN_PARAMETER,
                    f"'{keyword}' has no parameter '{word.text}'",
                    word.span,
                    near(word.text, [name]),
                )
            if chosen.text not in values:
                raise refusal(
                    codes.BAD_ARGUMENT,
                    f"'{name}' is {', '.join(values[:-1])} or {values[-1]}, not '{chosen.text}'",
                    chosen.span,
                    near(chosen.text, values),
                )
            option = chosen.text
        chains = read_chains(parser)
        where = parser.expression() if cursor.accept("where") else None
        if not cursor.accept("project"):
            raise cursor.unexpected(
                f"'project' at the end of '{keyword}'", "project a.name, b.name"
            )
        items = parser.items()
        span = cursor.since(start)
        return MatchSyntax(name, option, chains, where, items, keyword=keyword, span=span)

    return read


def show_match(syntax: MatchSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    """Back to KQL."""
    shown = syntax.keyword + (f" {syntax.name}={syntax.option}" if syntax.option else "")
    shown += " " + show_chains(syntax.chains, inner)
    if syntax.where is not None:
        shown += f" where {inner(syntax.where)}"
    return shown + " project " + ", ".join(inner(item) for item in syntax.items)


# --- elements -----------------------------------------------------------------------------------


class Pattern:
    """The elements and hops of the chains."""

    def __init__(self, binder: Binder, graph: Graph, chains: tuple[ChainSyntax, ...]) -> None:
        self._binder = binder
        self._graph = graph
        self.elements: dict[str, Element] = {}
        self.names: list[str] = []  # of nodes, in order
        self.hops: list[Hop] = []
        self.named: dict[str, Element] = {}
        self.returns = False  # whether a chain comes back to a node
        for chain in chains:
            self._add(chain)

    def _add(self, chain: ChainSyntax) -> None:
        passed = []
        for node in chain.nodes:
            name = node.name or f"#{len(self.elements)}"
            if name not in self.elements:
                self.names.append(name)
                self._element(name, node, is_node=True, is_long=False)
            elif not self.elements[name].is_node:
                raise self._twice(name, node)
            passed.append(name)
        self.returns = self.returns or len(set(passed)) < len(passed)
        for place, edge in enumerate(chain.edges):
            name = edge.name or f"#{len(self.elements)}"
            if name in self.elements:
                raise self._twice(name, edge)
            bounds = self._bounds(edge)
            self._element(name, edge, is_node=False, is_long=bounds is not None)
            left, right = passed[place], passed[place + 1]
            self.hops.append(Hop(self.elements[name], left, right, edge.way, bounds))

    def _element(self, name: str, syntax: nodes.Syntax, *, is_node: bool, is_long: bool) -> None:
        held = visible(self._graph.nodes if is_node else self._graph.edges)
        number = len(self.elements)
        made = Element(name, number, is_node, is_long, held, syntax.span)
        self.elements[name] = made
        if not name.startswith("#"):
            self.named[name] = made

    def _twice(self, name: str, syntax: nodes.Syntax) -> Exception:
        return refusal(
            codes.DUPLICATE_NAME,
            f"'{name}' names two elements of the pattern, and only a node may come again",
            syntax.span,
        )

    def _bounds(self, edge: EdgeSyntax) -> tuple[int, int] | None:
        if edge.low is None or edge.high is None:
            return None
        values = []
        for bound in (edge.low, edge.high):
            found = self._binder.constant(bound, KqlType.LONG, "a number of edges").value
            assert isinstance(found, int)
            values.append(found)
        low, high = values
        if not 0 <= low <= high:
            raise refusal(
                codes.BAD_ARGUMENT,
                f"there are no sequences of {low} to {high} edges",
                edge.span,
                "the least number comes first, and it is not negative",
            )
        if high > MOST_EDGES:
            raise refusal(
                codes.UNSUPPORTED,
                f"sequences of up to {high:,} edges are too long: each length is a join",
                edge.span,
                f"up to {MOST_EDGES} are translated",
            )
        return low, high


def _terms(syntax: nodes.Syntax | None) -> list[nodes.Syntax]:
    if syntax is None:
        return []
    if isinstance(syntax, nodes.Logical) and syntax.operator == "and":
        return [term for part in syntax.terms for term in _terms(part)]
    return [syntax]


def _item_name(binder: Binder, value: nodes.Syntax) -> str:
    """``a_age``, ``e_w`` for ``map(e, w)``; empty where a column is named by its position."""
    if not isinstance(value, nodes.Call) or value.name != "map" or len(value.arguments) != 2:
        return default_name(value, binder.registry.functions)
    along, mapped = value.arguments
    first = along.name if isinstance(along, nodes.Name) else ""
    if isinstance(along, nodes.Call) and isinstance(along.arguments[0], nodes.Name):
        first = f"{along.name}_{along.arguments[0].name}"
    second = default_name(mapped, binder.registry.functions)
    return f"{first}_{second}" if first and second else ""


def _items(binder: Binder, syntax: MatchSyntax, scope: MatchScope) -> list[Item]:
    namer = Namer(named(syntax.items))
    seen: set[str] = set()

    def bind_one(item: nodes.Syntax) -> Item:
        written, value = single(item)
        bound = binder.scalar(value, scope)
        if not written:
            return Item(column_of(namer.generated(_item_name(binder, value)), bound), bound)
        if written in seen:
            raise refusal(codes.DUPLICATE_NAME, f"'{written}' is given to two columns", item.span)
        seen.add(written)
        return Item(column_of(namer.explicit(reserve(written, item.span)), bound), bound)

    return binder.each(syntax.items, bind_one)


# --- binding ------------------------------------------------------------------------------------


class Matching:
    """A pattern over a graph with its conditions and what it gives of every match."""

    def __init__(self, binder: Binder, syntax: MatchSyntax, source: Node | None) -> None:
        assert isinstance(source, Graph)
        self.binder = binder
        self.syntax = syntax
        self.graph = source
        self.pattern = Pattern(binder, source, syntax.chains)
        self.conditions = self._conditions()
        self.items = _items(binder, syntax, MatchScope(source, self.pattern.named))

    def _conditions(self) -> list[Expr]:
        """The conditions; those on every edge of a sequence are noted with its hop."""
        scope = MatchScope(self.graph, self.pattern.named, in_where=True)
        terms = _terms(self.syntax.where)
        bound = self.binder.each(terms, lambda term: self.binder.condition(term, scope))
        every = {
            one.column.name: (hop, one)
            for hop in self.pattern.hops
            for one in hop.edge.asked
            if one.way == "all"
        }
        left = []
        for condition in bound:
            name = condition.column.name if isinstance(condition, ColumnRef) else ""
            if name not in every:
                left.append(condition)
                continue
            hop, asked = every[name]
            (hop.on_inner if asked.inner else hop.on_edges).append(asked.value)
        return left

    def rows(self, cycles: str) -> Node:
        """The matches, with the columns that the items read."""
        conditions = list(self.conditions)
        if cycles == "none" and self.pattern.returns:
            conditions.append(Constant(False, KqlType.BOOL))
        values = [*conditions, *(item.value for item in self.items)]
        read = {name for value in values for name in columns_read(value)}
        elements, span = self.pattern.elements, self.syntax.span
        matcher = Matcher(self.binder, self.graph, cycles, elements, conditions, read, span)
        return matcher.matches(self.pattern.hops, self.pattern.names)


def _bind(binder: Binder, syntax: MatchSyntax, source: Node | None) -> Node:
    matching = Matching(binder, syntax, source)
    rows = matching.rows(syntax.option or "unique_edges")
    return Project(rows, tuple(matching.items), span=syntax.span)


_GRAPH = (
    "datatable(s:string, t:string, w:long)['a', 'b', 1, 'b', 'c', 2, 'a', 'c', 3]"
    " | make-graph s --> t with_node_id=n"
)
LIFTED = "each run matches in the graph of its own rows: its number joins the ids of nodes"
DIFFERS = (
    f"Sequences of up to {MOST_EDGES} edges; within all(), any() and map() an expression reads the "
    "edge or inner node itself alone."
)

SPECS = (
    OperatorSpec(
        keyword="graph-match",
        parsed_by=parse_as("graph-match", "cycles", ("unique_edges", "all", "none")),
        printed_by=show_match,
        bound_by=_bind,
        doc="A row for every place where a pattern of nodes and edges fits a graph.",
        source="learn:graph-match-operator; FACTS 17",
        examples=(
            f"{_GRAPH} | graph-match (x)-[e]->(y)-[f]->(z) project x.n, y.n, z.n, e.w, f.w",
            f"{_GRAPH} | graph-match (x)-[p*1..2]->(z) where x.n == 'a' project z.n, map(p, w)",
        ),
        of_graphs=True,
        lifted=LIFTED,
        differs=DIFFERS,
    ),
)
