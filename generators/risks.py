"""Risk detections of the directory and the alerts that follow them, as they are updated.

A detection keeps its ``Id`` for life and comes again with every change of state; the alert of
Identity Protection names it in ``VendorOriginalId`` and changes with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators.ids import guid_text, random_ids
from generators.networks import NETWORKS
from generators.records import Record
from generators.truth import instant

if TYPE_CHECKING:
    import numpy as np

    from generators.population import World

RISK_EVENTS, ALERTS = "AADUserRiskEvents", "SecurityAlert"
MINUTE_US = 60_000_000
HOUR_US = 60 * MINUTE_US


@dataclass(frozen=True)
class RiskKind:
    """A kind of detection, with the alert that Identity Protection raises for it."""

    event: str
    level: str
    timing: str
    activity: str
    alert_type: str
    alert_name: str
    description: str
    tactics: str
    technique: str


KINDS = {
    kind.event: kind
    for kind in (
        RiskKind(
            "suspiciousAPITraffic",
            "medium",
            "offline",
            "user",
            "SuspiciousAPITraffic",
            "Suspicious API traffic",
            "Abnormal volume of directory enumeration calls was observed for this user.",
            "Discovery",
            "T1087",
        ),
        RiskKind(
            "unfamiliarFeatures",
            "low",
            "realtime",
            "signin",
            "UnfamiliarLocation",
            "Unfamiliar sign-in properties",
            "The sign-in has properties that are not familiar for this user.",
            "InitialAccess",
            "T1078",
        ),
        RiskKind(
            "anonymizedIPAddress",
            "medium",
            "realtime",
            "signin",
            "AnonymousLogin",
            "Anonymous IP address",
            "Sign-in from an anonymous IP address.",
            "InitialAccess",
            "T1078",
        ),
        RiskKind(
            "unlikelyTravel",
            "medium",
            "offline",
            "signin",
            "ImpossibleTravel",
            "Atypical travel",
            "Two sign-ins from places too far apart for the time between them.",
            "InitialAccess",
            "T1078",
        ),
        RiskKind(
            "anomalousToken",
            "low",
            "offline",
            "signin",
            "AnomalousToken",
            "Anomalous Token",
            "The token has unusual characteristics.",
            "CredentialAccess",
            "T1539",
        ),
    )
}
# State and detail that end a detection: by the user (two), by an admin, by the service.
ENDINGS = (
    ("remediated", "userPerformedSecuredPasswordChange"),
    ("remediated", "userPassedMFADrivenByRiskBasedPolicy"),
    ("dismissed", "adminDismissedAllRiskForUser"),
    ("dismissed", "aiConfirmedSigninSafe"),
)


@dataclass(frozen=True)
class Detection:
    """What is detected: whom, from where, when it happened and when it was found (microseconds)."""

    kind: RiskKind
    account: int
    address: int
    activity_us: int
    detected_us: int
    request_id: str = ""
    correlation_id: str = ""


def detection_records(
    world: World, rng: np.random.Generator, found: Detection, *, ending: int | None
) -> list[Record]:
    """The rows of a detection's life and of its alert's; ``ending`` indexes ``ENDINGS``."""
    risk_id = rng.integers(0, 256, 32, dtype="uint8").tobytes().hex()
    states = [(found.detected_us, "atRisk", "none")]
    if ending is not None:
        later = found.detected_us + int(rng.integers(20 * MINUTE_US, 9 * HOUR_US))
        states.append((later, *ENDINGS[ending]))
    records = [_risk_row(world, found, risk_id, *state) for state in states]
    if found.kind.level != "low":
        alert_id = guid_text(random_ids(rng, 1)[0])
        raised = found.detected_us + int(rng.integers(MINUTE_US, 5 * MINUTE_US))
        records.append(_alert_row(world, found, risk_id, alert_id, raised, "New"))
        if ending is not None:
            closed = states[-1][0] + int(rng.integers(MINUTE_US, 4 * MINUTE_US))
            records.append(_alert_row(world, found, risk_id, alert_id, closed, "Resolved"))
    return records


def _risk_row(
    world: World, found: Detection, risk_id: str, time_us: int, state: str, detail: str
) -> Record:
    account = world.accounts[found.account]
    network = NETWORKS[world.network_of(found.address)]
    info = [
        {"Key": "riskReasons", "Value": [found.kind.alert_name]},
        {"Key": "alertUrl", "Value": None},
    ]
    values = {
        "SourceSystem": "Azure AD",
        "OperationName": "User Risk Detection",
        "UserPrincipalName": account.upn,
        "UserId": account.object_id,
        "UserDisplayName": account.display_name,
        "TokenIssuerType": "AzureAD",
        "Source": "IdentityProtection",
        "RiskState": state,
        "RiskLevel": found.kind.level,
        "RiskEventType": found.kind.event,
        "RiskDetail": detail,
        "RequestId": found.request_id,
        "CorrelationId": found.correlation_id,
        "LastUpdatedDateTime": time_us,
        "IpAddress": world.addresses[found.address],
        "Id": risk_id,
        "DetectionTimingType": found.kind.timing,
        "DetectedDateTime": found.detected_us,
        "ActivityDateTime": found.activity_us,
        "Activity": found.kind.activity,
        "AdditionalInfo": json.dumps(info),
        "Location": network.location_json,
    }
    return Record(RISK_EVENTS, time_us, values)


def _alert_row(
    world: World, found: Detection, risk_id: str, alert_id: str, time_us: int, status: str
) -> Record:
    account, kind = world.accounts[found.account], found.kind
    name, _, suffix = account.upn.partition("@")
    entities = [
        {
            "$id": "2",
            "Name": name,
            "UPNSuffix": suffix,
            "AadTenantId": world.tenant_id,
            "AadUserId": account.object_id,
            "IsDomainJoined": True,
            "Type": "account",
        },
        {"$id": "3", "Address": world.addresses[found.address], "Type": "ip"},
    ]
    extended = {
        "User Account": account.upn,
        "Client IP Address": world.addresses[found.address],
        "Request Id": found.request_id,
        "State": "Closed" if status == "Resolved" else "Open",
        "DetectionSubcategory": kind.alert_type,
    }
    values = {
        "SourceSystem": "Detection",
        "DisplayName": kind.alert_name,
        "AlertName": kind.alert_name,
        "AlertType": kind.alert_type,
        "AlertSeverity": kind.level.capitalize(),
        "Description": kind.description,
        "ProviderName": "IPC",
        "VendorName": "Microsoft",
        "VendorOriginalId": risk_id,
        "SystemAlertId": alert_id,
        "ProductName": "Azure Active Directory Identity Protection",
        "ProductComponentName": "",
        "Status": status,
        "CompromisedEntity": account.upn,
        "Tactics": kind.tactics,
        "Techniques": json.dumps([kind.technique]),
        "Entities": json.dumps(entities),
        "ExtendedProperties": json.dumps(extended),
        "ExtendedLinks": "[]",
        "RemediationSteps": json.dumps(["Confirm with the user, then reset the password."]),
        "AlertLink": f"https://portal.example/alerts/{alert_id}",
        "IsIncident": False,
        "WorkspaceSubscriptionId": world.subscription_id,
        "WorkspaceResourceGroup": "rg-sentinel",
        "StartTime": found.activity_us,
        "EndTime": found.activity_us,
        "ProcessingEndTime": time_us,
    }
    return Record(ALERTS, time_us, values)


def told(time_us: int) -> str:
    """An instant as Defender writes it into JSON."""
    return f"{instant(time_us).isoformat()}Z"
