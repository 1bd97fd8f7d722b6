"""``graph-shortest-paths``: of all matches of a pattern the shortest between every two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.graphs import DEGREES, Element, same
from transpile.bind.serial import ascending
from transpile.bind.tree import (
    EACH,
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Expr,
    Item,
    Join,
    JoinColumn,
    Node,
    Project,
    Top,
)
from transpile.bind.walk import columns_read
from transpile.catalog.operators.graph_match import (
    DIFFERS,
    LIFTED,
    Matching,
    MatchSyntax,
    Pattern,
    parse_as,
    show_match,
)
from transpile.catalog.operators.graph_paths import length_column
from transpile.diagnostics import refusal
from transpile.spec import OperatorSpec
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder

_LENGTH = Column(f"{EACH}_length", KqlType.LONG, nullable=False)
_LEAST = Column(f"{EACH}_least", KqlType.LONG)


def _bind(binder: Binder, syntax: MatchSyntax, source: Node | None) -> Node:
    if len(syntax.chains) > 1:
        raise refusal(
            codes.BAD_ARGUMENT,
            "'graph-shortest-paths' takes one sequence of nodes and edges",
            syntax.chains[1].span,
            "'graph-match' takes several",
        )
    if all(edge.low is None for edge in syntax.chains[0].edges):
        raise refusal(
            codes.BAD_ARGUMENT,
            "'graph-shortest-paths' needs an edge of variable length",
            syntax.chains[0].span,
            "-[e*1..5]->",
        )
    matching = Matching(binder, syntax, source)
    for condition in matching.conditions:
        _of_one_element(condition, matching.pattern)
    rows, keys = _measured(matching)
    if syntax.option == "all":
        rows = _all_shortest(binder, rows, keys, syntax)
    else:
        ties = tuple(ColumnRef(item.column) for item in matching.items)
        rows = Top(rows, 1, (ascending(_LENGTH),), ties, keys, span=syntax.span)
    return Project(rows, same(item.column for item in matching.items), span=syntax.span)


def _measured(matching: Matching) -> tuple[Node, tuple[ColumnRef, ...]]:
    """The matches with their length and their ends, and the columns of the ends."""
    pattern, graph = matching.pattern, matching.graph
    names = (pattern.hops[0].left, pattern.hops[-1].right)
    ends = [*(pattern.elements[name].key(graph) for name in names), *graph.part]
    items = list(matching.items)
    keys = []
    for place, end in enumerate(ends):
        key = Column(f"{EACH}_end{place}", end.type, end.nullable)
        items.append(Item(key, ColumnRef(end)))
        keys.append(ColumnRef(key))
    long = [hop.edge for hop in pattern.hops if hop.bounds is not None]
    length: Expr = ColumnRef(length_column(long[0]))
    for edge in long[1:]:
        both = (length, ColumnRef(length_column(edge)))
        length = matching.binder.apply("+", both, matching.syntax.span)
    items.append(Item(_LENGTH, length))
    rows = Project(matching.rows("none"), tuple(items), span=matching.syntax.span)
    return rows, tuple(keys)


def _all_shortest(
    binder: Binder, rows: Node, ends: tuple[ColumnRef, ...], syntax: MatchSyntax
) -> Node:
    """The paths that are as short as the shortest between the same two nodes."""
    spec = binder.registry.aggregates["min"]
    call = AggregateCall(spec, (ColumnRef(_LENGTH),), (_LEAST,), span=syntax.span)
    keys = same(end.column for end in ends)
    shortest = Aggregate(rows, keys, (call,), span=syntax.span)
    on = (*((end, end) for end in ends), (ColumnRef(_LENGTH), ColumnRef(_LEAST)))
    outputs = tuple(JoinColumn(column, "left", column) for column in rows.columns)
    return Join("inner", rows, shortest, on, outputs, span=syntax.span)


def _of_one_element(condition: Expr, pattern: Pattern) -> None:
    """Refuse a condition that compares elements, as Kusto does when it runs."""
    read = set(columns_read(condition))
    found = [
        element.name
        for element in pattern.elements.values()
        if read & {column.name for column in _columns_of(element)}
    ]
    if len(found) > 1:
        raise refusal(
            codes.BAD_ARGUMENT,
            "a condition of 'graph-shortest-paths' reads one element, and this reads "
            f"'{found[0]}' and '{found[1]}'",
            condition.span,
            "compare them after it, with 'where'",
        )


def _columns_of(element: Element) -> list[Column]:
    """Every column that a condition can read of an element."""
    asked = [one.column for one in element.asked]
    return [*element.properties.values(), *asked, *map(element.degree, DEGREES), element.whole]


_GRAPH = (
    "datatable(s:string, t:string, w:long)['a', 'b', 1, 'b', 'c', 2, 'a', 'c', 3]"
    " | make-graph s --> t with_node_id=n"
)

SPECS = (
    OperatorSpec(
        keyword="graph-shortest-paths",
        parsed_by=parse_as("graph-shortest-paths", "output", ("any", "all")),
        printed_by=show_match,
        bound_by=_bind,
        doc="The shortest paths between every two nodes that a pattern connects; one, or all.",
        source="learn:graph-shortest-paths-operator; FACTS 17",
        examples=(
            f"{_GRAPH} | graph-shortest-paths (x)-[p*1..3]->(z) where x.n == 'a' and z.n == 'c'"
            " project x.n, z.n, p.w",
        ),
        of_graphs=True,
        lifted=LIFTED,
        differs=DIFFERS + " Of several shortest paths 'any' gives the one that sorts first.",
    ),
)
