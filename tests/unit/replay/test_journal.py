from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.errors import ReplayError
from lab.replay.incidents import incidents_of
from lab.replay.journal import Journal
from lab.replay.kept import TABLES
from lab.replay.model import (
    Coverage,
    Delays,
    Replay,
    RuleOutcome,
    RunRecord,
    ScenarioInfo,
    Verdict,
)
from lab.replay.schedule import Horizon
from lab.score.classify import by_counterfactual
from tests.unit.replay.fakes import BASE
from tests.unit.replay.test_alerts import PER_RESULT, RUN, alerts_of, rows

BURST = ScenarioInfo(3, "burst", "A burst", "High", BASE, BASE)
OUTCOME = RuleOutcome(
    path="a.kql",
    title="Many failures",
    status="tested",
    rule=PER_RESULT,
    frequency=PER_RESULT.frequency,
    period=PER_RESULT.period,
    strategy="lifted",
    records=(RunRecord(RUN, 2, True, False, 0.5),),
    alerts=tuple(
        by_counterfactual(one, {3: (1,)}, PER_RESULT, {3: BURST})
        for one in alerts_of(PER_RESULT, RUN, rows(2))
    ),
    verdicts=(Verdict(3, True, True, False, 600.0),),
    seconds=0.5,
    tables=("SigninLogs",),
)
REPLAY = Replay(
    horizon=Horizon(BASE, BASE + timedelta(days=1)),
    strategy="auto",
    rules=(OUTCOME, RuleOutcome(path="b.kql", title="b", status="invalid", why="line 1: x")),
    scenarios=(BURST,),
)


