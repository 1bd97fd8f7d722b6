"""``make-series``: aggregates along an axis as arrays, gaps filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from transpile import codes
from transpile.bind.naming import default_name, unique
from transpile.bind.reserved import reserve
from transpile.bind.tree import (
    Aggregate,
    AggregateCall,
    Apply,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Item,
    Node,
    Project,
)
from transpile.catalog.operators.project import named
from transpile.catalog.operators.summarize import Measures, bind_keys
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.lists import at
from transpile.lower.series import Axis, checked_end, filled
from transpile.spec import (
    CONVERSIONS,
    AggregateSpec,
    FunctionSpec,
    OperatorSpec,
    parse_signature,
)
from transpile.syntax import nodes
from transpile.types import TICKS_PER_MICROSECOND, KqlType, wider

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.lower.grouping import LoweredAggregate
    from transpile.syntax.statements import Parser


@dataclass(frozen=True)
class SeriesSyntax(nodes.Syntax):
    """``name = aggregate default = value``."""

    value: nodes.Syntax
    default: nodes.Syntax | None


@dataclass(frozen=True)
class MakeSeriesSyntax(nodes.OperatorSyntax):
    """``make-series aggregates on axis from first to last step by keys``.

    ``ranged``: written ``in range(first, last, step)``, which includes the last value and bins
    from zero.
    """

    series: tuple[SeriesSyntax, ...]
    axis: nodes.Syntax
    first: nodes.Syntax | None
    last: nodes.Syntax | None
    step: nodes.Syntax
    keys: tuple[nodes.Syntax, ...]
    hints: tuple[tuple[str, str], ...]
    ranged: bool


# --- text ---------------------------------------------------------------------------------------


def _parse(parser: Parser, start: int) -> MakeSeriesSyntax:
    cursor = parser.cursor
    hints = tuple(parser.hints().items())
    series = [_series(parser)]
    while cursor.accept(","):
        series.append(_series(parser))
    cursor.expect("on", "before the axis of 'make-series'")
    axis = parser.named_operand()
    first: nodes.Syntax | None = None
    last: nodes.Syntax | None = None
    ranged = cursor.accept("in") is not None
    if ranged:
        cursor.expect("range", "after 'in'")
        opened = cursor.expect("(", "after 'range'")
        first = parser.expression()
        cursor.expect(",", "after the first value of the axis")
        last = parser.expression()
        cursor.expect(",", "after the last value of the axis")
        step = parser.expression()
        cursor.close(")", opened, "after the step")
    else:
        first = parser.expression() if cursor.accept("from") else None
        last = parser.expression() if cursor.accept("to") else None
        if cursor.at("from"):
            raise cursor.unexpected("'step'", "'from' comes before 'to'")
        if not cursor.at("step"):
            wanted = "'step' after the axis of 'make-series' and its bounds"
            raise cursor.unexpected(wanted, "make-series count() on TimeGenerated step 1h")
        cursor.take()
        step = parser.expression()
    keys = parser.items() if cursor.accept("by") else ()
    return MakeSeriesSyntax(
        tuple(series),
        axis,
        first,
        last,
        step,
        keys,
        hints,
        ranged,
        keyword="make-series",
        span=cursor.since(start),
    )


def _series(parser: Parser) -> SeriesSyntax:
    cursor = parser.cursor
    start = cursor.current.start
    value = parser.named_or()
    default = None
    if cursor.accept("default"):
        cursor.expect("=", "after 'default'")
        default = parser.expression()
    return SeriesSyntax(value, default, span=cursor.since(start))


def _show(syntax: MakeSeriesSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    parts = ["make-series", *(f"{name}={value}" for name, value in syntax.hints)]
    shown = [
        inner(one.value) + (f" default={inner(one.default)}" if one.default is not None else "")
        for one in syntax.series
    ]
    parts += [", ".join(shown), "on", inner(syntax.axis)]
    if syntax.ranged:
        assert syntax.first is not None
        assert syntax.last is not None
        bounds = ", ".join(inner(part) for part in (syntax.first, syntax.last, syntax.step))
        parts.append(f"in range({bounds})")
    else:
        parts += ["from", inner(syntax.first)] if syntax.first is not None else []
        parts += ["to", inner(syntax.last)] if syntax.last is not None else []
        parts += ["step", inner(syntax.step)]
    if syntax.keys:
        parts.append("by " + ", ".join(inner(item) for item in syntax.keys))
    return " ".join(parts)


# --- binding ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Series:
    """One array to be: the value of a bin that has rows, and of one that has none."""

    column: Column
    value: Expr
    default: Expr
    kind: KqlType


@dataclass(frozen=True)
class _Axis:
    """The bound axis. Bounds and step read no rows."""

    value: Expr
    first: Expr | None
    last: Expr | None
    step: Expr
    ranged: bool

    @property
    def parts(self) -> tuple[Expr, ...]:
        """The step, then the bounds that there are, as arguments of the engine's functions."""
        return tuple(part for part in (self.step, self.first, self.last) if part is not None)

    def read(self, call: LoweredCall, place: int) -> tuple[Axis, Sql | None, Sql | None]:
        """The axis and its bounds in SQL, from the arguments of a call at a place and after it."""
        parts = [call.arg(place + offset) for offset in range(len(self.parts))]
        first = parts[1] if self.first is not None else None
        last = parts[-1] if self.last is not None else None
        step = parts[0]
        if not isinstance(self.step, Constant):
            refused = build.plain_call(
                "error", build.text("the step of make-series must be positive")
            )
            step = build.case([(build.binary(">", step, build.number(0)), step.copy())], refused)
        anchor = None if self.ranged or first is None else first
        return Axis(self.value.type, step, anchor), first, last

    def ends(self, call: LoweredCall, place: int, bins: Sql) -> tuple[Axis, Sql, Sql]:
        """The axis, its first bin and the one after the last, from the bounds or a group's bins."""
        axis, first, last = self.read(call, place)
        begin, end = at(bins, 1), build.binary("+", at(bins.copy(), -1), build.number(1))
        if first is not None:
            begin = axis.bin_of(first) if self.ranged else build.constant(0, KqlType.LONG)
        if last is not None and self.ranged:
            end = build.binary("+", axis.bin_of(last), build.number(1))
        elif last is not None:
            end = axis.end_of(last)
        return axis, begin, checked_end(begin.copy(), end)


