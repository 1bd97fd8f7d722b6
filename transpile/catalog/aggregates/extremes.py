"""Minima, maxima, and the rows that hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile import codes
from transpile.bind.naming import default_name, plain_name, unique
from transpile.bind.tree import AggregateCall, Column, ColumnRef, Expr, Node, visible
from transpile.catalog.aggregates.counting import groupable
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.spec import AGGREGATES, AggregateSpec, aggregate
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.registry import AggregateSyntax
    from transpile.lower.build import Sql
    from transpile.lower.grouping import LoweredAggregate

_SOURCE = "learn:aggregation-functions; conformance FACTS 10"
_ORDERED = "number|string|datetime|timespan|bool"


@aggregate(
    f"min(value: {_ORDERED}|dynamic) -> like value",
    merged_by="min",
    source=_SOURCE,
    name_prefix="min",
    examples={"min(v)": 1, "min(k)": "a"},
    nullable=True,
)
def min_(call: LoweredAggregate) -> Sql:
    """The least value; nulls do not count; NaN, where there is one."""
    least = _extreme(call, exp.Min)
    if call.bound[0].type is not KqlType.REAL:
        return least
    # the engine puts NaN above every number: the greatest value tells whether there is one
    unordered = build.plain_call("isnan", exp.Max(this=call.arg(0)))
    return build.case([(unordered, build.constant(float("nan"), KqlType.REAL))], least)


@aggregate(
    f"max(value: {_ORDERED}|dynamic) -> like value",
    merged_by="max",
    source=_SOURCE,
    name_prefix="max",
    examples={"max(v)": 2, "max(k)": "b"},
    nullable=True,
)
def max_(call: LoweredAggregate) -> Sql:
    """The greatest value; nulls do not count; NaN, where there is one."""
    return _extreme(call, exp.Max)


def _extreme(call: LoweredAggregate, node: type[exp.Func]) -> Sql:
    kind = call.bound[0].type
    if kind is KqlType.DYNAMIC:
        raise refusal(
            codes.UNSUPPORTED,
            f"'{call.call.spec.name}' of a dynamic value is not translated yet",
            call.call.span,
            "cast it first, with tolong(...) say",
        )
    made = cast("Sql", node(this=call.arg(0)))
    return build.coalesce(made, build.text("")) if kind is KqlType.STRING else made


# --- arg_max, arg_min, take_any -----------------------------------------------------------------


def returned(
    binder: Binder,
    syntax: AggregateSyntax,
    scope: Node,
    skip: int,
    unnamed: Callable[[int], str] = lambda _: "",
) -> list[tuple[str, Expr]]:
    """The columns that a row aggregate brings along: named ones, or all but keys and extreme.

    ``unnamed`` names a computed one by its place.
    """
    found: list[tuple[str, Expr]] = []
    for argument in syntax.call.arguments[skip:]:
        if isinstance(argument, nodes.Star):
            first = syntax.call.arguments[0] if skip else None
            own = plain_name(first)
            found += [
                (column.name, ColumnRef(column))
                for column in visible(scope)
                if column.name not in syntax.keys and column.name != own
            ]
        else:
            name = default_name(argument, binder.registry.functions)
            found.append((name or unnamed(len(found) + 1), binder.scalar(argument, scope)))
    return found


def _bind_arg(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    arguments = syntax.call.arguments
    if not arguments:
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'{spec.name}' takes what to maximise, then columns or *",
            syntax.call.span,
        )
    extreme = binder.scalar(arguments[0], scope)
    if extreme.type in (KqlType.DYNAMIC, KqlType.GUID):
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"'{spec.name}' does not order values of type {extreme.type}",
            extreme.span,
            "cast it first",
        )
    first = default_name(arguments[0], binder.registry.functions)
    prefix = spec.name.removeprefix("arg_")
    read = first
    first = first or f"{prefix}_"
    others = returned(binder, syntax, scope, 1, lambda place: f"{prefix}_{read}_arg{place}")
    pairs = [(first, extreme), *others]
    return AggregateCall(
        spec, tuple(expr for _, expr in pairs), _named(pairs, syntax), span=syntax.call.span
    )


def _bind_any(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    if not syntax.call.arguments:
        raise refusal(codes.ARGUMENT_COUNT, f"'{spec.name}' takes columns or *", syntax.call.span)
    pairs = returned(binder, syntax, scope, 0)
    prefix = "any_" if spec.name == "any" else ""
    pairs = [(prefix + name, expr) for name, expr in pairs]
    return AggregateCall(
        spec, tuple(expr for _, expr in pairs), _named(pairs, syntax), span=syntax.call.span
    )


def _named(pairs: list[tuple[str, Expr]], syntax: AggregateSyntax) -> tuple[Column, ...]:
    """Output columns: written names first, defaults with a number where the name is taken."""
    taken = set(syntax.taken)
    columns = []
    for place, (name, expr) in enumerate(pairs):
        written = place < len(syntax.names) and syntax.names[place]
        made = syntax.names[place] if written else unique(name or "Column", taken)
        taken.add(made)
        columns.append(Column(made, expr.type))
    return tuple(columns)


def _row_of(call: LoweredAggregate, pick: str) -> Sql:
    """The struct of the row with the extreme.

    Rows whose extreme is null count only among themselves.
    """
    values = [call.arg(place) for place in range(len(call.bound))]
    struct = build.struct(values) if len(values) > 1 else values[0]
    extreme = call.bound[0]
    parts = [call.arg(0)]
    if pick == "arg_min" and extreme.type is KqlType.REAL:
        # NaN is the extreme either way; the engine holds it greatest
        parts.insert(0, build.negation(build.plain_call("isnan", call.arg(0))))
    tie = _tie(call)
    if tie is not None:
        # the least wins: turned around where the greatest key does
        parts.append(tie if pick == "arg_min" else build.minus(tie))
    chosen = build.plain_call(pick, struct, build.struct(parts) if len(parts) > 1 else parts[0])
    if not extreme.nullable:
        return _never_null(call, chosen)
    chosen = build.filtered(chosen, build.is_not_null(call.arg(0)))
    return build.coalesce(chosen, first_row(call, struct.copy()))


def _tie(call: LoweredAggregate) -> Sql | None:
    """What settles ties alike in every strategy: the stored row's number, or a hash of the row."""
    if not call.call.settled:
        return None
    if call.call.row is not None:
        return call.lowering.value(call.opened, call.call.row)
    parts = [groupable(expr, call.arg(place)) for place, expr in enumerate(call.bound)]
    # half of the unsigned hash fits a signed number, which has a negative
    half = build.binary("//", build.plain_call("hash", *parts), build.number(2))
    return build.cast_to(half, build.type_of(KqlType.LONG))