def kept(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(DuckDbEngine(duckdb.connect(":memory:")), tmp_path / "r.duckdb")


def test_a_replay_is_kept_whole_and_the_file_is_free_afterwards(journal: Journal) -> None:
    journal.check()
    assert journal.keep(REPLAY, Path("lab.duckdb"), BASE) == 1
    assert journal.keep(REPLAY, Path("lab.duckdb"), BASE) == 2
    assert kept(journal.path, "SELECT replay, started_utc FROM replays ORDER BY 1") == [
        (1, BASE),
        (2, BASE),
    ]
    assert kept(journal.path, "SELECT rule, status, why FROM rules WHERE replay = 2") == [
        ("a.kql", "tested", ""),
        ("b.kql", "invalid", "line 1: x"),
    ]
    rows_kept = kept(
        journal.path,
        'SELECT rule, run, ordinal, alert, true_for, "row" FROM alert_rows '
        "WHERE replay = 1 ORDER BY ordinal",
    )
    assert [row[:5] for row in rows_kept] == [("a.kql", 1, 0, 1, []), ("a.kql", 1, 1, 2, [3])]
    assert json.loads(str(rows_kept[1][5]))["N"] == 1
    ((alert,),) = kept(journal.path, "SELECT any_value(security_alert) FROM alerts")
    row = json.loads(str(alert))
    assert row["ProductComponentName"] == "Scheduled Alerts"
    extended = json.loads(row["ExtendedProperties"])
    assert extended["Event Grouping"] == "AlertPerEvent"
    assert extended.keys().isdisjoint({"Query", "OriginalQuery"})  # rules.query has it
    assert kept(journal.path, "SELECT scenario, scenario_name, found FROM verdicts LIMIT 1") == [
        (3, "burst", True)
    ]


def test_what_fails_half_way_leaves_nothing(journal: Journal) -> None:
    journal.keep(REPLAY, Path("lab.duckdb"), BASE)
    bad = replace(OUTCOME, verdicts=(Verdict(-1, True, True, False, None),))
    with pytest.raises(OverflowError):
        journal.keep(replace(REPLAY, rules=(bad,)), Path("lab.duckdb"), BASE)
    assert kept(journal.path, "SELECT count(*) FROM replays") == [(1,)]
    assert kept(journal.path, "SELECT count(*) FROM alerts") == [(2,)]


def test_a_newer_format_is_refused(journal: Journal) -> None:
    journal.check()
    with duckdb.connect(str(journal.path)) as connection:
        connection.execute("UPDATE manifest SET value = '99'")
    with pytest.raises(ReplayError, match="has format 99, this version reads format 3"):
        journal.check()


@pytest.mark.parametrize("format_", [1, 2])
def test_an_older_format_is_brought_up(journal: Journal, format_: int) -> None:
    with duckdb.connect(str(journal.path)) as connection:
        connection.execute("CREATE TABLE manifest(key VARCHAR PRIMARY KEY, value VARCHAR)")
        connection.execute("INSERT INTO manifest VALUES ('format', ?)", [str(format_)])
        for table, columns in TABLES.items():
            old = ", ".join(f'"{one.name}" {one.type}' for one in columns if one.since <= format_)
            if old:
                connection.execute(f"CREATE TABLE {table}({old})")
        connection.execute("INSERT INTO runs(replay, rule, run) VALUES (0, 'old', 1)")
    assert journal.keep(REPLAY, Path("lab.duckdb"), BASE) == 1
    assert kept(journal.path, "SELECT rule, repeated FROM runs ORDER BY replay") == [
        ("old", None),
        ("a.kql", 0),
    ]
    assert kept(journal.path, "SELECT alert, classification FROM alerts ORDER BY 1") == [
        (1, "FalsePositive"),
        (2, "TruePositive"),
    ]


def test_incidents_and_entities_are_kept(journal: Journal) -> None:
    journal.keep(replace(REPLAY, incidents=incidents_of(REPLAY.rules)), Path("lab.duckdb"), BASE)
    assert kept(journal.path, "SELECT incident, rule, alerts, true_for FROM incidents") == [
        (1, "a.kql", 1, []),
        (2, "a.kql", 1, [3]),
    ]
    assert kept(journal.path, "SELECT incident, run, alert FROM incident_alerts") == [
        (1, 1, 1),
        (2, 1, 2),
    ]
    assert kept(journal.path, "SELECT alert, type, fields FROM entities ORDER BY 1") == [
        (1, "host", '{"HostName": "0"}'),
        (2, "host", '{"HostName": "1"}'),
    ]


def test_what_the_score_says_is_kept(journal: Journal) -> None:
    delays = Delays(*(BASE + timedelta(minutes=minute) for minute in (1, 3, 5, 10)))
    verdict = replace(OUTCOME.verdicts[0], expected=False, delays=delays, phases=(6, 10))
    bare = Verdict(4, True, False, True, None, benign=True)
    told = replace(OUTCOME.alerts[1], right_entity=False, repeats=True)
    outcome = replace(
        OUTCOME,
        alerts=(OUTCOME.alerts[0], told),
        verdicts=(verdict, bare),
        coverage=Coverage(("burst",), "techniques and tables"),
        matched="entities and time",
    )
    journal.keep(replace(REPLAY, rules=(outcome, REPLAY.rules[1])), Path("lab.duckdb"), BASE)
    assert kept(journal.path, "SELECT rule, matched, covers, covers_basis FROM rules") == [
        ("a.kql", "entities and time", ["burst"], "techniques and tables"),
        ("b.kql", "counterfactual", None, None),
    ]
    assert kept(journal.path, "SELECT classification, right_entity, repeats FROM alerts") == [
        ("FalsePositive", None, False),
        ("TruePositive", False, True),
    ]
    columns = "expected, benign, possible_utc, ingested_utc, anchor_utc, executed_utc"
    assert kept(journal.path, f"SELECT scenario, {columns} FROM verdicts") == [
        (
            *(3, False, False, delays.possible_utc, delays.ingested_utc),
            *(delays.anchor_utc, delays.executed_utc),
        ),
        (4, True, True, None, None, None, None),
    ]
    parts = "ingestion_s, waiting_s, execution_s, phases_found, phases_tried"
    assert kept(journal.path, f"SELECT {parts} FROM verdicts") == [
        (120.0, 120.0, 300.0, 6, 10),
        (None, None, None, None, None),
    ]
