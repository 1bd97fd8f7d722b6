"""Serialized rows and window functions to SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.bind.serial import Sequence, WindowCall, Windows, ascending
from transpile.bind.tree import SEQ, SEQ_COLUMN, ColumnRef, Node
from transpile.errors import InternalError
from transpile.lower import build
from transpile.lower.grouping import wrapped_sum
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.relation import Open, RelationLowering


def lower_sequence(lowering: RelationLowering, node: Node) -> Open:
    """A row number by the keys; from here on it is the order."""
    found = cast("Sequence", node)
    opened = lowering.lower(found.input)
    if opened.cut or opened.source is None:
        opened = lowering.sealed(opened, found.input.columns)
    read = [*(key.value for key in found.keys), *found.ties, *found.partition]
    opened = lowering.readable(opened, found.input, read)
    lowering.order(opened, found.keys)
    order = opened.order_sql + [build.ordered(_comparable(opened, tie)) for tie in found.ties]
    partition = [opened.get(ref.column) for ref in found.partition]
    opened.order, opened.order_sql = [], []
    opened.plain.pop(SEQ, None)
    opened.computed[SEQ] = build.over(exp.RowNumber(), partition, order)
    return _in_order(lowering, opened, found)


def _in_order(lowering: RelationLowering, opened: Open, node: Node) -> Open:
    made = lowering.over(lowering.close(opened, node.columns), node.columns)
    lowering.order(made, [ascending(SEQ_COLUMN)])
    return made


def _comparable(opened: Open, ref: ColumnRef) -> Sql:
    value = opened.get(ref.column)
    if ref.type is not KqlType.DYNAMIC:
        return value
    # a raw VARIANT orders by type rank; its JSON text is a stable order
    return build.cast_to(build.cast_to(value, build.data_type("JSON")), build.data_type("TEXT"))


def lower_windows(lowering: RelationLowering, node: Node) -> Open:
    """Window expressions, in a SELECT that nothing else joins."""
    found = cast("Windows", node)
    opened = lowering.lower(found.input)
    if opened.cut or opened.source is None:
        opened = lowering.sealed(opened, found.input.columns)
    opened = lowering.readable(opened, found.input, [item.value for item in found.items])
    opened.order, opened.order_sql = [], []
    for item in found.items:
        opened.computed[item.column.name] = _window(lowering, opened, item.value)
    return _in_order(lowering, opened, found)


def _window(lowering: RelationLowering, opened: Open, value: object) -> Sql:
    call = cast("WindowCall", value)
    arguments = [lowering.value(opened, argument) for argument in call.arguments]

    def over(function: Sql, *, so_far: bool = False) -> Sql:
        partition = [lowering.value(opened, part) for part in call.partition]
        order = [build.ordered(opened.get(call.order.column))]
        return build.over(function, partition, order, so_far=so_far)

    def where_changed(value: Sql, then: Sql, otherwise: Sql | None) -> Sql:
        before = over(build.call("lag", value))
        differs = build.binary("is distinct from", before, value.copy())
        first = build.binary("=", over(exp.RowNumber()), build.number(1))
        return build.case([(build.disjunction([differs, first]), then)], otherwise)

    if call.function in ("lag", "lead"):
        return over(build.call(call.function, *arguments))
    if call.function == "number":
        return over(exp.RowNumber())
    if call.function == "sum":
        total = over(exp.Sum(this=arguments[0]), so_far=True)
        if call.kind is KqlType.LONG:
            return wrapped_sum(total)
        return build.coalesce(total, build.constant(0, call.kind))
    if call.function == "tally":
        return build.cast_to(
            over(exp.Sum(this=arguments[0]), so_far=True), build.type_of(call.kind)
        )
    if call.function == "runs":
        counted = build.case([(arguments[0], build.number(1))], build.number(0))
        total = over(exp.Sum(this=counted), so_far=True)
        return build.cast_to(total, build.type_of(call.kind))
    if call.function == "changes":
        return where_changed(arguments[0], build.number(1), build.number(0))
    if call.function == "since":
        return where_changed(arguments[0], over(exp.RowNumber()), None)
    if call.function == "highest":
        return over(exp.Max(this=arguments[0]), so_far=True)
    raise InternalError(f"no lowering for the window function {call.function!r}")
