"""The bound tree: a small relational algebra in which every name, type and column is settled.

Operators of the language bind to a handful of core nodes (``Filter``, ``Project``, ``Aggregate``,
...); an operator that fits none brings its own ``Node`` subclass with rules of its own in its
catalog entry. Nodes form a DAG: a subtree that is used twice (``as``, ``let``) is one object, and
every rewrite keeps it one.

Hidden columns carry what KQL does not show: ``$ingestion`` (when a row became visible), ``$row``
(a stable row number of a stored table), ``$scenario`` (whose planted attack it is), ``$seq`` (a
row's place in a serialized relation), ``$each...`` (which row or group a sub-pipeline works for)
and, once lifted, ``$run`` and ``$now``.
"""

from __future__ import annotations

from dataclasses import field, fields
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from transpile.light import dataclass
from transpile.span import NOWHERE, Span
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.bind.registry import BindsAggregate, BindsFunction
    from transpile.schema import TableSchema

RUN, NOW, ROW, INGESTION, SCENARIO = "$run", "$now", "$row", "$ingestion", "$scenario"
SEQ = "$seq"
FIRST, LAST = "$first", "$last"  # the moments that see a row (bind/spans.py)
T = TypeVar("T")
ROW_AGGREGATES = frozenset({"arg_max", "arg_min", "take_any", "any"})
# those, and their kin that no late fetch serves: what they take must be settled
CHOOSING_AGGREGATES = ROW_AGGREGATES | {"take_anyif", "anyif"}
# their value hangs on the order in which they meet rows
GATHERING_AGGREGATES = frozenset(
    ("make_list", "makelist", "make_list_if", "make_list_with_nulls", "make_bag")
) | {"make_dictionary", "make_bag_if"}
SET_AGGREGATES = frozenset({"make_set", "makeset", "make_set_if"})
HIDDEN = frozenset({RUN, NOW, ROW, INGESTION, SCENARIO, SEQ, FIRST, LAST, "$first2", "$last2"})
EACH = "$each"  # begins the names of the keys and helpers of sub-pipelines


def is_hidden(name: str) -> bool:
    """Whether a column of this name is one that KQL does not show."""
    return name[:1] == "$" and (name in HIDDEN or name.startswith(EACH))


@dataclass(frozen=True)
class Column:
    """A column of a relation: KQL name, type, and whether it can hold null (strings never)."""

    name: str
    type: KqlType
    nullable: bool = True

    @property
    def hidden(self) -> bool:
        """Whether KQL does not show it."""
        return is_hidden(self.name)


# --- expressions --------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, kw_only=True)
class Expr:
    """A bound scalar expression."""

    span: Span = NOWHERE

    @property
    def type(self) -> KqlType:
        """Its KQL type."""
        raise NotImplementedError

    @property
    def nullable(self) -> bool:
        """Whether it can be null; never for strings."""
        raise NotImplementedError

    def parts(self) -> tuple[Expr, ...]:
        """The expressions directly below."""
        return ()

    def plan(self) -> Node | None:
        """The relation it asks, for subqueries."""
        return None


@dataclass(frozen=True, eq=False)
class ColumnRef(Expr):
    """A column of the input. ``outer`` marks one of the enclosing row, in a lifted subquery."""

    column: Column

    @property
    def type(self) -> KqlType:
        """The column's type."""
        return self.column.type

    @property
    def nullable(self) -> bool:
        """Whether the column can be null."""
        return self.column.nullable and self.column.type is not KqlType.STRING


@dataclass(frozen=True, eq=False)
class Constant(Expr):
    """A value known when binding, in the form of ``syntax.nodes.Literal``."""

    value: object
    kind: KqlType

    @property
    def type(self) -> KqlType:
        """The constant's type."""
        return self.kind

    @property
    def nullable(self) -> bool:
        """Whether it is the typed null."""
        return self.value is None and self.kind is not KqlType.STRING


@dataclass(frozen=True, eq=False)
class Now(Expr):
    """``now()``: one instant for the whole query, a parameter of the run."""

    @property
    def type(self) -> KqlType:
        """Always datetime."""
        return KqlType.DATETIME

    @property
    def nullable(self) -> bool:
        """Never null."""
        return False


@dataclass(frozen=True, eq=False)
class Apply(Expr):
    """A function or operator of the catalog over its arguments."""

    spec: BindsFunction
    arguments: tuple[Expr, ...]
    kind: KqlType
    can_be_null: bool

    @property
    def type(self) -> KqlType:
        """The type that the entry states for these arguments."""
        return self.kind

    @property
    def nullable(self) -> bool:
        """What the entry states for these arguments."""
        return self.can_be_null and self.kind is not KqlType.STRING

    def parts(self) -> tuple[Expr, ...]:
        """The arguments."""
        return self.arguments


