"""Rules of which these logs cannot show whether they work: they must not count as passed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lab.replay.prepare import untested
from lab.rules.indicators import indicators_of
from transpile.pipeline import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lab.replay.model import RuleOutcome
    from lab.replay.prepare import Prepared

_SHOWN = 3


def without_data(one: Prepared, rows: Mapping[str, int]) -> Prepared | RuleOutcome:
    """The rule, or that it is not testable: there is no row in any table that it reads.

    ``rows`` are those of each stored table; a table that it does not name is not judged.
    """
    known = [rows[name] for name in one.tables if name in rows]
    if len(known) < len(one.tables) or not known or any(known):
        return one
    why = f"no rows in {', '.join(one.tables)}"
    return replace(untested(one.rule, "not testable", why), tables=one.tables)


def indicators_alone(outcome: RuleOutcome) -> RuleOutcome:
    """The outcome, or that it says nothing: the rule asks for values that no row here holds."""
    if outcome.status != "tested" or outcome.rule is None:
        return outcome
    if any(record.rows for record in outcome.records):
        return outcome
    asked = indicators_of(parse(outcome.rule.query))
    if not asked:
        return outcome
    shown = ", ".join(asked[:_SHOWN]) + (", ..." if len(asked) > _SHOWN else "")
    why = f"it looks for indicators alone, and no row here holds one of {len(asked)} ({shown})"
    return replace(outcome, status="not testable", why=why)
