"""``project``, ``project-away``, ``project-keep``, ``project-rename`` and ``extend``."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import NAMES_A_COLUMN, Namer, default_name
from transpile.bind.reserved import reserve
from transpile.bind.several import Several
from transpile.bind.tree import Column, ColumnRef, Expr, Item, Node, Project, visible
from transpile.bind.unknown import columns_hint
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec, constant_value
from transpile.syntax import nodes
from transpile.syntax.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.several import Part
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class ItemsSyntax(nodes.OperatorSyntax):
    """``project a, b = x`` or ``extend b = x``."""

    items: tuple[nodes.Syntax, ...]


@dataclass(frozen=True)
class NamesSyntax(nodes.OperatorSyntax):
    """``project-away a, b*``."""

    names: tuple[nodes.Name, ...]


def named(items: tuple[nodes.Syntax, ...]) -> set[str]:
    """The names that are written out in a list of items."""
    return {name for item in items if isinstance(item, nodes.Named) for name in item.names}


def single(item: nodes.Syntax) -> tuple[str, nodes.Syntax]:
    """An item's written name (or none) and its value."""
    if not isinstance(item, nodes.Named):
        return "", item
    if len(item.names) > 1:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"there are {len(item.names)} names here for a single value",
            item.span,
        )
    return reserve(item.names[0], item.span), item.value


def item_name(binder: Binder, value: nodes.Syntax, source: Node) -> str:
    """The name of an item that the query gives none; empty for a positional one.

    ``column_ifexists`` passes on the name of the column, if there is one, however it is told.
    """
    if not isinstance(value, nodes.Call) or value.name not in NAMES_A_COLUMN:
        name = default_name(value, binder.registry.functions)
        return reserve(name, value.span) if name else ""
    told = constant_value(binder.scalar(value.arguments[0], source)) if value.arguments else None
    exists = any(column.name == told for column in visible(source))
    return told if exists and isinstance(told, str) else ""


def kept_hidden(source: Node) -> list[Item]:
    """The input's hidden columns, passed on."""
    return [Item(column, ColumnRef(column)) for column in source.columns if column.hidden]


def column_of(name: str, expr: Expr) -> Column:
    """The column that an expression makes."""
    return Column(name, expr.type, expr.nullable)


def _parse_items(keyword: str) -> Callable[[Parser, int], ItemsSyntax]:
    def read(parser: Parser, start: int) -> ItemsSyntax:
        items = parser.items()
        return ItemsSyntax(items, keyword=keyword, span=parser.cursor.since(start))

    return read


