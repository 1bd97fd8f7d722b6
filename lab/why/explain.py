"""Finds what loses an attack: the window, the lateness, a step of the query, or the threshold.

The rule has been replayed; here one of its runs is looked into. Each step of the query is run with
and without the scenario's rows, and what differs is what is left of the attack.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from lab.replay.prepare import axis_of
from lab.replay.rowkeys import RowKeys, missing_from
from lab.replay.strategy import Evaluator
from lab.result import Result, ResultColumn
from lab.why.model import Explanation, StepCount
from lab.why.steps import steps_of
from transpile.pipeline import bind_kql, parse
from transpile.planning import plan_replay
from transpile.span import line_and_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lab.engines.protocol import Engine
    from lab.replay.model import RuleOutcome, ScenarioInfo
    from lab.replay.prepare import Prepared
    from lab.replay.window import Run
    from lab.rules.model import Rule
    from lab.score.spans import ScenarioSpan
    from lab.why.steps import Step
    from transpile.schema import ExternalTable, SchemaSource

_EXAMPLES = 3
_LOOKED_INTO = 6
# Of more rows than this a step is only counted: they need not be told apart to see a difference.
_COMPARED_ROWS = 100_000


def explain(
    engine: Engine,
    schemas: SchemaSource,
    fill: Callable[[Iterable[ExternalTable]], None],
    prepared: Prepared,
    outcome: RuleOutcome,
    scenario: ScenarioInfo,
    span: ScenarioSpan | None,
) -> Explanation:
    """Why a rule found a scenario or not.

    Args:
        engine: where the logs are.
        schemas: the tables.
        fill: makes the tables that lie in files.
        prepared: the rule with its runs.
        outcome: what its replay gave.
        scenario: what it may have found.
        span: the scenario's rows in the tables that the rule reads; None where it has none.
    """
    rule = prepared.rule
    verdict = next((one for one in outcome.verdicts if one.scenario == scenario.number), None)
    said = Explanation(rule, scenario, "no rows", verdict, tables=prepared.tables)
    if span is None or not len(span.times):
        return said
    alert = next((one for one in outcome.alerts if scenario.number in one.scenarios), None)
    if alert is not None:
        return replace(said, reason="found", alert=alert, run=alert.run)
    axis = rule.kind.axis
    runs = [run for run in prepared.runs if span.overlaps(run, axis)]
    if not runs:
        return replace(said, reason="window")
    if verdict is not None and verdict.late:
        return _late(said, runs, span, outcome)
    whole = [run.complete() for run in runs]
    best = max(whole, key=lambda run: (int(span.seen_by(run, axis).sum()), -run.number))
    said = replace(said, run=best, held=int(span.seen_by(best, axis).sum()))
    if verdict is not None and verdict.detectable:
        silenced = {one.run.number for one in outcome.records if one.suppressed}
        hidden = bool(silenced & {run.number for run in runs})
        return replace(said, reason="suppression" if hidden else "threshold")
    steps = steps_of(parse(rule.query), rule.query)
    looks = []
    for run in _some(whole, best):
        looker = _Looker(engine, schemas, fill, rule, run, scenario.number)
        counts, examples = looker.look(steps)
        lost = bool(counts) and not counts[-1].attack
        looks.append(
            replace(
                said,
                reason="query" if lost else "elsewhere",
                run=run,
                steps=tuple(counts),
                examples=examples,
            )
        )
    # The run in which the attack gets farthest tells most; of several the one that holds most.
    return max(looks, key=lambda one: (one.reason == "elsewhere", len(one.steps), one.run is best))


def _some(runs: Sequence[Run], best: Run) -> list[Run]:
    """The best run and a few more, evenly spread."""
    step = max(1, len(runs) // _LOOKED_INTO)
    return [best, *(run for run in runs[::step] if run is not best)]


def _late(
    said: Explanation, runs: Sequence[Run], span: ScenarioSpan, outcome: RuleOutcome
) -> Explanation:
    """The run that would have seen most, and what of it had arrived."""
    axis = outcome.rule.kind.axis if outcome.rule else "TimeGenerated"
    run = max(runs, key=lambda run: (int(span.seen_by(run.complete(), axis).sum()), -run.number))
    inside = span.seen_by(run.complete(), axis)
    arrivals = span.ingested[inside]
    known = arrivals[~np.isnat(arrivals)]
    return replace(
        said,
        reason="lateness",
        run=run,
        held=int(inside.sum()),
        arrived=int(span.seen_by(run, axis).sum()),
        last_arrival_utc=known.max().item() if known.size else None,
    )


class _Looker:
    """Runs the steps of one rule in one run, with and without a scenario."""

    def __init__(
        self,
        engine: Engine,
        schemas: SchemaSource,
        fill: Callable[[Iterable[ExternalTable]], None],
        rule: Rule,
        run: Run,
        scenario: int,
    ) -> None:
        self._engine = engine
        self._schemas = schemas
        self._fill = fill
        self._rule = rule
        self._runs = (replace(run, number=1), run.without(scenario, 2))

    def look(
        self, steps: Sequence[Step]
    ) -> tuple[list[StepCount], tuple[Mapping[str, object], ...]]:
        """The steps up to the one that drops the attack's rows, and some rows before it."""
        counts: list[StepCount] = []
        left: tuple[Mapping[str, object], ...] = ()
        before: Result | None = None
        for step in steps:
            attack, rows, kept = self._dependent(step.query)
            right: tuple[StepCount, ...] = ()
            if not attack and step.right:
                right = tuple(self._all(step.right))
            line, _ = line_and_column(self._rule.query, step.span.start)
            counts.append(StepCount(step.label, line + self._rule.query_line, attack, rows, right))
            if not attack:
                if before is not None:
                    left = _examples(before, step.names)
                break
            before = kept
        return counts, left

    def _all(self, steps: Sequence[Step]) -> list[StepCount]:
        return self.look(steps)[0]

    def _dependent(self, query: str) -> tuple[int, int, Result | None]:
        """How many rows depend on the attack, how many there are, and the former where few."""
        (with_it, without) = self._counted(query)
        if with_it > _COMPARED_ROWS:
            return max(0, with_it - without), with_it, None
        rows, columns = self._rows(query)
        keys = RowKeys([column.type for column in columns])
        first, second = (keys.of(one) for one in rows)
        places = missing_from(first, second)
        kept = Result(columns, rows[0].take(pa.array(places[:_EXAMPLES], pa.int64())))
        return len(places), with_it, kept

    def _counted(self, query: str) -> tuple[int, int]:
        rows, _ = self._rows(f"{query}\n| count")
        first, second = (one.column(0)[0].as_py() for one in rows)
        return first, second

    def _rows(self, query: str) -> tuple[list[pa.Table], tuple[ResultColumn, ...]]:
        bound = bind_kql(query, self._schemas)
        plan = plan_replay(bound, axis=axis_of(self._rule))
        self._fill(plan.externals)
        batches = Evaluator(self._engine, plan, "run-by-run", 1.0).evaluate(self._runs)
        columns = tuple(ResultColumn(one.name, one.type) for one in plan.plain.columns)
        return [batch.rows for batch in batches], columns


def _examples(rows: Result, names: frozenset[str]) -> tuple[Mapping[str, object], ...]:
    shown = [column.name for column in rows.columns if column.name in names]
    time = [column.name for column in rows.columns if column.name in ("TimeGenerated", "Timestamp")]
    wanted = list(dict.fromkeys([*time[:1], *shown]))
    if len(wanted) < 2:
        wanted = [column.name for column in rows.columns[:6]]
    return tuple({name: record[name] for name in wanted} for record in rows.json_records())
