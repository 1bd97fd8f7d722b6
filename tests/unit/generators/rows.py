"""All rows of a plan as one Arrow table each, made once per test run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from generators.tenant import Tenant, generate
from lab.store.known import known_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from generators.plan import Plan
    from transpile.schema import TableSchema

HIDDEN = ("$ingestion", "$scenario")


@cache
def tenant_of(plan: Plan) -> Tenant:
    return generate(plan)


@cache
def rows_of(plan: Plan) -> Mapping[str, pa.Table]:
    """Every row of every table, in the order of the batches."""
    tenant = tenant_of(plan)
    parts: dict[str, list[pa.Table]] = {table: [] for table in tenant.tables}
    for batch in tenant.batches(schemas_of(tenant)):
        parts[batch.table].append(batch.rows)
    return {table: pa.concat_tables(found) for table, found in parts.items() if found}


def schemas_of(tenant: Tenant) -> dict[str, TableSchema]:
    return {table: known_tables()[table] for table in tenant.tables}


def column(rows: pa.Table, name: str) -> NDArray[Any]:
    """A column of any type as a numpy array: datetimes in microseconds."""
    found = rows.column(name).combine_chunks()
    if pa.types.is_timestamp(found.type):
        found = found.cast(pa.int64())
    if pa.types.is_dictionary(found.type):
        found = found.dictionary_decode()
    return np.asarray(found.to_numpy(zero_copy_only=False))


def only(rows: pa.Table, **wanted: object) -> pa.Table:
    """The rows whose columns have the given values."""
    mask = np.ones(rows.num_rows, bool)
    for name, value in wanted.items():
        mask &= column(rows, name) == value
    return rows.filter(pa.array(mask))


def of_scenario(rows: pa.Table, number: int) -> pa.Table:
    """The rows of one planted scenario; 0 is the background."""
    return only(rows, **{"$scenario": number})
