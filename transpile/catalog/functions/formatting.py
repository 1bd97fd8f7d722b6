"""``format_datetime`` and ``format_timespan``: Kusto's letters to the engine's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.spec import FunctionSpec, add_function, checked
from transpile.types import TICKS_PER_DAY, TICKS_PER_SECOND

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:format-datetime-function; conformance FACTS 5"
_FRACTION = r"f{1,7}|F{1,7}"
_SEPARATORS = r"[ /\-:,._\[\]]"
_DATE_LETTERS = {
    "yyyy": "%Y",
    "yy": "%y",
    "y": "%-y",
    "MM": "%m",
    "M": "%-m",
    "dd": "%d",
    "d": "%-d",
    "HH": "%H",
    "H": "%-H",
    "hh": "%I",
    "h": "%-I",
    "mm": "%M",
    "m": "%-M",
    "ss": "%S",
    "s": "%-S",
    "tt": "%p",
}
_SPAN_LETTERS = ("d{1,8}", "HH", "H", "hh", "h", "mm", "m", "ss", "s")
_DATE_PIECES = re.compile("|".join((*_DATE_LETTERS, _FRACTION, _SEPARATORS)))
_SPAN_PIECES = re.compile("|".join((*_SPAN_LETTERS, _FRACTION, _SEPARATORS)))


def _pieces(pattern: re.Pattern[str], text: str) -> list[str] | None:
    """The format cut into runs of letters and separators; None where something does not fit."""
    found, place = [], 0
    while place < len(text):
        match = pattern.match(text, place)
        if match is None:
            return None
        found.append(match[0])
        place = match.end()
    return found


def _bind_format(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    value, shown = checked(binder, spec.signature, arguments, span)
    if not isinstance(shown, Constant) or not isinstance(shown.value, str):
        raise refusal(codes.NOT_CONSTANT, f"the format of '{spec.name}' must be a literal", span)
    if not shown.value:
        raise refusal(codes.BAD_ARGUMENT, f"the format of '{spec.name}' is empty", shown.span)
    pattern = _DATE_PIECES if spec.name == "format_datetime" else _SPAN_PIECES
    if _pieces(pattern, shown.value) is None:
        letters = "d M y h H m s tt f F" if pattern is _DATE_PIECES else "d h H m s f F"
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'{shown.value}' is no format of '{spec.name}'",
            shown.span,
            f"letters: {letters}; separators: space / - : , . _ [ ]",
        )
    return spec.applied((value, shown), span)


def _fraction(digits: Sql, piece: str) -> Sql:
    """So many of the seven digits; with capital letters nothing where all of those are zero."""
    cut = build.call("left", digits, build.number(len(piece)))
    if piece[0] == "f":
        return cut
    zero = build.binary("=", cut, build.text("0" * len(piece)))
    return build.case([(zero, build.text(""))], cut.copy())


def _format_datetime(call: LoweredCall) -> Sql:
    """A datetime by a format: runs of letters, never names of months or days."""
    parts: list[Sql] = []
    pattern = ""

    def flush() -> None:
        nonlocal pattern
        if pattern:
            parts.append(build.plain_call("strftime", call.arg(0), build.text(pattern)))
            pattern = ""

    for piece in _pieces(_DATE_PIECES, str(call.constant(1))) or []:
        if piece[0] not in "fF":
            pattern += _DATE_LETTERS.get(piece, piece)
            continue
        flush()
        digits = build.plain_call("strftime", call.arg(0), build.text("%f0"))
        parts.append(_fraction(digits, piece))
    flush()
    # || and not concat: a null moment has no text
    made = parts[0]
    for part in parts[1:]:
        made = build.binary("||", made, part)
    return made


add_function(
    "format_datetime(moment: datetime, format: string) -> string",
    _format_datetime,
    source=_SOURCE,
    whole_call=True,
    bound_by=_bind_format,
    passes_name=True,
    examples={
        'format_datetime(datetime(2017-01-29 09:00:05), "yy-MM-dd [HH:mm:ss tt]")': (
            "17-01-29 [09:00:05 AM]"
        ),
        'format_datetime(datetime(2007-03-09 05:04:03.5), "dddd, MMM y s.ff")': "0909, 033 7 3.50",
        'format_datetime(datetime(2007-03-09 05:04:03), "s.FF")': "3.",
    },
)

_SPAN_UNITS = {
    "d": (TICKS_PER_DAY, 0),
    "h": (3_600 * TICKS_PER_SECOND, 24),
    "m": (60 * TICKS_PER_SECOND, 60),
    "s": (TICKS_PER_SECOND, 60),
}


def _format_timespan(call: LoweredCall) -> Sql:
    """A timespan by a format; a negative one begins with its sign."""
    return build.once(call.arg(0), lambda ticks: _spelled(ticks, str(call.constant(1))))


def _spelled(ticks: Sql, shown: str) -> Sql:
    # unsigned: the least long has no positive counterpart
    wide = build.plain_call("abs", build.cast_to(ticks, build.data_type("INT128")))
    size = build.cast_to(wide, build.data_type("UBIGINT"))
    negative = build.binary("<", ticks.copy(), build.number(0))
    made = build.case([(negative, build.text("-"))], build.text(""))
    for piece in _pieces(_SPAN_PIECES, shown) or []:
        made = build.binary("||", made, _span_piece(size, piece))
    return build.case([(build.is_null(ticks.copy()), build.text(""))], made)


def _span_piece(size: Sql, piece: str) -> Sql:
    unit = _SPAN_UNITS.get(piece[0].lower())
    if piece[0] in "fF":
        rest = build.binary("%", size.copy(), build.number(TICKS_PER_SECOND))
        digits = build.cast_to(rest, build.data_type("TEXT"))
        return _fraction(build.plain_call("lpad", digits, build.number(7), build.text("0")), piece)
    if unit is None:
        return build.text(piece)
    per, modulus = unit
    whole = build.binary("//", size.copy(), build.number(per))
    if modulus:
        whole = build.binary("%", whole, build.number(modulus))
    text = build.cast_to(whole, build.data_type("TEXT"))
    if len(piece) == 1:
        return text
    # lpad would cut what is longer
    length = build.plain_call("length", text.copy())
    width = build.plain_call("greatest", length, build.number(len(piece)))
    return build.plain_call(
        "lpad", text, build.cast_to(width, build.data_type("INT")), build.text("0")
    )


add_function(
    "format_timespan(span: timespan, format: string) -> string",
    _format_timespan,
    source="learn:format-timespan-function; conformance FACTS 5",
    whole_call=True,
    bound_by=_bind_format,
    passes_name=True,
    examples={
        'format_timespan(-(1d + 2h), "d.hh:mm")': "-1.02:00",
        'format_timespan(time(29.09:00:05.12345), "ddd.h:mm:ss [fffffff]")': (
            "029.9:00:05 [1234500]"
        ),
    },
)
