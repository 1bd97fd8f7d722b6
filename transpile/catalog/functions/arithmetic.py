"""``+ - * / %`` and the sign, over numbers, datetimes and timespans.

Long arithmetic wraps around as Kusto's does: ``coalesce(try(a + b), wrapped)``, which costs
nothing where nothing overflows (16 to 31 ms over 10M rows; a modulo over HUGEINT 1,328 ms).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Apply, Constant, Expr
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.spec import CONVERSIONS, FunctionSpec, add_function
from transpile.types import TICKS_PER_MICROSECOND, KqlType, wider

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:numerical-operators; conformance FACTS 4"
_TIME = (KqlType.DATETIME, KqlType.TIMESPAN)
_D, _S = KqlType.DATETIME, KqlType.TIMESPAN

# (operator, left, right) -> result, where a time takes part
_TIME_RESULTS = {
    ("+", _D, _S): _D,
    ("+", _S, _D): _D,
    ("-", _D, _S): _D,
    ("-", _D, _D): _S,
    ("+", _S, _S): _S,
    ("-", _S, _S): _S,
    ("/", _S, _S): KqlType.REAL,
    ("%", _S, _S): _S,
}
for _number in (KqlType.INT, KqlType.LONG, KqlType.REAL):
    _TIME_RESULTS[("*", _S, _number)] = _S
    _TIME_RESULTS[("*", _number, _S)] = _S
    _TIME_RESULTS[("/", _S, _number)] = _S


def _bind(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    left, right = arguments
    if left.type is KqlType.DYNAMIC and right.type is not KqlType.DYNAMIC:
        left = binder.apply(CONVERSIONS[right.type], (left,), left.span)
    elif right.type is KqlType.DYNAMIC and left.type is not KqlType.DYNAMIC:
        right = binder.apply(CONVERSIONS[left.type], (right,), right.span)
    kind = _TIME_RESULTS.get((spec.name, left.type, right.type)) or wider(left.type, right.type)
    if kind is None:
        hint = "strcat(...) joins texts" if KqlType.STRING in (left.type, right.type) else ""
        raise refusal(
            codes.TYPE_MISMATCH,
            f"'{spec.name}' does not combine a {left.type} and a {right.type}",
            span,
            hint,
        )
    if kind is KqlType.INT:  # two ints make a long
        kind = KqlType.LONG
    folded = _folded(spec.name, left, right, kind)
    if folded is not None:
        return Constant(folded, kind, span=span)
    return spec.applied((left, right), span, kind)


def _folded(sign: str, left: Expr, right: Expr, kind: KqlType) -> object:
    """The value of a whole-number operation on constants that cannot overflow, else None."""
    if not (isinstance(left, Constant) and isinstance(right, Constant)):
        return None
    a, b = left.value, right.value
    if not (isinstance(a, int) and isinstance(b, int)) or kind not in (_S, KqlType.LONG):
        return None
    if sign not in ("+", "-", "*") or _D in (left.type, right.type):
        return None
    value = a + b if sign == "+" else a - b if sign == "-" else a * b
    return value if abs(value) < 2**62 else None


def _lower(call: LoweredCall) -> Sql:
    sign = call.apply.spec.name
    left, right = call.bound
    kind = call.apply.kind
    if _D in (left.type, right.type):
        return _datetimes(call, sign)
    if kind is KqlType.REAL:
        if left.type is _S:  # span / span
            return build.binary("/", _as_real(call, 0), _as_real(call, 1))
        return _real(sign, _as_real(call, 0), _as_real(call, 1))
    if kind is KqlType.DECIMAL:
        made = build.binary(sign, call.arg(0), call.arg(1))
        return build.attempt(build.cast_to(made, build.type_of(kind)))
    if KqlType.REAL in (left.type, right.type):  # span * real, span / real
        made = build.binary(sign, _as_real(call, 0), _as_real(call, 1))
        return build.try_cast(build.plain_call("trunc", made), build.type_of(kind))
    return _whole(call, sign)


def _as_real(call: LoweredCall, place: int) -> Sql:
    if call.bound[place].type is KqlType.REAL:
        return call.arg(place)
    return build.cast_to(call.arg(place), build.type_of(KqlType.REAL))


def _real(sign: str, left: Sql, right: Sql) -> Sql:
    if sign != "%":
        return build.binary(sign, left, right)
    # Euclidean: -7.5 % 2 is 0.5
    size = build.plain_call("abs", right)
    shifted = build.binary("+", build.binary("%", left, right.copy()), size)
    return build.binary("%", shifted, size.copy())


def _long(call: LoweredCall, place: int) -> Sql:
    bound = call.bound[place]
    if bound.type is KqlType.INT:
        return build.cast_to(call.arg(place), build.type_of(KqlType.LONG))
    return call.arg(place)


def _whole(call: LoweredCall, sign: str) -> Sql:
    if sign in "/%":
        return _divided(call, sign)
    plain = _plain_sum(call)
    if all(bound.type is KqlType.INT for bound in call.bound):
        return plain  # two ints cannot leave the range of a long
    return build.coalesce(build.attempt(plain), _wrapped_sum(call))


def _divided(call: LoweredCall, sign: str) -> Sql:
    divisor = call.constant(1)
    if sign == "/":
        if divisor == 0:
            return build.null(call.apply.kind)
        plain = build.binary("//", _long(call, 0), _long(call, 1))
        # the least long over -1 is the one quotient that does not fit
        return plain if isinstance(divisor, int) and divisor != -1 else build.attempt(plain)
    if isinstance(divisor, int) and 0 < divisor < 2**61:
        rest = build.binary("%", _long(call, 0), build.number(divisor))
        shifted = build.binary("+", rest, build.number(divisor))
        return build.binary("%", shifted, build.number(divisor))
    wide = build.cast_to(call.arg(1), build.data_type("INT128"))
    size = build.plain_call("nullif", build.plain_call("abs", wide), build.number(0))
    rest = build.binary("%", build.cast_to(call.arg(0), build.data_type("INT128")), size)
    shifted = build.binary("+", rest, size.copy())
    return build.cast_to(build.binary("%", shifted, size.copy()), build.type_of(KqlType.LONG))


def _inner_sum(call: LoweredCall, place: int) -> LoweredCall | None:
    """An operand that is itself a sum, difference or product of whole numbers.

    A chain is lowered twice as a whole, once plainly and once wrapped, and not twice per link:
    that would double the SQL with every link.
    """
    bound = call.bound[place]
    if not isinstance(bound, Apply) or bound.spec.name not in ("+", "-", "*"):
        return None
    whole = all(part.type.is_integer or part.type is _S for part in (bound, *bound.arguments))
    return replace(call, apply=bound, truth=False) if whole else None


def _plain_sum(call: LoweredCall) -> Sql:
    """The chain in 64 bits: raises where any link leaves their range."""
    sides = []
    for place in (0, 1):
        inner = _inner_sum(call, place)
        sides.append(_plain_sum(inner) if inner else _long(call, place))
    return build.binary(call.apply.spec.name, sides[0], sides[1])


def _wrapped_sum(call: LoweredCall) -> Sql:
    """The low 64 bits of the exact result, link by link."""
    wide = []
    for place in (0, 1):
        inner = _inner_sum(call, place)
        side = _wrapped_sum(inner) if inner else call.arg(place)
        wide.append(build.cast_to(side, build.data_type("INT128")))
    exact = build.binary(call.apply.spec.name, wide[0], wide[1])
    half, mask = _huge(2**63), _huge(2**64 - 1)
    low = build.binary("&", build.binary("+", exact, half), mask)
    return build.cast_to(build.binary("-", low, half.copy()), build.type_of(KqlType.LONG))


def _huge(value: int) -> Sql:
    return build.cast_to(build.text(str(value)), build.data_type("INT128"))


def _datetimes(call: LoweredCall, sign: str) -> Sql:
    left, right = call.bound
    if left.type is _D and right.type is _D:
        micros = [build.plain_call("epoch_us", call.arg(place)) for place in (0, 1)]
        return build.binary(
            "*", build.binary("-", micros[0], micros[1]), build.number(TICKS_PER_MICROSECOND)
        )
    moment, span = (0, 1) if left.type is _D else (1, 0)
    ticks = call.constant(span)
    if isinstance(ticks, int):
        micros_part: Sql = build.number(ticks // TICKS_PER_MICROSECOND)
    else:
        micros_part = build.binary("//", call.arg(span), build.number(TICKS_PER_MICROSECOND))
    interval = build.plain_call("to_microseconds", micros_part)
    made = build.binary(sign, call.arg(moment), interval)
    # beyond the years 1 and 9999 KQL gives null; near now() nothing comes close
    near = isinstance(ticks, int) and abs(ticks) < 400 * 864_000_000_000
    return made if near and not call.bound[moment].nullable else build.attempt(made)


for _sign, _doc in (
    ("+", "The sum; a datetime moved by a timespan."),
    ("-", "The difference; the timespan between two datetimes."),
    ("*", "The product; a timespan some number of times."),
    ("/", "The quotient: whole numbers truncate, and a division by zero is null."),
    ("%", "The Euclidean remainder: never negative; null for zero."),
):
    add_function(
        f"{_sign}(left: any, right: any) -> long",
        _lower,
        doc=_doc,
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind,
        nulls="always" if _sign in "/%" else "propagate",
    )


def _bind_sign(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    operand = arguments[0]
    if operand.type is KqlType.DYNAMIC:
        operand = binder.apply("todouble", (operand,), operand.span)
    if not operand.type.is_numeric and operand.type is not _S:
        raise refusal(codes.TYPE_MISMATCH, f"a {operand.type} has no sign", span)
    if isinstance(operand, Constant) and isinstance(operand.value, int | float):
        value = -operand.value if spec.name == "unary-" else operand.value
        return Constant(value, operand.kind, span=span)
    return operand if spec.name == "unary+" else spec.applied((operand,), span)


def _minus(call: LoweredCall) -> Sql:
    """The number with its sign turned."""
    made = build.minus(call.arg(0))
    if call.apply.kind in (KqlType.REAL, KqlType.DECIMAL):
        return made
    # the least long is its own negative
    return build.coalesce(build.attempt(made), call.arg(0))


def _plus(call: LoweredCall) -> Sql:
    """The number as it is."""
    return call.arg(0)


for _name, _builder in (("unary-", _minus), ("unary+", _plus)):
    add_function(
        f"{_name}(operand: any) -> like operand",
        _builder,
        source=_SOURCE,
        whole_call=True,
        bound_by=_bind_sign,
    )
