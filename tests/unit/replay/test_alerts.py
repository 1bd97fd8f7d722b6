from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest

from lab.replay.alerts import (
    KEPT_ROWS,
    AlertMaker,
    fires,
    once,
    settled,
    suppressed,
)
from lab.replay.forms import AlertForms, made_id
from lab.replay.model import Alert, RunRecord
from lab.replay.runrows import RunRows
from lab.replay.window import Run, run_at
from lab.result import Result, ResultColumn
from lab.rules.model import CUSTOM_DETECTION, NRT, SCHEDULED, EntityMapping, Rule
from tests.unit.replay.fakes import BASE
from transpile.types import KqlType

RULE = Rule(
    id="id",
    title="Many failures",
    path="a.kql",
    query="T",
    frequency=timedelta(minutes=5),
    period=timedelta(hours=5),
    techniques=("T1110",),
)
PER_RESULT = replace(
    RULE, alert_per_result=True, entities=(EntityMapping("Host", (("HostName", "N"),)),)
)
RUN = run_at(SCHEDULED, 1, BASE + timedelta(hours=6), timedelta(hours=5))


def rows(count: int) -> Result:
    times = [BASE + timedelta(hours=2, minutes=row) for row in range(count)]
    return Result(
        [ResultColumn("TimeGenerated", KqlType.DATETIME), ResultColumn("N", KqlType.LONG)],
        pa.table({"t": pa.array(times, type=pa.timestamp("us")), "n": list(range(count))}),
    )


def alerts_of(rule: Rule, run: Run, found: Result) -> tuple[Alert, ...]:
    return AlertMaker(rule, found.columns).alerts(run, RunRows.of(found))[0]


@pytest.mark.parametrize(
    ("operator", "threshold", "passing"),
    [("gt", 2, {3, 4}), ("lt", 2, {0, 1}), ("eq", 2, {2}), ("ne", 2, {0, 1, 3, 4})],
)
def test_threshold(operator: Any, threshold: int, passing: set[int]) -> None:
    rule = replace(RULE, trigger_operator=operator, trigger_threshold=threshold)
    assert {count for count in range(5) if fires(rule, count)} == passing


def test_one_alert_over_all_rows_keeps_the_first_of_them() -> None:
    (alert,) = alerts_of(RULE, RUN, rows(400))
    assert alert.ordinals == range(400)
    assert len(alert.rows) == KEPT_ROWS
    assert alert.rows[0] == {"TimeGenerated": "2026-03-02T02:00:00Z", "N": 0}
    assert (alert.start_utc, alert.end_utc) == (
        BASE + timedelta(hours=2),
        BASE + timedelta(hours=2, minutes=399),
    )


@pytest.mark.parametrize(
    ("count", "alerts", "last"), [(1, 1, 1), (150, 150, 1), (151, 150, 2), (1000, 150, 851)]
)
def test_an_alert_per_result_up_to_the_limit_the_last_for_the_rest(
    count: int, alerts: int, last: int
) -> None:
    raised = alerts_of(PER_RESULT, RUN, rows(count))
    assert len(raised) == alerts
    assert len(raised[-1].ordinals) == last
    assert len(raised[-1].rows) == min(last, KEPT_ROWS)
    assert [row for alert in raised for row in alert.ordinals] == list(range(count))


def test_without_rows_the_span_is_the_window() -> None:
    (alert,) = alerts_of(replace(RULE, trigger_operator="lt", trigger_threshold=1), RUN, rows(0))
    assert (alert.start_utc, alert.end_utc) == (RUN.from_utc, RUN.to_utc)


def test_suppression_skips_until_anchor_plus_duration() -> None:
    records = [
        RunRecord(
            run_at(SCHEDULED, n, BASE + n * timedelta(minutes=5), timedelta(1)), 1, True, False, 0.0
        )
        for n in range(6)
    ]
    after = suppressed(records, timedelta(minutes=12))
    assert [record.fired for record in after] == [True, False, False, True, False, False]
    assert [record.suppressed for record in after] == [False, True, True, False, True, True]
    assert suppressed(records, None) == tuple(records)


