"""SQL trees compared by operator structure.

Parentheses are left out, and a call counts by its printed name and its arguments: parsing gives a
node of its own to some functions that were built as plain calls, and the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp, parse_one
from sqlglot.dialects.duckdb import DuckDB

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape = tuple[object, ...]

# Func by class, operator by nature: their own children matter, and they print in many forms.
_OPERATORS = (exp.Connector, exp.Binary, exp.Cast, exp.TryCast, exp.Case, exp.If)


_FUNCTIONS = DuckDB.parser_class.FUNCTIONS


def parsed(sql: str) -> exp.Expr:
    """The tree of a DuckDB statement, calls as they are written.

    sqlglot would read some as other calls (``make_timestamp(x)`` as ``to_timestamp(x / ...)``).
    """
    known = dict(_FUNCTIONS)
    _FUNCTIONS.clear()
    try:
        return parse_one(sql, dialect="duckdb")
    finally:
        _FUNCTIONS.update(known)


def shape(tree: exp.Expr) -> object:
    """A comparable form of a tree."""
    copied = tree.copy()
    for column in list(copied.find_all(exp.Column)):  # parsing leaves a lambda's parameter bare
        if isinstance(column.this, exp.Identifier) and not column.this.quoted:
            column.replace(column.this)
    return _shape(copied)


def _shape(node: object) -> object:
    """Takes the tree apart while it goes."""
    if isinstance(node, list):
        return tuple(_shape(item) for item in node)
    if not isinstance(node, exp.Expr):
        return node or None  # False, None and "" all mean that an option is not set
    if isinstance(node, exp.Paren):
        return _shape(node.this)
    if isinstance(node, exp.Func) and not isinstance(node, _OPERATORS):
        return _call(node)
    if isinstance(node, exp.DataType):
        return ("type", node.sql(dialect="duckdb"))
    if isinstance(node, exp.Cast):  # TRY_CAST too; parsing adds options that print nothing
        return (type(node).__name__, _shape(node.this), _shape(node.to))
    found = ((name, _shape(value)) for name, value in sorted(node.args.items()))
    return (type(node).__name__, *(pair for pair in found if pair[1] not in (None, ())))


def _call(node: exp.Func) -> Shape:
    """The text of the call over numbered placeholders, and the shapes that stand for them."""
    shapes = []
    for place, part in enumerate(list(_parts(node))):
        shapes.append(_shape(part))
        part.replace(exp.Placeholder(this=f"p{place}"))
    return ("call", node.sql(dialect="duckdb"), *shapes)


# parts of a call that are no arguments themselves; parsing pairs up those of json_object
_WITHIN = (
    *(exp.Order, exp.Ordered, exp.PropertyEQ, exp.Distinct, exp.Lambda),
    exp.JSONKeyValue,
)


def _parts(node: exp.Expr) -> Iterator[exp.Expr]:
    for part in node.iter_expressions():
        if isinstance(part, exp.DataType | exp.Identifier | exp.Var):
            continue
        if isinstance(part, _WITHIN):
            yield from _parts(part)
        else:
            yield part


def difference(left: object, right: object, where: str = "") -> str:
    """Where two shapes part, in one line; empty where they are equal."""
    if left == right:
        return ""
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left) == len(right):
            for place, (one, other) in enumerate(zip(left, right, strict=True)):
                if one != other:
                    return difference(one, other, f"{where}/{left[0] if place else ''}")
        left, right = set(left) - set(right), set(right) - set(left)
    return f"{where[-200:]}: {str(left)[:300]} != {str(right)[:300]}"
