"""Advice as a terminal shows it, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from lab.advice.shape import SAID
from lab.report.terminal import duration_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from lab.advice.model import Advice, Measured

CAVEAT = (
    "that ingestion_time() behaves so in scheduled rules follows from the documented semantics; it "
    "was not confirmed in a tenant"
)


def advice_parts(advice: Advice) -> Iterator[RenderableType]:
    """The parts, in order of reading."""
    rule = advice.rule
    yield Text(f"{rule.path}: {advice.shape}", style="bold")
    yield Text(f"  {SAID[advice.shape]}")
    if advice.late_by is not None:
        late = duration_text(advice.late_by.total_seconds())
        yield Text(f"  99 of 100 rows of the tables that it reads are ingested within {late}")
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("  alternative", overflow="fold")
    for name in ("caught", "alerts", "again", "median", "worst"):
        table.add_column(name, justify="right")
    for one in advice.measured:
        mark = "> " if one is advice.best else "  "
        style = "green" if one is advice.best else ""
        if one.why:
            table.add_row(f"{mark}{one.alternative.label}", Text(f"not replayed: {one.why}"))
            continue
        table.add_row(
            Text(f"{mark}{one.alternative.label}", style=style),
            f"{one.caught}/{one.tried}" if one.tried else "-",
            f"{one.alerts:,}",
            f"{one.repeated}/{one.alerts}" if one.alerts else "-",
            "" if one.median_s is None else duration_text(one.median_s),
            "" if one.worst_s is None else duration_text(one.worst_s),
        )
    yield table
    yield from _conclusion(advice)


def _conclusion(advice: Advice) -> Iterator[Text]:
    tried = f"each attack at {advice.phases} anchor phases"
    best = advice.best
    if best is None:
        yield Text("  no attack is planted here that the rule is meant to find: nothing to compare")
        return
    if not best.alternative.change:
        yield Text(f"  nothing does better than the rule as it is ({tried})")
        return
    yield Text(f"  best of these ({tried}): {escape(best.alternative.change)}")
    if best.alternative.rule.kind.axis == "ingestion":
        yield Text(f"  {CAVEAT}", style="dim")


def advice_document(advice: Advice) -> dict[str, object]:
    """As JSON; times in seconds."""
    late = advice.late_by
    return {
        "rule": advice.rule.path,
        "shape": advice.shape,
        "phases": advice.phases,
        "late_by_s": None if late is None else late.total_seconds(),
        "alternatives": [_document(one) for one in advice.measured],
        "best": None if advice.best is None else advice.best.alternative.label,
    }


def _document(one: Measured) -> dict[str, object]:
    return {
        "alternative": one.alternative.label,
        "change": one.alternative.change,
        "caught": one.caught,
        "tried": one.tried,
        "alerts": one.alerts,
        "repeated": one.repeated,
        "median_s": one.median_s,
        "worst_s": one.worst_s,
        "why": one.why,
    }
