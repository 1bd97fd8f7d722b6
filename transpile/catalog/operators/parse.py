"""``parse`` and ``parse-where``: columns out of a text, by a pattern of literals and captures.

The pattern becomes one regular expression with a group for each column, so that the engine reads
the text once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.reserved import reserve
from transpile.bind.tree import (
    Column,
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Item,
    Node,
    Project,
    visible,
)
from transpile.catalog.operators.project import column_of, kept_hidden
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.patterns import PatternError, engine_pattern, escaped
from transpile.spec import CONVERSIONS, FunctionSpec, OperatorSpec, parse_signature
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.syntax.statements import Parser

_KINDS = ("simple", "regex", "relaxed")
_FLAGS = "imsU"
_PARSED = "$parsed"
_WHOLE = r"\s*[-+]?[0-9]+"
# what a capture takes that nothing limits on its right; the others then have no end
_SHAPES = {
    KqlType.INT: _WHOLE,
    KqlType.LONG: _WHOLE,
    KqlType.REAL: r"\s*[-+]?[0-9]+(?:\.[0-9]*)?",
    KqlType.BOOL: rf"\s*(?i:true|false)|{_WHOLE}",
    KqlType.GUID: r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
}


@dataclass(frozen=True)
class CaptureSyntax(nodes.Syntax):
    """``name:type``; an empty type where none is written."""

    name: str
    type: str


@dataclass(frozen=True)
class ParseSyntax(nodes.OperatorSyntax):
    """``parse kind=regex flags=i text with * "literal" a:long``."""

    kind: str
    flags: str
    value: nodes.Syntax
    pattern: tuple[nodes.Syntax, ...]


def _parse(keyword: str) -> Callable[[Parser, int], ParseSyntax]:
    def read(parser: Parser, start: int) -> ParseSyntax:
        cursor = parser.cursor
        kind = flags = ""
        while cursor.at("kind", "flags") and cursor.peek().text == "=":
            name = cursor.take().text
            cursor.take()
            word = cursor.expect_name(f"the value of '{name}'")
            if name == "flags":
                flags = word.text
                continue
            if word.text not in _KINDS:
                raise refusal(
                    codes.BAD_ARGUMENT,
                    f"'{keyword}' has no kind '{word.text}'",
                    word.span,
                    near(word.text, _KINDS) or "simple, regex or relaxed",
                )
            kind = word.text
        value = parser.expression()
        if not cursor.at("with"):
            wanted = f"'with' after the text of '{keyword}'"
            raise cursor.unexpected(wanted, f"{keyword} Column with 'text' Name 'text' *")
        cursor.take()
        pattern = [_piece(parser)]
        while cursor.at("*", "[") or cursor.current.kind in (TokenKind.STRING, TokenKind.NAME):
            pattern.append(_piece(parser))
        span = cursor.since(start)
        return ParseSyntax(kind, flags, value, tuple(pattern), keyword=keyword, span=span)

    return read


def _piece(parser: Parser) -> nodes.Syntax:
    cursor = parser.cursor
    start = cursor.current.start
    if cursor.accept("*"):
        return nodes.Star(span=cursor.since(start))
    if cursor.current.kind is TokenKind.STRING:
        return parser.literal()
    name = parser.column_name("'*', a string or a column")
    kind = ""
    if cursor.accept(":"):
        word = cursor.expect_name("a type")
        kind = word.text
        if type_named(kind) is None:
            raise parser.no_type(word, codes.BAD_ARGUMENT)
    return CaptureSyntax(name, kind, span=cursor.since(start))


def _show(syntax: ParseSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = [syntax.keyword]
    if syntax.kind:
        shown.append(f"kind={syntax.kind}")
    if syntax.flags:
        shown.append(f"flags={syntax.flags}")
    shown += [inner(syntax.value), "with"]
    for piece in syntax.pattern:
        if isinstance(piece, nodes.Star):
            shown.append("*")
        elif isinstance(piece, CaptureSyntax):
            shown.append(quote_name(piece.name) + (f":{piece.type}" if piece.type else ""))
        else:
            shown.append(inner(piece))
    return " ".join(shown)


# --- the regular expression ---------------------------------------------------------------------


@dataclass(frozen=True)
class Compiled:
    """The pattern for the engine, how many groups it has, and each column's group (from 1)."""

    text: str
    groups: int
    captures: tuple[tuple[CaptureSyntax, KqlType, int], ...]


