"""What one run of a rule can see: the window of its kind, and what was received by then.

Source: the analytics rules of Microsoft Sentinel. Execution follows the anchor by five minutes,
``now()`` is the anchor, and the bounds on ``TimeGenerated`` are closed; proven by ``Query
Start/End Time UTC`` and the creation times of real alerts. On the axis of ingestion the window is
open at its start (from < ingestion <= to): a kind that takes each row as it comes must not see one
twice where two windows meet. Where the ingestion is unknown, the event's own time stands for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lab.rules.model import RuleKind

EARLIEST = datetime(1900, 1, 1)  # noqa: DTZ001  times are naive and UTC throughout
LATEST = datetime(9999, 12, 31)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation: ``now()``, the window on the axis, what was received, what is hidden.

    All instants are naive and UTC. ``hidden`` is the number of the scenario whose rows this run
    does not see; 0 hides nothing.
    """

    number: int
    now: datetime
    from_utc: datetime
    to_utc: datetime
    received_from: datetime
    received_to: datetime
    hidden: int = 0

    def parameters(self) -> dict[str, datetime | int]:
        """The parameters of a compiled query, by name."""
        return {
            "now": self.now,
            "from": self.from_utc,
            "to": self.to_utc,
            "received_from": self.received_from,
            "received_to": self.received_to,
            "hidden": self.hidden,
        }

    def complete(self) -> Run:
        """The same run, had every row arrived on time."""
        return replace(self, received_from=EARLIEST, received_to=LATEST)

    def without(self, scenario: int, number: int) -> Run:
        """The same run under another number, had the scenario not happened."""
        return replace(self, number=number, hidden=scenario)


def run_at(kind: RuleKind, number: int, anchor: datetime, period: timedelta) -> Run:
    """The run of a rule of this kind at one anchor."""
    return Run(
        number=number,
        now=anchor,
        from_utc=anchor - period,
        to_utc=anchor,
        received_from=EARLIEST,
        received_to=anchor + kind.delay,
    )
