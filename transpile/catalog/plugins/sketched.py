"""``dcount_intersect``: distinct values that several sketches have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.naming import unique
from transpile.bind.tree import Column, ColumnRef, Constant, Expr, Item, Node, Project, visible
from transpile.catalog.operators.project import kept_hidden
from transpile.catalog.plugins.entry import plugin
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.catalog.plugins.entry import PluginCall


@plugin(
    "dcount_intersect(sketch, sketches...)",
    source="learn:dcount-intersect-plugin",
    keeps_columns=True,
    lifted="unchanged, the run kept",
    differs="Counts are exact.",
    examples=(
        "range n from 1 to 100 step 1 "
        "| summarize h2 = hll_if(n, n % 2 == 0), h3 = hll_if(n, n % 3 == 0) "
        "| evaluate dcount_intersect(h2, h3) | project s0, s1",
    ),
)
def dcount_intersect(call: PluginCall) -> Node:
    """Columns ``s0``, ``s1``, ...: the values of the first sketch, of the first two, and so on.

    Sketches are those of ``hll``.
    """
    call.named()
    call.count(2, 16)
    binder = call.binder
    columns = [call.column(syntax, "a sketch", KqlType.DYNAMIC) for syntax in call.positional]
    made = [Item(column, ColumnRef(column)) for column in visible(call.source)]
    taken = {column.name for column in visible(call.source)}
    lists: list[Expr] = []
    for place, column in enumerate(columns):
        sketch = ColumnRef(column)
        count = binder.apply("dcount_hll", (sketch,))  # null of what is no sketch
        lists.append(binder.apply("[]", (sketch, Constant(1, KqlType.LONG))))
        if place:
            count = binder.apply("array_length", (binder.apply("set_intersect", tuple(lists)),))
        name = unique(f"s{place}", taken)
        taken.add(name)
        made.append(Item(Column(name, KqlType.LONG), count))
    return Project(call.source, (*made, *kept_hidden(call.source)), span=call.span)
