"""Values that are no relation, and scopes of named parts: what the binder knows of graphs.

Every query loads this, and only a query of graphs the rest of them (``bind/graphs.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from transpile import codes
from transpile.bind.tree import Column, Expr, Node, Several
from transpile.diagnostics import refusal

if TYPE_CHECKING:
    from transpile.span import Span
    from transpile.syntax import nodes


class Opaque(Node):
    """A bound value that is no relation: it has no columns, and few operators take it."""

    what: ClassVar[str]
    hint: ClassVar[str]  # how a table is made of it
    is_graph: ClassVar[bool] = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """None: only its own operators look inside."""
        return ()


class Exported(Several):
    """Tables with names for later statements, and results where there are no such statements."""


class PartsScope(Node):
    """What an expression sees where names mean parts of a pattern."""

    def names_element(self, name: str) -> bool:
        """Whether a name means an element of the pattern."""
        raise NotImplementedError

    def property_of(self, syntax: nodes.Path | nodes.Index) -> Expr | None:
        """What a path that begins with an element means; None where it names no property."""
        raise NotImplementedError

    def whole(self, syntax: nodes.Name) -> Expr:
        """What an element by itself means."""
        raise NotImplementedError


def table_wanted(node: Node, span: Span) -> Node:
    """The relation; a graph is none."""
    if isinstance(node, Opaque):
        message = f"this is {node.what}, and a table is wanted here"
        raise refusal(codes.NOT_TABULAR, message, span, node.hint)
    return node


def fitting(keyword: str, *, of_graphs: bool, source: Node | None, span: Span) -> None:
    """Refuse an operator of tables over a graph, and one of graphs over a table."""
    if isinstance(source, Opaque) and not (of_graphs and source.is_graph):
        wanted = "graph" if of_graphs else "table"
        message = f"'{keyword}' takes a {wanted}, and this is {source.what}"
        raise refusal(codes.NOT_TABULAR, message, span, source.hint)
    if of_graphs and not isinstance(source, Opaque):
        raise refusal(
            codes.NOT_TABULAR,
            f"'{keyword}' takes a graph, and this is a table",
            span,
            "make one first: | make-graph Source --> Target",
        )
