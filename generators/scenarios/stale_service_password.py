"""A service whose password was changed keeps trying the old one: looks like guessing, is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generators.background.windows import BAD_PASSWORD, windows_events
from generators.events import WindowsEvents
from generators.principals import NOBODY, principals_of
from generators.tables.security_event import SECURITY_EVENT
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_ROUNDS = (3, 5, 2, 4, 6)


def plant(stage: Stage) -> Planted:
    """Rounds of quick failures a quarter of an hour apart, then the service gets its password."""
    world, rng = stage.world, stage.rng
    known = principals_of(world)
    service = known.services + stage.variant % len(world.service_accounts)
    host = int(rng.integers(0, len(world.hosts)))
    offices = world.addresses_of("office")
    address = int(offices[rng.integers(0, len(offices))])
    rounds = _ROUNDS[stage.variant % len(_ROUNDS)]
    span = stage.end_us - stage.start_us
    begun = stage.start_us + int(rng.random() * max(1, span - (rounds + 1) * 15 * _MINUTE))
    tries = np.concatenate(
        [
            begun + round_ * 15 * _MINUTE + np.sort(rng.integers(0, 90 * _SECOND, 8))
            for round_ in range(rounds)
        ]
    )
    shared = {
        "host": host,
        "subject": NOBODY,
        "target": service,
        "address": address,
        "logon_type": 3,
    }
    failures = windows_events(
        tries,
        event_id=4625,
        value=BAD_PASSWORD,
        port=rng.integers(49152, 65535, len(tries)),
        **shared,
    )
    success = windows_events(
        np.array([begun + rounds * 15 * _MINUTE]),
        event_id=4624,
        target_logon=rng.integers(0x10000000, 0xFFFFFFFF, 1),
        port=rng.integers(49152, 65535, 1),
        **shared,
    )
    return Planted(
        entities={
            "account": (known.everyone[service].account,),
            "host": (world.hosts[host].computer,),
            "ip": (world.addresses[address],),
        },
        events=((SECURITY_EVENT, WindowsEvents.joined([failures, success])),),
    )


SCENARIO = Scenario(
    name="stale-service-password",
    title="A service that kept its old password",
    severity="Informational",
    techniques=("T1110.001",),
    usual_count=1,
    plant=plant,
    benign=True,
)
