"""Several inputs: joins and unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlglot import exp

from transpile.lower import build
from transpile.lower.relation import Open, RelationLowering
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.tree import (
        Column,
        Join,
        Node,
        Union,
    )
    from transpile.lower.build import Sql

_SQL_KINDS = {
    "inner": ("", ""),
    "innerunique": ("", ""),
    "leftouter": ("LEFT", ""),
    "rightouter": ("RIGHT", ""),
    "fullouter": ("FULL", ""),
    "leftsemi": ("", "SEMI"),
    "leftanti": ("", "ANTI"),
    "rightsemi": ("", "SEMI"),
    "rightanti": ("", "ANTI"),
    "cross": ("", "CROSS"),
}


def lower_join(lowering: RelationLowering, node: Node) -> Open:
    """A SQL join of two closed inputs; null keys match null, strings pad with ``''``."""
    found = cast("Join", node)
    left, right, on = found.left, found.right, found.on
    outputs = found.outputs
    if found.kind in ("rightsemi", "rightanti"):
        left, right = right, left
        on = tuple((second, first) for first, second in on)
    side, kind = _SQL_KINDS[found.kind]
    names = {"left": lowering.fresh("l"), "right": lowering.fresh("r")}
    if found.kind in ("rightsemi", "rightanti"):
        names = {"left": names["right"], "right": names["left"]}
    first, second = (
        ("right", "left") if found.kind in ("rightsemi", "rightanti") else ("left", "right")
    )
    main, source = _side(lowering, left, names[first])
    other, joined = _side(lowering, right, names[second])
    conditions = [
        build.binary(
            "is not distinct from" if a.nullable and b.nullable else "=",
            main(a.column),
            other(b.column),
        )
        for a, b in on
    ]
    join = exp.Join(this=joined)
    if side:
        join.set("side", side)
    if kind:
        join.set("kind", kind)
    if conditions:
        join.set("on", build.conjunction(conditions))
    opened = Open(source, joins=[join])
    columns_of = {first: main, second: other}
    padded = _padded(found.kind)
    for output in outputs:
        if output.side == "both":  # a lifted run, known from whichever side has the row
            either = (main(output.source), other(output.source))
            opened.computed[output.column.name] = build.coalesce(*either)
            continue
        value = columns_of[output.side](output.source)
        assert isinstance(value, exp.Column)
        if output.side in padded and output.column.type is KqlType.STRING:
            opened.computed[output.column.name] = build.coalesce(value, build.text(""))
        else:
            opened.plain[output.column.name] = (names[output.side], value.name)
    return opened


def _padded(kind: str) -> frozenset[str]:
    """The sides whose columns may be missing."""
    sides = {"leftouter": {"right"}, "rightouter": {"left"}, "fullouter": {"left", "right"}}
    return frozenset(sides.get(kind, ()))


def _side(
    lowering: RelationLowering, node: Node, alias: str
) -> tuple[Callable[[Column], Sql], exp.Table]:
    """One side of a join, under an alias of its own."""
    opened = lowering.lower(node)
    bare = isinstance(opened.source, exp.Table) and not (
        opened.joins or opened.where or opened.cut or opened.computed
    )
    if not bare:
        opened = lowering.over(lowering.close(opened, node.columns), node.columns)
    table = cast("exp.Table", opened.source)
    table.set("alias", exp.TableAlias(this=build.identifier(alias)))
    opened.plain = {name: (alias, spot[1]) for name, spot in opened.plain.items()}
    return opened.get, table


def lower_union(lowering: RelationLowering, node: Node) -> Open:
    """UNION ALL by position."""
    found = cast("Union", node)
    selects: list[exp.Query] = []
    for leg in found.inputs:
        opened = lowering.lower(leg)
        if opened.order_sql and opened.limit is None:
            opened.order_sql = []
        if opened.limit is not None:
            opened = lowering.sealed(opened, leg.columns)
            opened.order_sql = []
        aligned = Open(opened.source, joins=opened.joins, where=opened.where)
        aligned.qualify = opened.qualify
        for out, column in zip(found.columns, leg.columns, strict=True):
            if column.name in opened.plain:
                aligned.plain[out.name] = opened.plain[column.name]
            else:
                aligned.computed[out.name] = opened.computed[column.name]
        selects.append(lowering.close_to_select(aligned, found.columns))
    while len(selects) > MOST_LEGS:  # the engine nests them, and refuses a thousand levels
        parts = [selects[at : at + MOST_LEGS] for at in range(0, len(selects), MOST_LEGS)]
        selects = [_over_all(lowering, _named(lowering, part), found) for part in parts]
    return lowering.over(_named(lowering, selects), found.columns)


MOST_LEGS = 100


def _named(lowering: RelationLowering, selects: list[exp.Query]) -> str:
    """A common table expression of all the selects; its name."""
    name = lowering.fresh()
    alias = exp.TableAlias(this=build.identifier(name))
    lowering.add(exp.CTE(this=_union_all(selects), alias=alias))
    return name


def _over_all(lowering: RelationLowering, name: str, union: Union) -> exp.Query:
    return lowering.close_to_select(lowering.over(name, union.columns), union.columns)


def _union_all(selects: list[exp.Query]) -> exp.Query:
    if len(selects) == 1:
        return selects[0]
    made = selects[0]
    for select in selects[1:]:
        made = exp.Union(this=made, expression=select, distinct=False)
    return made
