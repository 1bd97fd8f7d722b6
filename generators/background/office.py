"""OfficeActivity on an ordinary day: files that people open, share and sync, mailboxes, rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generators.calendar import draw_times, intensity
from generators.ids import guid_text, random_ids
from generators.networks import SITES
from generators.records import Record, by_table
from generators.streams import stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generators.events import Events
    from generators.population import World

OFFICE_ACTIVITY = "OfficeActivity"
SHAREPOINT, ONEDRIVE, EXCHANGE = "SharePoint", "OneDrive", "Exchange"
_SITE = "https://tallyport.sharepoint.example"
_FILES = (
    "Forecast.xlsx",
    "Minutes.docx",
    "Roadmap.pptx",
    "Contract.pdf",
    "Budget 2026.xlsx",
    "Logo.png",
)
_FOLDERS = ("finance", "projects", "marketing", "people", "it")


@dataclass(frozen=True)
class Act:
    """A kind of record: operation, workload, record type; ``rate`` per person and day."""

    operation: str
    workload: str
    record_type: str
    rate: float


_FILE, _SHARING = "SharePointFileOperation", "SharePointSharingOperation"
_ACTS = (
    Act("FileAccessed", SHAREPOINT, _FILE, 4.0),
    Act("FilePreviewed", SHAREPOINT, _FILE, 1.0),
    Act("FileDownloaded", SHAREPOINT, _FILE, 0.8),
    Act("FileSyncDownloadedFull", ONEDRIVE, _FILE, 1.2),
    Act("FileSyncUploadedFull", ONEDRIVE, _FILE, 0.8),
    Act("FileUploaded", ONEDRIVE, _FILE, 0.9),
    Act("FileModified", ONEDRIVE, _FILE, 2.5),
    Act("FileRecycled", SHAREPOINT, _FILE, 0.15),
    Act("FileDeleted", SHAREPOINT, _FILE, 0.1),
    Act("PageViewed", SHAREPOINT, "SharePoint", 1.5),
    Act("SharingSet", SHAREPOINT, _SHARING, 0.08),
    Act("SecureLinkCreated", ONEDRIVE, _SHARING, 0.06),
    Act("AddedToSecureLink", ONEDRIVE, _SHARING, 0.06),
    Act("AnonymousLinkCreated", ONEDRIVE, _SHARING, 0.01),
    Act("MailItemsAccessed", EXCHANGE, "ExchangeItemAggregated", 3.0),
    Act("Send", EXCHANGE, "ExchangeItem", 1.0),
    Act("New-InboxRule", EXCHANGE, "ExchangeAdmin", 0.01),
    Act("Set-Mailbox", EXCHANGE, "ExchangeAdmin", 0.004),
    Act("Add-MailboxPermission", EXCHANGE, "ExchangeAdmin", 0.003),
)  # fmt: skip


def office_of_day(world: World, seed: int, day: int, day_start_us: int) -> list[tuple[str, Events]]:
    """The rows of OfficeActivity on a UTC day."""
    rng = stream(seed, "office", day)
    records: list[Record] = []
    for offset in sorted({site.utc_offset_h for site in SITES}):
        hours = intensity(day_start_us, offset)
        group = np.flatnonzero(world.utc_offset_h[: world.people] == offset)
        if not len(group):
            continue
        for act in _ACTS:
            count = int(rng.poisson(act.rate * len(group) * hours.sum()))
            times = draw_times(rng, day_start_us, hours, count)
            who = group[rng.integers(0, len(group), count)]
            picks = rng.integers(0, 1 << 30, count)
            for time_us, account, pick in zip(
                times.tolist(), who.tolist(), picks.tolist(), strict=True
            ):
                address = int(world.home_address[account])
                more = _ordinary(world, act, account, pick)
                records.append(office_record(world, rng, time_us, act, account, address, more))
    return by_table(records)


def office_record(
    world: World,
    rng: np.random.Generator,
    time_us: int,
    act: Act,
    account: int,
    address: int,
    more: Mapping[str, Any],
) -> Record:
    """One row of a person from an address; ``more`` is particular to the operation."""
    person = world.accounts[account]
    device = world.devices[int(world.laptop[account])]
    client = world.addresses[address]
    admin = act.record_type == "ExchangeAdmin"
    return Record(
        OFFICE_ACTIVITY,
        time_us,
        {
            "Operation": act.operation,
            "OfficeWorkload": act.workload,
            "RecordType": act.record_type,
            "UserId": person.upn,
            "UserKey": f"i:0h.f|membership|{person.object_id[-12:]}@live.com",
            "UserType": "Admin" if person.is_admin else "Regular",
            # Exchange writes a port behind the address.
            "ClientIP": f"{client}:{1024 + int(rng.integers(0, 60_000))}" if admin else client,
            "UserAgent": device.agent,
            "ResultStatus": "True" if act.workload == EXCHANGE else "",
            "OrganizationId": world.tenant_id,
            "OfficeTenantId": world.tenant_id,
            "OfficeId": guid_text(random_ids(rng, 1)[0]),
            "SourceRecordId": guid_text(random_ids(rng, 1)[0]),
            "Start_Time": time_us,
            "SourceSystem": "OfficeActivityManager",
            "EventSource": act.workload if act.workload != EXCHANGE else "",
            **more,
        },
    )


def file_of(world: World, account: int, workload: str, pick: int) -> dict[str, Any]:
    """The columns of a file in a person's OneDrive or on a site."""
    name = _FILES[pick % len(_FILES)]
    if workload == ONEDRIVE:
        home = world.accounts[account].upn.replace("@", "_").replace(".", "_")
        site, folder = f"{_SITE.replace('.share', '-my.share')}/personal/{home}/", "Documents"
    else:
        site, folder = f"{_SITE}/sites/{_FOLDERS[pick // 7 % len(_FOLDERS)]}/", "Shared Documents"
    stem, _, ending = name.rpartition(".")
    name = f"{stem} {pick % 97}.{ending}"
    return {
        "Site_Url": site,
        "SourceRelativeUrl": folder,
        "SourceFileName": name,
        "SourceFileExtension": ending,
        "OfficeObjectId": f"{site}{folder}/{name}",
        "ItemType": "File",
    }


