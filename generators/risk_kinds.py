"""The kinds of risk detection, with the alert that follows from each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RiskKind:
    """A kind of detection as RiskEventType says it, and its alert (no type: it raises none).

    ``activity`` is signin or user, ``timing`` realtime or offline. Alerts of the provider IPC are
    joined by the detection's id, those of MCAS by the last part of its ``alertUrl``.
    """

    event: str
    level: str
    timing: str
    activity: str
    alert_type: str
    alert_name: str
    description: str
    tactics: str
    technique: str
    source: str = "IdentityProtection"
    provider: str = "IPC"


KINDS = {
    kind.event: kind
    for kind in (
        RiskKind("unfamiliarFeatures", "low", "realtime", "signin", "UnfamiliarLocation", "Unfamiliar sign-in properties", "Properties of this sign-in are unfamiliar for the given user: ASN, browser, device, IP, location.", "InitialAccess", "T1078"),  # noqa: E501 - a table of data, as all lines below
        RiskKind("anonymizedIPAddress", "medium", "realtime", "signin", "AnonymousLogin", "Anonymous IP address", "Sign-in from an anonymous IP address.", "InitialAccess", "T1078"),  # noqa: E501
        RiskKind("unlikelyTravel", "medium", "offline", "signin", "ImpossibleTravel", "Atypical Travel", "Sign-in from a place that is atypical for the user's recent sign-ins.", "InitialAccess", "T1078"),  # noqa: E501
        RiskKind("anomalousToken", "medium", "offline", "signin", "AnomalousToken", "Anomalous Token", "The token has abnormal characteristics, such as its lifetime or where it is used.", "CredentialAccess", "T1539"),  # noqa: E501
        RiskKind("suspiciousAPITraffic", "medium", "offline", "user", "SuspiciousAPITraffic", "Suspicious API Traffic", "Abnormal API traffic or directory enumeration by the user was observed.", "Discovery", "T1087"),  # noqa: E501
        RiskKind("leakedCredentials", "high", "offline", "user", "LeakedCredentials", "Leaked credentials", "Valid credentials of the user have been leaked.", "CredentialAccess", "T1589"),  # noqa: E501
        RiskKind("mcasImpossibleTravel", "medium", "offline", "signin", "MCAS_ALERT_ANUBIS_DETECTION_VELOCITY", "Impossible travel activity", "The user was active from two places within a time too short for the way.", "InitialAccess", "T1078", "MicrosoftCloudAppSecurity", "MCAS"),  # noqa: E501
        RiskKind("userReportedSuspiciousActivity", "high", "offline", "user", "", "", "", "CredentialAccess", "T1621", "EndUserReported"),  # noqa: E501
    )
}  # fmt: skip
