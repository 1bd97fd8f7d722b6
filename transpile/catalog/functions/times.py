"""``now``, ``ago``, ``ingestion_time`` and the bin family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.lower import build
from transpile.lower.time import bin_datetime, bin_datetime_computed, floor_computed, floor_whole
from transpile.spec import FunctionSpec, add_function, checked
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


def _bind_now(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    instant = binder.settings.instant(span)
    return binder.apply("+", (instant, *fitted), span) if fitted else instant


def _bind_ago(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    (span_back,) = checked(binder, spec.signature, arguments, span)
    return binder.apply("-", (binder.settings.instant(span), span_back), span)


def _never_lowered(_call: LoweredCall) -> Sql:
    raise InternalError("now() and its kin are resolved when binding")


add_function(
    "now(offset?: timespan) -> datetime",
    _never_lowered,
    doc="The instant of the query, one for the whole of it, moved by an offset.",
    examples={"now(1h) - now()": "01:00:00"},
    source="learn:now-function",
    whole_call=True,
    bound_by=_bind_now,
)
add_function(
    "ago(back: timespan) -> datetime",
    _never_lowered,
    doc="The instant of the query minus a timespan.",
    examples={"now() - ago(2d)": "2.00:00:00"},
    source="learn:ago-function",
    whole_call=True,
    bound_by=_bind_ago,
)
add_function(
    "ingestion_time() -> datetime",
    _never_lowered,
    doc="When a row of a log table became visible; null where no table row is behind it.",
    examples={"ingestion_time()": None},
    source="learn:ingestion-time-function; specs/rules 2",
    whole_call=True,
)


# --- bin ----------------------------------------------------------------------------------------


_TIMED = (KqlType.DATETIME, KqlType.TIMESPAN)


def _bind_bin(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    value, size = checked(binder, spec.signature, arguments, span)
    if value.type is KqlType.DYNAMIC:
        name = "todatetime" if size.type is KqlType.TIMESPAN else "todouble"
        value = binder.apply(name, (value,), span)
    if size.type is KqlType.DYNAMIC:
        name = "totimespan" if value.type in _TIMED else "todouble"
        size = binder.apply(name, (size,), span)
    timed = value.type in _TIMED
    if timed != (size.type is KqlType.TIMESPAN):
        wanted = "timespan" if timed else "number"
        raise refusal(
            codes.TYPE_MISMATCH,
            f"a {value.type} is binned by a {wanted}, not by a {size.type}",
            size.span,
            "1h is a timespan" if timed else "",
        )
    kind = value.type
    if kind is KqlType.BOOL:
        value, kind = binder.apply("tolong", (value,), span), KqlType.LONG
    if size.type is KqlType.DECIMAL:
        kind = KqlType.DECIMAL
    elif kind.is_integer:
        kind = KqlType.REAL if size.type is KqlType.REAL else KqlType.LONG
    divides = isinstance(size, Constant) and bool(size.value)
    nullable = value.nullable or not divides
    return spec.applied_as((value, size), kind, nullable, span)


def _bin(call: LoweredCall) -> Sql:
    """Round down to a multiple of the size; datetimes count from the year 1."""
    kind = call.apply.kind
    size = call.constant(1)
    if not isinstance(size, int | float) or size < 0 or call.bound[1].type is KqlType.DECIMAL:
        return _bin_computed(call)
    if size == 0 and kind is not KqlType.REAL:  # a real by 0.0 is NaN
        return build.null(kind)
    if kind is KqlType.DATETIME:
        return bin_datetime(call.arg(0), int(size))
    if kind in (KqlType.LONG, KqlType.TIMESPAN):
        value = call.arg(0)
        if call.bound[0].type is KqlType.INT:
            value = build.cast_to(value, build.type_of(KqlType.LONG))
        return floor_whole(value, int(size))
    value = call.arg(0)
    if kind is KqlType.REAL and call.bound[0].type is not KqlType.REAL:
        value = build.cast_to(value, build.type_of(kind))
    width = build.cast_to(build.bare(size, KqlType.REAL), build.type_of(kind))
    steps = build.plain_call("floor", build.binary("/", value, width))
    made = build.binary("*", steps, width.copy())
    return build.try_cast(made, build.type_of(kind)) if kind is KqlType.DECIMAL else made


def _bin_computed(call: LoweredCall) -> Sql:
    """The same by a size that is known for each row only, or that is negative."""
    kind = call.apply.kind
    if kind is KqlType.DATETIME:
        return bin_datetime_computed(call.arg(0), call.arg(1))
    if kind in (KqlType.LONG, KqlType.TIMESPAN):
        return floor_computed(call.arg(0), call.arg(1))
    value, width = (build.cast_to(call.arg(place), build.type_of(kind)) for place in (0, 1))
    if kind is KqlType.DECIMAL:
        width = build.plain_call("nullif", width, build.number(0))

    def floored(size: Sql) -> Sql:
        steps = build.plain_call("floor", build.binary("/", value, size))
        return build.binary("*", steps, size.copy())

    made = build.once(width, floored)
    return build.try_cast(made, build.type_of(kind)) if kind is KqlType.DECIMAL else made


for _name in ("bin", "floor"):
    add_function(
        f"{_name}(value: number|datetime|timespan|bool|dynamic, size: number|timespan)"
        " -> like value",
        _bin,
        source="learn:bin-function; SEMANTICS; FACTS 4",
        whole_call=True,
        bound_by=_bind_bin,
        examples={
            f"{_name}(-5, 2)": -6,
            f"{_name}(7.5, 2)": 6.0,
            f"{_name}(datetime(1955-11-05), 7d)": "1955-10-31T00:00:00Z",
            f"{_name}(7, -5)": 10,
            f"{_name}(datetime(2023-06-14 12:34), 1h / 2.0)": "2023-06-14T12:30:00Z",
            f"{_name}(7, strlen(''))": None,
        },
        passes_name=True,
    )
