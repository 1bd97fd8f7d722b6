"""Rules that read what the rules of a replay raise, through the Python interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

import lab as package
from lab.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path

    from lab.replay.model import Replay, RuleOutcome

READER = """// Title: Many failed logons, again
// Frequency: 5m
// Period: 1h
SecurityAlert
| where AlertName == "Many failed logons"
| project TimeGenerated, SystemAlertId
"""


def replay(database: Path, rules: Path, **options: object) -> Replay:
    with package.open(database) as workspace:
        return workspace.replay(rules, keep=False, **options)  # type: ignore[arg-type]


def of(result: Replay, name: str) -> RuleOutcome:
    return next(one for one in result.rules if one.path == name)


@pytest.fixture
def reader(rules: Path) -> Path:
    path = rules / "again.kql"
    path.write_text(READER)
    return path


@pytest.mark.usefixtures("reader")
def test_it_sees_them_once_they_are_there(database: Path, rules: Path) -> None:
    result = replay(database, rules)
    raised = [alert.executed_utc for alert in of(result, "failed.kql").alerts]
    again = of(result, "again.kql")
    assert again.status == "tested", again.why
    assert again.alerts[0].run.now >= raised[0]
    assert {number for alert in again.alerts for number in alert.scenarios} == {1}
    assert again.coverage is not None
    assert again.coverage.names == ("guessing",)
    assert again.caught == (1, 1)
    assert not again.warnings
    assert not again.plumbing


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("options", [{"phases": 3}, {"lateness": "none"}, {"lateness": "3"}])
def test_phases_and_lateness_go_with_it(
    database: Path, rules: Path, options: dict[str, object]
) -> None:
    again = of(replay(database, rules, **options), "again.kql")
    assert again.status == "tested", again.why
    assert again.caught == (1, 1)
    if "phases" in options:
        assert [verdict.phases for verdict in again.verdicts] == [(3, 3)]


@pytest.mark.usefixtures("reader")
def test_the_logs_stay_as_they_are(database: Path, rules: Path) -> None:
    replay(database, rules)
    with duckdb.connect(str(database), read_only=True) as connection:
        names = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
    assert "SecurityAlert" not in names


def test_alone_it_is_blind(database: Path, rules: Path, reader: Path) -> None:
    (rules / "failed.kql").unlink()
    (outcome,) = replay(database, rules).rules
    assert outcome.status == "blind"
    assert outcome.why == "not loaded: SecurityAlert, and no rule here raised an alert"
    with (
        package.open(database) as workspace,
        pytest.raises(RuleError, match="'lab replay' fills tables of alerts"),
    ):
        workspace.why(reader, "guessing")


def test_what_else_is_missing_leaves_it_blind(database: Path, rules: Path) -> None:
    (rules / "both.kql").write_text("SecurityAlert | join SigninLogs on TenantId")
    outcome = of(replay(database, rules), "both.kql")
    assert outcome.status == "blind"
    assert outcome.why == "not loaded: SigninLogs"


@pytest.mark.usefixtures("reader")
def test_nobody_knows_what_is_true_in_alerts_on_imported_logs(database: Path, rules: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE _lab.tables SET origin = 'imported'")
    again = of(replay(database, rules), "again.kql")
    assert again.alerts
    assert {alert.classification for alert in again.alerts} == {"Undetermined"}
