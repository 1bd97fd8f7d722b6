"""The two doors: when ``.venv`` is made, when it is not, and what is said when it cannot be."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.shared import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

Loaded = tuple[ModuleType, ModuleType, list[str]]


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    # not through sys.path: scripts/lab.py would hide the package
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """Bootstrap and set-up in a checkout of their own, with steps that only note their names."""
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    bootstrap = load("bootstrap", monkeypatch)
    venv = tmp_path / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for attribute, path in {
        "ROOT": tmp_path,
        "VENV": venv,
        "STAMP": venv / "lab-stamp",
        "PYTHON": python,
    }.items():
        monkeypatch.setattr(bootstrap, attribute, str(path))
    setup = load("setup_venv", monkeypatch)
    steps: list[str] = []

    def make() -> None:
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        steps.append("make")

    def install(wanted: list[str]) -> None:
        steps.append("tests" if any("pytest" in name for name in wanted) else "runtime")

    monkeypatch.setattr(setup, "_make_environment", make)
    monkeypatch.setattr(setup, "_install", install)
    monkeypatch.setattr(setup, "_link_checkout", lambda: None)
    return bootstrap, setup, steps


def test_made_once_and_completed_for_tests(scripts: Loaded) -> None:
    bootstrap, _, steps = scripts
    bootstrap.prepare(bootstrap.RUNTIME)
    bootstrap.prepare(bootstrap.RUNTIME)
    assert steps == ["make", "runtime"]
    bootstrap.prepare(bootstrap.TESTS)  # on top of what is there
    bootstrap.prepare(bootstrap.TESTS)
    bootstrap.prepare(bootstrap.RUNTIME)
    assert steps == ["make", "runtime", "tests"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_made_anew_when_its_sources_change(scripts: Loaded, tmp_path: Path, name: str) -> None:
    bootstrap, _, steps = scripts
    bootstrap.prepare(bootstrap.TESTS)
    steps.clear()
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content.replace(b"\n", b"\r\n"))
    bootstrap.prepare(bootstrap.TESTS)
    assert steps == []  # line ends of another system are no change
    (tmp_path / name).write_bytes(content + b"\n# changed\n")
    bootstrap.prepare(bootstrap.TESTS)
    assert steps == ["make", "tests"]


@pytest.mark.parametrize("stamp", [b"", b"nonsense", b"\xff\xfe", b"a b c"])
def test_a_stamp_that_says_nothing_counts_as_none(scripts: Loaded, stamp: bytes) -> None:
    bootstrap, _, steps = scripts
    bootstrap.prepare(bootstrap.RUNTIME)
    Path(bootstrap.STAMP).write_bytes(stamp)
    bootstrap.prepare(bootstrap.RUNTIME)
    assert steps == ["make", "runtime"] * 2


def test_an_interrupted_set_up_is_done_again(
    scripts: Loaded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap, setup, steps = scripts

    def interrupt(wanted: list[str]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setup, "_install", interrupt)
        assert bootstrap.run(bootstrap.RUNTIME, []) == 130
    assert capsys.readouterr().err.splitlines()[-1] == (
        "set-up: interrupted; the next run starts it again"
    )
    assert not bootstrap.is_ready(bootstrap.RUNTIME)
    bootstrap.prepare(bootstrap.RUNTIME)
    assert steps == ["make", "make", "runtime"]


def test_failures_are_one_line(
    scripts: Loaded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap, setup, _ = scripts

    def last_words(action: Callable[[], None] | None = None) -> str:
        if action is not None:
            monkeypatch.setattr(setup, "_make_environment", action)
        assert bootstrap.run(bootstrap.RUNTIME, []) == 1
        return capsys.readouterr().err.splitlines()[-1]

    def refuse() -> None:
        raise bootstrap.SetupError("pip could not install the packages: no index")

    def read_only() -> None:
        raise OSError(30, "Read-only file system", "/checkout/.venv")

    assert last_words(refuse) == "set-up: pip could not install the packages: no index"
    assert "Read-only file system (/checkout/.venv)" in last_words(read_only)
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    assert "is too old" in last_words()


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("Error: ensurepip is not available", "cannot make environments"),
        ("No module named venv", "apt install python3-venv"),
        ("Error: [Errno 13] Permission denied: '/x'", "cannot be written"),
        ("first\nlast words\n", "failed: last words"),
    ],
)
def test_why_venv_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, says: str
) -> None:
    bootstrap, setup = (load(name, monkeypatch) for name in ("bootstrap", "setup_venv"))
    failed = subprocess.CompletedProcess([], 1, "", output)
    monkeypatch.setattr(setup.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(bootstrap.SetupError, match=says):
        setup._make_environment()


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (
            "WARNING: Retrying after connection broken by X\nERROR: Could not find a version\n",
            "index cannot be reached: .*Could not find a version",
        ),
        (
            "ERROR: Cannot install duckdb\nERROR: ResolutionImpossible: help\n",
            r"no versions that fit constraints.txt .*\(Cannot install duckdb\)",
        ),
        ("ERROR: Could not install: [Errno 28] No space left on device\n", "the disk is full"),
        ("Traceback\nValueError: odd\n", "pip could not install the packages: ValueError: odd"),
        ("", "it said nothing"),
    ],
)
def test_why_pip_failed(monkeypatch: pytest.MonkeyPatch, output: str, says: str) -> None:
    load("bootstrap", monkeypatch)
    failure = load("setup_venv", monkeypatch).pip_failure(output)
    assert re.search(says, failure)
    assert "\n" not in failure


def test_constraints_pin_every_requirement() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all("==" in pin and "://" not in pin and "@" not in pin for pin in pins)
    names = {pin.partition("==")[0].lower() for pin in pins}
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for requirement in wanted:
        name = requirement.partition(">")[0].partition("[")[0].strip().lower()
        assert name in names, f"{requirement} is not pinned in constraints.txt"


@pytest.mark.skipif(os.name == "nt", reason="the doors for a POSIX shell")
@pytest.mark.parametrize("door", ["lab", "test"])
def test_without_python_the_shell_says_what_to_do(door: str, tmp_path: Path) -> None:
    for tool in ("dirname",):
        found = next(p for p in ("/usr/bin", "/bin") if (Path(p) / tool).exists())
        (tmp_path / tool).symlink_to(Path(found) / tool)
    copy = tmp_path / "scripts"
    copy.mkdir()
    for name in (door, "python.sh"):
        (copy / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    done = subprocess.run(
        ["/bin/sh", str(copy / door)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "set-up: no Python 3.11 or newer was found: install one, or name it in LAB_PYTHON\n"
    )
