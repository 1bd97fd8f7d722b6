"""Content hashes depend on the rows and their order, and on nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.store.hashing import TableHash
from transpile.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2026, 3, 2)  # noqa: DTZ001  naive UTC
texts = st.lists(st.one_of(st.none(), st.text(max_size=5)), min_size=1, max_size=30)


def hashed(*tables: pa.Table) -> str:
    running = TableHash()
    for table in tables:
        running.update(table)
    return running.hexdigest()


def table(values: Sequence[Any], kind: pa.DataType | None = None) -> pa.Table:
    return pa.table({"x": pa.array(values, kind or pa.string())})


def pooled(values: Sequence[str | None]) -> pa.Table:
    return pa.table({"x": pa.array(values, pa.string()).dictionary_encode()})


def chunks(whole: pa.Table, at: int) -> tuple[pa.Table, pa.Table]:
    return whole.slice(0, at), whole.slice(at)


@given(values=texts, at=st.integers(0, 30))
def test_batches_do_not_matter(values: list[str | None], at: int) -> None:
    for whole in (table(values), pooled(values)):
        assert hashed(whole) == hashed(*chunks(whole, at))


@given(values=texts, at=st.integers(0, 30))
def test_pools_do_not_matter(values: list[str | None], at: int) -> None:
    first, second = values[:at], values[at:]
    assert hashed(pooled(values)) == hashed(pooled(first), pooled(second))
    turned = pa.array(values[::-1], pa.string()).dictionary_encode()
    other_way = pa.table({"x": turned.take(pa.array(range(len(values) - 1, -1, -1)))})
    assert hashed(pooled(values)) == hashed(other_way)


@given(one=texts, two=texts)
def test_other_texts_give_another_hash(one: list[str | None], two: list[str | None]) -> None:
    assert (hashed(table(one)) == hashed(table(two))) == (one == two)
    assert (hashed(pooled(one)) == hashed(pooled(two))) == (one == two)


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        (["ab", "c"], ["a", "bc"], pa.string()),
        ([None], [""], pa.string()),
        ([1, 2], [2, 1], pa.int64()),
        ([0], [None], pa.int64()),
        ([False], [None], pa.bool_()),
        ([0.0], [None], pa.float64()),
        ([START], [START + timedelta(microseconds=1)], pa.timestamp("us")),
        ([START], [None], pa.timestamp("us")),
        ([], [None], pa.int32()),
    ],
)
def test_what_looks_alike_is_told_apart(
    one: list[object], two: list[object], kind: pa.DataType
) -> None:
    assert hashed(table(one, kind)) != hashed(table(two, kind))
    assert hashed(table(one, kind)) == hashed(table(list(one), kind))


def test_columns_count_with_their_names() -> None:
    rows = table(["a"])
    assert hashed(rows) != hashed(rows.rename_columns(["y"]))


def test_a_column_keeps_its_form() -> None:
    with pytest.raises(InternalError, match="column x changed"):
        hashed(table(["a"]), pooled(["a"]))


def test_rows_are_counted() -> None:
    running = TableHash()
    running.update(table(["a", "b"]))
    running.update(table(["c"]))
    assert running.rows == 3
