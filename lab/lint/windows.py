"""Time filters wider than what a rule's run can see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lab.lint.text import warning
from lab.rules.durations import spell_duration
from transpile import codes
from transpile.syntax import nodes
from transpile.types import TICKS_PER_MICROSECOND, KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.lint.text import Written
    from transpile.diagnostics import Diagnostic


def wider(text: Written) -> Iterator[Diagnostic]:
    """``ago(7d)`` in a rule that looks back an hour sees an hour."""
    if text.period is None:
        return
    for part in text.parts:
        if not isinstance(part, nodes.Call) or part.name != "ago" or len(part.arguments) != 1:
            continue
        span = text.literal(part.arguments[0], KqlType.TIMESPAN)
        ticks = span.value if span is not None else None
        if not isinstance(ticks, int):
            continue
        asked = timedelta(microseconds=ticks // TICKS_PER_MICROSECOND)
        if asked > text.period:
            yield warning(
                codes.WIDER_THAN_PERIOD,
                f"the rule's runs see {spell_duration(text.period)} of logs, and this asks for "
                f"{spell_duration(asked)}",
                part.span,
                "lengthen the rule's period, or this sees less than it says",
            )
