"""What the commands print when all is well."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Lab

HEAVY = ("duckdb", "sqlglot", "numpy", "pyarrow", "polars", "faker", "yaml")
PROBE = """
import sys
from lab.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted(set({heavy}) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["replay", "--help"], ["--version"], ["replya"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(heavy=HEAVY), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] in ("0", "2")


def test_help_lists_every_command(lab: Lab) -> None:
    done = lab()
    assert done.code == 0
    listed = [
        line.split()[0] for line in done.out.split("Commands:\n")[1].split("\n\n")[0].split("\n")
    ]
    assert listed == [
        *("demo", "generate", "replay", "test", "mutate", "why", "advise", "sweep", "query"),
        *("transpile", "check", "tables", "import", "init"),
    ]


def test_version(lab: Lab) -> None:
    assert lab("--version").out == "lab 0.1.0\n"


def test_tables(lab: Lab, database: Path) -> None:
    assert json.loads(lab("tables", "--json").out) == [
        {
            "table": "SecurityEvent",
            "rows": 10,
            "origin": "generated",
            "from": "2026-03-02T00:01:00Z",
            "to": "2026-03-02T00:43:00Z",
        }
    ]
    assert "SecurityEvent" in lab("tables").out
    assert lab("tables", "SecurityEvent").out.splitlines()[2] == "Account: string"


QUERY = "SecurityEvent | where Account == 'eve' | sort by TimeGenerated asc | take 2"


def test_query_as_json(lab: Lab, database: Path) -> None:
    done = lab("query", f"{QUERY} | project TimeGenerated, EventID, Details", "--json")
    assert json.loads(done.out) == {
        "columns": [
            {"name": "TimeGenerated", "type": "datetime"},
            {"name": "EventID", "type": "int"},
            {"name": "Details", "type": "dynamic"},
        ],
        "rows": [
            {
                "TimeGenerated": f"2026-03-02T00:{minute}:00Z",
                "EventID": 4625,
                "Details": {"n": [1, 2]},
            }
            for minute in (16, 17)
        ],
    }


def test_query_as_csv_and_parquet(lab: Lab, database: Path, tmp_path: Path) -> None:
    done = lab("query", f"{QUERY} | project Account, EventID", "--format", "csv")
    assert list(csv.reader(io.StringIO(done.out))) == [
        ["Account", "EventID"],
        ["eve", "4625"],
        ["eve", "4625"],
    ]
    assert lab("query", QUERY, "--out", "rows.parquet").code == 0
    assert pl.read_parquet(tmp_path / "rows.parquet")["Account"].to_list() == ["eve", "eve"]


def test_every_result_is_written(lab: Lab, database: Path, tmp_path: Path) -> None:
    query = "SecurityEvent | fork (count) All = (summarize n = count() by EventID)"
    shown = lab("query", query).out
    assert "result 1\n" in shown
    assert "result 2: All\n" in shown
    found = json.loads(lab("query", query, "--json").out)["results"]
    assert [one["name"] for one in found] == ["", "All"]
    assert found[0]["rows"] == [{"Count": 10}]
    first, second = lab("query", query, "--format", "csv").out.split("\n\n")
    assert first == "Count\n10"
    assert second.startswith("EventID,n\n")
    done = lab("query", query, "--out", "rows.parquet")
    assert "only the last one is written" in done.err
    lab("query", query, "--out", "rows.txt")
    assert "result 2: All\n" in (tmp_path / "rows.txt").read_text()


def test_query_as_a_table(lab: Lab, database: Path) -> None:
    done = lab("query", "SecurityEvent | project Account, EventID", "--rows", "3")
    assert done.out.splitlines()[0].split() == ["Account", "EventID"]
    assert "10 rows, 7 not shown" in done.out


def test_what_is_too_wide_for_a_terminal_is_shown_row_by_row(
    lab: Lab, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.cli.query._NARROWEST", 100_000)
    done = lab("query", "SecurityEvent | project Account, n = int(null) | take 1")
    assert done.out == "row 1\n  Account: ann\n1 row\n"


def test_query_from_a_file_and_from_standard_input(
    lab: Lab, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q.kql").write_text("SecurityEvent\n| count\n")
    assert json.loads(lab("query", "q.kql", "--json").out)["rows"] == [{"Count": 10}]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"print x = 1")))
    assert json.loads(lab("query", "-", "--json").out)["rows"] == [{"x": 1}]