def compiled(syntax: ParseSyntax) -> Compiled:
    """The regular expression of a pattern; refuses one whose captures have no end."""
    regex = syntax.kind == "regex"
    made: list[str] = []
    captures: list[tuple[CaptureSyntax, KqlType, int]] = []
    groups = 0
    pieces = [p for p in syntax.pattern if not (isinstance(p, nodes.Literal) and p.value == "")]
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if isinstance(piece, nodes.Star):
            # a star at the end lets the rest be anything: no anchor is needed then
            made.append(".*?" if following is not None else "")
        elif isinstance(piece, CaptureSyntax):
            kind = (type_named(piece.type) if piece.type else None) or KqlType.STRING
            made.append(f"({_capture(piece, kind, following, regex=regex)})")
            groups += 1
            captures.append((piece, kind, groups))
        elif isinstance(piece, nodes.Literal) and regex:
            text, inside = _regex(piece)
            made.append(f"(?:{text})")
            groups += inside
        elif isinstance(piece, nodes.Literal):
            made.append("".join(escaped(char) for char in str(piece.value)))
    if not regex and not isinstance(pieces[-1] if pieces else None, nodes.Star):
        made.append("$")
    return Compiled(_flags(syntax) + "".join(made), groups, tuple(captures))


def _flags(syntax: ParseSyntax) -> str:
    if syntax.kind != "regex":
        if syntax.flags:
            raise refusal(codes.BAD_ARGUMENT, "flags belong to kind=regex", syntax.span)
        return "(?s)"
    unknown = [flag for flag in syntax.flags if flag not in _FLAGS]
    if unknown:
        raise refusal(
            codes.UNSUPPORTED,
            f"the flag '{unknown[0]}' is not translated",
            syntax.span,
            "flags: i, m, s and U",
        )
    return f"(?{syntax.flags})" if syntax.flags else ""


def _capture(
    piece: CaptureSyntax, kind: KqlType, following: nodes.Syntax | None, *, regex: bool
) -> str:
    limited = following is None or isinstance(following, nodes.Literal)
    shape = _SHAPES.get(kind)
    if shape is not None and (regex or not limited):
        return shape
    if limited and not (regex and following is None and kind is not KqlType.STRING):
        return ".*" if regex and kind is KqlType.STRING else ".*?"
    if kind is KqlType.STRING:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"nothing says where '{piece.name}' ends",
            piece.span,
            "a string stands between two columns, and between a column and '*'",
        )
    raise refusal(
        codes.UNSUPPORTED,
        f"a {kind} that no text follows is not translated yet",
        piece.span,
        "capture it as a string and convert that",
    )


def _regex(piece: nodes.Literal) -> tuple[str, int]:
    try:
        found = engine_pattern(str(piece.value), named=False)
    except PatternError as error:
        raise refusal(codes.BAD_ARGUMENT, f"the pattern is wrong: {error}", piece.span) from None
    return found.text, len(found.groups)


# --- binding ------------------------------------------------------------------------------------


def _captured(call: LoweredCall) -> Sql:
    """One group of a pattern over a text; the empty text without a match."""
    groups, place = call.constant(2), call.constant(3)
    assert isinstance(groups, int)
    assert isinstance(place, int)
    if groups == 1:
        return build.plain_call("regexp_extract", call.arg(0), call.arg(1), build.number(1))
    names = build.plain_call("list_value", *(build.text(f"g{n + 1}") for n in range(groups)))
    # the same struct for every column: the engine makes it once
    found = build.plain_call("regexp_extract", call.arg(0), call.arg(1), names)
    return build.plain_call("struct_extract", found, build.text(f"g{place}"))


def _matched(text: Sql, pattern: Sql) -> Sql:
    return build.plain_call("regexp_matches", text, pattern)


_CAPTURED = FunctionSpec(
    parse_signature(
        "$captured(text: string, pattern: string, groups: long, place: long) -> string"
    ),
    "",
    _captured,
    whole_call=True,
    nulls="never",
)
_MATCHED = FunctionSpec(
    parse_signature("$matched(text: string, pattern: string) -> bool"), "", _matched, nulls="never"
)


