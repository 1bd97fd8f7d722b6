"""How a sign-in was authenticated: a small table that rows point into."""

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
