"""Arrays as sets, and arrays made of nothing: ``set_union``, ``range``, ``repeat``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant
from transpile.catalog.functions.dynamics import boxed
from transpile.catalog.functions.texts import bind_strict
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.arrays import (
    contains,
    distinct,
    filled,
    joined,
    kept,
    key_of,
    keys_of,
    length,
    mapped,
    positions,
)
from transpile.lower.dynamic import elements, to_variant
from transpile.lower.time import epoch_us
from transpile.spec import CONVERSIONS, FunctionSpec, add_function, checked
from transpile.types import TICKS_PER_MICROSECOND, KqlType, wider

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (dynamic/array); conformance FACTS 8"


def _bind_several(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    if len(arguments) < 2:
        raise refusal(codes.ARGUMENT_COUNT, f"'{spec.name}' takes 2 to 64 arrays", span)
    return spec.applied(checked(binder, spec.signature, arguments, span), span)


def _union(*arrays: Sql) -> Sql:
    """The different elements of all arrays; what is no array counts as an empty one."""
    return to_variant(distinct(joined([filled(array) for array in arrays])))


def _intersection(first: Sql, *others: Sql) -> Sql:
    """The different elements that every array has; null where the first is no array."""

    def shared(items: Sql) -> Sql:
        tests = [keys_of(filled(other)) for other in others]
        both = kept(
            items,
            lambda e: build.conjunction([contains(keys, key_of(e.copy())) for keys in tests]),
            "x",
        )
        return to_variant(distinct(both))

    return build.once(elements(first), shared)


def _difference(first: Sql, *others: Sql) -> Sql:
    """The different elements of the first array that no other has; null where it is no array."""

    def rest(items: Sql) -> Sql:
        keys = keys_of(joined([filled(other) for other in others]))
        own = kept(items, lambda e: build.negation(contains(keys, key_of(e))), "x")
        return to_variant(distinct(own))

    return build.once(elements(first), rest)


_SETS: tuple[tuple[str, Callable[..., Sql], dict[str, object]], ...] = (
    ("set_union", _union, {'set_union(dynamic([1, 2]), dynamic([2.0, "2"]))': [1, 2, "2"]}),
    ("set_intersect", _intersection, {"set_intersect(dynamic([1, 2, 2]), dynamic([2]))": [2]}),
    ("set_difference", _difference, {"set_difference(dynamic([1, 2]), dynamic([2]))": [1]}),
)
for _name, _builder, _shown in _SETS:
    add_function(
        f"{_name}(arrays...: dynamic) -> dynamic",
        _builder,
        source=_SOURCE,
        bound_by=_bind_several,
        nulls="never" if _name == "set_union" else "always",
        examples=_shown,
    )


def _has_element(call: LoweredCall) -> Sql:
    """Whether an array has an element; null where it is no array."""
    key = key_of(boxed(call.arg(1), call.bound[1].type))
    return contains(keys_of(elements(call.arg(0))), key)


add_function(
    "set_has_element(array: dynamic, value: any) -> bool",
    _has_element,
    source=_SOURCE,
    whole_call=True,
    nulls="always",
    examples={
        'set_has_element(dynamic(["a", "b"]), "b")': True,
        'set_has_element(dynamic([1]), "1")': False,
    },
)


def _jaccard(first: Sql, second: Sql) -> Sql:
    """How many elements two sets share, by how many they have; null where one is no array."""

    def ratio(one: Sql) -> Sql:
        def against(other: Sql) -> Sql:
            shared = kept(one.copy(), lambda key: contains(other.copy(), key), "x")
            both = build.plain_call("list_distinct", joined([one.copy(), other.copy()]))
            counts = [
                build.cast_to(length(part), build.type_of(KqlType.REAL)) for part in (shared, both)
            ]
            known = build.conjunction((build.is_not_null(one.copy()), build.is_not_null(other)))
            return build.case([(known, build.binary("/", *counts))], build.null(KqlType.REAL))

        return build.once(_key_set(second), against)

    return build.once(_key_set(first), ratio)


def _key_set(array: Sql) -> Sql:
    return build.plain_call("list_distinct", keys_of(elements(array)))


add_function(
    "jaccard_index(first: dynamic, second: dynamic) -> real",
    _jaccard,
    source=_SOURCE,
    nulls="always",
    examples={"jaccard_index(dynamic([1, 2, 3]), dynamic([2, 3, 4]))": 0.5},
)


# --- made of nothing ----------------------------------------------------------------------------

_MOST = 1_048_576  # elements of a range in Kusto


def _repeat(call: LoweredCall) -> Sql:
    """An array of so many copies of a value; empty for 0, null for less."""
    value = boxed(call.arg(0), call.bound[0].type)

    def copies(count: Sql) -> Sql:
        fits = build.between(count, build.number(0), build.number(_MOST))
        held = build.plain_call("least", count.copy(), build.number(_MOST))
        made = to_variant(mapped(positions(held), lambda _: value, "p"))
        return build.case([(fits, made)], build.null(KqlType.DYNAMIC))

    return build.once(call.arg(1), copies)


add_function(
    "repeat(value: string|bool|number|datetime|timespan, count: long|int) -> dynamic",
    _repeat,
    source="learn:repeat-function",
    whole_call=True,
    nulls="always",
    name_prefix="repeat",
    bound_by=bind_strict,
    examples={'repeat("a", 2)': ["a", "a"], "repeat(1, 0)": [], "repeat(1, -1)": None},
)


def _bind_range(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    start, stop, *given = checked(binder, spec.signature, arguments, span)
    timed = start.type in (KqlType.DATETIME, KqlType.TIMESPAN)
    unit = Constant(36_000_000_000, KqlType.TIMESPAN) if timed else Constant(1, KqlType.LONG)
    step = given[0] if given else unit
    if timed and start.type is stop.type and step.type is KqlType.TIMESPAN:
        return spec.applied((start, stop, step), span)
    kind: KqlType | None = start.type
    for part in (stop, step):
        kind = wider(kind, part.type) if kind else None
    if kind is None:
        raise refusal(
            codes.TYPE_MISMATCH,
            f"'range' does not go from a {start.type} to a {stop.type} by a {step.type}",
            span,
        )
    kind = KqlType.LONG if kind.is_integer else KqlType.REAL
    same = tuple(
        part if part.type is kind else binder.apply(CONVERSIONS[kind], (part,), part.span)
        for part in (start, stop, step)
    )
    return spec.applied(same, span)


def _range(call: LoweredCall) -> Sql:
    """The values from a start to a stop, by a step: 1, or an hour; null for a step of 0."""
    kind = call.bound[0].type
    first, last, step = call.args()
    real = build.type_of(KqlType.REAL)
    if kind is KqlType.DATETIME:
        first, last = epoch_us(first), epoch_us(last)
        step = build.binary("//", step, build.number(TICKS_PER_MICROSECOND))

    def values(width: Sql) -> Sql:
        span = build.binary(
            "-", build.cast_to(last, real.copy()), build.cast_to(first, real.copy())
        )
        none = build.constant(0.0, KqlType.REAL)
        divisor = build.plain_call("nullif", build.cast_to(width.copy(), real.copy()), none)
        count = build.plain_call("floor", build.binary("/", span, divisor))
        most = build.number(_MOST - 1)
        # no "least": it would skip the null of a step of 0
        held = build.case(
            [
                (build.binary("<=", count, most), count.copy()),
                (build.binary(">", count.copy(), most.copy()), most.copy()),
            ]
        )
        steps = build.plain_call(
            "generate_series", build.number(0), build.cast_to(held, build.data_type("BIGINT"))
        )

        def value(place: Sql) -> Sql:
            made = build.binary("+", first.copy(), build.binary("*", place, width.copy()))
            if kind is KqlType.DATETIME:
                made = build.plain_call("make_timestamp", made)
            return boxed(made, kind)

        return to_variant(mapped(steps, value, "p"))

    return build.once(step, values)


add_function(
    "range(start: number|datetime|timespan, stop: number|datetime|timespan,"
    " step?: number|timespan) -> dynamic",
    _range,
    source="learn:range-function",
    whole_call=True,
    bound_by=_bind_range,
    nulls="always",
    examples={
        "range(1, 8, 3)": [1, 4, 7],
        "range(3, 1)": [],
        "range(0.0, 1, 0.5)": [0.0, 0.5, 1.0],
        "range(datetime(2024-01-01), datetime(2024-01-02), 1d)": [
            "2024-01-01T00:00:00.0000000Z",
            "2024-01-02T00:00:00.0000000Z",
        ],
    },
)
