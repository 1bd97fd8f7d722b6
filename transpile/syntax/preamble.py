"""Statements that stand before a query: ``set`` and ``declare query_parameters``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.syntax import nodes
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.syntax.statements import Parser

_REFUSED = {
    "alias": "aliases name other databases, and the lab holds one",
    "pattern": "patterns choose among databases, and the lab holds one",
    "restrict": "access is not restricted in the lab: all that is stored may be read",
}


def read_preamble(parser: Parser) -> nodes.Setting | nodes.QueryParameters | None:
    """The statement that begins here, its semicolon not read; None where a query does."""
    cursor = parser.cursor
    token = cursor.current
    if token.kind is not TokenKind.NAME or cursor.peek().kind is not TokenKind.NAME:
        return None
    if token.text == "set":
        return _setting(parser)
    if token.text == "declare" and cursor.peek().text == "query_parameters":
        return _parameters(parser)
    word = "pattern" if token.text == "declare" and cursor.peek().text == "pattern" else token.text
    if word in _REFUSED:
        raise refusal(codes.UNSUPPORTED, f"'{word}': {_REFUSED[word]}", token.span)
    return None


def _setting(parser: Parser) -> nodes.Setting:
    cursor = parser.cursor
    start = cursor.take().start
    name = cursor.expect_name("the name of a request property").text
    value: nodes.Literal | None = None
    if cursor.accept("="):
        token = cursor.current
        if token.kind is TokenKind.NAME and token.text not in ("true", "false", "dynamic"):
            cursor.take()
            value = nodes.Literal(token.text, KqlType.STRING, span=token.span)
        else:
            written = parser.operand()
            if not isinstance(written, nodes.Literal):
                raise refusal(
                    codes.NOT_CONSTANT,
                    f"the value of '{name}' must be a literal or a name",
                    written.span,
                )
            value = written
    return nodes.Setting(name, value, span=cursor.since(start))


def _parameters(parser: Parser) -> nodes.QueryParameters:
    cursor = parser.cursor
    start = cursor.take().start
    cursor.take()
    opened = cursor.expect("(", "before the parameters of the query")
    found: list[nodes.Parameter] = []
    while not cursor.at(")"):
        one = parser.parameter()
        if one.type is None:
            raise refusal(
                codes.NOT_SCALAR, f"the parameter '{one.name}' must be a single value", one.span
            )
        found.append(one)
        if not cursor.accept(","):
            break
    cursor.close(")", opened, "after the parameters of the query")
    return nodes.QueryParameters(tuple(found), span=cursor.since(start))