def _bind(binder: Binder, syntax: ParseSyntax, source: Node | None) -> Node:
    assert source is not None
    filters = syntax.keyword == "parse-where"
    if filters and syntax.kind == "relaxed":
        raise refusal(codes.BAD_ARGUMENT, "'parse-where' has no kind 'relaxed'", syntax.span)
    pattern = compiled(syntax)
    names = [capture.name for capture, _, _ in pattern.captures]
    for place, (capture, _, _) in enumerate(pattern.captures):
        if capture.name in names[:place]:
            raise refusal(codes.DUPLICATE_NAME, f"'{capture.name}' is captured twice", capture.span)
    hidden = kept_hidden(source)
    shown = visible(source)
    source, text = _text(binder, syntax, source)
    regex = Constant(pattern.text, KqlType.STRING)
    if filters:
        source = Filter(source, (_MATCHED.applied((text, regex), syntax.span),), span=syntax.span)
    found: dict[str, Expr] = {}
    groups = Constant(pattern.groups, KqlType.LONG)
    for capture, _, place in pattern.captures:
        arguments = (text, regex, groups, Constant(place, KqlType.LONG))
        found[capture.name] = _CAPTURED.applied(arguments, syntax.span)
    typed = {c.name: kind for c, kind, _ in pattern.captures if kind is not KqlType.STRING}
    if typed:
        # step by step: what a later step reads twice is then a column, not a copy
        source, found = _stepped(source, shown, hidden, found)
        for name, kind in typed.items():
            found[name] = binder.apply(CONVERSIONS[kind], (found[name],), syntax.span)
    if any(kind is not KqlType.DYNAMIC for kind in typed.values()):
        if filters:
            source, found = _stepped(source, shown, hidden, found)
            source = Filter(source, tuple(_converted(binder, found)), span=syntax.span)
        elif syntax.kind != "relaxed" and len(found) > 1:
            source, found = _stepped(source, shown, hidden, found)
            whole = _converted(binder, found)
            found = {name: _all_or_nothing(binder, whole, value) for name, value in found.items()}
    made = {
        name: Item(column_of(reserve(name, syntax.span), value), value)
        for name, value in found.items()
    }
    items = [made.pop(column.name, Item(column, ColumnRef(column))) for column in shown]
    return Project(source, (*items, *made.values(), *hidden), span=syntax.span)


def _stepped(
    source: Node, shown: tuple[Column, ...], hidden: list[Item], found: dict[str, Expr]
) -> tuple[Node, dict[str, Expr]]:
    """The values as columns under names of their own, beside those of the input."""
    made = [Item(column_of(f"$of {name}", value), value) for name, value in found.items()]
    kept = [Item(column, ColumnRef(column)) for column in shown]
    columns = {name: ColumnRef(item.column) for name, item in zip(found, made, strict=True)}
    return Project(source, (*kept, *made, *hidden)), dict(columns)


def _converted(binder: Binder, found: dict[str, Expr]) -> list[Expr]:
    """For each typed value, whether its conversion succeeded."""
    return [
        binder.apply("isnotnull", (value,), value.span)
        for value in found.values()
        if value.type not in (KqlType.STRING, KqlType.DYNAMIC)
    ]


def _text(binder: Binder, syntax: ParseSyntax, source: Node) -> tuple[Node, Expr]:
    """The text as a column: it is read once for each capture."""
    text = binder.scalar(syntax.value, source)
    if text.type is KqlType.DYNAMIC:
        text = binder.apply("tostring", (text,), syntax.value.span)
    if text.type is not KqlType.STRING:
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"'{syntax.keyword}' reads a string, not a {text.type}",
            syntax.value.span,
            "tostring(...) makes one",
        )
    if isinstance(text, ColumnRef):
        return source, text
    column = Column(_PARSED, KqlType.STRING, nullable=False)
    items = [Item(c, ColumnRef(c)) for c in visible(source)]
    made = Project(source, (*items, Item(column, text), *kept_hidden(source)))
    return made, ColumnRef(column)


def _all_or_nothing(binder: Binder, wanted: list[Expr], value: Expr) -> Expr:
    """The value where every conversion succeeded, else the null of its type."""
    nothing = Constant("" if value.type is KqlType.STRING else None, value.type)
    whole = binder.apply("and", tuple(wanted)) if len(wanted) > 1 else wanted[0]
    return binder.apply("iff", (whole, value, nothing), value.span)


_TABLE = "datatable(s:string)['user=ann id=7', 'user=bo id=x', 'none']"
_DIFFERS = (
    "Text before the first literal is skipped, as if the pattern began with ``*``: not verified. "
    "The flag x, and a datetime, timespan or decimal that no text follows, are refused."
)

SPECS = (
    OperatorSpec(
        keyword="parse",
        parsed_by=_parse("parse"),
        printed_by=_show,
        bound_by=_bind,
        doc="Columns out of a text; without a match, or with a failed conversion, empty or null.",
        source="learn:parse-operator; FACTS 9",
        examples=(
            f'{_TABLE} | parse s with "user=" user " id=" id:long',
            "print s = 'abc123def' | parse kind=regex s with a @'\\d+' b",
        ),
        lifted="unchanged, the run kept",
        differs=_DIFFERS,
    ),
    OperatorSpec(
        keyword="parse-where",
        parsed_by=_parse("parse-where"),
        printed_by=_show,
        bound_by=_bind,
        doc="Columns out of a text; only the rows that match and convert.",
        source="learn:parse-where-operator; FACTS 9",
        examples=(f'{_TABLE} | parse-where s with "user=" user " id=" id:long',),
        lifted="unchanged, the run kept",
        differs=_DIFFERS,
    ),
)
