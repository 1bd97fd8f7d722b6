"""``project-by-names``: columns chosen by texts, as functions that take lists of names need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Column, ColumnRef, Constant, Item, Node, Project, visible
from transpile.catalog.operators.project import kept_hidden, matched
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
class ByNamesSyntax(nodes.OperatorSyntax):
    """``project-by-names "a", dynamic(["b", "c*"]), column_names_of(T)``."""

    items: tuple[nodes.Syntax, ...]


def _parse(parser: Parser, start: int) -> ByNamesSyntax:
    items = [parser.expression()]
    while parser.cursor.accept(","):
        items.append(parser.expression())
    span = parser.cursor.since(start)
    return ByNamesSyntax(tuple(items), keyword="project-by-names", span=span)


def _show(syntax: ByNamesSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return "project-by-names " + ", ".join(inner(item) for item in syntax.items)


def _bind(binder: Binder, syntax: ByNamesSyntax, source: Node | None) -> Node:
    assert source is not None
    chosen: dict[str, Column] = {}
    for names in binder.each(syntax.items, lambda item: _names(binder, item)):
        for name in names:
            for column in _matching(source, name):
                chosen.setdefault(column.name, column)
    items = [Item(column, ColumnRef(column)) for column in chosen.values()]
    return Project(source, (*items, *kept_hidden(source)), span=syntax.span)


def _names(binder: Binder, syntax: nodes.Syntax) -> list[str]:
    """The names or patterns that an item stands for."""
    if isinstance(syntax, nodes.Call) and syntax.name == "column_names_of":
        if len(syntax.arguments) != 1:
            raise refusal(codes.ARGUMENT_COUNT, "'column_names_of' takes one table", syntax.span)
        return [column.name for column in visible(binder.tabular(syntax.arguments[0]))]
    bound = binder.scalar(syntax, None)
    value = bound.value if isinstance(bound, Constant) else None
    if isinstance(value, str) and bound.type in (KqlType.STRING, KqlType.DYNAMIC):
        return [value]
    if isinstance(value, list):
        return [name for name in value if isinstance(name, str)]
    raise refusal(
        codes.NOT_CONSTANT,
        "'project-by-names' takes constant texts and arrays of them",
        syntax.span,
        '"Name", dynamic(["Name", "Other*"]) or column_names_of(T)',
    )


def _matching(source: Node, name: str) -> list[Column]:
    """The columns of a name or pattern; none where there is no such column."""
    if "*" in name:
        return matched(source, nodes.Name(name))
    return [column for column in visible(source) if column.name == name]


_TABLE = "datatable(Name:string, Age:int, City:string)['Peter', 39, 'New York']"

SPECS = (
    OperatorSpec(
        keyword="project-by-names",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="The columns of these names and patterns, in that order; unknown ones are passed over.",
        source="learn:project-by-names-operator",
        examples=(f'{_TABLE} | project-by-names "C*", dynamic(["Name", "Nothing"])',),
        lifted="unchanged, the run kept",
    ),
)
