"""``search``: rows of many tables in which a term stands in any column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.narrowing import narrowed
from transpile.bind.tree import Constant
from transpile.catalog.operators.legs import (
    Leg,
    TablePattern,
    bind_legs,
    gathered,
    read_legs,
    show_legs,
    source_name,
)
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.lower.text import escape_regex
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Node
    from transpile.syntax.statements import Parser

_KINDS = ("default", "case_insensitive", "case_sensitive")
_SENSITIVE = {"=~": "==", "!~": "!=", "in~": "in", "!in~": "!in"} | {
    f"{negation}{name}": f"{negation}{name}_cs"
    for name in ("has", "contains", "startswith", "endswith", "hasprefix", "hassuffix")
    for negation in ("", "!")
}


@dataclass(frozen=True)
class SearchSyntax(nodes.OperatorSyntax):
    """``search kind=case_sensitive in (T, D*) "term" and column:"other"``."""

    kind: str
    tables: tuple[nodes.Syntax, ...]
    condition: nodes.Syntax


def _parse(parser: Parser, start: int) -> SearchSyntax:
    cursor = parser.cursor
    kind = ""
    if cursor.at("kind") and cursor.peek().text == "=":
        cursor.take()
        cursor.take()
        word = cursor.expect_name("the kind of search")
        kind = word.text
        if kind not in _KINDS:
            raise refusal(
                codes.UNKNOWN_PARAMETER,
                f"'search' has no kind '{kind}'",
                word.span,
                near(kind, _KINDS) or "kinds: " + ", ".join(_KINDS),
            )
    tables: tuple[nodes.Syntax, ...] = ()
    if cursor.at("in") and cursor.peek().text == "(":
        cursor.take()
        opened = cursor.take()
        tables = read_legs(parser)
        cursor.close(")", opened, "after the tables")
    condition = parser.matching()
    return SearchSyntax(kind, tables, condition, keyword="search", span=cursor.since(start))


def _show(syntax: SearchSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    kind = f"kind={syntax.kind} " if syntax.kind else ""
    tables = f"in ({show_legs(syntax.tables, inner)}) " if syntax.tables else ""
    return f"search {kind}{tables}{inner(syntax.condition)}"


def _bind(binder: Binder, syntax: SearchSyntax, source: Node | None) -> Node:
    if source is not None and syntax.tables:
        raise refusal(
            codes.UNEXPECTED,
            "'search in (...)' begins a query",
            syntax.span,
            "a search over a pipe looks at what the pipe gives",
        )
    if source is not None:
        legs = [Leg(source, source_name(source))]
    else:
        tables = syntax.tables or (TablePattern("*", span=syntax.span),)
        legs = bind_legs(binder, tables, syntax.span)
    gather = gathered(legs, syntax.span, label="$table", prefix="search_arg")
    condition = meaning(binder, syntax.condition, sensitive=syntax.kind == "case_sensitive")
    return narrowed(binder, gather, condition)


# --- what a predicate means ---------------------------------------------------------------------


def meaning(binder: Binder, syntax: nodes.Syntax, *, sensitive: bool = False) -> nodes.Syntax:
    """The condition with terms spelled out: ``"err"`` alone is ``* has "err"``."""
    if isinstance(syntax, nodes.Logical):
        terms = tuple(meaning(binder, term, sensitive=sensitive) for term in syntax.terms)
        return replace(syntax, terms=terms)
    if isinstance(syntax, nodes.Call) and syntax.name == "not" and len(syntax.arguments) == 1:
        inner = meaning(binder, syntax.arguments[0], sensitive=sensitive)
        return replace(syntax, arguments=(inner,))
    if isinstance(syntax, nodes.Star):
        return nodes.Literal(True, KqlType.BOOL, span=syntax.span)
    term = _term(binder, syntax)
    if term is not None:
        return _sought(nodes.Star(span=syntax.span), term, syntax, sensitive=sensitive)
    if isinstance(syntax, nodes.Binary) and syntax.operator == ":":
        term = _term(binder, syntax.right)
        if term is None or (isinstance(syntax.right, nodes.Literal) and not _is_text(syntax.right)):
            raise refusal(
                codes.BAD_ARGUMENT,
                "':' looks for a constant text",
                syntax.right.span,
                'column:"term"; == compares values',
            )
        return _sought(syntax.left, term, syntax, sensitive=sensitive)
    if not sensitive:
        return syntax
    if isinstance(syntax, nodes.Binary | nodes.Membership):
        if syntax.operator in ("has_any", "has_all"):
            raise refusal(
                codes.UNSUPPORTED,
                f"'{syntax.operator}' has no form that tells case apart",
                syntax.span,
                "spell the terms out: has_cs ... or has_cs ...",
            )
        return replace(syntax, operator=_SENSITIVE.get(syntax.operator, syntax.operator))
    return syntax


def _is_text(syntax: nodes.Literal) -> bool:
    return syntax.type is KqlType.STRING


def _term(binder: Binder, syntax: nodes.Syntax) -> str | None:
    """The text of a term: a literal text or number, or a let that stands for a text."""
    if isinstance(syntax, nodes.Literal):
        if _is_text(syntax) or (syntax.type.is_numeric and syntax.value is not None):
            return str(syntax.value)
        return None
    if isinstance(syntax, nodes.Name):
        known = binder.known(syntax.name)
        if isinstance(known, Constant) and isinstance(known.value, str):
            return known.value
    return None


def _sought(
    where: nodes.Syntax, term: str, syntax: nodes.Syntax, *, sensitive: bool
) -> nodes.Syntax:
    """The test that a term with or without stars stands for."""
    first, last = term.startswith("*"), term.endswith("*") and len(term) > 1
    bare = term[first : len(term) - last]
    if "*" in bare:
        ends = ("" if first else r"\b", "" if last else r"\b")
        parts = ".*".join(escape_regex(part) for part in bare.split("*"))
        operator, bare = "matches regex", f"{ends[0]}{parts}{ends[1]}"
        bare = bare if sensitive else f"(?i){bare}"
    else:
        operator = {
            (False, False): "has",
            (False, True): "hasprefix",
            (True, False): "hassuffix",
            (True, True): "contains",
        }[first, last]
        operator += "_cs" if sensitive else ""
    literal = nodes.Literal(bare, KqlType.STRING, span=syntax.span)
    return nodes.Binary(operator, where, literal, span=syntax.span)


_TABLE = "datatable(s:string, n:long)['disk error', 3, 'ok', 42]"

SPECS = (
    OperatorSpec(
        keyword="search",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="Rows in which terms stand in any column; ``$table`` says where a row comes from.",
        source="learn:search-operator; FACTS 11",
        examples=(
            f'{_TABLE} | search "error"',
            f'{_TABLE} | search "err*" or n == 42',
            f'{_TABLE} | search kind=case_sensitive s:"ok" and not("Error")',
            'let A = view() { print a = "x y" }; let B = view() { print b = "z" }; search "x"',
        ),
        is_source=True,
        lifted="as a filter in every leg of a union",
        differs=(
            "Real numbers are not searched. Without tables it looks at those that hold data, or, "
            "where none does, at all known ones. A number alone looks for its text. A piped "
            "``$table`` becomes ``$table1``."
        ),
    ),
)
