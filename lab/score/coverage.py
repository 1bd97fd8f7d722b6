"""Which scenarios a rule is measured against: what its tests file says, or else an assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.replay.model import Coverage

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lab.replay.model import ScenarioInfo
    from lab.rules.model import Rule


def coverage_of(
    rule: Rule,
    tables: Collection[str],
    scenarios: Sequence[ScenarioInfo],
    covers: Sequence[str] | None = None,
) -> Coverage:
    """What a rule has to find.

    Args:
        rule: the rule, with its techniques.
        tables: the tables that it reads.
        scenarios: what is planted; look-alikes are never expected.
        covers: names of scenarios from the rule's tests file; None where that does not say.
    """
    if covers is not None:
        return Coverage(tuple(covers), "tests file")
    attacks = [
        one for one in scenarios if not one.benign and not set(one.tables).isdisjoint(tables)
    ]
    if not rule.techniques:
        return Coverage(_names(attacks), "tables")
    told = {_family(name) for name in rule.techniques}
    meant = [one for one in attacks if told & {_family(name) for name in one.techniques}]
    return Coverage(_names(meant), "techniques and tables")


def _names(scenarios: Sequence[ScenarioInfo]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in scenarios))


def _family(technique: str) -> str:
    """A technique without its sub-technique: who names T1110 means T1110.003 too."""
    return technique.upper().partition(".")[0]
