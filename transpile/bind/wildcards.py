"""A bare name over tables found by a pattern, which hold it in several types."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Column, ColumnRef, Expr, Filter, Gather, Node, Sort, Top

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.syntax import nodes


def column_of_most(binder: Binder, scope: Node, syntax: nodes.Name) -> Expr | None:
    """The column of the type that most of the tables have, with a warning; None elsewhere.

    The union calls the columns ``x_long`` and ``x_string``, and nothing is called ``x``. Over a
    pattern, whoever wrote the query could not know: Microsoft's binder lets such a name pass.
    """
    while isinstance(scope, Filter | Sort | Top):
        scope = scope.input
    if not isinstance(scope, Gather) or not scope.by_pattern:
        return None
    found = [out for out in scope.outputs if scope.sources.get(out.name, ("",))[0] == syntax.name]
    if not found:
        return None
    holders = Counter({out: _holders(scope, out) for out in found})
    (chosen, count), *_ = holders.most_common()
    total = sum(holders.values())
    binder.warn(
        codes.TRAP,
        f"'{syntax.name}' has several types among these tables: the {chosen.type} of {count} of "
        f"{total} tables is read",
        syntax.span,
        "read " + ", ".join(out.name for out in found) + " for each",
    )
    return ColumnRef(chosen, span=syntax.span)


def _holders(gather: Gather, output: Column) -> int:
    return sum(gather.held(leg, output.name) is not None for leg in gather.inputs)
