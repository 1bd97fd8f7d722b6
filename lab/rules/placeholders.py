"""Texts in a query that stand for a value which only its user knows, such as ``<hostname>``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile.diagnostics import CompileError
from transpile.syntax.lexer import lex
from transpile.syntax.tokens import TokenKind

if TYPE_CHECKING:
    from transpile.syntax.tokens import Token

# Whole texts only; markup that a query takes apart ('<Data Name="x">', '</a>') is none.
_PLACEHOLDER = re.compile(
    r"<\w[\w .,:-]*>|\{\{[^{}]+\}\}|\$\{[^{}]+\}|##[\w-]+##"
    r"|(?:your|insert|replace)[ _-][\w .,/:-]*",
    re.IGNORECASE,
)
# What is excluded, or merely taken apart, leaves the query testable.
_WANTED = frozenset({"==", "=~", "in", "="})


def placeholders(query: str) -> tuple[str, ...]:
    """The placeholders that decide which rows the query keeps, each once, in order.

    A text counts where it is compared with, or listed for, or named by a ``let``.
    """
    try:
        tokens = lex(query)
    except CompileError:
        return ()
    found = []
    for index, token in enumerate(tokens):
        if token.kind is not TokenKind.STRING or not isinstance(token.value, str):
            continue
        if _PLACEHOLDER.fullmatch(token.value.strip()) and _decides(tokens, index):
            found.append(token.value.strip())
    return tuple(dict.fromkeys(found))


def _decides(tokens: list[Token], index: int) -> bool:
    """Whether the text at an index is compared with: past the list that it stands in."""
    at = index - 1
    while at >= 0 and (tokens[at].text in (",", "(", "[", "~", "dynamic") or _literal(tokens[at])):
        at -= 1
    if at < 1 or tokens[at].text not in _WANTED:
        return False
    if tokens[at].text == "=":
        return at >= 2 and tokens[at - 2].text == "let"
    return tokens[at - 1].text != "!"


def _literal(token: Token) -> bool:
    return token.kind in (TokenKind.STRING, TokenKind.LONG)
