"""What is said of a rule and a scenario. Data only; nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from lab.replay.model import Alert, ScenarioInfo, Verdict
    from lab.replay.window import Run
    from lab.rules.model import Rule

Reason = Literal[
    "found", "no rows", "window", "lateness", "threshold", "suppression", "query", "elsewhere"
]
"""``found``: a true alert fired. ``no rows``: the attack left none in the tables that the rule
reads. ``window``: no run's window holds any of them. ``lateness``: they had not arrived.
``threshold``: too few result rows. ``suppression``: an earlier alert silenced the run. ``query``: a
step drops them. ``elsewhere``: each step keeps some of the rows, and yet the result is the same
without the attack."""


@dataclass(frozen=True)
class StepCount:
    """One step of the query: how many of its rows depend on the attack, and how many there are.

    ``line`` counts from 1 within the rule's file. ``right`` are those of the other side of a join.
    """

    label: str
    line: int
    attack: int
    rows: int
    right: tuple[StepCount, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Why a rule did or did not find a scenario.

    ``run`` is the run that was looked into, on complete data; ``steps`` end with the one that drops
    the rows, and ``examples`` are some of the attack's rows before it, with the columns that it
    mentions. ``held`` are the scenario's rows in the run's window, ``arrived`` those of them that
    had arrived when it was executed, ``last_arrival_utc`` when the last of them did.
    """

    rule: Rule
    scenario: ScenarioInfo
    reason: Reason
    verdict: Verdict | None = None
    alert: Alert | None = None
    run: Run | None = None
    steps: tuple[StepCount, ...] = ()
    examples: tuple[Mapping[str, object], ...] = ()
    held: int = 0
    arrived: int = 0
    last_arrival_utc: datetime | None = None
    tables: tuple[str, ...] = ()
