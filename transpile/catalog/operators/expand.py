"""``mv-expand`` and its old spelling ``mvexpand``: a row for each element of an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import Namer, default_name, unique
from transpile.bind.reserved import reserve
from transpile.bind.serial import renumbered
from transpile.bind.tree import (
    ROW,
    SEQ,
    Column,
    ColumnRef,
    Expand,
    Expr,
    Item,
    Node,
    Project,
    visible,
)
from transpile.bind.walk import columns_read
from transpile.catalog.operators.project import single
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import CONVERSIONS, OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_PARAMETERS = ("kind", "bagexpansion", "with_itemindex")
_OLD_LIMIT = 128  # of mvexpand, where none is written
# read from the text of a string element, by the catalog's own conversion
_FROM_TEXT = (KqlType.DATETIME, KqlType.GUID)


@dataclass(frozen=True)
class ExpandedSyntax(nodes.Syntax):
    """``a = x to typeof(long)``; an empty type where none is written."""

    item: nodes.Syntax
    type: str


@dataclass(frozen=True)
class ExpandSyntax(nodes.OperatorSyntax):
    """``mv-expand kind=array with_itemindex=i a, b to typeof(long) limit 3``."""

    kind: str
    index: str
    items: tuple[ExpandedSyntax, ...]
    limit: nodes.Syntax | None


def _parse(keyword: str) -> Callable[[Parser, int], ExpandSyntax]:
    def read(parser: Parser, start: int) -> ExpandSyntax:
        cursor = parser.cursor
        kind = index = ""
        while cursor.at(*_PARAMETERS) and cursor.peek().text == "=":
            name = cursor.take().text
            cursor.take()
            if name == "with_itemindex":
                index = parser.column_name("the name of the column for positions")
                continue
            word = cursor.expect_name("'bag' or 'array'")
            if word.text not in ("bag", "array"):
                raise refusal(
                    codes.BAD_ARGUMENT,
                    f"'{name}' is 'bag' or 'array', not '{word.text}'",
                    word.span,
                    near(word.text, ["bag", "array"]),
                )
            kind = word.text
        items = [read_expanded(parser)]
        while cursor.accept(","):
            items.append(read_expanded(parser))
        limit = parser.expression() if cursor.accept("limit") else None
        return ExpandSyntax(
            kind, index, tuple(items), limit, keyword=keyword, span=cursor.since(start)
        )

    return read


def read_expanded(parser: Parser) -> ExpandedSyntax:
    """One item with the type that it is expanded to."""
    cursor = parser.cursor
    start = cursor.current.start
    item = parser.named_or()
    kind = ""
    if cursor.accept("to"):
        if not cursor.at("typeof"):
            raise cursor.unexpected("'typeof' after 'to'", "to typeof(string)")
        cursor.take()
        cursor.expect("(", "after 'typeof'")
        word = cursor.expect_name("a type")
        if type_named(word.text) is None:
            raise parser.no_type(word, codes.BAD_ARGUMENT)
        kind = word.text
        cursor.expect(")", "after the type")
    return ExpandedSyntax(item, kind, span=cursor.since(start))


def show_expanded(syntax: ExpandedSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    """An item back to KQL."""
    return inner(syntax.item) + (f" to typeof({syntax.type})" if syntax.type else "")


def _show(syntax: ExpandSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = syntax.keyword
    if syntax.kind:
        shown += f" kind={syntax.kind}"
    if syntax.index:
        shown += f" with_itemindex={quote_name(syntax.index)}"
    shown += " " + ", ".join(show_expanded(item, inner) for item in syntax.items)
    return shown + (f" limit {inner(syntax.limit)}" if syntax.limit else "")


def _bind(binder: Binder, syntax: ExpandSyntax, source: Node | None) -> Node:
    assert source is not None
    limit = limit_of(binder, syntax.limit, "mv-expand")
    if limit is None and syntax.keyword == "mvexpand":
        limit = _OLD_LIMIT
    pairs = syntax.kind == "array"
    if syntax.index:
        reserve(syntax.index, syntax.span)
    if SEQ not in source.by_name:
        return expanded(binder, syntax.items, source, syntax.index, limit, pairs=pairs)
    index = syntax.index or "$item"
    made = expanded(binder, syntax.items, source, index, limit, pairs=pairs, in_order=True)
    place = visible(made)[-1]
    return renumbered(made, place, kept=bool(syntax.index))


def limit_of(binder: Binder, syntax: nodes.Syntax | None, operator: str) -> int | None:
    """How many elements of a row are expanded; None where nothing is written."""
    if syntax is None:
        return None
    bound = binder.constant(syntax, KqlType.LONG, f"the limit of '{operator}'").value
    if not isinstance(bound, int) or bound < 0:
        raise refusal(codes.BAD_ARGUMENT, "a limit is 0 or more", syntax.span)
    return bound


def expanded(
    binder: Binder,
    items: tuple[ExpandedSyntax, ...],
    source: Node,
    index: str = "",
    limit: int | None = None,
    *,
    pairs: bool = False,
    operator: str = "mv-expand",
    in_order: bool = False,
) -> Node:
    """The rows of ``source`` once for each element, as ``mv-expand`` and ``mv-apply`` see them.

    The elements of a row share its place in the order, which ``in_order`` keeps.
    """
    namer = Namer({name for i in items if isinstance(i.item, nodes.Named) for name in i.item.names})

    def bind_one(syntax: ExpandedSyntax) -> Item:
        written, value = single(syntax.item)
        bound = binder.scalar(value, source)
        if bound.type is not KqlType.DYNAMIC:
            raise refusal(
                codes.ARGUMENT_TYPE,
                f"'{operator}' takes a dynamic value, not a {bound.type}",
                value.span,
                "todynamic(...) reads JSON text" if bound.type is KqlType.STRING else "",
            )
        kind = type_named(syntax.type) if syntax.type else KqlType.DYNAMIC
        assert kind is not None
        name = written or _name(value, bound, binder)
        if name:
            reserve(name, value.span)
        return Item(Column(name or namer.generated(""), kind), bound)

    made = binder.each(items, bind_one)
    names = [item.column.name for item in made]
    again = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if again is not None:
        raise refusal(
            codes.DUPLICATE_NAME, f"'{again}' is expanded twice", items[names.index(again)].span
        )
    final = {item.column.name: item.column for item in made}
    outputs = [final.pop(column.name, column) for column in visible(source)]
    outputs += final.values()
    counted = None
    if index:
        taken = {column.name for column in outputs}
        counted = Column(unique(index, taken), KqlType.LONG, nullable=False)
        outputs.append(counted)
    # the stored row number no longer tells rows apart
    lost = {ROW} if in_order else {ROW, SEQ}
    hidden = [column for column in source.columns if column.hidden and column.name not in lost]
    return _from_text(binder, source, made, (*outputs, *hidden), counted, limit, pairs=pairs)


def _name(value: nodes.Syntax, bound: Expr, binder: Binder) -> str:
    """A path's own name, else the one column that is read."""
    if isinstance(value, nodes.Name | nodes.Path | nodes.Index):
        return default_name(value, binder.registry.functions)
    read = set(columns_read(bound))
    return read.pop() if len(read) == 1 else ""


