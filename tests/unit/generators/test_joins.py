"""The ids that detections join by lead from row to row, and updated rows keep theirs."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyarrow as pa

from generators.filled import TABLES
from generators.plan import Plan
from tests.unit.generators.rows import column, only, rows_of

PLAN = Plan(days=3, users=400, scenarios=("all", "suspicious-api-traffic:8"))
RISKS, ALERTS, INFO, EVIDENCE = "AADUserRiskEvents", "SecurityAlert", "AlertInfo", "AlertEvidence"
SIGN_INS, SILENT = "SigninLogs", "AADNonInteractiveUserSignInLogs"
WINDOWS = "SecurityEvent"
STATES = {"atRisk", "remediated", "dismissed", "confirmedCompromised"}


def lives(table: str, key: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of each id in the order of their time."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(PLAN)[table].to_pylist():
        found[row[key]].append(row)
    return found


def values(table: str, name: str, **wanted: object) -> set[Any]:
    return set(column(only(rows_of(PLAN)[table], **wanted), name))


def test_the_plan_is_large_enough_to_mean_something() -> None:
    assert set(rows_of(PLAN)) == set(TABLES)
    assert len(lives(RISKS, "Id")) >= 15
    assert len(lives(INFO, "AlertId")) >= 6


def test_risk_detections_name_a_sign_in_with_its_correlation() -> None:
    known = {
        row["OriginalRequestId"]: row
        for table in (SIGN_INS, SILENT)
        for row in rows_of(PLAN)[table]
        .select(["OriginalRequestId", "CorrelationId", "IPAddress", "UserId"])
        .to_pylist()
    }
    named = [row for row in rows_of(PLAN)[RISKS].to_pylist() if row["RequestId"]]
    assert named
    for row in named:
        sign_in = known[row["RequestId"]]
        assert sign_in["CorrelationId"] == row["CorrelationId"]
        assert sign_in["IPAddress"] == row["IpAddress"]
        assert sign_in["UserId"] == row["UserId"]


def test_a_risk_detection_is_updated_under_its_id() -> None:
    several = 0
    for risk, rows in lives(RISKS, "Id").items():
        assert len(risk) == 64
        assert int(risk, 16) >= 0
        assert len({row["DetectedDateTime"] for row in rows}) == 1
        assert len({row["RiskEventType"] for row in rows}) == 1
        updates = [row["LastUpdatedDateTime"] for row in rows]
        assert updates == sorted(set(updates))
        assert rows[0]["ActivityDateTime"] <= rows[0]["DetectedDateTime"] <= updates[0]
        states = [row["RiskState"] for row in rows]
        assert states[0] == "atRisk"
        assert set(states[:-1]) <= {"atRisk"}
        assert set(states) <= STATES
        for row in rows:
            assert (row["RiskDetail"] == "none") == (row["RiskState"] == "atRisk")
            open_risk = row["RiskState"] in ("atRisk", "confirmedCompromised")
            assert (row["RiskLevel"] in ("low", "medium", "high")) == open_risk
        several += len(rows) > 1
    assert several >= 8


def test_additional_info_is_a_list_of_keys_and_values() -> None:
    agents = set()
    for row in rows_of(PLAN)[RISKS].to_pylist():
        info = {pair["Key"]: pair["Value"] for pair in json.loads(row["AdditionalInfo"])}
        assert {"userAgent", "alertUrl", "mitreTechniques"} <= set(info)
        agents.add(info["userAgent"])
        if row["Location"] is not None:
            place = json.loads(row["Location"])
            assert set(place) == {"city", "state", "countryOrRegion", "geoCoordinates"}
    assert len(agents) > 3


def test_alerts_of_identity_protection_name_the_detection() -> None:
    risks = lives(RISKS, "Id")
    links = {
        pair["Value"].rpartition("/")[2]: row
        for row in rows_of(PLAN)[RISKS].to_pylist()
        for pair in json.loads(row["AdditionalInfo"])
        if pair["Key"] == "alertUrl" and pair["Value"]
    }
    named = 0
    for row in rows_of(PLAN)[ALERTS].to_pylist():
        if row["ProviderName"] not in ("IPC", "MCAS"):
            continue
        by_provider = {"IPC": lambda i: risks[i][0], "MCAS": lambda i: links[i]}
        risk = by_provider[row["ProviderName"]](row["VendorOriginalId"])
        named += 1
        assert row["CompromisedEntity"] == risk["UserPrincipalName"]
        entities = {entity["Type"]: entity for entity in json.loads(row["Entities"])}
        assert entities["account"]["AadUserId"] == risk["UserId"]
        if risk["RequestId"]:
            assert entities["ip"]["Address"] == risk["IpAddress"]
            assert entities["cloud-logon-session"]["RequestId"] == risk["RequestId"]
        extended = json.loads(row["ExtendedProperties"])
        assert extended["State"] == ("Closed" if row["Status"] == "Resolved" else "Open")
    assert named >= 10


def test_an_alert_is_updated_under_its_id() -> None:
    seen = set()
    for rows in lives(ALERTS, "SystemAlertId").values():
        assert len({row["VendorOriginalId"] for row in rows}) == 1
        statuses = tuple(row["Status"] for row in rows)
        seen.add(statuses)
        assert statuses in {
            ("New",), ("New", "Resolved"), ("New", "InProgress"), ("New", "InProgress", "Resolved")
        }  # fmt: skip
        assert rows[0]["StartTime"] <= rows[0]["EndTime"] <= rows[0]["ProcessingEndTime"]
    assert len(seen) >= 3


def test_a_defender_alert_has_evidence_and_a_twin() -> None:
    infos, evidence = lives(INFO, "AlertId"), lives(EVIDENCE, "AlertId")
    assert set(infos) == set(evidence)
    twins = lives(ALERTS, "VendorOriginalId")
    missing = 0
    for alert, (info,) in infos.items():
        assert alert.startswith("da")
        assert info["Timestamp"] == info["TimeGenerated"]
        kinds = [row["EntityType"] for row in evidence[alert]]
        assert sorted(kinds) == ["File", "Ip", "Machine", "Process", "User"]
        for row in evidence[alert]:
            assert (row["Title"], row["Severity"]) == (info["Title"], info["Severity"])
            assert row["Timestamp"] == info["Timestamp"]
        if alert not in twins:  # raised in the last minute of the plan
            missing += 1
            continue
        for row in twins[alert]:
            assert (row["ProviderName"], row["AlertName"]) == ("MDATP", info["Title"])
            assert row["AlertSeverity"] == info["Severity"]
    assert missing <= 1


def test_sessions_reach_from_sign_ins_into_their_refreshes() -> None:
    begun = values(SIGN_INS, "SessionId", ResultType="0")
    refreshed = values(SILENT, "SessionId")
    assert len(begun & refreshed) > 0.85 * len(begun)
    owners: dict[str, set[str]] = defaultdict(set)
    for table in (SIGN_INS, SILENT):
        rows = rows_of(PLAN)[table]
        pairs = zip(column(rows, "SessionId"), column(rows, "UserId"), strict=True)
        for session, user in pairs:
            owners[session].add(user)
    nobody = "00000000-0000-0000-0000-000000000000"  # the user of a name that does not exist
    assert all(len(users - {nobody}) <= 1 for users in owners.values())


def test_a_token_identifier_is_the_id_of_its_sign_in() -> None:
    for table in (SIGN_INS, SILENT):
        rows = rows_of(PLAN)[table].slice(0, 500)
        for request, token in zip(
            column(rows, "Id"), column(rows, "UniqueTokenIdentifier"), strict=True
        ):
            assert UUID(bytes=base64.urlsafe_b64decode(token + "==")) == UUID(request)
            assert request[-2:] in ("00", "01", "02")
        assert (column(rows, "Id") == column(rows, "OriginalRequestId")).all()


def test_status_says_what_the_result_says() -> None:
    for table in (SIGN_INS, SILENT):
        rows = rows_of(PLAN)[table]
        triples = zip(
            column(rows, "ResultType"),
            column(rows, "Status"),
            column(rows, "ResultDescription"),
            strict=True,
        )
        for code, status, description in set(triples):
            told = json.loads(status)
            assert str(told["errorCode"]) == code
            assert (description == "") == (code == "0")
            assert ("failureReason" in told) == (code != "0")


def test_attempts_of_one_sign_in_share_a_correlation() -> None:
    attempts = lives(SIGN_INS, "CorrelationId")
    several = [rows for rows in attempts.values() if len({row["Id"] for row in rows}) > 1]
    assert len(several) > 0.1 * len(attempts)
    for rows in several:
        assert len({row["UserPrincipalName"] for row in rows}) == 1
        assert rows[0]["ResultType"] != "0"


def test_a_sign_in_comes_again_with_its_risk() -> None:
    again = 0
    for table in (SIGN_INS, SILENT):
        wanted = ["Id", "TimeGenerated", "_TimeReceived", "RiskState", "RiskEventTypes_V2"]
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows_of(PLAN)[table].select(wanted).to_pylist():
            found[row["Id"]].append(row)
        for rows in found.values():
            if len(rows) == 1:
                continue
            again += 1
            assert len({row["TimeGenerated"] for row in rows}) == 1
            rows.sort(key=lambda row: row["_TimeReceived"])
            states = [row["RiskState"] for row in rows]
            assert states[-1] != "none"
            assert "none" not in states[1:]
            assert all(row["RiskEventTypes_V2"] != "[]" for row in rows[1:])
            assert rows[1]["_TimeReceived"] - rows[0]["_TimeReceived"] > timedelta(0)
    assert again >= 10


def test_windows_logons_are_followed_by_what_belongs_to_them() -> None:
    rows = rows_of(PLAN)[WINDOWS]

    def keys(event: int, name: str) -> set[tuple[str, str]]:
        part = only(rows, EventID=event)
        return set(zip(column(part, "Computer"), column(part, name), strict=True))

    begun = keys(4624, "TargetLogonId")
    # what was begun before the first day cannot be found
    for event, name in ((4634, "TargetLogonId"), (4672, "SubjectLogonId")):
        assert keys(event, name) <= begun
    started = {key for key in keys(4688, "SubjectLogonId") if key[1] not in ("0x3e7", "0x3e4")}
    assert started
    assert started <= begun


def test_failed_logons_say_why() -> None:
    failed = only(rows_of(PLAN)[WINDOWS], EventID=4625)
    triples = set(
        zip(*(column(failed, n) for n in ("Status", "SubStatus", "FailureReason")), strict=True)
    )
    assert len(triples) > 3
    assert all(all(triple) for triple in triples)
    others = rows_of(PLAN)[WINDOWS].filter(
        pa.array(column(rows_of(PLAN)[WINDOWS], "EventID") != 4625)
    )
    assert set(column(others, "SubStatus")) == {""}
