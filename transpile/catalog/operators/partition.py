"""``partition``: a sub-pipeline for each value of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import SEQ, Column, ColumnRef, Item, Node, Project, visible
from transpile.catalog.operators.bodies import (
    JOINS,
    OTHER_TABLES,
    Body,
    bind_body,
    read_body,
    show_body,
)
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.rewrite.each import KeyValue, each, fresh, is_row_by_row, passed_on, takes_rows
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_STRATEGIES = ("native", "shuffle", "legacy")
_HINTS = (
    "hint.strategy",
    "hint.shufflekey",
    "hint.materialized",
    "hint.concurrency",
    "hint.spread",
    "hint.num_partitions",
)


@dataclass(frozen=True)
class PartitionSyntax(nodes.OperatorSyntax):
    """``partition hint.strategy=native by x (body)``, or ``by x { T | ... }``."""

    hints: tuple[tuple[str, str], ...]
    key: nodes.Name
    body: Body
    own: nodes.Syntax | None


def _parse(parser: Parser, start: int) -> PartitionSyntax:
    cursor = parser.cursor
    before = cursor.current
    hints = parser.hints()
    for name in hints:
        if name not in _HINTS:
            raise refusal(
                codes.UNKNOWN_PARAMETER,
                f"'partition' has no parameter '{name}'",
                before.span,
                near(name, list(_HINTS)),
            )
    strategy = hints.get("hint.strategy", "legacy")
    if strategy not in _STRATEGIES:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"there is no strategy '{strategy}'",
            before.span,
            near(strategy, list(_STRATEGIES)) or "strategies: " + ", ".join(_STRATEGIES),
        )
    cursor.expect("by", "after 'partition'")
    place = cursor.current.start
    name = parser.column_name("the column to partition by")
    key = nodes.Name(name, span=cursor.since(place))
    own: nodes.Syntax | None = None
    body: Body = ()
    if cursor.at("(") and cursor.glued(0) and not _begins_body(parser):
        raise refusal(
            codes.UNEXPECTED,
            "partitions are made by a column, not by an expression",
            key.span,
            "extend it as a column first",
        )
    if opened := cursor.accept("{"):
        with cursor.nested():
            own = parser.tabular_or_scalar()
        cursor.close("}", opened, "after the sub-pipeline")
    else:
        others = JOINS if strategy == "legacy" else OTHER_TABLES
        body = read_body(parser, "after the column of 'partition'", others)
    span = cursor.since(start)
    return PartitionSyntax(tuple(hints.items()), key, body, own, keyword="partition", span=span)


def _begins_body(parser: Parser) -> bool:
    first, second, third = (parser.cursor.peek(distance).text for distance in (1, 2, 3))
    return first in parser.operators or f"{first}{second}{third}" in parser.operators


def _show(syntax: PartitionSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    hints = "".join(f"{name}={value} " for name, value in syntax.hints)
    shown = f"partition {hints}by {inner(syntax.key)} "
    if syntax.own is None:
        return shown + show_body(syntax.body, inner)
    text = inner(syntax.own)
    bracketed = isinstance(syntax.own, nodes.Pipeline)  # which prints in parentheses
    return shown + "{" + (text[1:-1] if bracketed else text) + "}"


def _bind(binder: Binder, syntax: PartitionSyntax, source: Node | None) -> Node:
    assert source is not None
    bound = binder.scalar(syntax.key, source)
    if not isinstance(bound, ColumnRef):
        raise refusal(codes.UNKNOWN_COLUMN, "this is no column of the table", syntax.key.span)
    key = bound.column
    if key.type is KqlType.DYNAMIC:
        raise refusal(
            codes.ARGUMENT_TYPE,
            "rows are not partitioned by a dynamic value",
            syntax.key.span,
            "extend tostring(...) of it first",
        )
    if syntax.own is not None:
        return _over_own_table(binder, syntax, source, key)
    body = bind_body(binder, syntax.body, source)
    if is_row_by_row(body, source):
        if not takes_rows(body, source):
            return body if SEQ not in body.by_name else Project(body, _kept(body), span=syntax.span)
        held = Column(fresh("key", body), key.type, key.nullable)
        start = Project(source, (*_same(source.columns), Item(held, ColumnRef(key))))
        made = passed_on(body, source, start, (held,), (held,))
    else:
        held = Column(fresh("key", body), key.type, key.nullable)
        made = each(binder, body, source, source, source, key, held, syntax.span)
    return Project(made, _kept(body), span=syntax.span)


def _over_own_table(binder: Binder, syntax: PartitionSyntax, source: Node, key: Column) -> Node:
    """``{ T | ... }``: of the partitioned table only the key's value is seen, as a constant."""
    assert syntax.own is not None
    value = KeyValue(key, span=syntax.key.span)
    inner = binder.within({**binder.lets, key.name: value}, binder.locals - {key.name})
    body = inner.tabular(syntax.own)
    held = Column(fresh("key", body, source), key.type, key.nullable)
    made = each(binder, body, None, source, source, key, held, syntax.span)
    return Project(made, _same(visible(body)), span=syntax.span)


def _kept(body: Node) -> tuple[Item, ...]:
    """The columns of the result: an order within partitions is no order of all."""
    return _same(tuple(column for column in body.columns if column.name != SEQ))


def _same(columns: tuple[Column, ...]) -> tuple[Item, ...]:
    return tuple(Item(column, ColumnRef(column)) for column in columns)


_TABLE = "datatable(k:string, v:long)['a', 1, 'a', 2, 'b', 3]"

SPECS = (
    OperatorSpec(
        keyword="partition",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="A sub-pipeline over the rows of each value of a column; the rows of all of them.",
        source="learn:partition-operator; FACTS 15",
        examples=(
            f"{_TABLE} | partition hint.strategy=native by k (top 1 by v)",
            "datatable(x:long)[1, 2] | partition by x { range y from 1 to 3 step 1 | where y > x }",
        ),
        lifted="the key joins the run in what the body groups, takes and joins by",
        differs="The strategies do the same; the limit of 64 values of the legacy one is not kept.",
    ),
)
