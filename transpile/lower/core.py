"""How each core node of the bound tree joins or closes an open SELECT."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.bind.serial import Automaton, Sequence, Windows
from transpile.bind.spans import (
    Always,
    Merged,
    Narrowed,
    Overlapping,
    Spanned,
    Standing,
    States,
    Unspanned,
)
from transpile.bind.tree import (
    Aggregate,
    ColumnRef,
    Expand,
    Expr,
    FillRuns,
    Filter,
    Join,
    Node,
    Numbered,
    Project,
    Rows,
    Runs,
    Scan,
    Sort,
    SortKey,
    Steps,
    Top,
    Union,
    Windowed,
)
from transpile.lower import build
from transpile.lower.automaton import lower_automaton
from transpile.lower.combining import lower_join, lower_union
from transpile.lower.expanding import lower_expand
from transpile.lower.grouping import lower_aggregate, lower_fill_runs
from transpile.lower.serial import lower_sequence, lower_windows
from transpile.lower.sources import (
    lower_rows,
    lower_runs,
    lower_scan,
    lower_steps,
    lower_windowed,
)
from transpile.lower.spans import (
    lower_always,
    lower_merged,
    lower_narrowed,
    lower_overlapping,
    lower_spanned,
    lower_standing,
    lower_states,
    lower_unspanned,
)
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.lower.build import Sql
    from transpile.lower.relation import Open, RelationLowering


def lower_filter(lowering: RelationLowering, node: Node) -> Open:
    """More conjuncts; null counts as false, so no coalesce."""
    found = cast("Filter", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    opened = lowering.readable(opened, found.input, found.conjuncts)
    if opened.source is None:  # a WHERE may not see the columns made beside it
        opened = lowering.sealed(opened, found.input.columns)
    opened.where += [lowering.value(opened, term, truth=True) for term in found.conjuncts]
    return opened


def lower_project(lowering: RelationLowering, node: Node) -> Open:
    """Other columns over the same source."""
    found = cast("Project", node)
    opened = lowering.lower(found.input)
    values = [item.value for item in found.items]
    computed = [value for value in values if not isinstance(value, ColumnRef)]
    opened = lowering.readable(opened, found.input, computed)
    plain: dict[str, tuple[str, str]] = {}
    made: dict[str, Sql] = {}
    for item in found.items:
        value = item.value
        spot = opened.plain.get(value.column.name) if isinstance(value, ColumnRef) else None
        if spot is not None:
            plain[item.column.name] = spot
        else:
            made[item.column.name] = lowering.value(opened, value)
    opened.plain, opened.computed = plain, made
    # keys over columns that have gone keep their SQL, and end when the SELECT is closed
    opened.order = _kept_order(opened, found)
    return opened


def _kept_order(opened: Open, project: Project) -> list[SortKey]:
    """The pending order in terms of the new columns, as far as they still hold it."""
    same = {
        item.value.column.name: item.column
        for item in project.items
        if isinstance(item.value, ColumnRef)
    }
    kept: list[SortKey] = []
    for key in opened.order:
        if not isinstance(key.value, ColumnRef) or key.value.column.name not in same:
            return []
        kept.append(replace(key, value=ColumnRef(same[key.value.column.name])))
    return kept


def lower_sort(lowering: RelationLowering, node: Node) -> Open:
    """A pending order; a later sort replaces it."""
    found = cast("Sort", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    opened = lowering.readable(opened, found.input, [key.value for key in found.keys])
    lowering.order(opened, found.keys)
    return opened


def lower_top(lowering: RelationLowering, node: Node) -> Open:
    """LIMIT, or a row number per partition where lifted."""
    found = cast("Top", node)
    opened = lowering.lower(found.input)
    kept = list(opened.order), list(opened.order_sql)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
        kept = list(opened.order), list(opened.order_sql)
    read: list[Expr] = [key.value for key in found.keys]
    read += [*found.ties, *found.partition]
    before = opened
    opened = lowering.readable(opened, found.input, read)
    if opened is not before:
        kept = list(opened.order), list(opened.order_sql)
    if found.keys:
        lowering.order(opened, found.keys)
    else:  # `sort | take` takes in that order
        opened.order, opened.order_sql = kept
    ties = [build.ordered(_comparable(opened, tie)) for tie in found.ties]
    if not found.partition:
        opened.limit = max(0, found.count)
        opened.order_sql = opened.order_sql + ties
        return opened
    partition = [opened.get(ref.column) for ref in found.partition]
    order = [key.copy() for key in opened.order_sql] + ties
    number = build.over(exp.RowNumber(), partition, order)
    opened.qualify = build.binary("<=", number, build.number(max(0, found.count)))
    return opened


def lower_numbered(lowering: RelationLowering, node: Node) -> Open:
    """A row number in no order: who reads it twice reads one materialised table."""
    found = cast("Numbered", node)
    opened = lowering.lower(found.input)
    if opened.cut:
        opened = lowering.sealed(opened, found.input.columns)
    opened.computed[found.column.name] = build.over(exp.RowNumber(), [], [])
    return lowering.sealed(opened, found.columns)


def _comparable(opened: Open, ref: ColumnRef) -> Sql:
    value = opened.get(ref.column)
    if ref.type is not KqlType.DYNAMIC:
        return value
    # a raw VARIANT orders by type rank; its JSON text is a stable order
    return build.cast_to(build.cast_to(value, build.data_type("JSON")), build.data_type("TEXT"))


CORE_RULES: dict[type[Node], Callable[[RelationLowering, Node], Open]] = {
    Scan: lower_scan,
    Rows: lower_rows,
    Steps: lower_steps,
    Runs: lower_runs,
    Filter: lower_filter,
    Project: lower_project,
    Expand: lower_expand,
    Aggregate: lower_aggregate,
    FillRuns: lower_fill_runs,
    Sort: lower_sort,
    Top: lower_top,
    Numbered: lower_numbered,
    Join: lower_join,
    Union: lower_union,
    Windowed: lower_windowed,
    Spanned: lower_spanned,
    Narrowed: lower_narrowed,
    Overlapping: lower_overlapping,
    Always: lower_always,
    Merged: lower_merged,
    States: lower_states,
    Standing: lower_standing,
    Unspanned: lower_unspanned,
    Sequence: lower_sequence,
    Windows: lower_windows,
    Automaton: lower_automaton,
}
