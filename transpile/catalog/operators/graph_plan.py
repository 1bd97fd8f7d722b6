"""The matches of a pattern as joins: one relation that grows by an edge of the pattern at a time.

It begins at a node that a condition narrows, where there is one, and goes along the pattern's edges
from there; ``graph_paths`` goes along those of variable length. Conditions are tested as soon as
their columns are there. All of it are core nodes, which are pruned, hoisted and lifted as any.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.graphs import (
    DEGREES,
    EDGE_COLUMN,
    NODE,
    SOURCE,
    TARGET,
    Element,
    Graph,
    same,
)
from transpile.bind.tree import (
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Item,
    Node,
    Project,
    Union,
    visible,
)
from transpile.bind.walk import columns_read
from transpile.catalog.operators import graph_paths
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transpile.bind.binder import Binder
    from transpile.span import Span

FROM, TO = "$from", "$to"  # the ends of a step


@dataclass(frozen=True, eq=False)
class Hop:
    """An edge of the pattern between two of its nodes, with the conditions on all of its edges.

    Without ``bounds`` it is one edge.
    """

    edge: Element
    left: str
    right: str
    way: str
    bounds: tuple[int, int] | None
    on_edges: list[Expr] = field(default_factory=list)
    on_inner: list[Expr] = field(default_factory=list)

    def other(self, node: str) -> str:
        """The node at the other end."""
        return self.right if node == self.left else self.left


class Matcher:
    """Grows the relation of the matches; ``read`` are the columns that are asked of it."""

    def __init__(
        self,
        binder: Binder,
        graph: Graph,
        cycles: str,
        elements: dict[str, Element],
        conditions: Iterable[Expr],
        read: set[str],
        span: Span,
    ) -> None:
        self.binder = binder
        self.graph = graph
        self.cycles = cycles
        self.elements = elements
        self.pending = list(conditions)
        self.read = read
        self.span = span
        self.bound: list[str] = []  # names of the nodes that a match has by now
        self.seen: list[Column] = []  # edges or nodes that may not come again, single or in lists
        self._nodes: Node | None = None

    def matches(self, hops: list[Hop], names: list[str]) -> Node:
        """All matches: a row each."""
        seed = self._seed(names)
        waiting = list(hops)
        first = next((hop for hop in waiting if seed in (hop.left, hop.right)), None)
        if first is None or first.bounds is not None or self._wants_node(seed):
            rows = self._ready(self._from_nodes(seed))
        else:
            waiting.remove(first)
            rows = self._single(None, first, seed)
        while waiting:
            hop = self._next(waiting)
            waiting.remove(hop)
            start = hop.left if hop.left in self.bound else hop.right
            rows = (self._single if hop.bounds is None else self._long)(rows, hop, start)
        if set(names) - set(self.bound):
            raise self._disconnected()
        return rows

    def _next(self, waiting: list[Hop]) -> Hop:
        """The edge to go along: a single one first, for it repeats rows least."""
        found = [h for h in waiting if h.left in self.bound or h.right in self.bound]
        if not found:
            raise self._disconnected()
        return min(found, key=lambda hop: hop.bounds is not None)

    def _disconnected(self) -> Exception:
        return refusal(
            codes.BAD_ARGUMENT,
            "the parts of the pattern are not connected",
            self.span,
            "every part needs a node that another one has too",
        )

    def _seed(self, names: list[str]) -> str:
        """The node to begin with: the first that a condition of its own narrows."""
        for name in names:
            mine = {column.name for column in self._columns_of(name)}
            for condition in self.pending:
                read = set(columns_read(condition))
                if read and read <= mine:
                    return name
        return names[0]

    # --- nodes ----------------------------------------------------------------------------------

    def key(self, name: str) -> Column:
        """The column of the id of a pattern's node."""
        return self.elements[name].key(self.graph)

    def _columns_of(self, name: str) -> list[Column]:
        """The columns that may be asked of a node."""
        element = self.elements[name]
        return [*element.properties.values(), *map(element.degree, DEGREES), element.whole]

    def _wants_node(self, name: str) -> bool:
        """Whether more is asked of a node than its id."""
        element = self.elements[name]
        ids = {element.properties[one].name for one in self.graph.named}
        return any(c.name in self.read and c.name not in ids for c in self._columns_of(name))

    def nodes(self) -> Node:
        """The nodes with their degrees, if any node's degree is asked for."""
        if self._nodes is None:
            gathered = [one.value for element in self.elements.values() for one in element.asked]
            read = self.read.union(*map(columns_read, gathered))
            asked = any(name.endswith(tuple(one.name for one in DEGREES)) for name in read)
            self._nodes = self._with_degrees() if asked else self.graph.nodes
        return self._nodes

    def _with_degrees(self) -> Node:
        graph = self.graph
        made = graph.nodes
        for end, column in zip((TARGET, SOURCE), DEGREES, strict=True):
            held = Column(f"{column.name}_found", KqlType.LONG)
            count = self.binder.registry.aggregates["count"]
            call = AggregateCall(count, (), (held,), span=self.span)
            keys = same((graph.end(end), *graph.part))
            counted = Aggregate(graph.edges, keys, (call,), span=self.span)
            joined = graph.joined(made, counted, NODE, end, (held,), kind="leftouter")
            value = self.apply("coalesce", ColumnRef(held), Constant(0, KqlType.LONG))
            made = Project(joined, (*same(made.columns), Item(column, value)), span=self.span)
        return made

    def _node_items(self, name: str) -> list[Item]:
        """What is asked of a node, over the relation of nodes."""
        element = self.elements[name]
        held = self.graph.nodes.by_name
        items = [Item(made, ColumnRef(held[one])) for one, made in element.properties.items()]
        items += [Item(element.degree(one), ColumnRef(one)) for one in DEGREES]
        return self._asked_items(element, items, self.graph.nodes)

    def _asked_items(self, element: Element, items: list[Item], node: Node) -> list[Item]:
        """Those of the items that are read, and the whole element if it is."""
        asked = [item for item in items if item.column.name in self.read]
        if element.whole.name in self.read:
            asked.append(Item(element.whole, self.bag(node)))
        return asked

    def bag(self, node: Node) -> Expr:
        """The properties of a node or edge as a bag, without nulls and empty texts."""
        parts: list[Expr] = []
        for column in visible(node):
            parts += [Constant(column.name, KqlType.STRING), ColumnRef(column)]
        if not parts:
            return Constant({}, KqlType.DYNAMIC)
        return self.apply("$dense", self.apply("bag_pack", *parts))

    def _from_nodes(self, name: str) -> Node:
        """Every node of the graph as one of the pattern."""
        key = Item(self.key(name), ColumnRef(self.graph.end(NODE)))
        items = (key, *self._node_items(name), *same(self.graph.part))
        self._bind(name)
        return Project(self.nodes(), items, span=self.span)

    def _reached(self, rows: Node, name: str) -> Node:
        """The matches with what is asked of a node whose id has just come in."""
        self._bind(name)
        key = self.key(name)
        if self._wants_node(name):
            items = self._node_items(name)
            ends = same((self.graph.end(NODE), *self.graph.part))
            nodes = Project(self.nodes(), (*ends, *items), span=self.span)
            taken = tuple(item.column for item in items)
            return self.graph.joined(rows, nodes, key.name, NODE, taken)
        properties = self.elements[name].properties
        items = [Item(properties[one], ColumnRef(key)) for one in sorted(self.graph.named)]
        items = [item for item in items if item.column.name in self.read]
        return Project(rows, (*same(rows.columns), *items), span=self.span) if items else rows

    def _bind(self, name: str) -> None:
        self.bound.append(name)
        if self.cycles == "none":
            self.seen.append(self.key(name))

    # --- edges ----------------------------------------------------------------------------------

    def steps(self, hop: Hop, start: str, items: Sequence[Item]) -> Node:
        """The edges as steps away from one end of a hop; either way where it has no direction."""
        edges, graph = self.graph.edges, self.graph
        if hop.on_edges:
            edges = Filter(edges, tuple(hop.on_edges), span=self.span)
        ends = [SOURCE, TARGET]
        if (hop.way == "out") != (start == hop.left):
            ends.reverse()
        made: list[Node] = []
        for first, last in (ends, ends[::-1])[: 2 if hop.way == "any" else 1]:
            if made:  # an edge from a node to itself is no second step
                edges = self.filtered(edges, [self.differ(graph.end(first), graph.end(last))])
            moved = (
                Item(graph.end(FROM), ColumnRef(graph.end(first))),
                Item(graph.end(TO), ColumnRef(graph.end(last))),
            )
            made.append(Project(edges, (*moved, *items, *same(graph.part)), span=self.span))
        return Union(tuple(made), made[0].columns, span=self.span) if len(made) > 1 else made[0]

    def _single(self, rows: Node | None, hop: Hop, start: str) -> Node:
        """One edge further; without rows, from every edge."""
        end, graph, edge = hop.other(start), self.graph, hop.edge
        held = graph.edges.by_name
        items = [Item(made, ColumnRef(held[one])) for one, made in edge.properties.items()]
        number = edge.column("[]", KqlType.LONG)
        items = [
            Item(number, ColumnRef(EDGE_COLUMN)),
            *self._asked_items(edge, items, graph.edges),
        ]
        steps = self.steps(hop, start, items)
        if rows is None:
            key = Item(self.key(start), ColumnRef(graph.end(FROM)))
            rows = Project(steps, (key, *same(steps.columns[1:])), span=self.span)
            rows = self._reached(rows, start)
        else:
            taken = (graph.end(TO), *(item.column for item in items))
            rows = graph.joined(rows, steps, self.key(start).name, FROM, taken)
        if self.cycles == "unique_edges":
            rows = self.filtered(rows, self.unseen(number))
            self.seen.append(number)
        elif end not in self.bound:  # a node that is bound was unseen then
            rows = self.filtered(rows, self.unseen(graph.end(TO)))
        return self._arrived(rows, TO, end)

    def _long(self, rows: Node, hop: Hop, start: str) -> Node:
        """An edge of variable length further."""
        path = graph_paths.Path(self, hop, start)
        made = path.along(rows)
        self.seen += path.seen
        return self._arrived(made, graph_paths.AT, hop.other(start))

    def _arrived(self, rows: Node, at: str, end: str) -> Node:
        """The matches that have come to a node, less those that a condition now drops."""
        here = self.graph.end(at)
        if end in self.bound:
            rows = self.filtered(rows, [self.same_id(here, self.key(end))])
            kept = same(column for column in rows.columns if column.name != at)
            return self._ready(Project(rows, kept, span=self.span))
        items = [
            Item(self.key(end) if column.name == at else column, ColumnRef(column))
            for column in rows.columns
        ]
        return self._ready(self._reached(Project(rows, tuple(items), span=self.span), end))

    # --- pieces ---------------------------------------------------------------------------------

    def apply(self, name: str, *arguments: Expr) -> Expr:
        """A call of a catalog entry."""
        return self.binder.apply(name, arguments, self.span)

    def _ready(self, rows: Node) -> Node:
        """The matches, less those that a condition drops whose columns are all there."""
        there = rows.by_name
        ready = [c for c in self.pending if all(name in there for name in columns_read(c))]
        self.pending = [c for c in self.pending if c not in ready]
        return self.filtered(rows, ready)

    def filtered(self, rows: Node, checks: list[Expr]) -> Node:
        """The rows that pass all checks."""
        return Filter(rows, tuple(checks), span=self.span) if checks else rows

    def same_id(self, first: Column, second: Column) -> Expr:
        """Whether two ids are equal; null is an id like any other."""
        pair = (ColumnRef(first), ColumnRef(second))
        equal = self.apply("==", *pair)
        if not all(one.nullable for one in pair):
            return equal
        nulls = [self.apply("isnull", one) for one in pair]
        return self.apply("or", equal, self.apply("and", *nulls))

    def differ(self, first: Column, second: Column) -> Expr:
        """Whether two ids are not equal."""
        return self.apply("not", self.same_id(first, second))

    def unseen(self, value: Column, but: str = "") -> list[Expr]:
        """That an edge or node has not come yet; one that stands in the column ``but`` may."""
        return [self.lacks(held, value) for held in self.seen if held.name != but]

    def lacks(self, held: Column, value: Column) -> Expr:
        """That an edge or node is not the one in a column, or not in the list there."""
        if held.type is not KqlType.DYNAMIC:
            return self.differ(held, value)
        return self.apply("not", self.apply("$path_has", ColumnRef(held), ColumnRef(value)))
