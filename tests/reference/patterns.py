"""``parse``: a pattern of literals, stars and captures, tried piece by piece from every place.

What stands before the first piece is skipped. A star, and a capture that a literal or the end of
the pattern follows, takes as little as it can; any other capture what looks like its type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.reference.interpreter import Interpreter, Meant, Relation
from transpile.bind.tree import Column, ColumnRef, Node
from transpile.catalog.operators.parse import CaptureSyntax, ParseSyntax
from transpile.spec import CONVERSIONS
from transpile.syntax import nodes
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reference.values import Row, Value
    from transpile.bind.binder import Binder

_DIGITS = r"\s*[-+]?[0-9]+"
_LOOKS = {
    KqlType.INT: _DIGITS,
    KqlType.LONG: _DIGITS,
    KqlType.REAL: _DIGITS + r"(\.[0-9]*)?",
    KqlType.BOOL: rf"\s*(?i:true|false)|{_DIGITS}",
    KqlType.GUID: "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
}
Found = dict[str, str]


def matched(pieces: list[nodes.Syntax], text: str) -> Found | None:
    """The texts of the captures, or nothing where the pattern does not fit."""
    for start in range(len(text) + 1):
        found = next(_from(pieces, text, start), None)
        if found is not None:
            return found
    return None


def _from(pieces: list[nodes.Syntax], text: str, at: int) -> Iterator[Found]:
    """Every way in which the pieces fit the text from a place, the preferred one first."""
    if not pieces:
        if at == len(text):
            yield {}
        return
    piece, *rest = pieces
    if isinstance(piece, nodes.Literal):
        if text.startswith(str(piece.value), at):
            yield from _from(rest, text, at + len(str(piece.value)))
    elif isinstance(piece, nodes.Star):
        if not rest:
            yield {}
            return
        for end in range(at, len(text) + 1):
            yield from _from(rest, text, end)
    else:
        assert isinstance(piece, CaptureSyntax)
        for end in _ends(piece, rest, text, at):
            for found in _from(rest, text, end):
                yield {piece.name: text[at:end], **found}


def _ends(piece: CaptureSyntax, rest: list[nodes.Syntax], text: str, at: int) -> list[int]:
    every = list(range(at, len(text) + 1))
    if not rest or isinstance(rest[0], nodes.Literal):
        return every
    looks = _LOOKS[kind_of(piece)]
    return [end for end in reversed(every) if re.fullmatch(looks, text[at:end], re.ASCII)]


def kind_of(piece: CaptureSyntax) -> KqlType:
    """The type of a capture; a string where none is written."""
    return (type_named(piece.type) if piece.type else None) or KqlType.STRING


def bind_parse(
    binder: Binder, syntax: ParseSyntax, source: Node, columns: tuple[Column, ...]
) -> Node:
    """``parse`` and ``parse-where`` of literals (not of regular expressions)."""
    assert syntax.kind != "regex"
    pieces = [p for p in syntax.pattern if not (isinstance(p, nodes.Literal) and p.value == "")]
    captures = [piece for piece in pieces if isinstance(piece, CaptureSyntax)]
    value = binder.scalar(syntax.value, source)
    if value.type is KqlType.DYNAMIC:
        value = binder.apply("tostring", (value,), syntax.span)
    texts = {one.name: Column(one.name, KqlType.STRING) for one in captures}
    readers = {
        one.name: binder.apply(CONVERSIONS[kind_of(one)], (ColumnRef(texts[one.name]),), one.span)
        for one in captures
        if kind_of(one) is not KqlType.STRING
    }
    nothing: Row = {one.name: "" if one.name not in readers else None for one in captures}

    def meaning(at: Interpreter) -> Relation:
        found = at.relation(source)
        rows: list[Row] = []
        kept: list[int] = []
        for place, row in enumerate(found.rows):
            taken = matched(pieces, at.value(value, row))
            made: dict[str, Value] = dict(taken or nothing)
            if taken is not None:
                made |= {name: at.value(reader, taken) for name, reader in readers.items()}
            whole = taken is not None and all(
                made[name] is not None
                for name, reader in readers.items()
                if reader.type is not KqlType.DYNAMIC
            )
            if not whole and syntax.keyword == "parse-where":
                continue
            if not whole and syntax.kind != "relaxed":
                made = nothing
            kept.append(place)
            rows.append({c.name: made[c.name] if c.name in made else row[c.name] for c in columns})
        keys = None if found.keys is None else [found.keys[place] for place in kept]
        return Relation(rows, keys)

    return Meant(source, columns, meaning)
