"""Rows of a Defender alert: AlertInfo, the evidence in AlertEvidence, the twin in SecurityAlert."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generators.ids import guid_text, random_ids
from generators.population import WINDOWS_DOMAIN
from generators.records import Record
from generators.tables.identity_alerts import alert_common
from generators.truth import told

if TYPE_CHECKING:
    import numpy as np

    from generators.population import World

ALERT_INFO, ALERT_EVIDENCE = "AlertInfo", "AlertEvidence"
_TICKS_TO_1970 = 621_355_968_000_000_000
_STEPS = ("Collect the file and the memory of the device.", "Isolate the device.")


@dataclass(frozen=True)
class AlertKind:
    """A detection of Defender for Endpoint, with the file and process that it is about."""

    title: str
    category: str
    severity: str
    technique: str
    technique_id: str
    source: str
    image: str
    folder: str
    command: str
    family: str = ""


@dataclass(frozen=True)
class Sighting:
    """Where and when something was found: positions of account, server and address."""

    kind: AlertKind
    account: int
    host: int
    address: int
    time_us: int


@dataclass(frozen=True)
class Alert:
    """A sighting with the ids of its alert: Defender's own, and that of the twin."""

    sighting: Sighting
    alert_id: str
    system_id: str
    process_id: int


def new_alert(rng: np.random.Generator, sighting: Sighting) -> Alert:
    """The alert of a sighting, its ids drawn: ``da``, ticks since the year 1, a hash."""
    ticks, mark = _TICKS_TO_1970 + sighting.time_us * 10, int(rng.integers(-(2**31), 2**31))
    system_id = guid_text(random_ids(rng, 1)[0])
    return Alert(sighting, f"da{ticks}_{mark}", system_id, int(rng.integers(250, 5000)) * 4)


def info(alert: Alert) -> Record:
    """The row of AlertInfo."""
    kind, time_us = alert.sighting.kind, alert.sighting.time_us
    own = {"Category": kind.category}
    return Record(ALERT_INFO, time_us, {**_shared(alert), **own})


def evidence(world: World, rng: np.random.Generator, alert: Alert) -> list[Record]:
    """The rows of AlertEvidence: user, machine, process, file and address."""
    sighting, kind = alert.sighting, alert.sighting.kind
    person, machine = world.accounts[sighting.account], world.hosts[sighting.host]
    content = hashlib.sha256(f"{kind.title}/{kind.image}".encode()).hexdigest()
    device = {
        "DeviceName": machine.computer.lower(),
        "DeviceId": hashlib.sha256(machine.agent_id.encode()).hexdigest()[:40],
    }
    file = {
        "FileName": kind.image,
        "FolderPath": kind.folder,
        "SHA1": content[:40],
        "SHA256": content,
        "ThreatFamily": kind.family,
    }
    user = {
        "AccountName": person.sam,
        "AccountDomain": WINDOWS_DOMAIN.lower(),
        "AccountSid": person.sid,
        "AccountObjectId": person.object_id,
        "AccountUpn": person.upn,
    }
    address = world.addresses[sighting.address]
    process = {**device, **user, **file, "ProcessCommandLine": kind.command}
    size = {"FileSize": int(rng.integers(20_000, 900_000))}
    remote = {**device, "RemoteIP": address, "EvidenceDirection": "Destination"}
    named = {"ProcessId": str(alert.process_id), "Name": kind.image}
    parts: tuple[tuple[str, str, dict[str, Any], dict[str, str]], ...] = (
        ("User", "Impacted", user, {"Type": "account", "Name": person.sam}),
        ("Machine", "Impacted", {**device, "LocalIP": machine.address}, {"Type": "host"}),
        ("Process", "Related", process, {"Type": "process", **named}),
        ("File", "Related", {**device, **file, **size}, {"Type": "file", "Name": kind.image}),
        ("Ip", "Related", remote, {"Type": "ip", "Name": address}),
    )
    return [
        Record(
            ALERT_EVIDENCE,
            sighting.time_us,
            {
                **_shared(alert),
                **values,
                "Categories": json.dumps([kind.category]),
                "EntityType": entity,
                "EvidenceRole": role,
                "AdditionalFields": json.dumps({"$id": str(number), **more}),
            },
        )
        for number, (entity, role, values, more) in enumerate(parts, 1)
    ]


