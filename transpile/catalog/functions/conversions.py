"""``tostring``, ``tolong`` and the other conversions (conformance FACTS, section 2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from transpile.bind.tree import Apply, Constant, Expr
from transpile.lower import build
from transpile.lower.build import Sql
from transpile.lower.dynamic import json_path, json_type, to_variant, unquoted
from transpile.lower.time import epoch_us, text_of_datetime, text_of_timespan, within_calendar
from transpile.spec import add_function
from transpile.syntax.lexer import TIMESPAN_UNITS
from transpile.syntax.literals import MIN_DATETIME, datetime_value, timespan_value
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from transpile.lower.expressions import LoweredCall

_SOURCE = "learn:scalar-functions (conversion); conformance FACTS 2"
_TEXT = "TEXT"


def _cast(value: Sql, kind: KqlType) -> Sql:
    return build.cast_to(value, build.type_of(kind))


def _try(value: Sql, kind: KqlType) -> Sql:
    return build.try_cast(value, build.type_of(kind))


def matches(value: Sql, pattern: str) -> Sql:
    """Whether a pattern fits the whole of a text."""
    return build.plain_call("regexp_full_match", value, build.text(pattern))


# --- to text ------------------------------------------------------------------------------------


def _tostring(call: LoweredCall) -> Sql:
    """Kusto's text of a value; null becomes the empty text."""
    bound = call.bound[0]
    kind = bound.type
    if kind is KqlType.STRING:
        return call.arg(0)
    if kind is KqlType.DYNAMIC:
        return _text_of_dynamic(call, bound)
    return build.once(call.arg(0), lambda held: _text(held, kind))


def _text(value: Sql, kind: KqlType) -> Sql:
    if kind is KqlType.BOOL:
        return build.case(
            [(value, build.text("True")), (build.negation(value.copy()), build.text("False"))],
            build.text(""),
        )
    if kind is KqlType.DATETIME:
        return text_of_datetime(value)
    if kind is KqlType.TIMESPAN:
        return text_of_timespan(value)
    if kind is KqlType.DECIMAL:
        return text_of_decimal(value)
    shown = build.cast_to(value, build.data_type(_TEXT))
    if kind is KqlType.REAL:
        special = [
            (build.plain_call("isnan", value.copy()), build.text("NaN")),
            (build.plain_call("isinf", value.copy()), shown.copy()),
        ]
        return build.case(special, build.call("upper", shown))
    return shown


def text_of_decimal(value: Sql) -> Sql:
    """The digits of a decimal without the zeros that its fixed scale appends."""
    shown = build.cast_to(value, build.data_type(_TEXT))
    return build.plain_call("regexp_replace", shown, build.text(r"\.?0+$"), build.text(""))


def _text_of_dynamic(call: LoweredCall, bound: Expr) -> Sql:
    if isinstance(bound, Constant) and isinstance(bound.value, str):
        return build.text(bound.value)
    if isinstance(bound, Apply) and bound.spec.name in ("parse_json", "todynamic"):
        # text that was never converted keeps its spelling
        source = bound.arguments[0]
        if source.type is KqlType.STRING:
            return _json_or_text(call, source)
    if isinstance(bound, Apply) and bound.spec.name == "[]":
        last = bound.arguments[1]
        over_text = isinstance(bound.arguments[0], Apply) and json_text_root(bound) is not None
        if isinstance(last, Constant) and isinstance(last.value, str) and not over_text:
            base = call.lowering.lower(bound.arguments[0], call.resolve)
            return build.plain_call("variant_extract_string", base, build.text(last.value))
        root = json_text_root(bound)
        if root is not None:
            return json_text_path(call, root, as_text=True)
    return unquoted(call.arg(0))


def _json_or_text(call: LoweredCall, source: Expr) -> Sql:
    value = call.lowering.lower(source, call.resolve)
    quoted = build.plain_call("starts_with", build.call("ltrim", value), build.text('"'))
    inner = build.plain_call("json_extract_string", value.copy(), build.text("$"))
    nothing = build.binary("=", build.call("trim", value.copy()), build.text("null"))
    return build.case(
        [(quoted, build.coalesce(build.attempt(inner), value.copy())), (nothing, build.text(""))],
        value.copy(),
    )


Root = tuple[Expr, list["str | int"]]


