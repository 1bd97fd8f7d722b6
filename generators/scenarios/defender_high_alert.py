"""A high-severity alert of Defender for Endpoint, with the evidence that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.defender import HIGH, alert_records
from generators.tables.defender_alerts import Sighting
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage

_HOUR = 3_600_000_000


def plant(stage: Stage) -> Planted:
    """One alert on one server, for one person's account."""
    world, rng = stage.world, stage.rng
    span = stage.end_us - stage.start_us
    hosters = world.addresses_of("hoster")
    sighting = Sighting(
        HIGH[stage.variant % len(HIGH)],
        account=stage.victim,
        host=int(rng.integers(0, len(world.hosts))),
        address=int(hosters[rng.integers(0, len(hosters))]),
        time_us=stage.start_us + int(rng.random() * (span - 2 * _HOUR)),
    )
    return Planted(
        entities={
            "account": (world.accounts[sighting.account].upn,),
            "host": (world.hosts[sighting.host].computer,),
            "ip": (world.addresses[sighting.address],),
        },
        records=tuple(alert_records(world, rng, sighting, resolved=stage.variant % 2 == 1)),
    )


SCENARIO = Scenario(
    name="defender-high-alert",
    title="Attack on a server, seen by Defender for Endpoint",
    severity="High",
    techniques=tuple(dict.fromkeys(kind.technique_id for kind in HIGH)),
    usual_count=2,
    plant=plant,
)
