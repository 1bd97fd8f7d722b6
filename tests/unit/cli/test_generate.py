"""Generate: what it makes, and that an interruption changes nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Lab

SMALL = ("--days", "1", "--users", "5")


def test_generate_says_what_it_made(lab: Lab) -> None:
    done = lab("generate", *SMALL, "--json")
    assert done.code == 0
    document = json.loads(done.out)
    assert {table["table"] for table in document["tables"]} >= {"SigninLogs", "SecurityEvent"}
    assert document["scenarios"]
    again = json.loads(lab("generate", *SMALL, "--json", "--db", "b.duckdb").out)
    assert again["tables"] == document["tables"]
    other = json.loads(lab("generate", *SMALL, "--seed", "8", "--json", "--db", "c.duckdb").out)
    assert other["tables"] != document["tables"]


def test_an_unknown_scenario(lab: Lab) -> None:
    done = lab("generate", *SMALL, "--scenario", "nonsense")
    assert (done.code, "nonsense" in done.error) == (2, True)
    assert not Path("lab.duckdb").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_interrupting_generate_leaves_the_database_as_it_was(lab: Lab, tmp_path: Path) -> None:
    assert lab("generate", *SMALL).code == 0
    before = lab("tables", "--json").out
    for delay_s in (0.6, 1.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "lab", "generate", "--days", "60", "--users", "2000"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(Path(__file__).parents[3])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(delay_s)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
        assert process.returncode == 130, error
        (line,) = error.splitlines()
        assert line.startswith("error: interrupted")
        assert lab("tables", "--json").out == before
