"""Whatever ends a load, the database holds what it held before, and the next load works."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generators.plan import Plan
from generators.tenant import Batch, Tenant, generate
from lab.errors import StoreError
from lab.store import load
from lab.store.duckdb import open_read
from lab.store.load import replace_generated
from tests.unit.store.conftest import PLAN, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transpile.schema import TableSchema

ROOT = Path(__file__).resolve().parents[3]
LARGER = Plan(days=2, users=60, seed=5)
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

# Says which table it has come to; with a limit, no file may grow beyond it.
LOADER = """
import sys
from pathlib import Path
from lab.errors import StoreError
from lab.store.load import replace_generated
from generators.plan import Plan
from generators.tenant import generate

path, days, users, seed, limit = sys.argv[1], *map(int, sys.argv[2:])
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

def progress(label, done, total):
    print(label, flush=True)

try:
    replace_generated(Path(path), generate(Plan(days=days, users=users, seed=seed)),
                      progress=progress)
except StoreError as error:
    print("StoreError", error, flush=True)
"""


def loading(path: Path, plan: Plan, limit: int = 0) -> subprocess.Popen[str]:
    numbers = [plan.days, plan.users, plan.seed, limit]
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, str(path), *map(str, numbers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a database holds after ``LARGER`` was loaded."""
    path = tmp_path_factory.mktemp("larger") / "lab.duckdb"
    replace_generated(path, generate(LARGER))
    return content_of(path)


@posix
@pytest.mark.parametrize(
    ("label", "delay_s"),
    [
        ("SigninLogs", 0.0),
        ("AADNonInteractiveUserSignInLogs", 0.03),
        ("SecurityEvent", 0.15),
        ("writing", 0.0),
        ("writing", 0.05),
        ("writing", 0.2),
    ],
)
def test_a_killed_load_changes_nothing(
    database: Path, original: Path, larger: dict[str, object], label: str, delay_s: float
) -> None:
    before = content_of(database)
    process = loading(database, LARGER)
    assert process.stdout is not None
    while (said := process.stdout.readline().strip()) != label:
        assert said, process.stderr.read() if process.stderr else ""
    time.sleep(delay_s)
    process.kill()
    process.communicate()
    after = content_of(database)
    # Once everything is written, the commit may have come before the kill.
    assert after == before or (label == "writing" and after == larger)
    replace_generated(database, generate(PLAN))
    assert content_of(database) == content_of(original)


@posix
def test_a_killed_first_load_leaves_nothing_that_could_be_read(
    tmp_path: Path, larger: dict[str, object]
) -> None:
    path = tmp_path / "lab.duckdb"
    process = loading(path, LARGER)
    assert process.stdout is not None
    while process.stdout.readline().strip() != "SecurityEvent":
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with pytest.raises(StoreError, match="lab generate"):
        open_read(path)
    replace_generated(path, generate(LARGER))
    assert content_of(path) == larger


@posix
@pytest.mark.parametrize("share", [0.05, 0.9])
def test_a_file_that_may_not_grow_is_told_in_a_line(
    database: Path, tmp_path: Path, share: float
) -> None:
    whole = tmp_path / "whole.duckdb"
    replace_generated(whole, generate(LARGER))
    before, size = content_of(database), database.stat().st_size
    limit = size + int(share * whole.stat().st_size)
    out, error = loading(database, LARGER, limit).communicate()
    assert error == ""
    last = out.splitlines()[-1]
    assert last.startswith(f"StoreError {database} may not grow any larger: raise the limit")
    assert content_of(database) == before
    replace_generated(database, generate(PLAN))
    assert content_of(database) == before


@posix
def test_a_first_load_without_room_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "lab.duckdb"
    out, error = loading(path, LARGER, 1_000_000).communicate()
    assert error == ""
    assert out.splitlines()[-1].startswith(f"StoreError {path} may not grow any larger")
    assert list(tmp_path.iterdir()) == []


class Interruption(Exception):  # noqa: N818  it is none of the errors
    """Stands for whatever ends a load."""


@pytest.mark.parametrize("ending", [KeyboardInterrupt, Interruption])
@pytest.mark.parametrize("calls", [1, 3, 6, 8])
def test_an_interrupted_load_changes_nothing(
    database: Path, ending: type[BaseException], calls: int
) -> None:
    before = content_of(database)
    seen: list[str] = []

    def progress(label: str, done: int, total: int) -> None:
        seen.append(label)
        if len(seen) == calls:
            raise ending

    with pytest.raises(ending):
        replace_generated(database, generate(Plan(days=1, users=3, seed=9)), progress=progress)
    assert len(seen) == calls
    assert content_of(database) == before
    assert [path.name for path in database.parent.iterdir()] == ["lab.duckdb"]


def test_an_interrupted_first_load_leaves_no_file(tmp_path: Path) -> None:
    def progress(label: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_generated(tmp_path / "lab.duckdb", generate(LARGER), progress=progress)
    assert list(tmp_path.iterdir()) == []


def test_a_generator_that_fails_changes_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content_of(database)
    whole = Tenant.batches

    def broken(self: Tenant, schemas: Mapping[str, TableSchema]) -> Iterator[Batch]:
        batches = whole(self, schemas)
        yield next(batches)
        yield next(batches)
        raise Interruption

    monkeypatch.setattr(Tenant, "batches", broken)
    with pytest.raises(Interruption):
        replace_generated(database, generate(LARGER))
    assert content_of(database) == before


def test_too_little_memory_is_told_in_a_line(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content_of(database)
    monkeypatch.setattr(load, "_MEMORY", "20MB")
    with pytest.raises(StoreError) as error:
        replace_generated(database, generate(Plan(days=1, users=60)))
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"not enough memory to write the logs in {database}: close other")
    assert content_of(database) == before
