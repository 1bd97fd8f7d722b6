"""``union``: rows of several tables, one below the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.reserved import reserve
from transpile.catalog.operators.legs import (
    Leg,
    bind_legs,
    gathered,
    read_legs,
    show_legs,
    source_name,
)
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Node
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class UnionSyntax(nodes.OperatorSyntax):
    """``union kind=outer withsource=S T, (U | ...)``."""

    hints: tuple[tuple[str, str], ...]
    legs: tuple[nodes.Syntax, ...]


def _parse(parser: Parser, start: int) -> UnionSyntax:
    hints = tuple(parser.hints().items())
    legs = read_legs(parser)
    return UnionSyntax(hints, legs, keyword="union", span=parser.cursor.since(start))


def _show(syntax: UnionSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    shown = [(n, quote_name(v) if n == "withsource" else v) for n, v in syntax.hints]
    hints = "".join(f"{name}={value} " for name, value in shown)
    return f"union {hints}" + show_legs(syntax.legs, inner)


def _bind(binder: Binder, syntax: UnionSyntax, source: Node | None) -> Node:
    hints = dict(syntax.hints)
    kind = hints.pop("kind", "outer")
    label = hints.pop("withsource", "")
    asked = hints.pop("isfuzzy", "false").lower()
    unknown = next((name for name in hints if not name.startswith("hint.")), None)
    if unknown or kind not in ("outer", "inner"):
        shown = f"parameter '{unknown}'" if unknown else f"kind '{kind}'"
        fitting = "parameters: kind, withsource, isfuzzy" if unknown else "kinds: outer, inner"
        raise refusal(codes.UNKNOWN_PARAMETER, f"'union' has no {shown}", syntax.span, fitting)
    if asked not in ("true", "false", "1", "0"):
        raise refusal(codes.BAD_ARGUMENT, "'isfuzzy' is true or false", syntax.span)
    legs = [] if source is None else [Leg(source, source_name(source))]
    fuzzy = asked in ("true", "1")
    legs += bind_legs(binder, syntax.legs, syntax.span, fuzzy=fuzzy)
    gather = gathered(
        legs,
        syntax.span,
        label=reserve(label, syntax.span) if label else "",
        prefix="union_arg",
        inner=kind == "inner",
    )
    return replace(gather, fuzzy=True) if fuzzy else gather


SPECS = (
    OperatorSpec(
        keyword="union",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="Rows of several tables; columns by first appearance, missing ones null.",
        source="learn:union-operator; SEMANTICS; FACTS 11",
        examples=(
            "union (print a = 1), (print b = 'x')",
            "let A1 = view() { print a = 1 }; let A2 = view() { print a = 2 }; "
            "union withsource=T A*",
        ),
        is_source=True,
        lifted=(
            "leg by leg; a leg free of runs is crossed with them; with isfuzzy tables that are "
            "not loaded do not make a rule blind, unless none of them is"
        ),
    ),
)
