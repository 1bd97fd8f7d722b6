"""Password guessing against a Windows host: bursts of failed logons, sometimes a success."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generators.background.windows import BAD_PASSWORD, UNKNOWN_NAME, windows_events
from generators.events import WindowsEvents
from generators.principals import GUESSED_NAMES, NOBODY, principals_of
from generators.tables.security_event import SECURITY_EVENT
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
# Failures and minutes by variant: well above five in five minutes, just below, just above, and
# so slow that only a long window counts them.
_BURSTS = ((24, 40, 4), (3, 4, 4), (7, 9, 4), (12, 20, 4), (20, 30, 240))


def plant(stage: Stage) -> Planted:
    """One burst from one address against one account of one host."""
    world, rng = stage.world, stage.rng
    known = principals_of(world)
    low, high, minutes = _BURSTS[stage.variant % len(_BURSTS)]
    count = int(rng.integers(low, high + 1))
    host = int(rng.integers(0, len(world.hosts)))
    hosters = world.addresses_of("hoster")
    address = int(hosters[rng.integers(0, len(hosters))])
    real = stage.variant % 2 == 0
    guessed = int(rng.integers(0, len(GUESSED_NAMES)))
    target = known.people + stage.victim if real else known.guessed + guessed
    span = stage.end_us - stage.start_us
    begun = stage.start_us + int(rng.random() * max(1, span - (minutes + 26) * _MINUTE))
    time = begun + np.sort(rng.integers(0, minutes * _MINUTE, count))
    shared = {
        "host": host,
        "subject": NOBODY,
        "target": target,
        "address": address,
        "logon_type": 3,
    }
    failures = windows_events(
        time,
        event_id=4625,
        value=BAD_PASSWORD if real else UNKNOWN_NAME,
        port=rng.integers(49152, 65535, count),
        **shared,
    )
    parts = [failures]
    succeeds = real and stage.variant % 4 == 0
    if succeeds:
        parts.append(
            windows_events(
                np.array([int(time[-1]) + 20 * _SECOND]),
                event_id=4624,
                target_logon=rng.integers(0x10000000, 0xFFFFFFFF, 1),
                port=rng.integers(49152, 65535, 1),
                **shared,
            )
        )
    return Planted(
        entities={
            "account": (known.everyone[target].account,),
            "host": (world.hosts[host].computer,),
            "ip": (world.addresses[address],),
        },
        events=((SECURITY_EVENT, WindowsEvents.joined(parts)),),
    )


SCENARIO = Scenario(
    name="password-guessing",
    title="Password guessing against a Windows host",
    severity="Medium",
    techniques=("T1110.001",),
    usual_count=4,
    plant=plant,
)
