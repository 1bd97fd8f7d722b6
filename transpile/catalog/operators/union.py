"""``union``: rows of several tables, one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.binder import Binder, null_of
from transpile.bind.naming import unique
from transpile.bind.tree import (
    INGESTION_COLUMN,
    Column,
    ColumnRef,
    Constant,
    Item,
    Node,
    Project,
    Scan,
    Union,
    visible,
)
from transpile.diagnostics import refusal
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class UnionSyntax(nodes.OperatorSyntax):
    """``union kind=outer withsource=S T, (U | ...)``."""

    hints: tuple[tuple[str, str], ...]
    legs: tuple[nodes.Syntax, ...]


def _parse(parser: Parser, start: int) -> UnionSyntax:
    cursor = parser.cursor
    hints = tuple(parser.hints().items())
    legs = [_leg(parser)]
    while cursor.accept(","):
        legs.append(_leg(parser))
    return UnionSyntax(hints, tuple(legs), keyword="union", span=cursor.since(start))


def _leg(parser: Parser) -> nodes.Syntax:
    cursor = parser.cursor
    if cursor.accept("("):
        found = parser.pipeline()
        cursor.expect(")", "after the table")
        return found
    if cursor.at("*") or (cursor.peek().text == "*" and cursor.glued()):
        raise refusal(
            codes.UNSUPPORTED,
            "wildcards in 'union' are not translated yet",
            cursor.current.span,
            "name the tables",
        )
    if cursor.current.kind is not TokenKind.NAME:
        raise cursor.unexpected("a table, or a query in parentheses")
    return parser.expression()


def _show(syntax: UnionSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    hints = "".join(f"{name}={value} " for name, value in syntax.hints)
    return f"union {hints}" + ", ".join(inner(leg) for leg in syntax.legs)


def _bind(binder: Binder, syntax: UnionSyntax, source: Node | None) -> Node:
    hints = dict(syntax.hints)
    kind = hints.pop("kind", "outer")
    label = hints.pop("withsource", "")
    hints.pop("isfuzzy", None)
    unknown = next((name for name in hints if not name.startswith("hint.")), None)
    if unknown or kind not in ("outer", "inner"):
        shown = f"parameter '{unknown}'" if unknown else f"kind '{kind}'"
        raise refusal(codes.UNKNOWN_PARAMETER, f"'union' has no {shown}", syntax.span)
    legs = [] if source is None else [source]
    legs += binder.each(syntax.legs, binder.tabular)
    if label:
        # a table is labelled with its name, also behind a let; anything else with its place
        names = [leg.table.name if isinstance(leg, Scan) else "" for leg in legs]
        legs = [
            _labelled(leg, label, name or f"union_arg{place}")
            for place, (leg, name) in enumerate(zip(legs, names, strict=True))
        ]
    outputs = _columns(legs, inner=kind == "inner")
    return stacked(legs, outputs, syntax)


def _labelled(leg: Node, label: str, name: str) -> Node:
    first = Item(Column(label, KqlType.STRING), Constant(name, KqlType.STRING))
    rest = [Item(column, ColumnRef(column)) for column in leg.columns]
    return Project(leg, (first, *rest))


Source = tuple[str, KqlType]


def _columns(legs: list[Node], *, inner: bool) -> list[tuple[str, Source]]:
    """Output names with the name and type that they gather; one name of two types gives two."""
    types: dict[str, list[KqlType]] = {}
    for leg in legs:
        for column in visible(leg):
            known = types.setdefault(column.name, [])
            if column.type not in known:
                known.append(column.type)
    if inner:
        types = {
            name: kinds
            for name, kinds in types.items()
            if len(kinds) == 1 and all(name in leg.by_name for leg in legs)
        }
    made: list[tuple[str, Source]] = []
    taken: set[str] = set()
    for name, kinds in types.items():
        for kind in kinds:
            shown = name if len(kinds) == 1 else f"{name}_{kind.value}"
            shown = unique(shown, taken)
            taken.add(shown)
            made.append((shown, (name, kind)))
    return made


def stacked(legs: list[Node], outputs: list[tuple[str, Source]], syntax: nodes.Syntax) -> Node:
    """The legs, each projected to the same columns; what a leg lacks is null there."""
    ingestion = any(INGESTION_COLUMN.name in leg.by_name for leg in legs)
    columns = [Column(name, kind) for name, (_, kind) in outputs]
    inputs = []
    for leg in legs:
        items = []
        for column, (_, (name, kind)) in zip(columns, outputs, strict=True):
            held = leg.by_name.get(name)
            fits = held is not None and held.type is kind and not held.hidden
            items.append(Item(column, ColumnRef(held) if fits and held else null_of(kind)))
        if ingestion:
            held = leg.by_name.get(INGESTION_COLUMN.name)
            value = ColumnRef(held) if held else null_of(KqlType.DATETIME)
            items.append(Item(INGESTION_COLUMN, value))
        inputs.append(Project(leg, tuple(items)))
    hidden = (INGESTION_COLUMN,) if ingestion else ()
    return Union(tuple(inputs), (*columns, *hidden), span=syntax.span)


SPECS = (
    OperatorSpec(
        keyword="union",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="Rows of several tables; columns by first appearance, missing ones null.",
        source="learn:union-operator; SEMANTICS; FACTS 11",
        examples=("union (print a = 1), (print b = 'x')",),
        is_source=True,
        lifted="leg by leg; a leg free of runs is crossed with them",
    ),
)
