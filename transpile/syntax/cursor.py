"""A position in a token list: peek, take, expect, and the refusals that go with them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import CompileError, refusal
from transpile.span import Span
from transpile.syntax.tokens import Token, TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 250
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Cursor:
    """Walks tokens forward. All parsing errors are raised through it."""

    def __init__(self, tokens: list[Token], text: str = "") -> None:
        self._tokens = tokens
        self.text = text  # for hints alone
        self._position = 0
        self._depth = 0

    @property
    def current(self) -> Token:
        """The token not yet taken."""
        return self._tokens[self._position]

    @property
    def ended(self) -> bool:
        """Whether everything is taken."""
        return self._tokens[self._position].kind is TokenKind.END

    @property
    def first(self) -> Token:
        """The token that the query begins with."""
        return self._tokens[0]

    @property
    def previous(self) -> Token:
        """The token taken last."""
        return self._tokens[max(0, self._position - 1)]

    def peek(self, distance: int = 1) -> Token:
        """A token further on; the end token for ever after the end."""
        return self._tokens[min(self._position + distance, len(self._tokens) - 1)]

    def take(self) -> Token:
        """The current token, passed over."""
        token = self._tokens[self._position]
        if token.kind is not TokenKind.END:
            self._position += 1
        return token

    def at(self, *texts: str) -> bool:
        """Whether the current token is one of these words or signs (never a string literal)."""
        token = self._tokens[self._position]
        return token.text in texts and token.kind in (TokenKind.NAME, TokenKind.PUNCTUATION)

    def accept(self, *texts: str) -> Token | None:
        """The current token if it is one of these, passed over; else None."""
        return self.take() if self.at(*texts) else None

    def expect(self, text: str, where: str) -> Token:
        """The current token, which must be this word or sign."""
        if self.at(text):
            return self.take()
        raise self.unexpected(f"'{text}' {where}")

    def expect_name(self, what: str) -> Token:
        """The current token, which must be a name."""
        if self.current.kind is TokenKind.NAME:
            return self.take()
        raise self.unexpected(what)

    def behind(self, distance: int = 1) -> Token:
        """A token taken before: the last one at distance 1; the first for ever before it."""
        return self._tokens[max(0, self._position - distance)]

    @property
    def position(self) -> int:
        """How many tokens are taken."""
        return self._position

    @property
    def begins_line(self) -> bool:
        """Whether the current token is the first of its line."""
        return "\n" in self.text[self.previous.end : self.current.start]

    def open_brackets(self) -> list[Token]:
        """The brackets that are open here, the innermost last."""
        found: list[Token] = []
        for token in self._tokens[: self._position]:
            if token.kind is not TokenKind.PUNCTUATION:
                continue
            if token.text in _CLOSING:
                found.append(token)
            elif token.text in ")]}" and found and _CLOSING[found[-1].text] == token.text:
                found.pop()
        return found

    def skip_to(self, texts: str, begin: int) -> bool:
        """Go on to the next of these signs outside of brackets opened since token ``begin``.

        Whether there is one; at the end of the query otherwise.
        """
        depth = 0
        for place in range(begin, len(self._tokens)):
            token = self._tokens[place]
            if token.kind is not TokenKind.PUNCTUATION:
                continue
            if token.text in _CLOSING:
                depth += 1
            elif token.text in ")]}":
                depth = max(0, depth - 1)
            elif token.text in texts and depth == 0 and place >= self._position:
                self._position = place
                return True
        self._position = len(self._tokens) - 1
        return False

    def glued(self, distance: int = 1) -> bool:
        """Whether the token at ``distance`` follows its forerunner without a space."""
        return self.peek(distance).start == self.peek(distance - 1).end

    def since(self, start: int) -> Span:
        """The span from an offset to the end of the token taken last."""
        return Span(start, self.previous.end)

    def close(self, text: str, opened: Token, where: str) -> Token:
        """The bracket that closes one opened before; where none does, that one is named."""
        if self.current.kind is TokenKind.END or self.at(";"):
            raise refusal(
                codes.UNEXPECTED,
                f"this '{opened.text}' is never closed",
                opened.span,
                f"a '{text}' is missing, perhaps at the end of this line",
            )
        if self.at(text):
            return self.take()
        wanted = f"'{text}' {where}"
        still = f"the '{opened.text}' of line {self._line(opened)} is still open"
        raise self.unexpected(wanted, self.guess(wanted) or still)

    def _line(self, token: Token) -> int:
        return self.text.count("\n", 0, token.start) + 1

    def unexpected(self, wanted: str, hint: str = "") -> CompileError:
        """An error that names what stands here and what would fit."""
        token = self.current
        span = token.span
        if token.kind is TokenKind.END:  # just after the last thing that was written
            span = Span(self.previous.end, self.previous.end)
        return refusal(
            codes.UNEXPECTED,
            f"found {token.shown()} where {wanted} should be",
            span,
            hint or self.guess(wanted),
        )

    def guess(self, wanted: str) -> str:
        """What most likely went wrong at a token that does not fit; empty where nobody knows."""
        from transpile.syntax.guesses import guess  # only a query that is wrong needs it

        return guess(self, wanted)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level deeper; refuses the 251st, far above what stack and engine can bear."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refusal(
                codes.TOO_DEEP,
                f"the query nests more than {MAX_DEPTH} levels deep here",
                self.current.span,
                "name a part with let",
            )
        try:
            yield
        finally:
            self._depth -= 1
