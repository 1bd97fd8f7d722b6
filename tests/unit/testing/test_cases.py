"""Files of tests: what they say, what is wrong in them, what they cover."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from lab.rules.loader import load_rules
from lab.rules.model import RuleFileError
from lab.testing.cases import covered_by, covers_of, file_beside, read_tests

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """\
covers: [password_guessing]
at: 2026-03-02T08:15:00Z
tables:
  SecurityEvent:
    - &failure {TimeGenerated: -4m, EventID: 4625, Account: ann, $repeat: 6, $every: 10s}
cases:
  - name: a burst
    expect: 1
  - name: and one more
    tables:
      SecurityEvent:
        - {<<: *failure, Account: eve, $ingested: +9m}
    expect:
      alerts:
        - at: 2026-03-02T08:15:00Z
          rows: [{Account: ann}]
          fields: {AlertSeverity: Medium}
  - name: nothing
    at: [2026-03-02T09:15:00Z, 2026-03-02T10:15:00Z]
    expect: none
  - name: the attack
    scenario: password_guessing
    expect: some
"""


def written(folder: Path, text: str, name: str = "burst.tests.yaml") -> Path:
    file = folder / name
    file.write_text(text)
    return file


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(RuleFileError) as caught:
        read_tests(written(folder, text), "burst.tests.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_everything_is_read(tmp_path: Path) -> None:
    (tests,) = read_tests(written(tmp_path, TESTS), "burst.tests.yaml")
    assert tests.covers == ("password_guessing",)
    burst, more, nothing, attack = tests.cases
    moment = datetime(2026, 3, 2, 8, 15)  # noqa: DTZ001
    assert (burst.name, burst.line, burst.at) == ("a burst", 7, (moment,))
    assert burst.expected.count == 1
    (table,) = more.tables
    shared, own = table.rows
    assert (shared.repeat, shared.every) == (6, timedelta(seconds=10))
    assert own.cells["Account"].value == "eve"
    assert own.cells["EventID"].value == "4625"
    assert own.ingested is not None
    assert more.expected.alerts is not None
    assert more.expected.alerts[0].at == moment
    assert len(nothing.at) == 2
    assert nothing.expected.count == 0
    assert attack.scenario == "password_guessing"
    assert attack.expected.count is None
    assert not attack.tables


def test_what_a_rule_covers_stands_beside_it(tmp_path: Path) -> None:
    written(tmp_path, TESTS)
    rule = tmp_path / "burst.kql"
    assert covers_of(rule) == ("password_guessing",)
    assert covers_of(tmp_path / "other.kql") == ()
    assert file_beside(tmp_path / "other.kql") is None


def test_covering_nothing_is_said_too(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.kql").write_text(f"// id: {name}\nSecurityEvent")
    written(tmp_path, "covers: []\n", "a.tests.yaml")
    written(tmp_path, "cases: []\n", "b.tests.yaml")
    written(tmp_path, "covers: [gessing]\n", "c.tests.yaml")
    written(tmp_path, "coverz: []\n", "d.tests.yaml")
    rules = load_rules(tmp_path).rules
    covers, wrong = covered_by(tmp_path, rules, {"guessing"})
    assert covers == {"a.kql": (), "c.kql": ("gessing",)}
    assert wrong == (
        "the tests of c.kql cover 'gessing', which is no scenario; perhaps 'guessing'",
        "tests of d.kql do not count: d.tests.yaml: line 1: a file of tests has no key "
        "'coverz'; perhaps 'covers'",
    )


def test_a_file_of_several_rules_has_a_document_for_each(tmp_path: Path) -> None:
    written(tmp_path, "rule: r1\ncovers: one\n---\nrule: Second\ncovers: [two, two]\n")
    rule = tmp_path / "burst.json"
    assert covers_of(rule, "r1", "First") == ("one",)
    assert covers_of(rule, "r2", "Second") == ("two",)
    assert covers_of(rule) == ("one", "two")


def test_tests_are_neither_rules_nor_skipped(tmp_path: Path) -> None:
    written(tmp_path, TESTS)
    (tmp_path / "burst.kql").write_text("SecurityEvent | where EventID == 4625")
    loaded = load_rules(tmp_path)
    assert [rule.path for rule in loaded.rules] == ["burst.kql"]
    assert not loaded.skipped
    (skipped,) = load_rules(tmp_path / "burst.tests.yaml").skipped
    assert "lab test" in skipped.reason


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("coverz: [x]", "line 1: a file of tests has no key 'coverz'; perhaps 'covers'"),
        ("cases:\n- name: x\n  at: now\n  expect: 1", "line 3: at must be an instant like"),
        ("cases:\n- name: x\n  expect: 1", "line 2: a case needs an instant"),
        ("cases:\n- name: x\n  at: 2026-01-01\n", "line 2: a case must say what it expects"),
        ("cases:\n- {at: 2026-01-01, expect: lots}", "must be a number of alerts, 'some' or"),
        ("cases:\n- {at: 2026-01-01, expect: {row: []}}", "has no key 'row'; perhaps 'rows'"),
        ("cases:\n- {at: 2026-01-01, expect: {}}", "expect says nothing"),
        ("cases:\n- {at: 2026-01-01, expect: 1, tables: {T: [3]}}", "must be a mapping, not '3'"),
        ("tables: {T: [{$repat: 2}]}", "$ingested, not '$repat'; perhaps '$repeat'"),
        ("tables: {T: [{$repeat: many}]}", "$repeat must be a whole number from 1"),
        ("tables: {T: [{$every: often}]}", "$every must be a length of time like 30s"),
        ("tables: {T: {a: 1}}", "the rows of T must be a list, not a mapping"),
        ("schemas: {T_CL: {TimeGenerated: datetime, A: strnig}}", "perhaps 'string'"),
        ("schemas: {T_CL: {A: string}}", "T_CL needs a column TimeGenerated"),
        ("covers: a\ncovers: b", "line 2: the key 'covers' stands twice"),
        ("a: [1", "no valid YAML"),
        ("- 1", "a file of tests must be a mapping, not a list"),
        ("a: &a [*a]", "a value holds itself"),
        ("cases:\n- {scenario: s, expect: some, tables: {T: [{a: 1}]}}", "a scenario or tables"),
        ("cases:\n- {at: 2026-01-01, background: true, expect: 0}", "background is for a case"),
        ("cases:\n- {from: 2026-01-01, expect: 0}", "'from' and 'to' belong together"),
        ("cases:\n- {from: 2026-01-02, to: 2026-01-01, expect: 0}", "lies before from"),
        ("cases:\n- {at: [2026-01-02, 2026-01-01], expect: 0}", "must rise"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, found: str) -> None:
    assert any(found in problem for problem in problems(tmp_path, text))


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    text = "coverz: 1\ncases:\n- {at: x, expect: 1}\n- {at: 2026-01-01, expct: 1}\n"
    assert len(problems(tmp_path, text)) >= 3


def test_aliases_of_aliases_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "no test needs more than 500,000 values" in problems(tmp_path, "\n".join(lines))[0]