def _bind(binder: Binder, syntax: MakeSeriesSyntax, source: Node | None) -> Node:
    assert source is not None
    is_nonempty = _checked_hints(syntax)
    keys = bind_keys(binder, syntax.keys, source)
    axis, axis_name = _bind_axis(binder, syntax, source)
    within = _within(binder, axis, source)
    measures = Measures(binder, within, keys, named(tuple(one.value for one in syntax.series)))
    _refuse_same_names(syntax, keys, axis_name)
    series = binder.each(syntax.series, lambda one: _bind_series(binder, one, measures))
    name = unique(axis_name, measures.taken)

    place = Column("$bin", KqlType.LONG)
    located = Apply(
        _function("series_bin", lambda call: axis.read(call, 1)[0].bin_of(call.arg(0))),
        (axis.value, *axis.parts),
        KqlType.LONG,
        can_be_null=True,
    )
    by_bin = Aggregate(within, (*keys, Item(place, located)), tuple(measures.calls))
    kept = [Item(item.column, ColumnRef(item.column)) for item in keys]
    values = [
        Item(Column(f"$value{number}", one.kind), one.value) for number, one in enumerate(series)
    ]
    binned = Project(by_bin, (*kept, Item(place, ColumnRef(place)), *values))

    bins = Column("$bins", KqlType.DYNAMIC)
    lists = [Column(f"$values{number}", KqlType.DYNAMIC) for number in range(len(series))]
    calls = [
        AggregateCall(_IN_ORDER, (ColumnRef(item.column), ColumnRef(place)), (column,))
        for item, column in zip((Item(place, located), *values), (bins, *lists), strict=True)
    ]
    # without keys a table of no rows gives no series, unless told
    one_group = Item(Column("$all", KqlType.LONG), Constant(1, KqlType.LONG))
    group = kept if kept or is_nonempty else [one_group]
    grouped = Aggregate(binned, tuple(group), tuple(calls), span=syntax.span)
    made = [
        Item(one.column, _filled(axis, one, ColumnRef(column), ColumnRef(bins)))
        for one, column in zip(series, lists, strict=True)
    ]
    made.append(
        Item(Column(name, KqlType.DYNAMIC, nullable=False), _axis_values(axis, ColumnRef(bins)))
    )
    return Project(grouped, (*kept, *made), span=syntax.span)


def _checked_hints(syntax: MakeSeriesSyntax) -> bool:
    """Whether a series is wanted where there are no rows."""
    kind = dict(syntax.hints).get("kind")
    if kind is None:
        return False
    if kind != "nonempty":
        raise refusal(
            codes.UNEXPECTED, f"'make-series' has no kind '{kind}'", syntax.span, "kind=nonempty"
        )
    if syntax.keys or syntax.first is None or syntax.last is None:
        raise refusal(
            codes.UNSUPPORTED,
            "which series kind=nonempty makes of no rows with keys, or without both bounds, "
            "is not known",
            syntax.span,
        )
    return True


