"""IdentityInfo: a full snapshot of the directory at the start, and a row for each later change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generators.calendar import DAY_US
from generators.networks import SITES
from generators.population import DOMAIN, WINDOWS_DOMAIN
from generators.records import Record, by_table
from generators.streams import stream

if TYPE_CHECKING:
    from generators.events import Events
    from generators.population import World

IDENTITY_INFO = "IdentityInfo"
_SNAPSHOT_DAYS = 14
_CHANGES_PER_PERSON = 0.01
_COUNTRIES = {"US": "United States", "IE": "Ireland", "DE": "Germany"}
_ROLES = (
    ["Global Administrator"],
    ["Exchange Administrator", "SharePoint Administrator"],
    ["User Administrator"],
    ["Application Administrator", "Cloud Application Administrator"],
    ["Security Administrator"],
    ["Privileged Role Administrator"],
)


def identities_of_day(
    world: World, seed: int, day: int, day_start_us: int
) -> list[tuple[str, Events]]:
    """Everybody every fourteen days, else those who changed."""
    rng = stream(seed, "identity-info", day)
    count = len(world.accounts)
    if day % _SNAPSHOT_DAYS == 0:
        who = list(range(count))
        times = (day_start_us + rng.integers(0, 20 * 60_000_000, count)).tolist()
    else:
        changes = int(rng.poisson(_CHANGES_PER_PERSON * count))
        who = rng.integers(0, count, changes).tolist()
        times = (day_start_us + rng.integers(0, DAY_US, changes)).tolist()
    return by_table([_identity(world, account, at) for account, at in zip(who, times, strict=True)])


def _identity(world: World, place: int, time_us: int) -> Record:
    account = world.accounts[place]
    site = SITES[account.site]
    given, _, family = account.display_name.removesuffix(" (Admin)").rpartition(" ")
    roles = _ROLES[place % len(_ROLES)] if account.is_admin else []
    groups = ["All Staff", account.department]
    groups += ["Domain Admins"] if account.is_admin and place % 3 == 0 else []
    manager = world.accounts[place // 12 * 12 % world.people]
    return Record(
        IDENTITY_INFO,
        time_us,
        {
            "AccountUPN": account.upn,
            "AccountUpn": account.upn,
            "AccountName": account.sam,
            "SAMAccountName": account.sam,
            "AccountDomain": DOMAIN,
            "AccountDisplayName": account.display_name,
            "AccountObjectId": account.object_id,
            "AccountSID": account.sid,
            "OnPremSid": account.sid,
            "AccountTenantId": world.tenant_id,
            "AccountCloudSID": f"S-1-12-1-{abs(hash_of(account.object_id))}",
            "MailAddress": account.upn,
            "EmailAddress": account.upn,
            "GivenName": given,
            "Surname": family,
            "Department": account.department,
            "JobTitle": account.title,
            "Manager": manager.upn,
            "City": site.city,
            "Country": _COUNTRIES.get(site.country, site.country),
            "CompanyName": "Tallyport",
            "EmployeeId": f"E{10_000 + place}",
            "IsAccountEnabled": True,
            "IsServiceAccount": False,
            "IsMFARegistered": not world.prone[place],
            "UserType": account.user_type,
            "AssignedRoles": json.dumps(roles),
            "GroupMembership": json.dumps(groups),
            "BlastRadius": "High" if roles else "Medium" if account.department == "IT" else "Low",
            "ChangeSource": "AzureActiveDirectory",
            "OnPremisesDistinguishedName": f"CN={account.display_name},OU={account.department},"
            f"DC={WINDOWS_DOMAIN.lower()},DC=example",
            "RiskLevel": "None",
            "RiskState": "None",
            "SourceSystem": "Azure AD",
            "Timestamp": time_us,
        },
    )


def hash_of(text: str) -> int:
    """A number that follows from a text; Python's own hash differs from process to process."""
    return int.from_bytes(text.encode()[:6], "big")
