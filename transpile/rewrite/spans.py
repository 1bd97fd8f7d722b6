"""Lifting with spans: rows stay single, with the moments that see them, for as long as they can.

Steps that work row by row, joins with what does not depend on the run, and groups
(``rewrite/states.py``) keep a relation spanned. Everything else takes the rows of every run, as
``rewrite/lift.py`` has it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile.bind.spans import (
    OTHER_SPAN,
    SPAN_COLUMNS,
    Always,
    Bound,
    Merged,
    Narrowed,
    Overlapping,
    Spanned,
    Standing,
    States,
    Unspanned,
    spanned,
)
from transpile.bind.tree import (
    FIRST,
    INGESTION,
    INGESTION_COLUMN,
    LAST,
    RUN,
    SCENARIO,
    SCENARIO_COLUMN,
    Aggregate,
    Apply,
    Column,
    ColumnRef,
    Constant,
    Expand,
    Expr,
    Filter,
    InQuery,
    Item,
    Join,
    JoinColumn,
    Node,
    Now,
    Project,
    Scan,
    Sort,
    Union,
)
from transpile.bind.walk import columns_read, reads_now
from transpile.rewrite.states import grouped, narrowed_groups
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from transpile.rewrite.lift import Lifter

SPAN_NODES = (Spanned, Narrowed, Overlapping, Always, Merged, States, Standing, Unspanned)
_SPAN_ITEMS = tuple(Item(column, ColumnRef(column)) for column in SPAN_COLUMNS)


def asked_of_span(node: Node, needed: set[str]) -> list[tuple[Node, set[str]]]:
    """What pruning asks below a node of this module."""
    if isinstance(node, Standing):
        own = {name for name in needed if name in node.input.by_name}
        own |= {one.column.name for one, _ in node.on} | {FIRST, LAST}
        theirs = {other.column.name for _, other in node.on} | {FIRST, LAST}
        return [(node.input, own), (node.groups, theirs)]
    (below,) = node.children()
    if isinstance(node, Merged | States):  # every column tells rows apart
        return [(below, {column.name for column in below.columns})]
    asked = {name for name in needed if name in below.by_name}
    if isinstance(node, Spanned):
        asked |= {node.axis.name, node.happened.name, INGESTION, SCENARIO}
    elif not isinstance(node, Always):
        asked |= {FIRST, LAST}
    if isinstance(node, Narrowed):
        asked |= {name for bound in node.bounds for name in columns_read(bound)}
    if isinstance(node, Overlapping):
        asked |= {column.name for column in OTHER_SPAN.values()}
    return [(below, asked)]


# --- row by row ---------------------------------------------------------------------------------


def _scan(_lifter: Lifter, node: Node) -> Node | None:
    assert isinstance(node, Scan)
    if not node.axis:
        return None
    have = {column.name for column in node.outputs}
    columns, time = node.table.columns, node.table.time_column
    kind = columns.get(node.axis)
    axis = Column(node.axis, kind) if kind is not None else INGESTION_COLUMN
    happened = axis if time is None else Column(time, columns[time])
    wanted = {column.name: column for column in (axis, happened, INGESTION_COLUMN, SCENARIO_COLUMN)}
    extra = [column for name, column in wanted.items() if name not in have]
    outputs = sorted((*node.outputs, *extra), key=lambda column: column.hidden)
    return Spanned(replace(node, outputs=tuple(outputs), axis=""), axis, happened, span=node.span)


def _filter(lifter: Lifter, node: Node) -> Node | None:
    assert isinstance(node, Filter)
    if isinstance(node.input, Aggregate):
        return narrowed_groups(lifter, node, node.input)
    made = lifter.compact(node.input)
    return filtered(lifter, node, made) if spanned(made) else None


def filtered(lifter: Lifter, node: Filter, made: Node) -> Node:
    """A spanned relation, filtered; for every run where a condition needs that."""
    static: list[Expr] = []
    bounds: list[Bound] = []
    rest: list[Expr] = []
    for term in node.conjuncts:
        found = bounds_of(term) if reads_now(term) else None
        if found is not None:
            bounds += found
        else:
            (rest if reads_now(term) else static).append(term)
    if bounds:
        made = Narrowed(made, tuple(bounds), span=node.span)
    if static:
        made = Filter(made, tuple(static), span=node.span)
    if not rest:
        return made
    # a value sought in this run's list is in the list of some run: test that first, before the
    # rows are repeated for every run
    lifted = [lifter.expression(term) for term in rest]
    reductions = [
        replace(term, run=None) for term in lifted if isinstance(term, InQuery) and term.run
    ]
    if reductions:
        made = Filter(made, tuple(reductions), span=node.span)
    child, terms = lifter.over(Unspanned(made, settled=bool(reductions)), tuple(rest))
    return Filter(child, terms, span=node.span)


def _project(lifter: Lifter, node: Node) -> Node | None:
    assert isinstance(node, Project)
    child = lifter.compact(node.input)
    if not spanned(child) or _any_now(item.value for item in node.items):
        return None
    return Project(child, (*node.items, *_SPAN_ITEMS), span=node.span)


def _expand(lifter: Lifter, node: Node) -> Node | None:
    assert isinstance(node, Expand)
    child = lifter.compact(node.input)
    if not spanned(child) or _any_now(node.expressions()):
        return None
    return replace(node, input=child, outputs=(*node.outputs, *SPAN_COLUMNS))


def _sort(lifter: Lifter, node: Node) -> Node | None:
    assert isinstance(node, Sort)
    child = lifter.compact(node.input)
    if not spanned(child) or _any_now(node.expressions()):
        return None
    return replace(node, input=child)


def _any_now(exprs: Iterable[Expr]) -> bool:
    return any(reads_now(expr) for expr in exprs)


# --- several inputs -----------------------------------------------------------------------------

# the sides that may be spanned while the other does not depend on the run
_SPANNED_LEFT = frozenset({"inner", "cross", "leftouter", "leftsemi", "leftanti"})
_SPANNED_RIGHT = frozenset({"inner", "cross", "rightouter", "rightsemi", "rightanti"})


def _join(lifter: Lifter, node: Node) -> Node | None:
    assert isinstance(node, Join)
    left, right = lifter.compact(node.left), lifter.compact(node.right)
    if RUN in left.by_name or RUN in right.by_name:
        return None
    if spanned(left) and spanned(right):
        return _overlapping(node, left, right) if node.kind in ("inner", "cross") else None
    for kinds, side, own in ((_SPANNED_LEFT, "left", left), (_SPANNED_RIGHT, "right", right)):
        if spanned(own):
            if node.kind not in kinds:
                return None
            outputs = (*node.outputs, *(JoinColumn(c, side, c) for c in SPAN_COLUMNS))
            return replace(node, left=left, right=right, outputs=outputs)
    return None


def _overlapping(node: Join, left: Node, right: Node) -> Node:
    outputs = (
        *node.outputs,
        *(JoinColumn(column, "left", column) for column in SPAN_COLUMNS),
        *(JoinColumn(OTHER_SPAN[column.name], "right", column) for column in SPAN_COLUMNS),
    )
    return Overlapping(replace(node, left=left, right=right, outputs=outputs), span=node.span)


def _union(lifter: Lifter, node: Node) -> Node | None:
    assert isinstance(node, Union)
    legs = [lifter.compact(leg) for leg in node.inputs]
    if not any(map(spanned, legs)) or any(RUN in leg.by_name for leg in legs):
        return None
    aligned = []
    for old, new in zip(node.inputs, legs, strict=True):
        leg = new if spanned(new) else Always(new)
        items = tuple(Item(column, ColumnRef(column)) for column in old.columns)
        aligned.append(Project(leg, (*items, *_SPAN_ITEMS)))
    return Union(tuple(aligned), (*node.outputs, *SPAN_COLUMNS), span=node.span)


# --- conditions on time -------------------------------------------------------------------------

_FLIPPED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def bounds_of(term: Expr) -> list[Bound] | None:
    """The bounds that a condition puts on the moments; None where it is no such condition."""
    if not isinstance(term, Apply):
        return None
    name, arguments = term.spec.name, term.arguments
    if name == "between" and len(arguments) == 3:
        value, low, high = arguments
        both = _bound(">=", value, low), _bound("<=", value, high)
        return [bound for bound in both if bound] if all(both) else None
    if name not in _FLIPPED or len(arguments) != 2:
        return None
    left, right = arguments
    found = _bound(name, left, right) or _bound(_FLIPPED[name], right, left)
    found = found or _aged(name, left, right) or _aged(_FLIPPED[name], right, left)
    return None if found is None else [found]


def _bound(operator: str, value: Expr, instant: Expr) -> Bound | None:
    shift = _shift(instant)
    if shift is None or value.type is not KqlType.DATETIME or reads_now(value):
        return None
    return Bound(value, operator, "now", shift)


def _aged(operator: str, age: Expr, length: Expr) -> Bound | None:
    """``now() - value < 1h``: the value is later than an hour ago."""
    if not (isinstance(age, Apply) and age.spec.name == "-" and len(age.arguments) == 2):
        return None
    instant, value = age.arguments
    shift, ticks = _shift(instant), _ticks(length)
    if shift is None or ticks is None or value.type is not KqlType.DATETIME or reads_now(value):
        return None
    return Bound(value, _FLIPPED[operator], "now", shift - ticks)


def _shift(instant: Expr) -> int | None:
    """How many microseconds an instant lies after ``now()``; None where that varies."""
    if isinstance(instant, Now):
        return 0
    if not isinstance(instant, Apply) or instant.spec.name not in ("+", "-"):
        return None
    if len(instant.arguments) != 2 or instant.type is not KqlType.DATETIME:
        return None
    before, ticks = _shift(instant.arguments[0]), _ticks(instant.arguments[1])
    if before is None or ticks is None:
        return None
    return before + ticks if instant.spec.name == "+" else before - ticks


def _ticks(length: Expr) -> int | None:
    """A constant timespan in whole microseconds."""
    if not isinstance(length, Constant) or length.kind is not KqlType.TIMESPAN:
        return None
    value = length.value
    if not isinstance(value, int) or value % TICKS_PER_MICROSECOND:
        return None
    return value // TICKS_PER_MICROSECOND


SPAN_RULES: dict[type[Node], Callable[[Lifter, Node], Node | None]] = {
    Scan: _scan,
    Filter: _filter,
    Project: _project,
    Expand: _expand,
    Sort: _sort,
    Join: _join,
    Union: _union,
    Aggregate: grouped,
}
