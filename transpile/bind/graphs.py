"""Graphs: a bound value that only graph operators take, and what a pattern's expressions see.

A graph is a pair of relations. Every row of ``edges`` is an edge, with the ids of its two ends and
a number of its own in hidden columns; every row of ``nodes`` is a node, one for each id.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.opaque import Opaque, PartsScope
from transpile.bind.tree import (
    EACH,
    Column,
    ColumnRef,
    Expr,
    Item,
    Join,
    JoinColumn,
    Node,
)
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transpile.diagnostics import CompileError
    from transpile.span import Span

# hidden columns of the two relations
SOURCE, TARGET, EDGE = f"{EACH}_source", f"{EACH}_target", f"{EACH}_edge"
NODE, PART = f"{EACH}_node", f"{EACH}_part"
DEGREE_IN, DEGREE_OUT = f"{EACH}_in", f"{EACH}_out"
EDGE_COLUMN = Column(EDGE, KqlType.LONG, nullable=False)
IN_COLUMN = Column(DEGREE_IN, KqlType.LONG, nullable=False)
OUT_COLUMN = Column(DEGREE_OUT, KqlType.LONG, nullable=False)
DEGREES = (IN_COLUMN, OUT_COLUMN)


@dataclass(frozen=True, eq=False)
class Graph(Opaque):
    """Edges and nodes.

    ``named`` are the properties of nodes that hold the node's id, whether or not a table has it.
    ``part`` is the column by which ``partitioned-by`` keeps graphs apart, if it does.
    """

    edges: Node
    nodes: Node
    key: KqlType
    nullable_key: bool
    named: frozenset[str] = frozenset()
    part: tuple[Column, ...] = ()

    what = "a graph"
    is_graph = True
    hint = "'graph-match ... project ...' or 'graph-to-table' makes a table of it"

    def end(self, name: str) -> Column:
        """A hidden column that holds a node's id."""
        return Column(name, self.key, self.nullable_key)

    def joined(
        self,
        left: Node,
        right: Node,
        first: str,
        second: str,
        taken: tuple[Column, ...],
        kind: str = "inner",
    ) -> Node:
        """Rows beside those of another relation by two columns, within a part of the graph."""
        pairs = ((left.by_name[first], right.by_name[second]), *((c, c) for c in self.part))
        on = tuple((ColumnRef(one), ColumnRef(other)) for one, other in pairs)
        outputs = [JoinColumn(column, "left", column) for column in left.columns]
        outputs += [JoinColumn(column, "right", column) for column in taken]
        return Join(kind, left, right, on, tuple(outputs), span=self.span)


def same(columns: Iterable[Column]) -> tuple[Item, ...]:
    """Columns as they are."""
    return tuple(Item(column, ColumnRef(column)) for column in columns)


# --- what expressions see -----------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Asked:
    """A value gathered along an edge of variable length.

    ``way`` is ``map`` (an array), ``all`` or ``any``; ``inner``: over the nodes passed on the way,
    else over the edges.
    """

    way: str
    inner: bool
    value: Expr
    column: Column


@dataclass(frozen=True, eq=False)
class Element:
    """A node or an edge of a pattern, with the properties that it may be asked for."""

    name: str
    number: int
    is_node: bool
    is_long: bool  # an edge of variable length
    held: tuple[Column, ...]  # of the graph
    span: Span
    asked: list[Asked] = field(default_factory=list)

    @property
    def label(self) -> str:
        """How the columns of a match that are this element's begin: no two elements' alike."""
        return f"{self.number}:{self.name}"

    def column(self, what: str, kind: KqlType) -> Column:
        """A column of the match that is this element's."""
        return Column(f"{self.label}{what}", kind, nullable=False)

    def key(self, graph: Graph) -> Column:
        """The column of a node's id."""
        return graph.end(f"{self.label}()")

    @cached_property
    def properties(self) -> Mapping[str, Column]:
        """What it may be asked for by name: columns of the match."""
        label = f"{self.label}."
        return {c.name: Column(label + c.name, c.type, c.nullable) for c in self.held}

    @property
    def whole(self) -> Column:
        """The column that holds the whole element."""
        return self.column("{}", KqlType.DYNAMIC)

    def degree(self, degree: Column) -> Column:
        """The column of a degree of a node."""
        return self.column(degree.name, KqlType.LONG)


