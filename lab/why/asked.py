"""Which rule and which scenarios are meant by what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.errors import ReplayError, RuleError
from lab.replay.feedback import reads_alerts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.replay.model import RuleOutcome, ScenarioInfo
    from lab.replay.prepare import Prepared


def chosen_scenarios(asked: str, planted: Sequence[ScenarioInfo]) -> tuple[ScenarioInfo, ...]:
    """The planted scenarios of a number or a name.

    Raises:
        ReplayError: where there is none.
    """
    found = tuple(one for one in planted if asked.strip() in (str(one.number), one.name))
    if not found:
        names = dict.fromkeys(one.name for one in planted)
        raise ReplayError(
            f"no scenario {asked!r} is planted here; there are {', '.join(names) or 'none'} "
            f"(numbers 1 to {len(planted)})"
        )
    return found


def only_rule(
    file: str, wanted: str, ready: Sequence[Prepared], outcomes: Sequence[RuleOutcome]
) -> Prepared:
    """The one rule of a file that can run.

    Raises:
        RuleError: where there is none, or more than one.
    """
    matching = [one for one in ready if not wanted or one.rule.path.endswith(f"#{wanted}")]
    if len(matching) == 1:
        return matching[0]
    if len(matching) > 1:
        names = ", ".join(
            f"{file}#{one.rule.path.partition('#')[2] or one.rule.id}" for one in ready
        )
        raise RuleError(f"{file} holds {len(matching)} rules; name one of them: {names}")
    said = "; ".join(f"{one.path}: {one.status}: {one.why}" for one in outcomes)
    if any(one.status == "blind" and reads_alerts(one) for one in outcomes):
        said += "; 'lab replay' fills tables of alerts with what the rules of a folder raise"
    raise RuleError(f"no rule of {file} can run: {said or 'it holds none'}")
