"""The temporary tables of a replay: what does not depend on the run, done once for all rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lab.engines.protocol import Engine
    from transpile.planning import Hoist, ReplayPlan


class Hoists:
    """The temporary tables of a replay: made when first needed, dropped after the last reader.

    A table's name is a function of what fills it, so that rules which hoist the same share it.
    ``plans`` are those of all rules, ``sizes`` the rows of each log table.
    """

    def __init__(
        self, engine: Engine, plans: Sequence[ReplayPlan], sizes: Mapping[str, int]
    ) -> None:
        self._engine = engine
        self._sizes = sizes
        self._readers = Counter(hoist.name for plan in plans for hoist in plan.hoists)
        self._shared = dict(self._readers)
        self._made: dict[str, _Made] = {}

    def ready(self, plan: ReplayPlan) -> tuple[int, float]:
        """Make what a plan reads.

        Gives the rows of all that it reads, and its share of the seconds that making took.
        """
        own = {hoist.table for hoist in plan.hoists}
        rows = sum(self._sizes.get(table, 0) for table in plan.hoisted.tables if table not in own)
        seconds = 0.0
        for hoist in plan.hoists:
            made = self._made.get(hoist.name)
            if made is None:
                made = self._made[hoist.name] = self._make(hoist)
            rows += made.rows
            seconds += made.seconds / self._shared[hoist.name]
        return rows, seconds

    def _make(self, hoist: Hoist) -> _Made:
        began = perf_counter()
        self._engine.register(hoist.kernels)
        self._engine.execute(f'CREATE TEMP TABLE "{hoist.name}" AS {hoist.sql}')
        seconds = perf_counter() - began
        counted = self._engine.fetch(f'SELECT count(*) AS n FROM "{hoist.name}"')
        return _Made(counted.column(0)[0].as_py(), seconds)

    def release(self, plan: ReplayPlan) -> None:
        """Drop what no later rule reads."""
        for hoist in plan.hoists:
            self._readers[hoist.name] -= 1
            if self._readers[hoist.name] == 0 and hoist.name in self._made:
                del self._made[hoist.name]
                self._engine.execute(f'DROP TABLE "{hoist.name}"')


@dataclass(frozen=True, slots=True)
class _Made:
    rows: int
    seconds: float
