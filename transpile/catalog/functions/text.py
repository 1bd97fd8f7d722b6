"""Text operators: ``contains``, ``has``, ``startswith`` and their kin, ``=~``.

All are two-valued: a string is never null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.lower.text import contains, has_term, lowered
from transpile.spec import add_function

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall

_SOURCE = "learn:string-operators; conformance FACTS 6"


def _needle(call: LoweredCall, *, fold: bool) -> tuple[str | None, Sql]:
    """The right operand: its text where constant, and its SQL, lowered where case is ignored."""
    value = call.constant(1)
    if isinstance(value, str):
        shown = value.lower() if fold else value
        return shown, build.text(shown)
    made = call.arg(1)
    return None, lowered(made) if fold else made


def _haystack(call: LoweredCall, *, fold: bool) -> Sql:
    return lowered(call.arg(0)) if fold else call.arg(0)


def _contains(call: LoweredCall, *, fold: bool) -> Sql:
    return contains(_haystack(call, fold=fold), _needle(call, fold=fold)[1])


def _startswith(call: LoweredCall, *, fold: bool) -> Sql:
    return build.plain_call("starts_with", _haystack(call, fold=fold), _needle(call, fold=fold)[1])


def _endswith(call: LoweredCall, *, fold: bool) -> Sql:
    return build.plain_call("suffix", _haystack(call, fold=fold), _needle(call, fold=fold)[1])


def _term(call: LoweredCall, *, fold: bool, leading: bool = True, trailing: bool = True) -> Sql:
    needle, needle_sql = _needle(call, fold=fold)
    return has_term(call.arg(0), needle, needle_sql, fold=fold, leading=leading, trailing=trailing)


def _hasprefix(call: LoweredCall, *, fold: bool) -> Sql:
    return _term(call, fold=fold, trailing=False)


def _hassuffix(call: LoweredCall, *, fold: bool) -> Sql:
    return _term(call, fold=fold, leading=False)


_OPERATORS = {
    "contains": (_contains, "the right text stands anywhere in the left one"),
    "startswith": (_startswith, "the left text begins with the right one"),
    "endswith": (_endswith, "the left text ends with the right one"),
    "has": (_term, "the right text stands in the left one as a whole term"),
    "hasprefix": (_hasprefix, "a term of the left text begins with the right one"),
    "hassuffix": (_hassuffix, "a term of the left text ends with the right one"),
}


def _register(name: str) -> None:
    build_one, doc = _OPERATORS[name]

    def made(call: LoweredCall, *, fold: bool, negated: bool) -> Sql:
        test = build_one(call, fold=fold)
        return build.negation(test) if negated else test

    for suffix, fold in (("", True), ("_cs", False)):
        for sign, negated in (("", False), ("!", True)):
            case = "case is ignored" if fold else "case counts"
            verdict = "Not true that" if negated else "Whether"
            add_function(
                f"{sign}{name}{suffix}(text: string, searched: string) -> bool",
                lambda call, fold=fold, negated=negated: made(call, fold=fold, negated=negated),
                doc=f"{verdict} {doc}; {case}.",
                source=_SOURCE,
                whole_call=True,
                nulls="never",
                examples=_examples(name, sign, suffix),
            )


# What holds of both spellings, and what only where case is ignored
_HOLDS = {
    "contains": ('"abcde" {} "bcd"', '"ABC" {} "b"'),
    "startswith": ('"abc" {} "ab"', '"ABC" {} "ab"'),
    "endswith": ('"abc" {} "bc"', '"ABC" {} "bc"'),
    "has": ('"x_ab-y" {} "ab"', '"x_AB-y" {} "ab"'),
    "hasprefix": ('"x-error" {} "err"', '"x-ERROR" {} "err"'),
    "hassuffix": ('"the end." {} "nd"', '"THE END." {} "nd"'),
}


def _examples(name: str, sign: str, suffix: str) -> dict[str, object]:
    always, folded = (form.format(f"{sign}{name}{suffix}") for form in _HOLDS[name])
    return {always: not sign, folded: bool(sign) == bool(suffix)}


for _name in _OPERATORS:
    _register(_name)


def _same(call: LoweredCall) -> Sql:
    return build.binary("=", _haystack(call, fold=True), _needle(call, fold=True)[1])


def _other(call: LoweredCall) -> Sql:
    return build.negation(_same(call))


add_function(
    "=~(left: string, right: string) -> bool",
    _same,
    doc="Whether two texts are equal but for case.",
    examples={'"CAFÉ" =~ "café"': True},
    source=_SOURCE,
    whole_call=True,
    nulls="never",
)
add_function(
    "!~(left: string, right: string) -> bool",
    _other,
    doc="Whether two texts differ by more than case.",
    examples={'"CAFÉ" !~ "café"': False},
    source=_SOURCE,
    whole_call=True,
    nulls="never",
)
