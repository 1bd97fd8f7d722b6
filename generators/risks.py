"""Risk detections of the directory: what is detected, how it ends, and which rows tell of it.

A detection keeps its ``Id`` for life and comes again with every change of state; the alert names
it and changes with it; the sign-in that caused it is written again with each state.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from generators.ids import guid_text, random_ids
from generators.risk_kinds import KINDS, RiskKind
from generators.tables.identity_alerts import identity_alert
from generators.tables.risk_events import risk_event

if TYPE_CHECKING:
    from generators.events import SignIns
    from generators.population import World
    from generators.records import Record

MINUTE_US = 60_000_000
HOUR_US = 60 * MINUTE_US
# State and detail that end a detection: by the user (three), by an admin (two), by the service.
ENDINGS = (
    ("remediated", "userPerformedSecuredPasswordChange"),
    ("remediated", "userPassedMFADrivenByRiskBasedPolicy"),
    ("remediated", "userChangedPasswordOnPremises"),
    ("dismissed", "adminDismissedAllRiskForUser"),
    ("confirmedCompromised", "adminConfirmedUserCompromised"),
    ("dismissed", "aiConfirmedSigninSafe"),
)
BY_RESET, BY_MFA, ON_PREMISES, BY_ADMIN, COMPROMISED, BY_SERVICE = range(6)


@dataclass(frozen=True)
class Detection:
    """What is detected: whom, from where, when it happened and when it was found (microseconds).

    The ids are those of the sign-in that caused it, empty where there is none.
    """

    kind: RiskKind
    account: int
    address: int
    activity_us: int
    detected_us: int
    agent: str = ""
    request_id: str = ""
    correlation_id: str = ""
    session_id: str = ""


@dataclass(frozen=True)
class State:
    """A state of a detection since an instant; ``ending`` indexes ``ENDINGS``, None is at risk."""

    since_us: int
    ending: int | None

    @property
    def texts(self) -> tuple[str, str]:
        """RiskState and RiskDetail."""
        return ("atRisk", "none") if self.ending is None else ENDINGS[self.ending]


@dataclass(frozen=True)
class SignInRisk:
    """What a sign-in row says of risk."""

    state: str
    detail: str
    during: str
    aggregated: str
    events: str

    @property
    def is_risky(self) -> bool:
        """Whether the row counts as risky."""
        return self.state in ("atRisk", "confirmedCompromised")


def _sign_in_risks() -> tuple[dict[tuple[str, int | None], int], tuple[SignInRisk, ...]]:
    found = [SignInRisk("none", "none", "none", "none", "")]
    places: dict[tuple[str, int | None], int] = {}
    for kind in KINDS.values():
        for ending in (None, *range(len(ENDINGS))):
            state, detail = State(0, ending).texts
            during = kind.level if kind.timing == "realtime" else "none"
            places[kind.event, ending] = len(found)
            level = kind.level if state in ("atRisk", "confirmedCompromised") else "none"
            found.append(SignInRisk(state, detail, during, level, kind.event))
    return places, tuple(found)


_PLACES, SIGN_IN_RISKS = _sign_in_risks()


def risk_of(kind: RiskKind, ending: int | None = None) -> int:
    """The position in ``SIGN_IN_RISKS`` of a sign-in that a detection of a kind is about."""
    return _PLACES[kind.event, ending]


def life_of(rng: np.random.Generator, found: Detection, ending: int | None) -> tuple[State, ...]:
    """The states of a detection: at risk, perhaps updated once more, perhaps ended."""
    states = [State(found.detected_us, None)]
    last = found.detected_us
    again, pause = rng.random() < 0.3, rng.integers(20 * MINUTE_US, 4 * HOUR_US, 2)
    if again:
        last += int(pause[0])
        states.append(State(last, None))
    if ending is not None:
        states.append(State(last + int(pause[1]), ending))
    return tuple(states)


def detection_records(
    world: World, rng: np.random.Generator, found: Detection, life: tuple[State, ...]
) -> list[Record]:
    """The rows of a detection's life, and those of its alert's where its kind raises one."""
    risk_id = rng.integers(0, 256, 32, dtype="uint8").tobytes().hex()
    cloud_id = rng.integers(0, 256, 12, dtype="uint8").tobytes().hex()
    alert_id = guid_text(random_ids(rng, 1)[0])
    waits = rng.integers(MINUTE_US, 5 * MINUTE_US, 2)
    records = [risk_event(world, found, risk_id, cloud_id, state) for state in life]
    if found.kind.alert_type:
        vendor_id = risk_id if found.kind.provider == "IPC" else cloud_id
        raised = life[0].since_us + int(waits[0])
        records.append(identity_alert(world, found, vendor_id, alert_id, raised, "New"))
        if life[-1].ending is not None:
            closed = life[-1].since_us + int(waits[1])
            records.append(identity_alert(world, found, vendor_id, alert_id, closed, "Resolved"))
    return records


def written_again(sign_in: SignIns, kind: RiskKind, life: tuple[State, ...]) -> SignIns:
    """The row of one sign-in as it comes again with each state: same ids and time, sent later."""
    happened = int(sign_in.time[0])
    parts = [
        replace(
            sign_in,
            risk=np.array([risk_of(kind, state.ending)], np.int32),
            lag=np.array([state.since_us - happened], np.int64),
        )
        for state in life
    ]
    joined = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(sign_in)}
    return replace(sign_in, **joined)