def twin(world: World, alert: Alert, time_us: int, status: str) -> dict[str, Any]:
    """Columns of the alert's twin in SecurityAlert at an instant, joined by VendorOriginalId."""
    sighting, kind = alert.sighting, alert.sighting.kind
    machine = world.hosts[sighting.host]
    return {
        **alert_common(world),
        "DisplayName": kind.title,
        "AlertName": kind.title,
        "AlertType": "WindowsDefenderAtp",
        "AlertSeverity": kind.severity,
        "Description": f"{kind.title} on {machine.name}.",
        "ProviderName": "MDATP",
        "VendorOriginalId": alert.alert_id,
        "SystemAlertId": alert.system_id,
        "ProductName": "Microsoft Defender Advanced Threat Protection",
        "Status": status,
        "CompromisedEntity": machine.computer.lower(),
        "Tactics": kind.category,
        "Techniques": json.dumps([kind.technique_id.partition(".")[0]]),
        "SubTechniques": json.dumps([kind.technique_id] if "." in kind.technique_id else []),
        "Entities": json.dumps(_entities(world, alert), separators=(",", ":")),
        "ExtendedProperties": json.dumps(_extended(world, alert), separators=(",", ":")),
        "ExtendedLinks": json.dumps([{"Href": _link(alert), "Type": "webLink"}]),
        "RemediationSteps": json.dumps(_STEPS),
        "AlertLink": _link(alert),
        "StartTime": sighting.time_us,
        "EndTime": sighting.time_us,
        "ProcessingEndTime": time_us,
    }


def _shared(alert: Alert) -> dict[str, Any]:
    kind = alert.sighting.kind
    return {
        "SourceSystem": "Microsoft 365 Defender",
        "Timestamp": alert.sighting.time_us,
        "AlertId": alert.alert_id,
        "Title": kind.title,
        "Severity": kind.severity,
        "ServiceSource": "Microsoft Defender for Endpoint",
        "DetectionSource": kind.source,
        "AttackTechniques": json.dumps([f"{kind.technique} ({kind.technique_id})"]),
    }


def _link(alert: Alert) -> str:
    return f"https://security.microsoft.com/alerts/{alert.alert_id}"


def _extended(world: World, alert: Alert) -> dict[str, str]:
    kind = alert.sighting.kind
    return {
        "MicrosoftDefenderAtp.Category": kind.category,
        "Compromised Host": world.hosts[alert.sighting.host].name,
        "Suspicious Process": f"{kind.folder}\\{kind.image}",
        "Suspicious Command Line": kind.command,
        "Suspicious Process Id": hex(alert.process_id),
        "ThreatFamilyName": kind.family,
        "ProcessedBySentinel": "True",
    }


def _entities(world: World, alert: Alert) -> list[dict[str, Any]]:
    sighting, kind = alert.sighting, alert.sighting.kind
    person, machine = world.accounts[sighting.account], world.hosts[sighting.host]
    host, account, file = {"$ref": "2"}, {"$ref": "3"}, {"$ref": "4"}
    return [
        {
            "$id": "2",
            "HostName": machine.name,
            "NetBiosName": machine.name,
            "DnsDomain": machine.computer.partition(".")[2],
            "OSFamily": "Windows",
            "Type": "host",
        },
        {
            "$id": "3",
            "Name": person.sam,
            "NTDomain": WINDOWS_DOMAIN,
            "Sid": person.sid,
            "UPNSuffix": person.upn.partition("@")[2],
            "AadUserId": person.object_id,
            "Host": host,
            "Type": "account",
        },
        {"$id": "4", "Directory": kind.folder, "Name": kind.image, "Host": host, "Type": "file"},
        {
            "$id": "5",
            "ProcessId": hex(alert.process_id),
            "CommandLine": kind.command,
            "ElevationToken": "Default",
            "CreationTimeUtc": told(sighting.time_us),
            "ImageFile": file,
            "Account": account,
            "Host": host,
            "Type": "process",
        },
        {"$id": "6", "Address": world.addresses[sighting.address], "Type": "ip"},
    ]
