"""Which scenarios a plan asks for, from how they are typed: ``all``, ``name:count@day``."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators.plan import MICROSECONDS_PER_DAY, PlanError
from generators.scenarios import SCENARIOS

if TYPE_CHECKING:
    from generators.plan import Plan
    from generators.truth import Scenario

_REQUEST = re.compile(r"(?P<name>[a-z][a-z0-9-]*)(?::(?P<count>\d+))?(?:@(?P<day>\d+))?")
MOST_INSTANCES = 1_000


@dataclass(frozen=True)
class Instance:
    """One attack to plant: the variant among its kind, and the span it has to fit into."""

    scenario: Scenario
    variant: int
    start_us: int
    end_us: int


def instances_of(plan: Plan) -> tuple[Instance, ...]:
    """The attacks that a plan asks for, in the order of their numbers.

    Raises:
        PlanError: for an unknown scenario, a day outside the plan, a text that is no request.
    """
    found: list[Instance] = []
    variants: dict[str, int] = {}
    if "none" in plan.scenarios and len(plan.scenarios) > 1:
        raise PlanError("scenario 'none' stands alone: leave it out to plant the others")
    for text in plan.scenarios:
        if text == "none":
            continue
        for scenario, count, day in _asked(text, plan):
            start, end = plan.start_us, plan.end_us
            if day is not None:
                start = plan.start_us + (day - 1) * MICROSECONDS_PER_DAY
                end = start + MICROSECONDS_PER_DAY
            for _ in range(count):
                variant = variants.get(scenario.name, 0)
                variants[scenario.name] = variant + 1
                found.append(Instance(scenario, variant, start, end))
    return tuple(found)


def _asked(text: str, plan: Plan) -> list[tuple[Scenario, int, int | None]]:
    if text == "all":
        return [(scenario, scenario.usual_count, None) for scenario in SCENARIOS.values()]
    match = _REQUEST.fullmatch(text)
    if match is None:
        raise PlanError(
            f"scenario {text!r} is not understood: write all, none, name, name:count or name@day"
        )
    scenario = SCENARIOS.get(match["name"])
    if scenario is None:
        near = difflib.get_close_matches(match["name"], SCENARIOS, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(SCENARIOS)}"
        raise PlanError(f"no scenario is called {match['name']!r}; {hint}")
    count = int(match["count"]) if match["count"] else (1 if match["day"] else scenario.usual_count)
    if not 1 <= count <= MOST_INSTANCES:
        raise PlanError(f"scenario {text!r}: a count from 1 to {MOST_INSTANCES} is needed")
    day = int(match["day"]) if match["day"] else None
    if day is not None and not 1 <= day <= plan.days:
        raise PlanError(f"scenario {text!r}: the plan has days 1 to {plan.days}")
    return [(scenario, count, day)]