def show_items(syntax: ItemsSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    """Back to KQL."""
    return f"{syntax.keyword} " + ", ".join(inner(item) for item in syntax.items)


def bind_project(binder: Binder, syntax: ItemsSyntax, source: Node | None) -> Node:
    """Just the listed columns."""
    assert source is not None
    namer = Namer(named(syntax.items))
    several = Several(binder, source, keeps_rest=True)
    seen: set[str] = set()

    def claimed(written: str, item: nodes.Syntax) -> str:
        if written in seen:
            raise refusal(codes.DUPLICATE_NAME, f"'{written}' is given to two columns", item.span)
        seen.add(written)
        return namer.explicit(written)

    def bind_one(item: nodes.Syntax) -> list[Item]:
        parts = several.parts(item)
        if parts is not None:
            return part_items(parts, namer, lambda written: claimed(written, item))
        written, value = single(item)
        bound = binder.scalar(value, source)
        if written:
            return [Item(column_of(claimed(written, item), bound), bound)]
        name = item_name(binder, value, source)
        return [Item(column_of(namer.generated(name), bound), bound)]

    items = [one for made in binder.each(syntax.items, bind_one) for one in made]
    below = several.below()
    assert below is not None
    return Project(below, (*items, *kept_hidden(source)), span=syntax.span)


def part_items(
    parts: list[Part], namer: Namer, explicit: Callable[[str], str] | None = None
) -> list[Item]:
    """The items of a call that gives several columns."""
    named_as = explicit or namer.explicit
    return [
        Item(
            column_of(named_as(part.name) if part.written else namer.aside(part.name), part.value),
            part.value,
        )
        for part in parts
    ]


def _refuse_equality(value: nodes.Syntax, source: Node, binder: Binder) -> None:
    """Refuse ``extend a == 1`` where there is no ``a``: a name was to be given."""
    if not isinstance(value, nodes.Binary) or value.operator != "==":
        return
    name = value.left
    if not isinstance(name, nodes.Name) or name.name in source.by_name:
        return
    if binder.known(name.name) is None and not binder.opened.in_use:
        raise refusal(
            codes.UNKNOWN_COLUMN,
            f"there is no column '{name.name}' here",
            name.span,
            f"a single '=' names a column: {name.name} = ...",
        )


def bind_extend(binder: Binder, syntax: ItemsSyntax, source: Node | None) -> Node:
    """All columns, those of the same name replaced in place."""
    assert source is not None
    existing = [column.name for column in visible(source)]
    namer = Namer(named(syntax.items), stepped_past=existing)

    several = Several(binder, source, keeps_rest=False)

    def bind_one(item: nodes.Syntax) -> list[Item]:
        parts = several.parts(item)
        if parts is not None:
            return part_items(parts, namer, lambda written: reserve(written, item.span))
        written, value = single(item)
        if not written:
            _refuse_equality(value, source, binder)
        bound = binder.scalar(value, source)
        name = written or item_name(binder, value, source)
        made = namer.explicit(name) if written else namer.generated(name)
        return [Item(column_of(made, bound), bound)]

    made = {}
    for item in (one for found in binder.each(syntax.items, bind_one) for one in found):
        if item.column.name in made:
            raise refusal(
                codes.DUPLICATE_NAME, f"'{item.column.name}' is given to two columns", syntax.span
            )
        made[item.column.name] = item
    items = [made.pop(column.name, Item(column, ColumnRef(column))) for column in visible(source)]
    items += made.values()
    below = several.below()
    assert below is not None
    return Project(below, (*items, *kept_hidden(source)), span=syntax.span)


# --- names and patterns -------------------------------------------------------------------------


_PATTERN_PARTS = (TokenKind.NAME, TokenKind.LONG)  # `*1` is a pattern, too


def read_pattern(parser: Parser) -> nodes.Name:
    """A column name, with ``*`` anywhere in it."""
    cursor = parser.cursor
    start = cursor.current.start
    if cursor.at("["):
        name = parser.quoted_name().value
        return nodes.Name(name, quoted=True, span=cursor.since(start))
    text = ""
    while cursor.current.kind in _PATTERN_PARTS or cursor.at("*"):
        if text and cursor.current.start != cursor.previous.end:
            break
        text += cursor.take().text
    if not text:
        raise cursor.unexpected("a column name")
    return nodes.Name(text, span=cursor.since(start))


def _parse_names(keyword: str) -> Callable[[Parser, int], NamesSyntax]:
    def read(parser: Parser, start: int) -> NamesSyntax:
        names = [read_pattern(parser)]
        while parser.cursor.accept(","):
            names.append(read_pattern(parser))
        return NamesSyntax(tuple(names), keyword=keyword, span=parser.cursor.since(start))

    return read


def show_names(syntax: NamesSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    """Back to KQL."""
    shown = (
        name.name if "*" in name.name and not name.quoted else inner(name) for name in syntax.names
    )
    return f"{syntax.keyword} " + ", ".join(shown)


def matched(source: Node, pattern: nodes.Name, binder: Binder | None = None) -> list[Column]:
    """The columns that a name or pattern means; a plain name must exist.

    Told the binder, none for a name that only data can give.
    """
    columns = visible(source)
    if "*" in pattern.name and not pattern.quoted:
        wanted = pattern.name.replace("[", "[[]").replace("?", "[?]")
        return [column for column in columns if fnmatch.fnmatchcase(column.name, wanted)]
    found = [column for column in columns if column.name == pattern.name]
    opens = binder if not found else None
    if opens is not None and opens.undeclared(pattern.name, source, pattern.span) is not None:
        return []
    if not found:
        names = [column.name for column in columns]
        raise refusal(
            codes.UNKNOWN_COLUMN,
            f"there is no column '{pattern.name}' here",
            pattern.span,
            near(pattern.name, names) or columns_hint(names),
        )
    return found


def _bind_away(binder: Binder, syntax: NamesSyntax, source: Node | None) -> Node:
    assert source is not None
    gone = {
        c.name
        for found in binder.each(syntax.names, lambda n: matched(source, n, binder))
        for c in found
    }
    items = [Item(c, ColumnRef(c)) for c in visible(source) if c.name not in gone]
    return Project(source, (*items, *kept_hidden(source)), span=syntax.span)


def _bind_keep(binder: Binder, syntax: NamesSyntax, source: Node | None) -> Node:
    assert source is not None
    kept = {
        c.name
        for found in binder.each(syntax.names, lambda n: matched(source, n, binder))
        for c in found
    }
    items = [Item(c, ColumnRef(c)) for c in visible(source) if c.name in kept]
    return Project(source, (*items, *kept_hidden(source)), span=syntax.span)


def _bind_rename(binder: Binder, syntax: ItemsSyntax, source: Node | None) -> Node:
    assert source is not None
    renamed: dict[str, str] = {}
    for item in syntax.items:
        written, value = single(item)
        if not written or not isinstance(value, nodes.Name):
            raise refusal(
                codes.BAD_ARGUMENT,
                "'project-rename' takes new = old",
                item.span,
                f"new = {value.name}" if isinstance(value, nodes.Name) else "",
            )
        if value.name not in source.by_name and written in source.by_name:
            raise refusal(
                codes.UNKNOWN_COLUMN,
                f"there is no column '{value.name}' here",
                value.span,
                f"the new name comes first: {value.name} = {written}",
            )
        for column in matched(source, value, binder):
            renamed[column.name] = written
    names = [renamed.get(column.name, column.name) for column in visible(source)]
    for name in renamed.values():
        if names.count(name) > 1:
            raise refusal(
                codes.DUPLICATE_NAME, f"two columns would be called '{name}'", syntax.span
            )
    items = [
        Item(Column(name, column.type, column.nullable), ColumnRef(column))
        for name, column in zip(names, visible(source), strict=True)
    ]
    return Project(source, (*items, *kept_hidden(source)), span=syntax.span)


_LIFTED = "unchanged, the run kept"
_TABLE = "datatable(a:long, b:string)[1, 'x', 2, 'y']"

SPECS = (
    OperatorSpec(
        keyword="project",
        parsed_by=_parse_items("project"),
        printed_by=show_items,
        bound_by=bind_project,
        doc="Just the listed columns, in that order.",
        source="learn:project-operator; FACTS 1",
        examples=(f"{_TABLE} | project b, c = a + 1",),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="extend",
        parsed_by=_parse_items("extend"),
        printed_by=show_items,
        bound_by=bind_extend,
        doc="All columns and computed ones; one of the same name is replaced in place.",
        source="learn:extend-operator; FACTS 1",
        examples=(f"{_TABLE} | extend c = strcat(b, a)",),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="project-away",
        parsed_by=_parse_names("project-away"),
        printed_by=show_names,
        bound_by=_bind_away,
        doc="All columns but the listed ones; ``*`` stands for any characters.",
        source="learn:project-away-operator",
        examples=(f"{_TABLE} | project-away a*",),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="project-keep",
        parsed_by=_parse_names("project-keep"),
        printed_by=show_names,
        bound_by=_bind_keep,
        doc="Just the listed columns, in the order of the input.",
        source="learn:project-keep-operator",
        examples=(f"{_TABLE} | project-keep b",),
        lifted=_LIFTED,
    ),
    OperatorSpec(
        keyword="project-rename",
        parsed_by=_parse_items("project-rename"),
        printed_by=show_items,
        bound_by=_bind_rename,
        doc="Columns under new names, in place.",
        source="learn:project-rename-operator",
        examples=(f"{_TABLE} | project-rename n = a",),
        lifted=_LIFTED,
    ),
)
