"""Alerts of Defender for Endpoint: what it finds, and the rows of an alert from raise to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.records import Record
from generators.risks import MINUTE_US
from generators.tables.defender_alerts import AlertKind, Sighting, evidence, info, new_alert, twin
from generators.tables.identity_alerts import ALERTS

if TYPE_CHECKING:
    import numpy as np

    from generators.population import World

_SYS = "C:\\Windows\\System32"
_DOWN = "C:\\Users\\Public\\Downloads"
_SHELL = _SYS + "\\WindowsPowerShell\\v1.0"
BACKGROUND = (
    AlertKind(
        "'Presenoker' unwanted software was detected",
        "Malware",
        "Informational",
        "Malicious File",
        "T1204.002",
        "Antivirus",
        "free_pdf_setup.exe",
        _DOWN,
        "free_pdf_setup.exe /silent",
        "Presenoker",
    ),
    AlertKind(
        "EICAR_Test_File malware was prevented",
        "Malware",
        "Informational",
        "Malicious File",
        "T1204.002",
        "Antivirus",
        "eicar.com",
        _DOWN,
        "",
        "EICAR_Test_File",
    ),
    AlertKind(
        "Suspicious scheduled task",
        "Persistence",
        "Low",
        "Scheduled Task",
        "T1053.005",
        "EDR",
        "schtasks.exe",
        _SYS,
        "schtasks.exe /create /tn Update /tr C:\\Scripts\\health.cmd /sc daily",
    ),
    AlertKind(
        "Anomalous account lookups",
        "Discovery",
        "Low",
        "Account Discovery",
        "T1087",
        "EDR",
        "net.exe",
        _SYS,
        "net user /domain",
    ),
    AlertKind(
        "Suspicious PowerShell command line",
        "Execution",
        "Medium",
        "PowerShell",
        "T1059.001",
        "EDR",
        "powershell.exe",
        _SHELL,
        "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\inventory.ps1",
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
    AlertKind("Suspicious access to LSASS service", "CredentialAccess", "High", "LSASS Memory", "T1003.001", "EDR", "rundll32.exe", _SYS, "rundll32.exe C:\\Windows\\System32\\comsvcs.dll MiniDump 712 C:\\Users\\Public\\l.dmp full"),  # noqa: E501
    AlertKind("File backups were deleted", "Impact", "High", "Inhibit System Recovery", "T1490", "EDR", "vssadmin.exe", _SYS, "vssadmin.exe delete shadows /all /quiet"),  # noqa: E501
    AlertKind("Hands-on-keyboard attack involving multiple devices", "LateralMovement", "High", "Windows Remote Management", "T1021.006", "EDR", "powershell.exe", _SHELL, "powershell.exe -nop -w hidden -enc SQBFAFgA"),  # noqa: E501
    AlertKind("Suspicious decoded content", "DefenseEvasion", "High", "Deobfuscate/Decode Files or Information", "T1140", "EDR", "certutil.exe", _SYS, "certutil.exe -decode update.txt update.exe"),  # noqa: E501
    AlertKind("'Bynoco' malware was detected", "Malware", "High", "Malicious File", "T1204.002", "Antivirus", "invoice_3381.exe", _DOWN, "invoice_3381.exe", "Bynoco"),  # noqa: E501
)  # fmt: skip


def alert_records(
    world: World, rng: np.random.Generator, sighting: Sighting, *, resolved: bool
) -> list[Record]:
    """The rows of one alert: info, evidence of five kinds, the twin in its states."""
    alert = new_alert(rng, sighting)
    records = [info(alert), *evidence(world, rng, alert)]
    raised = sighting.time_us + MINUTE_US
    records.append(Record(ALERTS, raised, twin(world, alert, raised, "New")))
    pauses = rng.integers(10 * MINUTE_US, 300 * MINUTE_US, 2)
    if resolved:
        begun, closed = raised + int(pauses[0]), raised + int(pauses.sum())
        records.append(Record(ALERTS, begun, twin(world, alert, begun, "InProgress")))
        records.append(Record(ALERTS, closed, twin(world, alert, closed, "Resolved")))
    return records
