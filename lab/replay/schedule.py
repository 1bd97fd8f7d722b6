"""When a rule runs: anchors at every frequency within the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lab.errors import ReplayError
from lab.replay.window import Run, run_at

if TYPE_CHECKING:
    from lab.rules.model import Rule

# A run per second over two days is a typing mistake, not a schedule.
MOST_RUNS = 200_000
_NO_SHIFT = timedelta(0)


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


def runs_of(rule: Rule, horizon: Horizon, phase: timedelta = _NO_SHIFT) -> tuple[Run, ...]:
    """The runs of a rule: anchors start + frequency, start + 2 frequency, ... up to the end.

    A rule whose own start lies within the horizon begins there, with a run at that instant; an
    earlier or later start says at least where its anchors fall. ``phase`` shifts all anchors by
    as much, less whole frequencies: real ones fall anywhere. The first run of a kind that looks
    back further when it is saved does so here.

    Raises:
        ReplayError: for a frequency of nothing, or one that gives more runs than make sense.
    """
    frequency, period = rule.frequency, rule.period
    if frequency <= timedelta(0) or period <= timedelta(0):
        raise ReplayError(
            f"{rule.path}: a frequency of {frequency} and a period of {period} make no schedule; "
            "both must be longer than nothing"
        )
    first = _first_anchor(rule, horizon, phase)
    count = (horizon.to_utc - first) // frequency + 1
    if count > MOST_RUNS:
        raise ReplayError(
            f"{rule.path}: a frequency of {frequency} gives {count:,} runs over {horizon.length}; "
            f"at most {MOST_RUNS:,} are replayed"
        )
    saved = rule.kind.first_period or period
    return tuple(
        run_at(
            rule.kind,
            number,
            first + (number - 1) * frequency,
            max(saved, period) if number == 1 else period,
        )
        for number in range(1, count + 1)
    )


def _first_anchor(rule: Rule, horizon: Horizon, phase: timedelta) -> datetime:
    frequency = rule.frequency
    if rule.start is None:
        behind = phase % frequency
    elif horizon.from_utc < rule.start <= horizon.to_utc:
        return rule.start + phase % frequency
    else:
        behind = (rule.start - horizon.from_utc + phase) % frequency
    return horizon.from_utc + (behind or frequency)
