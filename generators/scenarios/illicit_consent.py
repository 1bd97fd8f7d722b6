"""A person is talked into an application that reads mail, from an address of a hoster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.background.audit import app_targets
from generators.ids import guid_text, random_ids
from generators.tables.audit_logs import Operation, audit_record, person
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage

_MINUTE = 60_000_000
_APPS = ("Mail Assistant", "0365 Access", "Outlook Upgrade", "Secure Viewer", "Docs Plus")
_SCOPES = (
    "Mail.Read offline_access",
    "Mail.ReadWrite Mail.Send offline_access",
    "Files.Read.All Mail.Read offline_access",
    "Mail.Read User.ReadBasic.All offline_access",
    "MailboxSettings.ReadWrite Mail.Read offline_access",
)
_STEPS = (
    Operation("Add service principal", "ApplicationManagement", aad_type="Add"),
    Operation("Add delegated permission grant", "ApplicationManagement", aad_type="Assign"),
    Operation("Consent to application", "ApplicationManagement", aad_type="Assign"),
)


def plant(stage: Stage) -> Planted:
    """The three rows of one consent, under one correlation id."""
    world, rng, victim = stage.world, stage.rng, stage.victim
    span = stage.end_us - stage.start_us
    begun = stage.start_us + int(rng.random() * max(1, span - 60 * _MINUTE))
    hosters = world.addresses_of("hoster")
    lair = int(hosters[rng.integers(0, len(hosters))])
    app, scope = _APPS[stage.variant % len(_APPS)], _SCOPES[stage.variant % len(_SCOPES)]
    correlation = guid_text(random_ids(rng, 1)[0])
    actor = person(world, victim, lair)
    return Planted(
        entities={
            "account": (world.accounts[victim].upn,),
            "ip": (world.addresses[lair],),
            "application": (app,),
        },
        records=tuple(
            audit_record(
                world,
                rng,
                begun + place * 400_000,
                operation,
                actor,
                app_targets(rng, operation.name, app, scope),
                details={"User-Agent": "EvoSTS"},
                correlation=correlation,
            )
            for place, operation in enumerate(_STEPS)
        ),
    )


SCENARIO = Scenario(
    name="illicit-consent",
    title="Consent to an application that reads mail",
    severity="High",
    techniques=("T1528",),
    usual_count=2,
    plant=plant,
)
