"""Parts of texts and texts of parts: ``substring``, ``split``, ``strcat_array``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.functions.texts import as_texts
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.lower.lists import at, each, json_elements, json_text
from transpile.spec import FunctionSpec, checked, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

LENGTH_LIMIT = 2**31 - 1  # of the engine's positions


def length(text: Sql) -> Sql:
    """The number of characters."""
    return build.plain_call("length", text)


def as_long(value: Sql) -> Sql:
    """A number as a long."""
    return build.cast_to(value, build.type_of(KqlType.LONG))


def _bounded(value: Sql, low: int) -> Sql:
    """A count within what the engine's positions can be."""
    most = build.plain_call("least", value, build.number(LENGTH_LIMIT))
    return build.plain_call("greatest", most, build.number(low))


@scalar(
    "substring(text: string, start: long, length?: long) -> string",
    source="learn:substring-function; conformance FACTS 6",
    whole_call=True,
    examples={
        'substring("abcdefg", 2, 3)': "cde",
        'substring("abcdefg", -3, 2)': "ef",
        'substring("abc", -10)': "",
        'substring("abc", 1)': "bc",
    },
)
def substring(call: LoweredCall) -> Sql:
    """Characters from a position counted from 0, or from the end by a negative one."""
    start = call.constant(1)
    counts: list[Sql] = []
    if len(call.bound) == 3:
        known = call.constant(2)
        plain = isinstance(known, int) and 0 <= known <= LENGTH_LIMIT
        counts.append(call.bare(2) if plain else _bounded(call.arg(2), 0))
    if isinstance(start, int) and 0 <= start < LENGTH_LIMIT:
        return build.plain_call("substring", call.arg(0), build.number(start + 1), *counts)

    def made(text: Sql) -> Sql:
        return build.once(
            _bounded(call.arg(1), -LENGTH_LIMIT), lambda place: cut(text.copy(), place)
        )

    def cut(text: Sql, place: Sql) -> Sql:
        missing = build.is_null(call.arg(1))  # least and greatest skip nulls
        before = build.binary("<", build.binary("+", place, length(text)), build.number(0))
        from_end = build.binary("<", place.copy(), build.number(0))
        # the engine counts from 1, and from the end by negative numbers itself
        forward = build.binary("+", place.copy(), build.number(1))
        first = build.case([(from_end, place.copy())], forward)
        nothing = build.disjunction((missing, build.conjunction((from_end.copy(), before))))
        part = build.plain_call("substring", text.copy(), first, *counts)
        return build.case([(nothing, build.text(""))], part)

    return build.once(call.arg(0), made)


# --- split and join -----------------------------------------------------------------------------


@scalar(
    "split(text: string, delimiter: string, index?: long) -> dynamic",
    source="learn:split-function; conformance FACTS 6",
    whole_call=True,
    nulls="always",
    passes_name=True,
    examples={
        'split("a,,b", ",")': ["a", "", "b"],
        'split("", ",")': [""],
        'split("a_b", "_", 1)': ["b"],
        'split("a_b", "_", 5)': None,
    },
)
def split(call: LoweredCall) -> Sql:
    """The parts between delimiters as an array; with an index, that part alone in an array."""
    parts = build.plain_call("string_split", call.arg(0), call.arg(1))
    made = to_variant(parts)
    if len(call.bound) == 3:
        place = build.binary("+", call.arg(2), build.number(1))
        part = build.once(parts, lambda held: at(held, place))
        taken = to_variant(build.plain_call("list_value", part))
        known = call.constant(2)
        before = build.binary("<", call.arg(2), build.number(0))
        missing = [build.is_null(part.copy())]
        if not (isinstance(known, int) and known >= 0):
            missing.insert(0, before)
        made = build.case([(build.disjunction(missing), build.null(KqlType.DYNAMIC))], taken)
    if call.constant(1):
        return made
    empty = build.binary("=", call.arg(1), build.text(""))
    return build.case([(empty, build.null(KqlType.DYNAMIC))], made)


def _bind_strcat_delim(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    return spec.applied(as_texts(binder, checked(binder, spec.signature, arguments, span)), span)


@scalar(
    "strcat_delim(delimiter: string, parts...: any) -> string",
    source="learn:strcat-delim-function; conformance FACTS 3",
    nulls="never",
    bound_by=_bind_strcat_delim,
    examples={'strcat_delim("-", "a", int(null), 1)': "a--1"},
)
def strcat_delim(delimiter: Sql, *parts: Sql) -> Sql:
    """The texts of values, joined by a delimiter; null counts as the empty text."""
    return build.plain_call("concat_ws", delimiter, *parts)


@scalar(
    "strcat_array(values: dynamic, delimiter: string) -> string",
    source="learn:strcat-array-function; conformance FACTS 6",
    nulls="always",
    examples={
        'strcat_array(dynamic([1, null, "a", true]), "-")': "1--a-true",
        'strcat_array(dynamic([]), "-")': "",
        'strcat_array(dynamic("a"), "-")': "a",
    },
)
def strcat_array(values: Sql, delimiter: Sql) -> Sql:
    """The texts of an array's elements, joined by a delimiter; null counts as the empty text."""

    def made(held: Sql) -> Sql:
        texts = each(json_elements(held), "element", json_text)
        joined = build.plain_call("array_to_string", texts, delimiter)
        whole = build.plain_call(
            "json_extract_string",
            build.cast_to(held.copy(), build.data_type("JSON")),
            build.text("$"),
        )
        return build.coalesce(joined, whole)

    return build.once(values, made)
