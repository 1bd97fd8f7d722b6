"""AuditLogs: changes of the directory, and two attacks that show there."""

from __future__ import annotations

import json
from typing import Any

from generators.plan import Plan
from tests.unit.generators.rows import column, of_scenario, rows_of, tenant_of

PLAN = Plan(days=2, users=60, scenarios=("illicit-consent:5", "privileged-role:5"))
AUDIT = "AuditLogs"


def changed(text: str) -> list[tuple[str, Any]]:
    """Names and new values of the first target's properties, in order."""
    properties = json.loads(text)[0]["modifiedProperties"]
    values = (one["newValue"] for one in properties)
    return [
        (one["displayName"], None if value is None else json.loads(value))
        for one, value in zip(properties, values, strict=True)
    ]


def test_ordinary_days_have_many_kinds_of_change() -> None:
    rows = rows_of(PLAN)[AUDIT]
    assert len(set(column(rows, "OperationName"))) > 12
    assert set(column(rows, "Result")) <= {"success", "failure"}
    assert len(set(column(rows, "Id"))) == rows.num_rows
    for text in column(rows, "InitiatedBy"):
        (who,) = json.loads(text)
        assert who in ("user", "app")


def test_a_consent_is_three_rows_of_one_correlation() -> None:
    rows = rows_of(PLAN)[AUDIT]
    for one in tenant_of(PLAN).scenarios:
        if one.name != "illicit-consent":
            continue
        mine = of_scenario(rows, one.number)
        assert list(column(mine, "OperationName")) == [
            "Add service principal",
            "Add delegated permission grant",
            "Consent to application",
        ]
        assert len(set(column(mine, "CorrelationId"))) == 1
        consent = changed(column(mine, "TargetResources")[2])
        assert [name for name, _ in consent][4] == "ConsentAction.Permissions"
        assert "Mail.Read" in consent[4][1] or "MailboxSettings" in consent[4][1]
        (scope, said), *_ = changed(column(mine, "TargetResources")[1])
        assert scope == "DelegatedPermissionGrant.Scope"
        assert "offline_access" in said
        assert json.loads(column(mine, "InitiatedBy")[0])["user"]["ipAddress"] in one.entities["ip"]


def test_a_role_is_named_in_the_second_property() -> None:
    rows = rows_of(PLAN)[AUDIT]
    roles = set()
    for one in tenant_of(PLAN).scenarios:
        if one.name == "privileged-role":
            mine = of_scenario(rows, one.number)
            first = changed(column(mine, "TargetResources")[0])
            assert first[1][0] == "Role.DisplayName"
            roles.add(first[1][1])
    assert len(roles) == 5
