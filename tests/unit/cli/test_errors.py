"""What goes wrong ends in one line that names the thing and the remedy, and changes nothing."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.unit.cli.conftest import RULE, Lab

HOLDER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("BEGIN; CREATE TABLE main.busy(a INTEGER)")
print("held", flush=True)
sys.stdin.read()
"""


def content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "arguments", [["query", "print 1"], ["replay", "rules"], ["tables"], ["check", "rules", "--db"]]
)
def test_no_database_yet(lab: Lab, rules: Path, arguments: list[str]) -> None:
    if arguments[-1] == "--db":
        arguments = [*arguments, "lab.duckdb"]
    done = lab(*arguments)
    assert done.code == 2
    assert "lab.duckdb does not exist" in done.error
    assert "lab generate" in done.error
    assert not Path("lab.duckdb").exists()


def test_no_database_by_that_name(lab: Lab) -> None:
    done = lab("query", "print 1", "--db", "other.duckdb")
    assert (done.code, "other.duckdb" in done.error) == (2, True)


def test_a_table_that_nobody_knows_names_the_nearest(lab: Lab, database: Path) -> None:
    done = lab("query", "SecurityEvent\n| union SecurityEvnt")
    assert done.code == 2
    first, source, carets, hint = done.err.splitlines()
    assert first == "error KQL2001: there is no table 'SecurityEvnt' (line 2, column 9)"
    assert source[carets.index("^") : carets.rindex("^") + 1] == "SecurityEvnt"
    assert "'SecurityEvent'" in hint


def test_a_column_that_is_not_there_is_shown_in_place(lab: Lab, database: Path) -> None:
    done = lab("query", "SecurityEvent\n| where Acount == 'x'")
    assert done.code == 2
    first, source, carets, hint = done.err.splitlines()
    assert first.startswith("error KQL2002: ")
    assert "line 2, column 9" in first
    assert source[carets.index("^") :].startswith("Acount")
    assert carets.count("^") == len("Acount")
    assert "Account" in hint


def test_tables_names_the_nearest_too(lab: Lab, database: Path) -> None:
    done = lab("tables", "SecurityEvnt")
    assert done.code == 2
    assert "perhaps 'SecurityEvent'" in done.error


def test_tables_knows_what_is_not_loaded(lab: Lab, database: Path) -> None:
    done = lab("tables", "SigninLogs")
    assert (done.code, "known, but not loaded" in done.error) == (2, True)


