"""A sweep as a terminal shows it, a table with a curve for each literal, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from lab.report.terminal import duration_text
from lab.sweep.knobs import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from lab.sweep.model import Curve, Knob, Point, Sweep

_WIDTH = 32
_TRUE, _BENIGN, _FALSE = "█", "▓", "░"


def sweep_parts(sweep: Sweep) -> Iterator[RenderableType]:
    """The parts, in order of the rule's text."""
    yield Text(sweep.rule.path, style="bold")
    for place, curve in enumerate(sweep.curves, 1):
        number = f"{place}: " if len(sweep.curves) > 1 else ""
        yield Text(f"\n{number}{said(curve.knob)}", style="bold")
        yield _table(curve.points)
        if curve.untried:
            yield Text(f"  {curve.untried}", style="dim")
        if curve.better is not None:
            yield Text(f"  {_conclusion(curve)}")
    if any(point.known and point.alerts for curve in sweep.curves for point in curve.points):
        yield Text(f"\nalerts a day: {_TRUE} true  {_BENIGN} benign  {_FALSE} false", style="dim")
    if sweep.untried:
        first = len(sweep.curves) + 1
        names = "; ".join(f"{first + i}: {said(knob)}" for i, knob in enumerate(sweep.untried))
        yield Text(f"not moved, name them with --at: {names}", style="dim")


def _table(points: Sequence[Point]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("  value", overflow="fold", max_width=32)
    for name in ("alerts a day", "caught", "median", "worst"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    most = max((point.alerts for point in points), default=0)
    for point in points:
        label = Text(f"{'> ' if point.present else '  '}{point.label}")
        if point.present:
            label.stylize("bold")
        if point.why:
            table.add_row(label, "-", "", "", "", Text(point.why, style="dim"))
            continue
        table.add_row(
            label,
            f"{point.alerts_per_day:,.4g}",
            _caught(point),
            "" if point.median_s is None else duration_text(point.median_s),
            "" if point.worst_s is None else duration_text(point.worst_s),
            _bar(point, most),
        )
    return table


def _caught(point: Point) -> str:
    if not point.known:
        return "?"
    return f"{point.caught}/{point.tried}" if point.tried else "-"


def _bar(point: Point, most: int) -> Text:
    """The alerts by what they are; whatever there is shows."""
    bar = Text()
    if not point.known:
        return bar.append(_BENIGN * _length(point.alerts, most))
    for count, mark, style in (
        (point.true, _TRUE, "green"),
        (point.benign, _BENIGN, "cyan"),
        (point.false, _FALSE, "yellow"),
    ):
        bar.append(mark * _length(count, most), style=style)
    return bar


def _length(count: int, most: int) -> int:
    return max(1, round(count / most * _WIDTH)) if count else 0


def _conclusion(curve: Curve) -> str:
    now = next(point for point in curve.points if point.present)
    better = curve.better
    assert better is not None
    found = "finds as many" if better.caught == now.caught else "finds more"
    slower = ""
    if better.worst_s is not None and now.worst_s is not None and better.worst_s > now.worst_s:
        slower = f", the slowest after {duration_text(better.worst_s)}"
    return (
        f"{better.label} {found} attacks here ({better.caught}/{better.tried}) with "
        f"{better.alerts_per_day:,.4g} alerts a day instead of {now.alerts_per_day:,.4g}{slower}"
    )


def sweep_document(sweep: Sweep) -> dict[str, object]:
    """As JSON; times in seconds."""
    return {
        "rule": sweep.rule.path,
        "days": sweep.days,
        "curves": [
            {
                **_knob(curve.knob),
                "points": [_point(point) for point in curve.points],
                "better": None if curve.better is None else curve.better.label,
                "untried": curve.untried,
            }
            for curve in sweep.curves
        ],
        "untried": [_knob(knob) for knob in sweep.untried],
    }


def _knob(knob: Knob) -> dict[str, object]:
    return {"literal": knob.context, "kind": knob.kind, "name": knob.name, "line": knob.line}


def _point(point: Point) -> dict[str, object]:
    return {
        "value": point.label,
        "present": point.present,
        "alerts": point.alerts,
        "alerts_per_day": point.alerts_per_day,
        "true": point.true if point.known else None,
        "benign": point.benign if point.known else None,
        "false": point.false if point.known else None,
        "caught": point.caught if point.known else None,
        "tried": point.tried if point.known else None,
        "median_s": point.median_s,
        "worst_s": point.worst_s,
        "why": point.why,
    }
