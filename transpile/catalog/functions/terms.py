"""``has_any``, ``has_all`` and ``has_any_index``: many terms at the price of few.

Constant terms become one alternation over the lowered text: two hundred of them cost what two do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.texts import constant_text
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.lists import any_of, each, element_texts
from transpile.lower.text import (
    LEADING,
    TRAILING,
    escape_regex,
    has_term,
    is_term_character,
    lowered,
)
from transpile.spec import FunctionSpec, add_function, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_SOURCE = "learn:has-any-operator; conformance FACTS 6"
_LONGEST_PATTERN = 8000  # a pattern of the engine has a budget of memory
_TEXTUAL = (KqlType.STRING, KqlType.DYNAMIC)


def _bind(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    for argument in arguments:
        if argument.type not in _TEXTUAL:
            raise refusal(
                codes.ARGUMENT_TYPE,
                f"'{spec.name}' takes texts, not a {argument.type}",
                argument.span,
                "convert it with tostring(...)",
            )
    value, *items = arguments
    if value.type is KqlType.DYNAMIC:
        value = binder.apply("tostring", (value,), value.span)
    return spec.applied((value, *items), span)


def _element_texts(value: object) -> list[str]:
    """The terms in a dynamic literal; null and nested arrays as the engine's lists give them."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [_text(item) for item in values]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _split_terms(call: LoweredCall) -> tuple[list[str], Sql | None]:
    """The constant terms in lower case, each once, and a list of the computed ones."""
    known: dict[str, None] = {}
    computed: list[Sql] = []
    for place, item in enumerate(call.bound[1:], start=1):
        text = constant_text(item)
        if text is not None:
            known[text.lower()] = None
        elif isinstance(item, Constant):
            known.update(dict.fromkeys(term.lower() for term in _element_texts(item.value)))
        elif item.type is KqlType.DYNAMIC:
            computed.append(element_texts(call.arg(place)))
        else:
            computed.append(build.plain_call("list_value", call.arg(place)))
    if not computed:
        return list(known), None
    joined = computed[0] if len(computed) == 1 else build.plain_call("list_concat", *computed)
    return list(known), each(joined, "term", lowered)


def _edged(terms: Iterable[str]) -> str:
    """One pattern for all terms; an edge only where the term's own character belongs to one."""
    by_edge: dict[tuple[str, str], list[str]] = {}
    for term in terms:
        before = LEADING if is_term_character(term[0]) else ""
        after = TRAILING if is_term_character(term[-1]) else ""
        by_edge.setdefault((before, after), []).append(escape_regex(term))
    return "|".join(
        f"{before}(?:{'|'.join(found)}){after}" for (before, after), found in by_edge.items()
    )


def _chunks(terms: list[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    length = 0
    for term in terms:
        length += len(term)
        if length > _LONGEST_PATTERN and chunks[-1]:
            chunks.append([])
            length = len(term)
        chunks[-1].append(term)
    return chunks


def _has(text: Sql, term: str) -> Sql:
    return has_term(text, term, build.text(term), fold=True, leading=True, trailing=True)


def _has_computed(text: Sql, term: Sql) -> Sql:
    """Whether a computed term, in lower case, stands in a text in lower case.

    The exact test sits in a CASE: inside a lambda the engine computes both sides of an AND.
    """
    test = has_term(text, None, term, fold=False, leading=True, trailing=True)
    found = build.plain_call("contains", text.copy(), term.copy())
    return build.case([(found, test)], build.boolean(False))


def _has_any(call: LoweredCall) -> Sql:
    """Whether any of the terms stands in the text; arrays count by their elements."""
    known, computed = _split_terms(call)
    if "" in known:
        return build.boolean(True)
    tests: list[Sql] = []
    if len(known) == 1:
        tests.append(_has(call.arg(0), known[0]))
    elif known:
        tests += [
            build.plain_call("regexp_matches", lowered(call.arg(0)), build.text(_edged(chunk)))
            for chunk in _chunks(known)
        ]
    if computed is not None:
        tests.append(
            build.once(
                lowered(call.arg(0)),
                lambda text: any_of(computed, "term", lambda term: _has_computed(text, term)),
            )
        )
    return build.disjunction(tests)


def _has_all(call: LoweredCall) -> Sql:
    """Whether all of the terms stand in the text; null in an array is no term."""
    known, computed = _split_terms(call)
    tests = [_has(call.arg(0), term) for term in known if term]
    if computed is not None:

        def lacking(text: Sql) -> Sql:
            return any_of(computed, "term", lambda term: build.negation(_has_computed(text, term)))

        tests.append(build.negation(build.once(lowered(call.arg(0)), lacking)))
    return build.conjunction(tests)


for _name, _builder, _examples in (
    (
        "has_any",
        _has_any,
        {
            '"an error: 5" has_any ("warn", "ERROR")': True,
            '"errors" has_any ("error", "x")': False,
            '"a b" has_any (dynamic(["c", "b"]))': True,
            '"a b" has_any (dynamic([]))': False,
        },
    ),
    (
        "has_all",
        _has_all,
        {
            '"an error: 5" has_all ("an", "ERROR")': True,
            '"an error" has_all ("an", "err")': False,
            '"a b" has_all (dynamic([]))': True,
        },
    ),
):
    add_function(
        f"{_name}(text: string, terms...: string|dynamic) -> bool",
        _builder,
        examples=_examples,
        source=_SOURCE,
        whole_call=True,
        nulls="never",
        bound_by=_bind,
    )


@scalar(
    "has_any_index(text: string, terms: dynamic) -> long",
    source="learn:has-any-index-function",
    whole_call=True,
    nulls="never",
    examples={
        'has_any_index("this is an example", dynamic(["not", "example"]))': 1,
        'has_any_index("this is an example", dynamic(["not", "found"]))': -1,
        'has_any_index("this is an example", dynamic([]))': -1,
    },
)
def has_any_index(call: LoweredCall) -> Sql:
    """The position in the array of the first term that stands in the text; -1 without one."""
    item = call.bound[1]
    if isinstance(item, Constant):
        terms = [term.lower() for term in _element_texts(item.value)]
        branches = [
            (_has(call.arg(0), term), build.constant(place, KqlType.LONG))
            for place, term in enumerate(terms)
        ]
        none = build.constant(-1, KqlType.LONG)
        return build.case(branches, none) if branches else none
    terms_sql = each(element_texts(call.arg(1)), "term", lowered)

    def place(text: Sql) -> Sql:
        found = each(terms_sql, "term", lambda term: _has_computed(text, term))
        first = build.plain_call("list_position", found, build.boolean(True))
        return build.binary("-", build.coalesce(first, build.number(0)), build.number(1))

    found = build.once(lowered(call.arg(0)), place)
    return build.cast_to(found, build.type_of(KqlType.LONG))