def _from_text(
    binder: Binder,
    source: Node,
    items: list[Item],
    outputs: tuple[Column, ...],
    index: Column | None,
    limit: int | None,
    *,
    pairs: bool,
) -> Node:
    """The node; datetimes and guids expand to texts, which a projection then reads."""
    span = items[0].value.span
    texts = {i.column.name for i in items if i.column.type in _FROM_TEXT}

    def held(column: Column) -> Column:
        return Column(column.name, KqlType.STRING) if column.name in texts else column

    node = Expand(
        source,
        tuple(Item(held(item.column), item.value) for item in items),
        tuple(held(column) for column in outputs),
        index,
        limit,
        pairs,
        span=span,
    )
    if not texts:
        return node

    def read(column: Column) -> Item:
        ref: Expr = ColumnRef(held(column))
        if column.name in texts:
            ref = binder.apply(CONVERSIONS[column.type], (ref,), span)
        return Item(column, ref)

    return Project(node, tuple(read(column) for column in outputs), span=span)


_TABLE = "datatable(a:long, d:dynamic)[1, dynamic([10, 'x']), 2, dynamic([]), 3, dynamic(null)]"


def _spec(keyword: str, doc: str, *more: str) -> OperatorSpec:
    return OperatorSpec(
        keyword=keyword,
        parsed_by=_parse(keyword),
        printed_by=_show,
        bound_by=_bind,
        doc=doc,
        source="learn:mv-expand-operator; FACTS 13",
        examples=(f"{_TABLE} | {keyword} d", *more),
        lifted="unchanged, the run kept",
    )


SPECS = (
    _spec(
        "mv-expand",
        "A row for each element of an array or key of a bag; none for an empty one, one for null.",
        "print d = dynamic({'x': 1, 'y': 2}) | mv-expand with_itemindex=i kind=array pair = d",
    ),
    _spec("mvexpand", "The old spelling of ``mv-expand``: at most 128 rows unless told."),
)
