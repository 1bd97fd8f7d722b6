"""Arrow rows into a log table: dynamic columns become VARIANT, one conversion per distinct value.

JSON text becomes VARIANT at 90,000 values a second, and the columns of a log repeat few values:
of 117,000 sign-ins' policies 4 were distinct. Converting those and joining them back by position
took 0.05 s instead of 2.5 s for 235,000 rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from lab.store.ddl import INGESTION, SCENARIO, engine_type, quoted
from transpile.types import KqlType

if TYPE_CHECKING:
    import duckdb

    from transpile.schema import TableSchema

# On one thread a join keeps the order of its left side, unless the optimiser swaps the sides.
KEEP_ORDER = "SET disabled_optimizers = 'build_side_probe_side,join_order'"


def insert_rows(con: duckdb.DuckDBPyConnection, schema: TableSchema, rows: pa.Table) -> None:
    """Append rows to ``ws.main.<table>`` in their order.

    ``rows`` has the columns of the schema under their physical names, then the two hidden ones;
    dynamics are JSON text, guids text. The connection has one thread and has run ``KEEP_ORDER``.
    """
    columns: dict[str, Any] = dict(zip(rows.column_names, rows.columns, strict=True))
    selected: list[str] = []
    joins: list[str] = []
    for name, kind in schema.columns.items():
        physical = schema.physical[name]
        column = f"_rows.{quoted(physical)}"
        if kind is KqlType.DYNAMIC:
            values = f"_values{len(joins)}"
            columns[physical] = _convert(con, values, columns[physical])
            joins.append(f"LEFT JOIN {values} ON {values}.code = {column}")
            column = f"{values}.value"
        elif kind is KqlType.GUID:
            column = f"CAST({column} AS {engine_type(kind)})"
        selected.append(column)
    selected += [f"_rows.{quoted(name)}" for name in (INGESTION, SCENARIO)]
    con.register("_rows", pa.table(columns))
    con.execute(
        f"INSERT INTO ws.main.{quoted(schema.name)} SELECT {', '.join(selected)} "
        f"FROM _rows {' '.join(joins)}"
    )
    con.unregister("_rows")


def _convert(con: duckdb.DuckDBPyConnection, values: str, column: pa.ChunkedArray) -> pa.Array:
    """The positions of each row's value in the temporary table ``values``, made from ``column``."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = encoded.unify_dictionaries().combine_chunks()
    used = whole.indices.unique().drop_null()  # a slice of a day shares the pool of the whole world
    texts = pa.table({"code": used, "text": whole.dictionary.take(used)})
    con.register("_texts", texts)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {values} AS "
        "SELECT code, CAST(CAST(text AS JSON) AS VARIANT) AS value FROM _texts"
    )
    con.unregister("_texts")
    return whole.indices
