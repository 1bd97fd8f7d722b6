"""Opening the stored logs for reading, and what the compiler must know of them.

The database is attached to an in-memory one as ``ws``: log tables are ``ws.main."<Table>"``, the
lab's own tables ``ws._lab`` (see :mod:`lab.store.ddl`). Emitted SQL is fully qualified, so nothing
hangs on a session setting.
"""

from __future__ import annotations

import os
from collections import ChainMap
from typing import TYPE_CHECKING

import duckdb

from lab.errors import SettingsError, StoreError
from lab.store.ddl import FORMAT
from lab.store.faults import store_error
from lab.store.known import known_tables
from transpile.errors import InternalError
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from pathlib import Path


def open_read(
    db: Path, *, memory_limit: str | None = None, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection of its own with the logs of ``db`` attached read-only as ``ws``.

    ``memory_limit`` is in DuckDB's spelling ("2GB"), ``threads`` a number of at least 1; None
    leaves DuckDB's own choice.

    Raises:
        StoreError: no such file, held by another process, not a database, of a newer format.
        SettingsError: a memory limit or a number of threads that DuckDB does not take.
    """
    if not db.exists():
        raise StoreError(f"{db} does not exist: run 'lab generate', or name a database with --db")
    con = connect_memory(memory_limit=memory_limit, threads=threads, spill=spill_folder(db))
    try:
        attach(con, db, "ws", read_only=True, doing="read the logs")
        check_format(con, db)
    except BaseException:
        con.close()
        raise
    return con


def attach_replays(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach the file of replays read-write as ``replays``; it is created when missing.

    Raises:
        StoreError: held by another process, not a database, or in a folder that refuses it.
    """
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} does not exist: make the folder, or name another file")
    attach(con, path, "replays", read_only=False, doing="keep replays")


def read_schemas(con: duckdb.DuckDBPyConnection) -> Tables:
    """Every stored table as a schema, over the known ones that are not loaded.

    A stored table has ``location=("ws", "main", name)`` and ``has_ingestion``; a table that is
    only known has an empty location: it binds, has no rows, and makes a rule blind.
    """
    columns: dict[str, dict[str, KqlType]] = {}
    for table, name, spelling in con.execute(
        'SELECT "table", kql_name, kql_type FROM ws._lab.columns ORDER BY "table", position'
    ).fetchall():
        kind = type_named(spelling)
        if kind is None:
            raise InternalError(f"stored column {table}.{name} has no KQL type {spelling!r}")
        columns.setdefault(table, {})[name] = kind
    times = dict(con.execute('SELECT "table", time_column FROM ws._lab.tables').fetchall())
    stored = {
        table: TableSchema(
            table,
            typed,
            time_column=times.get(table),
            location=("ws", "main", table),
            has_ingestion=True,
            source="stored",
        )
        for table, typed in columns.items()
    }
    known = known_tables()
    # ChainMap writes only to its first map; the lazy mapping behind it is never written
    return Tables(ChainMap(stored, known))  # type: ignore[arg-type]


def spill_folder(db: Path) -> Path:
    """Where this process puts what does not fit into memory: beside the database.

    DuckDB's own choice for an in-memory connection is ``.tmp`` in the current folder, under file
    names that two processes would share.
    """
    return db.with_name(f"{db.name}.{os.getpid()}.tmp")


def connect_memory(
    *, memory_limit: str | None = None, threads: int | None = None, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """An in-memory connection with the given limits.

    ``spill`` is a folder for what does not fit; it is made when needed, and removed at the end.

    Raises:
        SettingsError: for a limit that DuckDB does not take.
    """
    if threads is not None and threads < 1:
        raise SettingsError(f"threads is {threads}: at least 1 is needed")
    config: dict[str, str | bool | int | float | list[str]] = {"autoload_known_extensions": False}
    if memory_limit is not None:
        config["memory_limit"] = memory_limit
    if threads is not None:
        config["threads"] = threads
    if spill is not None:
        config["temp_directory"] = str(spill)
    try:
        return duckdb.connect(":memory:", config=config)
    except (duckdb.ParserException, duckdb.InvalidInputException) as error:
        raise SettingsError(
            f"memory limit {memory_limit!r} is not understood: write a number with a unit, "
            "as in '2GB'"
        ) from error


def attach(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    *,
    read_only: bool,
    doing: str,
    row_group_size: int | None = None,
) -> None:
    """Attach a database file under ``name``.

    ``row_group_size`` is for what is written; None leaves DuckDB's own.

    Raises:
        StoreError: with a remedy, where the file cannot be used.
    """
    if path.is_file() and path.stat().st_size == 0 and read_only:
        raise StoreError(f"{path} is empty: run 'lab generate', or name a database with --db")
    quoted = str(path).replace("'", "''")
    options = " (READ_ONLY)" if read_only else ""
    if row_group_size is not None:
        options = f" (ROW_GROUP_SIZE {row_group_size})"
    try:
        con.execute(f"ATTACH '{quoted}' AS {name}{options}")
        if _too_short(con, path, name):
            con.execute(f"DETACH {name}")
            raise store_error(path, "Could not read enough bytes", doing=doing)
    except duckdb.Error as error:  # a broken header raises the bare class
        raise store_error(path, str(error), doing=doing) from error


def _too_short(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> bool:
    """Whether a file lacks blocks that hold data: DuckDB would notice at the first one missing.

    Blocks that are free may never have been written, so that only those in use are counted.
    """
    row = con.execute(
        "SELECT block_size, used_blocks FROM pragma_database_size() WHERE database_name = ?",
        [name],
    ).fetchone()
    return row is not None and path.is_file() and path.stat().st_size < row[0] * row[1]


def check_format(con: duckdb.DuckDBPyConnection, db: Path) -> None:
    """Refuse a database without the lab's manifest, or one that a newer lab wrote.

    Raises:
        StoreError: with the remedy.
    """
    found = stored_format(con)
    if found is None:
        raise StoreError(
            f"{db} holds no logs of the lab: run 'lab generate', or name a database with --db"
        )
    if found > FORMAT:
        raise StoreError(
            f"{db} has format {found} and this lab reads format {FORMAT}: use the newer lab that "
            "wrote it, or run 'lab generate' into another file"
        )


def stored_format(con: duckdb.DuckDBPyConnection) -> int | None:
    """The format number of the attached database; None where it has no manifest."""
    known = con.execute(
        "SELECT count(*) FROM duckdb_tables() "
        "WHERE database_name = 'ws' AND schema_name = '_lab' AND table_name = 'manifest'"
    ).fetchone()
    if known is None or known[0] == 0:
        return None
    row = con.execute("SELECT value FROM ws._lab.manifest WHERE key = 'format'").fetchone()
    if row is None or not str(row[0]).isdigit():
        return None
    return int(row[0])
