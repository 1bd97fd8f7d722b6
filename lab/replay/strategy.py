"""How the runs of one rule are evaluated: one by one, over hoisted tables, or all in one query.

Every strategy gives the same rows. ``run-by-run`` reads the log tables for each run; ``hoisted``
does what does not depend on the run once, into temporary tables; ``lifted`` joins those to a
relation of runs and evaluates a chunk of runs in one query. ``auto`` chooses after hoisting, when
the number of rows is known.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pyarrow as pa

from lab.errors import ReplayError
from transpile.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from lab.engines.protocol import Engine
    from lab.replay.window import Run
    from transpile.pipeline import CompiledResult, Hoist, ReplayPlan

Strategy = Literal["auto", "lifted", "hoisted", "run-by-run"]
STRATEGIES: tuple[str, ...] = get_args(Strategy)

# Lifting saves the fixed cost of a query per run (about 10 ms) and pays about 0.2 us more for
# each row that a window holds: above this many rows per window, one query per run is cheaper.
LIFT_BELOW_ROWS_PER_WINDOW = 50_000
# Rows times windows in one lifted query; bounds its memory.
ROWS_PER_CHUNK = 4_000_000
MOST_RUNS_PER_CHUNK = 5_000

_RUNS_SCHEMA = pa.schema(
    [
        ("run", pa.int64()),
        ("now", pa.timestamp("us")),
        ("from", pa.timestamp("us")),
        ("to", pa.timestamp("us")),
        ("received_from", pa.timestamp("us")),
        ("received_to", pa.timestamp("us")),
        ("hidden", pa.uint16()),
    ]
)


def strategy_named(name: str) -> Strategy:
    """The strategy of this name.

    Raises:
        ReplayError: where there is none.
    """
    for known in get_args(Strategy):
        if name == known:
            return known  # type: ignore[no-any-return]  # get_args gives Any
    raise ReplayError(f"no strategy is called {name!r}; there are {', '.join(STRATEGIES)}")


@dataclass(frozen=True)
class Batch:
    """The rows of some runs: those of ``runs[i]`` are ``rows[starts[i]:starts[i + 1]]``."""

    runs: tuple[Run, ...]
    rows: pa.Table
    starts: tuple[int, ...]
    seconds: float


class Evaluator:
    """Evaluates runs of one rule by one strategy, over tables that are already hoisted."""

    def __init__(
        self, engine: Engine, plan: ReplayPlan, strategy: Strategy, rows_per_window: float
    ) -> None:
        if strategy == "auto":
            raise InternalError("an evaluator was made before the strategy was chosen")
        self._engine = engine
        self._plan = plan
        self.strategy = strategy
        self._chunk = max(
            1, min(MOST_RUNS_PER_CHUNK, int(ROWS_PER_CHUNK / max(rows_per_window, 1.0)))
        )

    def evaluate(self, runs: Sequence[Run]) -> Iterator[Batch]:
        """The rows of each run, in batches; run numbers must rise."""
        if self.strategy == "lifted":
            yield from self._lifted(runs)
            return
        result = self._plan.plain if self.strategy == "run-by-run" else self._plan.hoisted
        sql = result.sql("duckdb")
        for run in runs:
            began = perf_counter()
            rows = self._engine.fetch(sql, bound(result, run))
            yield Batch((run,), rows, (0, rows.num_rows), perf_counter() - began)

    def _lifted(self, runs: Sequence[Run]) -> Iterator[Batch]:
        lifted = self._plan.lifted
        if lifted is None:
            raise InternalError(f"a query was not lifted: {self._plan.not_lifted}")
        if lifted.parameters:
            raise InternalError(f"a lifted query has parameters: {sorted(lifted.parameters)}")
        sql = lifted.sql("duckdb")
        for first in range(0, len(runs), self._chunk):
            chunk = tuple(runs[first : first + self._chunk])
            began = perf_counter()
            self._engine.create_temporary("runs", _relation(chunk))
            rows = self._engine.fetch(sql)
            rows, starts = _by_run(rows, chunk)
            yield Batch(chunk, rows, starts, perf_counter() - began)


def bound(result: CompiledResult, run: Run) -> dict[str, datetime | int]:
    """The parameters that a compiled query asks for; the engine refuses any other."""
    values = run.parameters()
    return {name: values[name] for name in result.parameters}


def _relation(runs: Sequence[Run]) -> pa.Table:
    columns = [
        [run.number for run in runs],
        [run.now for run in runs],
        [run.from_utc for run in runs],
        [run.to_utc for run in runs],
        [run.received_from for run in runs],
        [run.received_to for run in runs],
        [run.hidden for run in runs],
    ]
    arrays = [
        pa.array(values, type=field.type)
        for values, field in zip(columns, _RUNS_SCHEMA, strict=True)
    ]
    return pa.table(arrays, schema=_RUNS_SCHEMA)


def _by_run(rows: pa.Table, runs: Sequence[Run]) -> tuple[pa.Table, tuple[int, ...]]:
    """Rows grouped by run in their own order, without the run's number, and where each starts."""
    numbers = rows.column(0).to_numpy()
    rows = rows.remove_column(0)
    if numbers.size and bool(np.any(numbers[1:] < numbers[:-1])):
        order = np.argsort(numbers, kind="stable")
        numbers = numbers[order]
        rows = rows.take(pa.array(order))
    ours = np.array([run.number for run in runs], dtype=np.int64)
    starts = np.searchsorted(numbers, ours, side="left")
    return rows, (*(int(start) for start in starts), rows.num_rows)


class Hoists:
    """The temporary tables of a replay: made when first needed, dropped after the last reader.

    A table's name is a function of what fills it, so that rules which hoist the same share it.
    ``plans`` are those of all rules.
    """

    def __init__(self, engine: Engine, plans: Sequence[ReplayPlan]) -> None:
        self._engine = engine
        self._readers = Counter(hoist.name for plan in plans for hoist in plan.hoists)
        self._shared = dict(self._readers)
        self._made: dict[str, _Made] = {}

    def ready(self, plan: ReplayPlan) -> tuple[int, float]:
        """Make what a plan reads; its rows, and its share of the seconds that making them took."""
        rows, seconds = 0, 0.0
        for hoist in plan.hoists:
            made = self._made.get(hoist.name)
            if made is None:
                made = self._made[hoist.name] = self._make(hoist)
            rows += made.rows
            seconds += made.seconds / self._shared[hoist.name]
        return rows, seconds

    def _make(self, hoist: Hoist) -> _Made:
        began = perf_counter()
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


def choose(
    asked: Strategy, plan: ReplayPlan, *, rows: int, period: timedelta, span: timedelta
) -> tuple[Strategy, float, str]:
    """The strategy to use, the rows that a window holds on average, and a warning or "".

    ``rows`` is the number of hoisted rows, ``span`` the time that they cover.
    """
    share = min(1.0, period / span) if span else 1.0
    rows_per_window = max(1.0, math.ceil(rows * share))
    if asked == "auto":
        if plan.lifted is not None and rows_per_window < LIFT_BELOW_ROWS_PER_WINDOW:
            return "lifted", rows_per_window, ""
        return "hoisted", rows_per_window, ""
    if asked == "lifted" and plan.lifted is None:
        return "hoisted", rows_per_window, f"not lifted, so hoisted: {plan.not_lifted}"
    return asked, rows_per_window, ""
