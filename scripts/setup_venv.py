"""The slow half of the set-up: build ``.venv`` and install what the project needs.

Called by ``bootstrap`` when the environment is missing or out of date. Everything is said on
standard error, so that the output of the command that follows stays clean.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import bootstrap
from bootstrap import RUNTIME, TESTS, SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(bootstrap.ROOT)
VENV = Path(bootstrap.VENV)
STAMP = Path(bootstrap.STAMP)
LOCK = ROOT / ".venv.lock"


def build(parts: str) -> None:
    """Make ``.venv`` hold ``parts``: anew where stale, added to where only the tests are missing.

    Raises:
        SetupError: naming the step that failed and the remedy.
    """
    with _locked():
        if bootstrap.is_ready(parts):  # another command has built it meanwhile
            return
        started = time.perf_counter()
        complete = bootstrap.is_ready(RUNTIME)
        _say(
            "adding the test tools to .venv"
            if complete
            else f"making .venv with Python {sys.version.split()[0]} (once; takes a minute or so)"
        )
        STAMP.unlink(missing_ok=True)
        if not complete:
            _make_environment()
        _install(requirements(parts))
        _link_checkout()
        STAMP.write_text(f"{bootstrap.fingerprint()} {parts}\n", encoding="utf-8")
        _say(f"ready after {time.perf_counter() - started:.0f} s")


def requirements(parts: str) -> list[str]:
    """What pyproject.toml asks for: the dependencies, and the group ``dev`` for tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = list(project["project"]["dependencies"])
    if parts == TESTS:
        wanted += project["dependency-groups"]["dev"]
    return wanted


def base_python() -> str:
    """The Python outside any environment: one inside ``.venv`` cannot replace its own home."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def _make_environment() -> None:
    command = [base_python(), "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    output = done.stdout + done.stderr
    if "ensurepip" in output or "No module named venv" in output:
        raise SetupError(
            f"the Python at {base_python()} cannot make environments (no venv or ensurepip): "
            "install its venv package (Debian, Ubuntu: apt install python3-venv), or name "
            "another Python in LAB_PYTHON"
        )
    if "Permission denied" in output or "Read-only file system" in output:
        raise SetupError(f"{ROOT} cannot be written: copy the project to a folder of one's own")
    raise SetupError(f"{' '.join(command)} failed: {_last_line(output)}")


def _install(wanted: list[str]) -> None:
    command = [
        *(bootstrap.PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        # wheels only: a compiler is not part of a fresh machine; no byte code for what never runs
        *("--no-input", "--no-compile", "--only-binary=:all:"),
        *("--constraint", str(ROOT / "constraints.txt")),
        *wanted,
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode == 0:
        return
    raise SetupError(pip_failure(done.stdout.decode("utf-8", "replace")))


def pip_failure(output: str) -> str:
    """One line on why pip failed, from all that it said."""
    errors = [line[6:].strip() for line in output.splitlines() if line.startswith("ERROR:")]
    first = errors[0] if errors else _last_line(output)
    if "connection broken" in output:
        return (
            f"the package index cannot be reached: check the network and pip's settings ({first})"
        )
    if "ResolutionImpossible" in output or "No matching distribution" in output:
        return (
            "the package index has no versions that fit constraints.txt for Python "
            f"{sys.version.split()[0]} on this system ({first})"
        )
    if "No space left" in output:
        return f"the disk is full: .venv needs about 1 GB below {ROOT}"
    return f"pip could not install the packages: {first}"


def _link_checkout() -> None:
    """Let the environment import from the checkout, by a path that survives moving both."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    asked = subprocess.run(
        [bootstrap.PYTHON, "-c", code], capture_output=True, text=True, check=True
    )
    packages = Path(asked.stdout.strip())
    relative = os.path.relpath(ROOT, packages)
    (packages / "kql_replay_lab.pth").write_text(relative + "\n", encoding="ascii")


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def _say(message: str) -> None:
    print(f"set-up: {message}", file=sys.stderr, flush=True)


@contextmanager
def _locked() -> Iterator[None]:
    """Hold the set-up lock; the system frees it when the holder dies, however that happens."""
    with LOCK.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            def lock(wait: bool) -> None:
                file.seek(0)
                while True:
                    try:
                        return msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    except OSError:
                        if not wait:
                            raise
                    time.sleep(0.2)  # Windows itself would give up after ten seconds
        else:
            import fcntl

            def lock(wait: bool) -> None:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

        try:
            lock(wait=False)
        except OSError:  # held by another
            _say("waiting for another command that is making .venv")
            lock(wait=True)
        yield
