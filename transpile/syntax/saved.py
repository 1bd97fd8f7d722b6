"""The text of a saved function, taken apart into parameters and body.

Three spellings: ``(parameters) { body }``, the same behind ``let Name =`` or
``.create-or-alter function with (...) Name``, and a body alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.syntax.lexer import lex
from transpile.syntax.tokens import TokenKind

if TYPE_CHECKING:
    from transpile.syntax.tokens import Token

_CLOSES = {"(": ")", "{": "}", "[": "]"}


def function_parts(text: str) -> tuple[str, str]:
    """Parameters and body of a saved function, both without their brackets.

    Raises:
        CompileError: KQL1xxx where the text is no tokens, or something stands behind the body.
    """
    tokens = lex(text)
    at = _head(tokens)
    if tokens[at].text != "(" or tokens[_closing(tokens, at) + 1].text != "{":
        return "", text
    closed = _closing(tokens, at)
    end = _closing(tokens, closed + 1)
    rest = tokens[end + 1 :]
    if rest[0].text == ";":
        rest = rest[1:]
    if rest[0].kind is not TokenKind.END:
        raise refusal(
            codes.UNEXPECTED,
            f"found {rest[0].shown()} behind the body of the function",
            rest[0].span,
            "one function in a file",
        )
    parameters = text[tokens[at].end : tokens[closed].start]
    return parameters.strip(), text[tokens[closed + 1].end : tokens[end].start].strip()


def _head(tokens: list[Token]) -> int:
    """Where the parameters begin, behind what names the function."""
    if tokens[0].text == "let" and tokens[2].text == "=":
        return 3
    if tokens[0].text != ".":
        return 0
    at = next((i for i, token in enumerate(tokens) if token.text == "function"), 0) + 1
    if tokens[at].text == "ifnotexists":
        at += 1
    if tokens[at].text == "with" and tokens[at + 1].text == "(":
        at = _closing(tokens, at + 1) + 1
    return at + 1


def _closing(tokens: list[Token], opened: int) -> int:
    """The place of the bracket that closes another; that of the end where none does."""
    wanted: list[str] = []
    for at in range(opened, len(tokens) - 1):
        token = tokens[at]
        if token.kind is not TokenKind.PUNCTUATION:
            continue
        if token.text in _CLOSES:
            wanted.append(_CLOSES[token.text])
        elif wanted and token.text == wanted[-1]:
            wanted.pop()
            if not wanted:
                return at
    raise refusal(
        codes.UNEXPECTED, f"this '{tokens[opened].text}' is never closed", tokens[opened].span
    )
