"""Detections that mean little: risk events of travel and new browsers, alerts of admin scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from generators.calendar import DAY_US, draw_times, intensity
from generators.defender import BACKGROUND, HIGH, alert_records
from generators.events import SignIns
from generators.ids import guid_text
from generators.networks import SITES
from generators.risk_kinds import KINDS
from generators.risks import (
    BY_ADMIN,
    BY_MFA,
    BY_SERVICE,
    HOUR_US,
    MINUTE_US,
    ON_PREMISES,
    Detection,
    detection_records,
    life_of,
    risk_of,
    written_again,
)
from generators.streams import stream
from generators.tables.defender_alerts import Sighting

if TYPE_CHECKING:
    from generators.population import World
    from generators.records import Record

# One to three detections per 100 users and week are usual; a tenant of any size has one a day.
_RISKS_PER_PERSON_AND_DAY = 0.02 / 7
_WEIGHTS = {
    "unfamiliarFeatures": 40,
    "anonymizedIPAddress": 12,
    "unlikelyTravel": 18,
    "anomalousToken": 12,
    "mcasImpossibleTravel": 8,
    "userReportedSuspiciousActivity": 3,
    "leakedCredentials": 2,
    "suspiciousAPITraffic": 3,  # an administrator's script: looks like the attack, is none
}
_ENDINGS = (BY_MFA, BY_SERVICE, BY_SERVICE, ON_PREMISES, BY_ADMIN, None)


def detections_of_day(
    world: World, seed: int, day: int, day_start_us: int, sign_ins: SignIns
) -> tuple[list[Record], SignIns]:
    """Risk events of some of the day's sign-ins and alerts of Defender; the sign-ins with risk.

    A risk that is seen at once stands in the row; the others, and each later state, write the row
    of the sign-in again.
    """
    rng = stream(seed, "risk-events", day)
    good = np.flatnonzero(sign_ins.outcome == 0)
    count = min(len(good), 1 + int(rng.poisson(_RISKS_PER_PERSON_AND_DAY * world.people)))
    names = list(_WEIGHTS)
    weights = np.array(list(_WEIGHTS.values()), float)
    records: list[Record] = []
    risk, more = sign_ins.risk.copy(), []
    for place in rng.choice(good, count, replace=False).tolist() if count else ():
        kind = KINDS[names[int(rng.choice(len(names), p=weights / weights.sum()))]]
        prompt = kind.timing == "realtime"
        least, most = (MINUTE_US, 4 * MINUTE_US) if prompt else (HOUR_US, 20 * HOUR_US)
        caused = kind.event != "leakedCredentials"
        happened = int(sign_ins.time[place])
        found = Detection(
            kind,
            account=int(sign_ins.account[place]),
            address=int(sign_ins.address[place]),
            activity_us=happened,
            detected_us=happened + int(rng.integers(least, most)),
            agent=world.devices[int(sign_ins.device[place])].agent if caused else "",
            request_id=guid_text(sign_ins.id[place]) if caused else "",
            correlation_id=guid_text(sign_ins.correlation[place]) if caused else "",
            session_id=guid_text(sign_ins.session[place]) if caused else "",
        )
        life = life_of(rng, found, _ENDINGS[int(rng.integers(0, len(_ENDINGS)))])
        records += detection_records(world, rng, found, life)
        if prompt:
            risk[place] = risk_of(kind)
        later = life[1:] if prompt else life
        if caused and later:
            more.append(written_again(sign_ins.take(slice(place, place + 1)), kind, later))
    records += _defender(world, stream(seed, "defender-alerts", day), day_start_us)
    return records, SignIns.joined([replace(sign_ins, risk=risk), *more])


def _defender(world: World, rng: np.random.Generator, day_start_us: int) -> list[Record]:
    ordinary = int(rng.poisson(1.5 + world.people / 200))
    high = int(rng.poisson(0.4 + world.people / 5000))
    hours = 0.5 * intensity(day_start_us, SITES[0].utc_offset_h) + 0.5 / 24
    times = draw_times(rng, day_start_us, hours, ordinary + high)
    records: list[Record] = []
    for place, time_us in enumerate(times.tolist()):
        kinds = BACKGROUND if place < ordinary else HIGH
        sighting = Sighting(
            kinds[int(rng.integers(0, len(kinds)))],
            account=int(rng.integers(0, world.people)),
            host=int(rng.integers(0, len(world.hosts))),
            address=int(rng.integers(0, len(world.addresses))),
            time_us=min(time_us, day_start_us + DAY_US - 1),
        )
        records += alert_records(world, rng, sighting, resolved=bool(rng.random() < 0.7))
    return records
