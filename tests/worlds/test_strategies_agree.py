"""Every strategy gives the same alerts, truth and verdicts, on a generated tenant."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import lab
from lab.cli.generate import generate
from lab.replay.rowkeys import canonical
from lab.store.known import datasets_folder
from tests.shared import shared
from transpile.types import KqlType

if TYPE_CHECKING:
    from pathlib import Path

    from lab.replay.model import Replay, RuleOutcome


@pytest.fixture(scope="module")
def tenant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tenant") / "lab.duckdb"
    generate(path, days=1, users=30)
    return path


def said(outcome: RuleOutcome) -> object:
    """Everything but cost and strategy, blind to the order of rows and of arrays."""
    alerts = sorted(
        (
            *(alert.run.now, len(alert.ordinals), sorted(alert.scenarios)),
            sorted(str(canonical(json.dumps(row), KqlType.DYNAMIC)) for row in alert.rows),
        )
        for alert in outcome.alerts
    )
    counts = [(record.run.now, record.rows, record.fired) for record in outcome.records]
    return outcome.status, outcome.why, counts, alerts, outcome.verdicts


def replayed(tenant: Path, rules: Path, strategy: str) -> Replay:
    with lab.open(tenant) as workspace:
        start = workspace.horizon.from_utc
        # One query per run is slow: the busiest hours are enough.
        return workspace.replay(
            rules,
            strategy,
            from_utc=start + timedelta(hours=10),
            to_utc=start + timedelta(hours=15),
            keep=False,
        )


@pytest.mark.parametrize("folder", ["samples", "seeds"])
def test_strategies_agree(tenant: Path, folder: str) -> None:
    rules = datasets_folder() / "detections" if folder == "samples" else shared("seeds")
    expected = replayed(tenant, rules, "run-by-run")
    assert len(expected.with_status("tested")) >= 5
    assert any(outcome.true_alerts for outcome in expected.rules)
    assert any(outcome.false_alerts for outcome in expected.rules)
    for strategy in ("hoisted", "lifted", "auto"):
        found = replayed(tenant, rules, strategy)
        for one, other in zip(expected.rules, found.rules, strict=True):
            assert said(other) == said(one), f"{one.path}: {strategy} differs from run-by-run"


def test_the_seeds_have_their_columns(tenant: Path) -> None:
    expected = json.loads(shared("seeds/expected_columns.json").read_text(encoding="utf-8"))
    for outcome in replayed(tenant, shared("seeds"), "auto").with_status("tested"):
        columns = dict(expected[outcome.path]["result_columns"])
        assert list(outcome.columns.items()) == list(columns.items())
