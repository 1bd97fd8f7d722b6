"""Operators over many tables, and chosen rows: every strategy gives the same alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lab.cli.generate import generate
from tests.worlds.test_strategies_agree import replayed, said

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "// frequency: 1h\n// period: 2h\n"
RULES = {
    "search": 'search in (Signin*, AADUserRiskEvents) "Microsoft" or "high"\n'
    "| summarize count() by $table, Type",
    "union": "union withsource=T Signin*, AAD*\n"
    "| where * has 'Teams' and TimeGenerated > ago(90m)\n"
    "| summarize Rows = count(), Last = max(TimeGenerated) by T",
    "find": "find in (SigninLogs, AADNonInteractiveUserSignInLogs) where ResultType != '0'\n"
    "project UserPrincipalName, IPAddress, TimeGenerated, pack(*)\n"
    "| where isnotempty(tostring(pack_.CorrelationId)) | project-away pack_",
    "sample": "SigninLogs | where ResultType != '0' | sample 3 | project TimeGenerated, Id",
    "distinct": "union Signin*, AAD* | sample-distinct 4 of UserPrincipalName",
    "members": "let Seen = AADUserRiskEvents | summarize make_set(UserPrincipalName);\n"
    "SigninLogs | where UserPrincipalName in~ (Seen) | summarize count() by UserPrincipalName",
}


@pytest.fixture(scope="module")
def tenant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tenant") / "lab.duckdb"
    generate(path, days=1, users=20)
    return path


def test_strategies_agree_over_many_tables(tenant: Path, tmp_path: Path) -> None:
    for name, text in RULES.items():
        (tmp_path / f"{name}.kql").write_text(HEADER + text + "\n", encoding="utf-8")
    expected = replayed(tenant, tmp_path, "run-by-run")
    assert not [(one.path, one.status, one.why) for one in expected.rules if one.status != "tested"]
    assert all(any(record.rows for record in outcome.records) for outcome in expected.rules)
    for strategy in ("hoisted", "lifted"):
        found = replayed(tenant, tmp_path, strategy)
        for one, other in zip(expected.rules, found.rules, strict=True):
            assert said(other) == said(one), f"{one.path}: {strategy} differs from run-by-run"