def json_text_root(expr: Expr) -> Root | None:
    """``parse_json(text).a[0]`` as the text and its steps; None where it is no such path."""
    keys: list[str | int] = []
    while isinstance(expr, Apply) and expr.spec.name == "[]":
        key = expr.arguments[1]
        if not isinstance(key, Constant) or not isinstance(key.value, str | int):
            return None
        keys.insert(0, key.value)
        expr = expr.arguments[0]
    parsed = isinstance(expr, Apply) and expr.spec.name in ("parse_json", "todynamic")
    if not keys or not parsed or not isinstance(expr, Apply):
        return None
    source = expr.arguments[0]
    return (source, keys) if source.type is KqlType.STRING else None


def json_text_path(call: LoweredCall, root: Root, *, as_text: bool) -> Sql:
    """One JSON extraction on the text itself.

    An empty text is no JSON and the commonest case: it is made null first, for a raised error
    costs a row-by-row retry of its whole chunk.
    """
    source, keys = root
    text = build.plain_call("nullif", call.lowering.lower(source, call.resolve), build.text(""))
    name = "json_extract_string" if as_text else "json_extract"
    found = build.attempt(build.plain_call(name, text, build.text(json_path(keys))))
    return found if as_text else to_variant(found)


add_function(
    "tostring(value: any) -> string",
    _tostring,
    source=_SOURCE,
    whole_call=True,
    nulls="always",
    passes_name=True,
    examples={"tostring(true)": "True", "tostring(5)": "5", "tostring(1d)": "1.00:00:00"},
)


# --- to numbers ---------------------------------------------------------------------------------

_WHOLE = r"\s*[-+]?[0-9]+\s*"
_REAL = r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*"
_SPECIAL_REAL = r"\s*(?:[nN]a[nN]|[-+]?inf|[-+]?Infinity)\s*"
_HEX = r"\s*0[xX][0-9a-fA-F]{1,16}\s*"


def _whole_from_text(value: Sql, kind: KqlType) -> Sql:
    plain = _try(build.call("trim", value), kind)
    as_hex = _try(build.call("trim", value.copy()), kind)  # the engine reads 0x itself
    return build.case(
        [(matches(value.copy(), _WHOLE), plain), (matches(value.copy(), _HEX), as_hex)],
        build.null(kind),
    )


Read = Callable[[Sql, KqlType], Sql]


def _by_content(value: Sql, read: Read, target: KqlType) -> Sql:
    """A dynamic as what it holds: a number, a text or a truth value; null of arrays and bags."""
    return build.once(value, lambda held: _content(held, read, target))


def _content(value: Sql, read: Read, target: KqlType) -> Sql:
    kind = json_type(value.copy())
    text = unquoted(value.copy())

    def holds(*names: str) -> Sql:
        return build.in_list(kind.copy(), [build.text(name) for name in names])

    return build.case(
        [
            (holds("UBIGINT", "BIGINT"), read(_try(text, KqlType.LONG), KqlType.LONG)),
            (holds("DOUBLE"), read(_try(text.copy(), KqlType.REAL), KqlType.REAL)),
            (holds("VARCHAR"), read(text.copy(), KqlType.STRING)),
            (
                holds("BOOLEAN"),
                read(build.binary("=", text.copy(), build.text("true")), KqlType.BOOL),
            ),
        ],
        build.null(target),
    )


def _converted(call: LoweredCall, read: Read, target: KqlType) -> Sql:
    kind = call.bound[0].type
    if kind is KqlType.DYNAMIC:
        return _by_content(call.arg(0), read, target)
    if kind is target:
        return call.arg(0)
    return build.once(call.arg(0), lambda held: read(held, kind))


def _whole(value: Sql, kind: KqlType, target: KqlType) -> Sql:
    """A whole number of a value of a type that is not dynamic."""
    if kind is target:
        return value
    if kind is KqlType.STRING:
        return _whole_from_text(value, target)
    if kind is KqlType.REAL:
        return _saturated(value, target)
    if kind in (KqlType.BOOL, KqlType.INT):
        return _cast(value, target)
    long_value = value
    if kind is KqlType.DATETIME:
        since = build.binary("-", epoch_us(value), build.number(MIN_DATETIME))
        long_value = build.binary("*", since, build.number(TICKS_PER_MICROSECOND))
    elif kind is KqlType.DECIMAL:
        long_value = _try(build.plain_call("trunc", value), KqlType.LONG)
    return long_value if target is KqlType.LONG else _low_bits(long_value)


def _low_bits(value: Sql) -> Sql:
    """The low 32 bits of a long, as an int."""
    half, mask = build.number(2**31), build.number(2**32 - 1)
    wide = build.cast_to(value, build.data_type("INT128"))
    low = build.binary(
        "&", build.binary("+", wide, half), build.cast_to(mask, build.data_type("INT128"))
    )
    return _cast(build.binary("-", low, half.copy()), KqlType.INT)


