"""AuditLogs: what was changed in the directory, by whom, on what, from which value to which.

``newValue`` and ``oldValue`` are JSON text inside a string, and queries read the modified
properties by position: their order is the service's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generators.ids import guid_text, random_ids
from generators.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    from generators.population import World

AUDIT_LOGS = "AuditLogs"
CORE, PIM, METHODS = "Core Directory", "PIM", "Authentication Methods"
SELF_SERVICE, INVITED, ACCESS = (
    "Self-service Password Management",
    "Invited Users",
    "Conditional Access",
)
DEVICES, PROVISIONING = "Device Registration Service", "Account Provisioning"


@dataclass(frozen=True)
class Operation:
    """A kind of change: its name, category and the service that logs it."""

    name: str
    category: str
    service: str = CORE
    aad_type: str = "Update"


@dataclass(frozen=True)
class Target:
    """What is changed: ``properties`` are (name, old value, new value) in the service's order."""

    kind: str
    id: str
    name: str
    upn: str = ""
    properties: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True)
class Actor:
    """Who changes it: a person with an address, or an application."""

    name: str
    id: str
    upn: str = ""
    address: str = ""
    app_id: str = ""


def person(world: World, account: int, address: int | None = None) -> Actor:
    """An account as the one who acts, from an address; none where it acts through a service."""
    one = world.accounts[account]
    where = "" if address is None else world.addresses[address]
    return Actor(one.display_name, one.object_id, one.upn, where)


def user_target(world: World, account: int, *properties: tuple[str, Any, Any]) -> Target:
    """An account as what is changed."""
    one = world.accounts[account]
    return Target("User", one.object_id, one.display_name, one.upn, properties)


def audit_record(
    world: World,
    rng: np.random.Generator,
    time_us: int,
    operation: Operation,
    actor: Actor,
    targets: Sequence[Target],
    *,
    failed: str = "",
    details: Mapping[str, str] | None = None,
    correlation: str = "",
) -> Record:
    """One row; ``failed`` is the reason of a failure, ``details`` fill AdditionalDetails."""
    ids = random_ids(rng, 1)
    correlation = correlation or guid_text(ids[0])
    mark = "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[n % 36] for n in ids[0][:5].tolist())
    prefix = "Directory" if operation.service == CORE else operation.service.replace(" ", "")
    return Record(
        AUDIT_LOGS,
        time_us,
        {
            "AADTenantId": world.tenant_id,
            "OperationName": operation.name,
            "ActivityDisplayName": operation.name,
            "OperationVersion": "1.0",
            "Category": operation.category,
            "LoggedByService": operation.service,
            "AADOperationType": operation.aad_type,
            "Result": "failure" if failed else "success",
            "ResultReason": failed,
            "ResultDescription": failed,
            "ResultSignature": "None",
            "ResultType": "",
            "Level": "4",
            "Identity": actor.name,
            "Resource": "Microsoft.aadiam",
            "ResourceGroup": "Microsoft.aadiam",
            "ResourceId": f"/tenants/{world.tenant_id}/providers/Microsoft.aadiam",
            "SourceSystem": "Azure AD",
            "ActivityDateTime": time_us,
            "DurationMs": 0,
            "CorrelationId": correlation,
            "Id": f"{prefix}_{correlation}_{mark}_{int(rng.integers(10**6, 10**8))}",
            "InitiatedBy": json.dumps(_initiated(actor)),
            "TargetResources": json.dumps([_target(one) for one in targets]),
            "AdditionalDetails": json.dumps(
                [{"key": key, "value": value} for key, value in (details or {}).items()]
            ),
        },
    )


def _initiated(actor: Actor) -> dict[str, Any]:
    if actor.app_id:
        app = {
            "displayName": actor.name,
            "servicePrincipalId": actor.id,
            "appId": actor.app_id,
            "servicePrincipalName": None,
        }
        return {"app": app}
    user: dict[str, Any] = {
        "id": actor.id,
        "displayName": None,
        "userPrincipalName": actor.upn,
        "ipAddress": actor.address or None,
        "roles": [],
    }
    return {"user": user}


def _target(target: Target) -> dict[str, Any]:
    told: dict[str, Any] = {"id": target.id, "displayName": target.name, "type": target.kind}
    if target.upn:
        told["userPrincipalName"] = target.upn
    told["modifiedProperties"] = [
        {"displayName": name, "oldValue": _value(old), "newValue": _value(new)}
        for name, old, new in target.properties
    ]
    told["administrativeUnits"] = []
    return told


def _value(value: Any) -> str | None:
    """A value as the service writes it: JSON text."""
    return None if value is None else json.dumps(value)
