"""``print``, ``datatable`` and ``range``: tables made of nothing. And ``as``, which names one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from transpile import codes
from transpile.bind.naming import Namer
from transpile.bind.reserved import reserve
from transpile.bind.serial import ascending, sequenced
from transpile.bind.several import Several
from transpile.bind.tree import ROW_COLUMN, Column, Constant, Expr, Item, Node, Project, Rows, Steps
from transpile.catalog.operators.project import column_of, named, part_items, single
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.spec import CONVERSIONS, OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType, type_named, wider

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class PrintSyntax(nodes.OperatorSyntax):
    """``print a = 1, 2``."""

    items: tuple[nodes.Syntax, ...]


@dataclass(frozen=True)
class DatatableSyntax(nodes.OperatorSyntax):
    """``datatable(name:type, ...)[values]``."""

    declared: tuple[tuple[str, str], ...]
    values: tuple[nodes.Syntax, ...]


@dataclass(frozen=True)
class RangeSyntax(nodes.OperatorSyntax):
    """``range name from first to last step by``."""

    name: str
    first: nodes.Syntax
    last: nodes.Syntax
    step: nodes.Syntax


# --- print --------------------------------------------------------------------------------------


def _parse_print(parser: Parser, start: int) -> PrintSyntax:
    items = parser.items()
    return PrintSyntax(items, keyword="print", span=parser.cursor.since(start))


def _show_print(syntax: PrintSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return "print " + ", ".join(inner(item) for item in syntax.items)


def _bind_print(binder: Binder, syntax: PrintSyntax, _source: Node | None) -> Node:
    namer = Namer(named(syntax.items))
    several = Several(binder, None, keeps_rest=False)

    def bind_one(pair: tuple[int, nodes.Syntax]) -> list[Item]:
        place, item = pair
        parts = several.parts(item)
        if parts is not None:
            return part_items(parts, namer)
        written, value = single(item)
        bound = binder.scalar(value, None)
        name = namer.explicit(written) if written else namer.generated(f"print_{place}")
        return [Item(column_of(name, bound), bound)]

    items = [one for found in binder.each(enumerate(syntax.items), bind_one) for one in found]
    below = several.below()
    if below is not None:
        return Project(below, tuple(items), span=syntax.span)
    return Rows(
        tuple(item.column for item in items),
        (tuple(item.value for item in items),),
        span=syntax.span,
    )


# --- datatable ----------------------------------------------------------------------------------


def read_columns(parser: Parser) -> tuple[tuple[str, str], ...]:
    """``(name:type, ...)``."""
    cursor = parser.cursor
    cursor.expect("(", "before the column declarations")
    declared = []
    while not cursor.at(")"):
        name = parser.column_name("a column name")
        if not cursor.at(":"):
            wanted = "':' between a column's name and its type"
            raise cursor.unexpected(wanted, f"every column has a type: {name}:string")
        cursor.take()
        kind = cursor.expect_name("a type")
        if type_named(kind.text) is None:
            raise parser.no_type(kind)
        declared.append((name, kind.text))
        if not cursor.accept(","):
            break
    cursor.expect(")", "after the column declarations")
    return tuple(declared)


def _parse_datatable(parser: Parser, start: int) -> DatatableSyntax:
    cursor = parser.cursor
    declared = read_columns(parser)
    if not cursor.at("["):
        raise cursor.unexpected("'[' before the values", "datatable(a:long)[1, 2]")
    opened = cursor.take()
    values = []
    while not cursor.at("]"):
        values.append(parser.expression())
        if not cursor.accept(","):
            break
    cursor.close("]", opened, "after the values")
    return DatatableSyntax(declared, tuple(values), keyword="datatable", span=cursor.since(start))


def _show_datatable(syntax: DatatableSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    declared = ", ".join(f"{quote_name(name)}:{kind}" for name, kind in syntax.declared)
    return f"datatable({declared})[{', '.join(inner(value) for value in syntax.values)}]"


def _bind_datatable(binder: Binder, syntax: DatatableSyntax, _source: Node | None) -> Node:
    columns: list[Column] = []
    for name, spelled in syntax.declared:
        kind = type_named(spelled)
        assert kind is not None
        if any(known.name == name for known in columns):
            raise refusal(codes.DUPLICATE_NAME, f"two columns are called '{name}'", syntax.span)
        columns.append(Column(reserve(name, syntax.span), kind))
    width = len(columns)
    if not width or len(syntax.values) % width:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"{len(syntax.values)} values do not fill rows of {width} columns",
            syntax.span,
        )

    def bind_one(pair: tuple[int, nodes.Syntax]) -> Expr:
        place, value = pair
        return cell(binder, value, columns[place % width])

    cells = binder.each(enumerate(syntax.values), bind_one)
    rows = tuple(
        (*cells[at : at + width], Constant(at // width, KqlType.LONG))
        for at in range(0, len(cells), width)
    )
    return Rows((*columns, ROW_COLUMN), rows, span=syntax.span)


def cell(
    binder: Binder, syntax: nodes.Syntax, column: Column, what: str = "a cell of 'datatable'"
) -> Expr:
    """A literal in the column's type; a text is read as it, a number widened."""
    bound = binder.scalar(syntax, None)
    if not isinstance(bound, Constant):
        raise refusal(codes.NOT_CONSTANT, f"{what} must be a literal", syntax.span)
    if bound.kind is column.type:
        return bound
    if bound.value is None and column.type is not KqlType.STRING:
        return Constant(None, column.type, span=syntax.span)
    if column.type is KqlType.DYNAMIC and bound.kind is KqlType.STRING:
        return Constant(bound.value, KqlType.DYNAMIC, span=syntax.span)
    widened = wider(bound.kind, column.type)
    if widened is column.type or (bound.kind.is_integer and column.type.is_integer):
        return _number(bound, column, syntax)
    return binder.apply(CONVERSIONS[column.type], (bound,), syntax.span)


