"""What each format makes of a file: fields, schedules that were assumed, warnings, refusals."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lab.rules.draft import Draft, finish
from lab.rules.formats.kql_file import KqlFile
from lab.rules.formats.sentinel_yaml import SentinelYaml
from lab.rules.model import Rule, RuleFileError

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

YAML = """\
id: 8f3a
name: A rule
kind: Scheduled
queryFrequency: 1h
queryPeriod: P1D
triggerOperator: GreaterThan
triggerThreshold: 3
severity: high
tactics: [Impact, Discovery]
relevantTechniques:
- T1110.003
query: |
  // first line
  SecurityEvent
  | where EventID == 4625
suppressionEnabled: true
suppressionDuration: PT5H
startTimeUtc: 2026-01-31T08:00:00+01:00
eventGroupingSettings:
  aggregationKind: AlertPerResult
"""


def kql(text: str) -> Rule:
    (draft,) = KqlFile().read("folder/some-rule.kql", text)
    assert isinstance(draft, Draft)
    return finish(draft)


def sentinel(text: str) -> Rule:
    (draft,) = SentinelYaml().read("rule.yaml", text)
    assert isinstance(draft, Draft)
    return finish(draft)


def problems(text: str) -> list[str]:
    with pytest.raises(RuleFileError) as caught:
        sentinel(text)
    return [str(problem) for problem in caught.value.problems]


def test_header_gives_every_field() -> None:
    text = (
        "// name: Guessing: the slow kind\n//id:  42\n\n// just a remark\n// Frequency: 5m\n"
        "// period: PT1H\n// severity: low\n// tactics: CredentialAccess, Impact\n"
        "// techniques: T1110\n// threshold: >= 5\n// enabled: no\n// suppression: 2h\n"
        "// grouping: AlertPerResult\nT\n// period: 9h\n"
    ).replace(">=", ">")
    rule = kql(text)
    assert (rule.title, rule.id, rule.path) == (
        "Guessing: the slow kind",
        "42",
        "folder/some-rule.kql",
    )
    assert (rule.frequency, rule.period, rule.assumed) == (5 * MINUTE, HOUR, ())
    assert (rule.trigger_operator, rule.trigger_threshold) == ("gt", 5)
    assert (rule.severity, rule.tactics) == ("Low", ("CredentialAccess", "Impact"))
    assert (rule.techniques, rule.enabled) == (("T1110",), False)
    assert (rule.suppression, rule.alert_per_result) == (2 * HOUR, True)
    assert rule.query == text
    assert rule.query_line == 0
    assert rule.warnings == ()


def test_plain_kql_is_named_by_its_file_and_says_what_was_assumed() -> None:
    rule = kql("T | where TimeGenerated > ago(3h) // ago(90d)")
    assert (rule.title, rule.id) == ("some-rule", "folder/some-rule.kql")
    assert (rule.frequency, rule.period) == (HOUR, 3 * HOUR)
    assert rule.assumed == ("frequency = 1h", "period = 3h (the widest ago())")
    assert (rule.trigger_operator, rule.trigger_threshold, rule.severity) == ("gt", 0, "Medium")


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("let back = 2d; T | where t > ago(back)", 2 * DAY),
        ("let back = 2d; let all = 3 * back; T | where t > ago(all) and u > ago(1h)", 6 * DAY),
        ("let back = time(1.12:00:00); T | where t > ago(back)", 36 * HOUR),
        ("T | where t > ago(timespan(2))", 2 * DAY),
        ("T | where x == 'ago(9d)' and t > ago(2h)", 2 * HOUR),
        ("T | where t > ago(10m)", HOUR),  # never less than the frequency
        ("T | where t > ago(-1d)", HOUR),
        ("T | where t > ago(unknown)", HOUR),
        ("T | where t > ago(30d)", 14 * DAY),  # never more than a rule may see
        ("T", HOUR),
        ('T | where x == "no end', HOUR),  # no KQL: compiling it says so, loading goes on
    ],
)
def test_period_is_the_widest_ago(query: str, period: timedelta) -> None:
    assert kql(query).period == period


def test_lets_give_the_schedule_and_a_header_outranks_them() -> None:
    lets = "let query_frequency = 5m;\nlet query_period = 2d;\nT"
    rule = kql(lets)
    assert (rule.frequency, rule.period, rule.assumed) == (5 * MINUTE, 2 * DAY, ())
    rule = kql("// frequency: 1h\n" + lets)
    assert (rule.frequency, rule.period) == (HOUR, 2 * DAY)
    assert "frequency of 1h" in rule.warnings[0]
    assert "query_frequency = 5m" in rule.warnings[0]


def test_a_short_period_shortens_the_assumed_frequency() -> None:
    rule = kql("// period: 15m\nT")
    assert (rule.frequency, rule.assumed) == (15 * MINUTE, ("frequency = 15m",))


def test_a_slip_in_the_header_is_remarked() -> None:
    (remark,) = kql("// frequncy: 5m\n// Author: me\n// see https://example.org\nT").warnings
    assert "'frequncy' is not read" in remark
    assert "'frequency'" in remark


def test_yaml_gives_every_field() -> None:
    rule = sentinel(YAML)
    assert (rule.id, rule.title, rule.kind.name) == ("8f3a", "A rule", "Scheduled")
    assert (rule.frequency, rule.period) == (HOUR, DAY)
    assert (rule.trigger_operator, rule.trigger_threshold) == ("gt", 3)
    assert (rule.severity, rule.tactics) == ("High", ("Impact", "Discovery"))
    assert rule.techniques == ("T1110.003",)
    assert (rule.suppression, rule.alert_per_result) == (5 * HOUR, True)
    assert rule.start == datetime(2026, 1, 31, 7)  # noqa: DTZ001 - naive UTC is the model's
    assert rule.warnings == ()


@pytest.mark.parametrize("before", ["", "# comment\n# comment\n"])
def test_query_line_points_into_the_file(before: str) -> None:
    text = before + YAML
    rule = sentinel(text)
    lines = text.split("\n")
    for offset, line in enumerate(rule.query.splitlines()):
        assert lines[rule.query_line + offset].strip() == line.strip()
    quoted = sentinel(before + "name: x\nquery: 'T | take 1'\nkind: Scheduled\n")
    assert quoted.query_line == before.count("\n") + 1


def test_suppression_that_is_switched_off_is_off() -> None:
    assert (
        sentinel(YAML.replace("suppressionEnabled: true", "suppressionEnabled: false")).suppression
        is None
    )
    assert sentinel(YAML.replace("suppressionDuration: PT5H\n", "")).suppression == 5 * HOUR


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        (
            "kind: Scheduled",
            "kind: Fusion",
            3,
            "kind 'Fusion' cannot be replayed, only Scheduled",
        ),
        (
            "queryFrequency: 1h",
            "queryFrequency: soon",
            4,
            "queryFrequency 'soon' is no length of time",
        ),
        ("queryFrequency: 1h", "queryFrequency: 0h", 4, "longer than nothing"),
        ("GreaterThan", "Above", 6, "'Above' is none of gt, lt, eq, ne"),
        ("triggerThreshold: 3", "triggerThreshold: many", 7, "'many' is no whole number"),
        ("tactics: [Impact, Discovery]", "tactics: {a: b}", 9, "must be a list of names"),
        ("name: A rule", "name: [A, rule]", 2, "name must be text, not a list"),
        ("suppressionEnabled: true", "suppressionEnabled: maybe", 16, "neither true nor false"),
        ("2026-01-31T08:00:00+01:00", "tomorrow", 18, "'tomorrow' is no instant"),
        ("AlertPerResult", "PerRow", 20, "neither SingleAlert nor AlertPerResult"),
        ("name: A rule", "id: 9", 2, "the key id stands twice, first in line 1"),
        ("name: A rule", "name: [A rule", 3, "no valid YAML"),
        ("name: A rule", "name: !!python/object:os.system x", 2, "no valid YAML"),
    ],
)
def test_what_cannot_run_is_refused_at_its_line(old: str, new: str, line: int, says: str) -> None:
    assert old in YAML
    (problem,) = problems(YAML.replace(old, new, 1))
    assert problem.startswith(f"line {line}: ")
    assert says in problem


def test_all_problems_of_a_file_are_gathered_in_order() -> None:
    text = YAML.replace("GreaterThan", "Above").replace("1h", "soon").replace("high", "Urgent")
    found = problems(text)
    assert [problem[:7] for problem in found] == ["line 4:", "line 6:"]


def test_a_date_that_does_not_exist_is_no_crash() -> None:
    (problem,) = problems(YAML.replace("2026-01-31T08:00:00+01:00", "2026-02-31"))
    assert "no valid YAML" in problem


def test_an_empty_query_is_refused() -> None:
    assert problems("query: ''\nkind: Scheduled\n") == ["line 1: the query is empty"]
    assert problems("query: [T]\nkind: Scheduled\n") == ["line 1: query must be text"]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("frequency: 1m\n// period: 1h", "rejects a frequency of 1m: it takes 5m to 14d"),
        ("frequency: 1h\n// period: 30d", "rejects a period of 30d: it takes 5m to 14d"),
        ("frequency: 1h\n// period: 30m", "rejects a period of 30m below the frequency of 1h"),
        (
            "frequency: 5m\n// period: 2d",
            "a frequency of 5m with a period of 2d: "
            "a period of 2 days or more needs a frequency of at least 1h",
        ),
        ("threshold: > 10001", "rejects a threshold of 10001"),
        ("threshold: > -1", "rejects a threshold of -1"),
        ("suppression: 25h", "rejects a suppression of 25h: it takes up to 24h"),
        ("severity: Urgent", "rejects severity 'Urgent'"),
        ("techniques: T1110, phishing", "not the form of a technique (T1110, T1110.003): phishing"),
    ],
)
def test_what_the_product_rejects_but_can_run_is_a_warning(header: str, says: str) -> None:
    (warning,) = kql(f"// {header}\nT").warnings
    assert says in warning


def test_the_bounds_themselves_are_accepted() -> None:
    assert kql("// frequency: 5m\n// period: 5m\n// threshold: > 10000\nT").warnings == ()
    assert kql("// frequency: 1h\n// period: 2d\n// suppression: 24h\nT").warnings == ()
    assert kql("// frequency: 14d\n// period: 14d\n// threshold: = 0\nT").warnings == ()


@pytest.mark.parametrize("operator", ["union", "search"])
def test_reading_every_table_is_a_warning(operator: str) -> None:
    (warning,) = kql(f"{operator} * // all\n| take 1").warnings
    assert f"'{operator} *'" in warning
    assert kql(f"T | where x == '{operator} *'").warnings == ()


def test_a_very_long_query_is_a_warning() -> None:
    (warning,) = kql("T" + " " * 10_000).warnings
    assert "10,001 characters" in warning


def test_hostile_yaml_is_refused_before_it_is_built() -> None:
    laughs = "query: T\nkind: Scheduled\na: &a [x]\n" + "b: [" + "*a, " * 30 + "]\n"
    assert problems(laughs) == ["line 4: no rule needs more than 20 aliases"]
    deep = "query: T\nkind: Scheduled\na: " + "[" * 100_000
    assert problems(deep) == ["line 3: no rule needs more than 30 levels"]
