"""Alerts on alerts: rules that read what the rules of this replay raise.

They run after the rules that do not, and again, with each other's and their own alerts, until
nothing changes: what a run sees lies before it, so that each round settles more of the time. Rules
that are not settled after some rounds feed on their own alerts: a cycle. They are told so, and all
see the alerts of the settled ones alone.

A table of alerts that is not loaded is there as soon as a rule of this replay fills it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from lab.replay.alert_tables import ALERT_TABLES
from lab.replay.prepare import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lab.replay.alert_tables import AlertTables
    from lab.replay.model import RuleOutcome
    from lab.rules.model import Rule
    from transpile.schema import Tables

MOST_ROUNDS = 12
_NAMED = re.compile("|".join(ALERT_TABLES))


def reads_alerts(one: Prepared | RuleOutcome) -> bool:
    """Whether a rule reads tables of alerts, or might once they have rows."""
    if one.tables:
        return not set(ALERT_TABLES).isdisjoint(one.tables)
    return one.rule is not None and _NAMED.search(one.rule.query) is not None


class Run(Protocol):
    """Replays rules."""

    def __call__(
        self, ready: Sequence[Prepared], schemas: Tables, sizes: Mapping[str, int], *, final: bool
    ) -> Iterable[RuleOutcome]:
        """The outcomes of rules that are ready, over tables of these sizes.

        Where it is not ``final``, the alerts may still change, and it is enough to know which
        scenarios made them.
        """
        ...


class Readers:
    """The rules of a replay that read alerts.

    Args:
        rules: those rules.
        others: what became of all other rules.
        tables: the tables of alerts.
        prepare: makes a rule ready against tables of these sizes.
        run: replays rules that are ready.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        others: Sequence[RuleOutcome],
        tables: AlertTables,
        prepare: Callable[[Rule, Tables, Mapping[str, int]], Prepared | RuleOutcome],
        run: Run,
    ) -> None:
        self._rules = rules
        self._others = others
        self._tables = tables
        self._prepare = prepare
        self._run = run
        self._read: Sequence[str] = ALERT_TABLES
        self._sizes: Mapping[str, int] = {}
        self._kept: dict[str, Prepared | RuleOutcome] = {}

    def replayed(self) -> tuple[RuleOutcome, ...]:
        """What becomes of these rules."""
        before: tuple[RuleOutcome, ...] = ()
        changing: set[str] = set()
        for done in range(MOST_ROUNDS):
            found = self._round(before)
            changed = _changed(before, found)
            if not changed:
                return self._told(self._round(before, final=True))
            before = found
            if done >= MOST_ROUNDS // 2:  # rules that feed each other change in turns
                changing |= changed
        settled = [one for one in before if one.path not in changing]
        names = ", ".join(sorted(changing))
        cycle = (
            f"a cycle: after {MOST_ROUNDS} rounds the alerts of {names} still raise new ones; "
            "this rule saw the alerts of other rules alone"
        )
        return self._told(
            replace(one, warnings=(*one.warnings, cycle)) if one.path in changing else one
            for one in self._round(settled, final=True)
        )

    def _round(
        self, known: Sequence[RuleOutcome], *, final: bool = False
    ) -> tuple[RuleOutcome, ...]:
        """What becomes of these rules where the known ones have raised their alerts."""
        schemas, self._sizes = self._tables.filled(self._others, known, self._read)
        made = [self._ready(rule, schemas) for rule in self._rules]
        ready = [one for one in made if isinstance(one, Prepared)]
        unready = [one for one in made if not isinstance(one, Prepared)]
        if not unready:  # of those it is not known what they would read
            self._read = sorted({name for one in ready for name in one.tables} & {*ALERT_TABLES})
        return (*unready, *self._run(ready, schemas, self._sizes, final=final))

    def _ready(self, rule: Rule, schemas: Tables) -> Prepared | RuleOutcome:
        """The rule; it is compiled once, unless its columns depend on the alerts."""
        one = self._kept.get(rule.path)
        if one is None:
            one = self._prepare(rule, schemas, self._sizes)
            if isinstance(one, Prepared) and not one.asked:
                self._kept[rule.path] = one
        return one

    def _told(self, found: Iterable[RuleOutcome]) -> tuple[RuleOutcome, ...]:
        """The outcomes; blind where a rule had nothing to read, and needs it."""
        return tuple(self._blind(one) or one for one in found)

    def _blind(self, one: RuleOutcome) -> RuleOutcome | None:
        absent = self._tables.absent.intersection(one.tables)
        if one.alerts or one.rule is None or all(self._sizes.get(name) for name in absent):
            return None
        alone = self._prepare(one.rule, self._tables.loaded, {})
        if isinstance(alone, Prepared) or alone.status != "blind":
            return None  # a wildcard reads what there is
        return replace(alone, why=f"{alone.why}, and no rule here raised an alert")


def _changed(before: Sequence[RuleOutcome], found: Sequence[RuleOutcome]) -> set[str]:
    """The rules whose alerts are others now."""
    earlier = {one.path: _said(one) for one in before}
    return {one.path for one in found if _said(one) != earlier.get(one.path, [])}


def _said(one: RuleOutcome) -> list[object]:
    return [
        (alert.run, alert.number, alert.details, alert.entities, alert.rows, set(alert.scenarios))
        for alert in one.alerts
    ]
