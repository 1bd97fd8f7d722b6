"""When an attack could first have been seen, and what the time from there to the alert is made of.

The run that raised the alert is repeated as if it had ended, or received its last row, earlier:
with its clock where it was, on rows up to one event of the scenario. The first event with which
the alert comes is the one that makes detection possible; the first arrival with which it comes is
when the logs had what it takes. Both are found by narrowing in on a few events at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lab.replay.model import Delays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from lab.replay.model import Alert
    from lab.replay.window import Run
    from lab.score.match import Counterfactual
    from lab.score.spans import ScenarioSpan

# Instants tried at once: many where one query answers for all runs, else the fewest in all.
AT_ONCE_LIFTED = 8
AT_ONCE_ALONE = 1


@dataclass
class _Search:
    """The instants of one scenario at which the run may have ended, and what is known of them.

    ``low`` is the last that is known not to do (-1: none), ``high`` the first that is.
    """

    scenario: int
    run: Run
    instants: NDArray[np.datetime64]
    by_event: bool
    low: int
    high: int

    @property
    def is_open(self) -> bool:
        return self.high - self.low > 1

    def tries(self, at_once: int) -> list[int]:
        """Places between what is known, evenly spread."""
        between = self.high - self.low - 1
        count = min(at_once, between)
        return sorted(
            {self.low + (step + 1) * (between + 1) // (count + 1) for step in range(count)}
        )

    def cut(self, place: int) -> Run:
        """The run on rows up to one of the instants."""
        until = self.instants[place].item()
        if self.by_event:
            return replace(self.run.complete(), to_utc=until)
        return replace(self.run, received_to=until)

    @property
    def found(self) -> datetime:
        return self.instants[self.high].item()  # type: ignore[no-any-return]  # numpy's item()


def delays_of(
    ask: Counterfactual,
    spans: Sequence[ScenarioSpan],
    first: Mapping[int, Alert],
    *,
    lifted: bool,
) -> dict[int, Delays]:
    """The parts of the time to detect, by scenario.

    Args:
        ask: evaluates runs again.
        spans: the scenarios' rows in the tables that the rule reads.
        first: the first true alert of each scenario that was found.
        lifted: whether one query answers for many runs.
    """
    searches = []
    for span in spans:
        alert = first.get(span.number)
        if alert is None or not alert.scenarios[span.number]:
            continue  # it fired for want of rows: no event makes that possible
        run = alert.run
        own = span.seen_by(run, ask.axis)
        if ask.axis != "ingestion":
            searches.append(_search(span.number, run, span.times[own], by_event=True))
        searches.append(_search(span.number, run, span.ingested[own], by_event=False))
    _narrow(ask, [one for one in searches if one is not None], lifted=lifted)
    found: dict[int, dict[bool, datetime]] = {}
    for one in searches:
        if one is not None:
            found.setdefault(one.scenario, {})[one.by_event] = one.found
    result = {}
    for span in spans:
        told = found.get(span.number)
        if not told:
            continue
        alert = first[span.number]
        ingested = told.get(False)
        possible = told.get(True)
        if possible is None:
            # A window on arrival cannot end at an event: take the one that arrived then.
            possible = _event_of(span, ingested)
        if possible is not None:
            result[span.number] = Delays(
                possible_utc=possible,
                ingested_utc=ingested or possible,
                anchor_utc=alert.run.now,
                executed_utc=alert.executed_utc,
            )
    return result


def _search(
    scenario: int, run: Run, instants: NDArray[np.datetime64], *, by_event: bool
) -> _Search | None:
    known = np.unique(instants[~np.isnat(instants)])
    if not known.size:
        return None
    return _Search(scenario, run, known, by_event, -1, len(known) - 1)


def _narrow(ask: Counterfactual, searches: Sequence[_Search], *, lifted: bool) -> None:
    """Close every search, a round of runs for all of them at a time."""
    at_once = AT_ONCE_LIFTED if lifted else AT_ONCE_ALONE
    while asked := [
        (one, place) for one in searches if one.is_open for place in one.tries(at_once)
    ]:
        runs = []
        for number, (one, place) in enumerate(asked):
            cut = replace(one.cut(place), number=2 * number + 1)
            runs += [cut, cut.without(one.scenario, 2 * number + 2)]
        seen = {again.run.number: again for again in ask.seen(runs)}
        for number, (one, place) in enumerate(asked):
            if not one.low < place < one.high:
                continue
            base, without = seen[2 * number + 1], seen[2 * number + 2]
            changed = base.count and np.setdiff1d(base.rows, without.rows).size
            if changed and ask.fires(base.count):
                one.high = place
            else:
                one.low = place


def _event_of(span: ScenarioSpan, ingested: datetime | None) -> datetime | None:
    if ingested is None:
        return None
    then = span.times[span.ingested == np.datetime64(ingested, "us")]
    known = then[~np.isnat(then)]
    return known.max().item() if known.size else None  # numpy
