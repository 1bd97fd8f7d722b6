"""``find``: rows of many tables, in a shape that they share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.binder import null_of
from transpile.bind.narrowing import mentions_all, names_of, narrowed_legs
from transpile.bind.reserved import reserve
from transpile.bind.tree import (
    Column,
    ColumnRef,
    Constant,
    Expr,
    Gather,
    Item,
    Node,
    Project,
    visible,
)
from transpile.catalog.operators.legs import (
    Leg,
    TablePattern,
    bind_legs,
    gathered,
    read_legs,
    show_legs,
)
from transpile.catalog.operators.project import kept_hidden
from transpile.catalog.operators.search import meaning
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

_PACK = "pack_"


@dataclass(frozen=True)
class FoundColumn(nodes.Syntax):
    """``name:type``; an empty type where none is written."""

    name: str
    type: str


@dataclass(frozen=True)
class FindSyntax(nodes.OperatorSyntax):
    """``find withsource=S in (T, D*) where condition project a, b:long, pack(*)``.

    Without ``columns`` the result has what the tables share (``project-smart``).
    """

    label: str
    tables: tuple[nodes.Syntax, ...]
    condition: nodes.Syntax
    columns: tuple[FoundColumn, ...]
    packed: bool


def _parse(parser: Parser, start: int) -> FindSyntax:
    cursor = parser.cursor
    label = parser.hints().get("withsource", "")
    tables: tuple[nodes.Syntax, ...] = ()
    if cursor.at("in") and cursor.peek().text == "(":
        cursor.take()
        opened = cursor.take()
        tables = read_legs(parser)
        cursor.close(")", opened, "after the tables")
        cursor.expect("where", "after the tables of 'find'")
    else:
        cursor.accept("where")
    condition = parser.matching()
    columns: tuple[FoundColumn, ...] = ()
    packed = False
    if cursor.accept("project"):
        if cursor.accept("-"):
            cursor.expect("smart", "after 'project-'")
        else:
            columns, packed = _columns(parser)
    span = cursor.since(start)
    return FindSyntax(label, tables, condition, columns, packed, keyword="find", span=span)


def _columns(parser: Parser) -> tuple[tuple[FoundColumn, ...], bool]:
    cursor = parser.cursor
    found: list[FoundColumn] = []
    while True:
        if cursor.at("pack", "pack_all") and cursor.peek().text == "(":
            cursor.take()
            opened = cursor.take()
            cursor.accept("*")
            cursor.close(")", opened, "after 'pack'")
            return tuple(found), True
        start = cursor.current.start
        name = parser.column_name("a column, or pack(*)")
        kind = cursor.expect_name("a type").text if cursor.accept(":") else ""
        span = cursor.since(start)
        if kind and type_named(kind) is None:
            raise refusal(codes.UNEXPECTED, f"there is no type '{kind}'", span)
        found.append(FoundColumn(name, kind, span=span))
        if not cursor.accept(","):
            return tuple(found), False


def _show(syntax: FindSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    label = f"withsource={quote_name(syntax.label)} " if syntax.label else ""
    tables = f"in ({show_legs(syntax.tables, inner)}) " if syntax.tables else ""
    shown = f"find {label}{tables}where {inner(syntax.condition)}"
    columns = [
        quote_name(column.name) + (f":{column.type}" if column.type else "")
        for column in syntax.columns
    ]
    columns += ["pack(*)"] if syntax.packed else []
    return f"{shown} project {', '.join(columns)}" if columns else shown


# --- binding ------------------------------------------------------------------------------------


def _bind(binder: Binder, syntax: FindSyntax, source: Node | None) -> Node:
    if source is not None:
        raise refusal(
            codes.UNSUPPORTED,
            "'find' begins a query",
            syntax.span,
            "'| search' looks at what the pipe gives",
        )
    tables = syntax.tables or (TablePattern("*", span=syntax.span),)
    condition = meaning(binder, syntax.condition)
    legs = _concerned(bind_legs(binder, tables, syntax.span), condition, syntax)
    # a column of several types is no error here: where it does not compare, nothing is found
    gather = replace(gathered(legs, syntax.span), by_pattern=True)
    label = reserve(syntax.label or "source_", syntax.span)
    made: list[Leg] = []
    for place, node in narrowed_legs(binder, gather, condition):
        leg = gather.inputs[place]
        items, rest = (
            _projected(binder, syntax, gather, leg, node)
            if syntax.columns or syntax.packed
            else _smart(gather, leg, node, set(names_of(condition)))
        )
        if rest is not None:
            items.append(_bag(binder, gather, rest, syntax))
        name = legs[place].label or f"find_arg{place}"
        first = Item(Column(label, KqlType.STRING, nullable=False), Constant(name, KqlType.STRING))
        if label in {item.column.name for item in items}:
            raise refusal(
                codes.DUPLICATE_NAME,
                f"'{label}' is a column of the tables",
                syntax.span,
                "withsource= names the column of sources",
            )
        made.append(Leg(Project(node, (first, *items, *kept_hidden(node))), ""))
    return gathered(made, syntax.span)


def _concerned(legs: list[Leg], condition: nodes.Syntax, syntax: FindSyntax) -> list[Leg]:
    """The tables with any column that the condition names; all where it names none."""
    everywhere = {column.name for leg in legs for column in visible(leg.node)}
    named = set(names_of(condition)) & everywhere
    if not named or mentions_all(condition):
        return legs
    return [leg for leg in legs if named & leg.node.by_name.keys()]


Found = tuple[list[Item], list[Column] | None]


def _smart(gather: Gather, leg: Node, node: Node, mentioned: set[str]) -> Found:
    """Columns that the condition names or every table has; the others of a table are packed."""

    def is_shown(column: Column) -> bool:
        name = gather.sources[column.name][0]
        return name in mentioned or all(name in other.by_name for other in gather.inputs)

    outputs = [column for column in gather.outputs if not column.hidden]
    shown = [column for column in outputs if is_shown(column)]
    items = [Item(column, _held(gather, leg, node, column)) for column in shown]
    if len(shown) == len(outputs):
        return items, None
    return items, [c for c in outputs if c not in shown and gather.held(leg, c.name)]


def _held(gather: Gather, leg: Node, node: Node, column: Column) -> Expr:
    found = gather.held(leg, column.name) is not None
    return ColumnRef(node.by_name[column.name]) if found else null_of(column.type)


def _projected(binder: Binder, syntax: FindSyntax, gather: Gather, leg: Node, node: Node) -> Found:
    """The listed columns, cast where a type is written; the others of a table may be packed."""
    items = binder.each(syntax.columns, lambda column: _listed(binder, column, gather, leg, node))
    if not syntax.packed:
        return items, None
    listed = {column.name for column in syntax.columns}
    rest = [
        column
        for column in gather.outputs
        if not column.hidden
        and gather.held(leg, column.name)
        and gather.sources[column.name][0] not in listed
    ]
    return items, rest


def _listed(binder: Binder, column: FoundColumn, gather: Gather, leg: Node, node: Node) -> Item:
    outputs = [out for out in gather.outputs if gather.sources[out.name][0] == column.name]
    if not outputs:
        names = [source for source, _ in gather.sources.values()]
        raise refusal(
            codes.UNKNOWN_COLUMN,
            f"none of the tables has a column '{column.name}'",
            column.span,
            near(column.name, names),
        )
    kind = type_named(column.type) if column.type else None
    if kind is None and len(outputs) > 1:
        kinds = " and ".join(out.type.value for out in outputs)
        raise refusal(
            codes.MIXED_TYPES,
            f"'{column.name}' is {kinds} in these tables",
            column.span,
            f"say which: {column.name}:{outputs[0].type}",
        )
    kind = kind or outputs[0].type
    held = next((out for out in outputs if gather.held(leg, out.name)), None)
    value: Expr = null_of(kind) if held is None else _held(gather, leg, node, held)
    if value.type is not kind:
        value = binder.apply(CONVERSIONS[kind], (value,), column.span)
    return Item(Column(column.name, kind), value)


def _bag(binder: Binder, gather: Gather, columns: list[Column], syntax: FindSyntax) -> Item:
    """A bag of columns under the names that they have in their table."""
    parts: list[Expr] = []
    for column in columns:
        parts += [
            Constant(gather.sources[column.name][0], KqlType.STRING),
            ColumnRef(column),
        ]
    packed: Expr = Constant({}, KqlType.DYNAMIC)
    if parts:
        packed = binder.apply("bag_pack", tuple(parts), syntax.span)
    return Item(Column(_PACK, KqlType.DYNAMIC), packed)


_VIEWS = 'let A = view() { print x = 1, y = "a b" }; let B = view() { print y = "b", z = 2 }; '

SPECS = (
    OperatorSpec(
        keyword="find",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="Rows of many tables; ``source_`` says where from, ``pack_`` holds what is not shared.",
        source="learn:find-operator; columns as Microsoft's binder orders them",
        examples=(
            f'{_VIEWS}find in (A, B) where y has "b"',
            f'{_VIEWS}find "b" project z:string, pack(*)',
        ),
        is_source=True,
        lifted="as a filter in every leg of a union",
        differs=(
            "A column that has several types gives one column for each, as documented. What "
            "``pack(*)`` holds leaves out the projected columns, as the documented examples do."
        ),
    ),
)
