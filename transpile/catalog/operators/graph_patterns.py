"""Patterns of nodes and edges as they are written: ``(a)-[e*1..3]->(b)<--(c), (b)--()``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.syntax.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class NodeSyntax(nodes.Syntax):
    """``(a)``; no name where it is anonymous."""

    name: str


@dataclass(frozen=True)
class EdgeSyntax(nodes.Syntax):
    """``-[e*1..3]->``; ``way`` is ``out``, ``in`` or ``any``, without bounds it is one edge."""

    name: str
    way: str
    low: nodes.Syntax | None
    high: nodes.Syntax | None


@dataclass(frozen=True)
class ChainSyntax(nodes.Syntax):
    """Nodes, with an edge between each and the next."""

    nodes: tuple[NodeSyntax, ...]
    edges: tuple[EdgeSyntax, ...]


def read_chains(parser: Parser) -> tuple[ChainSyntax, ...]:
    """One or more chains, parted by commas."""
    found = [_chain(parser)]
    while parser.cursor.accept(","):
        found.append(_chain(parser))
    return tuple(found)


def _chain(parser: Parser) -> ChainSyntax:
    cursor = parser.cursor
    start = cursor.current.start
    found = [_node(parser)]
    edges = []
    while cursor.at("-", "<"):
        edges.append(_edge(parser))
        found.append(_node(parser))
    return ChainSyntax(tuple(found), tuple(edges), span=cursor.since(start))


def _node(parser: Parser) -> NodeSyntax:
    cursor = parser.cursor
    opened = cursor.expect("(", "around a node of the pattern")
    name = "" if cursor.at(")") else parser.column_name("the name of a node")
    cursor.close(")", opened, "after a node of the pattern")
    return NodeSyntax(name, span=cursor.since(opened.start))


def _edge(parser: Parser) -> EdgeSyntax:
    cursor = parser.cursor
    start = cursor.current.start
    leftward = cursor.accept("<") is not None
    cursor.expect("-", "in an edge of the pattern")
    if cursor.at(">"):
        raise cursor.unexpected("'-' in an edge of the pattern", "an edge is written --> or -[e]->")
    name = ""
    low = high = None
    if opened := cursor.accept("["):
        if cursor.current.kind is TokenKind.NAME or cursor.at("["):
            name = parser.column_name("the name of an edge")
        if cursor.accept("*"):
            low = parser.operand()
            cursor.expect("..", "between the least and the greatest number of edges")
            high = parser.operand()
        cursor.close("]", opened, "after an edge of the pattern")
    cursor.expect("-", "in an edge of the pattern")
    rightward = cursor.accept(">") is not None
    span = cursor.since(start)
    if leftward and rightward:
        raise refusal(
            codes.UNEXPECTED, "an edge does not point both ways", span, "-[e]- takes either way"
        )
    way = "in" if leftward else "out" if rightward else "any"
    return EdgeSyntax(name, way, low, high, span=span)


def show_chains(chains: tuple[ChainSyntax, ...], inner: Callable[[nodes.Syntax], str]) -> str:
    """Back to KQL."""
    return ", ".join(_show_chain(chain, inner) for chain in chains)


def _show_chain(chain: ChainSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = _show_node(chain.nodes[0])
    for edge, node in zip(chain.edges, chain.nodes[1:], strict=True):
        shown += _show_edge(edge, inner) + _show_node(node)
    return shown


def _show_node(node: NodeSyntax) -> str:
    return f"({quote_name(node.name) if node.name else ''})"


def _show_edge(edge: EdgeSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    held = quote_name(edge.name) if edge.name else ""
    if edge.low is not None and edge.high is not None:
        held += f"*{inner(edge.low)}..{inner(edge.high)}"
    body = f"-[{held}]-" if held else "--"
    return ("<" if edge.way == "in" else "") + body + (">" if edge.way == "out" else "")