def test_the_row_in_security_alert_has_the_keys_of_real_ones() -> None:
    (alert,) = alerts_of(RULE, RUN, rows(3))
    forms = AlertForms(RULE, ["SigninLogs"])
    row = forms.security_alert(alert)
    assert row["TimeGenerated"] == row["ProcessingEndTime"] == BASE + timedelta(hours=6, minutes=5)
    assert row["StartTime"] == BASE + timedelta(hours=2)
    assert row["EndTime"] == BASE + timedelta(hours=2, minutes=2)
    assert row["AlertName"] == row["DisplayName"] == "Many failures"
    extended = json.loads(str(row["ExtendedProperties"]))
    assert extended["Query Period"] == "05:00:00"
    assert extended["Trigger Operator"] == "GreaterThan"
    assert extended["Search Query Results Overall Count"] == "3"
    assert extended["Query Start Time UTC"] == "2026-03-02 01:00:00Z"
    assert extended["Query"].endswith("set query_now = datetime(2026-03-02T06:00:00.0000000Z);\nT")
    assert extended["Event Grouping"] == "SingleAlert"
    assert (row["Techniques"], row["SubTechniques"]) == ('["T1110"]', "")
    assert forms.security_alert(alert) == row


def test_rows_without_an_order_get_one_that_does_not_depend_on_theirs() -> None:
    columns = [ResultColumn("A", KqlType.REAL), ResultColumn("A", KqlType.STRING)]
    one = pa.table([[2.0, 1.0, None], ["b", "b", "a"]], names=["a", "a#2"])
    other = one.take([2, 0, 1])
    first, second = settled(columns, one), settled(columns, other)
    assert first is not None
    assert first.tolist() == [2, 1, 0]
    assert Result(columns, one.take(first)).rows() == [(None, "a"), (1.0, "b"), (2.0, "b")]
    assert one.take(first) == other.take(second)


def test_a_custom_detection_raises_an_alert_once_for_the_same_entities() -> None:
    detection = replace(PER_RESULT, kind=CUSTOM_DETECTION)
    found = rows(3)
    twice = Result(found.columns, pa.concat_tables([found.raw, found.raw]))
    alerts = alerts_of(detection, RUN, twice)
    assert [list(alert.ordinals) for alert in alerts] == [[0, 3], [1, 4], [2, 5]]
    assert [len(alert.rows) for alert in alerts] == [2, 2, 2]
    later = alerts_of(detection, RUN, rows(4))
    assert [(len(stand), again) for stand, again in once(detection, [alerts, later])] == [
        (3, 0),
        (1, 3),
    ]
    assert [(len(stand), again) for stand, again in once(PER_RESULT, [alerts, later])] == [
        (3, 0),
        (4, 0),
    ]


def test_a_custom_detection_raises_no_alert_beyond_its_limit() -> None:
    detection = replace(PER_RESULT, kind=CUSTOM_DETECTION)
    alerts, dropped = AlertMaker(detection, rows(1).columns).alerts(RUN, RunRows.of(rows(200)))
    assert (len(alerts), dropped) == (150, 50)


def test_an_id_is_the_fifth_version_of_what_it_names() -> None:
    again = uuid.uuid5(uuid.UUID("6f0e7c52-6b0a-5d0b-9f5e-1d6f0c3f7a10"), "a|1")
    assert made_id("a", 1) == str(again)


@pytest.mark.parametrize(("count", "alerts", "last"), [(30, 30, 1), (31, 30, 2), (90, 30, 61)])
def test_a_near_real_time_rule_raises_29_alerts_and_one_for_the_rest(
    count: int, alerts: int, last: int
) -> None:
    raised = alerts_of(replace(PER_RESULT, kind=NRT), RUN, rows(count))
    assert (len(raised), len(raised[-1].ordinals)) == (alerts, last)
