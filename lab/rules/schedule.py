"""The schedule of a rule whose file leaves parts of it open, and which parts were assumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from lab.rules.durations import spell_duration
from lab.rules.inferred import query_hints
from lab.rules.lookback import default_lookback
from lab.rules.model import CUSTOM_DETECTION

if TYPE_CHECKING:
    from lab.rules.model import RuleKind

USUAL_FREQUENCY = timedelta(hours=1)
FREQUENCY_LET = "query_frequency"
PERIOD_LET = "query_period"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Frequency and period, and what was assumed of them."""

    frequency: timedelta
    period: timedelta
    assumed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def settle_schedule(
    query: str, frequency: timedelta | None, period: timedelta | None, kind: RuleKind
) -> Schedule:
    """The schedule from what the file gives, else the query's own ``let``s, else assumptions.

    Assumed are a frequency of 1 h (less where the period is shorter), and as period the widest
    ``ago()`` of the query, but no less than the frequency and no more than the kind allows. A
    custom detection that gives its frequency looks back as far as that entails. A kind that runs
    ``always`` leaves no choice.
    """
    if kind.always is not None:
        return Schedule(kind.always, kind.always)
    hints = query_hints(query)
    warnings = tuple(
        f"the file gives a {word} of {spell_duration(given)}, "
        f"its query says let {name} = {spell_duration(hints.timespans[name])}; the former is taken"
        for word, given, name in (
            ("frequency", frequency, FREQUENCY_LET),
            ("period", period, PERIOD_LET),
        )
        if given is not None and hints.timespans.get(name, given) != given
    )
    nothing = timedelta(0)
    frequency = frequency or hints.timespans.get(FREQUENCY_LET) or None
    period = period or hints.timespans.get(PERIOD_LET) or None
    assumed = []
    if period is None and frequency is not None and kind is CUSTOM_DETECTION:
        period = default_lookback(frequency)
    if frequency is None:
        frequency = min(USUAL_FREQUENCY, period or USUAL_FREQUENCY)
        assumed.append(f"frequency = {spell_duration(frequency)}")
    if period is None:
        widest = hints.widest_ago
        if widest is None or widest <= nothing:
            period, reason = frequency, "no ago() in the query"
        elif widest < frequency:
            period, reason = frequency, f"the widest ago() is {spell_duration(widest)}"
        elif widest > kind.longest:
            period = kind.longest
            reason = f"the most a rule may see; the widest ago() is {spell_duration(widest)}"
        else:
            period, reason = widest, "the widest ago()"
        assumed.append(f"period = {spell_duration(period)} ({reason})")
    return Schedule(frequency, period, tuple(assumed), warnings)
