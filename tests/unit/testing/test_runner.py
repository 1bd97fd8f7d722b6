"""Cases are run: what passes, what fails and with which words, what is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lab.errors import RuleError
from lab.settings import Surroundings
from lab.store.known import datasets_folder, known_tables
from lab.testing.folder import run_tests
from transpile.schema import Tables

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.testing.conftest import Run

HEAD = """\
at: 2026-03-02T08:15:00Z
tables:
  SecurityEvent:
    - {TimeGenerated: -9m, EventID: 4625, Account: ann, Computer: web01, $repeat: 3, $every: 1m}
cases:
"""


def only(run: Run, case: str, head: str = HEAD) -> tuple[str, list[str]]:
    (outcome,) = run(head + case).cases
    return outcome.status, list(outcome.differences)


@pytest.mark.parametrize(
    "expect",
    [
        "1",
        "some",
        "{alerts: 1}",
        "{rows: [{Account: ann}]}",
        "{rows: [{Failed: 3, First: -9m}]}",
        "{rows: [{First: 2026-03-02T08:06:00Z, Hosts: [web01]}]}",
        "{alerts: 1, rows: [], more_rows: true}",
        "{alerts: [{at: 2026-03-02T08:15:00Z, rows: [{Account: ann}]}]}",
        "{alerts: [{fields: {AlertName: Many failed logons, AlertSeverity: Medium}}]}",
        "{alerts: [{fields: {ExtendedProperties: {Trigger Threshold: '0'}}}]}",
    ],
)
def test_what_came_as_expected_passes(run: Run, expect: str) -> None:
    assert only(run, f"- expect: {expect}\n") == ("passed", [])


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("none", "expected no alert, got 1:"),
        ("2", "expected 2 alerts, got 1:"),
        ("{rows: [{Account: eve, Failed: 3}]}", "  the nearest has Account = ann, expected eve"),
        ("{rows: [{Account: ann}, {Account: eve}]}", "  and no row is left that could be it"),
        ("{rows: []}", "not expected: Account = ann, Failed = 3, First = 2026-03-02T08:06:00Z"),
        ("{alerts: [{at: 2026-03-02T08:10:00Z}]}", "    expected at 2026-03-02T08:10:00Z"),
        ("{alerts: [{fields: {AlertSeverity: High}}]}", "AlertSeverity is Medium, expected High"),
    ],
)
def test_a_difference_is_told(run: Run, expect: str, said: str) -> None:
    status, lines = only(run, f"- expect: {expect}\n")
    assert status == "failed"
    assert any(said in line for line in lines), lines


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("- {expect: 1, tables: {SecurityEvnt: [{}]}}", "perhaps 'SecurityEvent'"),
        (
            "- {expect: 1, tables: {SecurityEvent: [{TimeGenerated: -1m, EventId: 1}]}}",
            "line 6: SecurityEvent has no column 'EventId'; capitals count: 'EventID'",
        ),
        (
            "- {expect: 1, tables: {SecurityEvent: [{TimeGenerated: -1m, EventID: four}]}}",
            "SecurityEvent.EventID: 'four' is no int",
        ),
        ("- {expect: 1, tables: {SecurityEvent: [{EventID: 4}]}}", "needs TimeGenerated"),
        ("- {expect: {rows: [{Acount: x}]}}", "the query gives no column 'Acount'"),
        ("- {expect: {rows: [{Failed: many}]}}", "Failed: 'many' is no long"),
        ("- {expect: {alerts: [{fields: {Severity: x}}]}}", "an alert has no column 'Severity'"),
        ("- {expect: 1, scenario: password-guessing}", "needs a database: name it with --db"),
        (
            "- {expect: 1, tables: {SecurityEvent: [{TimeGenerated: -1m, $repeat: 100000},"
            " {TimeGenerated: -1m, $repeat: 100000}]}}",
            "has more than 200,000 rows",
        ),
    ],
)
def test_what_cannot_be_run_is_broken(run: Run, case: str, said: str) -> None:
    status, lines = only(run, f"{case}\n")
    assert status == "broken"
    assert any(said in line for line in lines), lines


def test_silence_is_explained(run: Run) -> None:
    text = (
        "cases:\n- at: 2026-03-02T08:15:00Z\n  expect: some\n  tables:\n    SecurityEvent:\n"
        "      - {TimeGenerated: -9m, EventID: 4625, $repeat: 4, $ingested: 20m}\n"
    )
    status, (line,) = only(run, text, "")
    assert status == "failed"
    assert "the query gave 0 rows, and the rule fires at more than 0" in line
    assert "it saw 0 of 4 rows of SecurityEvent, for its window is 2026-03-02T08:00:00Z" in line
    assert "ingested by 2026-03-02T08:20:00Z" in line


def test_late_rows_are_seen_by_a_later_run(run: Run) -> None:
    text = (
        "cases:\n- from: 2026-03-02T08:10:00Z\n  to: 2026-03-02T08:25:00Z\n  expect:\n"
        "    alerts: [{at: 2026-03-02T08:15:00Z}, {at: 2026-03-02T08:20:00Z}]\n  tables:\n"
        "    SecurityEvent:\n"
        "      - {TimeGenerated: -4m, EventID: 4625, $repeat: 3, $ingested: 12m}\n"
    )
    assert only(run, text, "") == ("passed", [])


def test_a_table_of_ones_own(run: Run) -> None:
    rule = "// Frequency: 5m\n// Period: 5m\nMine_CL | where User startswith 'a' and Seen > 1d"
    text = (
        "schemas: {Mine_CL: {TimeGenerated: datetime, User: string, Seen: timespan, "
        "Bag: dynamic, Ok: bool, Id: guid}}\n"
        "cases:\n- at: 2026-03-02\n  tables:\n    Mine_CL:\n"
        "      - {TimeGenerated: -1m, User: ann, Seen: 2d, Ok: true, Bag: {a: [1, x]},\n"
        "         Id: 5F0C1D0E-7a54-4d59-9a86-0d3b7b1d6c05}\n"
        "      - {TimeGenerated: -1m, User: ann, Seen: 1h}\n"
        "      - {TimeGenerated: now, User: 0123, Seen: 2d}\n"
        "  expect:\n    rows:\n"
        "      - {User: ann, Seen: 2.00:00:00, Ok: true, Bag: {a: [1, x]},\n"
        "         Id: 5f0c1d0e-7a54-4d59-9a86-0d3b7b1d6c05}\n"
    )
    (outcome,) = run(text, rule).cases
    assert (outcome.status, outcome.differences) == ("passed", ())


def test_texts_stay_texts(run: Run) -> None:
    rule = "// Frequency: 5m\n// Period: 5m\nSigninLogs | where ResultType == '0070'"
    text = (
        "cases:\n- at: 2026-03-02\n  tables: {SigninLogs: [{TimeGenerated: -1m, ResultType: 0070,"
        " Status: '{\"errorCode\": 70}'}]}\n"
        "  expect: {rows: [{ResultType: 0070, Type: SigninLogs, Status: {errorCode: 70}}]}\n"
    )
    (outcome,) = run(text, rule).cases
    assert (outcome.status, outcome.differences) == ("passed", ())


def test_a_watchlist_of_the_case(run: Run) -> None:
    rule = (
        "// Frequency: 5m\n// Period: 5m\nSigninLogs\n"
        "| where UserPrincipalName in ((_GetWatchlist('VIPs') | project SearchKey))"
    )
    row = "[{TimeGenerated: -1m, UserPrincipalName: a@x.test}]"
    text = (
        f"at: 2026-03-02\ntables: {{SigninLogs: {row}}}\ncases:\n"
        "- watchlists: {vips: [{Upn: a@x.test, Level: 3}]}\n  expect: 1\n"
        "- watchlists: {VIPs: [{Upn: b@x.test}]}\n  expect: none\n"
    )
    assert [case.status for case in run(text, rule).cases] == ["passed", "passed"]


def test_columns_that_the_rows_name(run: Run) -> None:
    rule = (
        "// Frequency: 5m\n// Period: 5m\nSecurityEvent | project Account, Bag = todynamic("
        "EventData) | evaluate bag_unpack(Bag)"
    )
    text = (
        "at: 2026-03-02\ncases:\n"
        "- tables: {SecurityEvent: [{TimeGenerated: -1m, Account: a, EventData: {x: 1}}]}\n"
        "  expect: {rows: [{Account: a, x: 1}]}\n"
        "- tables: {SecurityEvent: [{TimeGenerated: -1m, Account: a, EventData: {y: 2}}]}\n"
        "  expect: {rows: [{Account: a, y: 2}]}\n"
    )
    report = run(text, rule)
    assert [(one.status, one.differences) for one in report.cases] == [("passed", ())] * 2


def test_suppression_and_ingestion_are_those_of_the_rule(run: Run) -> None:
    rule = "// Kind: NRT\nSecurityEvent | where EventID == 4625"
    text = (
        "cases:\n- from: 2026-03-02T08:00:00Z\n  to: 2026-03-02T08:05:00Z\n"
        "  tables: {SecurityEvent: [{TimeGenerated: -1h, EventID: 4625, $ingested: 62m}]}\n"
        "  expect: {alerts: [{at: 2026-03-02T08:02:00Z}]}\n"
    )
    (outcome,) = run(text, rule).cases
    assert (outcome.status, outcome.differences) == ("passed", ())


def test_what_belongs_to_no_rule(run: Run, tmp_path: Path) -> None:
    (tmp_path / "orphan.tests.yaml").write_text("cases: []\n")
    (tmp_path / "bad.kql").write_text("// frequency: never\nSecurityEvent")
    (tmp_path / "bad.tests.yaml").write_text("cases: []\n")
    (tmp_path / "alone.kql").write_text("SecurityEvent | where EventID == 1")
    report = run("covers: [pasword-guessing]\nrule: other\n")
    said = {one.tests: one.differences[0] for one in report.cases}
    assert "no rule lies beside these tests; rules here:" in said["orphan.tests.yaml"]
    assert said["bad.tests.yaml"].startswith("invalid rule: ")
    assert {one.differences[0] for one in report.cases if one.tests == "logons.tests.yaml"} == {
        "the file holds no rule 'other'; rules: Many failed logons",
        "covers: no scenario is called 'pasword-guessing'; perhaps 'password-guessing'",
    }
    assert report.untested == ("alone.kql", "logons.kql")
    assert not report.ok


def test_one_rule_or_its_tests(run: Run, tmp_path: Path) -> None:
    run(HEAD + "- expect: 1\n")
    schemas = Tables(known_tables())
    for name in ("logons.kql", "logons.tests.yaml"):
        report = run_tests(tmp_path / name, schemas, Surroundings())
        assert [case.status for case in report.cases] == ["passed"]
    (tmp_path / "logons.tests.yaml").rename(tmp_path / "other.tests.yaml")
    with pytest.raises(RuleError, match=r"put them into logons\.tests\.yaml"):
        run_tests(tmp_path / "logons.kql", schemas, Surroundings())
    with pytest.raises(RuleError, match="no rule lies beside"):
        run_tests(tmp_path / "other.tests.yaml", schemas, Surroundings())


def test_a_refused_rule_is_told(run: Run) -> None:
    (outcome,) = run(
        HEAD + "- expect: 1\n", "// Frequency: 5m\nSecurityEvent | where Nope == 1"
    ).cases
    assert outcome.status == "broken"
    assert outcome.differences[0].startswith("the rule cannot run, it is refused: ")


def test_the_tests_of_the_samples_pass() -> None:
    report = run_tests(datasets_folder() / "detections", Tables(known_tables()), Surroundings())
    assert report.cases
    assert {case.status for case in report.cases} == {"passed"}
