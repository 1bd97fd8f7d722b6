"""What comes of a sign-in: result codes and their texts, and the sequences in which they occur."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """A result code with the two texts of a sign-in row (both empty for success)."""

    code: int
    description: str


OUTCOMES = (
    Outcome(0, ""),
    Outcome(50126, "Invalid username or password or Invalid on-premise username or password."),
    Outcome(
        50053,
        "Account is locked because user tried to sign in too many times with an incorrect user ID or password.",  # noqa: E501
    ),
    Outcome(50034, "The user account does not exist in the directory."),
    Outcome(50055, "Invalid password, entered expired password."),
    Outcome(50144, "Invalid Active Directory password: the password has expired."),
    Outcome(50056, "Invalid or null password - password does not exist in store for this user."),
    Outcome(50064, "Credential validation failed."),
    Outcome(50057, "User account is disabled. The account has been disabled by an administrator."),
    Outcome(50058, "Session information is not sufficient for single-sign-on."),
    Outcome(50074, "User did not pass the MFA challenge."),
    Outcome(50076, "User did not pass the MFA challenge (non interactive)."),
    Outcome(50072, "User needs to enroll for multi-factor authentication (interactive)."),
    Outcome(50079, "User needs to enroll for multi-factor authentication."),
    Outcome(
        50078,
        "Presented multi-factor authentication has expired due to policies configured by your administrator.",  # noqa: E501
    ),
    Outcome(500121, "Authentication failed during strong authentication request."),
    Outcome(50097, "Device authentication is required."),
    Outcome(50155, "Device authentication failed for this user."),
    Outcome(50105, "The signed in user is not assigned to a role for the application."),
    Outcome(
        50125, "Sign-in was interrupted due to a password reset or password registration entry."
    ),
    Outcome(50129, "Device is not Workplace joined."),
    Outcome(
        50132, "The session is not valid due to password expiration or recent password change."
    ),
    Outcome(50133, "Session is invalid due to expiration or recent password change."),
    Outcome(
        50173,
        "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
    ),
    Outcome(
        50140,
        "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.",
    ),
    Outcome(50158, "External security challenge was not satisfied."),
    Outcome(
        50005, "The device platform is not supported through Conditional Access device policy."
    ),
    Outcome(53000, "Device is not in required device state: compliant."),
    Outcome(53001, "Device is not in required device state: domain joined."),
    Outcome(53003, "Access has been blocked by Conditional Access policies."),
    Outcome(65001, "The user or administrator has not consented to use the application."),
    Outcome(90094, "Admin consent is required for the permissions requested by this application."),
    Outcome(
        70008, "The provided authorization code or refresh token is expired due to inactivity."
    ),
    Outcome(700082, "The refresh token has expired due to inactivity."),
    Outcome(90072, "User account from identity provider does not exist in the tenant."),
    Outcome(500011, "The resource principal was not found in the tenant."),
    Outcome(16000, "Interrupt: the user has several accounts and must choose one."),
)

_BY_CODE = {outcome.code: number for number, outcome in enumerate(OUTCOMES)}

# Sign-ins of a person as sequences of result codes that share one correlation id, with weights.
# Between a tenth and a fifth are interrupted before they succeed, about one in ten fails.
SEQUENCES: tuple[tuple[float, tuple[int, ...]], ...] = (
    (740, (0,)),
    (50, (50140, 0)), (40, (50074, 0)), (30, (50076, 0)), (10, (50078, 0)), (6, (50097, 0)),
    (4, (50072, 0)), (3, (50079, 0)), (4, (50125, 0)), (4, (50158, 0)), (4, (16000, 0)),
    (2, (50129, 0)), (3, (50074, 50140, 0)),
    (16, (50126, 0)), (5, (50126, 50126, 0)), (6, (50126,)),
    # a stale password on a device that keeps trying: the look-alike of guessing
    (2, (50126, 50126, 50126)), (1.5, (50126, 50126, 50126, 50126)), (1, (50126, 50126, 50053)),
    (2, (50053,)), (4, (50055, 0)), (1.5, (50055,)), (1, (50144,)), (1, (50056,)), (0.8, (50064,)),
    (6, (50057,)), (12, (50058,)), (6, (50034,)), (4, (50105,)), (2, (50155,)), (1, (50132,)),
    (1.5, (50133,)), (2, (50173,)), (5, (500121,)), (2, (500121, 500121, 0)), (1, (50005,)),
    (3, (53000,)), (2, (53001,)), (6, (53003,)), (3, (65001,)), (2, (90094,)), (2, (90072,)),
)  # fmt: skip
# Codes that interrupt a sign-in which then goes on; every other but 0 is a failure.
INTERRUPTS = frozenset(
    {50140, 50074, 50076, 50078, 50097, 50072, 50079, 50125, 50158, 16000, 50129}
)
# Two fifths of the people make nearly all failures: half of all see none in a week.
PRONE_SHARE, PRONE_FACTOR, CAREFUL_FACTOR = 0.4, 2.35, 0.1
# What a Monday makes more frequent, and by how much.
MONDAY_CODES = frozenset({50055, 50126, 50144})
MONDAY_FACTOR = 2.2

# Results of background token requests.
BACKGROUND: tuple[tuple[float, int], ...] = (
    (955, 0), (8, 50097), (7, 50076), (6, 700082), (5, 65001), (4, 70008), (4, 50173), (3, 53003),
    (2, 50133), (2, 50074), (1.5, 50058), (1, 53000), (1, 500011), (0.5, 50079),
)  # fmt: skip


def fails(codes: tuple[int, ...]) -> bool:
    """Whether a sequence of result codes holds a failure."""
    return any(code and code not in INTERRUPTS for code in codes)


def outcome_of(code: int) -> int:
    """The position of a result code in ``OUTCOMES``."""
    return _BY_CODE[code]
