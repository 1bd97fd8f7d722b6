"""How far custom detections look back: by their frequency, where the rule does not say."""

from __future__ import annotations

from datetime import timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONGEST_LOOKBACK = timedelta(days=30)


def default_lookback(frequency: timedelta) -> timedelta:
    """Four times the frequency, and 30 days for a daily rule.

    Published for 1 h, 3 h, 12 h and 24 h (4 h, 12 h, 48 h, 30 d); in between by the same measure.
    """
    return LONGEST_LOOKBACK if frequency >= DAY else 4 * frequency


def longest_lookback(frequency: timedelta) -> timedelta:
    """The bound of a lookback; only that of a daily rule is itself accepted."""
    if frequency < HOUR:
        return timedelta(hours=48)
    return LONGEST_LOOKBACK if frequency >= DAY else timedelta(days=14)
