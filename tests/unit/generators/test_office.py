"""OfficeActivity and IdentityInfo: what people do with files and mail, and who they are."""

from __future__ import annotations

import json

from generators.plan import Plan
from generators.population import draw_world
from tests.unit.generators.rows import column, of_scenario, only, rows_of, tenant_of

PLAN = Plan(days=3, users=60, scenarios=("mailbox-rule:5",))
OFFICE, IDENTITIES = "OfficeActivity", "IdentityInfo"


def test_ordinary_days_have_files_sharing_and_mail() -> None:
    rows = rows_of(PLAN)[OFFICE]
    operations = set(column(rows, "Operation"))
    assert {"FileDownloaded", "FileSyncDownloadedFull", "MailItemsAccessed"} <= operations
    assert set(column(rows, "UserId")) <= {one.upn for one in draw_world(PLAN).accounts}
    files = only(rows, RecordType="SharePointFileOperation")
    for place, site, name in zip(
        *(column(files, n) for n in ("OfficeObjectId", "Site_Url", "SourceFileName")), strict=True
    ):
        assert place.startswith(site)
        assert place.endswith(name)
    personal = [site for site in column(rows, "Site_Url") if "/personal/" in site]
    assert personal
    assert all("-my.sharepoint" in site for site in personal)


def test_audit_records_come_late() -> None:
    rows = rows_of(PLAN)[OFFICE]
    waited = column(rows, "$ingestion") - column(rows, "TimeGenerated")
    assert 30 * 60_000_000 < sorted(waited.tolist())[len(waited) // 2] < 90 * 60_000_000


def test_rules_of_attackers_hide_or_forward() -> None:
    rows = rows_of(PLAN)[OFFICE]
    made = set()
    for one in tenant_of(PLAN).scenarios:
        rule = only(of_scenario(rows, one.number), Operation="New-InboxRule")
        (text,) = column(rule, "Parameters")
        given = {pair["Name"]: pair["Value"] for pair in json.loads(text)}
        assert len(given["Name"]) <= 2
        made |= set(given)
        (client,) = column(rule, "ClientIP")
        assert client.rpartition(":")[0] in one.entities["ip"]
    assert {"MoveToFolder", "ForwardTo", "RedirectTo", "DeleteMessage"} <= made


def test_a_snapshot_of_everybody_then_changes_alone() -> None:
    rows = rows_of(PLAN)[IDENTITIES]
    world = draw_world(PLAN)
    assert len(world.accounts) <= rows.num_rows < 1.2 * len(world.accounts)
    assert set(column(rows, "AccountUPN")) == {one.upn for one in world.accounts}
    admins = {one.upn for one in world.accounts if one.is_admin}
    roles = zip(column(rows, "AccountUPN"), column(rows, "AssignedRoles"), strict=True)
    assert {upn for upn, text in roles if json.loads(text)} == admins
