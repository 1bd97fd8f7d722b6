"""A rule's query for its replay: every strategy's form of it.

::

    bound tree -> windowed -> filters pushed down -> hoisted -> lifted over all runs -> SQL
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Column, Node, visible
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


class ReplayPlan:
    """One rule, ready to be replayed by any strategy; a form is lowered when it is first needed.

    ``plain`` and ``hoisted`` answer for one run, whose window comes in parameters. ``lifted``
    answers for all rows of the relation ``runs`` at once, whose windows differ in place alone
    (parameters say where they lie); ``for_any`` does so whatever the windows. Both are None where
    ``not_lifted`` says why.
    """

    def __init__(self, root: Node, over: Node, hoists: tuple[Hoist, ...], text: str) -> None:
        self._root, self._over, self._text = root, over, text
        self.hoists = hoists
        self.not_lifted = ""
        self._spans: Node | None = None
        try:
            self._spans = Lifter(_lifts(), AGGREGATES.get).root(over)
        except CannotLiftError as error:
            self.not_lifted = str(error)

    @cached_property
    def plain(self) -> CompiledResult:
        """Over the log tables."""
        return lower_tree(late(self._root), self._text)

    @cached_property
    def hoisted(self) -> CompiledResult:
        """Over the hoisted tables."""
        return lower_tree(self._over, self._text)

    @cached_property
    def lifted(self) -> CompiledResult | None:
        """All runs, a row once for all runs that give it."""
        return None if self._spans is None else lower_tree(self._spans, self._text)

    @cached_property
    def for_any(self) -> CompiledResult | None:
        """All runs, whatever windows they have: rows are repeated for every run from the start."""
        if self._spans is None:
            return None
        with deep_recursion():
            return lower_tree(Lifter(_lifts()).root(self._over), self._text)

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
        plan = ReplayPlan(root, over, hoists, bound.text)
    # what cannot be lowered is refused here, before anything runs
    _ = plan.plain, plan.lifted
    return plan


def _lifts() -> dict[type[Node], LiftRule]:
    """Lifts of what the operators imported so far bring."""
    brought = [spec.lifts for spec in OPERATORS.entries.values() if spec.lifts]
    return {kind: rule for rules in brought for kind, rule in rules.items()}
