"""A folder with one rule, and its tests run without a database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lab.settings import Surroundings
from lab.store.known import known_tables
from lab.testing.folder import run_tests
from transpile.schema import Tables

if TYPE_CHECKING:
    from pathlib import Path

    from lab.testing.model import TestReport

RULE = """// Title: Many failed logons
// Frequency: 5m
// Period: 15m
SecurityEvent
| where EventID == 4625
| summarize Failed = count(), First = min(TimeGenerated), Hosts = make_set(Computer) by Account
| where Failed > 2
"""

Run = Callable[..., "TestReport"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a text of tests against a rule."""

    def run(tests: str, rule: str = RULE) -> TestReport:
        (tmp_path / "logons.kql").write_text(rule)
        (tmp_path / "logons.tests.yaml").write_text(tests)
        return run_tests(tmp_path, Tables(known_tables()), Surroundings())

    return run
