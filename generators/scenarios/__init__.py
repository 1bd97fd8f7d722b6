"""Attacks that can be planted, and what only looks like one: one file each, listed here once."""

from __future__ import annotations

from generators.scenarios import (
    agreed_exercise,
    defender_high_alert,
    directory_inventory,
    illicit_consent,
    macro_to_powershell,
    mailbox_rule,
    password_guessing,
    privileged_role,
    stale_service_password,
    suspicious_api_traffic,
)

SCENARIOS = {
    one.SCENARIO.name: one.SCENARIO
    for one in (
        suspicious_api_traffic,
        password_guessing,
        defender_high_alert,
        macro_to_powershell,
        illicit_consent,
        privileged_role,
        mailbox_rule,
        stale_service_password,
        directory_inventory,
        agreed_exercise,
    )
}
