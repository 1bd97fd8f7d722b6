"""The only clock of the lab that is a real one: it dates entries of the journal, never a query.

Simulated time is not a clock at all: every run carries its own ``now``
(:class:`lab.replay.window.Run`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present instant, naive and in UTC."""


def wall_clock() -> datetime:
    """The machine's own time, naive and in UTC."""
    return datetime.now(UTC).replace(tzinfo=None)  # noqa: TID251  the clock that is passed around
