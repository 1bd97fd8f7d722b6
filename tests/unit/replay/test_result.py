"""The result of a query: engine values to Python, Arrow, Polars and JSON."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.engines.protocol import EngineError
from lab.result import Result, ResultColumn, timespan_text
from transpile.types import KqlType

SQL = """
SELECT true AS b, 1::INTEGER AS i, 2::BIGINT AS l, 'inf'::DOUBLE AS r, 1.50::DECIMAL(38,18) AS d,
  'x' AS s, '6F9619FF-8B86-D011-B42D-00C04FC964FF'::UUID AS g,
  TIMESTAMP '2026-03-02 01:02:03.5' AS t, (-15)::BIGINT AS ts, '{"a": [1, 2.5]}' AS dyn
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL
"""
KINDS = ("bool", "int", "long", "real", "decimal", "string", "guid", "datetime", "timespan")


@pytest.fixture
def result() -> Result:
    engine = DuckDbEngine(duckdb.connect(":memory:"))
    columns = [ResultColumn(f"c_{kind}", KqlType(kind)) for kind in (*KINDS, "dynamic")]
    return Result(columns, engine.fetch(SQL))


def test_python_values(result: Result) -> None:
    first, second = result.rows()
    assert first == (
        True,
        1,
        2,
        float("inf"),
        Decimal("1.5"),
        "x",
        "6f9619ff-8b86-d011-b42d-00c04fc964ff",
        datetime(2026, 3, 2, 1, 2, 3, 500_000),  # noqa: DTZ001
        timedelta(microseconds=-1),
        {"a": [1, 2.5]},
    )
    assert second == (None, None, None, None, None, "", None, None, None, None)
    assert len(result) == 2
    assert [str(column) for column in result.columns][:2] == ["c_bool: bool", "c_int: int"]
    assert list(result) == result.rows()
    assert result.records()[0]["c_long"] == 2


def test_json_values(result: Result) -> None:
    first = result.json_records()[0]
    assert first["c_real"] == "Infinity"
    assert first["c_decimal"] == "1.5"
    assert first["c_datetime"] == "2026-03-02T01:02:03.500000Z"
    assert first["c_timespan"] == "-00:00:00.0000015"
    assert first["c_dynamic"] == {"a": [1, 2.5]}
    assert result.text_rows()[0][0] == "true"
    assert result.text_rows()[1] == ("",) * 10


def test_arrow_and_polars(result: Result) -> None:
    table = result.to_arrow()
    assert table.column_names[0] == "c_bool"
    assert table.schema.field("c_timespan").type == pa.duration("us")
    assert table.schema.field("c_guid").type == pa.string()
    frame = result.to_polars()
    assert frame.schema["c_timespan"] == pl.Duration("us")
    assert frame["c_timespan"].to_list() == [timedelta(microseconds=-1), None]


@pytest.mark.parametrize(
    ("ticks", "text"),
    [
        (0, "00:00:00"),
        (5, "00:00:00.0000005"),
        (36_000_000_000 * 26, "1.02:00:00"),
        (-600_000_000, "-00:01:00"),
    ],
)
def test_timespans_are_spelt_as_kql_does(ticks: int, text: str) -> None:
    assert timespan_text(ticks) == text


def test_repr_shows_the_head(result: Result) -> None:
    shown = repr(result)
    assert shown.splitlines()[0].startswith("c_bool")
    assert "[2 rows]" in shown
    assert repr(Result([], pa.table({})))


def test_an_engine_failure_is_one_line() -> None:
    engine = DuckDbEngine(duckdb.connect(":memory:"))
    with pytest.raises(EngineError) as caught:
        engine.fetch("SELECT CAST('x' AS INTEGER)")
    assert "\n" not in str(caught.value)
    with pytest.raises(EngineError):
        engine.execute("SELECT * FROM nowhere")
