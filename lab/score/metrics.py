"""From alerts and truth to verdicts: what was found, how fast, what was missed and why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from lab.replay.alerts import fires
from lab.replay.model import Verdict
from lab.replay.runner import Judgement
from lab.score.classify import by_counterfactual, by_entities, marked_repeats
from lab.score.coverage import coverage_of
from lab.score.delay import delays_of
from lab.score.match import Counterfactual, judge
from lab.score.phases import caught_by_phase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lab.replay.model import Alert, Delays, RuleOutcome, ScenarioInfo
    from lab.replay.prepare import Prepared
    from lab.replay.rowkeys import RowKeys
    from lab.replay.runner import Fired
    from lab.replay.strategy import Evaluator
    from lab.score.match import Truth
    from lab.score.spans import ScenarioSpan, ScenarioSpans

# Tables that are themselves verdicts of a product: the generators script them, so a rule that
# reads nothing else shows that its plumbing works, not that it would catch an attack.
VERDICT_TABLES = frozenset(
    {
        "AADUserRiskEvents",
        "AADRiskyUsers",
        "AlertEvidence",
        "AlertInfo",
        "Anomalies",
        "BehaviorAnalytics",
        "SecurityAlert",
        "SecurityIncident",
    }
)


class CounterfactualJudge:
    """Judges rules by hiding scenarios.

    Args:
        spans: the rows of the scenarios.
        scenarios: what is planted.
        generated: the tables whose truth is known.
        covers: the scenarios that a rule's tests file names, by path of the rule.
        phases: at how many phases of its schedule a rule is tried, the replayed one included.
        replayed: tables that hold nothing but what the rules of the replay raised.
        brief: whether it is enough to know which scenarios made which alerts.
    """

    def __init__(
        self,
        spans: ScenarioSpans,
        scenarios: Sequence[ScenarioInfo],
        generated: frozenset[str],
        covers: Mapping[str, Sequence[str]],
        phases: int = 1,
        *,
        replayed: frozenset[str] = frozenset(),
        brief: bool = False,
    ) -> None:
        self._spans = spans
        self._scenarios = {one.number: one for one in scenarios}
        self._generated = generated | replayed if generated else generated
        self._scripted = VERDICT_TABLES - replayed
        self._covers = covers
        self._phases = phases
        self._brief = brief

    def __call__(
        self,
        prepared: Prepared,
        evaluator: Evaluator,
        keys: RowKeys,
        fired: Sequence[Fired],
        alerts: Sequence[Alert],
        suppressed: frozenset[int],
    ) -> Judgement:
        """The judgement on one rule."""
        rule, read = prepared.rule, frozenset(prepared.tables)
        rows = {one.run.number: one.rows for one in fired}
        if read and not read & self._generated:
            matched = [by_entities(alert, rule, self._scenarios) for alert in alerts]
            told = marked_repeats(matched, rows, [frozenset()] * len(matched))
            return Judgement(
                told, known=any(a.scenarios for a in told), matched="entities and time"
            )
        spans = self._spans.of(prepared.tables)
        coverage = coverage_of(
            rule, read, self._with_rows(read, spans), self._covers.get(rule.path)
        )
        expected = (
            set()
            if self._brief
            else {
                one.number
                for one in spans
                if self._scenarios[one.number].name in coverage.names
                and not self._scenarios[one.number].benign
            }
        )
        ask = Counterfactual(evaluator, keys, rule.kind.axis, partial(fires, rule))
        truth = judge(
            ask,
            runs=prepared.runs,
            fired=fired,
            scenarios=spans,
            expected=expected,
            suppressed=suppressed,
        )
        changed: dict[int, dict[int, tuple[int, ...]]] = {}
        for (run, scenario), positions in truth.changed.items():
            changed.setdefault(run, {})[scenario] = positions
        classed = [
            by_counterfactual(alert, changed.get(alert.run.number, {}), rule, self._scenarios)
            for alert in alerts
        ]
        if self._brief:
            return Judgement(tuple(classed))
        classed = list(marked_repeats(classed, rows, _events(classed, spans, ask)))
        first = first_alerts(classed)
        delays = delays_of(ask, spans, first, lifted=evaluator.strategy == "lifted")
        tried = [truth.found]
        if self._phases > 1:
            wanted = [one for one in spans if one.number in expected]
            tried += caught_by_phase(ask, rule, prepared.runs, wanted, self._phases)
        verdicts = tuple(self._verdict(one, truth, first, delays, expected, tried) for one in spans)
        return Judgement(
            tuple(classed),
            verdicts=verdicts,
            plumbing=bool(read) and read <= self._scripted,
            coverage=coverage,
        )

    def _with_rows(self, read: frozenset[str], spans: Sequence[ScenarioSpan]) -> list[ScenarioInfo]:
        """The scenarios; alerts that a replay makes are rows that nobody planted."""
        own = {span.number for span in spans}
        return [
            replace(one, tables=(*one.tables, *read)) if one.number in own else one
            for one in self._scenarios.values()
        ]

    def _verdict(
        self,
        span: ScenarioSpan,
        truth: Truth,
        first: Mapping[int, Alert],
        delays: Mapping[int, Delays],
        expected: set[int],
        tried: Sequence[set[int]],
    ) -> Verdict:
        number, earliest = span.number, first.get(span.number)
        parts = delays.get(number)
        seconds: float | None = None
        if parts is not None:
            seconds = parts.total_s
        elif earliest is not None and span.first_utc is not None:
            seconds = (earliest.executed_utc - span.first_utc).total_seconds()
        phases = None
        if self._phases > 1 and number in expected:
            phases = (sum(number in found for found in tried), len(tried))
        return Verdict(
            scenario=number,
            detectable=number in truth.detectable,
            found=earliest is not None,
            late=earliest is None and number in truth.would_fire,
            seconds_to_detect=seconds,
            expected=number in expected,
            benign=self._scenarios[number].benign,
            delays=parts,
            phases=phases,
        )


def _events(
    alerts: Sequence[Alert], spans: Sequence[ScenarioSpan], ask: Counterfactual
) -> list[frozenset[int]]:
    """The rows of its attacks that the run of each alert saw, numbered over all scenarios."""
    begins, offset = {}, 0
    for span in spans:
        begins[span.number] = offset
        offset += len(span.times)
    by_number = {span.number: span for span in spans}
    result = []
    for alert in alerts:
        seen: set[int] = set()
        for number in alert.scenarios:
            span = by_number[number]
            places = span.seen_by(alert.run, ask.axis).nonzero()[0]
            seen.update((begins[number] + places).tolist())
        result.append(frozenset(seen))
    return result


def first_alerts(alerts: Sequence[Alert]) -> dict[int, Alert]:
    """The earliest alert of each scenario."""
    first: dict[int, Alert] = {}
    for alert in alerts:
        for scenario in alert.scenarios:
            known = first.get(scenario)
            if known is None or alert.executed_utc < known.executed_utc:
                first[scenario] = alert
    return first


def median_seconds_to_detect(outcome: RuleOutcome) -> float | None:
    """The median time to detect of the attacks that a rule found, or None."""
    known = seconds_to_detect(outcome)
    return median(known) if known else None


def worst_seconds_to_detect(outcome: RuleOutcome) -> float | None:
    """The longest time to detect of the attacks that a rule found, or None."""
    return max(seconds_to_detect(outcome), default=None)


def seconds_to_detect(outcome: RuleOutcome) -> list[float]:
    """The times to detect of the attacks that a rule found."""
    return [
        verdict.seconds_to_detect
        for verdict in outcome.verdicts
        if verdict.seconds_to_detect is not None and not verdict.benign
    ]


def detected_by(outcomes: Sequence[RuleOutcome]) -> Mapping[int, tuple[str, ...]]:
    """The rules that found each scenario, by its number."""
    found: dict[int, list[str]] = {}
    for outcome in outcomes:
        for verdict in outcome.verdicts:
            if verdict.found:
                found.setdefault(verdict.scenario, []).append(outcome.path)
    return {number: tuple(paths) for number, paths in found.items()}
