"""From alerts and truth to verdicts: what was found, how fast, what was missed and why."""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from lab.replay.alerts import fires
from lab.replay.model import Verdict
from lab.replay.runner import Judgement
from lab.score.match import judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lab.replay.model import Alert, RuleOutcome
    from lab.replay.prepare import Prepared
    from lab.replay.rowkeys import RowKeys
    from lab.replay.runner import Fired
    from lab.replay.strategy import Evaluator
    from lab.score.match import ScenarioSpan, Truth
    from lab.score.spans import ScenarioSpans

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
    """Judges rules by hiding scenarios; ``generated`` names the tables whose truth is known."""

    def __init__(self, spans: ScenarioSpans, generated: frozenset[str]) -> None:
        self._spans = spans
        self._generated = generated

    def __call__(
        self,
        prepared: Prepared,
        evaluator: Evaluator,
        keys: RowKeys,
        fired: Sequence[Fired],
        suppressed: frozenset[int],
    ) -> Judgement:
        """The judgement on one rule."""
        read = frozenset(prepared.tables)
        if read and not read & self._generated:
            return Judgement({}, lambda _: (), known=False)
        scenarios = self._spans.of(prepared.tables)
        truth = judge(
            evaluator,
            keys,
            runs=prepared.runs,
            fired=fired,
            scenarios=scenarios,
            axis=prepared.rule.kind.axis,
            fires=partial(fires, prepared.rule),
            suppressed=suppressed,
        )
        changed: dict[int, dict[int, tuple[int, ...]]] = {}
        for (run, scenario), rows in truth.changed.items():
            changed.setdefault(run, {})[scenario] = rows
        return Judgement(
            changed,
            lambda alerts: verdicts(scenarios, truth, alerts),
            plumbing=bool(read) and read <= VERDICT_TABLES,
        )


def verdicts(
    scenarios: Sequence[ScenarioSpan], truth: Truth, alerts: Sequence[Alert]
) -> tuple[Verdict, ...]:
    """One verdict for each scenario that has rows in the tables that the rule reads."""
    first: dict[int, Alert] = {}
    for alert in alerts:
        for scenario in alert.scenarios:
            known = first.get(scenario)
            if known is None or alert.executed_utc < known.executed_utc:
                first[scenario] = alert
    result = []
    for span in scenarios:
        number, earliest = span.number, first.get(span.number)
        result.append(
            Verdict(
                scenario=number,
                detectable=number in truth.detectable,
                found=earliest is not None,
                late=earliest is None and number in truth.would_fire,
                seconds_to_detect=_seconds(span, earliest),
            )
        )
    return tuple(result)


def _seconds(scenario: ScenarioSpan, alert: Alert | None) -> float | None:
    if alert is None or scenario.first_utc is None:
        return None
    return (alert.executed_utc - scenario.first_utc).total_seconds()


def median_seconds_to_detect(outcome: RuleOutcome) -> float | None:
    """The median time to detect of the scenarios that a rule found, or None."""
    known = [
        verdict.seconds_to_detect
        for verdict in outcome.verdicts
        if verdict.seconds_to_detect is not None
    ]
    return median(known) if known else None


def detected_by(outcomes: Sequence[RuleOutcome]) -> Mapping[int, tuple[str, ...]]:
    """The rules that found each scenario, by its number."""
    found: dict[int, list[str]] = {}
    for outcome in outcomes:
        for verdict in outcome.verdicts:
            if verdict.found:
                found.setdefault(verdict.scenario, []).append(outcome.path)
    return {number: tuple(paths) for number, paths in found.items()}
