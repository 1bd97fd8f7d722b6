"""A high-severity alert of Defender for Endpoint, with the evidence that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.defender import HIGH, alert_records
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage

_HOUR = 3_600_000_000


def plant(stage: Stage) -> Planted:
    """One alert on one server, for one person's account."""
    world, rng = stage.world, stage.rng
    span = stage.end_us - stage.start_us
    time_us = stage.start_us + int(rng.random() * max(1, span - 2 * _HOUR))
    account = int(rng.integers(0, world.people))
    host = int(rng.integers(0, len(world.hosts)))
    hosters = world.addresses_of("hoster")
    address = int(hosters[rng.integers(0, len(hosters))])
    kind = HIGH[stage.variant % len(HIGH)]
    records = alert_records(
        world,
        rng,
        kind,
        account=account,
        host=host,
        address=address,
        time_us=time_us,
        resolved=stage.variant % 2 == 1,
    )
    return Planted(
        entities={
            "account": (world.accounts[account].upn,),
            "host": (world.hosts[host].computer,),
            "ip": (world.addresses[address],),
        },
        records=tuple(records),
    )


SCENARIO = Scenario(
    name="defender-high-alert",
    title="Attack on a server, seen by Defender for Endpoint",
    severity="High",
    techniques=("T1003.001", "T1486", "T1021.006"),
    usual_count=2,
    plant=plant,
)
