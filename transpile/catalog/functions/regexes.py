"""Regular expressions: ``matches regex``, ``extract``, ``extract_all``.

Constant patterns are checked when binding (``lower/patterns.py``), others when they are met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.texts import (
    constant_text,
    pattern_at,
    wanted_pattern,
)
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.lower.kernels import Kernel
from transpile.lower.lists import each
from transpile.spec import CONVERSIONS, FunctionSpec, add_function, checked
from transpile.syntax import nodes
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from transpile.bind.binder import Binder, Scope
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:regex; conformance FACTS 7"
DIFFERS = r"\b knows the letters of ASCII only; \d, \w and \s know Unicode"


def bind_with_pattern(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    """Bind a call with a parameter named ``regex``; a constant pattern is checked here."""
    fitted = list(checked(binder, spec.signature, arguments, span))
    place = next(i for i, p in enumerate(spec.signature.parameters) if p.name == "regex")
    if constant_text(fitted[place]) is not None:
        fitted[place] = wanted_pattern(fitted[place], spec.name)
    return spec.applied(tuple(fitted), span)


def engine_text(call: LoweredCall, place: int) -> Sql:
    """The pattern at a place as the engine reads it.

    One that is no constant is read as it comes: a pattern that is wrong, or that the engine cannot
    run, ends the query.
    """
    if isinstance(call.bound[place], Constant):
        return build.text(pattern_at(call.bound, place).text)
    return call.kernel(_READ_PATTERN, call.arg(place))


_READ_PATTERN = Kernel("patterns:engine_texts", ("VARCHAR",), "VARCHAR")


def _matches(call: LoweredCall) -> Sql:
    """Whether the pattern fits anywhere in the text; case counts unless it begins with (?i)."""
    return build.plain_call("regexp_matches", call.arg(0), engine_text(call, 1))


add_function(
    "matches regex(text: string, regex: string) -> bool",
    _matches,
    examples={
        '"a1c" matches regex "[0-9]"': True,
        "'٣' matches regex @'^\\d$'": True,
        '"a1c" matches regex strcat("A", tostring(1))': False,
    },
    differs=DIFFERS,
    source=_SOURCE,
    whole_call=True,
    nulls="never",
    bound_by=bind_with_pattern,
)


# --- extract ------------------------------------------------------------------------------------


def _bind_extract(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    made = bind_with_pattern(spec, binder, arguments, span)
    group = made.parts()[1]
    if not isinstance(group, Constant) or not isinstance(group.value, int):
        raise refusal(
            codes.NOT_CONSTANT, f"the group of '{spec.name}' must be a constant number", group.span
        )
    return made


def bind_converted(binder: Binder, syntax: nodes.Call, scope: Scope) -> Expr:
    """Bind a call that may name the type of its result last: ``typeof(long)``."""
    arguments = list(syntax.arguments)
    last = arguments[-1] if arguments else None
    kind = KqlType.STRING
    if isinstance(last, nodes.Call) and last.name == "typeof":
        kind = _type_of(last)
        arguments.pop()
    bound = binder.each(arguments, lambda part: binder.scalar(part, scope))
    made = binder.apply(syntax.name, tuple(bound), syntax.span)
    if kind is KqlType.STRING:
        return made
    return binder.apply(CONVERSIONS[kind], (made,), syntax.span)


def _type_of(syntax: nodes.Call) -> KqlType:
    name = syntax.arguments[0] if len(syntax.arguments) == 1 else None
    kind = type_named(name.name) if isinstance(name, nodes.Name) else None
    if kind is None:
        raise refusal(
            codes.BAD_ARGUMENT, "typeof(...) names one type", syntax.span, "typeof(long) is one"
        )
    return kind


def _extract(call: LoweredCall) -> Sql:
    """The text of a group of the first match, group 0 being all of it; the empty text without."""
    group = call.constant(1)
    assert isinstance(group, int)
    if isinstance(call.bound[0], Constant):
        known = len(pattern_at(call.bound, 0).groups)
        if not 0 <= group <= known:
            return build.text("")
    found = engine_text(call, 0)
    if group:
        return build.plain_call("regexp_extract", call.arg(2), found, build.number(group))
    return build.plain_call("regexp_extract", call.arg(2), found)


add_function(
    "extract(regex: string, group: long, text: string) -> string",
    _extract,
    examples={
        'extract("([0-9.]+) (s|ms)$", 1, "took 127.5 ms")': "127.5",
        'extract("x", 0, "abc")': "",
        'extract("a(.)", 7, "abc")': "",
        'extract(@"(\\d+)", 1, "a12", typeof(long))': 12,
    },
    differs=DIFFERS,
    source="learn:extract-function; conformance FACTS 7",
    whole_call=True,
    bound_by=_bind_extract,
    bound_in_scope=bind_converted,
)


def _bind_extract_all(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    groups: Expr | None = None
    if len(arguments) == 3:
        groups, arguments = arguments[1], (arguments[0], arguments[2])
        if not isinstance(groups, Constant) or not isinstance(groups.value, list):
            raise refusal(
                codes.NOT_CONSTANT, "the groups of 'extract_all' are a literal array", groups.span
            )
    made = bind_with_pattern(spec, binder, arguments, span)
    if not isinstance(made.parts()[0], Constant):
        return _later_pattern(spec, made, groups, span)
    known = pattern_at(made.parts(), 0).groups
    if not 1 <= len(known) <= 16:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'extract_all' takes a pattern of 1 to 16 groups, not {len(known)}",
            arguments[0].span,
            "put what is wanted in brackets",
        )
    chosen = _chosen(groups.value, known) if isinstance(groups, Constant) else []
    picked = Constant(chosen or list(range(1, len(known) + 1)), KqlType.DYNAMIC)
    return spec.applied((*made.parts(), picked), span)


def _later_pattern(spec: FunctionSpec, made: Expr, groups: Expr | None, span: Span) -> Expr:
    """A pattern that is known when the query runs: its groups must be told by their numbers."""
    wanted = groups.value if isinstance(groups, Constant) else None
    numbers = (
        [group for group in wanted if isinstance(group, int)] if isinstance(wanted, list) else []
    )
    if not numbers or not isinstance(wanted, list) or len(numbers) != len(wanted):
        raise refusal(
            codes.NOT_CONSTANT,
            "the pattern of 'extract_all' is no constant, so that its groups are not known",
            made.parts()[0].span,
            "name them by number: extract_all(pattern, dynamic([1]), text)",
        )
    return spec.applied((*made.parts(), Constant(numbers, KqlType.DYNAMIC)), span)


def _chosen(wanted: object, known: tuple[str | None, ...]) -> list[int]:
    """Numbers of the groups that are named or numbered; what does not exist is dropped."""
    found: list[int] = []
    for group in wanted if isinstance(wanted, list) else []:
        if isinstance(group, str) and group in known:
            found.append(known.index(group) + 1)
        elif isinstance(group, int) and 1 <= group <= len(known):
            found.append(group)
    return found


def _extract_all(call: LoweredCall) -> Sql:
    """Every match's group, or array of groups, as an array; null without a match."""
    groups = call.constant(2)
    assert isinstance(groups, list)

    def listed(text: Sql) -> Sql:
        found = [
            build.plain_call(
                "regexp_extract_all", text.copy(), engine_text(call, 0), build.number(group)
            )
            for group in groups
        ]
        if len(found) == 1:
            return each(found[0], "match", _or_empty)
        zipped = build.plain_call("list_zip", *found)
        return each(zipped, "match", lambda match: _fields(match, len(groups)))

    def made(held: Sql) -> Sql:
        empty = build.binary("=", build.plain_call("len", held.copy()), build.number(0))
        return build.case([(empty, build.null(KqlType.DYNAMIC))], to_variant(held))

    return build.once(call.arg(1), lambda text: build.once(listed(text), made))


def _or_empty(match: Sql) -> Sql:
    return build.coalesce(match, build.text(""))


def _fields(match: Sql, count: int) -> Sql:
    fields = [
        _or_empty(build.plain_call("struct_extract", match.copy(), build.number(place)))
        for place in range(1, count + 1)
    ]
    return build.plain_call("list_value", *fields)


add_function(
    "extract_all(regex: string, text: string, groups?: dynamic) -> dynamic",
    _extract_all,
    examples={
        'extract_all("([a-z])([0-9])", "a1 b2")': [["a", "1"], ["b", "2"]],
        'extract_all("([0-9])", "a1 b2")': ["1", "2"],
        'extract_all("(?P<k>[a-z])([0-9])", dynamic([2, "k"]), "a1")': [["1", "a"]],
        'extract_all("([0-9])", "a")': None,
    },
    differs=DIFFERS,
    source="learn:extract-all-function; conformance FACTS 7",
    whole_call=True,
    nulls="always",
    bound_by=_bind_extract_all,
)
