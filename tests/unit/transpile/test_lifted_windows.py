"""Window functions over every run at once are those over each run."""

from __future__ import annotations

import pytest

from tests.unit.transpile.test_lifted_series import evaluated

QUERIES = [
    "sort by TimeGenerated asc | extend a = prev(Account), t = next(TimeGenerated, 2)",
    "sort by Account | extend n = row_number(1, Account != prev(Account)), t = ago(1m)",
    "where Account != 'b' | serialize n = row_number() | where n > 1 | extend m = row_number()",
    "summarize c = count() by Account | sort by c | extend s = row_cumsum(c), r = row_rank_min(c)",
    "sort by Account asc, TimeGenerated asc"
    " | extend s = row_window_session(TimeGenerated, 10m, 2m, Account != prev(Account))"
    " | summarize count() by s, Account",
    "mv-expand e = range(1, 2) to typeof(long) | sort by e asc | extend p = prev(Account)",
    "sort by TimeGenerated asc | mv-expand e = range(1, 2) to typeof(long)"
    " | extend p = prev(Account), s = row_cumsum(e, prev(Account) != Account)",
    "top 2 by TimeGenerated | extend n = row_number(), d = now() - TimeGenerated",
    "extend k = 1 | join kind=inner (range e from 1 to 3 step 1 | extend k = 1, s = row_cumsum(e))"
    " on k | sort by s asc | extend p = prev(s, 1, toscalar(Logons | count))",
]


@pytest.mark.parametrize("query", QUERIES)
def test_lifted_as_run_by_run(query: str) -> None:
    expected = evaluated(query, "run-by-run")
    assert any(expected.values())
    assert evaluated(query, "hoisted") == expected
    assert evaluated(query, "lifted") == expected