def test_an_empty_folder(lab: Lab, database: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for command in ("replay", "check"):
        done = lab(command, "empty")
        assert done.code == 2
        assert "empty" in done.error
        assert "lab init" in done.error


def test_a_folder_without_rules(lab: Lab, database: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "readme.txt").write_text("hello")
    for command in ("replay", "check"):
        done = lab(command, "notes")
        assert (done.code, "no rules in notes" in done.error) == (2, True)


def test_a_folder_that_is_not_there(lab: Lab, database: Path) -> None:
    done = lab("replay", "nowhere")
    assert (done.code, "nowhere" in done.error) == (2, True)


def test_a_broken_yaml_among_good_rules(lab: Lab, database: Path, rules: Path) -> None:
    (rules / "broken.yaml").write_text("id: x\nname: [unclosed\nquery: |\n  T\n")
    done = lab("replay", rules)
    assert done.code == 1
    assert done.out.splitlines()[0] == done.out.splitlines()[0].strip()
    first = done.out.splitlines()[0]
    assert first.startswith("2 rules: 1 tested, 0 blind, 0 refused, 1 invalid (")
    (line,) = [line for line in done.out.splitlines() if line.startswith("invalid: ")]
    assert "broken.yaml" in line
    assert "line " in line
    done = lab("check", rules)
    assert done.code == 1
    assert "broken.yaml" in done.out


@pytest.mark.parametrize("days", ["0", "-1", "1000000"])
def test_a_senseless_number_of_days(lab: Lab, database: Path, days: str) -> None:
    before = content(database)
    done = lab("generate", "--days", days)
    assert done.code == 2
    assert f"days is {days}" in done.error
    assert content(database) == before


def test_days_that_are_no_number(lab: Lab) -> None:
    done = lab("generate", "--days", "two")
    assert (done.code, "'--days'" in done.error) == (2, True)


def test_a_second_process_that_writes(lab: Lab, database: Path, rules: Path) -> None:
    before = content(database)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        for arguments in (["query", "print 1"], ["replay", str(rules)], ["tables"]):
            done = lab(*arguments)
            assert done.code == 2
            assert "in use by another process" in done.error
            assert str(holder.pid) in done.error
    finally:
        holder.communicate("")
    assert holder.returncode == 0
    assert content(database) == before


def test_the_file_of_replays_is_in_use(lab: Lab, database: Path, rules: Path) -> None:
    replays = database.with_name("lab.replays.duckdb")
    duckdb.connect(str(replays)).close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(replays)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    try:
        holder.stdout.readline()
        done = lab("replay", rules)
        assert (done.code, "lab.replays.duckdb is in use" in done.error) == (2, True)
    finally:
        holder.communicate("")


def test_a_file_that_is_no_database(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "lab.duckdb").write_text("hello, this is text and not a database at all" * 200)
    done = lab("query", "print 1")
    assert (done.code, "not a database" in done.error) == (2, True)


def test_mistyped_commands_name_the_nearest(lab: Lab) -> None:
    done = lab("replya")
    assert done.code == 2
    assert "Did you mean 'replay'?" in done.error


def test_an_unknown_strategy(lab: Lab, database: Path, rules: Path) -> None:
    done = lab("replay", rules, "--strategy", "fast")
    assert (done.code, "run-by-run" in done.error) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "yesterday"], "write it like"),
        (["--from", "2026-03-01"], "outside the logs"),
        (["--from", "2026-03-02T00:30", "--to", "2026-03-02T00:30"], "not before"),
    ],
)
def test_senseless_spans(
    lab: Lab, database: Path, rules: Path, arguments: list[str], said: str
) -> None:
    done = lab("replay", rules, *arguments)
    assert (done.code, said in done.error) == (2, True)


def test_a_query_file_that_is_not_there(lab: Lab, database: Path) -> None:
    done = lab("query", "missing.kql")
    assert (done.code, "no such file: missing.kql" in done.error) == (2, True)


def test_a_folder_that_cannot_be_written(lab: Lab, database: Path) -> None:
    done = lab("query", "print 1", "--out", "no/such/folder.csv")
    assert (done.code, "no/such/folder.csv" in done.error) == (2, True)


def test_init_does_not_overwrite(lab: Lab, tmp_path: Path) -> None:
    assert lab("init").code == 0
    victim = next(path for path in sorted((tmp_path / "detections").rglob("*")) if path.is_file())
    victim.write_text("mine")
    done = lab("init")
    assert (done.code, "--force" in done.error) == (2, True)
    assert victim.read_text() == "mine"
    assert lab("init", "--force").code == 0
    assert victim.read_text() != "mine"


def test_refused_rules_are_shown_with_carets(lab: Lab, database: Path, rules: Path) -> None:
    (rules / "wrong.kql").write_text(RULE.replace("Account", "Acount"))
    done = lab("check", rules)
    assert done.code == 1
    lines = done.out.splitlines()
    at = next(index for index, line in enumerate(lines) if "wrong.kql:6:" in line)
    assert "Acount" in lines[at + 1]
    assert lines[at + 2].strip(" ^") == ""
    assert lines[at + 2].index("^") == lines[at + 1].index("Acount")
    assert "Account" in lines[at] + lines[at + 3]


HEAVY = "range x from 1 to 3000000 step 1 | extend k = 1"
HEAVY = f"{HEAVY} | join kind=inner ({HEAVY}) on k | where x != x1 | count"  # 9 * 10**12 pairs


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_interrupting_a_query(database: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "lab", "query", HEAVY],
        cwd=database.parent,
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=10)
    assert (process.returncode, error.startswith("error: interrupted")) == (130, True), error
    assert len(error.splitlines()) == 1


def test_a_file_of_networks_that_is_none(lab: Lab, database: Path) -> None:
    Path("other.mmdb").write_text("no networks")
    done = lab("query", "print geo_info_from_ip_address('1.1.1.1')", "--networks", "other.mmdb")
    assert done.code == 2
    assert "other.mmdb cannot be read as a MaxMind file" in done.error
    assert lab("query", "print 1", "--networks", "other.mmdb").code == 0
