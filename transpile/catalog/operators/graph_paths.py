"""Along an edge of variable length: a join for each further step, and the union of the lengths.

What is asked along the way (``map``, ``all``, ``any``) is computed once for each edge or node of
the graph, and gathered step by step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.graphs import EDGE_COLUMN, NODE, Asked, Element, same
from transpile.bind.tree import (
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    Project,
    Union,
)
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.catalog.operators.graph_plan import Hop, Matcher

AT = "$at"  # where a growing path has come to


def length_column(edge: Element) -> Column:
    """How many edges an edge of variable length has in a match."""
    return edge.column("#", KqlType.LONG)


class Path:
    """The steps from one end of a hop; ``seen`` is the list of what may not come twice on them."""

    def __init__(self, matcher: Matcher, hop: Hop, start: str) -> None:
        self._matcher = matcher
        self._hop = hop
        self._start = start
        self._end = hop.other(start)
        self._closes = self._end in matcher.bound
        edge, graph = hop.edge, matcher.graph
        self._asked = [one for one in edge.asked if one.column.name in matcher.read]
        if edge.whole.name in matcher.read:
            self._asked.append(Asked("map", False, matcher.bag(graph.edges), edge.whole))
        # what a step marks as seen: its edge, or the node that it leads to
        marked = {"unique_edges": EDGE_COLUMN, "none": graph.end("$to")}.get(matcher.cycles)
        self._marked = () if marked is None else (marked,)
        self.seen = tuple(edge.column("[*]", KqlType.DYNAMIC) for _ in self._marked)
        values = [self._value(one) for one in self._asked if not one.inner]
        self._first = matcher.steps(hop, start, [*same((EDGE_COLUMN,)), *values])
        self._later = self._from_inner()

    def along(self, rows: Node) -> Node:
        """The matches with all paths from where they are, each to where it comes."""
        assert self._hop.bounds is not None
        low, high = self._hop.bounds
        levels = [self._begun(rows)]
        while len(levels) <= high:
            levels.append(self._longer(levels[-1], len(levels)))
        arrays = {one.column.name for one in self._asked if one.way == "map"}
        legs = []
        for length in range(low, high + 1):
            items = [
                Item(item.column, self._matcher.apply("$path_array", item.value))
                if item.column.name in arrays
                else item
                for item in same(levels[length].columns)
            ]
            counted = Constant(length, KqlType.LONG)
            items.append(Item(length_column(self._hop.edge), counted))
            legs.append(Project(levels[length], tuple(items), span=self._matcher.span))
        return Union(tuple(legs), legs[0].columns, span=self._matcher.span)

    def _value(self, asked: Asked) -> Item:
        """What is gathered, computed for an edge or a node of the graph."""
        value = asked.value
        if asked.way == "map":
            value = self._matcher.apply("$path_value", value)
        elif value.nullable:  # a null condition holds for nothing
            value = self._matcher.apply("coalesce", value, Constant(False, KqlType.BOOL))
        return Item(Column(f"${asked.column.name}", value.type, value.nullable), value)

    def _from_inner(self) -> Node:
        """Steps from an inner node, with what is asked of it."""
        matcher, graph = self._matcher, self._matcher.graph
        items = [self._value(one) for one in self._asked if one.inner]
        if not items and not self._hop.on_inner:
            return self._first
        nodes = matcher.filtered(matcher.nodes(), self._hop.on_inner)
        ends = same((graph.end(NODE), *graph.part))
        nodes = Project(nodes, (*ends, *items), span=matcher.span)
        taken = tuple(item.column for item in items)
        return graph.joined(self._first, nodes, "$from", NODE, taken)

    def _begun(self, rows: Node) -> Node:
        """The path of no edges from every match so far."""
        matcher = self._matcher
        start = ColumnRef(matcher.key(self._start))
        items = [*same(rows.columns), Item(matcher.graph.end(AT), start)]
        for listed, marked in zip(self.seen, self._marked, strict=True):
            items.append(Item(listed, matcher.apply("$path_none", Constant(None, marked.type))))
        for one in self._asked:
            none: Expr = Constant(one.way == "all", KqlType.BOOL)
            if one.way == "map":
                none = matcher.apply("$path_none", Constant(None, KqlType.DYNAMIC))
            items.append(Item(one.column, none))
        return Project(rows, tuple(items), span=matcher.span)

    def _longer(self, level: Node, length: int) -> Node:
        """The paths of one edge more."""
        matcher = self._matcher
        at, to = matcher.graph.end(AT), matcher.graph.end("$to")
        end = matcher.key(self._end)
        if length > 1 and self._closes and matcher.cycles == "none":
            # the other end stands only at the end
            level = matcher.filtered(level, [matcher.differ(at, end)])
        steps = self._first if length == 1 else self._later
        passed = {"$from", *(one.name for one in matcher.graph.part)}
        taken = tuple(column for column in steps.columns if column.name not in passed)
        rows = matcher.graph.joined(level, steps, AT, "$from", taken)
        moved: dict[str, Expr] = {AT: ColumnRef(to)}
        for listed, marked in zip(self.seen, self._marked, strict=True):
            but = end.name if self._closes else ""
            checks = [*matcher.unseen(marked, but), matcher.lacks(listed, marked)]
            rows = matcher.filtered(rows, checks)
            moved[listed.name] = self._more(listed, marked)
        for one in self._asked:
            if length > 1 or not one.inner:
                moved[one.column.name] = self._gathered(one, steps)
        items = [Item(c, moved.get(c.name) or ColumnRef(c)) for c in level.columns]
        return Project(rows, tuple(items), span=matcher.span)

    def _gathered(self, asked: Asked, steps: Node) -> Expr:
        value = steps.by_name[f"${asked.column.name}"]
        if asked.way == "map":
            return self._more(asked.column, value)
        together = "and" if asked.way == "all" else "or"
        return self._matcher.apply(together, ColumnRef(asked.column), ColumnRef(value))

    def _more(self, listed: Column, value: Column) -> Expr:
        """One more in the order in which the pattern is read."""
        if self._start == self._hop.left:
            return self._matcher.apply("$path_after", ColumnRef(listed), ColumnRef(value))
        return self._matcher.apply("$path_before", ColumnRef(value), ColumnRef(listed))
