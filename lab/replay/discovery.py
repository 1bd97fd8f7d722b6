"""Answers what plugins ask while a rule is compiled for a replay: columns that only data can name.

The question is evaluated like a rule of its own, for every run of the rule. What the plugin gets
is what any of the runs would see: one set of columns for the whole replay (decision 0007).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lab.replay.hoists import Hoists
from lab.replay.strategy import Evaluator, choose
from transpile.planning import plan_replay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lab.engines.protocol import Engine
    from lab.replay.strategy import Strategy
    from lab.replay.window import Run
    from lab.rules.model import Rule
    from transpile.bind.discovery import Answer
    from transpile.pipeline import Ask, Bound
    from transpile.schema import ExternalTable


def asking_runs(
    engine: Engine,
    rule: Rule,
    axis: str,
    runs: Callable[[], Sequence[Run]],
    strategy: Strategy,
    sizes: Mapping[str, int],
    fill: Callable[[Sequence[ExternalTable]], None],
) -> Ask:
    """Answers from what the runs of a rule see, all of them together.

    Args:
        engine: where the logs are.
        rule: the rule that is compiled.
        axis: the compiler's name of what a run's window bounds.
        runs: its runs, made when a question is asked.
        strategy: how they are evaluated.
        sizes: the rows of each log table, from which ``auto`` chooses.
        fill: makes the tables that lie in files.
    """

    def ask(question: Bound) -> Answer:
        anchors = runs()
        if not anchors:
            return ()
        plan = plan_replay(question, axis=axis)
        fill(plan.externals)
        hoists = Hoists(engine, [plan], sizes)
        rows = 0 if strategy == "run-by-run" else hoists.ready(plan)[0]
        span = max(anchors[-1].now - anchors[0].now, timedelta(0))
        chosen, rows_per_window, _ = choose(
            strategy, plan, rows=rows, period=rule.period, span=span
        )
        found: dict[tuple[object, ...], None] = {}
        for batch in Evaluator(engine, plan, chosen, rows_per_window).evaluate(anchors):
            columns = (column.to_pylist() for column in batch.rows.columns)
            found |= dict.fromkeys(zip(*columns, strict=True))
        hoists.release(plan)
        return tuple(found)

    return ask
