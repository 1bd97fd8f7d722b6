"""What an alert is, in the portal's words, from the rows that depend on a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from lab.score.entities import mentions, names_the_right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from lab.replay.model import Alert, Classification, ScenarioInfo
    from lab.replay.rowkeys import Numbers
    from lab.rules.model import Rule


def by_counterfactual(
    alert: Alert,
    changed: Mapping[int, tuple[int, ...]],
    rule: Rule,
    scenarios: Mapping[int, ScenarioInfo],
) -> Alert:
    """The alert with the scenarios that made it, its class, and whether it names the right ones.

    Args:
        alert: an alert of one run.
        changed: scenarios to the positions of the run's rows that depend on them; no positions at
            all say that the run fired for want of rows because of the scenario.
        rule: whose alert it is.
        scenarios: all that is planted, by number.
    """
    made: dict[int, tuple[int, ...]] = {}
    for number, positions in changed.items():
        own = tuple(position for position in positions if position in alert.ordinals)
        if own or not positions:
            made[number] = own
    return _classed(alert, made, rule, scenarios, "FalsePositive")


def by_entities(alert: Alert, rule: Rule, scenarios: Mapping[int, ScenarioInfo]) -> Alert:
    """The same for imported rows, which belong to no scenario: entities and time must agree."""
    made = {
        one.number: ()
        for one in scenarios.values()
        if one.from_utc <= alert.end_utc and one.to_utc >= alert.start_utc and mentions(alert, one)
    }
    return _classed(alert, made, rule, scenarios, "Undetermined")


def _classed(
    alert: Alert,
    made: Mapping[int, tuple[int, ...]],
    rule: Rule,
    scenarios: Mapping[int, ScenarioInfo],
    otherwise: Classification,
) -> Alert:
    attacks = [number for number in made if not scenarios[number].benign]
    kind: Classification = otherwise
    if attacks:
        kind = "TruePositive"
    elif made:
        kind = "BenignPositive"
    agreed = [names_the_right(alert, rule.entities, scenarios[number]) for number in attacks]
    right = True if True in agreed else False if False in agreed else None
    return replace(alert, scenarios=made, classification=kind, right_entity=right)


def marked_repeats(
    alerts: Sequence[Alert], rows: Mapping[int, Numbers], seen: Sequence[frozenset[int]]
) -> tuple[Alert, ...]:
    """The alerts of a rule in order, with those marked that tell of nothing new.

    An alert repeats earlier ones of other runs where they told of every row of the attack that
    made it (a count may grow without news). Where no attack did: where each of its result rows was
    in one whose window overlaps its own.

    Args:
        alerts: in order of their runs.
        rows: the numbers of each run's rows by run; equal rows have equal numbers.
        seen: for each alert the rows of its attacks that its run saw; empty for any other.
    """
    # Until when each result row was told of, by its number; the rows of a run count after it.
    most = max((int(numbers.max(initial=-1)) for numbers in rows.values()), default=-1)
    told = np.full(most + 1, np.datetime64("NaT", "us"))
    told_events: set[int] = set()
    fresh: list[tuple[Numbers, datetime]] = []
    fresh_events: set[int] = set()
    result: list[Alert] = []
    for alert, events in zip(alerts, seen, strict=True):
        run = alert.run
        if result and result[-1].run.number != run.number:
            for numbers, until in fresh:
                told[numbers] = np.datetime64(until, "us")
            told_events |= fresh_events
            fresh, fresh_events = [], set()
        own = rows[run.number][np.asarray(alert.ordinals, dtype=np.int64)]
        if events:
            again = events <= told_events
        else:  # a comparison with NaT is false
            again = bool(own.size and np.all(told[own] > np.datetime64(run.from_utc, "us")))
        fresh.append((own, run.to_utc))
        fresh_events |= events
        result.append(replace(alert, repeats=again))
    return tuple(result)
