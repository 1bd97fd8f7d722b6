"""A database that cannot be used is told in one line with what to do about it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import pytest

from generators.plan import Plan
from generators.tenant import generate
from lab.errors import SettingsError, StoreError
from lab.store.duckdb import attach_replays, connect_memory, open_read
from lab.store.faults import store_error
from lab.store.load import replace_generated
from tests.unit.store.conftest import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TINY = Plan(days=1, users=1)
HOLDER = """
import duckdb, sys
con = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
con.execute("BEGIN")
if sys.argv[2] == "write":
    con.execute("CREATE TABLE busy(a INTEGER)")
else:
    con.execute("SELECT count(*) FROM SigninLogs").fetchall()
print("held", flush=True)
sys.stdin.read()
"""


def told(path: Path) -> str:
    """The one line that opening for reading ends in."""
    with pytest.raises(StoreError) as error:
        open_read(path)
    (line,) = str(error.value).splitlines()
    assert str(path) in line
    return line


def refused(path: Path) -> str:
    """The one line that writing ends in."""
    with pytest.raises(StoreError) as error:
        replace_generated(path, generate(TINY))
    (line,) = str(error.value).splitlines()
    assert str(path.parent) in line
    return line


@contextmanager
def held(path: Path, how: str) -> Iterator[int]:
    """Another process holds the database, reading or writing; gives its number."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        yield holder.pid
    finally:
        holder.communicate("")


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    line = told(tmp_path / "lab.duckdb")
    assert "does not exist: run 'lab generate', or name a database with --db" in line
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "lab.duckdb"
    path.touch()
    assert "is empty: run 'lab generate'" in told(path)
    replace_generated(path, generate(TINY))
    open_read(path).close()


@pytest.mark.parametrize("text", ["hello", "hello, this is no database at all\n" * 1000])
def test_a_text_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lab.duckdb"
    path.write_text(text)
    assert "lab generate" in told(path)
    assert "move it away" in refused(path)
    assert path.read_text() == text


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder, not a database file: name a file with --db" in told(tmp_path)
    assert "is a folder" in refused(tmp_path)


@pytest.mark.parametrize("kept", [3_000, 5_000, 12_300, 300_000, 0.5, 0.9])
def test_a_database_that_was_cut_short(database: Path, kept: float) -> None:
    size = database.stat().st_size
    os.truncate(database, int(kept if kept > 1 else size * kept))
    assert "move it away" in told(database)
    assert "run 'lab generate'" in told(database)
    assert "move it away" in refused(database)


def test_free_blocks_are_no_damage(database: Path) -> None:
    size = database.stat().st_size
    with duckdb.connect(str(database)) as con:
        con.execute("CREATE TABLE big AS SELECT hash(range) AS h FROM range(3000000)")
        con.execute("CHECKPOINT")
        con.execute("CREATE TABLE small AS SELECT hash(range) AS h FROM range(300000)")
        con.execute("CHECKPOINT")  # behind the big one: its blocks stay in the file, free
        con.execute("DROP TABLE big")
        con.execute("CHECKPOINT")
    assert database.stat().st_size > size
    open_read(database).close()


def test_an_overwritten_database(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x00" * 8192)
    assert "move it away and run 'lab generate'" in told(database)


def test_a_newer_format(database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        con.execute("UPDATE _lab.manifest SET value = '2' WHERE key = 'format'")
    before = content_of(database)
    assert "has format 2 and this lab reads format 1: use the newer lab" in told(database)
    assert "has format 2 and this lab writes format 1: use the newer lab" in refused(database)
    assert content_of(database) == before


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "mine.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE mine AS SELECT 42 AS a")
    assert "holds no logs of the lab: run 'lab generate'" in told(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there the message names no process")
def test_another_process_writes(database: Path) -> None:
    before = content_of(database)
    with held(database, "write") as pid:
        for line in (told(database), refused(database)):
            assert "is in use by another process (python" in line
            assert f"process {pid})" in line
            assert "wait for it to finish or end it, then try again" in line
    assert content_of(database) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there the message names no process")
def test_another_process_reads(database: Path) -> None:
    with held(database, "read") as pid:
        con = open_read(database)
        assert con.execute("SELECT count(*) > 0 FROM ws.main.SigninLogs").fetchall() == [(True,)]
        con.close()
        assert f"process {pid})" in refused(database)


def test_this_process_reads(database: Path) -> None:
    con = open_read(database)
    second = open_read(database)
    with pytest.raises(StoreError) as error:
        replace_generated(database, generate(TINY))
    assert "already open in this process" in str(error.value)
    con.close()
    second.close()
    replace_generated(database, generate(TINY))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "no" / "such" / "lab.duckdb"
    assert "does not exist: make the folder, or name another file" in refused(path)
    con = connect_memory()
    with pytest.raises(StoreError, match="make the folder"):
        attach_replays(con, path)
    con.close()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        assert "no permission to write the logs" in refused(folder / "lab.duckdb")
    finally:
        folder.chmod(0o700)


def test_replays_are_kept_in_a_file_of_their_own(database: Path) -> None:
    con = open_read(database)
    replays = database.with_name("lab.replays.duckdb")
    attach_replays(con, replays)
    con.execute("CREATE TABLE replays.main.t AS SELECT 1 AS a")
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute("CREATE TABLE ws.main.t AS SELECT 1 AS a")
    con.close()
    with duckdb.connect(str(replays), read_only=True) as opened:
        assert opened.execute("SELECT * FROM t").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"threads": 0}, "threads is 0: at least 1 is needed"),
        ({"memory_limit": "lots"}, "memory limit 'lots' is not understood"),
        ({"memory_limit": "5 parsecs"}, "write a number with a unit, as in '2GB'"),
    ],
)
def test_limits_that_make_no_sense(database: Path, limits: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError) as error:
        open_read(database, **limits)  # type: ignore[arg-type]
    assert told in str(error.value)


def test_limits_are_kept(database: Path) -> None:
    con = open_read(database, memory_limit="300MB", threads=1)
    found = con.execute("SELECT current_setting('threads'), current_setting('memory_limit')")
    assert found.fetchall() == [(1, "286.1 MiB")]
    con.close()


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("IO Error: Could not write file: No space left on device", "no space left for lab.duckdb"),
        ("IO Error: Cannot open file: Permission denied", "no permission to read the logs"),
        ("IO Error: Read-only file system", "no permission to read the logs"),
        ("IO Error: Could not set lock on file", "in use by another process"),
        ("The process cannot access the file: being used by another process", "in use by another"),
        ("IO Error: trying to read a database file with version number 99", "another version of"),
        ("Something nobody has seen\nwith a second line", "Something nobody has seen"),
        ("", "no reason given"),
    ],
)
def test_what_the_engine_says(tmp_path: Path, message: str, told: str) -> None:
    (line,) = str(store_error(tmp_path / "lab.duckdb", message, doing="read the logs")).splitlines()
    assert told in line.replace(f"{tmp_path}{os.sep}", "")
