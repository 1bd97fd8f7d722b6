"""The report in a terminal and as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest
from rich.text import Text

import lab
from lab.replay.model import Replay, RuleOutcome, Verdict
from lab.report.document import replay_document
from lab.report.terminal import duration_text, headline, replay_parts
from tests.unit.replay.test_journal import OUTCOME, REPLAY

if TYPE_CHECKING:
    from pathlib import Path
from typing import Any


def plain(replay: Replay) -> list[str]:
    return [part.plain for part in replay_parts(replay) if isinstance(part, Text)]


def documented(replay: Replay) -> list[dict[str, Any]]:
    rules = replay_document(replay)["rules"]
    assert isinstance(rules, list)
    return rules


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.4, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (3599, "59 min"),
        (3 * 3600 + 300, "3 h 05 min"),
        (2 * 86400 + 4 * 3600 + 59 * 60, "2 d 4 h"),
    ],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_the_first_line_counts_and_says_why() -> None:
    rules = [
        OUTCOME,
        RuleOutcome("b.kql", "b", "blind", why="not loaded: X"),
        RuleOutcome("c.kql", "c", "blind", why="not loaded: X"),
        RuleOutcome("d.kql", "d", "refused", why="KQL9003 at line 1: no (and 3 more)"),
        RuleOutcome("e.kql", "e", "invalid", why="line 3: bad"),
        RuleOutcome("f.kql", "f", "not run", why="too seldom"),
    ]
    assert headline(rules).plain == (
        "6 rules: 1 tested, 2 blind (not loaded: X), 1 refused (KQL9003 at line 1: no), "
        "1 invalid (line 3: bad), 1 not run (too seldom)"
    )


@pytest.mark.parametrize(
    ("late", "why"), [(True, "rows came late"), (False, "below the threshold or suppressed")]
)
def test_missed_scenarios_say_why(late: bool, why: str) -> None:
    missed = replace(OUTCOME, verdicts=(Verdict(3, True, False, late, None),))
    lines = plain(replace(REPLAY, rules=(missed,)))
    assert any("1 detectable by these rules: 0/1 found" in line for line in lines)
    assert any(line.startswith("  missed: 3 A burst") and why in line for line in lines)
    (rule,) = documented(replace(REPLAY, rules=(missed,)))
    assert rule["missed"] == 1


def test_remarks_follow() -> None:
    said = replace(OUTCOME, assumed=("frequency = 1h",), warnings=("odd",))
    lines = plain(replace(REPLAY, rules=(said,), skipped=("x.txt: no rule",), warnings=("late",)))
    assert lines[-4:] == [
        "assumed: a.kql: frequency = 1h",
        "warning: a.kql: odd",
        "warning: late",
        "skipped: x.txt: no rule",
    ]


def test_markup_in_names_is_shown_as_it_is() -> None:
    odd = replace(OUTCOME, path="[bold]a[/x].kql", warnings=("[red]",))
    lines = plain(replace(REPLAY, rules=(odd,)))
    assert "warning: [bold]a[/x].kql: [red]" in lines


def test_nobody_knows_what_is_true_in_imported_logs(database: Path, rules: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE _lab.tables SET origin = 'imported'")
    with lab.open(database) as workspace:
        replay = workspace.replay(rules, keep=False)
    (rule,) = documented(replay)
    assert (rule["status"], rule["alerts"]) == ("tested", 2)
    assert (rule["true_alerts"], rule["false_alerts"], rule["missed"]) == (None, None, None)


def test_a_rule_of_verdicts_alone_is_plumbing(database: Path, rules: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("ALTER TABLE main.SecurityEvent RENAME TO SecurityAlert")
        for table in ("columns", "tables"):
            connection.execute(f"UPDATE _lab.{table} SET \"table\" = 'SecurityAlert'")
    (rules / "failed.kql").write_text("SecurityAlert | where Account == 'eve'")
    with lab.open(database) as workspace:
        replay = workspace.replay(rules, keep=False)
    (outcome,) = replay.rules
    assert outcome.plumbing
    assert outcome.period == timedelta(hours=1)
    assert any("plumbing verified" in line for line in plain(replay))
