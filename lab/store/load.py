"""Loading a tenant: every generated table replaced in one transaction.

Whatever ends the process, the content is as before: DuckDB undoes an open transaction when the
file is next opened.
"""

from __future__ import annotations

import json
import platform
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from glob import escape
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
    quoted,
)
from lab.store.duckdb import attach, connect_memory, spill_folder, stored_format
from lab.store.faults import store_error
from lab.store.hashing import TableHash
from lab.store.known import known_tables
from lab.store.manifest import read_manifest
from lab.store.networks import store_networks
from lab.store.rows import KEEP_ORDER, insert_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from pathlib import Path

    from generators.tenant import Batch, Tenant
    from lab.store.manifest import Manifest
    from transpile.schema import TableSchema

# Peak memory for 840,000 rows in 14 to 18 s: 2.6 GB as DuckDB comes, 1.3 where each group of rows
# is written when it is full, 1.1 with groups of half the size (and a file 5 % larger), 0.9 with a
# limit on what is kept of the rows already written. One thread, while another one makes the next
# rows: two keep no order behind a join, and took 10.5 s where one took 8.7 (443,000 rows).
_WRITE_EARLY = "SET write_buffer_row_group_count = 1"
_ROW_GROUP_SIZE = 61_440
_MEMORY = "500MB"
# A commit that finds the disk full fails with a transaction error and invalidates the database.
_FAULTS = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.TransactionException,
)


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
        progress: called with a table, how many parts are done (a day of a table each), and how
            many there are.

    Raises:
        StoreError: where the file cannot be written, is of a newer format, or holds an imported
            table that would be replaced.
    """
    if not db.parent.is_dir():
        raise StoreError(f"{db.parent} does not exist: make the folder, or name another file")
    existed = db.exists()
    if db.is_file() and db.stat().st_size == 0:
        # DuckDB takes a file that is not there, but none that is empty.
        db.unlink()
        existed = False
    con = connect_memory(memory_limit=_MEMORY, threads=1, spill=spill_folder(db))
    written = attached = False
    try:
        attach(
            con,
            db,
            "ws",
            read_only=False,
            doing="write the logs",
            row_group_size=_ROW_GROUP_SIZE,
        )
        attached = True
        for left in db.parent.glob(f"{escape(db.name)}.*.tmp"):
            # Of processes that were killed: no other one has the database open now.
            shutil.rmtree(left, ignore_errors=True)
        try:
            _refuse_newer(con, db)
            con.execute(KEEP_ORDER)
            con.execute(_WRITE_EARLY)
            con.execute("BEGIN TRANSACTION")
            _write(con, db, tenant, replace=replace, progress=progress)
            con.execute("COMMIT")
        except _FAULTS as error:
            raise store_error(db, str(error), doing="write the logs") from error
        written = True
        return read_manifest(con)
    finally:
        con.close()
        if attached and not existed and not written:
            # Nothing was here before; an empty file would only puzzle the next command.
            db.unlink(missing_ok=True)
            db.with_name(f"{db.name}.wal").unlink(missing_ok=True)


def _refuse_newer(con: duckdb.DuckDBPyConnection, db: Path) -> None:
    found = stored_format(con)
    if found is not None and found > FORMAT:
        raise StoreError(
            f"{db} has format {found} and this lab writes format {FORMAT}: use the newer lab "
            "that wrote it, or name another file with --db"
        )


def _write(
    con: duckdb.DuckDBPyConnection,
    db: Path,
    tenant: Tenant,
    *,
    replace: bool,
    progress: Callable[[str, int, int], None] | None,
) -> None:
    create_own_tables(con)
    store_networks(con)
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
    places = {table: place for place, table in enumerate(tenant.tables)}
    parts = tenant.plan.days * len(places)
    with closing(_ahead(_hashed(tenant.batches(schemas), hashes))) as batches:
        for batch in batches:
            if progress is not None:
                progress(batch.table, batch.day * len(places) + places[batch.table], parts)
            insert_rows(con, schemas[batch.table], batch.rows)
    if progress is not None:
        progress("writing", parts, parts)
    _note_tables(con, schemas, hashes)
    _note_scenarios(con, tenant)
    _note_plan(con, tenant)


def _hashed(batches: Iterator[Batch], hashes: Mapping[str, TableHash]) -> Iterator[Batch]:
    for batch in batches:
        hashes[batch.table].update(batch.rows)
        yield batch


def _ahead(batches: Iterator[Batch]) -> Generator[Batch]:
    """The batches, the next one being made while the caller writes the last."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = maker.submit(next, batches, None)
            yield batch


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
            "INSERT INTO ws._lab.scenarios VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                one.benign,
            ],
        )
    truth = [
        (one.number, table, item)
        for one in tenant.scenarios
        if not one.benign
        for table, items in sorted(one.items.items())
        for item in items
    ]
    _truth = pa.table(
        {
            "scenario": pa.array([row[0] for row in truth], pa.uint16()),
            "table": pa.array([row[1] for row in truth], pa.string()),
            "item_id": pa.array([row[2] for row in truth], pa.string()),
        }
    )
    con.execute("INSERT INTO ws._lab.truth SELECT * FROM _truth")


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
