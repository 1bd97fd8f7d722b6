"""A replay as JSON: the shape that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.score.metrics import (
    detected_by,
    median_seconds_to_detect,
    worst_seconds_to_detect,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lab.replay.model import Delays, Replay, RuleOutcome, ScenarioInfo
    from lab.score.gates import Violation


def replay_document(replay: Replay, violated: Sequence[Violation] = ()) -> dict[str, object]:
    """``{"rules": [...], "scenarios": [...], "from": ..., "to": ...}``; instants in ISO with Z.

    ``true_alerts``, ``false_alerts`` and ``missed`` are null where the truth is not known.
    ``gates`` are those that do not hold.
    """
    found = detected_by(replay.rules)
    return {
        "rules": [_rule(outcome) for outcome in replay.rules],
        "scenarios": [
            _scenario(one, found.get(one.number, ()), replay.rules) for one in replay.scenarios
        ],
        "from": instant(replay.horizon.from_utc),
        "to": instant(replay.horizon.to_utc),
        "gates": [{"gate": one.gate, "rule": one.rule, "message": one.message} for one in violated],
    }


def _rule(outcome: RuleOutcome) -> dict[str, object]:
    known = outcome.truth and outcome.status == "tested"
    frequency, period = outcome.frequency, outcome.period
    return {
        "rule": outcome.path,
        "title": outcome.title,
        "status": outcome.status,
        "runs": len(outcome.records),
        "fired": outcome.fired,
        "alerts": len(outcome.alerts),
        "true_alerts": outcome.true_alerts if known else None,
        "false_alerts": outcome.false_alerts if known else None,
        "benign_alerts": outcome.benign_alerts if known else None,
        "wrong_entity": outcome.wrong_entity if known else None,
        "repeated_alerts": outcome.repeated,
        "missed": len(outcome.missed) if known else None,
        "caught": outcome.caught[0] if known else None,
        "catchable": outcome.caught[1] if known else None,
        "covers": list(outcome.coverage.names) if outcome.coverage else [],
        "covers_by": outcome.coverage.basis if outcome.coverage else "",
        "matched_by": outcome.matched,
        "seconds": round(outcome.seconds, 6),
        "why": outcome.why,
        "id": outcome.rule.id if outcome.rule else "",
        "severity": outcome.rule.severity if outcome.rule else "",
        "frequency_s": None if frequency is None else frequency.total_seconds(),
        "period_s": None if period is None else period.total_seconds(),
        "assumed": list(outcome.assumed),
        "strategy": outcome.strategy,
        "suppressed": sum(record.suppressed for record in outcome.records),
        "seconds_to_detect": median_seconds_to_detect(outcome),
        "worst_seconds_to_detect": worst_seconds_to_detect(outcome),
        "plumbing": outcome.plumbing,
        "tables": list(outcome.tables),
        "columns": dict(outcome.columns),
        "verdicts": [
            {
                "scenario": verdict.scenario,
                "detectable": verdict.detectable,
                "found": verdict.found,
                "late": verdict.late,
                "seconds_to_detect": verdict.seconds_to_detect,
                "expected": verdict.expected,
                "benign": verdict.benign,
                "missed": verdict.missed,
                "delays": None if verdict.delays is None else _delays(verdict.delays),
                "phases": None if verdict.phases is None else list(verdict.phases),
            }
            for verdict in outcome.verdicts
        ],
        "fired_at": [instant(record.run.now) for record in outcome.records if record.fired],
        "warnings": list(outcome.warnings),
    }


def _delays(parts: Delays) -> dict[str, object]:
    return {
        "possible": instant(parts.possible_utc),
        "ingested": instant(parts.ingested_utc),
        "anchor": instant(parts.anchor_utc),
        "executed": instant(parts.executed_utc),
        "ingestion_s": parts.ingestion_s,
        "waiting_s": parts.waiting_s,
        "execution_s": parts.execution_s,
    }


def _scenario(
    one: ScenarioInfo, found: tuple[str, ...], rules: tuple[RuleOutcome, ...]
) -> dict[str, object]:
    verdicts = [
        (outcome.path, verdict)
        for outcome in rules
        for verdict in outcome.verdicts
        if verdict.scenario == one.number
    ]
    return {
        "number": one.number,
        "name": one.name,
        "title": one.title,
        "severity": one.severity,
        "from": instant(one.from_utc),
        "to": instant(one.to_utc),
        "tables": list(one.tables),
        "techniques": list(one.techniques),
        "benign": one.benign,
        "detectable_by": [path for path, verdict in verdicts if verdict.detectable],
        "found_by": list(found),
        "late_for": [path for path, verdict in verdicts if verdict.late],
    }


def instant(value: datetime) -> str:
    """A naive UTC instant in ISO form with Z."""
    return f"{value.isoformat()}Z"
