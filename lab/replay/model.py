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
    "tested", "compiled", "not testable", "blind", "refused", "invalid", "not run", "failed"
]
"""``tested``: it ran at its anchors. ``compiled``: it was checked, not run. ``not testable``: these
logs cannot show whether it works (no rows, a placeholder, indicators alone). ``blind``: it reads a
table that is not loaded. ``refused``: its query does not compile. ``invalid``: the file is no valid
rule. ``not run``: no anchor lies within the horizon. ``failed``: the engine gave up."""

Classification = Literal["TruePositive", "BenignPositive", "FalsePositive", "Undetermined"]
"""What an alert is, in the portal's words. ``BenignPositive``: made by what only looks like an
attack. ``Undetermined``: nobody knows what is true in the logs that the rule reads."""

Basis = Literal["tests file", "techniques and tables", "tables"]
"""Where it is said which scenarios a rule has to find: its tests file, or else assumed."""


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
    the rule that raised it. ``right_entity`` is
    False where a true alert names somebody else alone, None where that cannot be told.
    ``repeats`` says that an earlier alert of the rule told of the same rows.
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
    classification: Classification = "Undetermined"
    right_entity: bool | None = None
    repeats: bool = False

    @property
    def is_true(self) -> bool:
        """Whether an attack made it."""
        return self.classification == "TruePositive"


@dataclass(frozen=True, slots=True)
class Delays:
    """How long an attack went unseen, part by part, from when it could first have been seen.

    ``possible_utc`` is the first event that, had everything arrived at once, would have raised the
    alert; ``ingested_utc`` when the last row arrived that it takes; ``anchor_utc`` the run's anchor
    and ``executed_utc`` its execution.
    """

    possible_utc: datetime
    ingested_utc: datetime
    anchor_utc: datetime
    executed_utc: datetime

    @property
    def ingestion_s(self) -> float:
        """Seconds until the rows had arrived."""
        return max(0.0, (self.ingested_utc - self.possible_utc).total_seconds())

    @property
    def waiting_s(self) -> float:
        """Seconds from there to the anchor of the run."""
        ready = max(self.ingested_utc, self.possible_utc)
        return max(0.0, (self.anchor_utc - ready).total_seconds())

    @property
    def execution_s(self) -> float:
        """Seconds from there to the alert."""
        return self.total_s - self.ingestion_s - self.waiting_s

    @property
    def total_s(self) -> float:
        """Seconds from the first event that makes it possible to the alert."""
        return (self.executed_utc - self.possible_utc).total_seconds()


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
    ``seconds_to_detect`` run from the first event that makes detection possible to the execution
    that raised the first true alert; None where there was none; ``delays`` are its parts.
    ``expected``: the rule is meant to find it. ``benign``: it only looks like an attack.
    ``phases`` are how many of the anchor phases that were tried found it, and how many were tried.
    """

    scenario: int
    detectable: bool
    found: bool
    late: bool
    seconds_to_detect: float | None
    expected: bool = True
    benign: bool = False
    delays: Delays | None = None
    phases: tuple[int, int] | None = None

    @property
    def missed(self) -> bool:
        """An attack that the rule is meant to find and could, but without a true alert."""
        return self.expected and self.detectable and not self.found and not self.benign


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which kinds of scenario a rule is measured against, and where that is said."""

    names: tuple[str, ...]
    basis: Basis

    @property
    def is_assumed(self) -> bool:
        """Whether no tests file says so."""
        return self.basis != "tests file"


@dataclass(frozen=True)
class RuleOutcome:
    """Everything that a replay says of one rule.

    ``path`` is relative to the folder that was replayed. ``why`` explains any status but
    ``tested``; ``seconds`` is the cost of its runs, with its share of the tables that it hoisted.
    ``truth`` is False where the rule reads imported data alone: then nobody knows what is true.
    ``plumbing`` is True where it reads only tables that are themselves verdicts of a product.
    ``matched`` says how alerts and scenarios were brought together.
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
    matched: Literal["counterfactual", "entities and time"] = "counterfactual"
    coverage: Coverage | None = None
    tables: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    rendered: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def fired(self) -> int:
        """How many runs passed the threshold and were not suppressed."""
        return sum(record.fired for record in self.records)

    def classified(self, classification: Classification) -> int:
        """How many alerts are of a class."""
        return sum(alert.classification == classification for alert in self.alerts)

    @property
    def true_alerts(self) -> int:
        """How many alerts some attack made."""
        return self.classified("TruePositive")

    @property
    def benign_alerts(self) -> int:
        """How many alerts were made by what only looks like an attack."""
        return self.classified("BenignPositive")

    @property
    def false_alerts(self) -> int:
        """How many alerts would have come without any scenario."""
        return self.classified("FalsePositive")

    @property
    def wrong_entity(self) -> int:
        """How many true alerts name somebody else."""
        return sum(alert.right_entity is False for alert in self.alerts)

    @property
    def repeated(self) -> int:
        """How many alerts tell of rows that an earlier alert told of."""
        return sum(alert.repeats for alert in self.alerts)

    @property
    def missed(self) -> tuple[int, ...]:
        """The numbers of the scenarios that it should have found, and did not."""
        return tuple(verdict.scenario for verdict in self.verdicts if verdict.missed)

    @property
    def caught(self) -> tuple[int, int]:
        """How many of the attacks that it should find, and could, it found: n of m."""
        asked = [v for v in self.verdicts if v.expected and v.detectable and not v.benign]
        return sum(verdict.found for verdict in asked), len(asked)


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
    techniques: tuple[str, ...] = ()
    entities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    benign: bool = False


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