def _saturated(value: Sql, target: KqlType) -> Sql:
    """A real cut to a whole number, held within its range; NaN and infinities are null."""
    bits = 63 if target is KqlType.LONG else 31
    cut = build.plain_call("trunc", value)
    high = build.constant(2**bits - 1, target)
    low = build.constant(-(2**bits), target)
    unfit = build.disjunction(
        (build.plain_call("isnan", value.copy()), build.plain_call("isinf", value.copy()))
    )
    branches = [
        (unfit, build.null(target)),
        (build.binary(">=", value.copy(), build.bare(2.0**bits, KqlType.REAL)), high),
        (build.binary("<=", value.copy(), build.bare(-(2.0**bits), KqlType.REAL)), low),
    ]
    return build.case(branches, _try(cut, target))


def _tolong(call: LoweredCall) -> Sql:
    """A whole number: text in digits or 0x, reals cut, times as ticks; else null."""
    return _converted(call, lambda v, k: _whole(v, k, KqlType.LONG), KqlType.LONG)


def _toint(call: LoweredCall) -> Sql:
    """A 32-bit number; a long keeps its low 32 bits, text out of range is null."""
    return _converted(call, lambda v, k: _whole(v, k, KqlType.INT), KqlType.INT)


def _todouble(call: LoweredCall) -> Sql:
    """A real; text in decimal or scientific form, NaN and inf; times as ticks; else null."""
    return _converted(call, _real, KqlType.REAL)


def _real(value: Sql, kind: KqlType) -> Sql:
    if kind is KqlType.REAL:
        return value
    if kind is KqlType.STRING:
        return _real_from_text(value)
    if kind is KqlType.DATETIME:
        value = _whole(value, kind, KqlType.LONG)
    return _cast(value, KqlType.REAL)


def _real_from_text(value: Sql) -> Sql:
    fits = build.disjunction((matches(value, _REAL), matches(value.copy(), _SPECIAL_REAL)))
    return build.case(
        [(fits, _try(build.call("trim", value.copy()), KqlType.REAL))], build.null(KqlType.REAL)
    )


def _number(call: LoweredCall) -> Sql:
    """The number that a dynamic holds; null where it holds none, a numeric text included."""
    value = call.arg(0)
    names = [build.text(name) for name in ("UBIGINT", "BIGINT", "DOUBLE")]
    held = build.in_list(json_type(value.copy()), names)
    return build.case([(held, _try(unquoted(value), KqlType.REAL))], build.null(KqlType.REAL))


def _todecimal(call: LoweredCall) -> Sql:
    """A decimal; text in decimal form, times as ticks; else null."""
    return _converted(call, _decimal, KqlType.DECIMAL)


def _decimal(value: Sql, kind: KqlType) -> Sql:
    if kind is KqlType.STRING:
        made = _try(build.call("trim", value.copy()), KqlType.DECIMAL)
        return build.case([(matches(value, _REAL), made)], build.null(KqlType.DECIMAL))
    if kind is KqlType.DATETIME:
        value = _whole(value, kind, KqlType.LONG)
    if (
        kind is KqlType.REAL
    ):  # by way of its digits: the engine's own cast makes 7.00000000000000012
        value = build.cast_to(value, build.data_type(_TEXT))
    return _try(value, KqlType.DECIMAL)


def _tobool(call: LoweredCall) -> Sql:
    """A truth value: text true, false or a whole number; numbers other than 0 are true."""
    return _converted(call, _bool, KqlType.BOOL)


def _bool(value: Sql, kind: KqlType) -> Sql:
    if kind is KqlType.STRING:
        return _bool_from_text(value)
    return value if kind is KqlType.BOOL else build.binary("<>", value, build.number(0))


def _bool_from_text(value: Sql) -> Sql:
    folded = build.call("lower", build.call("trim", value))
    number = build.binary("<>", _whole_from_text(value.copy(), KqlType.LONG), build.number(0))
    return build.case(
        [
            (build.binary("=", folded, build.text("true")), build.boolean(True)),
            (build.binary("=", folded.copy(), build.text("false")), build.boolean(False)),
        ],
        number,
    )


