"""How a sign-in was authenticated, and what risk it carries: small tables that rows point into."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """A way to authenticate: the first factor, the second, how each step ended."""

    first: str
    first_detail: str
    second: str
    second_detail: str

    @property
    def multi_factor(self) -> bool:
        """Whether a second factor was demanded."""
        return bool(self.second)


_CORRECT = "Correct password"
_CLAIM = "First factor requirement satisfied by claim in the token"
_MFA_CLAIM = "MFA requirement satisfied by claim in the token"
_MFA_DONE = "MFA completed in Azure AD"
METHODS = (
    Method("Password", _CORRECT, "", ""),
    Method("Previously satisfied", _CLAIM, "", ""),
    Method("Previously satisfied", _CLAIM, "Previously satisfied", _MFA_CLAIM),
    Method("Password", _CORRECT, "Mobile app notification", _MFA_DONE),
    Method("Password", _CORRECT, "Text message", _MFA_DONE),
    Method("FIDO2 security key", _CORRECT, "FIDO2 security key", _MFA_DONE),
    Method("Windows Hello for Business", _CORRECT, "Windows Hello for Business", _MFA_DONE),
    Method("Passwordless phone sign-in", _CORRECT, "Passwordless phone sign-in", _MFA_DONE),
    Method("Password", "Invalid username or password", "", ""),
    Method(
        "Password",
        _CORRECT,
        "Mobile app notification",
        "MFA denied; user did not respond to mobile app notification",
    ),
    Method(
        "Password",
        _CORRECT,
        "Mobile app notification",
        "MFA denied; user declined the authentication",
    ),
)
BY_PASSWORD, BY_CLAIM, MFA_BY_CLAIM, MFA_BY_APP = 0, 1, 2, 3
WRONG_PASSWORD, MFA_NOT_ANSWERED, MFA_DENIED = 8, 9, 10
# Of successful interactive sign-ins: shares of the first eight methods.
SUCCESS_SHARES = (0.40, 0.10, 0.33, 0.07, 0.01, 0.02, 0.06, 0.01)


@dataclass(frozen=True)
class Risk:
    """What a sign-in row says of risk."""

    state: str
    detail: str
    during: str
    aggregated: str
    events: str

    @property
    def is_risky(self) -> bool:
        """Whether the row counts as risky."""
        return self.state not in ("none", "dismissed", "remediated", "confirmedSafe")


RISKS = (
    Risk("none", "none", "none", "none", ""),
    Risk("atRisk", "none", "low", "low", "unfamiliarFeatures"),
    Risk("atRisk", "none", "medium", "medium", "unfamiliarFeatures"),
    Risk("atRisk", "none", "medium", "medium", "anonymizedIPAddress"),
    Risk("atRisk", "none", "none", "medium", "unlikelyTravel"),
    Risk("atRisk", "none", "low", "low", "anomalousToken"),
    Risk("atRisk", "none", "none", "medium", "suspiciousAPITraffic"),
    Risk(
        "remediated", "userPerformedSecuredPasswordChange", "none", "none", "suspiciousAPITraffic"
    ),
    Risk(
        "remediated", "userPassedMFADrivenByRiskBasedPolicy", "none", "none", "unfamiliarFeatures"
    ),
    Risk("dismissed", "aiConfirmedSigninSafe", "none", "none", "unlikelyTravel"),
)
NO_RISK, API_TRAFFIC, API_TRAFFIC_REMEDIATED = 0, 6, 7


def risk_of(event: str) -> int:
    """The position in ``RISKS`` of a sign-in at risk by a kind of detection; 0 if it has none."""
    for number, risk in enumerate(RISKS):
        if risk.events == event and risk.state == "atRisk":
            return number
    return NO_RISK
