"""Sub-pipelines: operators in parentheses that work on the rows of another operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.syntax.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Node
    from transpile.syntax import nodes
    from transpile.syntax.statements import Parser

Body = tuple["nodes.OperatorSyntax", ...]
SEVERAL = ("fork", "facet")  # give several results, where one is wanted
JOINS = ("join", "lookup")
OTHER_TABLES = (*JOINS, "union")


def read_body(parser: Parser, where: str, refused: tuple[str, ...] = OTHER_TABLES) -> Body:
    """``( operator | operator )``; nothing to begin with, for the rows are there.

    ``refused`` are the operators that would bring another table in.
    """
    cursor = parser.cursor
    if not cursor.at("("):
        raise cursor.unexpected(f"'(' {where}", "a sub-pipeline stands in parentheses: (where ...)")
    opened = cursor.take()
    operators: list[nodes.OperatorSyntax] = []
    with cursor.nested():
        while True:
            token = cursor.current
            if token.kind is TokenKind.NAME and token.text in refused:
                raise refusal(
                    codes.UNKNOWN_OPERATOR,
                    f"'{token.text}' cannot stand in a sub-pipeline",
                    token.span,
                    "" if token.text in SEVERAL else "bring the other table in before or after it",
                )
            operators.append(parser.operator())
            if not cursor.accept("|"):
                break
    cursor.close(")", opened, "after the sub-pipeline")
    return tuple(operators)


def show_body(body: Body, inner: Callable[[nodes.Syntax], str]) -> str:
    """A body back to KQL, its parentheses with it."""
    return "(" + " | ".join(inner(operator) for operator in body) + ")"


def bind_body(binder: Binder, body: Body, source: Node) -> Node:
    """The relation that a body makes of its rows; only one result is wanted of it."""
    node, known = source, set(binder.lets)
    for operator in body:
        if operator.keyword in SEVERAL:
            raise refusal(
                codes.UNSUPPORTED,
                f"'{operator.keyword}' gives several results, and a sub-pipeline has one",
                operator.span,
            )
        node = binder.operator(operator, node)
    for name in set(binder.lets) - known:  # an `as` names a table of this body alone
        del binder.lets[name]
    return node
