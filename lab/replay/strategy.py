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
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from lab.engines.protocol import Engine
    from lab.replay.window import Run
    from transpile.pipeline import CompiledResult
    from transpile.planning import Hoist, ReplayPlan

Strategy = Literal["auto", "lifted", "hoisted", "run-by-run"]
STRATEGIES: tuple[str, ...] = get_args(Strategy)

# Lifting saves the fixed cost of a query per run (10 ms and more) and pays for each row that a
# window holds. Below this many rows per window it always wins; above, a trial decides, since a
# selective join makes it win there too (the reference rule: 500,000 rows per window, 60 times
# faster).
LIFT_BELOW_ROWS_PER_WINDOW = 20_000
# Rows times windows in the first lifted query of a rule; bounds its memory.
ROWS_PER_CHUNK = 4_000_000
# A chunk that made runs cheaper by this much is followed by a larger one.
WORTH_GROWING = 0.75
TRIAL_RUNS = 2
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
    """Evaluates runs of one rule by one strategy, over tables that are already hoisted.

    ``auto`` tries both ways on the first runs, with results that count, and goes on with the
    cheaper one; ``strategy`` tells which.
    """

    def __init__(
        self, engine: Engine, plan: ReplayPlan, strategy: Strategy, rows_per_window: float
    ) -> None:
        self._engine = engine
        self._plan = plan
        self.strategy = strategy
        for result in (plan.plain, plan.hoisted, plan.lifted):
            if result is not None:
                engine.register(result.kernels)
        self._chunk = max(
            1, min(MOST_RUNS_PER_CHUNK, int(ROWS_PER_CHUNK / max(rows_per_window, 1.0)))
        )
        self._seconds_per_run: float | None = None

    def evaluate(self, runs: Sequence[Run]) -> Iterator[Batch]:
        """The rows of each run, in batches; run numbers must rise."""
        if self.strategy == "auto":
            yield from self._tried(runs)
        elif self.strategy == "lifted":
            yield from self._lifted(runs)
        else:
            yield from self._one_by_one(
                self._plan.plain if self.strategy == "run-by-run" else self._plan.hoisted, runs
            )

    def _tried(self, runs: Sequence[Run]) -> Iterator[Batch]:
        at_once, rest = runs[: self._chunk], runs[self._chunk :]
        alone, rest = rest[:TRIAL_RUNS], rest[TRIAL_RUNS:]
        costs = []
        for sample, batches in (
            (at_once, self._lifted(at_once)),
            (alone, self._one_by_one(self._plan.hoisted, alone)),
        ):
            seconds = 0.0
            for batch in batches:
                seconds += batch.seconds
                yield batch
            costs.append(seconds / len(sample) if sample else math.inf)
        self.strategy = "lifted" if costs[0] <= costs[1] else "hoisted"
        if rest:
            yield from self.evaluate(rest)

    def _one_by_one(self, result: CompiledResult, runs: Sequence[Run]) -> Iterator[Batch]:
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
        done = 0
        while done < len(runs):
            chunk = tuple(runs[done : done + self._chunk])
            done += len(chunk)
            began = perf_counter()
            self._engine.create_temporary("runs", _relation(chunk))
            rows = self._engine.fetch(sql)
            rows, starts = _by_run(rows, chunk)
            seconds = perf_counter() - began
            if len(chunk) == self._chunk:
                self._grow(seconds / len(chunk))
            yield Batch(chunk, rows, starts, seconds)

    def _grow(self, seconds_per_run: float) -> None:
        """Take larger chunks while that makes runs cheaper: then few rows were really joined."""
        before, self._seconds_per_run = self._seconds_per_run, seconds_per_run
        if before is None:
            factor = 2
        elif seconds_per_run < WORTH_GROWING * before:
            factor = 4
        else:
            return
        self._chunk = min(MOST_RUNS_PER_CHUNK, self._chunk * factor)


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


def choose(
    asked: Strategy, plan: ReplayPlan, *, rows: int, period: timedelta, span: timedelta
) -> tuple[Strategy, float, str]:
    """The strategy to use, the rows that a window holds on average, and a warning or "".

    ``auto`` stays where a trial has to tell. ``rows`` is the number of rows in the tables that the
    runs read, ``span`` the time that they cover.
    """
    share = min(1.0, period / span) if span else 1.0
    rows_per_window = max(1.0, math.ceil(rows * share))
    if asked == "auto" and plan.lifted is None:
        return "hoisted", rows_per_window, ""
    if asked == "auto" and rows_per_window < LIFT_BELOW_ROWS_PER_WINDOW:
        return "lifted", rows_per_window, ""
    if asked == "lifted" and plan.lifted is None:
        return "hoisted", rows_per_window, f"not lifted, so hoisted: {plan.not_lifted}"
    return asked, rows_per_window, ""
