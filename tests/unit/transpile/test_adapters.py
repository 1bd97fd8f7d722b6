"""The doors of the outside scorers, and the queries that the lab exists for behind them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from tests.adapters import DetectionEngine, evaluate
from tests.shared import SHARED, shared
from transpile.diagnostics import CompileError

SEEDS = sorted((SHARED / "seeds").glob("*.kql"))


def test_rows_come_as_python_values():
    columns, rows = evaluate(
        "print n = 1, s = 'x', t = datetime(2024-01-02), d = 90m, j = dynamic({'a': [1]}),"
        " g = guid(6F9619FF-8B86-D011-B42D-00C04FC964FF), none = int(null)"
    )
    assert columns == [
        ("n", "long"),
        ("s", "string"),
        ("t", "datetime"),
        ("d", "timespan"),
        ("j", "dynamic"),
        ("g", "guid"),
        ("none", "int"),
    ]
    assert rows == [
        (
            1,
            "x",
            datetime(2024, 1, 2),  # noqa: DTZ001  naive and in UTC
            timedelta(minutes=90),
            {"a": [1]},
            "6f9619ff-8b86-d011-b42d-00c04fc964ff",
            None,
        )
    ]


def test_a_rejected_query_raises():
    with pytest.raises(CompileError):
        evaluate("print x")


def test_detections_run_on_empty_tables():
    tables = {"T": {"columns": {"TimeGenerated": "datetime", "IP": "string", "Ip": "dynamic"}}}
    engine = DetectionEngine(tables, {})
    compiled = engine.compile("T | summarize n = count(), arg_max(TimeGenerated, *) by IP")
    for _ in range(2):
        assert engine.execute(compiled) == [
            ("IP", "string"),
            ("n", "long"),
            ("TimeGenerated", "datetime"),
            ("Ip", "dynamic"),
        ]
    assert engine.execute(engine.compile("T | count")) == [("Count", "long")]
    with pytest.raises(CompileError):
        engine.compile("Nowhere | count")


@pytest.fixture(scope="module")
def detections() -> DetectionEngine:
    documents = [
        json.loads(shared(f"schemas/{name}.json").read_text(encoding="utf-8"))
        for name in ("tables", "functions")
    ]
    return DetectionEngine(*documents)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_columns_of_the_seeds(path, detections):
    expected = json.loads(shared("seeds/expected_columns.json").read_text(encoding="utf-8"))
    compiled = detections.compile(path.read_text(encoding="utf-8"))
    columns = [list(column) for column in detections.execute(compiled)]
    assert columns == expected[path.name]["result_columns"]
    assert sorted(compiled.result.tables) == sorted(expected[path.name]["tables"])
