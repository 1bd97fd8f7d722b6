"""AADUserRiskEvents: a row per state of a risk detection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generators.networks import NETWORKS
from generators.records import Record

if TYPE_CHECKING:
    from generators.population import World
    from generators.risks import Detection, State

RISK_EVENTS = "AADUserRiskEvents"
CLOUD_ALERTS = "https://portal.cloudappsecurity.com/#/alerts/"
_UNFAMILIAR = ("UnfamiliarASN", "UnfamiliarBrowser", "UnfamiliarDevice", "UnfamiliarIP")


def risk_event(world: World, found: Detection, risk_id: str, cloud_id: str, state: State) -> Record:
    """The row of one state; ``cloud_id`` is the alert's in Cloud App Security, where it has one."""
    account, kind = world.accounts[found.account], found.kind
    risk_state, detail = state.texts
    placed = bool(found.request_id)  # leaked credentials happen nowhere
    level = kind.level if risk_state in ("atRisk", "confirmedCompromised") else "none"
    values = {
        "SourceSystem": "Azure AD",
        "OperationName": "User Risk Detection",
        "UserPrincipalName": account.upn,
        "UserId": account.object_id,
        "UserDisplayName": account.display_name,
        "TokenIssuerType": "AzureAD",
        "Source": kind.source,
        "RiskState": risk_state,
        "RiskLevel": level,
        "RiskEventType": kind.event,
        "RiskDetail": detail,
        "RequestId": found.request_id,
        "CorrelationId": found.correlation_id,
        "LastUpdatedDateTime": state.since_us,
        "IpAddress": world.addresses[found.address] if placed else "",
        "Id": risk_id,
        "DetectionTimingType": kind.timing,
        "DetectedDateTime": found.detected_us,
        "ActivityDateTime": found.activity_us,
        "Activity": kind.activity,
        "AdditionalInfo": json.dumps(_additional(found, cloud_id), separators=(",", ":")),
        "Location": _location(world, found) if placed else None,
        "_ResourceId": f"/tenants/{world.tenant_id}/providers/microsoft.aadiam",
    }
    return Record(RISK_EVENTS, state.since_us, values)


def _additional(found: Detection, cloud_id: str) -> list[dict[str, Any]]:
    """AdditionalInfo: a list of keys and values, of which most detections have three."""
    url = CLOUD_ALERTS + cloud_id if found.kind.provider == "MCAS" else None
    info: list[dict[str, Any]] = [
        {"Key": "userAgent", "Value": found.agent or None},
        {"Key": "alertUrl", "Value": url},
        {"Key": "mitreTechniques", "Value": found.kind.technique},
    ]
    if found.kind.event == "unfamiliarFeatures":
        info.append({"Key": "riskReasons", "Value": list(_UNFAMILIAR)})
    return info


def _location(world: World, found: Detection) -> str:
    place = json.loads(NETWORKS[world.network_of(found.address)].location_json)
    place["geoCoordinates"] = {"altitude": 0, **place["geoCoordinates"]}
    return json.dumps(place, separators=(",", ":"))