_PLAIN = "string|bool|number|dynamic"
_TIMES = f"{_PLAIN}|datetime|timespan"
_NUMBER_EXAMPLES: dict[str, Callable[[str], dict[str, object]]] = {
    "long": lambda name: {f'{name}(" 7 ")': 7, f'{name}("0x1F")': 31, f'{name}("5.7")': None},
    "int": lambda name: {f"{name}(4294967297)": 1, f'{name}("9999999999")': None},
    "real": lambda name: {f'{name}("1.5e3")': 1500.0, f'{name}("x")': None},
    "decimal": lambda name: {f'{name}("0.1")': "0.1"},
    "bool": lambda name: {f'{name}("True")': True, f'{name}("2")': True, f'{name}("yes")': None},
}
for _name, _taken, _kind, _builder in (
    ("tolong", _TIMES, "long", _tolong),
    ("toint", _TIMES, "int", _toint),
    ("todouble", _TIMES, "real", _todouble),
    ("toreal", _TIMES, "real", _todouble),
    ("todecimal", _TIMES, "decimal", _todecimal),
    ("tobool", _PLAIN, "bool", _tobool),
    ("toboolean", _PLAIN, "bool", _tobool),
):
    add_function(
        f"{_name}(value: {_taken}) -> {_kind}",
        _builder,
        source=_SOURCE,
        examples=_NUMBER_EXAMPLES[_kind](_name),
        whole_call=True,
        nulls="always",
        passes_name=True,
    )
add_function(
    "$number(value: dynamic) -> real",
    _number,
    examples={"dynamic(5) == 5": True, 'dynamic("5") == 5': False},
    source="conformance FACTS 8",
    whole_call=True,
    nulls="always",
)


# --- to times and guids -------------------------------------------------------------------------

_ISO = (
    r"\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*"
)
_OTHER_FORMATS = (
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%m-%d-%Y",
    "%m-%d-%Y %H:%M:%S",
    "%m.%d.%Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%a, %d %b %Y %H:%M:%S GMT",
    "%Y%m%d",
)


_OFFSET = r":\d{2}(?:\.\d+)?\s*([+-]\d{2}:?\d{2})\s*$"


def _in_utc(text: Sql) -> Sql:
    """ISO text with an offset. As a TIMESTAMP the engine would read it and pass the offset over."""
    glued = build.plain_call(
        "regexp_replace",
        build.call("trim", text.copy()),
        build.text(r"\s+([+-])"),
        build.text(r"\1"),
    )
    zoned = build.try_cast(glued, build.data_type("TIMESTAMPTZ"))
    return within_calendar(build.plain_call("make_timestamp", epoch_us(zoned)))


def _todatetime(call: LoweredCall) -> Sql:
    """A datetime: text in ISO and a dozen other forms, numbers as ticks; else null."""
    known = call.constant(0)
    if call.bound[0].type is KqlType.STRING and isinstance(known, str):
        return build.constant(datetime_value(known), KqlType.DATETIME)
    return _converted(call, _datetime, KqlType.DATETIME)


def _datetime(value: Sql, kind: KqlType) -> Sql:
    if kind is KqlType.DATETIME:
        return value
    if kind is KqlType.STRING:
        iso = _try(build.call("trim", value), KqlType.DATETIME)
        formats = build.plain_call("list_value", *(build.text(form) for form in _OTHER_FORMATS))
        other = build.plain_call("try_strptime", build.call("trim", value.copy()), formats)
        # the engine reads "infinity", and years of one digit
        dated = build.plain_call("regexp_matches", value.copy(), build.text(r"\d{4}"))
        moved = build.plain_call("regexp_matches", value.copy(), build.text(_OFFSET))
        forms = [(matches(value.copy(), _ISO), build.case([(moved, _in_utc(value))], iso))]
        forms.append((dated, other))
        return build.case(forms, build.null(KqlType.DATETIME))
    # ticks before the year 1, and null, which greatest skips, become -1 and then null
    ticks = _whole(value, kind, KqlType.LONG)
    since = build.plain_call(
        "nullif", build.plain_call("greatest", ticks, build.number(-1)), build.number(-1)
    )
    micros = build.binary("//", since, build.number(TICKS_PER_MICROSECOND))
    shifted = build.binary("+", micros, build.number(MIN_DATETIME))
    return within_calendar(build.plain_call("make_timestamp", shifted))


def _totimespan(call: LoweredCall) -> Sql:
    """A timespan: text ``[-][d.]hh:mm:ss[.f]`` or ``1.5h``, numbers as ticks; else null."""
    known = call.constant(0)
    if call.bound[0].type is KqlType.STRING and isinstance(known, str):
        return build.constant(timespan_value(known), KqlType.TIMESPAN)
    return _converted(call, _timespan, KqlType.TIMESPAN)