@dataclass(frozen=True, eq=False)
class MatchScope(PartsScope):
    """What ``where`` and ``project`` of a pattern see: its elements by name, no columns."""

    graph: Graph
    elements: Mapping[str, Element]
    in_where: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """None: properties are reached through their elements."""
        return ()

    def names_element(self, name: str) -> bool:
        """Whether a name means an element of the pattern."""
        return name in self.elements

    def property_of(self, syntax: nodes.Path | nodes.Index) -> Expr | None:
        """``a.name`` or ``a["name"]``; an edge of variable length gives an array."""
        base = syntax.base
        assert isinstance(base, nodes.Name)
        element = self.elements[base.name]
        name = _property_name(syntax)
        if name is None:
            return None
        column = element.properties.get(name)
        if column is None:
            what = "node" if element.is_node else "edge"
            raise refusal(
                codes.UNKNOWN_COLUMN,
                f"the {what} '{base.name}' has no property '{name}'",
                syntax.span,
                near(name, element.properties) or _listed(element.properties),
            )
        if not element.is_long:
            return ColumnRef(column, span=syntax.span)
        if self.in_where:
            raise self.not_single(base.name, syntax.span)
        edge = self.graph.edges.by_name[name]
        return self.gathered(element, "map", False, ColumnRef(edge, span=syntax.span), syntax.span)

    def whole(self, syntax: nodes.Name) -> Expr:
        """An element as a bag of its properties; an array of such for one of variable length."""
        element = self.elements[syntax.name]
        if self.in_where and element.is_long:
            raise self.not_single(syntax.name, syntax.span)
        return ColumnRef(element.whole, span=syntax.span)

    def not_single(self, name: str, span: Span) -> CompileError:
        """An edge of variable length where one value is wanted."""
        return refusal(
            codes.BAD_ARGUMENT,
            f"'{name}' is a sequence of edges, and a condition needs a single value",
            span,
            f"all({name}, ...) or any({name}, ...) asks every edge of it",
        )

    def gathered(self, element: Element, way: str, inner: bool, value: Expr, span: Span) -> Expr:
        """The column that will hold what is gathered along an edge of variable length."""
        kind = KqlType.DYNAMIC if way == "map" else KqlType.BOOL
        column = element.column(f":{len(element.asked)}", kind)
        element.asked.append(Asked(way, inner, value, column))
        return ColumnRef(column, span=span)


@dataclass(frozen=True, eq=False)
class PropertyScope(PartsScope):
    """What the expression within ``all(e, ...)`` sees: the properties of one edge or node."""

    outputs: tuple[Column, ...]
    outer: MatchScope
    of_nodes: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """The properties; degrees are hidden among them."""
        return self.outputs

    def names_element(self, name: str) -> bool:
        """Whether a name means an element of the pattern; a property goes before it."""
        return name in self.outer.elements and name not in self.by_name

    def property_of(self, syntax: nodes.Path | nodes.Index) -> Expr | None:
        """Refused: what lies on the way is asked about itself alone."""
        raise self._refused(syntax)

    def whole(self, syntax: nodes.Name) -> Expr:
        """Refused likewise."""
        raise self._refused(syntax)

    def _refused(self, syntax: nodes.Syntax) -> CompileError:
        return refusal(
            codes.UNSUPPORTED,
            "another element of the pattern within all(), any() or map() is not translated",
            syntax.span,
            "ask about the properties of the edge or inner node itself",
        )


def _property_name(syntax: nodes.Path | nodes.Index) -> str | None:
    if isinstance(syntax, nodes.Path):
        return syntax.name
    found = syntax.index
    is_name = isinstance(found, nodes.Literal) and found.type is KqlType.STRING
    return str(found.value) if is_name and isinstance(found, nodes.Literal) else None


def _listed(names: Mapping[str, Column]) -> str:
    shown = list(names)
    if not shown:
        return "it has none: 'with Nodes on Id' or 'with_node_id=' gives nodes properties"
    return "properties: " + ", ".join(shown[:8]) + (", ..." if len(shown) > 8 else "")
