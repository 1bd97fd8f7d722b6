"""SecurityAlert rows that follow from risk detections: Identity Protection, Cloud App Security."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generators.networks import NETWORKS
from generators.records import Record
from generators.tables.risk_events import CLOUD_ALERTS

if TYPE_CHECKING:
    from generators.population import World
    from generators.risks import Detection

ALERTS = "SecurityAlert"
_PRODUCTS = {
    "IPC": "Azure Active Directory Identity Protection",
    "MCAS": "Microsoft Cloud App Security",
}
_STEPS = ("Ask the user about the sign-in.", "Reset the password and revoke the sessions.")


def alert_common(world: World) -> dict[str, Any]:
    """Columns that every alert of the tenant's own products has alike."""
    return {
        "SourceSystem": "Detection",
        "VendorName": "Microsoft",
        "ConfidenceLevel": "Unknown",
        "IsIncident": False,
        "WorkspaceSubscriptionId": world.subscription_id,
        "WorkspaceResourceGroup": "rg-sentinel",
    }


def identity_alert(
    world: World, found: Detection, vendor_id: str, alert_id: str, time_us: int, status: str
) -> Record:
    """One state of an alert: ``vendor_id`` is what the detection is joined by."""
    account, kind = world.accounts[found.account], found.kind
    portal = (
        f"https://portal.azure.com/#view/Microsoft_AAD_IAM/RiskyUsers/userId/{account.object_id}"
    )
    values = {
        **alert_common(world),
        "DisplayName": kind.alert_name,
        "AlertName": kind.alert_name,
        "AlertType": kind.alert_type,
        "AlertSeverity": kind.level.capitalize(),
        "Description": kind.description,
        "ProviderName": kind.provider,
        "VendorOriginalId": vendor_id,
        "SystemAlertId": alert_id,
        "ProductName": _PRODUCTS[kind.provider],
        "Status": status,
        "CompromisedEntity": account.upn,
        "Tactics": kind.tactics,
        "Techniques": json.dumps([kind.technique]),
        "SubTechniques": "[]",
        "Entities": json.dumps(_entities(world, found), separators=(",", ":")),
        "ExtendedProperties": json.dumps(_extended(world, found, status), separators=(",", ":")),
        "RemediationSteps": json.dumps(_STEPS),
        "AlertLink": portal if kind.provider == "IPC" else CLOUD_ALERTS + vendor_id,
        "StartTime": found.activity_us,
        "EndTime": found.activity_us,
        "ProcessingEndTime": time_us,
    }
    return Record(ALERTS, time_us, values)


def _entities(world: World, found: Detection) -> list[dict[str, Any]]:
    account = world.accounts[found.account]
    name, _, suffix = account.upn.partition("@")
    entities: list[dict[str, Any]] = [
        {
            "$id": "2",
            "Name": name,
            "UPNSuffix": suffix,
            "AadTenantId": world.tenant_id,
            "AadUserId": account.object_id,
            "IsDomainJoined": True,
            "DisplayName": account.display_name,
            "Type": "account",
        }
    ]
    if not found.request_id:
        return entities
    network = NETWORKS[world.network_of(found.address)]
    location = {
        "CountryCode": network.country,
        "State": network.state,
        "City": network.city,
        "Asn": network.asn,
    }
    session = {"SessionId": found.session_id, "RequestId": found.request_id}
    return [
        *entities,
        {"$id": "3", "Address": world.addresses[found.address], "Location": location, "Type": "ip"},
        {"$id": "4", **session, "Account": {"$ref": "2"}, "Type": "cloud-logon-session"},
    ]


def _extended(world: World, found: Detection, status: str) -> dict[str, str]:
    account = world.accounts[found.account]
    network = NETWORKS[world.network_of(found.address)]
    placed = bool(found.request_id)
    return {
        "User Account": account.upn,
        "User Name": account.display_name,
        "Client IP Address": world.addresses[found.address] if placed else "",
        "Client Location": f"{network.city}, {network.country}" if placed else "",
        "Request Id": found.request_id,
        "Detection Subcategory": found.kind.event,
        "State": "Closed" if status == "Resolved" else "Open",
        "ProcessedBySentinel": "True",
    }
