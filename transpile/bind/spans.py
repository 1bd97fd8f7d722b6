"""Spans: the runs that see a row, as two numbers, instead of the row once for each run.

The runs of a chunk stand at equal distances, so each is a *moment*, a whole number. Windows move
forward with the runs: the moments that see a row are those from ``$first`` to ``$last``. A relation
with these two hidden columns is *spanned*; ``Unspanned`` makes the rows of every run of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.tree import FIRST, LAST, RUN_COLUMNS, Column, ColumnRef, Expr, Node
from transpile.light import dataclass
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_COLUMN = Column(FIRST, KqlType.LONG, nullable=False)
LAST_COLUMN = Column(LAST, KqlType.LONG, nullable=False)
SPAN_COLUMNS = (FIRST_COLUMN, LAST_COLUMN)
OTHER_SPAN = {
    FIRST: Column("$first2", KqlType.LONG, nullable=False),
    LAST: Column("$last2", KqlType.LONG, nullable=False),
}

# The instants of a moment that rows are compared with, and the parameters that give them for
# moment 0; each later moment is one ``$step`` on.
BASES: Mapping[str, str] = {
    "now": "now_0",
    "from": "from_0",
    "to": "to_0",
    "received_from": "received_from_0",
    "received_to": "received_to_0",
}
STEP, LOW, HIGH = "step", "low", "high"
BLOCK = "block"  # a length of spans, in moments: that of a window
EARLIEST, LATEST = "earliest", "latest"  # what any moment of the chunk may see, on the axis
WHOLE = frozenset({*BASES.values(), STEP, LOW, HIGH, BLOCK})  # parameters that are whole numbers


@dataclass(frozen=True, eq=False)
class Bound(Expr):
    """``value operator instant``, for an instant of the run moved by microseconds.

    ``operator`` is one of ``>= > <= <``; it bounds the moments for which it holds.
    """

    value: Expr
    operator: str
    base: str
    shift: int = 0

    @property
    def type(self) -> KqlType:
        """A condition."""
        return KqlType.BOOL

    @property
    def nullable(self) -> bool:
        """A null value holds for no moment."""
        return False

    def parts(self) -> tuple[Expr, ...]:
        """The value."""
        return (self.value,)


@dataclass(frozen=True, eq=False)
class Spanned(Node):
    """The rows of a log table with the moments whose windows hold them.

    ``axis`` and ``happened`` as in ``Windowed``. The input gives both, ``$ingestion`` and
    ``$scenario``.
    """

    input: Node
    axis: Column
    happened: Column

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the input, then the span."""
        return (*self.input.columns, *SPAN_COLUMNS)


@dataclass(frozen=True, eq=False)
class Narrowed(Node):
    """Spanned rows, for those of their moments alone for which every bound holds."""

    input: Node
    bounds: tuple[Bound, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the input."""
        return self.input.columns


@dataclass(frozen=True, eq=False)
class Overlapping(Node):
    """Rows of a join of two spanned relations, for the moments that both sides have.

    The span of the right side comes as ``$first2`` and ``$last2``.
    """

    input: Node

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the input without the second span."""
        others = {column.name for column in OTHER_SPAN.values()}
        return tuple(column for column in self.input.columns if column.name not in others)


@dataclass(frozen=True, eq=False)
class Always(Node):
    """Rows that do not depend on the run, spanned: every moment has them."""

    input: Node

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the input, then the span."""
        return (*self.input.columns, *SPAN_COLUMNS)


@dataclass(frozen=True, eq=False)
class Merged(Node):
    """Equal rows of a spanned relation as few as can be: their spans neither overlap nor meet."""

    input: Node

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the input."""
        return self.input.columns


@dataclass(frozen=True, eq=False)
class States(Node):
    """Each group's spans without a change: no row of the input begins or ends within one.

    A group has states where it has no rows, too.
    """

    input: Node
    keys: tuple[ColumnRef, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The keys and the span."""
        return (*(key.column for key in self.keys), *SPAN_COLUMNS)


@dataclass(frozen=True, eq=False)
class Standing(Node):
    """The rows of a spanned relation that stand when a group's state begins, once for each.

    ``on`` pairs columns of the rows with those of the groups. The span is the state's.
    """

    input: Node
    groups: Node
    on: tuple[tuple[ColumnRef, ColumnRef], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the rows."""
        return self.input.columns


@dataclass(frozen=True, eq=False)
class Unspanned(Node):
    """Every row of a spanned relation for every run whose moment it spans.

    ``settled`` says that the rows are few already, and are not to be joined first.
    """

    input: Node
    settled: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The input's columns without its span, ``$run`` and ``$now``."""
        kept = (column for column in self.input.columns if column.name not in (FIRST, LAST))
        return (*kept, *RUN_COLUMNS)


def spanned(node: Node) -> bool:
    """Whether a relation has a span beside each row."""
    return FIRST in node.by_name
