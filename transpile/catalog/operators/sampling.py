"""``sample`` and ``sample-distinct``: rows and values that are chosen once and for all.

Kusto picks by chance. A replay must give the same answer twice, so chance is a fixed order here:
that of a digest over a seed and the stored row number, or over the whole row where an operator
has lost the number. Every strategy sees the same digests and takes the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import (
    ROW,
    Aggregate,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    SortKey,
    Top,
    visible,
)
from transpile.catalog.operators.sort import count_of
from transpile.diagnostics import refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_SEED = "sample:"


@dataclass(frozen=True)
class SampleSyntax(nodes.OperatorSyntax):
    """``sample count``, or ``sample-distinct count of column``."""

    count: nodes.Syntax
    column: nodes.Name | None = None


def _parse_sample(parser: Parser, start: int) -> SampleSyntax:
    count = parser.expression()
    return SampleSyntax(count, keyword="sample", span=parser.cursor.since(start))


def _parse_distinct(parser: Parser, start: int) -> SampleSyntax:
    cursor = parser.cursor
    count = parser.expression()
    cursor.expect("of", "after the number of values")
    column = parser.expression()
    if not isinstance(column, nodes.Name):
        raise refusal(
            codes.BAD_ARGUMENT,
            "'sample-distinct' takes the values of one column",
            column.span,
            "extend it first",
        )
    return SampleSyntax(count, column, keyword="sample-distinct", span=cursor.since(start))


def _show(syntax: SampleSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    of = f" of {inner(syntax.column)}" if syntax.column else ""
    return f"{syntax.keyword} {inner(syntax.count)}{of}"


def _bind_sample(binder: Binder, syntax: SampleSyntax, source: Node | None) -> Node:
    assert source is not None
    row = source.by_name.get(ROW)
    told_by = [row] if row is not None else list(visible(source))
    return _first(binder, syntax, source, [ColumnRef(column) for column in told_by])


def _bind_distinct(binder: Binder, syntax: SampleSyntax, source: Node | None) -> Node:
    assert source is not None
    assert syntax.column is not None
    value = binder.scalar(syntax.column, source)
    if not isinstance(value, ColumnRef) or value.type is KqlType.DYNAMIC:
        what = "a dynamic column" if isinstance(value, ColumnRef) else "a constant"
        raise refusal(
            codes.ARGUMENT_TYPE,
            f"'sample-distinct' takes no values of {what}",
            syntax.column.span,
            "extend a tostring(...) of it" if isinstance(value, ColumnRef) else "",
        )
    values = Aggregate(source, (Item(value.column, value),), (), span=syntax.span)
    return _first(binder, syntax, values, [ColumnRef(value.column)])


def _first(binder: Binder, syntax: SampleSyntax, source: Node, told_by: list[ColumnRef]) -> Node:
    texts = tuple(
        part if part.type is KqlType.STRING else binder.apply("tostring", (part,), syntax.span)
        for part in told_by
    )
    whole: Expr = binder.apply("$row_text", texts, syntax.span)
    seeded = binder.apply("strcat", (Constant(_SEED, KqlType.STRING), whole), syntax.span)
    digest = binder.apply("hash_md5", (seeded,), syntax.span)
    key = SortKey(digest, descending=False, nulls_first=False)
    count = count_of(binder, syntax.count, syntax.keyword)
    return Top(source, count, (key,), span=syntax.span)


_CHOICE = "The rows are chosen by a digest, not by chance: asked again, it takes the same ones."
_TABLE = "datatable(a:long, b:string)[1, 'x', 2, 'y', 3, 'x']"

SPECS = (
    OperatorSpec(
        keyword="sample",
        parsed_by=_parse_sample,
        printed_by=_show,
        bound_by=_bind_sample,
        doc="Rows from anywhere in the table, up to a count.",
        source="learn:sample-operator",
        examples=(f"{_TABLE} | sample 2",),
        lifted="a row number per run",
        differs=_CHOICE,
    ),
    OperatorSpec(
        keyword="sample-distinct",
        parsed_by=_parse_distinct,
        printed_by=_show,
        bound_by=_bind_distinct,
        doc="Different values of one column, up to a count.",
        source="learn:sample-distinct-operator",
        examples=(f"{_TABLE} | sample-distinct 1 of b",),
        lifted="a row number per run, over the distinct values",
        differs=_CHOICE,
    ),
)
