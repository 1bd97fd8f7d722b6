"""Functions of the rows around one: ``prev``, ``next``, ``row_number`` and their kin.

They need serialized rows (``$seq``) and bind to window calls over it (``transpile.bind.serial``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.binder import null_of
from transpile.bind.serial import BEGAN, StepScope, WindowCall
from transpile.bind.tree import SEQ, SEQ_COLUMN, ColumnRef, Constant, Expr, Node
from transpile.bind.walk import walk_expr
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.spec import CONVERSIONS, FUNCTIONS, add_function
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder, Scope
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall

_SOURCE = "learn:window-functions; conformance FACTS 14"
_NUMBERS = (KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL)
_ORDER = ColumnRef(SEQ_COLUMN)


def _never_lowered(_call: LoweredCall) -> Sql:
    raise InternalError("window functions are moved into nodes of their own before lowering")


def _serialized(scope: Scope, syntax: nodes.Call) -> None:
    """Refuse a call over rows whose order is not known."""
    if isinstance(scope, StepScope):
        raise refusal(
            codes.NOT_SERIALIZED,
            f"'{syntax.name}' does not fit into a step of 'scan'",
            syntax.span,
            f"'extend' a column with {syntax.name}(...) before the scan",
        )
    if not isinstance(scope, Node) or SEQ not in scope.by_name:
        raise refusal(
            codes.NOT_SERIALIZED,
            f"'{syntax.name}' needs rows in an order, and these have none",
            syntax.span,
            "'sort by' orders them, 'serialize' takes them as they are",
        )


def _arguments(binder: Binder, syntax: nodes.Call, scope: Scope) -> list[Expr]:
    """The bound arguments, their number checked; the order of the rows is known."""
    parameters = FUNCTIONS[syntax.name].signature.parameters
    least = sum(not parameter.optional for parameter in parameters)
    if not least <= len(syntax.arguments) <= len(parameters):
        wanted = f"{least} to {len(parameters)}" if least < len(parameters) else str(least)
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'{syntax.name}' takes {wanted} arguments, not {len(syntax.arguments)}",
            syntax.span,
        )
    bound = binder.each(syntax.arguments, lambda part: binder.scalar(part, scope))
    _serialized(scope, syntax)
    return bound


def _wanted(value: Expr, kinds: tuple[KqlType, ...], what: str, syntax: nodes.Call) -> None:
    if value.type not in kinds:
        wanted = "number" if len(kinds) > 1 else str(kinds[0])
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"'{syntax.name}' takes a {wanted} for its {what}, not a {value.type}",
            value.span if value.span.end else syntax.span,
        )


def _fixed(value: Expr, what: str, syntax: nodes.Call) -> None:
    if any(isinstance(part, ColumnRef) for part in walk_expr(value)):
        raise refusal(
            codes.NOT_CONSTANT,
            f"the {what} of '{syntax.name}' must not differ from row to row",
            value.span if value.span.end else syntax.span,
        )


def _call(function: str, kind: KqlType, *arguments: Expr, within: tuple[Expr, ...] = ()) -> Expr:
    span = arguments[0].span if arguments else _ORDER.span
    return WindowCall(function, arguments, within, _ORDER, kind, span=span)


# --- prev and next ------------------------------------------------------------------------------


def _bind_neighbour(function: str, binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    value, *rest = _arguments(binder, syntax, scope)
    if not isinstance(syntax.arguments[0], nodes.Name) or not isinstance(value, ColumnRef):
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'{syntax.name}' takes a column, not an expression",
            syntax.arguments[0].span,
            "'extend' a column with it first",
        )
    offset: Expr = rest[0] if rest else Constant(1, KqlType.LONG)
    if rest:
        what = f"the offset of '{syntax.name}'"
        offset = binder.constant(syntax.arguments[1], KqlType.LONG, what)
        if not isinstance(offset.value, int) or offset.value < 1:
            raise refusal(codes.BAD_ARGUMENT, f"{what} is 1 or more", syntax.arguments[1].span)
    default: Expr = null_of(value.type)
    if len(rest) > 1:
        default = rest[1]
        _fixed(default, "default", syntax)
        if isinstance(default, Constant) and default.value is None:
            default = null_of(value.type)
        elif default.type is not value.type:
            default = binder.apply(CONVERSIONS[value.type], (default,), default.span)
    can_be_null = value.nullable or default.nullable
    return WindowCall(
        function, (value, offset, default), (), _ORDER, value.type, can_be_null, span=syntax.span
    )


_THREE = "datatable(v:long)[1, 2, 3] | serialize"
for _name, _function, _where, _examples in (
    ("prev", "lag", "before", {"prev(v)": [1, 2], "prev(v, 2, 0)": [0, 0, 1]}),
    ("next", "lead", "after", {"next(v)": [2, 3], "next(v, 2, 0)": [3, 0, 0]}),
):
    add_function(
        f"{_name}(column: any, offset?: long, default?: any) -> like column",
        _never_lowered,
        doc=f"A column's value one row {_where} this, or more; the default where there is none.",
        source=_SOURCE,
        whole_call=True,
        bound_in_scope=partial(_bind_neighbour, _function),
        examples={
            f"toscalar({_THREE} | extend p = {_text} | summarize make_list(p))": _values
            for _text, _values in _examples.items()
        },
        differs="A default of another type is converted to the column's.",
    )


# --- numbers, sums and ranks --------------------------------------------------------------------


def _within(binder: Binder, restart: Expr | None, syntax: nodes.Call) -> tuple[Expr, ...]:
    """What tells one stretch of rows from the next: how often it has restarted."""
    if restart is None or (isinstance(restart, Constant) and restart.value is False):
        return ()
    _wanted(restart, (KqlType.BOOL,), "restart", syntax)
    return (_call("runs", KqlType.LONG, restart),)


def _restart(arguments: list[Expr], place: int) -> Expr | None:
    return arguments[place] if len(arguments) > place else None


def _bind_number(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    arguments = _arguments(binder, syntax, scope)
    number = _call("number", KqlType.LONG, within=_within(binder, _restart(arguments, 1), syntax))
    if not arguments:
        return number
    start = arguments[0]
    if start.type is KqlType.INT:
        start = binder.apply("tolong", (start,), start.span)
    _wanted(start, (KqlType.LONG,), "first number", syntax)
    _fixed(start, "first number", syntax)
    one = Constant(1, KqlType.LONG)
    return binder.apply("+", (start, binder.apply("-", (number, one))), syntax.span)


def _bind_cumsum(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    arguments = _arguments(binder, syntax, scope)
    value = arguments[0]
    _wanted(value, _NUMBERS, "value", syntax)
    within = _within(binder, _restart(arguments, 1), syntax)
    if value.type is not KqlType.INT:
        return _call("sum", value.type, value, within=within)
    total = _call("sum", KqlType.LONG, value, within=within)
    return binder.apply("toint", (total,), syntax.span)


def _ranked(binder: Binder, syntax: nodes.Call, scope: Scope) -> tuple[Expr, tuple[Expr, ...]]:
    arguments = _arguments(binder, syntax, scope)
    if arguments[0].type is KqlType.DYNAMIC:
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"'{syntax.name}' does not compare dynamic values",
            arguments[0].span,
            "rank tostring(...) of it",
        )
    return arguments[0], _within(binder, _restart(arguments, 1), syntax)


def _bind_dense(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    value, within = _ranked(binder, syntax, scope)
    changes = _call("changes", KqlType.LONG, value, within=within)
    return _call("tally", KqlType.LONG, changes, within=within)


def _bind_least(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    value, within = _ranked(binder, syntax, scope)
    since = _call("since", KqlType.LONG, value, within=within)
    return _call("highest", KqlType.LONG, since, within=within)


def _bind_session(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    value, longest, gap, *rest = _arguments(binder, syntax, scope)
    _wanted(value, (KqlType.DATETIME,), "value", syntax)
    _wanted(longest, (KqlType.TIMESPAN,), "longest session", syntax)
    _wanted(gap, (KqlType.TIMESPAN,), "longest gap", syntax)
    restart: Expr = rest[0] if rest else Constant(False, KqlType.BOOL)
    _wanted(restart, (KqlType.BOOL,), "restart", syntax)

    def apply(name: str, *parts: Expr) -> Expr:
        return binder.apply(name, parts, syntax.span)

    # where a session begins whatever the one before was: only the rest is read row after row
    before = WindowCall(
        "lag",
        (value, Constant(1, KqlType.LONG), null_of(KqlType.DATETIME)),
        (),
        _ORDER,
        KqlType.DATETIME,
        can_be_null=True,
    )
    breaks = apply(
        "or",
        apply("isnull", value),
        apply("isnull", before),
        apply(">=", value, apply("+", before, gap)),
        restart,
    )
    began = ColumnRef(BEGAN)
    too_long = apply(">=", value, apply("+", began, longest))
    start = apply("iff", apply("or", apply("isnull", began), too_long), value, began)
    return WindowCall(
        "session",
        (start,),
        (_call("runs", KqlType.LONG, breaks),),
        _ORDER,
        KqlType.DATETIME,
        value.nullable,
        span=syntax.span,
    )


_RANKED = "datatable(v:long)[5, 5, 8, 3, 3] | serialize"
_TIMES = (
    "datatable(t:datetime)[datetime(2024-01-01T10:00), datetime(2024-01-01T10:04), "
    "datetime(2024-01-01T10:30)] | serialize"
)


def _add(
    signature: str,
    bind: Callable[[Binder, nodes.Call, Scope], Expr],
    doc: str,
    rows: str,
    examples: dict[str, list[object]],
    differs: str = "",
) -> None:
    add_function(
        signature,
        _never_lowered,
        doc=doc,
        source=_SOURCE,
        whole_call=True,
        bound_in_scope=bind,
        differs=differs,
        examples={
            f"toscalar({rows} | extend made = {text} | summarize make_list(made))": values
            for text, values in examples.items()
        },
    )


_add(
    "row_number(first?: long, restart?: bool) -> long",
    _bind_number,
    "The number of the row, from 1 or a first number; again from there where a condition holds.",
    _RANKED,
    {"row_number()": [1, 2, 3, 4, 5], "row_number(10, v < prev(v))": [10, 11, 12, 10, 11]},
)
_add(
    "row_cumsum(value: number, restart?: bool) -> like value",
    _bind_cumsum,
    "The sum of a value up to this row, from the last row at which a condition held; it wraps.",
    _RANKED,
    {"row_cumsum(v)": [5, 10, 18, 21, 24], "row_cumsum(v, v == 8)": [5, 10, 8, 11, 14]},
    "A null adds nothing; what Kusto makes of it was not measured.",
)
_add(
    "row_rank_dense(value: any, restart?: bool) -> long",
    _bind_dense,
    "How many different values in a row there were up to this one, which they are sorted by.",
    _RANKED,
    {"row_rank_dense(v)": [1, 1, 2, 3, 3]},
)
_add(
    "row_rank_min(value: any, restart?: bool) -> long",
    _bind_least,
    "The number of the first row with this row's value, of rows that are sorted by it.",
    _RANKED,
    {"row_rank_min(v)": [1, 1, 3, 4, 4], "row_rank_min(v, v < prev(v))": [1, 1, 3, 1, 1]},
)
_add(
    "row_window_session(value: datetime, longest: timespan, gap: timespan, restart?: bool)"
    " -> datetime",
    _bind_session,
    "When the session of this row began: one ends by its length, by a gap, or where told.",
    _TIMES,
    {
        "row_window_session(t, 1h, 5m)": [
            "2024-01-01T10:00:00.0000000Z",
            "2024-01-01T10:00:00.0000000Z",
            "2024-01-01T10:30:00.0000000Z",
        ]
    },
    "Of a row without a time the session is null.",
)
