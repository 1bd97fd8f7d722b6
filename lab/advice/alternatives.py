"""What a rule could do about late rows, as rules that can be replayed.

A slice by ingestion is what ``where ingestion_time() between (ago(F) .. now())`` does for a rule of
frequency F whose period leaves room for lateness; here the window itself is that slice. That
``ingestion_time()`` behaves so in a scheduled rule follows from the product's documented semantics;
it was not confirmed in a tenant.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from lab.advice.model import Alternative
from lab.rules.durations import spell_duration
from lab.rules.model import NRT, SCHEDULED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.rules.model import Rule

_STEP = timedelta(minutes=5)
_HOUR = timedelta(hours=1)


def alternatives(rule: Rule, late_by: timedelta | None) -> tuple[Alternative, ...]:
    """The rule as it is, and what could be done instead.

    ``late_by`` is how late nearly all rows are at most, of which a longer period makes up for.
    """
    return tuple(_all(rule, late_by or timedelta(0)))


def _all(rule: Rule, late_by: timedelta) -> Iterator[Alternative]:
    yield Alternative("as it is", rule)
    step = _STEP if late_by <= _HOUR else _HOUR
    room = max(step, -(-late_by // step) * step)
    frequency, period = rule.frequency, rule.period
    if rule.kind is SCHEDULED:
        longer = min(period + room, rule.kind.longest)
        yield Alternative(
            f"period {spell_duration(longer)}",
            replace(rule, period=longer),
            f"period: {spell_duration(longer)}",
        )
        if frequency >= 2 * _STEP:
            half = max(_STEP, frequency // 2 // _STEP * _STEP)
            yield Alternative(
                f"frequency {spell_duration(half)}",
                replace(rule, frequency=half),
                f"frequency: {spell_duration(half)}",
            )
        sliced = replace(SCHEDULED, axis="ingestion")
        yield Alternative(
            "sliced by ingestion",
            replace(rule, kind=sliced, period=frequency),
            f"period: {spell_duration(frequency + room)} and, on each table, | where "
            f"ingestion_time() between (ago({spell_duration(frequency)}) .. now())",
        )
    if rule.kind is not NRT:
        minute = timedelta(minutes=1)
        yield Alternative(
            "NRT", replace(rule, kind=NRT, frequency=minute, period=minute), "kind: NRT"
        )
