"""SigninLogs and AADNonInteractiveUserSignInLogs: one sign-in, two tables that spell it apart.

The same fields are objects in the first table and JSON text in the second; both hold JSON text in
AuthenticationDetails. Filling that varies without meaning is taken from the bytes of the id.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generators.apps import APPS, OWNER_CORPORATE, OWNER_MICROSOFT, RESOURCES, app_named
from generators.background.signins import CLIENT_ACTIVE_SYNC, CLIENT_RICH, TOKEN_PRIMARY
from generators.columns import coded, constant, instants, pool
from generators.ids import guid_column, guid_text, token_column
from generators.methods import METHODS
from generators.networks import NETWORKS
from generators.outcomes import OUTCOMES, outcome_of
from generators.population import PARTNER_DOMAIN
from generators.risks import SIGN_IN_RISKS
from generators.tables.policies import (
    ACCESS_STATUS,
    PROCESSING,
    PROCESSING_BACKGROUND,
    policies_json,
    policy_variant,
)

if TYPE_CHECKING:
    from generators.events import SignIns
    from generators.population import World

SIGN_INS, BACKGROUND_SIGN_INS = "SigninLogs", "AADNonInteractiveUserSignInLogs"
CLIENTS = (
    "Browser",
    "Mobile Apps and Desktop clients",
    "Exchange ActiveSync",
    "IMAP4",
    "Authenticated SMTP",
)
TOKENS = ("none", "primaryRefreshToken", "refreshToken")
_LEGACY_AGENTS = ("Apple-iPhone14C2/2107.93", "CBAinPROD", "BAV2ROPC")
_NOBODY = "00000000-0000-0000-0000-000000000000"
_UNBOUND = '{"signInSessionStatus":"unbound","signInSessionStatusCode":1002}'
_BOUND = '{"signInSessionStatus":"bound","signInSessionStatusCode":0}'
_REGISTER = '[{"id":"urn:user:registersecurityinfo","detail":"required"}]'
# Tools that people sign in to by a code on another device.
_BY_CODE = [app_named("Microsoft Azure CLI"), app_named("Microsoft Azure PowerShell")]
_FREQUENCY = (
    '[{"expirationRequirement":"signInFrequencyPeriodicReauthentication",'
    '"detail":"Sign-in frequency (periodic re-authentication)"}]'
)
_CONDITIONAL = '[{"requirementProvider":"multiConditionalAccess","detail":"Conditional Access"}]'


class SignInColumns:
    """Turns sign-ins into columns; the pools of distinct values are made once per world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._codes = pool([str(o.code) for o in OUTCOMES])
        self._descriptions = pool([o.description for o in OUTCOMES])
        self._status = pool(
            [_status(number, claim) for number in range(len(OUTCOMES)) for claim in (0, 1)]
        )
        self._user_ids = pool([*(a.object_id for a in world.accounts), _NOBODY])
        self._names = pool([*(a.display_name for a in world.accounts), ""])
        self._user_types = pool(["Member", "Guest"])
        self._guests = np.array([a.user_type == "Guest" for a in world.accounts])
        home = guid_text(np.frombuffer(_digest(PARTNER_DOMAIN), np.uint8))
        self._homes = pool([world.tenant_id, home])
        self._crossing = pool(["none", "b2bCollaboration"])
        self._device = {
            True: pool([d.detail_json(interactive=True) for d in world.devices]),
            False: pool([d.detail_json(interactive=False) for d in world.devices]),
        }
        self._agents = pool(
            [d.agent for d in world.devices]
            + [d.client_agent for d in world.devices]
            + list(_LEGACY_AGENTS)
        )
        self._locations = pool([n.location_json for n in NETWORKS])
        self._countries = pool([n.country for n in NETWORKS])
        self._systems = pool([str(n.asn) for n in NETWORKS])
        self._named = pool(
            [
                json.dumps([{"networkType": "trustedNamedLocation", "networkNames": [n.operator]}])
                if n.kind in ("office", "vpn")
                else "[]"
                for n in NETWORKS
            ]
        )
        self._app_names = pool([a.name for a in APPS])
        self._app_ids = pool([a.app_id for a in APPS])
        self._app_owners = pool(
            [OWNER_CORPORATE if i % 5 == 4 else OWNER_MICROSOFT for i in range(len(APPS))]
        )
        self._resource_names = pool([r.name for r in RESOURCES])
        self._resource_ids = pool([r.resource_id for r in RESOURCES])
        self._audiences = pool([json.dumps([r.resource_id]) for r in RESOURCES])
        self._resource_principals = pool(
            [
                guid_text(np.frombuffer(_digest(world.tenant_id + r.resource_id), np.uint8))
                for r in RESOURCES
            ]
        )
        self._policies = pool(policies_json(world.tenant_id))
        self._milliseconds = pool([str(40 + 3 * i) for i in range(256)])
        self._mfa = pool([_mfa(number) for number in range(len(METHODS))])
        self._steps = [_steps(number) for number in range(len(METHODS))]

    def columns(self, rows: SignIns, table: str) -> dict[str, Any]:
        """KQL column names to Arrow arrays for the rows of one of the two tables."""
        interactive = table == SIGN_INS
        result = self._who_and_where(rows, interactive) | self._what(rows, table)
        return result | self._how(rows, interactive)

    def _who_and_where(self, rows: SignIns, interactive: bool) -> dict[str, Any]:
        world, count = self._world, len(rows)
        known = np.where(rows.outcome == outcome_of(50034), len(world.accounts), rows.account)
        network = world.address_network[rows.address]
        guest = self._guests[rows.account]
        agent = np.where(rows.client == CLIENT_RICH, rows.device + len(world.devices), rows.device)
        legacy = rows.client >= CLIENT_ACTIVE_SYNC
        first_legacy = 2 * len(world.devices) - CLIENT_ACTIVE_SYNC
        agent[legacy] = first_legacy + rows.client[legacy].astype(np.int32)
        upn = coded(world.upns, rows.account)
        return {
            "UserPrincipalName": upn,
            "AlternateSignInName": upn,
            "UserId": coded(self._user_ids, known),
            "UserDisplayName": coded(self._names, known),
            "Identity": coded(self._names, known),
            "UserType": coded(self._user_types, guest),
            "SignInIdentifierType": constant("userPrincipalName", count),
            "CrossTenantAccessType": coded(self._crossing, guest),
            "AADTenantId": constant(world.tenant_id, count),
            "HomeTenantId": coded(self._homes, guest),
            "ResourceTenantId": constant(world.tenant_id, count),
            "IPAddress": coded(world.address_texts, rows.address),
            "Location": coded(self._countries, network),
            "LocationDetails": coded(self._locations, network),
            "AutonomousSystemNumber": coded(self._systems, network),
            "NetworkLocationDetails": coded(self._named, network),
            "DeviceDetail": coded(self._device[interactive], rows.device),
            "UserAgent": coded(self._agents, agent),
            "ClientAppUsed": coded(pool(CLIENTS), rows.client),
        }

    def _what(self, rows: SignIns, table: str) -> dict[str, Any]:
        world, count = self._world, len(rows)
        interactive = table == SIGN_INS
        failed = (rows.outcome != 0).astype(np.int32)
        result = {
            "Type": constant(table, count),
            "TenantId": constant(world.workspace_id, count),
            "SourceSystem": constant("Azure AD", count),
            "Category": constant(
                "SignInLogs" if interactive else "NonInteractiveUserSignInLogs", count
            ),
            "OperationName": constant("Sign-in activity", count),
            "OperationVersion": constant("1.0", count),
            "Level": constant("4", count),
            "ResourceGroup": constant("Microsoft.aadiam", count),
            "CreatedDateTime": instants(rows.time),
            "CorrelationId": guid_column(rows.correlation),
            "SessionId": guid_column(rows.session),
            "UniqueTokenIdentifier": token_column(rows.id),
            "ResultType": coded(self._codes, rows.outcome),
            "ResultDescription": coded(self._descriptions, rows.outcome),
            "ResultSignature": coded(pool(["SUCCESS", "FAILURE"]), failed)
            if not interactive
            else constant("None", count),
            "DurationMs": pa.array(np.zeros(count, np.int64)),
            "AppId": coded(self._app_ids, rows.app),
            "AppDisplayName": coded(self._app_names, rows.app),
            "AppOwnerTenantId": coded(self._app_owners, rows.app),
            "ResourceDisplayName": coded(self._resource_names, rows.resource),
            "ResourceIdentity": coded(self._resource_ids, rows.resource),
            "ResourceServicePrincipalId": coded(self._resource_principals, rows.resource),
            "ResourceOwnerTenantId": constant(OWNER_MICROSOFT, count),
            "ConditionalAccessAudiences": coded(self._audiences, rows.resource),
            "IsInteractive": pa.array(np.full(count, interactive)),
        }
        result["Id"] = result["OriginalRequestId"] = guid_column(rows.id)
        milliseconds = coded(self._milliseconds, rows.id[:, 0])
        if interactive:
            tenant_path = f"/tenants/{world.tenant_id}/providers/Microsoft.aadiam"
            result |= {
                "ResourceId": constant(tenant_path, count),
                "_ResourceId": constant(tenant_path.lower(), count),
                "Resource": constant("Microsoft.aadiam", count),
                "ProcessingTimeInMilliseconds": milliseconds,
                "SignInIdentifier": coded(world.upns, rows.account),
                "FlaggedForReview": pa.array(np.zeros(count, np.bool_)),
                "ClientCredentialType": constant("none", count),
            }
        else:
            result["ProcessingTimeInMs"] = milliseconds
            result["SignInEventTypes"] = constant('["nonInteractiveUser"]', count)
        return result

    def _how(self, rows: SignIns, interactive: bool) -> dict[str, Any]:
        count = len(rows)
        multi = np.array([m.multi_factor for m in METHODS])[rows.method].astype(np.int32)
        by_claim = np.array([m.second == "Previously satisfied" for m in METHODS])[rows.method]
        variant = policy_variant(rows, multi)
        risky = np.array([r.is_risky for r in SIGN_IN_RISKS])[rows.risk]
        expired = (rows.outcome == outcome_of(50078)).astype(np.int32)
        events = coded(pool([_events(r.events) for r in SIGN_IN_RISKS]), rows.risk)
        bound = (rows.token == TOKEN_PRIMARY) & (rows.id[:, 3] % 3 > 0)
        protocol = np.where(rows.client > CLIENT_ACTIVE_SYNC, 1, 0)
        protocol[np.isin(rows.app, _BY_CODE) & interactive & (rows.id[:, 4] % 5 == 0)] = 2
        registering = np.isin(rows.outcome, [outcome_of(50072), outcome_of(50079)])
        result = {
            "Status": coded(self._status, rows.outcome * 2 + by_claim),
            "MfaDetail": coded(self._mfa, rows.method),
            "AuthenticationDetails": self._details(rows) if interactive else constant("[]", count),
            "AuthenticationProcessingDetails": coded(
                pool(PROCESSING if interactive else PROCESSING_BACKGROUND), rows.id[:, 1] % 4
            ),
            "AuthenticationMethodsUsed": constant("", count),
            "AuthenticationRequirement": coded(
                pool(["singleFactorAuthentication", "multiFactorAuthentication"]), multi
            ),
            "AuthenticationRequirementPolicies": coded(pool(["[]", _CONDITIONAL]), multi),
            "AuthenticationProtocol": coded(pool(["none", "ropc", "deviceCode"]), protocol),
            "AuthenticationContextClassReferences": coded(pool(["[]", _REGISTER]), registering),
            "SessionLifetimePolicies": coded(pool(["[]", _FREQUENCY]), expired),
            "IncomingTokenType": coded(pool(TOKENS), rows.token),
            "TokenIssuerType": constant("AzureAD", count),
            "TokenProtectionStatusDetails": coded(pool([_UNBOUND, _BOUND]), bound),
            "OriginalTransferMethod": constant("none", count),
            "ConditionalAccessStatus": coded(pool(ACCESS_STATUS), variant),
            "ConditionalAccessPolicies": coded(self._policies, variant),
            "AppliedEventListeners": constant("[]", count),
            "Agent": constant('{"agentType":"notAgentic"}', count),
            "IsThroughGlobalSecureAccess": pa.array(np.zeros(count, np.bool_)),
            "IsTenantRestricted": pa.array(np.zeros(count, np.bool_)),
            "IsRisky": pa.array(risky),
            "RiskState": coded(pool([r.state for r in SIGN_IN_RISKS]), rows.risk),
            "RiskDetail": coded(pool([r.detail for r in SIGN_IN_RISKS]), rows.risk),
            "RiskLevelDuringSignIn": coded(pool([r.during for r in SIGN_IN_RISKS]), rows.risk),
            "RiskLevelAggregated": coded(pool([r.aggregated for r in SIGN_IN_RISKS]), rows.risk),
            "RiskEventTypes": events,
            "RiskEventTypes_V2": events,
        }
        if interactive:
            result["RiskLevel"] = constant("", count)
            result["AppliedConditionalAccessPolicies"] = constant("", count)
        else:
            result["ConditionalAccessPoliciesV2"] = coded(self._policies, variant)
        return result

    def _details(self, rows: SignIns) -> pa.Array:
        """AuthenticationDetails: each step with its instant, so that no two rows share a text."""
        seconds = instants(rows.time).cast(pa.timestamp("s"), safe=False)
        at = pc.strftime(seconds, format="%Y-%m-%dT%H:%M:%SZ")
        before = pool([steps[0] for steps in self._steps]).take(pa.array(rows.method))
        after = pool([steps[1] for steps in self._steps]).take(pa.array(rows.method))
        has_second = np.array([steps[2] != "" for steps in self._steps])[rows.method]
        last = pool([steps[2] for steps in self._steps]).take(pa.array(rows.method))
        second_at = pc.if_else(pa.array(has_second), at, "")
        return pc.binary_join_element_wise(before, at, after, second_at, last, "]", "")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]