def _ordinary(world: World, act: Act, account: int, pick: int) -> dict[str, Any]:
    upn = world.accounts[account].upn
    if act.record_type in (_FILE, _SHARING):
        more = file_of(world, account, act.workload, pick)
        if act.operation == "AddedToSecureLink":
            other = world.accounts[pick % world.people]
            kind = "Guest" if other.user_type == "Guest" else "Member"
            more |= {"TargetUserOrGroupName": other.upn, "TargetUserOrGroupType": kind}
        return more
    if act.operation == "PageViewed":
        return {"Site_Url": f"{_SITE}/sites/intranet/", "SourceFileName": "Home.aspx"}
    mailbox: dict[str, Any] = {"MailboxOwnerUPN": upn, "Logon_Type": "Owner"}
    if act.operation == "New-InboxRule":
        folder = ("Newsletters", "Projects", "Receipts")[pick % 3]
        return mailbox | {
            "Parameters": rule_parameters(folder, MoveToFolder=folder, From="news@example.org")
        }
    if act.operation == "Set-Mailbox":
        return mailbox | {"Parameters": parameters(Identity=upn, AutomaticRepliesEnabled="True")}
    if act.operation == "Add-MailboxPermission":
        user = world.accounts[pick % world.people].upn
        made = parameters(Identity=upn, User=user, AccessRights="FullAccess")
        return mailbox | {"Parameters": made}
    return mailbox | {"ClientInfoString": "Client=OWA;Action=ViaProxy"}


def parameters(**values: str) -> str:
    """Parameters of a cmdlet as the service writes them."""
    return json.dumps([{"Name": name, "Value": value} for name, value in values.items()])


def rule_parameters(name: str, **values: str) -> str:
    """Parameters of an inbox rule."""
    return parameters(AlwaysDeleteOutlookRulesBlob="False", Force="False", Name=name, **values)