def first_row(call: LoweredAggregate, struct: Sql) -> Sql:
    """Some row of the group: the first, or the one that settles ties."""
    tie = _tie(call)
    return (
        build.plain_call("first", struct)
        if tie is None
        else build.plain_call("arg_min", struct, tie)
    )


def _never_null(call: LoweredAggregate, value: Sql) -> Sql:
    """A single text is empty over no rows; columns of a struct are seen to above the groups."""
    if len(call.bound) == 1 and call.bound[0].type is KqlType.STRING:
        return build.coalesce(value, build.text(""))
    return value


@aggregate(
    "arg_max(extreme: any, returned...: any) -> dynamic",
    merged_by="arg_max",
    source=_SOURCE,
    bound_by=_bind_arg,
    examples={"arg_max(v, *)": [2, "a"]},
)
def arg_max(call: LoweredAggregate) -> Sql:
    """The row with the greatest value: that value, and the columns asked for (``*``: all)."""
    return _row_of(call, "arg_max")


@aggregate(
    "arg_min(extreme: any, returned...: any) -> dynamic",
    merged_by="arg_min",
    source=_SOURCE,
    bound_by=_bind_arg,
    examples={"arg_min(v, k)": [1, "a"]},
)
def arg_min(call: LoweredAggregate) -> Sql:
    """The row with the least value: that value, and the columns asked for (``*``: all)."""
    return _row_of(call, "arg_min")


def _bind_former(
    spec: AggregateSpec, binder: Binder, syntax: AggregateSyntax, scope: Node
) -> AggregateCall:
    """``argmax`` is ``arg_max`` but for the names of its columns: ``max_v``, ``max_v_w``."""
    made = _bind_arg(AGGREGATES[f"arg_{spec.name[3:]}"], binder, syntax, scope)
    prefix = spec.name[3:]
    names = [default_name(part, binder.registry.functions) for part in syntax.call.arguments[:1]]
    first = f"{prefix}_{names[0]}"
    pairs = [(first, made.arguments[0])]
    found = returned(binder, syntax, scope, 1)
    for place, (name, expr) in enumerate(
        zip((n for n, _ in found), made.arguments[1:], strict=True)
    ):
        pairs.append((f"{first}_{name or f'arg{place + 1}'}", expr))
    return replace(made, columns=_named(pairs, syntax))


for _name, _shown in (("argmax", [2, "a"]), ("argmin", [1, "a"])):

    @aggregate(
        f"{_name}(extreme: any, returned...: any) -> dynamic",
        source="measured: Microsoft's binder (an old spelling)",
        bound_by=_bind_former,
        examples={f"{_name}(v, k)": _shown},
    )
    def former(call: LoweredAggregate) -> Sql:
        """``arg_max`` or ``arg_min`` under its old name, with old names of columns."""
        raise InternalError(f"{call.call.spec.name} is bound as its newer spelling")


def _any_row(call: LoweredAggregate) -> Sql:
    values = [call.arg(place) for place in range(len(call.bound))]
    struct = build.struct(values) if len(values) > 1 else values[0]
    if len(values) == 1 and call.bound[0].type is KqlType.DYNAMIC:
        struct = to_variant(struct)
    return _never_null(call, first_row(call, struct))


for _name in ("take_any", "any"):

    @aggregate(
        f"{_name}(columns...: any) -> dynamic",
        merged_by="take_any",
        source=_SOURCE,
        bound_by=_bind_any,
        examples={f'{_name}("same")': "same"},
    )
    def take_any(call: LoweredAggregate) -> Sql:
        """Any row of the group; the same one on every run (Kusto leaves it open)."""
        return _any_row(call)
