"""``* has "x"``: a test that any column passes.

Term tests look at one text of the whole row, its columns parted by a sign that belongs to no term:
one test costs a fraction of sixty. Real numbers are not looked at: measured on Kusto,
``search 2.71`` does not find 2.71.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import ColumnRef, Constant, Expr, Node, visible
from transpile.diagnostics import refusal
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder, Scope
    from transpile.syntax import nodes

PARTED = "\x1f"
_UNSEARCHED = (KqlType.REAL, KqlType.DECIMAL)
_IN_ROW = frozenset(
    f"{name}{case}"
    for name in ("has", "hasprefix", "hassuffix", "contains")
    for case in ("", "_cs")
)
_BY_COLUMN = frozenset(
    {"startswith", "startswith_cs", "endswith", "endswith_cs", "=~", "matches regex"}
)


def any_column(binder: Binder, syntax: nodes.Binary, scope: Scope) -> Expr:
    """Whether any column of ``scope`` passes the test."""
    if not isinstance(scope, Node):
        raise refusal(codes.UNEXPECTED, "'*' stands for columns, and there are none", syntax.span)
    needle = binder.scalar(syntax.right, scope)
    if syntax.operator == "==":
        return _any_equal(binder, syntax, scope, needle)
    if syntax.operator not in _IN_ROW | _BY_COLUMN:
        raise refusal(
            codes.UNSUPPORTED,
            f"'* {syntax.operator}' is not translated",
            syntax.span,
            "not(* has ...) is true where no column has it"
            if syntax.operator[0] == "!"
            else "tests of any column: has, contains, startswith, ==, matches regex, ...",
        )
    texts = [
        part if part.type is KqlType.STRING else binder.apply("tostring", (part,), syntax.span)
        for part in _searched(scope, syntax)
    ]
    if syntax.operator in _IN_ROW and isinstance(needle, Constant):
        row = binder.apply("$row_text", tuple(texts), syntax.span)
        return binder.apply(syntax.operator, (row, needle), syntax.span)
    return _any_of(
        binder, [binder.apply(syntax.operator, (text, needle), syntax.span) for text in texts]
    )


def _searched(scope: Node, syntax: nodes.Syntax) -> list[Expr]:
    return [
        ColumnRef(column, span=syntax.span)
        for column in visible(scope)
        if column.type not in _UNSEARCHED
    ]


def _any_equal(binder: Binder, syntax: nodes.Binary, scope: Node, needle: Expr) -> Expr:
    """Equality with every column whose type compares; a dynamic by what it holds."""
    found = [
        ColumnRef(column, span=syntax.span)
        for column in visible(scope)
        if column.type is needle.type
        or column.type is KqlType.DYNAMIC
        or (column.type.is_numeric and needle.type.is_numeric)
    ]
    if needle.type is KqlType.DYNAMIC:
        raise refusal(
            codes.NOT_COMPARABLE, "'* ==' takes no dynamic value", syntax.right.span, "cast it"
        )
    return _any_of(binder, [binder.apply("==", (column, needle), syntax.span) for column in found])


def _any_of(binder: Binder, tests: list[Expr]) -> Expr:
    if not tests:
        return Constant(False, KqlType.BOOL)
    return binder.apply("or", tuple(tests)) if len(tests) > 1 else tests[0]
