"""Make ``.venv`` from the constraints when it is missing or out of date, then run something in it.

The first thing that runs on a fresh machine: standard library only, and nothing slow on the way
when the environment is already there. ``scripts/lab`` and ``scripts/test`` are two doors to it
(``scripts/lab.py`` and ``scripts/test.py`` where there is no POSIX shell).

The environment is built in place. Its stamp is written last and taken away first, so a set-up
that was interrupted is simply done again; a lock keeps two commands from building at once.
"""

from __future__ import annotations

import os
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "lab-stamp")
WINDOWS = os.name == "nt"
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if WINDOWS else ("bin", "python")))

RUNTIME = "runtime"
TESTS = "tests"


class SetupError(Exception):
    """What kept the environment from being made, in one line with the remedy."""


def fingerprint() -> str:
    """A short hash of what the environment is made from, this Python's version included."""
    from hashlib import sha256

    content = sha256(f"2 {sys.implementation.name} {sys.version_info[:2]}\n".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(ROOT, name), "rb") as file:
            content.update(file.read().replace(b"\r\n", b"\n"))
    return content.hexdigest()[:32]


def is_ready(parts: str) -> bool:
    """Whether ``.venv`` was finished from the present files and holds these parts."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            made_from, held = file.read().split()
    except (OSError, ValueError):
        return False
    return held in (parts, TESTS) and made_from == fingerprint() and os.path.exists(PYTHON)


def prepare(parts: str) -> None:
    """Build or complete ``.venv`` unless it is ready.

    Raises:
        SetupError: naming what failed and what to do.
    """
    if is_ready(parts):
        return
    import setup_venv

    setup_venv.build(parts)


def run(parts: str, arguments: list[str]) -> int:
    """Prepare ``.venv``, then hand over to its Python; returns only where something failed."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        return _fail(
            f"Python {found} ({sys.executable}) is too old: 3.11 or newer is needed; install one, "
            "or name it in LAB_PYTHON"
        )
    try:
        prepare(parts)
    except SetupError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("interrupted; the next run starts it again", code=130)
    except OSError as error:
        return _fail(f"cannot make {VENV}: {error.strerror or error} ({error.filename or VENV})")
    # -P: a folder called lab where the command is typed must not hide the project
    command = [PYTHON, "-P", *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)
    import subprocess

    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130  # the child got the same Ctrl-C and has said what it had to say


def main(door: str) -> int:
    """Run a door: ``lab`` (the command line) or ``test`` (all checks)."""
    if door == "lab":
        return run(RUNTIME, ["-m", "lab", *sys.argv[1:]])
    check = os.path.join(ROOT, "scripts", "check.py")
    return run(TESTS, [check, *sys.argv[1:]])


def _fail(message: str, code: int = 1) -> int:
    print(f"set-up: {message}", file=sys.stderr)
    return code
