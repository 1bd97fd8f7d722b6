"""``evaluate``: plugins, which are entries of their own in ``catalog/plugins``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.reserved import reserve
from transpile.bind.tree import SEQ, ColumnRef, Item, Node, Project
from transpile.catalog.plugins import PLUGINS
from transpile.catalog.plugins.entry import Declared, PluginCall
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

# where and on what a plugin runs: no change to its rows
_HINTS = frozenset(
    {"hint.distribution", "hint.pass_filters", "hint.pass_filters_column", "hint.remote"}
)


@dataclass(frozen=True)
class EvaluateSyntax(nodes.OperatorSyntax):
    """``evaluate hints plugin(arguments) : (columns)``; no declared columns: None."""

    hints: tuple[tuple[str, str], ...]
    plugin: nodes.Call
    star: bool
    columns: tuple[tuple[str, KqlType], ...] | None


def _parse(parser: Parser, start: int) -> EvaluateSyntax:
    cursor = parser.cursor
    at = cursor.current.start
    hints = tuple(parser.hints().items())
    for name, _ in hints:
        if name not in _HINTS:
            raise refusal(
                codes.UNKNOWN_PARAMETER,
                f"'evaluate' has no parameter '{name}'",
                cursor.since(at),
                near(name, _HINTS),
            )
    word = cursor.expect_name("the name of a plugin")
    spec = PLUGINS.get(word.text)
    if spec is None:
        raise refusal(
            codes.UNKNOWN_FUNCTION,
            f"there is no plugin '{word.text}'",
            word.span,
            near(word.text, PLUGINS) or "plugins: " + ", ".join(_shown()[:8]) + ", ...",
        )
    if spec.refused:  # before its arguments are read, which may be code of another language
        raise refusal(
            codes.UNSUPPORTED_FUNCTION, f"'{word.text}': {spec.refused}", word.span, spec.instead
        )
    called = nodes.Call(word.text, parser.arguments(), span=cursor.since(word.start))
    star, columns = False, None
    if cursor.accept(":"):
        star, columns = _declared(parser)
    return EvaluateSyntax(
        hints, called, star, columns, keyword="evaluate", span=cursor.since(start)
    )


def _shown() -> list[str]:
    return sorted(name for name, spec in PLUGINS.items() if not spec.refused)


def _declared(parser: Parser) -> tuple[bool, tuple[tuple[str, KqlType], ...]]:
    """``(*, Name: string, Age: long)``."""
    cursor = parser.cursor
    opened = cursor.expect("(", "before the columns of the plugin")
    star = bool(cursor.accept("*"))
    columns: list[tuple[str, KqlType]] = []
    if not star or cursor.accept(","):
        while True:
            name = parser.column_name("a column's name")
            cursor.expect(":", "between a column's name and its type")
            word = cursor.expect_name("a type")
            kind = type_named(word.text)
            if kind is None:
                raise parser.no_type(word, codes.BAD_ARGUMENT)
            columns.append((name, kind))
            if not cursor.accept(","):
                break
    cursor.close(")", opened, "after the columns of the plugin")
    return star, tuple(columns)


def _show(syntax: EvaluateSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    hints = "".join(f"{name}={value} " for name, value in syntax.hints)
    shown = f"evaluate {hints}{inner(syntax.plugin)}"
    if syntax.columns is None:
        return shown
    parts = ["*"] if syntax.star else []
    parts += [f"{quote_name(name)}: {kind}" for name, kind in syntax.columns]
    return f"{shown} : ({', '.join(parts)})"


def _bind(binder: Binder, syntax: EvaluateSyntax, source: Node | None) -> Node:
    name = syntax.plugin.name
    spec = PLUGINS[name]
    if source is None:
        raise refusal(
            codes.NOT_TABULAR, f"'{name}' needs a table before it", syntax.span, "T | evaluate ..."
        )
    declared = None if syntax.columns is None else Declared(syntax.star, syntax.columns)
    if declared is not None and not spec.declares:
        raise refusal(
            codes.UNEXPECTED,
            f"the columns of '{name}' are known, and cannot be declared",
            syntax.span,
        )
    for one, _ in syntax.columns or ():
        reserve(one, syntax.span)
    rows = source
    if SEQ in source.by_name and not spec.ordered:  # what a plugin gives is in no order
        kept = (Item(c, ColumnRef(c)) for c in source.columns if c.name != SEQ)
        rows = Project(source, tuple(kept), span=syntax.span)
    call = PluginCall(
        binder,
        rows,
        name,
        syntax.plugin.arguments,
        declared,
        syntax.plugin.span,
        syntax.plugin,
    )
    made = spec.bound_by(call)
    if spec.keeps_columns and declared is None:
        return binder.opened.keep(made, syntax, source)
    return made


SPECS = (
    OperatorSpec(
        keyword="evaluate",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="What a plugin makes of a table; the plugins have a page of their own.",
        source="learn:evaluate-operator; FACTS 15",
        examples=("datatable(d:dynamic)[dynamic({'a': 1, 'b': 'x'})] | evaluate bag_unpack(d)",),
        is_source=True,
        lifted="as the plugin does",
    ),
)
