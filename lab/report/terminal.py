"""A replay as a terminal shows it: what was tested, a table of rules, then what to know."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from lab.score.metrics import (
    detected_by,
    median_seconds_to_detect,
    worst_seconds_to_detect,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from lab.replay.model import Delays, Replay, RuleOutcome, Status, Verdict

_REASONED: tuple[Status, ...] = ("not testable", "blind", "refused", "invalid", "not run", "failed")


def replay_parts(replay: Replay) -> Iterator[RenderableType]:
    """The parts of the report, in order of reading."""
    yield headline(replay.rules)
    tested = replay.with_status("tested")
    if tested:
        yield rule_table(tested)
        yield from legend(tested)
        yield from delay_lines(tested)
    yield from scenario_lines(replay)
    yield from reason_lines(replay.rules)
    yield from remark_lines(replay)


def headline(rules: Sequence[RuleOutcome]) -> Text:
    """One line: how many rules were tested, blind, refused, invalid, and why."""
    parts = [f"{_count(len(rules), 'rule')}: "]
    parts.append(f"{sum(one.status == 'tested' for one in rules)} tested")
    for status in _REASONED:
        matching = [one for one in rules if one.status == status]
        if matching or status in ("blind", "refused", "invalid"):
            parts.append(f", {len(matching)} {status}{_reasons(matching)}")
    return Text("".join(parts), style="bold")


def _reasons(outcomes: Sequence[RuleOutcome]) -> str:
    if not outcomes:
        return ""
    shown = list(dict.fromkeys(one.why.split(" (and ")[0] for one in outcomes))
    more = f"; and {len(shown) - 2} more reasons" if len(shown) > 2 else ""
    return f" ({'; '.join(shown[:2])}{more})"


def rule_table(outcomes: Sequence[RuleOutcome]) -> Table:
    """One row for each rule that was tested."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", overflow="fold", min_width=20)
    phases = any(verdict.phases for one in outcomes for verdict in one.verdicts)
    names = ("runs", "alerts", "true", "benign", "false", "again", "caught", "median", "worst")
    for name in (*names, *(("phases",) if phases else ()), "cost"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in outcomes:
        known = one.truth
        table.add_row(
            escape(one.path),
            f"{len(one.records):,}",
            f"{len(one.alerts):,}",
            _styled(one.true_alerts, "green") if known else "?",
            _styled(one.benign_alerts, "cyan") if known else "?",
            _styled(one.false_alerts, "yellow") if known else "?",
            _styled(one.repeated, "yellow"),
            _caught(one) if known else "?",
            *(
                "" if seconds is None else duration_text(seconds)
                for seconds in (median_seconds_to_detect(one), worst_seconds_to_detect(one))
            ),
            *((_phases(one),) if phases else ()),
            f"{one.seconds:.2f} s",
        )
    return table


def _caught(one: RuleOutcome) -> Text:
    """Attacks found of those that the rule should find and could; nothing where there are none."""
    found, asked = one.caught
    if not asked:
        return Text("-", style="dim")
    assumed = one.coverage is not None and one.coverage.is_assumed
    return Text(
        f"{found}/{asked}{'*' if assumed else ''}", style="green" if found == asked else "red"
    )


def _phases(one: RuleOutcome) -> Text:
    """Over all attacks, at how many of the anchor phases they were caught."""
    tried = [verdict.phases for verdict in one.verdicts if verdict.phases and verdict.detectable]
    if not tried:
        return Text("")
    caught, asked = sum(found for found, _ in tried), sum(of for _, of in tried)
    return Text(f"{caught}/{asked}", style="" if caught == asked else "yellow")


def legend(outcomes: Sequence[RuleOutcome]) -> Iterator[Text]:
    """What the columns mean that do not speak for themselves, where they say something."""
    if any(
        one.coverage is not None and one.coverage.is_assumed and one.caught[1] for one in outcomes
    ):
        yield Text(
            "* assumed from techniques and tables; a tests file can say what a rule covers",
            style="dim",
        )
    for one in outcomes:
        if one.wrong_entity:
            yield Text(
                f"right for the wrong entity: {one.wrong_entity}/{one.true_alerts} true alerts of "
                f"{one.path} name somebody else",
                style="yellow",
            )
    matched = [one.path for one in outcomes if one.matched == "entities and time"]
    if matched:
        yield Text(
            f"imported logs, matched by entities and time: {', '.join(matched)}", style="dim"
        )


def delay_lines(outcomes: Sequence[RuleOutcome]) -> Iterator[RenderableType]:
    """What the time to detect is made of, for the rules that found something."""
    shown = [(one, list(_parts(one))) for one in outcomes]
    shown = [(one, parts) for one, parts in shown if parts]
    if not shown:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("time to detect, median (worst)", overflow="fold", min_width=30)
    for name in ("ingestion", "waiting for the run", "execution", "in all"):
        table.add_column(name, justify="right")
    for one, parts in shown:
        columns = [
            [part.ingestion_s for part in parts],
            [part.waiting_s for part in parts],
            [part.execution_s for part in parts],
            [part.total_s for part in parts],
        ]
        cells = (f"{duration_text(median(of))} ({duration_text(max(of))})" for of in columns)
        table.add_row(escape(one.path), *cells)
    yield Text("")
    yield table


def _parts(one: RuleOutcome) -> Iterator[Delays]:
    for verdict in one.verdicts:
        if verdict.delays is not None and not verdict.benign:
            yield verdict.delays


def scenario_lines(replay: Replay) -> Iterator[Text]:
    """What became of the planted scenarios."""
    if not replay.scenarios or not replay.with_status("tested"):
        return
    attacks = [one for one in replay.scenarios if not one.benign]
    alike = {one.number for one in replay.scenarios if one.benign}
    verdicts = [verdict for one in replay.rules for verdict in one.verdicts if not verdict.benign]
    detectable = {verdict.scenario for verdict in verdicts if verdict.detectable}
    found = detected_by(replay.rules)
    late = _late(verdicts) - set(found)
    caught = len(set(found) - alike)
    yield Text("")
    yield Text(
        f"{_count(len(attacks), 'attack')} planted, {len(detectable)} detectable by these rules: "
        f"{caught}/{len(detectable)} found, {len(late)} missed because rows came late",
        style="bold",
    )
    if alike:
        yield Text(
            f"{_count(len(alike), 'look-alike')} planted: {len(set(found) & alike)}/{len(alike)} "
            "raised an alert"
        )
    for one in attacks:
        if one.number in detectable and one.number not in found:
            why = "rows came late" if one.number in late else "below the threshold or suppressed"
            yield Text(
                f"  missed: {one.number} {one.title}, {one.from_utc:%Y-%m-%d %H:%M} UTC ({why})"
            )
    if any(one.plumbing for one in replay.with_status("tested")):
        names = ", ".join(one.path for one in replay.with_status("tested") if one.plumbing)
        yield Text(
            "  plumbing verified, not recall (they read only what products already judged): "
            f"{names}"
        )


def _late(verdicts: Iterable[Verdict]) -> set[int]:
    return {verdict.scenario for verdict in verdicts if verdict.late}


def reason_lines(outcomes: Sequence[RuleOutcome]) -> Iterator[Text]:
    """Every rule that was not tested, with the whole reason."""
    for status in _REASONED:
        matching = [one for one in outcomes if one.status == status]
        if matching:
            yield Text("")
        for one in matching:
            yield Text(f"{status}: {one.path}: {one.why}")


def remark_lines(replay: Replay) -> Iterator[Text]:
    """Assumed schedules, warnings, skipped files, where the replay is kept."""
    assumed = [one for one in replay.rules if one.assumed]
    warned = [(one.path, warning) for one in replay.rules for warning in one.warnings]
    if assumed or warned or replay.warnings or replay.skipped:
        yield Text("")
    for one in assumed:
        yield Text(f"assumed: {one.path}: {', '.join(one.assumed)}")
    for path, warning in warned:
        yield Text(f"warning: {path}: {warning}", style="yellow")
    for warning in replay.warnings:
        yield Text(f"warning: {warning}", style="yellow")
    for skipped in replay.skipped:
        yield Text(f"skipped: {skipped}", style="dim")


def duration_text(seconds: float) -> str:
    """A duration for people: ``45 s``, ``12 min``, ``3 h 05 min``, ``2 d 4 h``."""
    whole = timedelta(seconds=round(seconds))
    hours, rest = divmod(whole.seconds, 3600)
    if whole.days:
        return f"{whole.days} d {hours} h"
    if hours:
        return f"{hours} h {rest // 60:02} min"
    return f"{rest // 60} min" if rest >= 120 else f"{rest} s"


def _styled(count: int, style: str) -> Text:
    return Text(f"{count:,}", style=style if count else "dim")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
