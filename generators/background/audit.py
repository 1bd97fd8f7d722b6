# ruff: noqa: E501 - half of it is a table of data
"""Changes in the directory on an ordinary day: joiners, leavers, groups, roles, apps, methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.calendar import draw_times, intensity
from generators.ids import guid_text, random_ids
from generators.networks import SITES
from generators.records import by_table
from generators.streams import stream
from generators.tables.audit_logs import (
    ACCESS,
    DEVICES,
    INVITED,
    METHODS,
    PIM,
    PROVISIONING,
    SELF_SERVICE,
    Actor,
    Operation,
    Target,
    audit_record,
    person,
    user_target,
)

if TYPE_CHECKING:
    import numpy as np

    from generators.events import Events
    from generators.population import World
    from generators.records import Record

_USERS, _GROUPS, _ROLES = "UserManagement", "GroupManagement", "RoleManagement"
_APPS, _POLICY, _DEVICE = "ApplicationManagement", "Policy", "Device"
_HR = Actor(
    "Tallyport HR Sync",
    "5b1d7f0e-7a63-4d57-9f5d-6a0c8f1f2a10",
    app_id="9a3f0c0e-52a5-4b6e-8d37-0f7f5ad1d0b7",
)
_ROLE_NAMES = (
    ("Reports Reader", "4a5d8f65-41da-4de4-8968-e035b65339cf"),
    ("Helpdesk Administrator", "729827e3-9c14-49f7-bb1b-9608f156bbb8"),
    ("Groups Administrator", "fdd7a751-b60b-444a-984c-02652fe8fa1c"),
    ("User Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1"),
)
_GROUP_NAMES = (
    "All Staff",
    "Project Orion",
    "VPN Users",
    "Finance Readers",
    "Travel Desk",
    "Interns",
)
_APP_NAMES = ("Room Booking", "Expense Export", "Survey Tool", "Whiteboard", "Build Agent")
# Operation and how often a person meets it in a day, and whether they do it themselves.
_SELF, _ADMIN, _SYNC = "self", "admin", "sync"
_LIFE: tuple[tuple[Operation, float, str], ...] = (
    (Operation("Update user", _USERS), 0.20, _SYNC),
    (Operation("Add user", _USERS, aad_type="Add"), 0.004, _SYNC),
    (Operation("Disable account", _USERS), 0.003, _SYNC),
    (Operation("Delete user", _USERS, aad_type="Delete"), 0.002, _ADMIN),
    (Operation("Reset user password", _USERS, aad_type="Update"), 0.01, _ADMIN),
    (Operation("Reset password (self-service)", _USERS, SELF_SERVICE), 0.012, _SELF),
    (Operation("Change password (self-service)", _USERS, SELF_SERVICE), 0.02, _SELF),
    (Operation("Change user password", _USERS), 0.02, _SELF),
    (Operation("User registered security info", _USERS, METHODS), 0.012, _SELF),
    (Operation("User deleted security info", _USERS, METHODS), 0.003, _SELF),
    (Operation("Admin registered security info", _USERS, METHODS), 0.002, _ADMIN),
    (Operation("Invite external user", _USERS, INVITED, "Add"), 0.006, _SELF),
    (Operation("Redeem external user invite", _USERS, INVITED), 0.004, _SELF),
    (Operation("Add member to group", _GROUPS, aad_type="Assign"), 0.06, _ADMIN),
    (Operation("Remove member from group", _GROUPS, aad_type="Unassign"), 0.02, _ADMIN),
    (Operation("Add owner to group", _GROUPS, aad_type="Assign"), 0.004, _SELF),
    (Operation("Add member to role", _ROLES, aad_type="Assign"), 0.001, _ADMIN),
    (Operation("Add member to role completed (PIM activation)", _ROLES, PIM, "Assign"), 0.012, _ADMIN),
    (Operation("Add eligible member to role", _ROLES, PIM, "Assign"), 0.001, _ADMIN),
    (Operation("Consent to application", _APPS, aad_type="Assign"), 0.006, _SELF),
    (Operation("Add delegated permission grant", _APPS, aad_type="Assign"), 0.006, _SELF),
    (Operation("Add service principal", _APPS, aad_type="Add"), 0.004, _ADMIN),
    (Operation("Add application", _APPS, aad_type="Add"), 0.002, _ADMIN),
    (Operation("Update application", _APPS), 0.006, _ADMIN),
    (Operation("Add app role assignment to service principal", _APPS, aad_type="Assign"), 0.002, _ADMIN),
    (Operation("Update conditional access policy", _POLICY, ACCESS), 0.001, _ADMIN),
    (Operation("Register device", _DEVICE, DEVICES, "Add"), 0.008, _SELF),
    (Operation("Add registered owner to device", _DEVICE, DEVICES, "Add"), 0.008, _SELF),
    (Operation("Process escrow", "ProvisioningManagement", PROVISIONING), 0.01, _SYNC),
)  # fmt: skip
GRAPH = Target("ServicePrincipal", "8f4f4c26-8d6f-4a2f-9c64-7f0f3f7a1b11", "Microsoft Graph")


def audit_of_day(world: World, seed: int, day: int, day_start_us: int) -> list[tuple[str, Events]]:
    """The rows of AuditLogs on a UTC day."""
    rng = stream(seed, "audit", day)
    admins = [i for i, account in enumerate(world.accounts) if account.is_admin] or [0]
    hours = 0.8 * intensity(day_start_us, SITES[0].utc_offset_h) + 0.2 / 24
    records: list[Record] = []
    for operation, rate, who in _LIFE:
        count = int(rng.poisson(rate * world.people * hours.sum()))
        times = draw_times(rng, day_start_us, hours, count)
        about = rng.integers(0, world.people, count)
        by = rng.integers(0, len(admins), count)
        for time_us, account, admin in zip(
            times.tolist(), about.tolist(), by.tolist(), strict=True
        ):
            home = int(world.home_address[account])
            actor = person(world, account, home)
            if who == _ADMIN:
                actor = person(world, admins[admin], int(world.home_address[admins[admin]]))
            elif who == _SYNC:
                actor = _HR
            failed = (
                "" if rng.random() > 0.02 else "Insufficient privileges to complete the operation."
            )
            targets = _targets(world, rng, operation, account)
            records.append(
                audit_record(world, rng, time_us, operation, actor, targets, failed=failed)
            )
    return by_table(records)


def _targets(
    world: World, rng: np.random.Generator, operation: Operation, account: int
) -> list[Target]:
    """What an ordinary change is about."""
    pick = int(rng.integers(0, 1 << 20))
    if operation.category == _GROUPS:
        name = _GROUP_NAMES[pick % len(_GROUP_NAMES)]
        changed = (("Group.ObjectID", None, f"{pick:08x}"), ("Group.DisplayName", None, name))
        return [user_target(world, account, *changed), Target("Group", f"{pick:08x}", name)]
    if operation.category == _ROLES:
        name, template = _ROLE_NAMES[pick % len(_ROLE_NAMES)]
        return role_targets(world, rng, account, name, template)
    if operation.category == _APPS:
        app = _APP_NAMES[pick % len(_APP_NAMES)]
        return app_targets(rng, operation.name, app, "User.Read openid profile")
    if operation.category == _DEVICE:
        device = world.devices[int(world.laptop[account])]
        return [Target("Device", device.device_id, device.name)]
    if operation.category == _POLICY:
        policy = {"state": "enabled", "conditions": {"userRiskLevels": []}}
        return [
            Target(
                "Policy",
                f"{pick:08x}",
                "Require MFA",
                properties=(("ConditionalAccessPolicy", None, policy),),
            )
        ]
    if "password" in operation.name.lower():
        return [user_target(world, account, ("LastPasswordChangeTimestamp", None, None))]
    enabled = operation.name != "Disable account"
    return [user_target(world, account, ("AccountEnabled", [True], [enabled]))]


def role_targets(
    world: World, rng: np.random.Generator, account: int, name: str, template: str
) -> list[Target]:
    """An account and the role that it gets."""
    role = guid_text(random_ids(rng, 1)[0])
    changed = (
        ("Role.ObjectID", None, role),
        ("Role.DisplayName", None, name),
        ("Role.TemplateId", None, template),
        ("Role.WellKnownObjectName", None, name.replace(" ", "") + "s"),
    )
    return [user_target(world, account, *changed), Target("Role", role, name)]


def app_targets(
    rng: np.random.Generator, operation: str, app: str, scope: str, *, everyone: bool = False
) -> list[Target]:
    """An application and what it is allowed, in the properties of the operation."""
    principal = guid_text(random_ids(rng, 1)[0])
    kind = "AllPrincipals" if everyone else "Principal"
    changed: tuple[tuple[str, object, object], ...]
    if operation == "Consent to application":
        grant = f"[Id: {principal}, ClientId: {principal}, ConsentType: {kind}, Scope: {scope}]"
        changed = (
            ("ConsentContext.IsAdminConsent", None, str(everyone)),
            ("ConsentContext.IsAppOnly", None, "False"),
            ("ConsentContext.OnBehalfOfAll", None, str(everyone)),
            ("ConsentContext.Tags", None, "WindowsAzureActiveDirectoryIntegratedApp"),
            ("ConsentAction.Permissions", None, f"[] => [{grant}];"),
        )
        return [Target("ServicePrincipal", principal, app, properties=changed)]
    if operation == "Add delegated permission grant":
        changed = (
            ("DelegatedPermissionGrant.Scope", None, scope),
            ("DelegatedPermissionGrant.ConsentType", None, kind),
            ("ServicePrincipal.ObjectID", None, principal),
            ("ServicePrincipal.DisplayName", None, app),
        )
        return [Target(GRAPH.kind, GRAPH.id, GRAPH.name, properties=changed)]
    address = f"https://{app.lower().replace(' ', '-')}.example"
    changed = (("AppAddress", None, [{"Address": address}]), ("AppId", None, principal))
    what = "ServicePrincipal" if "principal" in operation else "Application"
    return [Target(what, principal, app, properties=changed)]
