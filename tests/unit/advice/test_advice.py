"""The shape of a rule, its alternatives, and which of them does best."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lab.advice.advise import advise
from lab.advice.alternatives import alternatives
from lab.advice.model import Alternative
from lab.advice.shape import shape_of
from lab.replay.model import RuleOutcome, Verdict
from lab.rules.model import NRT, Rule
from transpile.pipeline import bind_kql
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType

MINUTE = timedelta(minutes=1)
TABLES = Tables(
    {
        "T": TableSchema(
            "T",
            {"TimeGenerated": KqlType.DATETIME, "a": KqlType.LONG, "k": KqlType.STRING},
            time_column="TimeGenerated",
        )
    }
)
RULE = Rule(id="r", title="r", path="r.kql", query="T", frequency=10 * MINUTE, period=20 * MINUTE)


@pytest.mark.parametrize(
    ("query", "shape"),
    [
        ("T | where a == 1 | project k", "single event"),
        ("T | summarize count() by k", "single event"),
        ("T | summarize n = count() by k | where n > 5", "threshold"),
        ("T | summarize n = count() by k | extend m = n * 2 | where n > 5", "threshold"),
        ("T | summarize arg_max(TimeGenerated, *) by k | where a == 1", "update tracking"),
        ("T | join kind=leftanti (T | where a == 2) on k", "baseline"),
        ("let known = T | where a == 2 | distinct k; T | where k !in (known)", "baseline"),
        ("let known = T | where a == 2 | distinct k; T | where k in (known)", "single event"),
    ],
)
def test_shapes(query: str, shape: str) -> None:
    assert shape_of(bind_kql(query, TABLES).root, RULE) == shape


def test_a_threshold_of_the_rule_counts_too() -> None:
    rule = replace(RULE, trigger_threshold=3)
    assert shape_of(bind_kql("T", TABLES).root, rule) == "threshold"


def test_alternatives_of_a_scheduled_rule() -> None:
    made = {one.label: one for one in alternatives(RULE, 7 * MINUTE)}
    assert list(made) == [
        "as it is",
        "period 30m",
        "frequency 5m",
        "sliced by ingestion",
        "NRT",
    ]
    sliced = made["sliced by ingestion"]
    assert (sliced.rule.kind.axis, sliced.rule.period) == ("ingestion", RULE.frequency)
    assert sliced.change.startswith("period: 20m")
    assert "between (ago(10m) .. now())" in sliced.change


def test_a_period_does_not_grow_past_what_the_product_takes() -> None:
    longest = replace(RULE, frequency=timedelta(days=1), period=timedelta(days=14))
    made = {one.label: one.rule.period for one in alternatives(longest, timedelta(hours=9))}
    assert made["period 14d"] == timedelta(days=14)


def test_nrt_has_no_other_schedule() -> None:
    rule = replace(RULE, kind=NRT, frequency=MINUTE, period=MINUTE)
    assert [one.label for one in alternatives(rule, None)] == ["as it is"]


def outcome(caught: int, *, detectable: bool = True) -> RuleOutcome:
    verdicts = (
        Verdict(1, detectable, bool(caught), False, 60.0 if caught else None, phases=(caught, 5)),
        Verdict(2, False, False, False, None, phases=(0, 5)),
    )
    return RuleOutcome("r.kql", "r", "tested", verdicts=verdicts)


def test_what_catches_most_is_best_and_the_present_rule_stays_where_nothing_is_better() -> None:
    tried = [Alternative(name, RULE) for name in ("as it is", "more", "same")]
    found = {"as it is": outcome(2), "more": outcome(5), "same": outcome(5)}
    told = advise("single event", tried, lambda one: found[one.label], phases=5, late_by=None)
    assert [(one.caught, one.tried) for one in told.measured] == [(2, 5), (5, 5), (5, 5)]
    assert told.best is told.measured[1]
    told = advise("single event", tried[1:], lambda one: found[one.label], phases=5, late_by=None)
    assert told.best is told.measured[0]


def test_what_cannot_be_replayed_says_why() -> None:
    tried = [Alternative("as it is", RULE), Alternative("NRT", RULE)]
    refused = RuleOutcome("r.kql", "r", "not run", why="too seldom")
    told = advise(
        "single event",
        tried,
        lambda one: refused if one.label == "NRT" else outcome(0, detectable=False),
        phases=5,
        late_by=None,
    )
    assert told.measured[1].why == "too seldom"
    assert told.best is None
