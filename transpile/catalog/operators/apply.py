"""``mv-apply``: a sub-pipeline for each row, over the elements of its arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.reserved import reserve
from transpile.bind.serial import Automaton, Sequence, Windows
from transpile.bind.tree import (
    ROW,
    ROW_COLUMN,
    SEQ,
    Aggregate,
    Column,
    ColumnRef,
    Expand,
    Filter,
    Item,
    Join,
    JoinColumn,
    Node,
    Numbered,
    Project,
    Sort,
    SortKey,
    Top,
    visible,
)
from transpile.catalog.operators.bodies import Body, bind_body, read_body, show_body
from transpile.catalog.operators.expand import (
    ExpandedSyntax,
    expanded,
    limit_of,
    read_expanded,
    show_expanded,
)
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.rewrite.each import above, each, fresh, is_row_by_row, passed_on, takes_rows
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

# what gives the same whatever the order of its rows; any other node or aggregate may look at it
_UNORDERED = (
    Aggregate,
    Automaton,
    Expand,
    Filter,
    Join,
    Numbered,
    Project,
    Sequence,
    Sort,
    Windows,
)
_IN_ORDER = ("make_list", "make_bag")


@dataclass(frozen=True)
class ApplySyntax(nodes.OperatorSyntax):
    """``mv-apply with_itemindex=i x = d to typeof(long) limit 3 id 7 on (body)``."""

    index: str
    items: tuple[ExpandedSyntax, ...]
    limit: nodes.Syntax | None
    id: nodes.Syntax | None
    body: Body


def _parse(parser: Parser, start: int) -> ApplySyntax:
    cursor = parser.cursor
    index = ""
    if cursor.at("with_itemindex") and cursor.peek().text == "=":
        cursor.take()
        cursor.take()
        index = parser.column_name("the name of the column for positions")
    if cursor.at("kind", "bagexpansion") and cursor.peek(3).kind is TokenKind.NAME:
        raise refusal(
            codes.UNKNOWN_PARAMETER,
            f"'mv-apply' has no parameter '{cursor.current.text}'",
            cursor.current.span,
            "an 'mv-expand kind=array' in its sub-pipeline gives the keys of a bag",
        )
    items = [read_expanded(parser)]
    while cursor.accept(","):
        items.append(read_expanded(parser))
    limit = parser.expression() if cursor.accept("limit") else None
    name = parser.expression() if cursor.accept("id") else None
    cursor.expect("on", "before the sub-pipeline of 'mv-apply'")
    body = read_body(parser, "after 'on'")
    span = cursor.since(start)
    return ApplySyntax(index, tuple(items), limit, name, body, keyword="mv-apply", span=span)


def _show(syntax: ApplySyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = "mv-apply "
    if syntax.index:
        shown += f"with_itemindex={quote_name(syntax.index)} "
    shown += ", ".join(show_expanded(item, inner) for item in syntax.items)
    shown += f" limit {inner(syntax.limit)}" if syntax.limit else ""
    shown += f" id {inner(syntax.id)}" if syntax.id else ""
    return f"{shown} on {show_body(syntax.body, inner)}"


def _bind(binder: Binder, syntax: ApplySyntax, source: Node | None) -> Node:
    assert source is not None
    plain = _elements(binder, syntax, source)
    body = bind_body(binder, syntax.body, plain)
    outputs = _outputs(syntax, source, body)
    made = {column.name for column in visible(body)}
    missing = tuple(column for column in outputs if column.name not in made)
    number = Column(fresh("row", body), KqlType.LONG, nullable=False)
    if is_row_by_row(body, plain):
        held = fresh("held", body)
        copies = {c.name: Column(f"{held}_{i}", c.type, c.nullable) for i, c in enumerate(missing)}
        below: Node = source
        if copies:
            items = (*_same(source), *(Item(copies[c.name], ColumnRef(c)) for c in missing))
            below = Project(source, items, span=syntax.span)
        carried = tuple(copies.values())
        key: tuple[Column, ...] = ()
        if takes_rows(body, plain):
            below, key = Numbered(below, number, span=syntax.span), (number,)
        start = _elements(binder, syntax, below)
        order = (start.by_name[ROW],)
        made_of = passed_on(body, plain, start, (*carried, *key), key, order)
        shown = [Item(c, ColumnRef(copies.get(c.name, c))) for c in outputs]
        hidden = [
            Item(c, ColumnRef(c))
            for c in source.columns
            if c.hidden and c.name not in (ROW, SEQ) and c.name in made_of.by_name
        ]
        return Project(made_of, (*shown, *hidden), span=syntax.span)
    numbered = Numbered(source, number, span=syntax.span)
    keyed = _elements(binder, syntax, numbered)
    start = keyed
    if _looks_at_order(body, plain):
        by = SortKey(ColumnRef(keyed.by_name[ROW]), descending=False, nulls_first=True)
        start = Sort(keyed, (by,), span=syntax.span)
    key_column = Column(fresh("key", body), KqlType.LONG, nullable=False)
    carried_body = each(binder, body, plain, start, keyed, number, key_column, syntax.span)
    if not missing:
        return Project(
            carried_body, tuple(Item(c, ColumnRef(c)) for c in outputs), span=syntax.span
        )
    columns = [JoinColumn(c, "left" if c.name in made else "right", c) for c in outputs]
    passed = [c for c in source.columns if c.hidden and c.name not in (ROW, SEQ)]
    columns += [JoinColumn(c, "right", c) for c in passed]
    on = ((ColumnRef(key_column), ColumnRef(number)),)
    return Join("inner", carried_body, numbered, on, tuple(columns), span=syntax.span)


def _same(node: Node) -> list[Item]:
    return [Item(column, ColumnRef(column)) for column in node.columns]


def _elements(binder: Binder, syntax: ApplySyntax, source: Node) -> Node:
    """The elements of every row; the place of each in its row stands for a row number.

    So what has no order of its own, ``serialize`` or the ties of ``top``, goes by the array's.
    """
    limit = limit_of(binder, syntax.limit, "mv-apply")
    index = reserve(syntax.index, syntax.span) if syntax.index else ROW
    made = expanded(binder, syntax.items, source, index, limit, operator="mv-apply")
    if not syntax.index:
        return made
    expand = made.input if isinstance(made, Project) else made
    assert isinstance(expand, Expand)
    assert expand.index is not None
    place = Item(ROW_COLUMN, ColumnRef(expand.index))
    return Project(made, (*_same(made), place), span=syntax.span)


def _outputs(syntax: ApplySyntax, source: Node, body: Node) -> tuple[Column, ...]:
    """The input's columns but those that are expanded in place, then what the body adds.

    What the body makes of a name goes before what the input has of it.
    """
    gone = {item.item.name for item in syntax.items if isinstance(item.item, nodes.Name)}
    made = {column.name: column for column in visible(body)}
    kept = [made.pop(c.name, c) for c in visible(source) if c.name not in gone]
    return (*kept, *made.values())


def _looks_at_order(body: Node, source: Node) -> bool:
    """Whether the body can tell in which order the elements come."""
    for node in above(body, source):
        if isinstance(node, Aggregate):
            if any(call.spec.name.startswith(_IN_ORDER) for call in node.calls):
                return True
        elif not isinstance(node, _UNORDERED) and not (isinstance(node, Top) and node.keys):
            return True
    return False


_TABLE = "datatable(a:long, d:dynamic)[1, dynamic([3, 1, 2]), 2, dynamic([5]), 3, dynamic([])]"

SPECS = (
    OperatorSpec(
        keyword="mv-apply",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="A sub-pipeline over the elements of each row; a row without elements gives none.",
        source="learn:mv-apply-operator; FACTS 13",
        examples=(
            f"{_TABLE} | mv-apply x = d to typeof(long) on (top 1 by x)",
            f"{_TABLE} | mv-apply x = d to typeof(long) on (where x > 2 | summarize s = sum(x))",
        ),
        lifted="the number of the row joins the run in what the body groups, takes and joins by",
        differs="A keyless summarize gives a row where all elements were dropped, and none for an "
        "empty array: so it reads in the documentation, but it was not measured.",
    ),
)
