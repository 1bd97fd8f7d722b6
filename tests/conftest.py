"""Options and fixtures of all tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.shared import shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The gate tries the same examples every time, on any machine; HYPOTHESIS_PROFILE=explore (more
# examples, new ones each time) is for looking for trouble.
settings.register_profile("gate", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--record``: rewrite the golden files instead of comparing with them."""
    parser.addoption(
        "--record", action="store_true", help="rewrite golden files; review the difference"
    )


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--record"))


@pytest.fixture
def outside() -> Callable[[str], Path]:
    """Locates outside data under ``../shared``, or skips the test."""
    return shared
