"""How the runs of one rule are evaluated: one by one, over hoisted tables, or all in one query.

Every strategy gives the same rows. ``run-by-run`` reads the log tables for each run; ``hoisted``
does what does not depend on the run once, into temporary tables; ``lifted`` joins those to a
relation of runs and evaluates a chunk of runs in one query. ``auto`` chooses after hoisting, when
the number of rows is known.
"""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING, Literal, get_args

from lab.errors import ReplayError
from lab.replay.batches import RunBatch, by_run, by_span
from lab.replay.moments import alike, relation
from transpile.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from lab.engines.protocol import Engine
    from lab.replay.batches import Batch
    from lab.replay.moments import Moments
    from lab.replay.window import Run
    from transpile.pipeline import CompiledResult
    from transpile.planning import ReplayPlan

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
# Rows stand once for all runs of a chunk: a trial over fewer would only show the fixed cost.
LEAST_RUNS_PER_CHUNK = 32
MOST_RUNS_PER_CHUNK = 5_000
# With more kinds of windows among some runs, one query for any runs is cheaper than one for each.
MOST_SHAPES = 6


def strategy_named(name: str) -> Strategy:
    """The strategy of this name.

    Raises:
        ReplayError: where there is none.
    """
    for known in get_args(Strategy):
        if name == known:
            return known  # type: ignore[no-any-return]  # get_args gives Any
    raise ReplayError(f"no strategy is called {name!r}; there are {', '.join(STRATEGIES)}")


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
        # The form that repeats rows for each run is bounded by them; the other holds a row once.
        self._repeated = max(
            1, min(MOST_RUNS_PER_CHUNK, int(ROWS_PER_CHUNK / max(rows_per_window, 1.0)))
        )
        self._chunk = max(LEAST_RUNS_PER_CHUNK, self._repeated)
        self._pace: dict[str, float] = {}  # seconds a run in the last full chunk, by form

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
        self._engine.register(result.kernels)
        sql = result.sql("duckdb")
        for run in runs:
            began = perf_counter()
            rows = self._engine.fetch(sql, bound(result, run))
            yield RunBatch((run,), rows, perf_counter() - began, (0, rows.num_rows))

    def _lifted(self, runs: Sequence[Run]) -> Iterator[Batch]:
        lifted = self._plan.lifted
        if lifted is None:
            raise InternalError(f"a query was not lifted: {self._plan.not_lifted}")
        done = 0
        while done < len(runs):
            chunk = runs[done : done + self._chunk]
            done += len(chunk)
            took = 0.0
            shapes = list(alike(chunk))
            if len(shapes) > MOST_SHAPES and self._plan.for_any is not None:
                batches = self._all_joined(self._plan.for_any, chunk)
            else:
                batches = (self._at_once(lifted, shape) for shape in shapes)
            for batch in batches:
                took += batch.seconds
                yield batch
            if len(chunk) == self._chunk:
                self._chunk = self._grown("lifted", self._chunk, took / len(chunk))

    def _at_once(self, lifted: CompiledResult, shape: Moments) -> Batch:
        """The rows of runs whose windows differ in place alone."""
        self._engine.register(lifted.kernels)
        began = perf_counter()
        self._engine.create_temporary("runs", shape.relation())
        values = {name: shape.parameters[name] for name in lifted.parameters}
        rows = self._engine.fetch(lifted.sql("duckdb"), values)
        seconds = perf_counter() - began
        if lifted.spanned:
            return by_span(rows, shape, seconds)
        return by_run(rows, shape.runs, seconds)

    def _all_joined(self, joined: CompiledResult, runs: Sequence[Run]) -> Iterator[Batch]:
        """The rows of any runs: each row of a table is joined with those that see it."""
        self._engine.register(joined.kernels)
        done = 0
        while done < len(runs):
            some = runs[done : done + self._repeated]
            done += len(some)
            began = perf_counter()
            self._engine.create_temporary("runs", relation(some))
            rows = self._engine.fetch(joined.sql("duckdb"))
            seconds = perf_counter() - began
            yield by_run(rows, some, seconds)
            if len(some) == self._repeated:
                self._repeated = self._grown("joined", self._repeated, seconds / len(some))

    def _grown(self, form: str, chunk: int, seconds_per_run: float) -> int:
        """A larger chunk while that makes runs cheaper: then few rows were really joined."""
        before = self._pace.get(form)
        self._pace[form] = seconds_per_run
        if before is None:
            factor = 2
        elif seconds_per_run < WORTH_GROWING * before:
            factor = 4
        else:
            return chunk
        return min(MOST_RUNS_PER_CHUNK, chunk * factor)


def bound(result: CompiledResult, run: Run) -> dict[str, datetime | int]:
    """The parameters that a compiled query asks for; the engine refuses any other."""
    values = run.parameters()
    return {name: values[name] for name in result.parameters}


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
