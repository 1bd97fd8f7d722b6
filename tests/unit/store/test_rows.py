"""Rows arrive as they are: in their order, with every dynamic value as its JSON says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pyarrow as pa
import pytest

from lab.store.ddl import create_log_table, create_own_tables
from lab.store.duckdb import attach, connect_memory
from lab.store.rows import KEEP_ORDER, insert_rows
from transpile.schema import TableSchema
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

SCHEMA = TableSchema(
    "T",
    {
        "n": KqlType.LONG,
        "d": KqlType.DYNAMIC,
        "D": KqlType.DYNAMIC,  # the physical name is D#2: the engine folds case
        "g": KqlType.GUID,
        "s": KqlType.STRING,
    },
    "n",
)
GUID = "0d4b8b60-3b0c-4a3e-9d8c-5f0e9a7c1b02"


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = connect_memory(threads=1)
    attach(con, tmp_path / "t.duckdb", "ws", read_only=False, doing="test")
    con.execute(KEEP_ORDER)
    create_own_tables(con)
    create_log_table(con, SCHEMA)
    yield con
    con.close()


def rows(first: list[str | None], second: list[str | None], *, pooled: bool = False) -> pa.Table:
    count = len(first)
    arrays = [pa.array(values, pa.string()) for values in (first, second)]
    if pooled:
        arrays = [array.dictionary_encode() for array in arrays]
    return pa.table(
        {
            "n": pa.array(range(count), pa.int64()),
            "d": arrays[0],
            SCHEMA.physical["D"]: arrays[1],
            "g": pa.array([GUID] * count, pa.string()),
            "s": pa.array([""] * count, pa.string()),
            "$ingestion": pa.array([0] * count, pa.timestamp("us")),
            "$scenario": pa.array([0] * count, pa.uint16()),
        }
    )


def stored(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    found = con.execute(
        'SELECT n, CAST(CAST(d AS JSON) AS VARCHAR), CAST(CAST("D#2" AS JSON) AS VARCHAR) '
        "FROM ws.main.T ORDER BY rowid"
    ).fetchall()
    return [(n, *(None if t is None else json.loads(t) for t in texts)) for n, *texts in found]


VALUES: list[str | None] = [
    "[]", "{}", None, '{"a":1,"b":[true,null,{"c":"x"}]}', '"text"', "3", "2.5", "true", "[]",
    '{"a":"ä\\n\\"","é":{"":0}}', "[[],[[1]]]", None, "9007199254740993",
]  # fmt: skip


@pytest.mark.parametrize("pooled", [False, True])
def test_dynamic_values_are_what_their_json_says(
    con: duckdb.DuckDBPyConnection, pooled: bool
) -> None:
    insert_rows(con, SCHEMA, rows(VALUES, VALUES[::-1], pooled=pooled))
    expected = [None if text is None else json.loads(text) for text in VALUES]
    assert stored(con) == list(zip(range(len(VALUES)), expected, expected[::-1], strict=True))


def test_guids_are_guids_and_columns_keep_apart(con: duckdb.DuckDBPyConnection) -> None:
    insert_rows(con, SCHEMA, rows(["1"], ["2"]))
    assert con.execute("SELECT g, s FROM ws.main.T").fetchall() == [(UUID(GUID), "")]
    assert stored(con) == [(0, 1, 2)]


@pytest.mark.parametrize("distinct", [3, 5_000, 40_000])
def test_rows_keep_their_order(con: duckdb.DuckDBPyConnection, distinct: int) -> None:
    count = 40_000
    texts = [json.dumps({"i": i % distinct}) for i in range(count)]
    whole = rows(list(texts), list(reversed(texts)), pooled=distinct < 5_000)
    insert_rows(con, SCHEMA, pa.Table.from_batches(whole.to_batches(max_chunksize=3_000)))
    insert_rows(con, SCHEMA, rows(["0"] * 10, ["1"] * 10))
    found = con.execute(
        "SELECT n, CAST(d.i AS BIGINT) FROM ws.main.T ORDER BY rowid LIMIT 40000"
    ).fetchall()
    assert found == [(i, i % distinct) for i in range(count)]


def test_batches_of_several_pools(con: duckdb.DuckDBPyConnection) -> None:
    one, two = rows(["1", "2"], ["3", None], pooled=True), rows(["2", "4"], ["5", "3"], pooled=True)
    insert_rows(con, SCHEMA, pa.concat_tables([one, two]))
    assert [values for _, *values in stored(con)] == [[1, 3], [2, None], [2, 5], [4, 3]]


def test_a_part_of_a_batch(con: duckdb.DuckDBPyConnection) -> None:
    insert_rows(con, SCHEMA, rows(VALUES, VALUES, pooled=True).slice(3, 2))
    assert [values for _, *values in stored(con)] == [
        [json.loads(str(VALUES[place]))] * 2 for place in (3, 4)
    ]
