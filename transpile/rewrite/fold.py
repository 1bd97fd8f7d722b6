"""Conditions that are known before any row is read: ``isnull(starttime) or t >= starttime``.

Functions with parameters are full of them. Where the parameter is not given the condition is true,
and the columns that it asks about need not be read.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from transpile.bind.tree import Apply, Constant, Expr
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# types whose constants are equal just where Python's values are
_PLAIN = (KqlType.BOOL, KqlType.INT, KqlType.LONG, KqlType.STRING)


def folded(expr: Expr) -> Expr:
    """The condition without what constants decide; the very same one where they decide nothing."""
    if not isinstance(expr, Apply):
        return expr
    rule = _RULES.get(expr.spec.name)
    return expr if rule is None else rule(expr)


def remaining(conjuncts: Iterable[Expr]) -> tuple[Expr, ...]:
    """The conjuncts that are not surely true; one alone where it is surely false."""
    made = []
    for conjunct in conjuncts:
        known = folded(conjunct)
        if is_false(known):
            return (known,)
        if not _is(known, True):
            made.append(known)
    return tuple(made)


def is_false(expr: Expr) -> bool:
    """Whether a condition surely does not hold; null counts as false."""
    return _is(expr, False) or _is(expr, None)


def _is(expr: Expr, value: bool | None) -> bool:
    return isinstance(expr, Constant) and expr.type is KqlType.BOOL and expr.value is value


def _known(value: bool | None, expr: Expr) -> Constant:
    return Constant(value, KqlType.BOOL, span=expr.span)


def _and(expr: Apply) -> Expr:
    return _combined(expr, deciding=False)


def _or(expr: Apply) -> Expr:
    return _combined(expr, deciding=True)


def _combined(expr: Apply, *, deciding: bool) -> Expr:
    """``and``, which one false term decides, or ``or``, which one true term does."""
    terms = tuple(folded(term) for term in expr.arguments)
    if any(_is(term, deciding) for term in terms):
        return _known(deciding, expr)
    left = tuple(term for term in terms if not _is(term, not deciding))
    if not left:
        return _known(not deciding, expr)
    if len(left) == 1:
        return left[0]
    changed = any(new is not old for new, old in zip(terms, expr.arguments, strict=True))
    return replace(expr, arguments=terms) if changed and len(left) == len(terms) else expr


def _not(expr: Apply) -> Expr:
    (term,) = (folded(term) for term in expr.arguments)
    if _is(term, True) or _is(term, False):
        return _known(_is(term, False), expr)
    return expr


def _compared(expr: Apply, *, equal: bool) -> Expr:
    left, right = expr.arguments
    if not (isinstance(left := _counted(left), Constant) and isinstance(right, Constant)):
        return expr
    if left.type not in _PLAIN or right.type not in _PLAIN or None in (left.value, right.value):
        return expr
    return _known((left.value == right.value) is equal, expr)


def _counted(expr: Expr) -> Expr:
    """``array_length`` of a constant."""
    if isinstance(expr, Apply) and expr.spec.name == "array_length":
        (array,) = expr.arguments
        if isinstance(array, Constant) and isinstance(array.value, list):
            return Constant(len(array.value), KqlType.LONG, span=expr.span)
    return expr


def _missing(expr: Apply, *, empty: bool, asked: bool) -> Expr:
    """``isnull`` and ``isempty`` of a constant, and what denies them."""
    (value,) = expr.arguments
    if not isinstance(value, Constant) or value.type is KqlType.DYNAMIC:
        return expr
    if value.type is KqlType.STRING:
        return _known((empty and value.value == "") is asked, expr)
    return _known((value.value is None) is asked, expr)


_RULES: dict[str, Callable[[Apply], Expr]] = {
    "and": _and,
    "or": _or,
    "not": _not,
    "==": partial(_compared, equal=True),
    "!=": partial(_compared, equal=False),
    "isnull": partial(_missing, empty=False, asked=True),
    "isnotnull": partial(_missing, empty=False, asked=False),
    "isempty": partial(_missing, empty=True, asked=True),
    "isnotempty": partial(_missing, empty=True, asked=False),
}
