"""Interleaving: item ids, delays to receipt and ingestion, order, and the cut into days.

Delays are log-normal with the median of each table, a tail of 1 % that takes ten times as long,
and for detections computed offline a share that arrives hours late. A time more than two days
before receipt is replaced by the time of receipt, as the service does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from generators.events import Events
from generators.filled import TABLES
from generators.ids import random_ids

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SECOND = 1_000_000
_TWO_DAYS = 2 * 86_400 * _SECOND
_TAIL_SHARE = 0.01
_TAIL_FACTOR = 10.0
E = TypeVar("E", bound=Events)


def stamped(events: E, table: str, rng: np.random.Generator, scenario: int = 0) -> E:
    """The events with item ids, times of receipt and ingestion, and their scenario's number."""
    count = len(events)
    delay = TABLES[table].delay
    item = random_ids(rng, count)
    wait = _drawn(rng, count, delay.median_s, delay.sigma)
    late = rng.random(count) < delay.late_share
    held = _drawn(rng, count, max(delay.late_median_s, 1.0), 0.7)
    wait = wait + np.where(late, held, 0)
    received = events.time + wait + events.lag
    ingested = received + _drawn(rng, count, delay.pipeline_median_s, 0.5)
    replaced = received - events.time - events.lag > _TWO_DAYS
    return replace(
        events,
        time=np.where(replaced, received, events.time),
        item=item,
        received=received,
        ingested=ingested,
        scenario=np.full(count, scenario, np.uint16),
    )


def _drawn(
    rng: np.random.Generator, count: int, median_s: float, sigma: float
) -> NDArray[np.int64]:
    """Log-normal delays in microseconds with the common tail."""
    seconds = median_s * np.exp(sigma * rng.standard_normal(count))
    seconds = np.where(rng.random(count) < _TAIL_SHARE, seconds * _TAIL_FACTOR, seconds)
    return (seconds * _SECOND).astype(np.int64)


def ordered(events: E) -> E:
    """The events by time, then item id: the canonical order of a table."""
    words = np.ascontiguousarray(events.item).view(">u8")
    return events.take(np.lexsort((words[:, 1], words[:, 0], events.time)))


def split_at(events: E, end_us: int) -> tuple[E, E]:
    """Ordered events before an instant, and those from it on (for the next day)."""
    cut = int(np.searchsorted(events.time, end_us))
    return events.take(slice(0, cut)), events.take(slice(cut, None))
