"""An agreed exercise on a server, seen by Defender for Endpoint: an alert that nobody minds."""

from __future__ import annotations

from dataclasses import replace

from generators.scenarios import defender_high_alert

SCENARIO = replace(
    defender_high_alert.SCENARIO,
    name="agreed-exercise",
    title="An agreed exercise on a server, seen by Defender for Endpoint",
    severity="Informational",
    usual_count=1,
    benign=True,
)
