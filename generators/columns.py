"""Columns as index arrays over pools of distinct values, completed to whole Arrow tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from transpile.errors import InternalError
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from transpile.schema import TableSchema

INGESTION = "$ingestion"
SCENARIO = "$scenario"

_ARROW = {
    KqlType.BOOL: pa.bool_(),
    KqlType.INT: pa.int32(),
    KqlType.LONG: pa.int64(),
    KqlType.REAL: pa.float64(),
    KqlType.DECIMAL: pa.decimal128(38, 18),
    KqlType.DATETIME: pa.timestamp("us"),
    KqlType.TIMESPAN: pa.int64(),
}


def pool(values: Sequence[str | None]) -> pa.StringArray:
    """Distinct values of a text column; a None makes null (dynamic columns only)."""
    return pa.array(values, pa.string())


def coded(values: pa.StringArray, codes: NDArray[Any]) -> pa.DictionaryArray:
    """A text column: ``codes[i]`` says which of ``values`` row ``i`` has."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32, copy=False)), values)


def constant(value: str | None, count: int) -> pa.DictionaryArray:
    """The same text in every row."""
    return coded(pool([value]), np.zeros(count, np.int32))


def instants(times_us: NDArray[np.int64], missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """Microseconds since 1970 as a datetime column; null where ``missing``."""
    return pa.array(times_us, pa.int64(), mask=missing).cast(pa.timestamp("us"))


def complete(schema: TableSchema, columns: Mapping[str, Any], count: int) -> pa.Table:
    """All columns of the schema in order (physical names), then the two hidden ones.

    ``columns`` maps KQL names, and the two hidden ones, to Arrow arrays. A column that is not
    given is empty: '' for text, null for everything else.

    Raises:
        InternalError: for a column that the schema does not have: a slip in a generator.
    """
    unknown = set(columns) - set(schema.columns) - {INGESTION, SCENARIO}
    if unknown:
        raise InternalError(f"the generator of {schema.name} fills unknown columns {unknown}")
    arrays: list[Any] = []
    for name, kind in schema.columns.items():
        given = columns.get(name)
        arrays.append(_empty(kind, count) if given is None else given)
    names = [schema.physical[name] for name in schema.columns]
    return pa.table(
        [*arrays, columns[INGESTION], columns[SCENARIO]], names=[*names, INGESTION, SCENARIO]
    )


def from_records(schema: TableSchema, records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Columns from few rows, each a mapping from KQL column names to values.

    Datetimes are microseconds since 1970, dynamics JSON text, guids text. Every column is made,
    so that its form does not hang on which rows a day happens to have.
    """
    result: dict[str, Any] = {}
    for name, kind in schema.columns.items():
        values = [record.get(name) for record in records]
        if kind in _ARROW:
            array = pa.array(values, pa.int64() if kind is KqlType.DATETIME else _ARROW[kind])
            result[name] = array.cast(_ARROW[kind])
        elif kind in (KqlType.DYNAMIC, KqlType.GUID):
            result[name] = pa.array(values, pa.string())
        else:
            result[name] = pa.array([value or "" for value in values], pa.string())
    return result


def _empty(kind: KqlType, count: int) -> Any:
    if kind is KqlType.STRING:
        return constant("", count)
    if kind in (KqlType.DYNAMIC, KqlType.GUID):
        return constant(None, count)
    return pa.nulls(count, _ARROW[kind])
