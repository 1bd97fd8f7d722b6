"""``==`` and its kin, ``in``, ``between``, and the logic that joins them.

Null rules (conformance FACTS, section 3): with one null operand ``==`` is false and ``!=`` true;
with two both are null; ``<`` and its kin are null with any. In a place that treats null as false
(a ``where`` conjunct) the plain SQL test is enough, and the scan can prune by it.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.membership import in_query
from transpile.bind.tree import (
    Aggregate,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Project,
    ScalarQuery,
)
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import typed_elements
from transpile.lower.lists import each
from transpile.lower.text import lowered
from transpile.spec import CONVERSIONS, FunctionSpec, add_function
from transpile.syntax.literals import BadLiteralError, datetime_value, typed_value
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "conformance FACTS 3, SEMANTICS"


def comparable(binder: Binder, name: str, left: Expr, right: Expr, span: Span) -> tuple[Expr, Expr]:
    """Two operands brought to types that compare, or a refusal."""
    if left.type is KqlType.DYNAMIC and right.type is KqlType.DYNAMIC:
        raise refusal(
            codes.NOT_COMPARABLE,
            f"'{name}' does not compare two dynamic values",
            span,
            "cast one side: tostring(...), tolong(...)",
        )
    if left.type is KqlType.DYNAMIC:
        return _unpacked(binder, left, right.type), right
    if right.type is KqlType.DYNAMIC:
        return left, _unpacked(binder, right, left.type)
    if left.type is right.type or (left.type.is_numeric and right.type.is_numeric):
        return left, right
    for one, other in ((left, right), (right, left)):
        made: Expr | None = None
        if one.type is KqlType.DATETIME and other.type is KqlType.STRING:
            made = _as_datetime(binder, other)
        elif name in _EQUALITIES and isinstance(other, Constant) and not isinstance(one, Constant):
            made = _spelled_anew(other, one.type)
            if made is not None:
                binder.warn(
                    codes.TRAP,
                    f"{_shown(other)} beside a {one.type} is read as {_shown(made)}",
                    other.span,
                )
        if made is not None:
            return (left, made) if one is left else (made, right)
    raise refusal(
        codes.NOT_COMPARABLE,
        f"'{name}' does not compare a {left.type} with a {right.type}",
        span,
        _hint(left, right),
    )


_EQUALITIES = frozenset({"==", "!=", "in", "!in"})


def _spelled_anew(literal: Constant, kind: KqlType) -> Constant | None:
    """A literal in the other side's type, where it has one canonical spelling there.

    Microsoft's binder accepts ``ResultType == 0`` over a string column. Only what cannot be read
    in two ways is taken: ``"4625"`` beside a number, 0, 1 and ``"true"`` beside a bool, ``"1d"``
    beside a timespan, a guid's text beside a guid; the rest is refused.
    """
    value = literal.value
    if kind is KqlType.STRING and literal.kind.is_integer and isinstance(value, int):
        return Constant(str(value), kind, span=literal.span)
    if kind.is_integer and isinstance(value, str) and _CANONICAL.fullmatch(value):
        return Constant(int(value), KqlType.LONG, span=literal.span)
    if kind is KqlType.BOOL and literal.kind.is_integer and value in (0, 1):
        return Constant(bool(value), kind, span=literal.span)
    if isinstance(value, str):
        return _read_as(value, kind, literal.span)
    return None


def _read_as(text: str, kind: KqlType, span: Span) -> Constant | None:
    """A text in the type that it spells: ``"true"`` beside a bool, ``"1.00:00:00"``, a guid."""
    found: object = None
    if kind is KqlType.BOOL:
        found = {"true": True, "false": False, "1": True, "0": False}.get(text.lower())
    elif kind in (KqlType.TIMESPAN, KqlType.GUID):
        try:
            found = typed_value(kind, text)
        except BadLiteralError:
            return None
    return None if found is None else Constant(found, kind, span=span)


def _shown(literal: Constant) -> str:
    """A literal as KQL writes it."""
    if isinstance(literal.value, bool):
        return str(literal.value).lower()
    return f'"{literal.value}"' if isinstance(literal.value, str) else str(literal.value)


_CANONICAL = re.compile(r"0|-?[1-9][0-9]{0,17}")


def _hint(left: Expr, right: Expr) -> str:
    """How the two could be compared: a literal is written anew, a column is cast."""
    for expr, other in ((right, left), (left, right)):
        if not isinstance(expr, Constant) or expr.value is None:
            continue
        if other.type is KqlType.STRING and expr.type.is_integer:
            return f'the other side is text: write "{expr.value}"'
        if other.type is KqlType.TIMESPAN and expr.type.is_integer:
            return f"{expr.value}s, {expr.value}m and {expr.value}h are timespans"
        if other.type is KqlType.BOOL and expr.value in (0, 1):
            return f"write {str(bool(expr.value)).lower()}"
        if other.type.is_numeric and str(expr.value).strip().isdigit():
            return f"the other side is a number: write {str(expr.value).strip()}"
        if other.type is KqlType.DATETIME and expr.type.is_numeric:
            return "datetime(2026-01-31) is a day, ago(7d) is that long before now()"
        if other.type is KqlType.DATETIME and expr.type is KqlType.TIMESPAN:
            return "ago(7d) is that long before now()"
    return f"cast one side, with {CONVERSIONS[left.type]}(...) say"


def _unpacked(binder: Binder, dynamic: Expr, kind: KqlType) -> Expr:
    """A dynamic value as the other side's type; a number only where it holds a number."""
    name = "$number" if kind.is_numeric else CONVERSIONS[kind]
    return binder.apply(name, (dynamic,), dynamic.span)


