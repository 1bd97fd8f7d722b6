"""``parse-kv``: columns out of a text of keys and values.

With delimiters, quotes and escapes the text is read by an engine function, once for all columns;
with a regular expression the engine itself finds the pairs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.reserved import reserve
from transpile.bind.tree import Column, ColumnRef, Constant, Expr, Item, Node, Project, visible
from transpile.catalog.functions.texts import checked_pattern
from transpile.catalog.operators.project import column_of, kept_hidden
from transpile.catalog.operators.sources import read_columns
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.kernels import Kernel
from transpile.lower.lists import at, each
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
    from transpile.span import Span
    from transpile.syntax.statements import Parser

_OPTIONS = ("pair_delimiter", "kv_delimiter", "quote", "escape", "greedy", "regex")
_REPEATED = ("quote", "escape")
_KERNEL = Kernel("pairs:found", ("VARCHAR", "VARCHAR"), "VARCHAR")
_PAIRS = "$pairs"


@dataclass(frozen=True)
class ParseKvSyntax(nodes.OperatorSyntax):
    """``parse-kv text as (key:type, ...) with (option=value, ...)``."""

    value: nodes.Syntax
    keys: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, nodes.Literal], ...]


def _parse(parser: Parser, start: int) -> ParseKvSyntax:
    cursor = parser.cursor
    value = parser.expression()
    cursor.expect("as", "after the text of 'parse-kv'")
    keys = read_columns(parser)
    options: list[tuple[str, nodes.Literal]] = []
    if cursor.accept("with"):
        opened = cursor.expect("(", "before the options of 'parse-kv'")
        while not cursor.at(")"):
            options.append(_option(parser))
            if not cursor.accept(","):
                break
        cursor.close(")", opened, "after the options")
    span = cursor.since(start)
    return ParseKvSyntax(value, keys, tuple(options), keyword="parse-kv", span=span)


def _option(parser: Parser) -> tuple[str, nodes.Literal]:
    cursor = parser.cursor
    word = cursor.expect_name("an option of 'parse-kv'")
    if word.text not in _OPTIONS:
        raise refusal(
            codes.UNKNOWN_PARAMETER,
            f"'parse-kv' has no option '{word.text}'",
            word.span,
            near(word.text, _OPTIONS) or "options: " + ", ".join(_OPTIONS),
        )
    cursor.expect("=", f"after '{word.text}'")
    if word.text == "greedy" and cursor.at("true", "false"):
        token = cursor.take()
        return word.text, nodes.Literal(token.text == "true", KqlType.BOOL, span=token.span)
    if word.text == "greedy" or cursor.current.kind is not TokenKind.STRING:
        raise cursor.unexpected("true or false" if word.text == "greedy" else "a string literal")
    return word.text, parser.literal()


def _show(syntax: ParseKvSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    keys = ", ".join(f"{quote_name(name)}:{kind}" for name, kind in syntax.keys)
    shown = f"parse-kv {inner(syntax.value)} as ({keys})"
    options = ", ".join(f"{name}={inner(value)}" for name, value in syntax.options)
    return f"{shown} with ({options})" if options else shown


# --- options ------------------------------------------------------------------------------------


def _settings(syntax: ParseKvSyntax) -> dict[str, object]:
    """The options checked: each as its text or texts, absent ones left out."""
    found: dict[str, list[str]] = {}
    greedy = False
    for name, literal in syntax.options:
        if name in found and name not in _REPEATED:
            raise refusal(codes.DUPLICATE_NAME, f"'{name}' is given twice", literal.span)
        found.setdefault(name, []).append(str(literal.value))
        if name == "greedy":
            greedy = literal.value is True
        else:
            _check(name, str(literal.value), literal.span)
    if "regex" in found:
        if len(found) > 1:
            raise refusal(codes.BAD_ARGUMENT, "'regex' stands alone", syntax.span)
        return {"regex": found["regex"][0]}
    both = [name for name in ("pair_delimiter", "kv_delimiter") if name in found]
    if len(both) == 1 or (greedy and not both):
        raise refusal(
            codes.BAD_ARGUMENT,
            "'parse-kv' takes pair_delimiter and kv_delimiter together",
            syntax.span,
            "without both, whatever is no letter and no digit separates",
        )
    return {
        "keys": [name for name, _ in syntax.keys],
        "pair": found["pair_delimiter"][0] if both else "",
        "kv": found["kv_delimiter"][0] if both else "",
        "quotes": found.get("quote", []),
        "escapes": found.get("escape", []),
        "greedy": greedy,
    }


def _check(name: str, text: str, span: Span) -> None:
    longest = {"quote": 2, "escape": 1}.get(name)
    if not text or (longest is not None and len(text) > longest):
        wanted = {1: "one character", 2: "one or two characters"}.get(longest or 0, "some text")
        raise refusal(codes.BAD_ARGUMENT, f"'{name}' is {wanted}", span)


# --- binding ------------------------------------------------------------------------------------


def _found(call: LoweredCall) -> Sql:
    return call.kernel(_KERNEL, call.arg(0), call.arg(1))


def _picked(call: LoweredCall) -> Sql:
    """The value of the key at a position; the empty text without it."""
    place = call.constant(1)
    value = build.plain_call("json_extract_string", call.arg(0), build.text(f"$.k{place}"))
    return build.coalesce(value, build.text(""))


def _matched(call: LoweredCall) -> Sql:
    """The value beside the first match of the pattern whose first group is the key."""

    def group(number: int) -> Sql:
        pattern = build.text(str(call.constant(1)))
        found = build.plain_call("regexp_extract_all", call.arg(0), pattern, build.number(number))
        return each(found, "part", lambda part: build.call("trim", part))

    place = build.plain_call("list_position", group(1), build.text(str(call.constant(2))))
    return build.coalesce(at(group(2), place), build.text(""))


def _spec(signature: str, builder: Callable[[LoweredCall], Sql]) -> FunctionSpec:
    return FunctionSpec(parse_signature(signature), "", builder, whole_call=True, nulls="never")


_FOUND = _spec("$pairs(text: string, options: string) -> string", _found)
_PICKED = _spec("$picked(pairs: string, place: long) -> string", _picked)
_MATCHED = _spec("$paired(text: string, pattern: string, key: string) -> string", _matched)


def _bind(binder: Binder, syntax: ParseKvSyntax, source: Node | None) -> Node:
    assert source is not None
    names = [name for name, _ in syntax.keys]
    again = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if again is not None:
        raise refusal(codes.DUPLICATE_NAME, f"'{again}' is extracted twice", syntax.span)
    settings = _settings(syntax)
    text = binder.scalar(syntax.value, source)
    if text.type is not KqlType.STRING:
        text = binder.apply("tostring", (text,), syntax.value.span)
    pattern = _pattern(settings, syntax)
    held: Expr = text
    if pattern is None:
        options = Constant(json.dumps(settings, ensure_ascii=False), KqlType.STRING)
        held = _FOUND.applied((text, options), syntax.span)
    shown = visible(source)
    column = Column(_PAIRS, KqlType.STRING, nullable=False)
    items = [Item(each_, ColumnRef(each_)) for each_ in shown]
    source = Project(source, (*items, Item(column, held), *kept_hidden(source)))
    made: dict[str, Item] = {}
    for place, (name, spelled) in enumerate(syntax.keys):
        kind = type_named(spelled)
        assert kind is not None
        value = _value(ColumnRef(column), place, name, pattern, syntax.span)
        if kind is not KqlType.STRING:
            value = binder.apply(CONVERSIONS[kind], (value,), syntax.span)
        made[name] = Item(column_of(reserve(name, syntax.span), value), value)
    kept = [made.pop(each_.name, Item(each_, ColumnRef(each_))) for each_ in shown]
    return Project(source, (*kept, *made.values(), *kept_hidden(source)), span=syntax.span)


def _pattern(settings: dict[str, object], syntax: ParseKvSyntax) -> str | None:
    if "regex" not in settings:
        return None
    literal = next(value for name, value in syntax.options if name == "regex")
    place = Constant(literal.value, KqlType.STRING, span=literal.span)
    found = checked_pattern(str(literal.value), place, "parse-kv", named=False)
    if len(found.groups) != 2:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"the pattern has two groups, key and value, not {len(found.groups)}",
            literal.span,
            "(?:...) groups without capturing",
        )
    return found.text


def _value(held: Expr, place: int, name: str, pattern: str | None, span: Span) -> Expr:
    if pattern is None:
        return _PICKED.applied((held, Constant(place, KqlType.LONG)), span)
    texts = (Constant(pattern, KqlType.STRING), Constant(name, KqlType.STRING))
    return _MATCHED.applied((held, *texts), span)


_TABLE = "datatable(s:string)[\"a=1; b='x;y'\", 'b=z;b=2', '']"

SPECS = (
    OperatorSpec(
        keyword="parse-kv",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="Columns out of keys and values in a text; the first of equal keys, null without one.",
        source="learn:parse-kv-operator; FACTS 9",
        examples=(
            f"{_TABLE} | parse-kv s as (a:long, b:string) "
            "with (pair_delimiter=';', kv_delimiter='=', quote=\"'\")",
            "print s = 'at 10:00 id:7, Text: on' | parse-kv s as (Text:string, id:int)",
            r"print s = 'k<1>x' | parse-kv s as (k:int) with (regex=@'(\w+)<(\d+)>')",
        ),
        lifted="unchanged, the run kept",
        differs=(
            "Not verified: without delimiters a listed key takes the next word; after a closing "
            "quote the rest of the pair is skipped; a column of a key's name is replaced in place."
        ),
    ),
)
