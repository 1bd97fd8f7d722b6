"""What a replay gives: per rule its runs, alerts and verdicts. Data only; nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lab.rules.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from lab.replay.schedule import Horizon
    from lab.replay.window import Run
    from lab.rules.model import Rule
    from transpile.diagnostics import Diagnostic

Status = Literal[
    "tested", "compiled", "blind", "refused", "invalid", "not run", "failed", "not testable"
]
"""``tested``: it ran at its anchors. ``compiled``: it was checked, not run. ``blind``: it reads a
table that is not loaded. ``refused``: its query does not compile. ``invalid``: the file is no valid
rule. ``not run``: no anchor lies within the horizon. ``failed``: the engine gave up.
``not testable``: its query holds a placeholder for what only its user knows."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run: its result rows, whether it raised an alert, whether it was suppressed.

    ``repeated`` counts alerts that the kind of rule does not raise again, ``dropped`` those beyond
    its limit that none stands for.
    """

    run: Run
    rows: int
    fired: bool
    suppressed: bool
    seconds: float
    repeated: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of an alert: its type as the JSON has it (``account``), and its fields."""

    type: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AlertDetails:
    """What an alert says of itself: the rule's own words, or those that its rows give instead.

    ``properties`` are columns of ``SecurityAlert`` that rows override; ``custom`` the custom
    details, the distinct values of each key.
    """

    title: str = ""
    description: str = ""
    severity: str = ""
    tactics: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    custom: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert of one run.

    ``ordinals`` are positions of its rows among the run's result rows, ``rows`` the values of the
    first of them as JSON (at most ``lab.replay.alerts.KEPT_ROWS``); ``scenarios`` maps the number
    of each scenario that made it true to the positions of the rows that it changed.
    ``start_utc`` and ``end_utc`` are those of the results, or the window's. ``rule`` is the path of
    the rule that raised it.
    """

    run: Run
    executed_utc: datetime
    number: int
    ordinals: Sequence[int]
    rows: tuple[Mapping[str, object], ...]
    start_utc: datetime
    end_utc: datetime
    scenarios: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    rule: str = ""
    details: AlertDetails = AlertDetails()
    entities: tuple[Entity, ...] = ()

    @property
    def is_true(self) -> bool:
        """Whether some scenario made it."""
        return bool(self.scenarios)


@dataclass(frozen=True, slots=True)
class Incident:
    """Alerts of one rule that make one incident, in order.

    ``number`` counts the incidents of a replay in order of creation. Nobody closes one here.
    """

    number: int
    rule: str
    alerts: tuple[Alert, ...]

    @property
    def created_utc(self) -> datetime:
        """When it was created: with its first alert."""
        return self.alerts[0].executed_utc

    @property
    def title(self) -> str:
        """That of its first alert."""
        return self.alerts[0].details.title

    @property
    def severity(self) -> str:
        """The highest of its alerts."""
        return max((alert.details.severity for alert in self.alerts), key=severity_rank)

    @property
    def scenarios(self) -> frozenset[int]:
        """The scenarios that made some of its alerts."""
        return frozenset(number for alert in self.alerts for number in alert.scenarios)


def severity_rank(severity: str) -> int:
    """Where a severity stands; an unknown one below all."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else -1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule made of one scenario.

    ``detectable``: on complete data that is on time it gives a row that depends on the scenario.
    ``found``: a true alert fired. ``late``: detectable and not found, though it would have fired
    had every row arrived on time; otherwise the threshold or a suppression kept it silent.
    ``seconds_to_detect`` run from the scenario's first row in the tables that the rule reads to
    the execution that raised the first true alert; None where there was none.
    """

    scenario: int
    detectable: bool
    found: bool
    late: bool
    seconds_to_detect: float | None

    @property
    def missed(self) -> bool:
        """Detectable, but without a true alert."""
        return self.detectable and not self.found


@dataclass(frozen=True)
class RuleOutcome:
    """Everything that a replay says of one rule.

    ``path`` is relative to the folder that was replayed. ``why`` explains any status but
    ``tested``; ``seconds`` is the cost of its runs, with its share of the tables that it hoisted.
    ``truth`` is False where the rule reads imported data alone: then nobody knows what is true.
    ``plumbing`` is True where it reads only tables that are themselves verdicts of a product.
    ``diagnostics`` are the compiler's and the checks' remarks, with places in the rule's query.
    """

    path: str
    title: str
    status: Status
    why: str = ""
    rule: Rule | None = None
    frequency: timedelta | None = None
    period: timedelta | None = None
    assumed: tuple[str, ...] = ()
    strategy: str = ""
    records: tuple[RunRecord, ...] = ()
    alerts: tuple[Alert, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    seconds: float = 0.0
    truth: bool = True
    plumbing: bool = False
    tables: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    rendered: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def fired(self) -> int:
        """How many runs passed the threshold and were not suppressed."""
        return sum(record.fired for record in self.records)

    @property
    def true_alerts(self) -> int:
        """How many alerts some scenario made."""
        return sum(alert.is_true for alert in self.alerts)

    @property
    def false_alerts(self) -> int:
        """How many alerts would have come without any scenario."""
        return len(self.alerts) - self.true_alerts

    @property
    def missed(self) -> tuple[int, ...]:
        """The numbers of the scenarios that were detectable and not found."""
        return tuple(verdict.scenario for verdict in self.verdicts if verdict.missed)


@dataclass(frozen=True, slots=True)
class ScenarioInfo:
    """A planted scenario, as the reports name it."""

    number: int
    name: str
    title: str
    severity: str
    from_utc: datetime
    to_utc: datetime
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Replay:
    """A replay of a folder of rules over the logs of one database.

    ``number`` is its entry in the journal, 0 where it was not kept.
    """

    horizon: Horizon
    strategy: str
    rules: tuple[RuleOutcome, ...]
    scenarios: tuple[ScenarioInfo, ...]
    skipped: tuple[str, ...] = ()
    number: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    incidents: tuple[Incident, ...] = ()

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts of all rules, in order of time."""
        every = (alert for outcome in self.rules for alert in outcome.alerts)
        return tuple(sorted(every, key=lambda alert: alert.executed_utc))

    def with_status(self, status: Status) -> tuple[RuleOutcome, ...]:
        """The rules of this status, in order."""
        return tuple(outcome for outcome in self.rules if outcome.status == status)

    def __repr__(self) -> str:
        alerts = sum(len(outcome.alerts) for outcome in self.rules)
        return (
            f"<Replay of {len(self.rules)} rules, {len(self.with_status('tested'))} tested, "
            f"{alerts} alerts, {self.horizon.from_utc} to {self.horizon.to_utc}>"
        )
