"""The reference rule fires at just the runs that its window and the lateness of rows allow.

The expectation is computed here from the raw rows, run by run, without the compiler's rewrites.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import lab
from lab.cli.generate import generate
from tests.shared import shared

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FREQUENCY, PERIOD, DELAY = timedelta(minutes=5), timedelta(days=2), timedelta(minutes=5)
RISKS = """
AADUserRiskEvents
| where Source == "IdentityProtection" and RiskEventType == "suspiciousAPITraffic"
| project Id, TimeGenerated, Ingested = ingestion_time()
"""


@pytest.fixture(scope="module")
def tenant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("traffic") / "lab.duckdb"
    generate(path, days=2, users=20, scenarios=("suspicious-api-traffic:40",))
    return path


def expected(
    rows: list[tuple[str, datetime, datetime]], first: datetime, last: datetime
) -> dict[datetime, set[str]]:
    """Anchors to the detections that are new at each."""
    found: dict[datetime, set[str]] = {}
    anchor = first + FREQUENCY
    while anchor <= last:
        seen: dict[str, datetime] = {}
        for risk, happened, ingested in rows:
            if anchor - PERIOD < happened <= anchor and ingested <= anchor + DELAY:
                seen[risk] = min(happened, seen.get(risk, happened))
        new = {risk for risk, begun in seen.items() if begun > anchor - FREQUENCY}
        if new:
            found[anchor] = new
        anchor += FREQUENCY
    return found


def test_alerts_are_those_that_window_and_lateness_allow(tenant: Path) -> None:
    rule = shared("seeds") / "suspicious-api-traffic.kql"
    with lab.open(tenant) as workspace:
        rows = [tuple(row) for row in workspace.query(RISKS).rows()]
        horizon = workspace.horizon
        outcome = workspace.replay(rule, keep=False).rules[0]
        scenarios = workspace.scenarios()
    allowed = expected(rows, horizon.from_utc, horizon.to_utc)
    fired = {alert.run.now: {row["Id"] for row in alert.rows} for alert in outcome.alerts}
    assert fired == allowed
    late = [verdict for verdict in outcome.verdicts if verdict.late]
    assert len(scenarios) == 40
    assert len(allowed) >= 20, "too few alerts for the comparison to mean anything"
    assert late, "no detection came too late: lateness was not tested"
    assert all(verdict.detectable for verdict in outcome.verdicts)
