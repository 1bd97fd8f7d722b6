"""Where texts stand in texts, and how often: ``indexof``, ``indexof_regex``, ``countof``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.texts import (
    as_texts,
    checked_pattern,
    no_dynamic,
    pattern_at,
    wanted_constant,
    wanted_pattern,
)
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.lists import any_of, at, kept
from transpile.lower.patterns import engine_pattern
from transpile.spec import FunctionSpec, checked, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

from transpile.catalog.functions.substrings import as_long, length

# --- indexof ------------------------------------------------------------------------------------


def _bind_indexof(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    return spec.applied((*as_texts(binder, fitted[:2]), *fitted[2:]), span)


@scalar(
    "indexof(text: any, searched: any, start?: long, length?: long, occurrence?: long) -> long",
    source="learn:indexof-function; conformance FACTS 6",
    whole_call=True,
    nulls="always",
    bound_by=_bind_indexof,
    examples={
        'indexof("abcdefg", "cde")': 2,
        'indexof("abcdefg", "cde", 1, 2)': -1,
        'indexof("abcdefg", "cde", -5)': 2,
        "indexof(1234567, 5, 1, 4)": 4,
        'indexof("abcdefgabcdefg", "cde", 1, 10, 2)': 9,
        'indexof("abc", "")': None,
    },
)
def indexof(call: LoweredCall) -> Sql:
    """The position of a text in another, from 0; -1 where it is not, null for an empty one."""
    if len(call.bound) > 2:
        return _indexof_within(call)
    searched = call.constant(1)
    found = build.plain_call("strpos", call.arg(0), call.arg(1))
    place = as_long(build.binary("-", found, build.number(1)))
    if isinstance(searched, str):
        return place if searched else build.null(KqlType.LONG)
    empty = build.binary("=", call.arg(1), build.text(""))
    return build.case([(empty, build.null(KqlType.LONG))], place)


def _indexof_within(call: LoweredCall) -> Sql:
    """Every position that fits is looked at; the occurrence asked for is taken.

    The length counts from the start, and from behind the former occurrence for each further one.
    """
    zero, one = build.number(0), build.number(1)
    limit = call.arg(3) if len(call.bound) > 3 else build.number(-1)
    occurrence = call.arg(4) if len(call.bound) > 4 else one

    def made(text: Sql) -> Sql:
        size = length(text)
        from_end = build.plain_call("greatest", build.binary("+", size, call.arg(2)), zero.copy())
        negative = build.binary("<", call.arg(2), zero.copy())
        first = build.case([(negative, from_end)], call.arg(2))
        last = build.binary("-", size.copy(), length(call.arg(1)))
        every = build.plain_call("generate_series", first, last)

        def stands(place: Sql) -> Sql:
            start = build.binary("+", place, build.number(1))
            part = build.plain_call("substring", text.copy(), start, length(call.arg(1)))
            return build.binary("=", part, call.arg(1))

        def taken(places: Sql) -> Sql:
            wanted = at(places, occurrence.copy())
            if len(call.bound) == 3 or call.constant(3) == -1:
                return wanted
            beyond = any_of(
                build.plain_call("generate_series", one.copy(), occurrence.copy()),
                "turn",
                lambda turn: too_far(places, turn),
            )
            return build.case([(beyond, build.number(-1))], wanted)

        def too_far(places: Sql, turn: Sql) -> Sql:
            before = at(places.copy(), build.binary("-", turn, one.copy()))
            start = build.coalesce(build.binary("+", before, one.copy()), first.copy())
            end = build.binary("+", at(places.copy(), turn.copy()), length(call.arg(1)))
            limited = build.binary("<>", limit.copy(), build.number(-1))
            beyond = build.binary(">", end, build.binary("+", start, limit.copy()))
            return build.conjunction((limited, beyond))

        wrong = build.disjunction(
            (
                build.binary("=", call.arg(1), build.text("")),
                build.binary("<", limit.copy(), build.number(-1)),
                build.binary("<", occurrence.copy(), one.copy()),
                build.binary(">", call.arg(2), size.copy()),
                build.is_null(call.arg(2)),
            )
        )
        found = build.once(kept(every, "place", stands), taken)
        none = build.coalesce(found, build.number(-1))
        return build.case([(wrong, build.null(KqlType.LONG))], as_long(none))

    return build.once(call.arg(0), made)


# --- indexof_regex --------------------------------------------------------------------------------


def _bind_indexof_regex(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    no_dynamic(spec, arguments)
    fitted = list(checked(binder, spec.signature, arguments, span))
    fitted[1] = wanted_pattern(fitted[1], spec.name)
    for place, default in ((2, 0), (3, -1), (4, 1)):
        if len(fitted) == place:
            fitted.append(Constant(default, KqlType.LONG))
    return spec.applied(tuple(fitted), span)


@scalar(
    "indexof_regex(text: string, regex: string, start?: long, length?: long, "
    "occurrence?: long) -> long",
    source="learn:indexof-regex-function",
    whole_call=True,
    nulls="always",
    bound_by=_bind_indexof_regex,
    examples={
        'indexof_regex("abcabc", "b.a")': 1,
        'indexof_regex("abcabcdefg", "a.c", 0, 9, 2)': 3,
        'indexof_regex("ababaa", "a.a", 0, -1, 2)': -1,
        'indexof_regex("abcabc", "a|ab", -1)': None,
    },
)
def indexof_regex(call: LoweredCall) -> Sql:
    """The position of a match in a text, from 0; -1 without one, null for a start out of range."""
    pattern = build.text(pattern_at(call.bound, 1).text)
    start, limit, occurrence = (call.arg(place) for place in (2, 3, 4))
    zero = build.number(0)

    def made(text: Sql) -> Sql:
        size = length(text)
        unlimited = build.binary("=", limit, build.number(-1))
        taken = build.case([(unlimited, size)], limit.copy())
        first = build.binary("+", start, build.number(1))
        part = build.plain_call("substring", text.copy(), first, taken)
        wrong = build.disjunction(
            (
                build.binary("<", start.copy(), zero),
                build.binary(">", start.copy(), size.copy()),
                build.binary("<", limit.copy(), build.number(-1)),
                build.binary("<", occurrence, build.number(1)),
                build.is_null(start.copy()),
            )
        )
        none = build.null(KqlType.LONG)
        return build.case([(wrong, none)], build.once(part, placed))

    def placed(part: Sql) -> Sql:
        """What lies before the match: the gaps and matches that lead up to it."""
        matches = build.plain_call("regexp_extract_all", part, pattern)
        gaps = build.plain_call("string_split_regex", part.copy(), pattern.copy())
        before = build.binary("-", occurrence.copy(), build.number(1))
        upto = [
            build.plain_call("list_slice", listed, build.number(1), count)
            for listed, count in ((gaps, occurrence.copy()), (matches, before))
        ]
        joined = build.plain_call("concat", *(_joined(listed) for listed in upto))
        found = build.binary(">=", build.plain_call("len", matches.copy()), occurrence.copy())
        place = as_long(build.binary("+", length(joined), start.copy()))
        return build.case([(found, place)], build.constant(-1, KqlType.LONG))

    return build.once(call.arg(0), made)


def _joined(listed: Sql) -> Sql:
    return build.plain_call("array_to_string", listed, build.text(""))


# --- countof ------------------------------------------------------------------------------------


def _bind_countof(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    no_dynamic(spec, arguments)
    fitted = list(checked(binder, spec.signature, arguments, span))
    fitted[1] = wanted_constant(fitted[1], spec.name, "searched text")
    kind = fitted[2].value if len(fitted) > 2 and isinstance(fitted[2], Constant) else "normal"
    if kind not in ("normal", "regex"):
        raise refusal(
            codes.BAD_ARGUMENT, 'the kind of \'countof\' is "normal" or "regex"', fitted[2].span
        )
    if kind == "regex":
        constant = fitted[1]
        assert isinstance(constant, Constant)
        checked_pattern(str(constant.value), constant, spec.name)
    return spec.applied((fitted[0], fitted[1], Constant(kind, KqlType.STRING)), span)


@scalar(
    "countof(text: string, searched: string, kind?: string) -> long",
    source="learn:countof-function; conformance FACTS 6",
    whole_call=True,
    nulls="never",
    bound_by=_bind_countof,
    examples={
        'countof("aaaa", "aa")': 3,
        'countof("aaaa", "aa", "regex")': 2,
        'countof("a.b.c", ".")': 2,
        'countof("abc", "")': 0,
    },
)
def countof(call: LoweredCall) -> Sql:
    """How often a text stands in another, overlapping ones too; matches of a pattern do not."""
    searched = str(call.constant(1))
    if not searched:
        return build.constant(0, KqlType.LONG)
    if call.constant(2) == "regex":
        pattern = build.text(engine_pattern(searched).text)
        return as_long(
            build.plain_call("len", build.plain_call("regexp_extract_all", call.arg(0), pattern))
        )
    wanted = build.text(searched)
    if not _overlaps_itself(searched):
        cut = build.plain_call("replace", call.arg(0), wanted, build.text(""))
        gone = build.binary("-", length(call.arg(0)), length(cut))
        return as_long(build.binary("//", gone, build.number(len(searched))))

    def counted(text: Sql) -> Sql:
        places = build.plain_call("generate_series", build.number(1), length(text))

        def stands(place: Sql) -> Sql:
            part = build.plain_call("substring", text.copy(), place, build.number(len(searched)))
            return build.binary("=", part, wanted)

        return as_long(build.plain_call("len", kept(places, "place", stands)))

    return build.once(call.arg(0), counted)


def _overlaps_itself(text: str) -> bool:
    return any(text.startswith(text[size:]) for size in range(1, len(text)))
