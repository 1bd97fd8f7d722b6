"""A rule's query for its replay: every strategy's form of it.

::

    bound tree -> windowed -> filters pushed down -> hoisted -> lifted over all runs -> SQL
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Column, Filter, Node, Scan, Windowed, visible
from transpile.bind.walk import walk
from transpile.catalog.aggregates import AGGREGATES
from transpile.catalog.operators import OPERATORS
from transpile.diagnostics import CompileError, refusal
from transpile.light import dataclass
from transpile.pipeline import Bound, CompiledResult, deep_recursion, lower_columns, lower_tree
from transpile.rewrite.fuzzy import without_unloaded
from transpile.rewrite.hoist import hoist, push_down
from transpile.rewrite.late import late
from transpile.rewrite.lift import CannotLiftError, Lifter, LiftRule
from transpile.rewrite.prune import prune
from transpile.rewrite.window import settled, windowed
from transpile.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transpile.lower.kernels import Kernel
    from transpile.schema import ExternalTable


@dataclass(frozen=True)
class Hoist:
    """A temporary table to make before the runs: ``CREATE TEMP TABLE name AS sql``.

    The name is a hash of what fills it: rules that hoist the same share it.
    """

    name: str
    table: str
    query: CompiledResult

    @property
    def sql(self) -> str:
        """The SELECT that fills it."""
        return self.query.statement

    @property
    def kernels(self) -> tuple[Kernel, ...]:
        """The engine functions that filling it needs."""
        return self.query.kernels


@dataclass(frozen=True)
class WindowedRead:
    """A table whose rows a lifted query repeats for every run that sees them.

    ``reduced`` tells that a semi-join thins the rows before they are repeated.
    """

    location: tuple[str, ...]
    reduced: bool


@dataclass(frozen=True)
class ReplayPlan:
    """One rule, ready to be replayed by any strategy.

    ``plain`` and ``hoisted`` answer for one run, whose window comes in parameters; ``lifted``
    answers for all rows of the relation ``runs`` at once, ``$run`` its first column, and is None
    where ``not_lifted`` says why; ``reads`` are the tables whose rows it repeats.
    """

    plain: CompiledResult
    hoists: tuple[Hoist, ...]
    hoisted: CompiledResult
    lifted: CompiledResult | None
    not_lifted: str = ""
    reads: tuple[WindowedRead, ...] = ()

    @property
    def externals(self) -> tuple[ExternalTable, ...]:
        """The tables to fill from files before any form runs, or anything is hoisted."""
        return self.plain.externals


def plan_replay(bound: Bound, *, axis: str = "TimeGenerated") -> ReplayPlan:
    """Every strategy's form of a bound query.

    ``axis`` is what a run's window bounds: ``$ingestion``, or each table's own time column.

    Raises:
        CompileError: where it gives several results.
    """
    if bound.earlier:
        several = refusal(
            codes.UNSUPPORTED,
            f"the query gives {len(bound.earlier) + 1} results, and a rule alerts on one",
            Span(0, len(bound.text)),
        )
        raise CompileError(several.diagnostics, bound.text)
    with deep_recursion():
        root = settled(without_unloaded(push_down(windowed(bound.root, axis))))
        names = {column.name for column in visible(root)}
        root = prune(root, names)
        made: dict[str, CompiledResult] = {}

        def text_of(rows: Node, columns: tuple[Column, ...]) -> str:
            result = lower_columns(rows, columns, bound.text)
            return made.setdefault(result.statement, result).statement

        over, tables = hoist(root, text_of)
        over = late(over)
        hoists = tuple(Hoist(table.name, table.source.name, made[table.text]) for table in tables)
        reason = ""
        reads: tuple[WindowedRead, ...] = ()
        lifted: CompiledResult | None = None
        try:
            every_run = Lifter(_lifts(), AGGREGATES.get).root(over)
            lifted = lower_tree(every_run, bound.text)
            reads = tuple(_reads(every_run))
        except CannotLiftError as error:
            reason = str(error)
    plain = lower_tree(late(root), bound.text)
    return ReplayPlan(plain, hoists, lower_tree(over, bound.text), lifted, reason, reads)


def _reads(lifted: Node) -> Iterator[WindowedRead]:
    for node in walk(lifted):
        if isinstance(node, Windowed):
            below = node.input
            while isinstance(below, Filter):
                below = below.input
            if isinstance(below, Scan):
                yield WindowedRead(below.table.location, isinstance(node.input, Filter))


def _lifts() -> dict[type[Node], LiftRule]:
    """Lifts of what the operators imported so far bring."""
    brought = [spec.lifts for spec in OPERATORS.entries.values() if spec.lifts]
    return {kind: rule for rules in brought for kind, rule in rules.items()}
