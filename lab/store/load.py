"""Loading a tenant: every generated table replaced in one transaction.

Whatever ends the process, the content is as before: DuckDB undoes an open transaction when the
file is next opened.
"""

from __future__ import annotations

import json
import platform
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pyarrow as pa

from lab.errors import StoreError
from lab.store.ddl import (
    FORMAT,
    create_log_table,
    create_own_tables,
    drop_log_table,
    engine_type,
    quoted,
)
from lab.store.duckdb import attach, connect_memory, stored_format
from lab.store.faults import store_error
from lab.store.hashing import TableHash
from lab.store.known import known_tables
from lab.store.manifest import read_manifest
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generators.tenant import Tenant
    from lab.store.manifest import Manifest
    from transpile.schema import TableSchema


def replace_generated(
    db: Path,
    tenant: Tenant,
    *,
    replace: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Manifest:
    """Write a tenant into a database: generated tables are replaced, imported ones kept.

    Args:
        db: the file; it is made where it is missing.
        tenant: what to write.
        replace: whether to replace a table of the same name that was imported.
        progress: called with a label, how many days are done, and how many there are.

    Raises:
        StoreError: where the file cannot be written, is of a newer format, or holds an imported
            table that would be replaced.
    """
    if not db.parent.is_dir():
        raise StoreError(f"{db.parent} does not exist: make the folder, or name another file")
    con = connect_memory()
    try:
        attach(con, db, "ws", read_only=False, doing="write the logs")
        found = stored_format(con)
        if found is not None and found > FORMAT:
            raise StoreError(
                f"{db} has format {found} and this lab writes format {FORMAT}: use the newer lab "
                "that wrote it, or name another file with --db"
            )
        try:
            con.execute("BEGIN TRANSACTION")
            _write(con, db, tenant, replace=replace, progress=progress)
            con.execute("COMMIT")
        except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException) as error:
            raise store_error(db, str(error), doing="write the logs") from error
        return read_manifest(con)
    finally:
        con.close()


def _write(
    con: duckdb.DuckDBPyConnection,
    db: Path,
    tenant: Tenant,
    *,
    replace: bool,
    progress: Callable[[str, int, int], None] | None,
) -> None:
    create_own_tables(con)
    origins = dict(con.execute('SELECT "table", origin FROM ws._lab.tables').fetchall())
    imported = [name for name in tenant.tables if origins.get(name) == "imported"]
    if imported and not replace:
        raise StoreError(
            f"{db} holds imported rows in {', '.join(imported)}: --replace gives them up, "
            "--db names another file"
        )
    schemas = {name: known_tables()[name] for name in tenant.tables}
    for name in {*schemas, *(name for name, origin in origins.items() if origin == "generated")}:
        drop_log_table(con, name)
    for schema in schemas.values():
        create_log_table(con, schema)
    hashes = {name: TableHash() for name in schemas}
    days = tenant.plan.days
    for batch in tenant.batches(schemas):
        if progress is not None:
            progress(batch.table, batch.day, days)
        hashes[batch.table].update(batch.rows)
        _insert(con, schemas[batch.table], batch.rows)
    if progress is not None:
        progress("writing", days, days)
    _note_tables(con, schemas, hashes)
    _note_scenarios(con, tenant)
    _note_plan(con, tenant)


def _insert(con: duckdb.DuckDBPyConnection, schema: TableSchema, rows: pa.Table) -> None:
    con.register("_batch", rows)
    selected = [
        _converted(quoted(schema.physical[name]), kind) for name, kind in schema.columns.items()
    ]
    selected += ['"$ingestion"', '"$scenario"']
    con.execute(
        f"INSERT INTO ws.main.{quoted(schema.name)} SELECT {', '.join(selected)} FROM _batch"
    )
    con.unregister("_batch")


def _converted(column: str, kind: KqlType) -> str:
    if kind is KqlType.DYNAMIC:
        return f"CAST(CAST({column} AS JSON) AS VARIANT)"
    if kind is KqlType.GUID:
        return f"CAST({column} AS {engine_type(kind)})"
    return column


def _note_tables(
    con: duckdb.DuckDBPyConnection,
    schemas: Mapping[str, TableSchema],
    hashes: Mapping[str, TableHash],
) -> None:
    for name, schema in schemas.items():
        time = schema.time_column
        span = (None, None)
        if time is not None:
            column = quoted(schema.physical[time])
            found = con.execute(
                f"SELECT min({column}), max({column}) FROM ws.main.{quoted(name)}"
            ).fetchone()
            span = found if found is not None else span
        con.execute(
            "INSERT INTO ws._lab.tables VALUES (?, 'generated', ?, ?, ?, ?, ?)",
            [name, time, hashes[name].rows, hashes[name].hexdigest(), *span],
        )


def _note_scenarios(con: duckdb.DuckDBPyConnection, tenant: Tenant) -> None:
    con.execute("DELETE FROM ws._lab.scenarios")
    con.execute("DELETE FROM ws._lab.truth")
    for one in tenant.scenarios:
        con.execute(
            "INSERT INTO ws._lab.scenarios VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                one.number,
                one.name,
                one.title,
                one.severity,
                list(one.techniques),
                list(one.tables),
                json.dumps({kind: list(values) for kind, values in one.entities.items()}),
                one.from_utc,
                one.to_utc,
                one.row_count,
            ],
        )
    truth = [
        (one.number, table, item)
        for one in tenant.scenarios
        for table, items in sorted(one.items.items())
        for item in items
    ]
    rows = pa.table(
        {
            "scenario": pa.array([row[0] for row in truth], pa.uint16()),
            "table": pa.array([row[1] for row in truth], pa.string()),
            "item_id": pa.array([row[2] for row in truth], pa.string()),
        }
    )
    con.register("_truth", rows)
    con.execute("INSERT INTO ws._lab.truth SELECT * FROM _truth")
    con.unregister("_truth")


def _note_plan(con: duckdb.DuckDBPyConnection, tenant: Tenant) -> None:
    plan = tenant.plan
    versions = {
        "duckdb": duckdb.__version__,
        "numpy": np.__version__,
        "pyarrow": pa.__version__,
        "python": platform.python_version(),
    }
    values = {
        "format": str(FORMAT),
        "plan": json.dumps(plan.to_json()),
        "seed": str(plan.seed),
        "from": plan.start.isoformat(),
        "to": plan.end.isoformat(),
        "versions": json.dumps(versions),
    }
    con.execute("DELETE FROM ws._lab.manifest")
    con.executemany("INSERT INTO ws._lab.manifest VALUES (?, ?)", list(values.items()))