def _events(name: str) -> str:
    return json.dumps([name] if name else [])


def _status(outcome: int, claim: int) -> str:
    found = OUTCOMES[outcome]
    status: dict[str, object] = {"errorCode": found.code}
    if found.code:
        status["failureReason"] = found.description
    if claim:
        status["additionalDetails"] = "MFA requirement satisfied by claim in the token"
    elif found.code == 500121:
        status["additionalDetails"] = "MFA denied; user declined the authentication"
    elif found.code == 50126:
        status["additionalDetails"] = "The user didn't enter the right credentials."
    return json.dumps(status, separators=(",", ":"))


def _mfa(method: int) -> str:
    found = METHODS[method]
    if found.second in ("", "Previously satisfied"):
        return "{}"
    return json.dumps({"authMethod": found.second, "authDetail": "+X XXXXXXXX42"})


def _steps(method: int) -> tuple[str, str, str]:
    """AuthenticationDetails around the instants of its one or two steps."""
    found = METHODS[method]

    def rest(name: str, detail: str, requirement: str, sequence: int) -> str:
        fields = {
            "authenticationMethod": name,
            "authenticationMethodDetail": "Password in the cloud" if name == "Password" else "",
            "succeeded": "denied" not in detail and "Invalid" not in detail,
            "authenticationStepResultDetail": detail,
            "authenticationStepRequirement": requirement,
            "StatusSequence": 0,
            "RequestSequence": sequence,
        }
        return '",' + json.dumps(fields)[1:]

    opening = '{"authenticationStepDateTime":"'
    first = rest(found.first, found.first_detail, "Primary authentication", 1)
    if not found.multi_factor:
        return f"[{opening}", first, ""
    second = rest(found.second, found.second_detail, "MultiConditionalAccess", 0)
    return f"[{opening}", f"{first},{opening}", second
