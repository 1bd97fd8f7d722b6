"""What each scenario plants is what its rule can and cannot see."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from generators.plan import Plan
from tests.unit.generators.rows import column, of_scenario, only, rows_of, tenant_of

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

MINUTE_US = 60_000_000
RISKS, SILENT, SIGN_INS = "AADUserRiskEvents", "AADNonInteractiveUserSignInLogs", "SigninLogs"
GUESSING = Plan(days=2, users=30, scenarios=("password-guessing:8",))
THEFTS = Plan(days=2, users=30, scenarios=("suspicious-api-traffic:12",))
ALERTS = Plan(days=2, users=30, scenarios=("defender-high-alert:6",))


def most_within(time: NDArray[np.int64], span_us: int) -> int:
    """The most events in any span that long."""
    time = np.sort(time)
    return int((np.arange(1, len(time) + 1) - np.searchsorted(time, time - span_us, "right")).max())


@cache
def failures(plan: Plan) -> pa.Table:
    return only(rows_of(plan)["SecurityEvent"], EventID=4625)


def test_bursts_lie_above_and_below_five_failures_in_five_minutes() -> None:
    counts = []
    for one in tenant_of(GUESSING).scenarios:
        mine = of_scenario(failures(GUESSING), one.number)
        assert len(set(column(mine, "Account"))) == len(set(column(mine, "Computer"))) == 1
        assert set(column(mine, "Account")) == set(one.entities["account"])
        assert set(column(mine, "IpAddress")) == set(one.entities["ip"])
        counts.append(most_within(column(mine, "TimeGenerated"), 5 * MINUTE_US))
    assert sum(count > 5 for count in counts) == 5
    assert sum(count < 5 for count in counts) == 3, "two that are small, one that is slow"


def test_the_background_never_looks_like_guessing() -> None:
    by_account: dict[str, list[int]] = defaultdict(list)
    background = of_scenario(failures(GUESSING), 0)
    for account, time in zip(
        column(background, "Account"), column(background, "TimeGenerated").tolist(), strict=True
    ):
        by_account[account].append(time)
    most = [most_within(np.array(times), 5 * MINUTE_US) for times in by_account.values()]
    assert max(most) <= 5
    assert max(most) >= 3, "no burst that a careless threshold would count"


def test_some_guesses_succeed_and_then_log_on() -> None:
    events = rows_of(GUESSING)["SecurityEvent"]
    outcomes = set()
    for one in tenant_of(GUESSING).scenarios:
        mine = of_scenario(events, one.number)
        tried, on = only(mine, EventID=4625), only(mine, EventID=4624)
        outcomes.add(len(on))
        if len(on):
            assert set(column(on, "Account")) == set(column(tried, "Account"))
            assert column(on, "TimeGenerated").min() > column(tried, "TimeGenerated").max()
    assert outcomes == {0, 1}


def test_a_theft_is_replayed_noticed_and_ended() -> None:
    rows, endings = rows_of(THEFTS), set()
    for one in tenant_of(THEFTS).scenarios:
        (stolen,) = of_scenario(rows[SIGN_INS], one.number).to_pylist()
        silent = of_scenario(rows[SILENT], one.number)
        risks = of_scenario(rows[RISKS], one.number).to_pylist()
        assert set(column(silent, "SessionId")) == {stolen["SessionId"]}
        assert set(column(silent, "IPAddress")) == set(one.entities["ip"])
        assert set(column(silent, "UserPrincipalName")) == set(one.entities["account"])
        assert column(silent, "TimeGenerated").min() > round(
            (stolen["TimeGenerated"] - THEFTS.start).total_seconds() * 1e6
        ) + (THEFTS.start_us)
        assert {risk["RiskEventType"] for risk in risks} == {"suspiciousAPITraffic"}
        assert {risk["RequestId"] for risk in risks} <= set(column(silent, "OriginalRequestId"))
        noticed = risks[0]["DetectedDateTime"]
        assert risks[0]["TimeGenerated"] >= noticed > risks[0]["ActivityDateTime"]
        refused = only(silent, ResultType="50173")
        ended = [risk for risk in risks if risk["RiskState"] != "atRisk"]
        endings |= {risk["RiskDetail"] for risk in ended}
        if len(refused):
            assert ended
    assert len(endings) >= 2


def test_victims_do_not_repeat_while_there_are_people_left() -> None:
    victims = [one.entities["account"] for one in tenant_of(THEFTS).scenarios]
    assert len(set(victims)) == 12


def test_a_defender_scenario_is_high() -> None:
    rows = rows_of(ALERTS)
    titles = set()
    for one in tenant_of(ALERTS).scenarios:
        (info,) = of_scenario(rows["AlertInfo"], one.number).to_pylist()
        assert info["Severity"] == one.severity == "High"
        assert len(of_scenario(rows["AlertEvidence"], one.number)) == 5
        assert len(of_scenario(rows["SecurityAlert"], one.number)) >= 1
        titles.add(info["Title"])
    assert len(titles) == 5


@pytest.mark.parametrize("seed", [1, 2])
def test_some_detections_arrive_late(seed: int) -> None:
    plan = Plan(days=2, users=3, seed=seed, scenarios=("suspicious-api-traffic:150",))
    first: dict[str, int] = {}
    risks = rows_of(plan)[RISKS]
    waits = column(risks, "$ingestion") - column(risks, "TimeGenerated")
    for risk, wait in zip(column(risks, "Id"), waits.tolist(), strict=True):
        first.setdefault(risk, wait)
    late = np.mean([wait > 10 * MINUTE_US for wait in first.values()])
    assert 0.08 < late < 0.45
    assert max(first.values()) > 60 * MINUTE_US
