"""``preview``: some rows and how many there are; ``rows_near``: rows around those that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import (
    SEQ,
    Column,
    ColumnRef,
    Constant,
    Item,
    Node,
    Project,
    Several,
    visible,
)
from transpile.catalog.operators.project import kept_hidden
from transpile.catalog.plugins.entry import plugin
from transpile.catalog.plugins.spelled import spelled
from transpile.diagnostics import refusal
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.catalog.plugins.entry import PluginCall
    from transpile.syntax import nodes


@plugin(
    "preview(rows)",
    source="learn:preview-plugin",
    ordered=True,
    lifted="refused: a rule alerts on one result",
    examples=("range n from 1 to 5 step 1 | evaluate preview(2)",),
)
def preview(call: PluginCall) -> Node:
    """Two results: so many rows, and the number of all. The end of a query."""
    call.named()
    call.count(1, 1)
    most = Constant(_number(call, call.positional[0], "the number of rows"), KqlType.LONG)
    taken = spelled(call, "R | take most", R=call.source, most=most)
    counted = spelled(call, "R | count", R=call.source)
    return Several((taken, counted), ("", ""), span=call.span)


def _number(call: PluginCall, syntax: nodes.Syntax, what: str) -> int:
    value = call.constant(syntax, KqlType.LONG, what)
    if not isinstance(value, int) or value < 0:
        raise call.wrong(f"{what} is 0 or more", syntax)
    return value


# ``far`` and ``near`` count from the last and to the next row that matches, 1 for that row itself
_NEAR = """
R | extend n = row_number(), far = row_cumsum(1, hit), met = row_cumsum(iff(hit, 1, 0))
| sort by n desc
| extend near = row_cumsum(1, hit), ahead = row_cumsum(iff(hit, 1, 0))
| where (met > 0 and far <= after + 1) or (ahead > 0 and near <= before + 1)
| sort by n asc
"""


@plugin(
    "rows_near(condition, rows, after?)",
    source="learn:rows-near-plugin",
    ordered=True,
    lifted="as the window functions and sorts that it stands for",
    examples=(
        "datatable(n:long, s:string)[1, 'a', 2, 'a', 3, 'x', 4, 'a', 5, 'a'] | sort by n asc "
        "| evaluate rows_near(s == 'x', 1)",
    ),
)
def rows_near(call: PluginCall) -> Node:
    """Rows for which the condition is true, so many before each and so many after, in order.

    ``rows`` counts both ways; with ``after`` it counts those before. Rows must be serialized.
    """
    call.named()
    call.count(2, 3)
    if SEQ not in call.source.by_name:
        raise refusal(
            codes.NOT_SERIALIZED,
            "'rows_near' needs rows in an order, and these have none",
            call.span,
            "'sort by' orders them, 'serialize' takes them as they are",
        )
    condition, *numbers = call.positional
    hit = call.binder.scalar(condition, call.source)
    if hit.type is not KqlType.BOOL:
        raise refusal(
            codes.ARGUMENT_TYPE, f"a condition is a bool, not a {hit.type}", condition.span
        )
    before = _number(call, numbers[0], "the number of rows")
    after = _number(call, numbers[1], "the number of rows after") if numbers[1:] else before
    columns = {f"c{place}": column for place, column in enumerate(visible(call.source))}
    items = [Item(Column(name, c.type, c.nullable), ColumnRef(c)) for name, c in columns.items()]
    found = call.binder.apply("coalesce", (hit, Constant(False, KqlType.BOOL)))
    items.append(Item(Column("hit", KqlType.BOOL, nullable=False), found))
    made = spelled(
        call,
        _NEAR,
        R=Project(call.source, (*items, *kept_hidden(call.source)), span=call.span),
        before=Constant(before, KqlType.LONG),
        after=Constant(after, KqlType.LONG),
    )
    shown = (Item(column, ColumnRef(made.by_name[own])) for own, column in columns.items())
    return Project(made, (*shown, *kept_hidden(made)), span=call.span)
