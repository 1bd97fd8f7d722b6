"""An explanation as a terminal shows it, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from lab.replay.alert_tables import ALERT_TABLES
from lab.report.document import instant
from lab.report.terminal import duration_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from lab.why.model import Explanation, StepCount


def why_parts(said: Explanation) -> Iterator[RenderableType]:
    """The parts of one explanation, in order of reading."""
    one = said.scenario
    yield Text(
        f"{said.rule.path} and {one.number} {one.name} ({one.title}, {one.from_utc:%Y-%m-%d %H:%M}"
        f" to {one.to_utc:%Y-%m-%d %H:%M} UTC)",
        style="bold",
    )
    yield Text(f"  {sentence(said)}", style="green" if said.reason == "found" else "yellow")
    if not set(ALERT_TABLES).isdisjoint(said.tables):
        yield Text(
            "  it reads alerts: here those that are stored; 'lab replay' adds those that the rules "
            "of a folder raise"
        )
    if said.steps:
        yield step_table(said.steps)
    if said.examples:
        yield Text("  the attack's rows just before:")
        yield _examples(said.examples)


def sentence(said: Explanation) -> str:
    """The reason in one sentence."""
    run = said.run
    tables = ", ".join(said.tables)
    if said.reason == "no rows":
        other = ", ".join(said.scenario.tables)
        return f"not seen: the attack left no rows in {tables}; it left some in {other}"
    if said.reason == "window":
        return (
            f"not seen: no run's window holds a row of the attack in {tables} (period "
            f"{said.rule.period}, every {said.rule.frequency})"
        )
    assert run is not None
    at = f"the run of {run.now:%Y-%m-%d %H:%M}"
    if said.reason == "found":
        alert, parts = said.alert, said.verdict.delays if said.verdict else None
        assert alert is not None
        took = ""
        if parts is not None:
            took = (
                f", {duration_text(parts.total_s)} after {parts.possible_utc:%H:%M:%S} when it was "
                f"first possible ({duration_text(parts.ingestion_s)} ingestion, "
                f"{duration_text(parts.waiting_s)} waiting, "
                f"{duration_text(parts.execution_s)} execution)"
            )
        return f"found: {at} raised an alert at {alert.executed_utc:%H:%M:%S}{took}"
    if said.reason == "lateness":
        last = said.last_arrival_utc
        when = f"; the last one arrived at {last:%Y-%m-%d %H:%M:%S}" if last is not None else ""
        return (
            f"missed because rows came late: {at} was executed at "
            f"{run.received_to:%H:%M:%S}, when {said.arrived} of the {said.held} rows in its "
            f"window had arrived{when}"
        )
    if said.reason == "threshold":
        sign = {"gt": ">", "lt": "<", "eq": "=", "ne": "!="}[said.rule.trigger_operator]
        return (
            f"not raised: {at} gives rows of the attack, but no alert: it takes "
            f"{sign} {said.rule.trigger_threshold} rows"
        )
    if said.reason == "suppression":
        return f"not raised: {at} gives rows of the attack, but an earlier alert silences it"
    if said.reason == "elsewhere":
        return f"not seen: {at} gives the same rows with and without the attack"
    lost = said.steps[-1]
    return f"not seen: in {at} the attack's rows are lost in line {lost.line}: {lost.label}"


def step_table(steps: Sequence[StepCount]) -> Table:
    """One row for each step: how many of its rows depend on the attack, and how many there are."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("  line", justify="right")
    table.add_column("attack's rows", justify="right")
    table.add_column("rows", justify="right")
    table.add_column("step", overflow="fold")
    _add(table, steps, "")
    return table


def _add(table: Table, steps: Sequence[StepCount], indent: str) -> None:
    for step in steps:
        style = "" if step.attack else "red"
        table.add_row(
            str(step.line),
            Text(f"{step.attack:,}", style=style),
            f"{step.rows:,}",
            Text(f"{indent}{step.label}", style=style),
        )
        if step.right:
            table.add_row("", "", "", Text(f"{indent}  the other side:", style="dim"))
            _add(table, step.right, f"{indent}  ")


def _examples(rows: Sequence[Mapping[str, object]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for position, name in enumerate(rows[0]):
        table.add_column(escape(("  " if not position else "") + name), overflow="fold")
    for row in rows:
        cells = [escape("" if value is None else str(value)) for value in row.values()]
        table.add_row(f"  {cells[0]}", *cells[1:])
    return table


def why_document(said: Explanation) -> dict[str, object]:
    """One explanation as JSON; instants in ISO with Z."""
    run = said.run
    return {
        "rule": said.rule.path,
        "scenario": said.scenario.number,
        "name": said.scenario.name,
        "reason": said.reason,
        "says": sentence(said),
        "run": None if run is None else instant(run.now),
        "held": said.held,
        "arrived": said.arrived,
        "last_arrival": None if said.last_arrival_utc is None else instant(said.last_arrival_utc),
        "steps": [_step(step) for step in said.steps],
        "examples": [dict(row) for row in said.examples],
    }


def _step(step: StepCount) -> dict[str, object]:
    return {
        "line": step.line,
        "step": step.label,
        "attack": step.attack,
        "rows": step.rows,
        "right": [_step(one) for one in step.right],
    }
