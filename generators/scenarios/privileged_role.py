"""A stolen administrator gives a bystander's account a powerful role, outside working hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.background.audit import role_targets
from generators.tables.audit_logs import PIM, Operation, audit_record, person
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage

_MINUTE = 60_000_000
_ROLES = (
    ("Global Administrator", "62e90394-69f5-4237-9190-012177145e10"),
    ("Privileged Role Administrator", "e8611ab8-c189-46e8-94e1-60213ab1f814"),
    ("Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
    ("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"),
    ("Privileged Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13"),
)
_WAYS = (
    Operation("Add member to role", "RoleManagement", aad_type="Assign"),
    Operation("Add member to role outside of PIM", "RoleManagement", PIM, "Assign"),
)


def plant(stage: Stage) -> Planted:
    """One assignment, half of them taken back within the hour."""
    world, rng, victim = stage.world, stage.rng, stage.victim
    admins = [i for i, account in enumerate(world.accounts) if account.is_admin] or [0]
    admin = admins[stage.variant % len(admins)]
    span = stage.end_us - stage.start_us
    begun = stage.start_us + int(rng.random() * max(1, span - 90 * _MINUTE))
    hosters = world.addresses_of("hoster")
    lair = int(hosters[rng.integers(0, len(hosters))])
    actor = person(world, admin, lair)
    role = _ROLES[stage.variant % len(_ROLES)]
    targets = role_targets(world, rng, victim, *role)
    way = _WAYS[stage.variant % len(_WAYS)]
    records = [audit_record(world, rng, begun, way, actor, targets)]
    if stage.variant % 2:
        back = Operation("Remove member from role", "RoleManagement", aad_type="Unassign")
        records.append(audit_record(world, rng, begun + 40 * _MINUTE, back, actor, targets))
    return Planted(
        entities={
            "account": (world.accounts[victim].upn, world.accounts[admin].upn),
            "ip": (world.addresses[lair],),
        },
        records=tuple(records),
    )


SCENARIO = Scenario(
    name="privileged-role",
    title="A powerful role for a bystander's account",
    severity="High",
    techniques=("T1098.003",),
    usual_count=2,
    plant=plant,
)
