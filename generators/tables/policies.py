"""Conditional Access as sign-in rows show it: the tenant's policies and how each row met them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from generators.outcomes import outcome_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.events import SignIns

_NAMES = ("Require MFA outside trusted networks", "Block legacy authentication", "Pilot: compliant")
_CONTROLS = (["Mfa"], ["Block"], ["RequireCompliantDevice"])
# By variant: the result of each policy. The pilot runs in report-only mode.
_RESULTS = (
    ("notApplied", "notApplied", "reportOnlyNotApplied"),
    ("success", "notApplied", "reportOnlySuccess"),
    ("success", "notApplied", "reportOnlyFailure"),
    ("failure", "notApplied", "reportOnlyNotApplied"),
    ("notApplied", "failure", "reportOnlyNotApplied"),
    ("notApplied", "notEnabled", "reportOnlyInterrupted"),
)
ACCESS_STATUS = ("notApplied", "success", "success", "failure", "failure", "notApplied")


def _processing(*pairs: tuple[str, str]) -> str:
    return json.dumps([{"key": key, "value": value} for key, value in pairs])


PROCESSING = (
    _processing(("Login Hint Present", "True"), ("IsCAEToken", "False")),
    _processing(("IsCAEToken", "False")),
    _processing(("Login Hint Present", "True"), ("Domain Hint Present", "True")),
    _processing(("Login Hint Present", "True"), ("IsCAEToken", "True")),
)
PROCESSING_BACKGROUND = (
    _processing(("Legacy TLS (TLS 1.0, 1.1, 3DES)", "False"), ("Is CAE Token", "False")),
    _processing(("Is CAE Token", "True")),
    _processing(("Oauth Scope Info", '["user_impersonation"]'), ("Is CAE Token", "False")),
    _processing(("Oauth Scope Info", '["Mail.ReadWrite","User.Read"]'), ("Is CAE Token", "True")),
)


def policies_json(tenant_id: str) -> list[str]:
    """ConditionalAccessPolicies for each variant of ``policy_variant``."""
    ids = [hashlib.sha256(f"{tenant_id}/{name}".encode()).hexdigest() for name in _NAMES]
    return [
        json.dumps(
            [
                {
                    "id": f"{i[:8]}-{i[8:12]}-{i[12:16]}-{i[16:20]}-{i[20:32]}",
                    "displayName": name,
                    "enforcedGrantControls": controls,
                    "enforcedSessionControls": [],
                    "result": result,
                    "conditionsSatisfied": 0 if "otApplied" in result else 3,
                    "conditionsNotSatisfied": 1 if "otApplied" in result else 0,
                }
                for i, name, controls, result in zip(ids, _NAMES, _CONTROLS, results, strict=True)
            ],
            separators=(",", ":"),
        )
        for results in _RESULTS
    ]


def policy_variant(rows: SignIns, multi_factor: NDArray[Any]) -> NDArray[np.int32]:
    """Which variant of the policies' results each row shows."""
    variant = np.where(multi_factor == 1, 1 + (rows.id[:, 2] % 4 == 0), 0).astype(np.int32)
    challenged = np.isin(rows.outcome, [outcome_of(50074), outcome_of(50076), outcome_of(500121)])
    variant[challenged | (rows.outcome == outcome_of(53003))] = 3
    variant[(rows.outcome == outcome_of(53000)) | (rows.outcome == outcome_of(53001))] = 4
    variant[(variant == 0) & (rows.id[:, 2] % 31 == 0)] = 5
    return variant
