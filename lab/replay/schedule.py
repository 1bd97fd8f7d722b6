"""When a rule runs: anchors at every frequency within the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lab.errors import ReplayError
from lab.replay.window import Run, RuleKind, run_at

# A run per second over two days is a typing mistake, not a schedule.
MOST_RUNS = 200_000


@dataclass(frozen=True, slots=True)
class Horizon:
    """The span that is replayed, naive and UTC."""

    from_utc: datetime
    to_utc: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.to_utc - self.from_utc

    def narrowed(self, from_utc: datetime | None, to_utc: datetime | None) -> Horizon:
        """A part of it.

        Raises:
            ReplayError: where the part is empty or lies outside.
        """
        first = self.from_utc if from_utc is None else from_utc
        last = self.to_utc if to_utc is None else to_utc
        if first >= last:
            raise ReplayError(f"nothing to replay: --from {first} is not before --to {last}")
        if first < self.from_utc or last > self.to_utc:
            raise ReplayError(
                f"{first} to {last} lies outside the logs, which cover "
                f"{self.from_utc} to {self.to_utc} (UTC)"
            )
        return Horizon(first, last)


def runs_of(
    kind: RuleKind, horizon: Horizon, frequency: timedelta, period: timedelta
) -> tuple[Run, ...]:
    """The runs of a rule: anchors start + frequency, start + 2 frequency, ... up to the end.

    Raises:
        ReplayError: for a frequency of nothing, or one that gives more runs than make sense.
    """
    if frequency <= timedelta(0) or period <= timedelta(0):
        raise ReplayError(
            f"a frequency of {frequency} and a period of {period} make no schedule; "
            "both must be longer than nothing"
        )
    count = horizon.length // frequency
    if count > MOST_RUNS:
        raise ReplayError(
            f"a frequency of {frequency} gives {count:,} runs over {horizon.length}; "
            f"at most {MOST_RUNS:,} are replayed"
        )
    return tuple(
        run_at(kind, number, horizon.from_utc + number * frequency, period)
        for number in range(1, count + 1)
    )
