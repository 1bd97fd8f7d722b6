"""Tables by name and by pattern, gathered: what ``union``, ``search`` and ``find`` share."""

from __future__ import annotations

import fnmatch
from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.functions import UserFunction
from transpile.bind.naming import unique
from transpile.bind.tree import INGESTION, INGESTION_COLUMN, Column, Gather, Node, Scan, visible
from transpile.catalog.operators.project import read_pattern
from transpile.diagnostics import CompileError, near, refusal
from transpile.light import dataclass
from transpile.syntax import nodes
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from transpile.bind.binder import Binder
    from transpile.span import Span
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class TablePattern(nodes.Syntax):
    """``Device*`` or ``*`` where tables are listed."""

    text: str


@dataclass(frozen=True)
class Leg:
    """One table of several, and the label by which its rows are told (empty: by its place)."""

    node: Node
    label: str
    by_pattern: bool = False


# --- reading ------------------------------------------------------------------------------------


def read_legs(parser: Parser) -> tuple[nodes.Syntax, ...]:
    """One or more tables, patterns and queries in parentheses, separated by commas."""
    legs = [_read_leg(parser)]
    while parser.cursor.accept(","):
        legs.append(_read_leg(parser))
    return tuple(legs)


def _read_leg(parser: Parser) -> nodes.Syntax:
    cursor = parser.cursor
    if cursor.accept("("):
        found = parser.pipeline()
        cursor.expect(")", "after the table")
        return found
    if cursor.at("*") or (cursor.peek().text == "*" and cursor.glued()):
        start = cursor.current.start
        return TablePattern(read_pattern(parser).name, span=cursor.since(start))
    if cursor.current.kind is not TokenKind.NAME and not cursor.at("["):
        raise cursor.unexpected("a table, or a query in parentheses")
    return parser.expression()


def show_legs(legs: Iterable[nodes.Syntax], inner: Callable[[nodes.Syntax], str]) -> str:
    """Back to KQL."""
    return ", ".join(leg.text if isinstance(leg, TablePattern) else inner(leg) for leg in legs)


# --- binding ------------------------------------------------------------------------------------


def bind_legs(
    binder: Binder, legs: tuple[nodes.Syntax, ...], span: Span, *, fuzzy: bool = False
) -> list[Leg]:
    """The tables, patterns expanded; ``fuzzy`` leaves out those that do not exist."""

    def bind_one(leg: nodes.Syntax) -> list[Leg]:
        try:
            if isinstance(leg, TablePattern):
                return _expanded(binder, leg)
            return [Leg(binder.tabular(leg), _label(binder, leg))]
        except CompileError as error:
            missing = [one for one in error.diagnostics if one.code == codes.UNKNOWN_TABLE]
            if not fuzzy or not missing or missing[0] is not error.diagnostics[0]:
                raise
            for found in missing:
                binder.warn(codes.TABLE_NOT_LOADED, f"left out: {found.message}", found.span)
            return []

    found = [leg for part in binder.each(legs, bind_one) for leg in part]
    if not found:
        raise refusal(codes.UNKNOWN_TABLE, "none of these tables exists", span)
    return [replace(leg, label=leg.label or source_name(leg.node)) for leg in found]


def _expanded(binder: Binder, pattern: TablePattern) -> list[Leg]:
    found = [
        Leg(binder.tabular(nodes.Name(name, span=pattern.span)), name, by_pattern=True)
        for name in _named_like(binder, pattern.text)
    ]
    if not found:
        names = [*binder.schema.table_names(), *binder.lets]
        raise refusal(
            codes.UNKNOWN_TABLE,
            f"no table is called like '{pattern.text}'",
            pattern.span,
            near(pattern.text.strip("*"), names) or "'lab tables' lists the tables",
        )
    return found


def _named_like(binder: Binder, pattern: str) -> list[str]:
    """Tables in their order of creation, then views that the query defines.

    Where any table with data fits, those that are only known are left out: they would add
    nothing but empty columns, and types that differ.
    """
    wanted = pattern.replace("[", "[[]").replace("?", "[?]")
    fitting = [n for n in binder.schema.table_names() if fnmatch.fnmatchcase(n, wanted)]
    tables = [(name, binder.schema.table(name)) for name in fitting if name not in binder.lets]
    loaded = [name for name, table in tables if table is not None and table.location]
    views = [name for name in binder.lets if _is_view(binder, name)]
    views = [name for name in views if fnmatch.fnmatchcase(name, wanted)]
    return (loaded or ([] if views else [name for name, _ in tables])) + views


def _is_view(binder: Binder, name: str) -> bool:
    known = binder.known(name)
    return isinstance(known, UserFunction) and known.syntax.is_view and not known.needs_arguments


def _label(binder: Binder, leg: nodes.Syntax) -> str:
    while isinstance(leg, nodes.Pipeline) and not leg.operators:
        leg = leg.source
    named = isinstance(leg, nodes.Name | nodes.Call) and _is_view(binder, leg.name)
    return leg.name if named and isinstance(leg, nodes.Name | nodes.Call) else ""


def source_name(node: Node) -> str:
    """A table is labelled with its name, also behind a let."""
    return node.table.name if isinstance(node, Scan) else ""


Source = tuple[str, KqlType]


def gathered(
    legs: list[Leg], span: Span, *, label: str = "", prefix: str = "", inner: bool = False
) -> Gather:
    """All rows of the inputs. Columns by first appearance; one name of two types gives two.

    ``label`` names a column that says where a row comes from, before all others: a leg that has
    no label is told by ``prefix`` and its place. ``inner`` keeps the columns that every leg has.
    """
    inputs = [leg.node for leg in legs]
    sources = _columns(inputs, label, inner=inner)
    outputs = [Column(name, kind) for name, (_, kind) in sources.items()]
    if label:
        outputs.insert(0, Column(label, KqlType.STRING, nullable=False))
    if any(INGESTION in node.by_name for node in inputs):
        outputs.append(INGESTION_COLUMN)
        sources[INGESTION] = (INGESTION, KqlType.DATETIME)
    labels = tuple(leg.label or f"{prefix}{place}" for place, leg in enumerate(legs))
    return Gather(
        tuple(inputs),
        tuple(outputs),
        sources,
        labels if label else (),
        any(leg.by_pattern for leg in legs),
        span=span,
    )


def _columns(inputs: list[Node], label: str, *, inner: bool) -> dict[str, Source]:
    """Output names with the name and type that they gather."""
    types: dict[str, list[KqlType]] = {}
    for node in inputs:
        for column in visible(node):
            known = types.setdefault(column.name, [])
            if column.type not in known:
                known.append(column.type)
    if inner:
        types = {
            name: kinds
            for name, kinds in types.items()
            if len(kinds) == 1 and all(name in node.by_name for node in inputs)
        }
    # a name that stands for itself wins over one made of a name and a type
    taken = {name for name, kinds in types.items() if len(kinds) == 1 and name != label}
    taken |= {label} if label else set()
    made: dict[str, Source] = {}
    for name, kinds in types.items():
        for kind in kinds:
            shown = name
            if len(kinds) > 1:
                shown = unique(f"{name}_{kind.value}", taken)
            elif name == label:
                shown = unique(name, taken)
            taken.add(shown)
            made[shown] = (name, kind)
    return made