def _bind_axis(binder: Binder, syntax: MakeSeriesSyntax, source: Node) -> tuple[_Axis, str]:
    written, value = (
        (syntax.axis.names, syntax.axis.value)
        if isinstance(syntax.axis, nodes.Named)
        else ((), syntax.axis)
    )
    bound = binder.scalar(value, source)
    name = written[0] if written else default_name(value, binder.registry.functions)
    kind = bound.type
    step = _step(binder, syntax.step, kind)
    if kind is KqlType.INT:
        bound = binder.apply("tolong", (bound,), bound.span)
        kind = KqlType.LONG

    def bound_of(part: nodes.Syntax | None) -> Expr | None:
        return None if part is None else _bound(binder, part, kind)

    first, last = binder.each((syntax.first, syntax.last), bound_of)
    return _Axis(bound, first, last, step, syntax.ranged), reserve(name or "Column1", value.span)


_STEPS = {
    KqlType.DATETIME: (KqlType.TIMESPAN,),
    KqlType.TIMESPAN: (KqlType.TIMESPAN,),
    KqlType.INT: (KqlType.INT,),
    KqlType.LONG: (KqlType.INT, KqlType.LONG),
    KqlType.REAL: (KqlType.INT, KqlType.LONG, KqlType.REAL),
}


def _step(binder: Binder, syntax: nodes.Syntax, kind: KqlType) -> Expr:
    step = binder.scalar(syntax, None)
    if kind is KqlType.DECIMAL:
        raise refusal(
            codes.UNSUPPORTED,
            "a decimal axis is not translated",
            syntax.span,
            "make it a real with todouble(...)",
        )
    if step.type not in _STEPS.get(kind, ()):
        steps = kind in (KqlType.DATETIME, KqlType.TIMESPAN)
        hint = "the step is a timespan: 1d, 1h, 5m" if steps else ""
        hint = "make the axis a long with tolong(...)" if kind is KqlType.INT else hint
        raise refusal(
            codes.TYPE_MISMATCH,
            f"an axis of type {kind} cannot be cut into steps of type {step.type}",
            syntax.span,
            hint or "the axis is a datetime, a timespan or a number",
        )
    least = TICKS_PER_MICROSECOND if kind is KqlType.DATETIME else 0
    if isinstance(step, Constant):
        value = step.value
        if not isinstance(value, int | float) or value <= 0 or value < least:
            raise refusal(codes.BAD_ARGUMENT, "the step must be positive", syntax.span)
    wanted = KqlType.LONG if kind is KqlType.INT else kind
    if wanted.is_numeric and step.type is not wanted:
        step = binder.apply(CONVERSIONS[wanted], (step,), step.span)
    return step


def _bound(binder: Binder, syntax: nodes.Syntax, kind: KqlType) -> Expr:
    bound = binder.scalar(syntax, None)
    if bound.type is kind:
        return bound
    if wider(bound.type, kind) is kind:
        return binder.apply(CONVERSIONS[kind], (bound,), bound.span)
    raise refusal(
        codes.TYPE_MISMATCH,
        f"the axis is a {kind}, and this bound a {bound.type}",
        syntax.span,
        "a moment is written datetime(2024-01-31)" if kind is KqlType.DATETIME else "",
    )


def _within(binder: Binder, axis: _Axis, source: Node) -> Node:
    """The rows that fall into a bin."""
    upper = "<=" if axis.ranged else "<"
    terms = [
        binder.apply(sign, (axis.value, bound), axis.value.span)
        for sign, bound in ((">=", axis.first), (upper, axis.last))
        if bound is not None
    ]
    if not terms:
        terms.append(binder.apply("isnotnull", (axis.value,), axis.value.span))
    return Filter(source, tuple(terms))


def _refuse_same_names(syntax: MakeSeriesSyntax, keys: tuple[Item, ...], axis_name: str) -> None:
    taken = {item.column.name for item in keys}
    for key in syntax.keys:  # a name made up by an expression steps aside
        if isinstance(key, nodes.Name | nodes.Named) and axis_name in taken:
            spelled = key.names if isinstance(key, nodes.Named) else (key.name,)
            if axis_name in spelled:
                raise refusal(
                    codes.DUPLICATE_NAME, f"the axis and a key are called '{axis_name}'", key.span
                )
    for one in syntax.series:
        names = one.value.names if isinstance(one.value, nodes.Named) else ()
        for name in names:
            if name in taken or name == axis_name:
                raise refusal(
                    codes.DUPLICATE_NAME, f"two columns would be called '{name}'", one.span
                )
            taken.add(name)


