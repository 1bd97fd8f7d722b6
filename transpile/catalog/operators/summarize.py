"""``summarize``, ``distinct`` and ``count``: groups."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import Namer, aggregate_name, unique
from transpile.bind.open import is_missing
from transpile.bind.registry import AggregateSyntax
from transpile.bind.reserved import reserve
from transpile.bind.tree import (
    Aggregate,
    AggregateCall,
    Column,
    ColumnRef,
    Expr,
    Item,
    Node,
    Project,
    visible,
)
from transpile.catalog.operators.project import column_of, item_name, named
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.span import Span
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class SummarizeSyntax(nodes.OperatorSyntax):
    """``summarize aggregates by keys``."""

    aggregates: tuple[nodes.Syntax, ...]
    keys: tuple[nodes.Syntax, ...]
    hints: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DistinctSyntax(nodes.OperatorSyntax):
    """``distinct a, b`` or ``distinct *``."""

    keys: tuple[nodes.Syntax, ...]


@dataclass(frozen=True)
class CountSyntax(nodes.OperatorSyntax):
    """``count``, its column named by ``as``."""

    name: str


def _parse_summarize(parser: Parser, start: int) -> SummarizeSyntax:
    cursor = parser.cursor
    hints = tuple(parser.hints().items())
    aggregates: tuple[nodes.Syntax, ...] = ()
    keys: tuple[nodes.Syntax, ...] = ()
    if not cursor.at("by"):
        aggregates = parser.items()
    if cursor.accept("by"):
        keys = parser.items()
    return SummarizeSyntax(aggregates, keys, hints, keyword="summarize", span=cursor.since(start))


def _show_summarize(syntax: SummarizeSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    parts = ["summarize", *(f"{name}={value}" for name, value in syntax.hints)]
    if syntax.aggregates:
        parts.append(", ".join(inner(item) for item in syntax.aggregates))
    if syntax.keys:
        parts.append("by " + ", ".join(inner(item) for item in syntax.keys))
    return " ".join(parts)


# each of their columns is named by itself
_MANY = frozenset({"arg_max", "arg_min", "argmax", "argmin", "take_any", "any"})


class Measures:
    """Collects the aggregate calls of a summarize while its items are bound.

    ``strcat(count(), "!")`` becomes a call of its own and a projection above the groups.
    """

    def __init__(
        self, binder: Binder, source: Node, keys: tuple[Item, ...], spelled: set[str]
    ) -> None:
        self.binder = binder
        self.source = source
        self.keys = keys
        self.calls: list[AggregateCall] = []
        self.items: list[Item] = []
        self.taken = {item.column.name for item in keys}
        self.spelled = spelled
        self.position = 0

    def add(self, item: nodes.Syntax) -> None:
        """One item of the list."""
        written, value = (item.names, item.value) if isinstance(item, nodes.Named) else ((), item)
        for name in written:
            reserve(name, item.span)
        call = self._as_call(value)
        if call is not None:
            self._call(call, written)
            return
        if len(written) > 1:
            raise refusal(codes.UNSUPPORTED, "several names for one value", item.span)
        bound = self._around(value)
        name = written[0] if written else self._wrapped_name(value)
        name = unique(name, self.taken)
        self.taken.add(name)
        self.items.append(Item(column_of(name, bound), bound))

    def _as_call(self, value: nodes.Syntax) -> nodes.Call | None:
        known = self.binder.registry.aggregates
        return value if isinstance(value, nodes.Call) and value.name in known else None

    def _call(self, call: nodes.Call, written: tuple[str, ...]) -> None:
        made = self._bound_call(call, written)
        for column in made.columns:
            self.taken.add(column.name)
            self.items.append(Item(column, ColumnRef(column)))

    def _bound_call(
        self, call: nodes.Call, written: tuple[str, ...], *, inner: bool = False
    ) -> AggregateCall:
        spec = self.binder.registry.aggregates[call.name]
        if spec.refused:
            raise refusal(codes.UNSUPPORTED_FUNCTION, f"'{call.name}': {spec.refused}", call.span)
        for argument in call.arguments:
            self._refuse_nested(argument)
        many = call.name in _MANY
        if inner:
            names: tuple[str, ...] = (f"$a{len(self.calls)}",)
        elif written or many:
            names = tuple(unique(name, self.taken) for name in written)
        else:
            names = (unique(aggregate_name(call, spec), self.taken | self.spelled),)
        keys = frozenset(item.column.name for item in self.keys)
        taken = keys if inner else frozenset(self.taken)
        syntax = AggregateSyntax(call, names, keys, taken)
        made = spec.bind(self.binder, syntax, self.source)
        if written and len(written) > len(made.columns):
            raise refusal(codes.BAD_ARGUMENT, "more names than columns", call.span)
        self.calls.append(made)
        return made

    def _refuse_nested(self, value: nodes.Syntax) -> None:
        if self._as_call(value) is not None:
            raise refusal(
                codes.NESTED_AGGREGATE,
                "an aggregate stands inside an aggregate",
                value.span,
                "summarize twice",
            )
        if not isinstance(value, nodes.Pipeline):
            for part in value.children():
                self._refuse_nested(part)

    def _around(self, value: nodes.Syntax) -> Expr:
        """An expression over aggregates: each becomes a call, the rest is projected above."""
        substitutes: dict[int, Column] = {}

        def gather(part: nodes.Syntax) -> None:
            call = self._as_call(part)
            if call is not None:
                made = self._bound_call(call, (), inner=True)
                substitutes[id(part)] = made.columns[0]
            elif not isinstance(part, nodes.Pipeline):
                for child in part.children():
                    gather(child)

        gather(value)
        if not substitutes:
            self.binder.scalar(value, self.source)  # a misspelt name is told as such
            raise refusal(
                codes.BARE_COLUMN,
                "this is no aggregate",
                value.span,
                "put it after 'by', or wrap it in take_any(...)",
            )
        replaced = _substituted(value, substitutes)
        scope = Project(self.source, tuple(Item(c, ColumnRef(c)) for c in substitutes.values()))
        return self.binder.scalar(replaced, scope)

    def _wrapped_name(self, value: nodes.Syntax) -> str:
        name = _name_over(value, self.binder)
        if name:
            return name
        self.position += 1
        while f"Column{self.position}" in self.taken:
            self.position += 1
        return f"Column{self.position}"


def _name_over(value: nodes.Syntax, binder: Binder) -> str:
    """The name of ``round(sum(y), 2)`` is that of ``sum(y)``: functions pass names on."""
    if not isinstance(value, nodes.Call):
        return ""
    spec = binder.registry.aggregates.get(value.name)
    if spec is not None:
        return aggregate_name(value, spec)
    function = binder.registry.functions.get(value.name)
    if function is None or not value.arguments:
        return ""
    inner = _name_over(value.arguments[0], binder)
    if function.passes_name:
        return inner
    return f"{function.name_prefix}_{inner}" if function.name_prefix is not None else ""


def _substituted(value: nodes.Syntax, columns: dict[int, Column]) -> nodes.Syntax:
    found = columns.get(id(value))
    if found is not None:
        return nodes.Name(found.name, span=value.span)
    changed: dict[str, object] = {}
    for spot in fields(value):
        old = getattr(value, spot.name)
        if isinstance(old, nodes.Syntax):
            changed[spot.name] = _substituted(old, columns)
        elif isinstance(old, tuple) and not isinstance(old, Span):
            changed[spot.name] = tuple(
                _substituted(part, columns) if isinstance(part, nodes.Syntax) else part
                for part in old
            )
    return replace(value, **changed) if changed else value  # type: ignore[arg-type]


def bind_keys(
    binder: Binder, keys: tuple[nodes.Syntax, ...], source: Node, *, step_past: bool = True
) -> tuple[Item, ...]:
    """The grouping columns, named and checked."""
    names = [column.name for column in visible(source)] if step_past else []
    namer = Namer(named(keys), stepped_past=names)

    def bind_one(item: nodes.Syntax) -> Item:
        written, value = (item.names, item.value) if isinstance(item, nodes.Named) else ((), item)
        if len(written) > 1:
            raise refusal(codes.UNSUPPORTED, "several names for one key", item.span)
        if isinstance(value, nodes.Call) and value.name in binder.registry.aggregates:
            raise refusal(
                codes.NESTED_AGGREGATE, "an aggregate cannot be a grouping key", value.span
            )
        bound = binder.scalar(value, source)
        is_column = isinstance(bound, ColumnRef)
        if is_missing(bound):
            bound = binder.apply("tostring", (bound,), value.span)
        if bound.type is KqlType.DYNAMIC:
            raise refusal(
                codes.ARGUMENT_TYPE,
                "rows are not grouped by a dynamic value",
                value.span,
                "group by tostring(...) of it",
            )
        made = written[0] if written else item_name(binder, value, source)
        constant = isinstance(value, nodes.Name) and not is_column
        name = (
            namer.explicit(reserve(made, item.span))
            if written
            else namer.generated("" if constant else made)
        )
        return Item(column_of(name, bound), bound)

    return tuple(binder.each(keys, bind_one))


def _bind_summarize(binder: Binder, syntax: SummarizeSyntax, source: Node | None) -> Node:
    assert source is not None
    if not syntax.aggregates and not syntax.keys:
        raise refusal(
            codes.BAD_ARGUMENT, "'summarize' takes aggregates, keys, or both", syntax.span
        )
    keys = bind_keys(binder, syntax.keys, source)
    spelled = named(syntax.aggregates)
    measures = Measures(binder, source, keys, spelled)
    binder.each(syntax.aggregates, measures.add)
    grouped = Aggregate(source, keys, tuple(measures.calls), span=syntax.span)
    if all(isinstance(item.value, ColumnRef) for item in measures.items):
        return grouped
    passed = [Item(item.column, ColumnRef(item.column)) for item in keys]
    return Project(grouped, (*passed, *measures.items), span=syntax.span)


# --- distinct and count -------------------------------------------------------------------------


def _parse_distinct(parser: Parser, start: int) -> DistinctSyntax:
    cursor = parser.cursor
    if cursor.at("*"):
        keys: tuple[nodes.Syntax, ...] = (nodes.Star(span=cursor.take().span),)
    elif cursor.at("by"):
        raise cursor.unexpected("a column", "'distinct' takes its columns alone: distinct a, b")
    else:
        keys = parser.items()
    return DistinctSyntax(keys, keyword="distinct", span=cursor.since(start))


def _show_distinct(syntax: DistinctSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return "distinct " + ", ".join(inner(item) for item in syntax.keys)


def _bind_distinct(binder: Binder, syntax: DistinctSyntax, source: Node | None) -> Node:
    assert source is not None
    keys = syntax.keys
    if isinstance(keys[0], nodes.Star):
        keys = tuple(nodes.Name(c.name, quoted=True, span=syntax.span) for c in visible(source))
    bare = [key.name for key in keys if isinstance(key, nodes.Name)]
    again = next((name for place, name in enumerate(bare) if name in bare[:place]), None)
    if again is not None:
        raise refusal(codes.DUPLICATE_NAME, f"'{again}' is listed twice", syntax.span)
    return Aggregate(source, bind_keys(binder, keys, source), (), span=syntax.span)


def _parse_count(parser: Parser, start: int) -> CountSyntax:
    cursor = parser.cursor
    name = "Count"
    if cursor.accept("as"):
        name = parser.column_name("a column name")
    return CountSyntax(name, keyword="count", span=cursor.since(start))


def _show_count(syntax: CountSyntax, _inner: Callable[[nodes.Syntax], str]) -> str:
    return "count" if syntax.name == "Count" else f"count as {quote_name(syntax.name)}"


def _bind_count(binder: Binder, syntax: CountSyntax, source: Node | None) -> Node:
    assert source is not None
    spec = binder.registry.aggregates["count"]
    column = Column(reserve(syntax.name, syntax.span), KqlType.LONG, nullable=False)
    return Aggregate(
        source, (), (AggregateCall(spec, (), (column,), span=syntax.span),), span=syntax.span
    )


_TABLE = "datatable(k:string, v:long)['a', 1, 'a', 2, 'b', 3]"

SPECS = (
    OperatorSpec(
        keyword="summarize",
        parsed_by=_parse_summarize,
        printed_by=_show_summarize,
        bound_by=_bind_summarize,
        doc="Aggregates of the groups that the keys make; without keys one row, always.",
        source="learn:summarize-operator; SEMANTICS; FACTS 1, 10",
        examples=(f"{_TABLE} | summarize sum(v) by k",),
        lifted="the run joins the keys; without keys every run gets its row",
    ),
    OperatorSpec(
        keyword="distinct",
        parsed_by=_parse_distinct,
        printed_by=_show_distinct,
        bound_by=_bind_distinct,
        doc="The different combinations of the listed columns.",
        source="learn:distinct-operator",
        examples=(f"{_TABLE} | distinct k",),
        lifted="the run joins the keys",
    ),
    OperatorSpec(
        keyword="count",
        parsed_by=_parse_count,
        printed_by=_show_count,
        bound_by=_bind_count,
        doc="The number of rows, in a column ``Count``.",
        source="learn:count-operator",
        examples=(f"{_TABLE} | count",),
        lifted="grouped by the run; a run without rows counts 0",
    ),
)
