"""Alerts of Defender: AlertInfo, the evidence in AlertEvidence, and the twin in SecurityAlert."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generators.records import Record
from generators.risks import ALERTS, MINUTE_US

if TYPE_CHECKING:
    import numpy as np

    from generators.population import World

ALERT_INFO, ALERT_EVIDENCE = "AlertInfo", "AlertEvidence"


@dataclass(frozen=True)
class AlertKind:
    """A detection of Defender for Endpoint, with the process that it is about."""

    title: str
    category: str
    severity: str
    technique: str
    technique_id: str
    source: str
    image: str
    folder: str
    command: str


_SYS = "C:\\Windows\\System32"
BACKGROUND = (
    AlertKind(
        "Unwanted software was detected",
        "Malware",
        "Informational",
        "User Execution",
        "T1204",
        "Antivirus",
        "toolbar-setup.exe",
        "C:\\Users\\Public\\Downloads",
        "toolbar-setup.exe /S",
    ),
    AlertKind(
        "Suspicious scheduled task",
        "Persistence",
        "Low",
        "Scheduled Task/Job",
        "T1053",
        "EDR",
        "schtasks.exe",
        _SYS,
        "schtasks.exe /create /tn Update /tr C:\\Scripts\\health.cmd /sc daily",
    ),
    AlertKind(
        "Suspicious PowerShell command line",
        "Execution",
        "Medium",
        "PowerShell",
        "T1059.001",
        "EDR",
        "powershell.exe",
        _SYS + "\\WindowsPowerShell\\v1.0",
        "powershell.exe -NoProfile -File C:\\Scripts\\inventory.ps1",
    ),
    AlertKind(
        "Anomalous network scan",
        "Discovery",
        "Medium",
        "Network Service Discovery",
        "T1046",
        "EDR",
        "nmap.exe",
        "C:\\Program Files\\Nmap",
        "nmap.exe -sn 10.20.0.0/24",
    ),
)
HIGH = (
    AlertKind(
        "Suspicious access to LSASS service",
        "CredentialAccess",
        "High",
        "LSASS Memory",
        "T1003.001",
        "EDR",
        "rundll32.exe",
        _SYS,
        "rundll32.exe C:\\Windows\\System32\\comsvcs.dll MiniDump 712 C:\\Users\\Public\\l.dmp full",  # noqa: E501
    ),
    AlertKind(
        "Ransomware behavior detected in the file system",
        "Impact",
        "High",
        "Data Encrypted for Impact",
        "T1486",
        "EDR",
        "vssadmin.exe",
        _SYS,
        "vssadmin.exe delete shadows /all /quiet",
    ),
    AlertKind(
        "Hands-on-keyboard attack involving multiple devices",
        "LateralMovement",
        "High",
        "Windows Remote Management",
        "T1021.006",
        "EDR",
        "powershell.exe",
        _SYS + "\\WindowsPowerShell\\v1.0",
        "powershell.exe -nop -w hidden -enc SQBFAFgA",
    ),
)


def alert_records(
    world: World,
    rng: np.random.Generator,
    kind: AlertKind,
    *,
    account: int,
    host: int,
    address: int,
    time_us: int,
    resolved: bool,
) -> list[Record]:
    """The rows of one alert: info, evidence of five kinds, the twin and its closing."""
    number = rng.integers(0, 256, 16, dtype="uint8").tobytes().hex()
    alert_id = f"da{number}_1"
    shared = _shared(kind, alert_id)
    info = {
        **shared,
        "Title": kind.title,
        "Category": kind.category,
        "Severity": kind.severity,
        "Timestamp": time_us,
    }
    records = [Record(ALERT_INFO, time_us, info)]
    records += _evidence(world, rng, kind, shared, account, host, address, time_us)
    system_id = str(number[:8] + "-" + number[8:12] + "-4" + number[13:16] + "-a" + number[17:20])
    system_id += "-" + number[20:32]
    twin = _twin(world, kind, alert_id, system_id, account, host, time_us)
    records.append(Record(ALERTS, time_us + MINUTE_US, {**twin, "Status": "New"}))
    if resolved:
        closed = time_us + int(rng.integers(30 * MINUTE_US, 600 * MINUTE_US))
        records.append(
            Record(ALERTS, closed, {**twin, "Status": "Resolved", "ProcessingEndTime": closed})
        )
    return records


def _shared(kind: AlertKind, alert_id: str) -> dict[str, Any]:
    return {
        "SourceSystem": "Microsoft 365 Defender",
        "AlertId": alert_id,
        "ServiceSource": "Microsoft Defender for Endpoint",
        "DetectionSource": kind.source,
        "AttackTechniques": json.dumps([f"{kind.technique} ({kind.technique_id})"]),
    }


def _evidence(
    world: World,
    rng: np.random.Generator,
    kind: AlertKind,
    shared: dict[str, Any],
    account: int,
    host: int,
    address: int,
    time_us: int,
) -> list[Record]:
    person, machine = world.accounts[account], world.hosts[host]
    sha1 = rng.integers(0, 256, 20, dtype="uint8").tobytes().hex()
    sha256 = rng.integers(0, 256, 32, dtype="uint8").tobytes().hex()
    device = {"DeviceName": machine.computer.lower(), "DeviceId": machine.agent_id.replace("-", "")}
    file = {"FileName": kind.image, "FolderPath": kind.folder, "SHA1": sha1, "SHA256": sha256}
    user = {
        "AccountName": person.sam,
        "AccountDomain": world.hosts[0].computer.partition(".")[2],
        "AccountSid": person.sid,
        "AccountObjectId": person.object_id,
        "AccountUpn": person.upn,
    }
    parts: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("User", "Impacted", user),
        ("Machine", "Impacted", {**device, "LocalIP": machine.address}),
        ("Process", "Related", {**device, **user, **file, "ProcessCommandLine": kind.command}),
        ("File", "Related", {**device, **file, "FileSize": int(rng.integers(20_000, 900_000))}),
        ("Ip", "Related", {**device, "RemoteIP": world.addresses[address]}),
    )
    rows = []
    for entity, role, values in parts:
        direction = {"EvidenceDirection": "Destination"} if entity == "Ip" else {}
        more = {"Asset": entity in ("User", "Machine"), "Type": entity.lower()}
        rows.append(
            Record(
                ALERT_EVIDENCE,
                time_us,
                {
                    **shared,
                    **values,
                    **direction,
                    "Title": kind.title,
                    "Categories": json.dumps([kind.category]),
                    "Severity": kind.severity,
                    "Timestamp": time_us,
                    "EntityType": entity,
                    "EvidenceRole": role,
                    "AdditionalFields": json.dumps(more),
                },
            )
        )
    return rows


def _twin(
    world: World,
    kind: AlertKind,
    alert_id: str,
    system_id: str,
    account: int,
    host: int,
    time_us: int,
) -> dict[str, Any]:
    person, machine = world.accounts[account], world.hosts[host]
    entities = [
        {"$id": "2", "HostName": machine.name.lower(), "OSFamily": "Windows", "Type": "host"},
        {"$id": "3", "Name": person.sam, "Sid": person.sid, "Type": "account"},
        {"$id": "4", "CommandLine": kind.command, "Type": "process"},
    ]
    return {
        "SourceSystem": "Detection",
        "DisplayName": kind.title,
        "AlertName": kind.title,
        "AlertType": "WindowsDefenderAtp",
        "AlertSeverity": kind.severity,
        "Description": f"{kind.title} on {machine.name}.",
        "ProviderName": "MDATP",
        "VendorName": "Microsoft",
        "VendorOriginalId": alert_id,
        "SystemAlertId": system_id,
        "ProductName": "Microsoft Defender Advanced Threat Protection",
        "CompromisedEntity": machine.computer.lower(),
        "Tactics": kind.category,
        "Techniques": json.dumps([kind.technique_id.partition(".")[0]]),
        "SubTechniques": json.dumps([kind.technique_id]) if "." in kind.technique_id else "[]",
        "Entities": json.dumps(entities),
        "ExtendedProperties": json.dumps({"MicrosoftDefenderAtp.Category": kind.category}),
        "ExtendedLinks": "[]",
        "RemediationSteps": json.dumps(
            ["Isolate the device and collect an investigation package."]
        ),
        "AlertLink": f"https://security.example/alerts/{alert_id}",
        "IsIncident": False,
        "WorkspaceSubscriptionId": world.subscription_id,
        "WorkspaceResourceGroup": "rg-sentinel",
        "StartTime": time_us,
        "EndTime": time_us,
        "ProcessingEndTime": time_us + MINUTE_US,
    }
