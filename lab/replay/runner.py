"""The loop over rules: evaluate every run, judge what fired, make alerts of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from lab.engines.protocol import EngineError
from lab.replay.alerts import AlertMaker, fires, once, settled, suppressed
from lab.replay.hoists import Hoists
from lab.replay.model import RuleOutcome, RunRecord
from lab.replay.prepare import Prepared, untested
from lab.replay.rowkeys import RowKeys
from lab.replay.runrows import BatchRows, RunRows
from lab.replay.strategy import Evaluator, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import timedelta

    from lab.engines.protocol import Engine
    from lab.replay.batches import Batch
    from lab.replay.model import Alert, Coverage, Verdict
    from lab.replay.rowkeys import Numbers
    from lab.replay.strategy import Strategy
    from lab.replay.window import Run


class Fired:
    """A run that raised an alert, with the numbers of its rows (equal rows, equal numbers).

    The numbers are made when they are asked for: many a run is not.
    """

    def __init__(self, run: Run, rows: Callable[[], Numbers], count: int) -> None:
        self.run = run
        self.count = count
        self._rows = rows

    @property
    def rows(self) -> Numbers:
        """The number of each row, in their order."""
        return self._rows()


Raised = tuple[Fired, tuple["Alert", ...]]
"""A run that passed the threshold, with the alerts that it raises."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the score says of one rule.

    ``alerts`` are the rule's, classified, in the same order. ``known`` is False where nobody knows
    what is true; ``plumbing`` is True where the rule reads only tables that are themselves
    verdicts; ``matched`` says how alerts and scenarios were brought together.
    """

    alerts: tuple[Alert, ...]
    verdicts: tuple[Verdict, ...] = ()
    known: bool = True
    plumbing: bool = False
    coverage: Coverage | None = None
    matched: Literal["counterfactual", "entities and time"] = "counterfactual"


class Judge(Protocol):
    """Says which rows of the runs that fired depend on which scenario."""

    def __call__(
        self,
        prepared: Prepared,
        evaluator: Evaluator,
        keys: RowKeys,
        fired: Sequence[Fired],
        alerts: Sequence[Alert],
        suppressed: frozenset[int],
    ) -> Judgement:
        """The judgement on one rule, while its hoisted tables are still there.

        ``alerts`` are those of the runs that fired; ``suppressed`` are the numbers of the runs
        that passed the threshold in silence.
        """
        ...


def run_rules(
    engine: Engine,
    prepared: Sequence[Prepared],
    strategy: Strategy,
    judge: Judge,
    progress: Callable[[str, int, int], None],
    sizes: Mapping[str, int],
) -> Iterator[RuleOutcome]:
    """Replay rules one after the other; an outcome for each, in order.

    ``sizes`` are the rows of each log table, from which the strategy is chosen. ``progress`` is
    called with what is replayed, how many runs of all rules are done, and how many there are.

    A rule that the engine gives up on is an outcome too (``failed``).
    """
    if not prepared:
        return
    hoists = Hoists(engine, [one.plan for one in prepared], sizes)
    span = _span(prepared)
    before, total = 0, sum(len(one.runs) for one in prepared)
    for number, one in enumerate(prepared, 1):
        label = f"{number}/{len(prepared)} {one.rule.path}"
        progress(label, before, total)
        ticks = partial(_told, progress, label, before, total)
        try:
            yield _run_rule(one, engine, strategy, hoists, judge, span, ticks)
        except EngineError as error:
            yield untested(one.rule, "failed", str(error))
        hoists.release(one.plan)
        before += len(one.runs)
    progress("", total, total)


def _told(
    progress: Callable[[str, int, int], None], label: str, before: int, total: int, done: int
) -> None:
    progress(label, before + done, total)


def _span(prepared: Sequence[Prepared]) -> timedelta:
    """The time over which the runs are spread: that of the logs."""
    runs = [run for one in prepared for run in (one.runs[0], one.runs[-1])]
    return max(run.now for run in runs) - min(run.now for run in runs)


def _run_rule(
    one: Prepared,
    engine: Engine,
    strategy: Strategy,
    hoists: Hoists,
    judge: Judge,
    span: timedelta,
    ticks: Callable[[int], None],
) -> RuleOutcome:
    rows, seconds = (0, 0.0) if strategy == "run-by-run" else hoists.ready(one.plan)
    chosen, rows_per_window, warning = choose(
        strategy, one.plan, rows=rows, period=one.rule.period, span=span
    )
    evaluator = Evaluator(engine, one.plan, chosen, rows_per_window)
    keys = RowKeys([column.type for column in one.columns])
    records, kept = _evaluate(one, evaluator, keys, ticks)
    used = evaluator.strategy
    seconds += sum(record.seconds for record in records)
    records = suppressed(records, one.rule.suppression)
    records, firing = _standing(one, records, kept)
    silenced = frozenset(one.run.number for one in records if one.suppressed or one.repeated)
    alerts = [alert for _, raised in firing for alert in raised]
    judgement = judge(one, evaluator, keys, [fired for fired, _ in firing], alerts, silenced)
    warnings = tuple(word for word in (*one.warnings, warning, _dropped(one, records)) if word)
    return RuleOutcome(
        path=one.rule.path,
        title=one.rule.title,
        status="tested",
        rule=one.rule,
        frequency=one.rule.frequency,
        period=one.rule.period,
        assumed=one.rule.assumed,
        strategy=used,
        records=records,
        alerts=judgement.alerts,
        verdicts=judgement.verdicts,
        seconds=seconds,
        truth=judgement.known,
        plumbing=judgement.plumbing,
        matched=judgement.matched,
        coverage=judgement.coverage,
        tables=one.tables,
        columns={column.name: str(column.type) for column in one.columns},
        warnings=warnings,
    )


def _standing(
    one: Prepared, records: Sequence[RunRecord], kept: Mapping[int, Raised]
) -> tuple[tuple[RunRecord, ...], list[Raised]]:
    """The runs and their alerts, without alerts that the kind of rule does not raise again."""
    firing = [kept[record.run.number] for record in records if record.fired]
    standing = {}
    repeated = {}
    for (fired, _), (alerts, again) in zip(
        firing, once(one.rule, [alerts for _, alerts in firing]), strict=True
    ):
        standing[fired.run.number] = fired, alerts
        repeated[fired.run.number] = again
    return tuple(
        replace(
            record,
            fired=bool(standing[record.run.number][1]),
            repeated=repeated[record.run.number],
        )
        if repeated.get(record.run.number)
        else record
        for record in records
    ), [raised for raised in standing.values() if raised[1]]


def _dropped(one: Prepared, records: Sequence[RunRecord]) -> str:
    """What to say of alerts beyond the limit of a run, or nothing."""
    over = [record.dropped for record in records if record.dropped and record.fired]
    if not over:
        return ""
    return (
        f"{len(over):,} runs reached the limit of {one.rule.kind.alert_limit} alerts, and "
        f"{sum(over):,} alerts were not raised"
    )


def _evaluate(
    one: Prepared, evaluator: Evaluator, keys: RowKeys, ticks: Callable[[int], None]
) -> tuple[tuple[RunRecord, ...], dict[int, Raised]]:
    """Every run's record, and of those that pass the threshold the rows and alerts."""
    records = []
    kept: dict[int, Raised] = {}
    maker = AlertMaker(one.rule, one.columns)
    for batch in evaluator.evaluate(one.runs):
        share = batch.seconds / len(batch.runs)
        passed = [fires(one.rule, batch.count(index)) for index in range(len(batch.runs))]
        if any(passed) and not one.ordered:
            order = settled(one.columns, batch.rows)
            batch = batch if order is None else batch.reordered(order)
        rows = BatchRows(one.columns, batch.rows)
        numbered = Numbered(batch, keys)
        for index, run in enumerate(batch.runs):
            count = batch.count(index)
            if not passed[index]:
                records.append(RunRecord(run, count, False, False, share))
                continue
            own = RunRows(rows, batch.positions(index))
            alerts, dropped = maker.alerts(run, own)
            records.append(RunRecord(run, count, True, False, share, dropped=dropped))
            kept[run.number] = numbered.run(index), alerts
        ticks(len(records))
    return tuple(records), kept


class Numbered:
    """The rows of a batch by their numbers, made when they are first asked for."""

    def __init__(self, batch: Batch, keys: RowKeys) -> None:
        self._batch, self._keys = batch, keys
        self._numbers: Numbers | None = None

    def run(self, index: int) -> Fired:
        """A run with the numbers of its rows."""
        return Fired(self._batch.runs[index], partial(self._of, index), self._batch.count(index))

    def _of(self, index: int) -> Numbers:
        if self._numbers is None:
            self._numbers = self._keys.of(self._batch.rows)
        return self._numbers[self._batch.positions(index)]