def test_now_is_the_end_of_the_logs_unless_told(lab: Lab, database: Path) -> None:
    rows = json.loads(lab("query", "print t = now()", "--json").out)["rows"]
    assert rows == [{"t": "2026-03-02T01:00:00Z"}]
    told = lab("query", "print t = now()", "--json", "--now", "2026-01-01T02:00+01:00")
    assert json.loads(told.out)["rows"] == [{"t": "2026-01-01T01:00:00Z"}]


def test_transpile_needs_no_database(lab: Lab) -> None:
    done = lab("transpile", "SigninLogs | where ResultType == '0' | project UserPrincipalName")
    assert done.code == 0
    assert "SELECT" in done.out
    assert done.out.rstrip().endswith(";")
    assert '"SigninLogs"' in done.out
    replay = lab("transpile", "--replay", "--json", "SigninLogs | take 1")
    assert {"sql", "columns", "warnings"} == set(json.loads(replay.out))


def test_check_needs_no_database(lab: Lab, rules: Path) -> None:
    done = lab("check", rules)
    assert (done.code, done.out) == (0, "1 rules: 1 compiled\n")
    (one,) = json.loads(lab("check", rules, "--json").out)["rules"]
    assert (one["status"], one["columns"]) == (
        "compiled",
        {"Account": "string", "FailedAttempts": "long"},
    )


@pytest.mark.parametrize("strategy", ["auto", "lifted", "hoisted", "run-by-run"])
def test_replay(lab: Lab, database: Path, rules: Path, strategy: str) -> None:
    (rules / "blind.kql").write_text("// Title: b\nSigninLogs | take 1\n")
    done = lab("replay", rules, "--json", "--strategy", strategy)
    assert done.code == 0
    document = json.loads(done.out)
    assert (document["from"], document["to"]) == ("2026-03-02T00:00:00Z", "2026-03-02T01:00:00Z")
    blind, rule = document["rules"]
    assert (blind["status"], blind["why"]) == ("blind", "not loaded: SigninLogs")
    assert rule["rule"] == "failed.kql"
    assert rule["title"] == "Many failed logons"
    assert rule["status"] == "tested"
    assert rule["runs"] == 12
    assert rule["fired_at"] == ["2026-03-02T00:20:00Z", "2026-03-02T00:45:00Z"]
    assert (rule["fired"], rule["alerts"]) == (2, 2)
    assert (rule["true_alerts"], rule["false_alerts"], rule["missed"]) == (1, 1, 0)
    assert rule["seconds_to_detect"] == 420.0  # from the failure that crosses the threshold
    assert rule["seconds"] > 0
    (scenario,) = document["scenarios"]
    assert scenario["found_by"] == ["failed.kql"]


def test_replay_for_people(lab: Lab, database: Path, rules: Path) -> None:
    (rules / "notes.txt").write_text("not a rule")
    done = lab("replay", rules)
    lines = done.out.splitlines()
    assert lines[0] == "1 rule: 1 tested, 0 blind, 0 refused, 0 invalid"
    assert lines[1].split() == [
        "rule",
        "runs",
        "alerts",
        "true",
        "benign",
        "false",
        "again",
        "caught",
        "median",
        "worst",
        "cost",
    ]
    assert lines[2].split()[:8] == ["failed.kql", "12", "2", "1", "0", "1", "0", "1/1*"]
    assert any(line.startswith("skipped: notes.txt") for line in lines)
    assert "kept as replay 1 in lab.replays.duckdb" in lines[-1]
    assert "kept as replay 2" in lab("replay", rules).out


def test_replay_of_a_part(lab: Lab, database: Path, rules: Path) -> None:
    done = lab("replay", rules, "--json", "--from", "2026-03-02T00:30")
    (rule,) = json.loads(done.out)["rules"]
    assert (rule["runs"], rule["fired"]) == (6, 1)


def test_what_these_logs_cannot_show_is_not_tested(lab: Lab, database: Path, rules: Path) -> None:
    (rules / "known.kql").write_text("SecurityEvent | where Account in ('8.8.8.8', 'evil.com')")
    document = json.loads(lab("replay", rules, "--json").out)
    _, known = document["rules"]
    assert known["status"] == "not testable"
    assert known["why"] == (
        "it looks for indicators alone, and no row here holds one of 2 (8.8.8.8, evil.com)"
    )
    with duckdb.connect(str(database)) as connection:
        connection.execute("DELETE FROM main.SecurityEvent")
        connection.execute("UPDATE _lab.tables SET row_count = 0")
    done = lab("replay", rules)
    assert done.code == 1
    assert "2 not testable (no rows in SecurityEvent)" in done.out