def _bind_series(binder: Binder, syntax: SeriesSyntax, measures: Measures) -> _Series:
    before = len(measures.items)
    constant = _constant(binder, syntax.value)
    if constant is not None:
        column, value = _named_constant(syntax.value, constant, measures)
    else:
        measures.add(syntax.value)
        made = measures.items[before:]
        if len(made) != 1:
            raise refusal(
                codes.UNSUPPORTED, "a series is made of one value, not of several", syntax.span
            )
        column, value = made[0].column, made[0].value
    if value.type not in (KqlType.INT, KqlType.LONG, KqlType.REAL):
        raise refusal(
            codes.UNSUPPORTED,
            f"a series is made of numbers, and this is a {value.type}",
            syntax.span,
            "count it, or convert it with todouble(...)",
        )
    default: Expr = Constant(0, KqlType.LONG)
    if syntax.default is not None:
        default = binder.scalar(syntax.default, None)
        if default.type not in (KqlType.INT, KqlType.LONG, KqlType.REAL):
            raise refusal(
                codes.ARGUMENT_TYPE,
                f"the default of a series is a number, not a {default.type}",
                syntax.default.span,
            )
    kind = KqlType.REAL if value.type is KqlType.REAL else KqlType.LONG
    if isinstance(default, Constant) and default.value is None:
        default = Constant(None, kind)
    elif KqlType.REAL in (kind, default.type):
        kind = KqlType.REAL
    value, default = (
        part if part.type is kind else binder.apply(CONVERSIONS[kind], (part,), syntax.span)
        for part in (value, default)
    )
    return _Series(Column(column.name, KqlType.DYNAMIC, nullable=False), value, default, kind)


def _constant(binder: Binder, syntax: nodes.Syntax) -> Constant | None:
    value = syntax.value if isinstance(syntax, nodes.Named) else syntax
    if not isinstance(value, nodes.Literal):
        return None
    bound = binder.scalar(value, None)
    return bound if isinstance(bound, Constant) else None


def _named_constant(
    syntax: nodes.Syntax, constant: Constant, measures: Measures
) -> tuple[Column, Expr]:
    written = syntax.names if isinstance(syntax, nodes.Named) else ()
    name = reserve(written[0], syntax.span) if written else unique("Column1", measures.taken)
    measures.taken.add(name)
    return Column(name, constant.type), constant


# --- what the engine is told ---------------------------------------------------------------------


def _function(name: str, lower: Callable[[LoweredCall], Sql]) -> FunctionSpec:
    signature = parse_signature(f"{name}(arguments...: any) -> dynamic")
    return FunctionSpec(signature, name, lower, whole_call=True)


def _filled(axis: _Axis, series: _Series, values: Expr, bins: Expr) -> Expr:
    def lower(call: LoweredCall) -> Sql:
        _, begin, end = axis.ends(call, 3, call.arg(1))
        return filled(call.arg(0), call.arg(1), begin, end, call.arg(2), series.kind)

    arguments = (values, bins, series.default, *axis.parts)
    return Apply(_function("series_filled", lower), arguments, KqlType.DYNAMIC, can_be_null=False)


def _axis_values(axis: _Axis, bins: Expr) -> Expr:
    def lower(call: LoweredCall) -> Sql:
        lowered, begin, end = axis.ends(call, 1, call.arg(0))
        return lowered.values(begin, end)

    arguments = (bins, *axis.parts)
    return Apply(_function("series_axis", lower), arguments, KqlType.DYNAMIC, can_be_null=False)


@dataclass(frozen=True)
class _InOrderSpec(AggregateSpec):
    """The values of a group as a list of the engine, in the order of another value."""

    def over_no_rows(self, call: AggregateCall) -> Sql:
        """The null of any type: the list has none of the language's."""
        return exp.Null()


def _in_order(call: LoweredAggregate) -> Sql:
    return build.list_of(call.arg(0), [build.ordered(call.arg(1))])


_IN_ORDER = _InOrderSpec(
    parse_signature("series_in_order(value: any, place: any) -> dynamic"),
    "series_in_order",
    _in_order,
)

_TABLE = (
    "datatable(t:datetime, k:string, v:long)"
    "[datetime(2024-01-01), 'a', 1, datetime(2024-01-03 12:00), 'a', 5]"
)

SPECS = (
    OperatorSpec(
        keyword="make-series",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="Arrays of aggregates along an axis: one element for every bin, a default where a bin "
        "has no rows, and last the array of the axis. ``from`` anchors the bins, ``to`` is not "
        "included; ``in range(from, to, step)`` includes it and bins as ``bin()`` does.",
        source="learn:make-series-operator; FACTS 14",
        examples=(
            f"{_TABLE} | make-series n = count(), sum(v) default=-1 on t step 1d by k",
            f"{_TABLE} | make-series sum(v) on t from datetime(2024-01-01) to datetime(2024-01-05)"
            " step 2d",
        ),
        lifted="the run joins the keys; bounds that read now() are those of the run",
        differs="Series are made of numbers: aggregates that give text, times or arrays are "
        "refused. Rows outside the bounds make no series. Without bounds a series goes from its "
        "own first bin to its own last one.",
    ),
)
