"""Arrays in another order or beside one another: sorted, rotated, shifted, zipped, chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.catalog.functions.arrays import is_number, number_of
from transpile.catalog.functions.dynamics import boxed
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.arrays import at, elements, filled, joined, kept, length, mapped, positions
from transpile.lower.dynamic import json_type, to_variant, unquoted
from transpile.spec import FunctionSpec, add_function, checked, constant_value
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:scalar-functions (dynamic/array); conformance FACTS 8"


def _bind_sort(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    if len(arguments) > 1 and arguments[1].type is KqlType.DYNAMIC:
        raise refusal(
            codes.UNSUPPORTED, "arrays sorted along with the first are not translated yet", span
        )
    fitted = checked(binder, spec.signature, arguments, span)
    if len(fitted) > 1 and not isinstance(constant_value(fitted[1]), bool):
        raise refusal(codes.NOT_CONSTANT, "whether nulls come last must be a constant", span)
    return spec.applied(fitted, span)


def _sorted(call: LoweredCall) -> Sql:
    """An array in order: numbers, then texts, then the rest; nulls last unless told otherwise."""
    direction = "DESC" if call.apply.spec.name.endswith("desc") else "ASC"
    nulls_last = len(call.bound) == 1 or call.constant(1) is True

    def in_order(items: Sql) -> Sql:
        numbers = kept(items.copy(), is_number)
        others = kept(items.copy(), lambda e: build.negation(is_number(e)), "o")
        nulls = kept(items.copy(), build.is_null, "n")
        groups = [
            build.once(numbers, lambda some: _by(some, number_of, direction)),
            build.once(others, lambda some: _by(some, unquoted, direction)),
        ]
        made = joined([*groups, nulls] if nulls_last else [nulls, *groups])
        return build.case([(build.is_not_null(items), to_variant(made))])

    return build.once(elements(call.arg(0)), in_order)


def _by(items: Sql, key: Callable[[Sql], Sql], direction: str) -> Sql:
    """Elements ordered by a key: the engine sorts pairs of key and position."""

    def pair(place: Sql) -> Sql:
        return build.struct([key(at(items.copy(), place)), place.copy()])

    pairs = mapped(positions(length(items.copy())), pair, "p")
    ordered = build.plain_call("list_sort", pairs, build.text(direction))
    return mapped(
        ordered, lambda q: at(items.copy(), build.call("struct_extract", q, build.text("f1"))), "q"
    )


for _name, _shown in (
    ("array_sort_asc", {'array_sort_asc(dynamic([3, null, "b", 1, "a"]))': [1, 3, "a", "b", None]}),
    ("array_sort_desc", {'array_sort_desc(dynamic([3, null, 1, "a"]))': [3, 1, "a", None]}),
):
    add_function(
        f"{_name}(array: dynamic, nulls_last?: bool) -> dynamic",
        _sorted,
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind_sort,
        nulls="always",
        name_suffix="_sorted",
        differs="One array only; Kusto sorts others along with it.",
        examples=_shown,
    )


# --- rotated and shifted ------------------------------------------------------------------------


def _moved(call: LoweredCall) -> Sql:
    """The elements moved; those that leave the array come in at its other end, or a default."""
    left = call.apply.spec.name.endswith("left")
    rotates = "rotate" in call.apply.spec.name
    count = call.arg(1) if left else build.minus(call.arg(1))

    def move(items: Sql) -> Sql:
        size = length(items.copy())

        def picked(place: Sql) -> Sql:
            target = build.binary("+", place, count)
            if not rotates:
                fallback = build.null(KqlType.DYNAMIC)
                if len(call.bound) > 2:
                    fallback = boxed(call.arg(2), call.bound[2].type)
                inside = build.between(target, build.number(1), size.copy())
                return build.case([(inside, at(items.copy(), target.copy()))], fallback)
            index = build.binary("-", target, build.number(1))
            rest = build.binary("%", index, size.copy())
            positive = build.binary("%", build.binary("+", rest, size.copy()), size.copy())
            return at(items.copy(), build.binary("+", positive, build.number(1)))

        return to_variant(mapped(positions(size.copy()), picked, "p"))

    return build.once(elements(call.arg(0)), move)


_MOVES = {
    "array_rotate_left": [3, 4, 1, 2],
    "array_rotate_right": [3, 4, 1, 2],
    "array_shift_left": [3, 4, None, None],
    "array_shift_right": [None, None, 1, 2],
}
for _name, _moved_to in _MOVES.items():
    _extra = ", default?: any" if "shift" in _name else ""
    add_function(
        f"{_name}(array: dynamic, count: long|int{_extra}) -> dynamic",
        _moved,
        source=_SOURCE,
        whole_call=True,
        nulls="always",
        examples={f"{_name}(dynamic([1, 2, 3, 4]), 2)": _moved_to},
    )


# --- beside one another -------------------------------------------------------------------------


def _zip(call: LoweredCall) -> Sql:
    """An array of the first elements, of the second ones, and so on; null where one is short."""
    if len(call.bound) < 2:
        raise refusal(codes.ARGUMENT_COUNT, "'zip' takes 2 to 64 arrays", call.apply.span)
    arrays = [filled(array) for array in call.args()]
    longest = build.plain_call("greatest", *(length(array.copy()) for array in arrays))

    def row(place: Sql) -> Sql:
        cells = [at(array.copy(), place.copy()) for array in arrays]
        return to_variant(build.plain_call("list_value", *cells))

    return to_variant(mapped(positions(longest), row, "p"))


add_function(
    "zip(arrays...: dynamic) -> dynamic",
    _zip,
    source="learn:zip-function",
    whole_call=True,
    nulls="never",
    examples={'zip(dynamic(["A", 1]), dynamic(["B"]))': [["A", "B"], [1, None]]},
)


def _array_iff(call: LoweredCall) -> Sql:
    """Of two values or the elements of two arrays, those that an array of conditions chooses.

    Numbers other than 0 hold; what is neither bool nor number gives null.
    """

    def choose(conditions: Sql) -> Sql:
        def chosen(place: Sql) -> Sql:
            condition = at(conditions.copy(), place)
            truth = build.binary("=", unquoted(condition.copy()), build.text("true"))
            counted = build.binary("<>", number_of(condition.copy()), build.number(0))
            is_bool = build.binary("=", json_type(condition.copy()), build.text("BOOLEAN"))
            holds = build.case([(is_bool, truth)], counted)
            first, second = (_choice(call, index, place.copy()) for index in (1, 2))
            return build.case([(holds, first), (build.negation(holds.copy()), second)])

        return to_variant(mapped(positions(length(conditions.copy())), chosen, "p"))

    return build.once(elements(call.arg(0)), choose)


def _choice(call: LoweredCall, index: int, place: Sql) -> Sql:
    """The element of an array, or the value that is none."""
    if call.bound[index].type is not KqlType.DYNAMIC:
        return boxed(call.arg(index), call.bound[index].type)
    listed = elements(call.arg(index))
    is_array = build.is_not_null(listed)
    return build.case([(is_array, at(listed.copy(), place))], call.arg(index))


for _name in ("array_iff", "array_iif"):
    add_function(
        f"{_name}(conditions: dynamic, when_true: any, when_false: any) -> dynamic",
        _array_iff,
        source="learn:array-iff-function; FACTS 8",
        whole_call=True,
        nulls="always",
        examples={f'{_name}(dynamic([true, 0, "x"]), dynamic([1, 2]), 9)': [1, 9, None]},
    )