@dataclass(frozen=True, eq=False)
class ScalarQuery(Expr):
    """``toscalar(...)``: the first column of the first row; typed null without rows.

    ``run`` is set by lifting: the query then has one row per run, and this run's is meant.
    """

    query: Node
    run: ColumnRef | None = None

    @property
    def column(self) -> Column:
        """The column it returns."""
        return visible(self.query)[0]

    @property
    def type(self) -> KqlType:
        """The type of the first column."""
        return self.column.type

    @property
    def nullable(self) -> bool:
        """Always possible: there may be no row."""
        return self.type is not KqlType.STRING

    def parts(self) -> tuple[Expr, ...]:
        """The run of the enclosing row, where lifted."""
        return (self.run,) if self.run else ()

    def plan(self) -> Node:
        """The query."""
        return self.query


@dataclass(frozen=True, eq=False)
class InQuery(Expr):
    """``value in (query)``: membership in its first column, two-valued."""

    value: Expr
    query: Node
    run: ColumnRef | None = None

    @property
    def type(self) -> KqlType:
        """Always bool."""
        return KqlType.BOOL

    @property
    def nullable(self) -> bool:
        """Never null."""
        return False

    def parts(self) -> tuple[Expr, ...]:
        """The tested value, and the run of the enclosing row where lifted."""
        return (self.value, self.run) if self.run else (self.value,)

    def plan(self) -> Node:
        """The query."""
        return self.query


@dataclass(frozen=True, eq=False)
class AggregateCall:
    """An aggregate over a group. ``arguments`` are evaluated per row of the input.

    ``columns`` are its outputs: one, or for ``arg_max`` the maximum and each returned column.
    A row aggregate (``ROW_AGGREGATES``) takes the first of several rows that it meets; ``settled``,
    it takes the same one in every strategy: the first by ``row``, or by what it returns. One that
    gathers meets its rows in that order, where the order of the input leaves them equal.
    ``once``: no two rows of a group have equal arguments.
    """

    spec: BindsAggregate
    arguments: tuple[Expr, ...]
    columns: tuple[Column, ...]
    span: Span = NOWHERE
    settled: bool = False
    row: ColumnRef | None = None
    once: bool = False


@dataclass(frozen=True, eq=False)
class Item:
    """A computed column."""

    column: Column
    value: Expr


@dataclass(frozen=True, eq=False)
class SortKey:
    """One key of an order. KQL: descending unless told, nulls last in it and first in ``asc``."""

    value: Expr
    descending: bool
    nulls_first: bool


# --- relations ----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, kw_only=True)
class Node:
    """A relation. ``columns`` are its outputs in order, hidden ones last."""

    span: Span = NOWHERE

    @property
    def columns(self) -> tuple[Column, ...]:
        """Output columns."""
        raise NotImplementedError

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Output columns by name."""
        return {column.name: column for column in self.columns}

    def children(self) -> tuple[Node, ...]:
        """The relations read directly (not those inside expressions)."""
        return self._parts[0]

    def expressions(self) -> tuple[Expr, ...]:
        """The expressions evaluated by this node itself."""
        return self._parts[1]

    @cached_property
    def _parts(self) -> tuple[tuple[Node, ...], tuple[Expr, ...]]:
        held: list[object] = []
        for name in part_fields(type(self)):
            _gather(getattr(self, name), held)
        nodes = tuple(value for value in held if isinstance(value, Node))
        return nodes, tuple(value for value in held if isinstance(value, Expr))


@dataclass(frozen=True, eq=False)
class Scan(Node):
    """A table, stored or known but not loaded (then it is empty).

    ``axis`` names the column by which a run's window bounds it (closed, from the statement's
    parameters); empty where nothing bounds it.
    """

    table: TableSchema
    outputs: tuple[Column, ...]
    axis: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The table's columns that are read, then the hidden ones."""
        return self.outputs