def _as_datetime(binder: Binder, text: Expr) -> Expr:
    if isinstance(text, Constant):
        return Constant(datetime_value(str(text.value)), KqlType.DATETIME, span=text.span)
    return binder.apply("todatetime", (text,), text.span)


def _bind_comparison(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    left, right = comparable(binder, spec.name, arguments[0], arguments[1], span)
    ordering = spec.name in ("<", "<=", ">", ">=")
    if ordering and left.type in (KqlType.GUID, KqlType.BOOL, KqlType.STRING):
        raise refusal(
            codes.NOT_COMPARABLE,
            f"'{spec.name}' has no order over a {left.type}",
            span,
            "strcmp(...) orders texts" if left.type is KqlType.STRING else "",
        )
    both = (left, right)
    nullable = any(e.nullable for e in both) if ordering else all(e.nullable for e in both)
    return spec.applied_as(both, KqlType.BOOL, nullable, span)


def _may_be_nan(expr: Expr) -> bool:
    if expr.type is not KqlType.REAL:
        return False
    return not (isinstance(expr, Constant) and not math.isnan(float(str(expr.value or 0))))


def _is_nan(expr: Expr) -> bool:
    """Whether it is that constant: the engine makes ``x <= NaN``, true, of ``-x >= NaN``."""
    return isinstance(expr, Constant) and isinstance(expr.value, float) and math.isnan(expr.value)


def _equal(call: LoweredCall) -> Sql:
    """Equality: false with one null operand, null with two."""
    left, right = call.bound
    test = build.binary("=", call.bare(0), call.bare(1))
    if _may_be_nan(left) and _may_be_nan(right):  # the engine holds NaN equal to itself
        same = build.negation(build.plain_call("isnan", call.arg(0)))
        test = build.conjunction((test, same))
    if call.truth or not (left.nullable or right.nullable):
        return test
    if left.nullable and right.nullable:
        both = (build.is_null(call.arg(0)), build.is_null(call.arg(1)))
        known = build.coalesce(test, build.boolean(False))
        return build.case([(build.conjunction(both), build.null(KqlType.BOOL))], known)
    return build.coalesce(test, build.boolean(False))


def _unequal(call: LoweredCall) -> Sql:
    """Inequality: true with one null operand, null with two."""
    left, right = call.bound
    if not (left.nullable or right.nullable):
        test = build.binary("<>", call.bare(0), call.bare(1))
    else:
        test = build.binary("is distinct from", call.bare(0), call.bare(1))
    if _may_be_nan(left) and _may_be_nan(right):
        test = build.disjunction((test, build.plain_call("isnan", call.arg(0))))
    if call.truth or not (left.nullable and right.nullable):
        return test
    both = (build.is_null(call.arg(0)), build.is_null(call.arg(1)))
    return build.case([(build.conjunction(both), build.null(KqlType.BOOL))], test)


def _beside_nan(call: LoweredCall, test: Sql, greater: int, other: int) -> Sql:
    """A test made false where the operand that is to be greater is NaN, null beside null."""
    if not _may_be_nan(call.bound[greater]):
        return test
    number = build.negation(build.plain_call("isnan", call.arg(greater)))
    if call.bound[other].nullable and not call.truth:
        number = build.disjunction((number, build.is_null(call.arg(other))))
    return build.conjunction((test, number))


def _ordering(sign: str) -> None:
    def compare(call: LoweredCall) -> Sql:
        if any(_is_nan(bound) for bound in call.bound):
            nulls = [build.is_null(call.arg(place)) for place in (0, 1)]
            return build.case(
                [(build.disjunction(nulls), build.null(KqlType.BOOL))], build.boolean(False)
            )
        test = build.binary(sign, call.bare(0), call.bare(1))
        # the engine puts NaN above every number; in KQL it compares with nothing
        greater = 0 if sign[0] == ">" else 1
        return _beside_nan(call, test, greater, 1 - greater)

    add_function(
        f"{sign}(left: any, right: any) -> bool",
        compare,
        doc=f"Whether the left value is {sign} the right one; null with a null operand.",
        examples={f"1 {sign} 2": sign[0] == "<", f"1 {sign} long(null)": None},
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind_comparison,
    )


for _sign in ("<", "<=", ">", ">="):
    _ordering(_sign)
for _name, _builder in (("==", _equal), ("!=", _unequal)):
    add_function(
        f"{_name}(left: any, right: any) -> bool",
        _builder,
        examples={f"1 {_name} long(null)": _name == "!=", f"int(null) {_name} long(null)": None},
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind_comparison,
    )


# --- between ------------------------------------------------------------------------------------


def _bind_between(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    value, low, high = arguments
    for bound in (low, high):
        if KqlType.STRING in (value.type, bound.type) or KqlType.GUID in (value.type, bound.type):
            raise refusal(
                codes.NOT_COMPARABLE,
                f"'{spec.name}' does not order a {value.type} and a {bound.type}",
                span,
            )
    value, low = comparable(binder, spec.name, value, low, span)
    value, high = comparable(binder, spec.name, value, high, span)
    return spec.applied((value, low, high), span)


def _between(call: LoweredCall) -> Sql:
    """Within the closed range; null where any of the three is null."""
    return _ranged(call, negated=False)


def _not_between(call: LoweredCall) -> Sql:
    """Outside the closed range; null where any of the three is null."""
    return _ranged(call, negated=True)


def _ranged(call: LoweredCall, *, negated: bool) -> Sql:
    test = build.between(call.arg(0), call.arg(1), call.arg(2))
    test = _beside_nan(call, test, 2, 0)
    never = any(_is_nan(bound) for bound in call.bound)
    test = build.boolean(False) if never else test
    test = build.negation(test) if negated else test
    open_bounds = never or call.bound[1].nullable or call.bound[2].nullable
    if not open_bounds or (call.truth and not negated):
        return test
    nulls = [build.is_null(call.arg(place)) for place in range(3)]
    return build.case([(build.disjunction(nulls), build.null(KqlType.BOOL))], test)


add_function(
    "between(value: any, low: any, high: any) -> bool",
    _between,
    examples={"5 between (1 .. 5)": True, "5 between (long(null) .. 9)": None},
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_between,
)
add_function(
    "!between(value: any, low: any, high: any) -> bool",
    _not_between,
    examples={"5 !between (1 .. 5)": False},
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_between,
)


# --- in -----------------------------------------------------------------------------------------


def _bind_in(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    value, *items = arguments
    if len(items) == 1 and items[0].type is KqlType.DYNAMIC:
        found = _from_listed(items[0])
        if found is not None and found.type is value.type:
            query = Project(found.source, (Item(found.item.column, found.item.value),))
            return in_query(binder, spec.name, value, query, span)
    flat: list[Expr] = []
    for item in items:
        if isinstance(item, Constant) and isinstance(item.value, list):
            flat += _elements(item.value, value.type)
        elif isinstance(item, Constant) and item.value is None and item.type is not KqlType.STRING:
            continue  # null is in no list and matches nothing
        else:
            flat.append(item)
    if value.type is KqlType.DYNAMIC:
        kinds = {item.type for item in flat}
        kind = kinds.pop() if len(kinds) == 1 else KqlType.STRING
        if kind is KqlType.DYNAMIC:
            kind = KqlType.STRING
        value = _unpacked(binder, value, kind)
    fitted = [
        item
        if item.type is KqlType.DYNAMIC
        else comparable(binder, spec.name, value, item, span)[1]
        for item in flat
    ]
    if spec.name.endswith("~"):
        if value.type is not KqlType.STRING:
            raise refusal(
                codes.TYPE_MISMATCH, f"'{spec.name}' compares text, not a {value.type}", span
            )
        value = binder.apply("tolower", (value,), span)
        fitted = [_lowered(binder, item, span) for item in fitted]
    return spec.applied((value, *fitted), span)


class _Listed:
    """``toscalar(T | summarize make_list(x))``: the rows that the list is made of."""

    def __init__(self, aggregate: Aggregate) -> None:
        call = aggregate.calls[0]
        self.source = aggregate.input
        self.type = call.arguments[0].type
        self.item = Item(Column(call.columns[0].name, self.type), call.arguments[0])


def _from_listed(item: Expr) -> _Listed | None:
    """The list's rows, where a scalar query only gathers them: a semi-join instead of a list."""
    if not isinstance(item, ScalarQuery):
        return None
    query = item.query
    while isinstance(query, Project) and len(query.items) == 1:
        only = query.items[0].value
        if not isinstance(only, ColumnRef):
            return None
        query = query.input
    if not isinstance(query, Aggregate) or query.keys or len(query.calls) != 1:
        return None
    call = query.calls[0]
    simple = call.spec.name in ("make_list", "make_set", "makelist", "makeset")
    if not simple or len(call.arguments) != 1 or call.arguments[0].type is KqlType.DYNAMIC:
        return None
    return _Listed(query)


def _elements(values: list[object], kind: KqlType) -> list[Expr]:
    """The elements of a literal array that can equal a value of this type."""
    found: list[Expr] = []
    for value in values:
        if isinstance(value, list):
            found += _elements(value, kind)
        elif isinstance(value, bool):
            if kind is KqlType.BOOL:
                found.append(Constant(value, KqlType.BOOL))
        elif isinstance(value, int | float):
            if kind.is_numeric or kind is KqlType.DYNAMIC:
                whole = isinstance(value, int)
                found.append(Constant(value, KqlType.LONG if whole else KqlType.REAL))
        elif isinstance(value, str) and kind in (
            KqlType.STRING,
            KqlType.DYNAMIC,
            KqlType.GUID,
            KqlType.DATETIME,
        ):
            found.append(Constant(value, KqlType.STRING))
    return found


def _lowered(binder: Binder, item: Expr, span: Span) -> Expr:
    if isinstance(item, Constant) and isinstance(item.value, str):
        return Constant(item.value.lower(), KqlType.STRING, span=item.span)
    if item.type is KqlType.DYNAMIC:
        return item  # its texts are lowered as they are taken out
    return binder.apply("tolower", (item,), item.span)


def _in(call: LoweredCall) -> Sql:
    """Whether the value is one of the list; arrays in the list count by their elements."""
    return _membership(call, negated=False)


def _not_in(call: LoweredCall) -> Sql:
    """Whether the value is none of the list; null is in no list."""
    return _membership(call, negated=True)


def _membership(call: LoweredCall, *, negated: bool) -> Sql:
    value, *items = call.bound
    scalars = [i + 1 for i, item in enumerate(items) if item.type is not KqlType.DYNAMIC]
    tests: list[Sql] = []
    if scalars:
        tests.append(build.in_list(call.arg(0), [call.bare(place) for place in scalars]))
    for place, item in enumerate(items, start=1):
        if item.type is KqlType.DYNAMIC:
            elements = typed_elements(call.arg(place), value.type)
            if call.apply.spec.name.endswith("~"):
                elements = each(elements, "text", lowered)
            found = build.plain_call("list_contains", elements, call.arg(0))
            tests.append(build.coalesce(found, build.boolean(False)))
    if not tests:
        return build.boolean(negated)
    test = build.disjunction(tests)
    unsure = any(expr.nullable for expr in call.bound)
    if unsure and not (call.truth and not negated):
        test = build.coalesce(test, build.boolean(False))
    return build.negation(test) if negated else test


for _name in ("in", "in~", "!in", "!in~"):
    add_function(
        f"{_name}(value: any, items...: any) -> bool",
        _not_in if _name[0] == "!" else _in,
        examples={
            f'"A" {_name} ("a", "b")': ("~" in _name) != ("!" in _name),
            f'"a" {_name} (dynamic(["a"]))': "!" not in _name,
        },
        source=_SOURCE,
        whole_call=True,
        nulls="never",
        bound_by=_bind_in,
    )


# --- logic --------------------------------------------------------------------------------------


def _bind_logic(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    fitted: list[Expr] = []
    for argument in arguments:
        if argument.type is KqlType.DYNAMIC:
            fitted.append(binder.apply("tobool", (argument,), argument.span))
        elif argument.type is KqlType.BOOL:
            fitted.append(argument)
        else:
            raise refusal(
                codes.NOT_BOOLEAN,
                f"'{spec.name}' joins conditions, and this is a {argument.type}",
                argument.span,
                _no_condition(argument),
            )
    return spec.applied(tuple(fitted), span)


def _no_condition(argument: Expr) -> str:
    if isinstance(argument, Constant):
        return "each side is a whole condition; a in ('x', 'y') compares with several values"
    return "compare it with something"


def _and(call: LoweredCall) -> Sql:
    """Three-valued conjunction of any number of conditions."""
    return build.conjunction([call.arg(i, truth=call.truth) for i in range(len(call.bound))])


def _or(call: LoweredCall) -> Sql:
    """Three-valued disjunction of any number of conditions."""
    return build.disjunction([call.arg(i, truth=call.truth) for i in range(len(call.bound))])


def _not(call: LoweredCall) -> Sql:
    """Negation; the inner condition must be exact, since ``not(false)`` is true and null is not."""
    return build.negation(call.arg(0))


add_function(
    "and(terms...: bool) -> bool",
    _and,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_logic,
    examples={"bool(null) and false": False, "bool(null) and true": None},
)
add_function(
    "or(terms...: bool) -> bool",
    _or,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_logic,
    examples={"bool(null) or true": True, "bool(null) or false": None},
)
add_function(
    "not(term: bool) -> bool",
    _not,
    source="learn:not-function",
    whole_call=True,
    examples={"not(1 > 2)": True, "not(bool(null))": None},
)
