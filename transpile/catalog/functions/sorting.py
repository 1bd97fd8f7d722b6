"""Arrays in another order or beside one another: sorted, rotated, shifted, zipped, chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import sorted_name
from transpile.bind.tree import Constant
from transpile.catalog.functions.arrays import is_number, number_of
from transpile.catalog.functions.dynamics import boxed
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.arrays import at, filled, joined, kept, length, mapped, positions
from transpile.lower.dynamic import elements, json_type, to_variant, unquoted
from transpile.spec import FunctionSpec, add_function, checked, constant_value
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder, Scope
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span
    from transpile.syntax import nodes

_SOURCE = "learn:scalar-functions (dynamic/array); conformance FACTS 8"


def _bind_sort(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    *arrays, last = fitted
    if last.type is not KqlType.BOOL:
        arrays, last = list(fitted), Constant(True, KqlType.BOOL, span=span)
    if not isinstance(constant_value(last), bool):
        raise refusal(codes.NOT_CONSTANT, "whether nulls come last must be a constant", span)
    wrong = next((each for each in arrays if each.type is not KqlType.DYNAMIC), None)
    if wrong is not None or not arrays:
        found = "nothing" if wrong is None else f"a {wrong.type}"
        raise refusal(codes.ARGUMENT_TYPE, f"'{spec.name}' sorts arrays, not {found}", span)
    return spec.applied((*arrays, last), span)


def _columns_of_sort(binder: Binder, call: nodes.Call, scope: Scope) -> tuple[str, ...]:
    """``x_sorted`` and so on where arrays are sorted along with the first."""
    count = len(call.arguments)
    if count > 1 and binder.scalar(call.arguments[-1], scope).type is KqlType.BOOL:
        count -= 1
    functions = binder.registry.functions
    names = (f"{sorted_name(call, place, functions)}_sorted" for place in range(count))
    return tuple(names) if count > 1 else ()


def _sorted(call: LoweredCall) -> Sql:
    """An array in order: numbers, then texts, then the rest; nulls last unless told otherwise.

    Further arrays follow the order of the first, and are null where they are of another length.
    """
    direction = "DESC" if call.apply.spec.name.endswith("desc") else "ASC"
    count = len(call.bound) - 1
    nulls_last = call.constant(count) is True

    def in_order(items: Sql) -> Sql:
        def ordered(places: Sql) -> Sql:
            def follow(array: Sql) -> Sql:
                same = build.binary("=", length(array.copy()), length(items.copy()))
                picked = mapped(places.copy(), lambda place: at(array.copy(), place), "f")
                return build.case([(same, to_variant(picked))])

            if count == 1:
                return follow(items.copy())
            others = [build.once(elements(call.arg(place)), follow) for place in range(1, count)]
            return to_variant(build.plain_call("list_value", follow(items.copy()), *others))

        found = build.once(_order(items.copy(), direction, nulls_last=nulls_last), ordered)
        return build.case([(build.is_not_null(items), found)])

    return build.once(elements(call.arg(0)), in_order)


def _order(items: Sql, direction: str, *, nulls_last: bool) -> Sql:
    """The positions of a list's elements in their order; equal ones stay as they stand."""

    def places(test: Callable[[Sql], Sql], name: str) -> Sql:
        every = positions(length(items.copy()))
        return kept(every, lambda place: test(at(items.copy(), place)), name)

    def sort(some: Sql, key: Callable[[Sql], Sql]) -> Sql:
        def pair(place: Sql) -> Sql:
            tie = place.copy() if direction == "ASC" else build.minus(place.copy())
            return build.struct([key(at(items.copy(), place)), tie, place.copy()])

        ordered = build.plain_call("list_sort", mapped(some, pair, "p"), build.text(direction))
        return mapped(ordered, lambda q: build.call("struct_extract", q, build.text("f2")), "q")

    groups = [
        sort(places(is_number, "e"), number_of),
        sort(places(lambda e: build.negation(is_number(e)), "o"), unquoted),
    ]
    nulls = places(build.is_null, "n")
    return joined([*groups, nulls] if nulls_last else [nulls, *groups])


for _name, _shown in (
    ("array_sort_asc", {'array_sort_asc(dynamic([3, null, "b", 1, "a"]))': [1, 3, "a", "b", None]}),
    ("array_sort_desc", {'array_sort_desc(dynamic([3, null, 1, "a"]))': [3, 1, "a", None]}),
):
    add_function(
        f"{_name}(arrays...: dynamic|bool) -> dynamic",
        _sorted,
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind_sort,
        nulls="always",
        name_suffix="_sorted",
        spread=_columns_of_sort,
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
