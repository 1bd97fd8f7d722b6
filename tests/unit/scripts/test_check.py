"""The gates: all run, also after one has failed, and any failure decides the exit code."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from tests.shared import ROOT

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check", ROOT / "scripts" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "check", module)
    spec.loader.exec_module(module)
    return module


def exits(code: int) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys; sys.exit({code})")


@pytest.mark.parametrize(
    ("gates", "tests", "expected"),
    [((0, 0), 0, 0), ((3, 0), 0, 1), ((0, 0), 2, 2), ((1, 1), 5, 5)],
)
def test_any_failure_decides(
    check: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    gates: tuple[int, ...],
    tests: int,
    expected: int,
) -> None:
    named = tuple(check.Gate(f"gate {i}", exits(code)) for i, code in enumerate(gates))
    monkeypatch.setattr(check, "GATES", named)
    monkeypatch.setattr(check, "TESTS", exits(tests))
    assert check.main([]) == expected
    shown = capfd.readouterr().out
    for index, code in enumerate(gates):
        assert f"gate {index} {'FAILED' if code else 'passed'}" in shown
    assert ("all passed (2 run)" in shown) is (not any(gates))


def test_the_gates_are_those_of_the_style_guide(check: ModuleType) -> None:
    names = [gate.name for gate in check.GATES]
    assert names == ["ruff format", "ruff check", "layers", "mypy", "docs"]
    assert "pytest" in check.TESTS