def _timespan(value: Sql, kind: KqlType) -> Sql:
    if kind is KqlType.STRING:
        return _ticks_from_text(value)
    return value if kind is KqlType.TIMESPAN else _whole(value, kind, KqlType.LONG)


def _ticks_from_text(text: Sql) -> Sql:
    pattern = (
        r"^\s*(-?)(?:(\d+)\.)?([01]?\d|2[0-3]):([0-5]?\d)(?::([0-5]?\d)(?:\.(\d{1,7})\d*)?)?\s*$"
    )

    def group(place: int) -> Sql:
        return build.plain_call(
            "regexp_extract", text.copy(), build.text(pattern), build.number(place)
        )

    def whole(place: int, per: int) -> Sql:
        filled = build.plain_call("nullif", group(place), build.text(""))
        number = build.coalesce(_try(filled, KqlType.LONG), build.number(0))
        return build.binary("*", number, build.number(per))

    fraction = build.plain_call("rpad", group(6), build.number(7), build.text("0"))
    total: Sql = build.coalesce(_try(fraction, KqlType.LONG), build.number(0))
    for place, per in (
        (2, 864_000_000_000),
        (3, 36_000_000_000),
        (4, 600_000_000),
        (5, 10_000_000),
    ):
        total = build.binary("+", total, whole(place, per))
    negative = build.binary("=", group(1), build.text("-"))
    sign = build.case([(negative, build.number(-1))], build.number(1))
    signed = build.binary("*", total, sign)
    fits = build.plain_call("regexp_matches", text.copy(), build.text(pattern))
    counted = _ticks_from_units(text.copy())
    return build.case([(fits, build.attempt(signed))], counted)


def _ticks_from_units(text: Sql) -> Sql:
    """``1d``, ``-2.5h``: a number and a unit; null for any other text."""
    units = "|".join(sorted(TIMESPAN_UNITS, key=len, reverse=True))
    pattern = rf"^\s*(-?\d+(?:\.\d+)?)\s*({units})\s*$"

    def group(place: int) -> Sql:
        return build.plain_call(
            "regexp_extract", text.copy(), build.text(pattern), build.number(place)
        )

    by_size: dict[int, list[Sql]] = {}
    for name, ticks in TIMESPAN_UNITS.items():
        by_size.setdefault(ticks, []).append(build.text(name))
    number = build.try_cast(group(1), build.data_type("DECIMAL"))
    branches = []
    for ticks, names in by_size.items():
        # a nanosecond is a hundredth of a tick
        sign, factor = ("*", build.number(ticks)) if ticks else ("/", build.number(100))
        branches.append((build.in_list(group(2), names), build.binary(sign, number.copy(), factor)))
    total = build.case(branches)
    whole = build.plain_call("trunc", build.attempt(total))
    return build.try_cast(whole, build.type_of(KqlType.TIMESPAN))


_HYPHENATED = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_GUID = rf"\s*(?:{_HYPHENATED}|\{{{_HYPHENATED}\}}|[0-9a-fA-F]{{32}})\s*"


def _toguid(call: LoweredCall) -> Sql:
    """A guid from text with or without hyphens and braces; else null."""
    kind = call.bound[0].type
    if kind is KqlType.GUID:
        return call.arg(0)
    text = call.arg(0) if kind is KqlType.STRING else unquoted(call.arg(0))
    made = _try(build.call("trim", text), KqlType.GUID)
    # the engine takes hyphens anywhere
    return build.case([(matches(text.copy(), _GUID), made)], build.null(KqlType.GUID))


add_function(
    f"todatetime(value: {_TIMES}) -> datetime",
    _todatetime,
    examples={
        'todatetime("2024-02-29T10:00:00+02:00")': "2024-02-29T08:00:00Z",
        'todatetime("13-01-2024")': None,
    },
    source=_SOURCE,
    whole_call=True,
    nulls="always",
    passes_name=True,
)
for _name in ("totimespan", "timespan", "totime"):
    add_function(
        f"{_name}(value: {_TIMES}) -> timespan",
        _totimespan,
        examples={} if _name == "timespan" else {f'{_name}("1.02:03:04")': "1.02:03:04"},
        source=_SOURCE,
        whole_call=True,
        nulls="always",
        passes_name=True,
    )
add_function(
    "toguid(value: string|guid|dynamic) -> guid",
    _toguid,
    examples={
        'toguid("6F9619FF-8B86-D011-B42D-00C04FC964FF")': "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    },
    source=_SOURCE,
    whole_call=True,
    nulls="always",
    passes_name=True,
)
