"""What a replay says that the one before did not, for who watches a folder while writing rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from lab.report.terminal import reason_lines, rule_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from lab.replay.model import Replay, RuleOutcome


def change_parts(before: Replay, now: Replay) -> Iterator[RenderableType]:
    """The rules that were replayed again, then how each differs from what it was."""
    earlier = {one.path: one for one in before.rules}
    again = [one for one in now.rules if earlier.get(one.path) is not one]
    tested = [one for one in again if one.status == "tested"]
    if tested:
        yield rule_table(tested)
    yield from reason_lines(again)
    names = {one.number: one.name for one in now.scenarios}
    for one in again:
        old = earlier.get(one.path)
        said = "new" if old is None else "; ".join(_differences(old, one, names))
        yield Text(f"{one.path}: {said or 'as before'}")
    here = {one.path for one in now.rules}
    for path in earlier:
        if path not in here:
            yield Text(f"{path}: gone")
    if not again and len(here) == len(earlier):
        yield Text("no rule has changed", style="dim")


def _differences(old: RuleOutcome, new: RuleOutcome, names: dict[int, str]) -> Iterator[str]:
    if old.status != new.status:
        yield f"{old.status} -> {new.status}"
    if new.status != "tested":
        return
    for what, was, now in (
        ("alerts", len(old.alerts), len(new.alerts)),
        ("true", old.true_alerts, new.true_alerts),
        ("false", old.false_alerts, new.false_alerts),
    ):
        if was != now:
            yield f"{what} {was:,} -> {now:,}"
    found, finds = _found(old), _found(new)
    for what, numbers in (("finds", finds - found), ("no longer finds", found - finds)):
        for number in sorted(numbers):
            yield f"{what} scenario {number} ({names.get(number, '?')})"


def _found(outcome: RuleOutcome) -> set[int]:
    return {verdict.scenario for verdict in outcome.verdicts if verdict.found}
