"""Series of every run at once are those of each run."""

from __future__ import annotations

import pytest

from lab.engines.duckdb import DuckDbEngine
from tests.unit.transpile.strategies import SCHEMA, agree, connection
from transpile.pipeline import bind_kql
from transpile.planning import plan_replay

QUERIES = [
    "make-series n = count() on TimeGenerated from ago(3h) to now() step 30m by k",
    "make-series n = count(), sum(v) on TimeGenerated in range(ago(3h), now(), 40m) by k",
    "make-series n = count(), dcount(k) default=-1 on TimeGenerated step 20m",
    "make-series kind=nonempty n = avg(v) on TimeGenerated from ago(3h) to now() step 30m",
    "where v > 100"
    " | make-series kind=nonempty count() on TimeGenerated from ago(3h) to now() step 1h",
    "make-series n = count() on TimeGenerated to now() step 30m by k | project n",
    "summarize n = count() by bin(TimeGenerated, 1h)"
    " | make-series s = sum(n) on n from 0 to toscalar(Log | summarize 1 + count()) step 1",
    "make-series n = count() on TimeGenerated from ago(3h) to now() step 15m by k"
    " | extend (anomalies, score, base) = series_decompose_anomalies(n, 1.0)"
    " | where array_length(anomalies) > 0 | extend series_stats(score)",
]


@pytest.mark.parametrize("query", QUERIES)
def test_lifted_as_run_by_run(query: str) -> None:
    text = f"Log | {query}"
    con = connection()
    engine = DuckDbEngine(con)
    engine.register(plan_replay(bind_kql(text, SCHEMA)).plain.kernels)
    assert any(agree(con, text))
    engine.close()
