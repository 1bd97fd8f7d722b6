"""``sort``, ``order``, ``top``, ``take`` and ``limit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.open import is_missing
from transpile.bind.serial import sequenced
from transpile.bind.tree import Node, Sort, SortKey, Top
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class KeySyntax(nodes.Syntax):
    """``x asc nulls last``; None where not written."""

    value: nodes.Syntax
    descending: bool | None
    nulls_first: bool | None


@dataclass(frozen=True)
class SortSyntax(nodes.OperatorSyntax):
    """``sort by keys``."""

    keys: tuple[KeySyntax, ...]


@dataclass(frozen=True)
class TopSyntax(nodes.OperatorSyntax):
    """``top count by key``."""

    count: nodes.Syntax
    keys: tuple[KeySyntax, ...]


@dataclass(frozen=True)
class TakeSyntax(nodes.OperatorSyntax):
    """``take count``."""

    count: nodes.Syntax


def read_keys(parser: Parser) -> tuple[KeySyntax, ...]:
    """One or more sort keys."""
    keys = [_read_key(parser)]
    while parser.cursor.accept(","):
        keys.append(_read_key(parser))
    return tuple(keys)


def _read_key(parser: Parser) -> KeySyntax:
    cursor = parser.cursor
    start = cursor.current.start
    value = parser.expression()
    descending: bool | None = None
    nulls_first: bool | None = None
    if cursor.at("asc", "desc"):
        descending = cursor.take().text == "desc"
    if cursor.accept("nulls"):
        if not cursor.at("first", "last"):
            raise cursor.unexpected("'first' or 'last'")
        nulls_first = cursor.take().text == "first"
    return KeySyntax(value, descending, nulls_first, span=cursor.since(start))


def show_key(key: KeySyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    """A key back to KQL."""
    shown = inner(key.value)
    if key.descending is not None:
        shown += " desc" if key.descending else " asc"
    if key.nulls_first is not None:
        shown += " nulls first" if key.nulls_first else " nulls last"
    return shown


def bind_keys(binder: Binder, keys: tuple[KeySyntax, ...], source: Node) -> tuple[SortKey, ...]:
    """KQL's defaults: descending, with nulls last; ascending puts them first."""

    def bind_one(key: KeySyntax) -> SortKey:
        bound = binder.scalar(key.value, source)
        if bound.type is KqlType.DYNAMIC and not is_missing(bound):
            raise refusal(
                codes.ARGUMENT_TYPE,
                "rows are not sorted by a dynamic value",
                key.span,
                "sort by tostring(...) or tolong(...) of it",
            )
        descending = key.descending is not False
        first = not descending if key.nulls_first is None else key.nulls_first
        return SortKey(bound, descending, first)

    return tuple(binder.each(keys, bind_one))


def _parse_sort(keyword: str) -> Callable[[Parser, int], SortSyntax]:
    def read(parser: Parser, start: int) -> SortSyntax:
        cursor = parser.cursor
        if not cursor.at("by"):
            raise cursor.unexpected(f"'by' after '{keyword}'", f"{keyword} by a, b desc")
        cursor.take()
        keys = read_keys(parser)
        return SortSyntax(keys, keyword=keyword, span=parser.cursor.since(start))

    return read


def _show_sort(syntax: SortSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return f"{syntax.keyword} by " + ", ".join(show_key(key, inner) for key in syntax.keys)


def _bind_sort(binder: Binder, syntax: SortSyntax, source: Node | None) -> Node:
    assert source is not None
    keys = bind_keys(binder, syntax.keys, source)
    return sequenced(Sort(source, keys, span=syntax.span), keys)


def count_of(binder: Binder, syntax: nodes.Syntax, operator: str) -> int:
    """A row count: a constant whole number."""
    bound = binder.constant(syntax, KqlType.LONG, f"the row count of '{operator}'")
    if not isinstance(bound.value, int):
        raise refusal(codes.BAD_ARGUMENT, "a row count cannot be null", syntax.span)
    return max(0, bound.value)


def _parse_top(parser: Parser, start: int) -> TopSyntax:
    cursor = parser.cursor
    if cursor.at("by"):
        raise cursor.unexpected("the row count of 'top'", "top 10 by a")
    count = parser.expression()
    if not cursor.at("by"):
        raise cursor.unexpected("'by' after the row count of 'top'", "top 10 by a")
    cursor.take()
    keys = read_keys(parser)
    return TopSyntax(count, keys, keyword="top", span=parser.cursor.since(start))


def _show_top(syntax: TopSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    keys = ", ".join(show_key(key, inner) for key in syntax.keys)
    return f"top {inner(syntax.count)} by {keys}"


def _bind_top(binder: Binder, syntax: TopSyntax, source: Node | None) -> Node:
    assert source is not None
    count = count_of(binder, syntax.count, "top")
    keys = bind_keys(binder, syntax.keys, source)
    return sequenced(Top(source, count, keys, span=syntax.span), keys)


def _parse_take(keyword: str) -> Callable[[Parser, int], TakeSyntax]:
    def read(parser: Parser, start: int) -> TakeSyntax:
        count = parser.expression()
        return TakeSyntax(count, keyword=keyword, span=parser.cursor.since(start))

    return read


def _show_take(syntax: TakeSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return f"{syntax.keyword} {inner(syntax.count)}"


def _bind_take(binder: Binder, syntax: TakeSyntax, source: Node | None) -> Node:
    assert source is not None
    return Top(source, count_of(binder, syntax.count, syntax.keyword), (), span=syntax.span)


_TABLE = "datatable(a:long)[2, 3, 1]"


def _sort_spec(keyword: str) -> OperatorSpec:
    return OperatorSpec(
        keyword=keyword,
        parsed_by=_parse_sort(keyword),
        printed_by=_show_sort,
        bound_by=_bind_sort,
        doc="Rows in order: descending with nulls last, unless told.",
        source="learn:sort-operator; SEMANTICS",
        examples=(f"{_TABLE} | {keyword} by a asc",),
        lifted="the order holds within each run",
    )


def _take_spec(keyword: str) -> OperatorSpec:
    return OperatorSpec(
        keyword=keyword,
        parsed_by=_parse_take(keyword),
        printed_by=_show_take,
        bound_by=_bind_take,
        doc="Any rows, up to a count; in a replay always the same ones.",
        source="learn:take-operator",
        examples=(f"{_TABLE} | {keyword} 1",),
        lifted="a row number per run",
    )


SPECS = (
    _sort_spec("sort"),
    _sort_spec("order"),
    OperatorSpec(
        keyword="top",
        parsed_by=_parse_top,
        printed_by=_show_top,
        bound_by=_bind_top,
        doc="The first rows by a key.",
        source="learn:top-operator; SEMANTICS",
        examples=(f"{_TABLE} | top 2 by a",),
        lifted="a row number per run",
    ),
    _take_spec("take"),
    _take_spec("limit"),
)
