"""Attacks that can be planted: one file each, listed here once."""

from __future__ import annotations

from generators.scenarios import defender_high_alert, password_guessing, suspicious_api_traffic

SCENARIOS = {
    one.SCENARIO.name: one.SCENARIO
    for one in (suspicious_api_traffic, password_guessing, defender_high_alert)
}
