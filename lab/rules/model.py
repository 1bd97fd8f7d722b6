"""The one ``Rule``: what every rule format is read into, and all that a replay knows of a rule.

What differs between kinds of rules (the axis of the visible window, the delay, the limits) is
data of a :class:`RuleKind`, never a code path.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from lab.errors import RuleError

Axis = Literal["TimeGenerated", "ingestion"]
"""The clock on which a kind of rule bounds the rows that a run sees: event or end of ingestion."""


@dataclass(frozen=True, slots=True)
class AlertSource:
    """What the alerts of a kind of rule say of where they come from.

    ``provider``, ``product`` and ``component`` are columns of ``SecurityAlert``; ``service`` and
    ``detection`` those of ``AlertInfo``, where ids begin with ``prefix``.
    """

    provider: str
    product: str
    component: str
    service: str
    detection: str
    prefix: str


_SCHEDULED_ALERTS = AlertSource(
    provider="ASI Scheduled Alerts",
    product="Azure Sentinel",
    component="Scheduled Alerts",
    service="Microsoft Sentinel",
    detection="Scheduled Alerts",
    prefix="sn",
)
_NRT_ALERTS = replace(
    _SCHEDULED_ALERTS,
    provider="ASI NRT Alerts",
    component="NRT Alerts",
    detection="NRT Alerts",
)
_CUSTOM_ALERTS = AlertSource(
    provider="MTP",
    product="Microsoft 365 Defender",
    component="Custom Detection",
    service="Microsoft Defender XDR",
    detection="Custom detection",
    prefix="ea",
)


@dataclass(frozen=True, slots=True)
class RuleKind:
    """What a kind of rule fixes.

    ``delay`` is from anchor to execution: rows ingested until then are visible. ``alert_limit``
    is the most alerts of one run with an alert per result; the last of them stands for all that
    are left where the kind ``sums_up``, else what is left raises none.
    The bounds on frequency and period are those that the product accepts. ``always`` is the
    schedule of a kind that leaves no choice: frequency and period are both of that length.
    ``first_period`` is how far the first run looks back, where that is not the period.
    ``deduplicates`` says that rows with the same entities and details are one alert, which is not
    raised again. ``details_limit`` bounds the bytes of an alert's custom details: beyond it values
    are cut, or all of them dropped (``details_whole``). ``source`` is what its alerts say of it.
    """

    name: str
    axis: Axis
    delay: timedelta
    alert_limit: int
    shortest: timedelta
    longest: timedelta
    always: timedelta | None = None
    deduplicates: bool = False
    sums_up: bool = True
    first_period: timedelta | None = None
    details_limit: int = 64 * 1024
    details_whole: bool = False
    source: AlertSource = _SCHEDULED_ALERTS


SCHEDULED = RuleKind(
    name="Scheduled",
    axis="TimeGenerated",
    delay=timedelta(minutes=5),
    alert_limit=150,
    shortest=timedelta(minutes=5),
    longest=timedelta(days=14),
)
NRT = RuleKind(
    name="NRT",
    axis="ingestion",
    delay=timedelta(minutes=2),
    alert_limit=30,
    shortest=timedelta(minutes=1),
    longest=timedelta(minutes=1),
    always=timedelta(minutes=1),
    source=_NRT_ALERTS,
)
# The delay of custom detections is not published; they evaluate what has been ingested.
CUSTOM_DETECTION = RuleKind(
    name="CustomDetection",
    axis="ingestion",
    delay=timedelta(0),
    alert_limit=150,
    shortest=timedelta(minutes=5),
    longest=timedelta(days=30),
    deduplicates=True,
    sums_up=False,
    first_period=timedelta(days=30),
    details_limit=4 * 1024,
    details_whole=True,
    source=_CUSTOM_ALERTS,
)
CONTINUOUS_DETECTION = replace(
    CUSTOM_DETECTION,
    name="ContinuousDetection",
    shortest=timedelta(minutes=1),
    longest=timedelta(minutes=1),
    always=timedelta(minutes=1),
)
KINDS = {kind.name: kind for kind in (SCHEDULED, NRT, CUSTOM_DETECTION, CONTINUOUS_DETECTION)}


@dataclass(frozen=True, slots=True)
class EntityMapping:
    """An entity of an alert: its type, and which column fills each of its identifiers.

    ``identifiers`` pairs names of the entity's schema (``FullName``, ``Address``) with columns.
    """

    type: str
    identifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AlertOverrides:
    """How a rule's alerts take text from its results; empty where they do not.

    Formats hold ``{{Column}}``; ``properties`` pairs properties of the alert with columns.
    """

    title_format: str = ""
    description_format: str = ""
    severity_column: str = ""
    tactics_column: str = ""
    properties: tuple[tuple[str, str], ...] = ()


Matching = Literal["AllEntities", "AnyAlert", "Selected"]
"""Which alerts share an incident: with equal entities, any, or with what is selected equal."""


@dataclass(frozen=True, slots=True)
class IncidentSettings:
    """Whether a rule's alerts make incidents, and which of them share one."""

    create: bool = True
    grouped: bool = False
    reopen: bool = False
    lookback: timedelta = timedelta(hours=5)
    matching: Matching = "AllEntities"
    by_entities: tuple[str, ...] = ()
    by_alert_details: tuple[str, ...] = ()
    by_custom_details: tuple[str, ...] = ()


TriggerOperator = Literal["gt", "lt", "eq", "ne"]
"""How the number of result rows is compared with the threshold."""

SEVERITIES = ("Informational", "Low", "Medium", "High")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A detection rule, whatever file it came from.

    ``path`` is relative to the folder that was loaded, with forward slashes, and ``#name`` behind
    it where a file holds several rules; ``id`` is the file's
    own, or the path where it gives none. ``query_line`` counts the lines of the file above the
    query's first line: adding it to a line of a diagnostic gives the line of the file, unless the
    query is ``query_folded`` (the escaped text of JSON has no lines of its own).
    ``placeholders`` are texts in the query that stand for what only its user knows.
    ``suppression`` is None where it is off; ``alert_per_result`` is False for one
    alert over all result rows. ``start`` is naive UTC. ``custom_details`` pairs keys with
    columns. ``assumed`` names the parts of the schedule that the file left open, with the values
    taken; ``warnings`` are remarks for its author, such as what the product would reject.
    """

    id: str
    title: str
    path: str
    query: str
    frequency: timedelta
    period: timedelta
    query_line: int = 0
    query_folded: bool = False
    kind: RuleKind = SCHEDULED
    trigger_operator: TriggerOperator = "gt"
    trigger_threshold: int = 0
    severity: str = "Medium"
    tactics: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    description: str = ""
    enabled: bool = True
    suppression: timedelta | None = None
    alert_per_result: bool = False
    start: datetime | None = None
    entities: tuple[EntityMapping, ...] = ()
    custom_details: tuple[tuple[str, str], ...] = ()
    overrides: AlertOverrides = AlertOverrides()
    incidents: IncidentSettings = IncidentSettings()
    placeholders: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def file_line(self, line: int) -> int:
        """The line of the file on which a line of the query stands, both from 1."""
        return self.query_line + (1 if self.query_folded else line)

    @property
    def key(self) -> tuple[str, str]:
        """What tells rules apart: relative path and id."""
        return (self.path, self.id)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a rule cannot run. ``line`` counts from 1; 0 where no line can be named."""

    message: str
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class RuleFileError(RuleError):
    """A rule file with everything that is wrong in it, not just the first."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}", path=path)
        self.field = problems[0].field
        self.problems = problems
