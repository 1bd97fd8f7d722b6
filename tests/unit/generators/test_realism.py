"""Rates and rhythm of an ordinary week lie where the logs of real tenants have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from generators.outcomes import INTERRUPTS
from generators.plan import Plan
from generators.tables.signins import BACKGROUND_SIGN_INS, SIGN_INS
from tests.unit.generators.rows import column, of_scenario, only, rows_of, tenant_of

if TYPE_CHECKING:
    import pyarrow as pa

WEEK = Plan(days=7, users=400)  # begins on a Monday
HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US
ABROAD = {"GB", "FR", "SG", "BR"}


@pytest.fixture(scope="module")
def interactive() -> pa.Table:
    return rows_of(WEEK)[SIGN_INS]


@pytest.fixture(scope="module")
def silent() -> pa.Table:
    return rows_of(WEEK)[BACKGROUND_SIGN_INS]


def day_of(rows: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    days: np.ndarray[tuple[int], np.dtype[np.int64]] = (
        column(rows, "TimeGenerated") - WEEK.start_us
    ) // DAY_US
    return days


def share(rows: pa.Table, name: str, value: object) -> float:
    return float(np.mean(column(rows, name) == value))


def local(rows: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """TimeGenerated of sign-ins in the time of the person's site."""
    world = tenant_of(WEEK)._world
    offsets = dict(zip(world.upns.to_pylist(), world.utc_offset_h.tolist(), strict=True))
    offset = np.array([offsets[upn] for upn in column(rows, "UserPrincipalName")])
    result: np.ndarray[tuple[int], np.dtype[np.int64]] = (
        column(rows, "TimeGenerated") + offset * HOUR_US
    )
    return result


def test_people_keep_office_hours_in_their_own_time(interactive: pa.Table) -> None:
    time = local(interactive)[day_of(interactive) < 5]
    hours = np.bincount((time // HOUR_US) % 24, minlength=24)
    assert hours[8:18].argmax() + 8 in (9, 10)
    assert hours[12] < 0.75 * hours[[11, 13]].min(), "no dip at lunch"
    assert 15 < hours.max() / hours[1:5].mean() < 45


def test_weekends_are_quiet_for_people_alone(interactive: pa.Table) -> None:
    days = (local(interactive) - WEEK.start_us) // DAY_US
    counts = np.bincount(days[(days >= 0) & (days < 7)], minlength=7)
    assert 5 < counts[:5].mean() / counts[5:].mean() < 10
    started = only(rows_of(WEEK)["SecurityEvent"], EventID=4688)
    counts = np.bincount(day_of(started), minlength=7)
    assert 0.9 < counts[:5].mean() / counts[5:].mean() < 1.2
    hours = np.bincount(column(started, "TimeGenerated") // HOUR_US % 24, minlength=24)
    assert hours.max() / hours.min() < 3


def test_sign_ins_per_person(interactive: pa.Table, silent: pa.Table) -> None:
    working = WEEK.users * 5
    assert 2 < (day_of(interactive) < 5).sum() / working < 8
    assert 40 < (day_of(silent) < 5).sum() / working < 150


def test_failures_and_interrupts(interactive: pa.Table, silent: pa.Table) -> None:
    codes = column(interactive, "ResultType").astype(int)
    interrupted = np.isin(codes, list(INTERRUPTS))
    failed = (codes != 0) & ~interrupted
    assert 0.05 < failed.mean() < 0.15
    assert 0.10 < interrupted.mean() < 0.20
    assert 0.25 < (codes == 50126).sum() / failed.sum() < 0.5
    assert 0.02 < np.mean(column(silent, "ResultType") != "0") < 0.08
    who = column(interactive, "UserPrincipalName")
    assert 0.40 < len(set(who[failed])) / len(set(who)) < 0.60
    assert len(set(codes.tolist())) > 30


def test_mondays_forget_passwords(interactive: pa.Table) -> None:
    codes, day = column(interactive, "ResultType"), day_of(interactive)
    forgotten = np.isin(codes, ["50126", "50055", "50144"])
    assert np.mean(forgotten[day == 0]) > 1.4 * np.mean(forgotten[(day > 0) & (day < 5)])


def test_second_factors(interactive: pa.Table, silent: pa.Table) -> None:
    for rows in (interactive, silent):
        demanded = share(rows, "AuthenticationRequirement", "multiFactorAuthentication")
        assert 0.3 < demanded < 0.6
    methods = "".join(set(column(interactive, "AuthenticationDetails")))
    for method in ("Password", "Mobile app notification", "FIDO2 security key"):
        assert method in methods


def test_the_two_tables_spell_devices_apart(interactive: pa.Table, silent: pa.Table) -> None:
    assert any('"Windows 10"' in text for text in set(column(interactive, "DeviceDetail")))
    assert any('"Windows10"' in text for text in set(column(silent, "DeviceDetail")))


def test_guests_and_travellers_occur(interactive: pa.Table) -> None:
    guests = only(interactive, UserType="Guest")
    assert 0 < len(guests) < 0.2 * len(interactive)
    assert not set(column(guests, "HomeTenantId")) & set(column(guests, "ResourceTenantId"))
    assert 0 < np.isin(column(interactive, "Location"), list(ABROAD)).mean() < 0.05
    away = [only(interactive, Location=country) for country in ABROAD]
    assert sum(len(rows) > 0 for rows in away) >= 2


def test_what_queries_read_is_not_constant() -> None:
    read = {
        SIGN_INS: (
            "AppDisplayName AuthenticationRequirement ClientAppUsed ConditionalAccessStatus "
            "HomeTenantId IncomingTokenType IPAddress Location NetworkLocationDetails "
            "ResourceDisplayName ResultType RiskState RiskLevelDuringSignIn RiskLevelAggregated "
            "RiskDetail RiskEventTypes_V2 UserAgent UserType AutonomousSystemNumber "
            "TokenProtectionStatusDetails AuthenticationContextClassReferences IsRisky"
        ),
        BACKGROUND_SIGN_INS: "RiskState RiskEventTypes_V2 AuthenticationRequirement ResultType",
        "AADUserRiskEvents": (
            "RiskEventType RiskState RiskLevel RiskDetail DetectionTimingType Activity "
            "AdditionalInfo Location IpAddress"
        ),
        "SecurityAlert": (
            "AlertName AlertType AlertSeverity ProviderName ProductName Status Tactics Techniques "
            "Entities ExtendedProperties CompromisedEntity RemediationSteps"
        ),
        "AlertInfo": "Title Category Severity DetectionSource AttackTechniques",
        "AlertEvidence": "EntityType EvidenceRole DeviceName FileName SHA256 AccountUpn RemoteIP",
        "SecurityEvent": (
            "EventID Account AccountType Computer Process CommandLine ParentProcessName IpAddress "
            "LogonType LogonProcessName AuthenticationPackageName SubStatus WorkstationName "
            "SubjectUserName TargetUserName ServiceName ElevatedToken EventData"
        ),
    }
    for table, names in read.items():
        for name in names.split():
            assert len(set(column(rows_of(WEEK)[table], name))) > 1, f"{table}.{name}"


def test_attacks_are_rare() -> None:
    rows = rows_of(WEEK).values()
    planted = sum(part.num_rows - of_scenario(part, 0).num_rows for part in rows)
    assert 0 < planted / sum(part.num_rows for part in rows) < 0.001


def test_risk_detections_are_rare() -> None:
    background = of_scenario(rows_of(WEEK)["AADUserRiskEvents"], 0)
    per_hundred = len(set(column(background, "Id"))) / WEEK.users * 100
    assert 1 <= per_hundred <= 5
