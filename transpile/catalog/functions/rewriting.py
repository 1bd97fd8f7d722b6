"""Texts rewritten by patterns: ``replace_regex``, the older ``replace``, ``trim``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.regexes import DIFFERS, bind_with_pattern, engine_text
from transpile.catalog.functions.texts import (
    checked_pattern,
    no_dynamic,
    pattern_at,
    wanted_constant,
)
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.patterns import engine_pattern
from transpile.spec import FunctionSpec, add_function, checked

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


def _bind_replace(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    made = bind_with_pattern(spec, binder, arguments, span)
    names = [parameter.name for parameter in spec.signature.parameters]
    if not isinstance(made.parts()[names.index("regex")], Constant):
        return made  # the engine checks the replacement against the pattern that it meets
    groups = len(pattern_at(made.parts(), names.index("regex")).groups)
    rewrite = made.parts()[names.index("rewrite")]
    value = rewrite.value if isinstance(rewrite, Constant) else ""
    for reference in re.finditer(r"\\(.?)", str(value), re.DOTALL):
        digit = reference[1]
        if digit != "\\" and not (digit.isascii() and digit.isdigit() and int(digit) <= groups):
            raise refusal(
                codes.BAD_ARGUMENT,
                f"'{reference[0]}' in the replacement names none of the pattern's {groups} groups",
                rewrite.span,
                "\\1 is the first group, \\0 all of the match, \\\\ a backslash",
            )
    return made


def _replaced(text: Sql, pattern: Sql, rewrite: Sql) -> Sql:
    return build.plain_call("regexp_replace", text, pattern, rewrite, build.text("g"))


def _replace_regex(call: LoweredCall) -> Sql:
    r"""Every match of a pattern replaced; \1 in the replacement is the first group."""
    return _replaced(call.arg(0), engine_text(call, 1), call.arg(2))


def _replace(call: LoweredCall) -> Sql:
    """The older ``replace_regex``, with the text last."""
    return _replaced(call.arg(2), engine_text(call, 0), call.arg(1))


for _signature, _builder, _examples in (
    (
        "replace_regex(text: string, regex: string, rewrite: string) -> string",
        _replace_regex,
        {"replace_regex('one two', @'(\\w)(\\w)', @'\\2\\1')": "noe wto"},
    ),
    (
        "replace(regex: string, rewrite: string, text: string) -> string",
        _replace,
        {"replace(@'[0-9]+', '#', 'a1b22')": "a#b#"},
    ),
):
    add_function(
        _signature,
        _builder,
        examples=_examples,
        differs=DIFFERS,
        source="learn:replace-regex-function; conformance FACTS 7",
        whole_call=True,
        nulls="never",
        bound_by=_bind_replace,
    )

_TRIMS = {
    "trim": ("^({0})|({0})$", "on either side", "--a-b--", "a-b"),
    "trim_start": ("^({0})", "at the beginning", "--a-b--", "a-b--"),
    "trim_end": ("({0})$", "at the end", "--a-b--", "--a-b"),
}


def _bind_trim(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    no_dynamic(spec, arguments)
    regex, text = checked(binder, spec.signature, arguments, span)
    pattern = wanted_constant(regex, spec.name, "regular expression")
    if not pattern.value:
        raise refusal(codes.BAD_ARGUMENT, f"'{spec.name}' of an empty pattern", regex.span)
    checked_pattern(_TRIMS[spec.name][0].format(pattern.value), regex, spec.name, named=False)
    return spec.applied((pattern, text), span)


def _trim(call: LoweredCall) -> Sql:
    # the pattern is put in textually, as Kusto does: trim_end('a)|(b', ...) is legal there
    form = _TRIMS[call.apply.spec.name][0].format(str(call.constant(0)))
    pattern = build.text(engine_pattern(form, named=False).text)
    return _replaced(call.arg(1), pattern, build.text(""))


for _name, (_form, _where, _given, _left) in _TRIMS.items():
    add_function(
        f"{_name}(regex: string, text: string) -> string",
        _trim,
        doc=f"The text without a match of the pattern {_where}; one match a side.",
        examples={f'{_name}("-+", "{_given}")': _left},
        differs=DIFFERS,
        source=f"learn:{_name.replace('_', '-')}-function; conformance FACTS 7",
        whole_call=True,
        nulls="never",
        bound_by=_bind_trim,
    )