def _number(bound: Constant, column: Column, syntax: nodes.Syntax) -> Constant:
    value = bound.value
    if column.type is KqlType.REAL:
        value = float(str(value))
    fits = not isinstance(value, int) or abs(value) < 2**31 or column.type is not KqlType.INT
    if not fits:
        raise refusal(codes.BAD_LITERAL, f"{value} does not fit an int", syntax.span)
    return Constant(value, column.type, span=syntax.span)


# --- range --------------------------------------------------------------------------------------


def _parse_range(parser: Parser, start: int) -> RangeSyntax:
    cursor = parser.cursor
    name = parser.column_name("a column name")
    cursor.expect("from", "after the column of 'range'")
    first = parser.expression()
    cursor.expect("to", "after the first value")
    last = parser.expression()
    cursor.expect("step", "after the last value")
    step = parser.expression()
    return RangeSyntax(name, first, last, step, keyword="range", span=cursor.since(start))


def _show_range(syntax: RangeSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return (
        f"range {quote_name(syntax.name)} from {inner(syntax.first)} to {inner(syntax.last)}"
        f" step {inner(syntax.step)}"
    )


def _bind_range(binder: Binder, syntax: RangeSyntax, _source: Node | None) -> Node:
    parts = (syntax.first, syntax.last, syntax.step)
    first, last, step = binder.each(parts, lambda part: binder.scalar(part, None))
    kind: KqlType | None
    if first.type is KqlType.DATETIME:
        fits = last.type is KqlType.DATETIME and step.type is KqlType.TIMESPAN
        kind = KqlType.DATETIME if fits else None
    elif first.type is KqlType.TIMESPAN:
        fits = last.type is KqlType.TIMESPAN and step.type is KqlType.TIMESPAN
        kind = KqlType.TIMESPAN if fits else None
    else:
        kind = wider(first.type, last.type)
        kind = wider(kind, step.type) if kind is not None else None
    if kind is None:
        raise refusal(
            codes.TYPE_MISMATCH,
            f"'range' cannot step from a {first.type} to a {last.type} by a {step.type}",
            syntax.span,
        )
    if isinstance(step, Constant) and step.value == 0:
        raise refusal(codes.BAD_ARGUMENT, "a step of zero never ends", syntax.step.span)
    if kind.is_numeric:
        first, last, step = (
            part if part.type is kind else binder.apply(CONVERSIONS[kind], (part,), part.span)
            for part in (first, last, step)
        )
    column = Column(reserve(syntax.name, syntax.span), kind, nullable=False)
    made = Steps(column, first, last, step, span=syntax.span)
    if not isinstance(step, Constant) or step.value is None:
        return made  # up or down is not known
    return sequenced(made, [ascending(column, descending=cast("float", step.value) < 0)])


# --- as -----------------------------------------------------------------------------------------


def _parse_as(parser: Parser, start: int) -> nodes.AsSyntax:
    parser.hints()
    cursor = parser.cursor
    if cursor.at("["):
        name = parser.quoted_name().value
    else:
        name = cursor.expect_name("a name for the table").text
    return nodes.AsSyntax(name, keyword="as", span=cursor.since(start))


def _show_as(syntax: nodes.AsSyntax, _inner: Callable[[nodes.Syntax], str]) -> str:
    return f"as {quote_name(syntax.name)}"


def _bind_as(binder: Binder, syntax: nodes.AsSyntax, source: Node | None) -> Node:
    assert source is not None
    binder.name_relation(syntax.name, source, syntax.span)
    return source


SPECS = (
    OperatorSpec(
        keyword="print",
        parsed_by=_parse_print,
        printed_by=_show_print,
        bound_by=_bind_print,
        doc="One row of computed values.",
        source="learn:print-operator; FACTS 1",
        examples=("print a = 1, strcat('x', 'y')",),
        is_source=True,
        is_piped=False,
        lifted="crossed with the runs where it reads now()",
    ),
    OperatorSpec(
        keyword="datatable",
        parsed_by=_parse_datatable,
        printed_by=_show_datatable,
        bound_by=_bind_datatable,
        doc="A table of literals.",
        source="learn:datatable-operator; FACTS 2",
        examples=("datatable(a:long, b:string)[1, 'x', 2, 'y']",),
        is_source=True,
        is_piped=False,
        lifted="free of runs",
    ),
    OperatorSpec(
        keyword="range",
        parsed_by=_parse_range,
        printed_by=_show_range,
        bound_by=_bind_range,
        doc="One column of evenly spaced values, the end included.",
        source="learn:range-operator; FACTS 5",
        examples=("range n from 1 to 5 step 2",),
        is_source=True,
        is_piped=False,
        lifted="free of runs; refused where a bound reads now()",
    ),
    OperatorSpec(
        keyword="as",
        parsed_by=_parse_as,
        printed_by=_show_as,
        bound_by=_bind_as,
        doc="Give the table a name for the rest of the query.",
        source="learn:as-operator",
        examples=("print a = 1 | as T | union T",),
        lifted="unchanged: one subtree, computed once",
    ),
)
