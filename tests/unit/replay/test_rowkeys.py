from __future__ import annotations

import pyarrow as pa
import pytest

from lab.replay.rowkeys import RowKeys
from transpile.types import KqlType


def same(kind: KqlType, arrow: pa.DataType, one: object, other: object) -> bool:
    keys = RowKeys([kind])
    first = keys.of(pa.table({"v": pa.array([one], type=arrow)}))
    second = keys.of(pa.table({"v": pa.array([other], type=arrow)}))
    return bool((first == second).all())


@pytest.mark.parametrize(
    ("kind", "arrow", "one", "other", "equal"),
    [
        (KqlType.REAL, pa.float64(), 0.1 + 0.2, 0.3, True),
        (KqlType.REAL, pa.float64(), 1.0, 1.000001, False),
        (KqlType.REAL, pa.float64(), float("nan"), float("nan"), True),
        (KqlType.REAL, pa.float64(), 0.0, -0.0, True),
        (KqlType.REAL, pa.float64(), None, 0.0, False),
        (KqlType.STRING, pa.string(), "", None, False),
        (KqlType.STRING, pa.string(), "a", "A", False),
        (KqlType.DYNAMIC, pa.string(), "[1,2]", "[2, 1]", True),
        (KqlType.DYNAMIC, pa.string(), "[1,1,2]", "[1,2,2]", False),
        (KqlType.DYNAMIC, pa.string(), '{"a":1,"b":2}', '{"b":2,"a":1}', True),
        (KqlType.DYNAMIC, pa.string(), '{"a":[1.0000000001]}', '{"a":[1.0]}', True),
        (KqlType.DYNAMIC, pa.string(), '"1"', "1", False),
        (KqlType.DYNAMIC, pa.string(), "null", None, False),
        (KqlType.LONG, pa.int64(), 2**62, 2**62 + 1, False),
    ],
)
def test_what_counts_as_equal(
    kind: KqlType, arrow: pa.DataType, one: object, other: object, equal: bool
) -> None:
    assert same(kind, arrow, one, other) is equal


def test_rows_of_different_tables_share_numbers() -> None:
    keys = RowKeys([KqlType.STRING, KqlType.LONG])
    one = keys.of(pa.table({"a": ["x", "y", "x"], "b": [1, 2, 1]}))
    other = keys.of(pa.table({"a": ["y", "z"], "b": [2, 2]}))
    assert one[0] == one[2] != one[1]
    assert other[0] == one[1]
    assert other[1] not in one


def test_no_rows_and_chunked_columns() -> None:
    keys = RowKeys([KqlType.LONG])
    assert keys.of(pa.table({"a": pa.array([], type=pa.int64())})).tolist() == []
    chunked = pa.concat_tables([pa.table({"a": [1, 2]}), pa.table({"a": [2, 1]})])
    numbers = keys.of(chunked)
    assert numbers[0] == numbers[3] != numbers[1] == numbers[2]
