"""``render``: the rows stay, the chart travels beside the result."""

from __future__ import annotations

import pytest

from transpile.pipeline import bind_kql, compile_kql
from transpile.planning import plan_replay
from transpile.schema import Tables


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("render timechart", "timechart"),
        ('render barchart with (title="a, b")', 'barchart with (title="a, b")'),
        ("render columnchart kind=stacked", "columnchart with (kind=stacked)"),
        (
            "render columnchart with(ycolumns=a, b, kind=stacked)",
            "columnchart with (ycolumns=a, b, kind=stacked)",
        ),
    ],
)
def test_the_hint(written, hint):
    assert compile_kql(f"print a = 1, b = 2 | {written}", Tables({})).result.render == hint


@pytest.mark.parametrize("query", ["print a = 1", "print a = 1 | render timechart | take 1"])
def test_no_hint_without_a_last_render(query):
    assert compile_kql(query, Tables({})).result.render is None


def test_a_replay_ignores_the_chart():
    plan = plan_replay(bind_kql("print a = now() | render table", Tables({})))
    assert plan.lifted is not None