@dataclass(frozen=True, eq=False)
class Rows(Node):
    """Literal rows: ``print`` and ``datatable``."""

    outputs: tuple[Column, ...]
    rows: tuple[tuple[Expr, ...], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """As declared."""
        return self.outputs


@dataclass(frozen=True, eq=False)
class Steps(Node):
    """``range``: one column from ``first`` to ``last`` by ``step``, the end included."""

    column: Column
    first: Expr
    last: Expr
    step: Expr

    @property
    def columns(self) -> tuple[Column, ...]:
        """The one column."""
        return (self.column,)


@dataclass(frozen=True, eq=False)
class Filter(Node):
    """Rows for which every conjunct is true (null counts as false)."""

    input: Node
    conjuncts: tuple[Expr, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """As the input."""
        return self.input.columns


@dataclass(frozen=True, eq=False)
class Project(Node):
    """Computed columns over one input, row by row."""

    input: Node
    items: tuple[Item, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The items' columns."""
        return tuple(item.column for item in self.items)


@dataclass(frozen=True, eq=False)
class Aggregate(Node):
    """Groups by the keys; without keys one row, always."""

    input: Node
    keys: tuple[Item, ...]
    calls: tuple[AggregateCall, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Keys, then the outputs of the calls; a lifted run comes last."""
        made = tuple(column for call in self.calls for column in call.columns)
        return tuple(item.column for item in self.keys) + made


@dataclass(frozen=True, eq=False)
class Sort(Node):
    """An order that the result keeps until an operator loses it."""

    input: Node
    keys: tuple[SortKey, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """As the input."""
        return self.input.columns


@dataclass(frozen=True, eq=False)
class Top(Node):
    """The first ``count`` rows by the keys; without keys any rows (``take``).

    ``ties`` break equal keys so that every strategy picks the same rows; ``partition`` makes it
    the first rows of each partition (lifted).
    """

    input: Node
    count: int
    keys: tuple[SortKey, ...]
    ties: tuple[ColumnRef, ...] = ()
    partition: tuple[ColumnRef, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """As the input."""
        return self.input.columns


@dataclass(frozen=True, eq=False)
class Numbered(Node):
    """Every row with a number of its own, in a hidden column: unique, and nothing else."""

    input: Node
    column: Column

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the input, then the number."""
        return (*self.input.columns, self.column)


@dataclass(frozen=True, eq=False)
class Several(Node):
    """Several results in order, which only the end of a query gives; each is lowered by itself."""

    results: tuple[Node, ...]
    names: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the last result."""
        return self.results[-1].columns


@dataclass(frozen=True, eq=False)
class JoinColumn:
    """An output of a join: the column and the side (``left`` or ``right``) it is read from.

    ``both``: whichever side has it (a lifted run).
    """

    column: Column
    side: str
    source: Column


@dataclass(frozen=True, eq=False)
class Join(Node):
    """Two inputs matched where every pair of key columns is equal; null matches null.

    ``kind`` is inner, innerunique, leftouter, rightouter, fullouter, leftsemi, leftanti,
    rightsemi, rightanti or cross.
    """

    kind: str
    left: Node
    right: Node
    on: tuple[tuple[ColumnRef, ColumnRef], ...]
    outputs: tuple[JoinColumn, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The outputs."""
        return tuple(output.column for output in self.outputs)


@dataclass(frozen=True, eq=False)
class Union(Node):
    """All rows of the inputs, whose columns agree by position."""

    inputs: tuple[Node, ...]
    outputs: tuple[Column, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Of all inputs."""
        return self.outputs


@dataclass(frozen=True, eq=False)
class Gather(Node):
    """All rows of the inputs, columns matched by name and type; what an input lacks is null.

    ``sources`` tells for each output the name and type that it gathers. With ``labels``, one for
    each input, the first output says where a row comes from. Pruning makes a ``Union`` of it:
    hundreds of tables have too many columns for each leg to spell them all.
    """

    inputs: tuple[Node, ...]
    outputs: tuple[Column, ...]
    sources: Mapping[str, tuple[str, KqlType]]
    labels: tuple[str, ...] = ()
    by_pattern: bool = False  # whether a pattern found any of them
    fuzzy: bool = False  # whether inputs may be missing

    @property
    def columns(self) -> tuple[Column, ...]:
        """Of all inputs."""
        return self.outputs

    def held(self, leg: Node, output: str) -> Column | None:
        """The column of an input that an output gathers, where it has it."""
        name, kind = self.sources.get(output, ("", KqlType.STRING))
        found = leg.by_name.get(name)
        return found if found is not None and found.type is kind else None

    def value(self, place: int, output: Column) -> Expr:
        """What the input at a place gives for an output: its column, its label or null."""
        if self.labels and output.name == self.outputs[0].name:
            return Constant(self.labels[place], KqlType.STRING)
        found = self.held(self.inputs[place], output.name)
        if found is not None:
            return ColumnRef(found)
        return Constant("" if output.type is KqlType.STRING else None, output.type)


@dataclass(frozen=True, eq=False)
class Expand(Node):
    """Every row once for each element of its arrays, the items side by side up to the longest.

    An item's value is a dynamic: an array gives its elements, a bag one bag for each key (or a
    pair of key and value, with ``pairs``), anything else itself. Its column holds the element in
    the column's type. ``index`` counts from 0 and ``limit`` cuts, both within one input row.
    """

    input: Node
    items: tuple[Item, ...]
    outputs: tuple[Column, ...]
    index: Column | None = None
    limit: int | None = None
    pairs: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The items' columns, the index, and those of the input that they do not replace."""
        return self.outputs

    @cached_property
    def made(self) -> frozenset[str]:
        """The names of the columns that do not come from the input."""
        names = {item.column.name for item in self.items}
        return frozenset(names | ({self.index.name} if self.index else set()))


@dataclass(frozen=True, eq=False)
class Runs(Node):
    """The relation of all runs, in a lifted query: ``$run`` and ``$now``."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """``$run`` and ``$now``."""
        return RUN_COLUMNS


@dataclass(frozen=True, eq=False)
class Windowed(Node):
    """The rows of a log table for every run that sees them, in a lifted query.

    ``axis`` is the column that a run's ``from..to`` bounds, ``happened`` the table's own time,
    which stands for an unknown ingestion. The input gives both, ``$ingestion`` and ``$scenario``.
    """

    input: Node
    axis: Column
    happened: Column

    @property
    def columns(self) -> tuple[Column, ...]:
        """The input's columns, ``$run`` and ``$now``."""
        return (*self.input.columns, *RUN_COLUMNS)


@dataclass(frozen=True, eq=False)
class FillRuns(Node):
    """A keyless aggregate, lifted: one row for every run.

    A run that saw no rows gets each aggregate's value over none.
    """

    input: Node  # an Aggregate by $run alone
    calls: tuple[AggregateCall, ...] = field(default=())

    @property
    def columns(self) -> tuple[Column, ...]:
        """As the aggregate."""
        return self.input.columns


RUN_COLUMN = Column(RUN, KqlType.LONG, nullable=False)
NOW_COLUMN = Column(NOW, KqlType.DATETIME, nullable=False)
RUN_COLUMNS = (RUN_COLUMN, NOW_COLUMN)
ROW_COLUMN = Column(ROW, KqlType.LONG, nullable=False)
SEQ_COLUMN = Column(SEQ, KqlType.LONG, nullable=False)
INGESTION_COLUMN = Column(INGESTION, KqlType.DATETIME)
SCENARIO_COLUMN = Column(SCENARIO, KqlType.INT, nullable=False)


def null_of(kind: KqlType) -> Constant:
    """The typed null; the empty string for strings."""
    return Constant("" if kind is KqlType.STRING else None, kind)


# --- walking ------------------------------------------------------------------------------------


def visible(node: Node) -> tuple[Column, ...]:
    """The columns that KQL shows."""
    return tuple(column for column in node.columns if not column.hidden)


_NO_PARTS = frozenset(("span", "table", "column", "kind", "spec", "can_be_null", "axis", "columns"))
_PART_FIELDS: dict[type[object], tuple[str, ...]] = {}


def part_fields(kind: type[object]) -> tuple[str, ...]:
    """The fields of a node, expression, item, key or call that can hold such parts."""
    known = _PART_FIELDS.get(kind)
    if known is None:
        spots = fields(kind)  # type: ignore[arg-type]  # every caller passes a dataclass
        known = tuple(spot.name for spot in spots if spot.name not in _NO_PARTS)
        _PART_FIELDS[kind] = known
    return known


def _gather(value: object, held: list[object]) -> None:
    """Nodes and expressions held by a field, through tuples, items, keys and calls.

    Wide tables make this hot: projections of hundreds of items come first.
    """
    kind = type(value)
    if kind is Item:
        held.append(value.value)  # type: ignore[attr-defined]
    elif isinstance(value, Node | Expr):
        held.append(value)
    elif kind is tuple:
        items: tuple[object, ...] = value  # type: ignore[assignment]
        if items and isinstance(items[0], Column | JoinColumn):
            return
        for item in items:
            _gather(item, held)
    elif isinstance(value, SortKey | AggregateCall):
        for name in part_fields(kind):
            _gather(getattr(value, name), held)
