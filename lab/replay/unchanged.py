"""What an earlier replay still says of rules: those that nobody has touched since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.replay.feedback import reads_alerts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lab.replay.model import Replay, RuleOutcome
    from lab.rules.model import Rule


def unchanged(
    since: Replay | None, rules: Sequence[Rule], covers: Mapping[str, Sequence[str]]
) -> tuple[tuple[RuleOutcome, ...], tuple[Rule, ...]]:
    """The outcomes that still hold, and the rules that have to be replayed.

    Args:
        since: an earlier replay over the same logs with the same options.
        rules: the rules as they are now.
        covers: what their tests now say that they cover, by path.
    """
    earlier = {} if since is None else {one.path: one for one in since.rules}
    known, left = [], []
    for rule in rules:
        outcome = earlier.get(rule.path)
        if outcome is not None and _holds(outcome, rule, covers.get(rule.path)):
            known.append(outcome)
        else:
            left.append(rule)
    return tuple(known), tuple(left)


def _holds(outcome: RuleOutcome, rule: Rule, covers: Sequence[str] | None) -> bool:
    # What reads alerts depends on other rules; what did not run costs nothing to ask again.
    if outcome.status != "tested" or outcome.rule != rule or reads_alerts(outcome):
        return False
    told = outcome.coverage
    before = told.names if told is not None and not told.is_assumed else None
    return before == (None if covers is None else tuple(covers)) or told is None
