"""Serialized rows: a hidden sequence number, and window functions over it.

A relation is serialized if it has the hidden column ``$seq``: ``sort``, ``top``, ``range`` and
``serialize`` give it, operators that keep rows in order pass it on like any hidden column, and the
others lose it by not naming it. A ``Sequence`` that nothing reads is pruned away, so that a plain
``sort`` costs no numbering.

A window function binds to a ``WindowCall`` where it stands. ``rewrite.serial`` then moves the calls
into ``Windows`` nodes below, one above the other where calls are nested.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from transpile.bind.tree import (
    ROW,
    SEQ,
    SEQ_COLUMN,
    Aggregate,
    Column,
    ColumnRef,
    Expr,
    Filter,
    Item,
    Node,
    Project,
    Sort,
    SortKey,
    Top,
    visible,
)
from transpile.light import dataclass
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BEGAN = Column("$began", KqlType.DATETIME)  # the state of a session


@dataclass(frozen=True, eq=False)
class WindowCall(Expr):
    """A function of the rows around one, in the order of ``$seq`` within equal ``partition``.

    ``function``: ``lag``, ``lead`` (value, offset, default), ``number`` (no argument), ``sum``
    (value; nulls add nothing, longs wrap), ``tally`` (of small numbers), ``runs`` (condition: how
    often it was true up to here), ``changes`` (value: 1 where it differs from the row before, else
    0), ``since`` (value: the row number where it differs from the row before, else null),
    ``highest`` (value: the greatest up to here),
    ``session`` (when the row's session began, in terms of ``BEGAN``, when that of the row before
    did).
    """

    function: str
    arguments: tuple[Expr, ...]
    partition: tuple[Expr, ...]
    order: ColumnRef
    kind: KqlType
    can_be_null: bool = False

    @property
    def type(self) -> KqlType:
        """As stated."""
        return self.kind

    @property
    def nullable(self) -> bool:
        """As stated; never for strings."""
        return self.can_be_null and self.kind is not KqlType.STRING

    def parts(self) -> tuple[Expr, ...]:
        """Arguments, partition and order."""
        return (*self.arguments, *self.partition, self.order)


@dataclass(frozen=True, eq=False)
class Sequence(Node):
    """The rows with their number ``$seq`` by the keys, equal ones by ``ties``."""

    input: Node
    keys: tuple[SortKey, ...]
    ties: tuple[ColumnRef, ...]
    partition: tuple[ColumnRef, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The input's columns, its own ``$seq`` replaced."""
        return (*(c for c in self.input.columns if c.name != SEQ), SEQ_COLUMN)


@dataclass(frozen=True, eq=False)
class Windows(Node):
    """Window functions over serialized rows, beside the input's columns."""

    input: Node
    items: tuple[Item, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The input's columns and the items'."""
        return (*self.input.columns, *(item.column for item in self.items))


def sequenced(node: Node, keys: Iterable[SortKey]) -> Sequence:
    """The rows numbered by the keys, ties broken alike in every strategy."""
    return Sequence(node, tuple(keys), _ties(node), span=node.span)


def renumbered(node: Node, place: Column, *, kept: bool = False) -> Node:
    """Rows that came several from one row of a serialized relation, by their place in it.

    No key of the query tells this order, so that a sort by the number stands above: ``take`` and
    ``make_list`` ask for no number, and the sort of the rows before leaves it open.
    """
    keys = (ascending(SEQ_COLUMN), ascending(place))
    made: Node = Sequence(node, keys, (), span=node.span)
    if not kept:
        items = (Item(c, ColumnRef(c)) for c in made.columns if c.name != place.name)
        made = Project(made, tuple(items), span=node.span)
    return Sort(made, (ascending(SEQ_COLUMN),), span=node.span)


def goes_by_number(node: Node) -> bool:
    """Whether a node only puts serialized rows into the order of their numbers."""
    if not isinstance(node, Sort) or len(node.keys) != 1:
        return False
    key = node.keys[0].value
    return isinstance(key, ColumnRef) and key.column.name == SEQ


def ascending(column: Column, *, descending: bool = False) -> SortKey:
    """A column as a key."""
    return SortKey(ColumnRef(column), descending=descending, nulls_first=not descending)


def _ties(node: Node) -> tuple[ColumnRef, ...]:
    """What tells rows apart: a row number, the keys of groups, or every column."""
    row = node.by_name.get(ROW)
    if row is not None:
        return (ColumnRef(row),)
    groups = node
    while isinstance(groups, Sort | Top | Filter):  # they keep the columns of what they are over
        groups = groups.input
    if isinstance(groups, Aggregate):
        return tuple(ColumnRef(item.column) for item in groups.keys)
    return tuple(ColumnRef(column) for column in visible(node))


@dataclass(frozen=True, eq=False)
class Automaton(Node):
    """Rows read one after the other, each together with a state that the rows before have left.

    Every stage computes its items from the row, the state and what earlier stages of the same row
    have made; an item named like a column of the state replaces it, for later stages and for the
    next row. ``initial`` is the state before the first row, of constants. ``outputs`` are the
    columns of state and stages that stand beside each row.
    """

    input: Node
    initial: tuple[Item, ...]
    stages: tuple[tuple[Item, ...], ...]
    outputs: tuple[Column, ...]
    partition: tuple[ColumnRef, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The input's columns and the outputs."""
        return (*self.input.columns, *self.outputs)

    @cached_property
    def made(self) -> frozenset[str]:
        """Names that are not the row's."""
        items = (*self.initial, *(item for stage in self.stages for item in stage))
        return frozenset(item.column.name for item in items)


@dataclass(frozen=True, eq=False)
class StepScope(Node):
    """What an expression in a step of ``scan`` sees; no relation of its own.

    ``seen`` are the steps whose state may be asked, in ``steps`` all of them, each with its
    columns under the names that they have in the state.
    """

    outputs: tuple[Column, ...]
    steps: Mapping[str, Mapping[str, Column]]
    seen: frozenset[str]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the row, and the declared ones."""
        return self.outputs

    def names_step(self, name: str) -> bool:
        """Whether a name means a step; a column of the name goes before it."""
        return name in self.steps and name not in self.by_name
