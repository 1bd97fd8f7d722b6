"""The same in Python: what the commands are thin over."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import lab
from lab.engines.duckdb import DuckDbEngine
from lab.engines.protocol import EngineError, Parameters
from lab.errors import ReplayError, StoreError
from tests.unit.cli.conftest import START

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


def test_every_export_is_there_and_nothing_heavy_is_imported_for_it() -> None:
    for name in lab.__all__:
        assert getattr(lab, name) is not None
        assert name in dir(lab)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        lab.nonsense  # noqa: B018
    code = "import lab, sys; print([m for m in ('duckdb', 'sqlglot', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_query(database: Path) -> None:
    with lab.open(database) as workspace:
        result = workspace.query("SecurityEvent | summarize n = count() by Account | sort by n asc")
        assert [str(column) for column in result.columns] == ["Account: string", "n: long"]
        assert result.rows() == [("eve", 3), ("bob", 3), ("ann", 4)] or result.rows() == [
            ("bob", 3),
            ("eve", 3),
            ("ann", 4),
        ]
        assert workspace.query("SecurityEvent | take 1 | project Details").rows() == [
            ({"n": [1, 2]},)
        ]
        end = START + timedelta(hours=1)
        assert workspace.query("print now(), ago(1h)").rows() == [(end, START)]
        assert workspace.query("print now()", now=START).rows() == [(START,)]
        with pytest.raises(ReplayError, match="naive"):
            workspace.query("print now()", now=datetime(2026, 3, 2, tzinfo=UTC))
        assert [table.name for table in workspace.tables()] == ["SecurityEvent"]
        assert repr(workspace).endswith("lab.duckdb, 1 tables>")


def test_results_outlive_the_workspace_and_do_not_block_each_other(database: Path) -> None:
    with lab.open(database) as workspace:
        first = workspace.query("SecurityEvent | project Account")
        second = workspace.query("SecurityEvent | count")
    assert len(first.rows()) == 10
    assert second.rows() == [(10,)]


def test_a_table_that_is_known_but_not_loaded_is_empty_with_a_warning(database: Path) -> None:
    with lab.open(database) as workspace:
        result = workspace.query("SigninLogs | count")
    assert result.rows() == [(0,)]
    assert any("SigninLogs" in warning for warning in result.warnings)


def test_replay(database: Path, rules: Path) -> None:
    with lab.open(database) as workspace:
        replay = workspace.replay(rules, clock=lambda: START)
        again = workspace.replay(rules, strategy="run-by-run", keep=False)
        assert workspace.check(rules).failed is False
    (outcome,) = replay.rules
    assert [alert.is_true for alert in outcome.alerts] == [True, False]
    assert outcome.alerts[0].rows == ({"Account": "eve", "FailedAttempts": 3},)
    assert (replay.number, again.number) == (1, 0)
    assert again.rules[0].alerts == outcome.alerts
    assert "1 tested, 2 alerts" in repr(replay)


def test_a_missing_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="lab generate"):
        lab.open(tmp_path / "none.duckdb")


def test_a_replay_that_cannot_be_kept_in_the_end_is_still_shown(
    database: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: object) -> int:
        raise StoreError("lab.replays.duckdb is in use")

    monkeypatch.setattr("lab.replay.journal.Journal.keep", taken)
    with lab.open(database) as workspace:
        replay = workspace.replay(rules)
    assert replay.number == 0
    assert replay.warnings == ("this replay was not kept: lab.replays.duckdb is in use",)
    assert len(replay.rules[0].alerts) == 2


def test_a_rule_that_the_engine_gives_up_on_does_not_stop_the_others(
    database: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rules / "also.kql").write_text("SecurityEvent | where Account == 'eve'")
    known = DuckDbEngine.fetch

    def fetch(self: DuckDbEngine, sql: str, parameters: Parameters | None = None) -> pa.Table:
        if "FailedAttempts" in sql:
            raise EngineError("the engine ran out of memory")
        return known(self, sql, parameters)

    monkeypatch.setattr(DuckDbEngine, "fetch", fetch)
    with lab.open(database) as workspace:
        replay = workspace.replay(rules)
    assert [(one.path, one.status) for one in replay.rules] == [
        ("also.kql", "tested"),
        ("failed.kql", "failed"),
    ]
    assert "out of memory" in replay.rules[1].why
