"""Detections that mean little: risk events of travel and new browsers, alerts of admin scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generators.calendar import DAY_US, draw_times, intensity
from generators.defender import BACKGROUND, HIGH, alert_records
from generators.ids import guid_text
from generators.networks import SITES
from generators.risks import HOUR_US, KINDS, MINUTE_US, Detection, detection_records
from generators.streams import stream

if TYPE_CHECKING:
    from generators.events import SignIns
    from generators.population import World
    from generators.records import Record

# One to three detections per 100 users and week are usual; a busy tenant has more of the low ones.
_RISKS_PER_USER_AND_DAY = 0.02
_WEIGHTS = {
    "unfamiliarFeatures": 6,
    "anonymizedIPAddress": 1,
    "unlikelyTravel": 2,
    "anomalousToken": 2,
}
_ALERTS_PER_DAY = 2.0
_HIGH_PER_DAY = 0.5


def detections_of_day(
    world: World, seed: int, day: int, day_start_us: int, sign_ins: SignIns
) -> list[Record]:
    """Risk events of some of the day's successful sign-ins, and alerts of Defender."""
    rng = stream(seed, "risk-events", day)
    good = np.flatnonzero(sign_ins.outcome == 0)
    count = min(len(good), 1 + int(rng.poisson(_RISKS_PER_USER_AND_DAY * world.people)))
    names = list(_WEIGHTS)
    weights = np.array(list(_WEIGHTS.values()), float)
    records: list[Record] = []
    for place in rng.choice(good, count, replace=False) if count else ():
        kind = KINDS[names[int(rng.choice(len(names), p=weights / weights.sum()))]]
        happened = int(sign_ins.time[place])
        prompt = kind.timing == "realtime"
        wait = (
            rng.integers(MINUTE_US, 4 * MINUTE_US)
            if prompt
            else rng.integers(HOUR_US, 20 * HOUR_US)
        )
        found = Detection(
            kind,
            account=int(sign_ins.account[place]),
            address=int(sign_ins.address[place]),
            activity_us=happened,
            detected_us=happened + int(wait),
            request_id=guid_text(sign_ins.id[place]),
            correlation_id=guid_text(sign_ins.correlation[place]),
        )
        ending = (1, 3, 3, 2, None)[int(rng.integers(0, 5))]
        records += detection_records(world, rng, found, ending=ending)
    return records + _defender(world, stream(seed, "defender-alerts", day), day_start_us)


def _defender(world: World, rng: np.random.Generator, day_start_us: int) -> list[Record]:
    ordinary = int(rng.poisson(_ALERTS_PER_DAY))
    high = int(rng.poisson(_HIGH_PER_DAY))
    hours = 0.5 * intensity(day_start_us, SITES[0].utc_offset_h) + 0.5 / 24
    times = draw_times(rng, day_start_us, hours, ordinary + high)
    records: list[Record] = []
    for place, time_us in enumerate(times.tolist()):
        kinds = BACKGROUND if place < ordinary else HIGH
        records += alert_records(
            world,
            rng,
            kinds[int(rng.integers(0, len(kinds)))],
            account=int(rng.integers(0, world.people)),
            host=int(rng.integers(0, len(world.hosts))),
            address=int(rng.integers(0, len(world.addresses))),
            time_us=min(time_us, day_start_us + DAY_US - 1),
            resolved=bool(rng.random() < 0.7),
        )
    return records
