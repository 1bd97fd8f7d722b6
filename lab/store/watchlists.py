"""Watchlists in the database: a table each in ``ws._watchlists``, noted in ``ws._lab.watchlists``.

Databases of before have neither: then there are no watchlists.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

from lab.errors import StoreError
from lab.store.ddl import FORMAT, create_own_tables, quoted
from lab.store.duckdb import attach, connect_memory, stored_format
from lab.store.faults import store_error
from transpile.schema import TableSchema, watchlist_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

SCHEMA = "_watchlists"
_RAW = ("temp", "main", "lab_raw_watchlist")
_NOTES = "watchlists(alias VARCHAR, position INTEGER, kql_name VARCHAR)"


def read_watchlists(con: duckdb.DuckDBPyConnection) -> Mapping[str, TableSchema]:
    """Alias to table, of the database that is attached as ``ws``."""
    known = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'ws' "
        "AND schema_name = '_lab' AND table_name = 'watchlists'"
    ).fetchall()
    if known == [(0,)]:
        return {}
    own: dict[str, list[str]] = {}
    for alias, name in con.execute(
        "SELECT alias, kql_name FROM ws._lab.watchlists ORDER BY alias, position"
    ).fetchall():
        own.setdefault(alias, []).append(name)
    return {
        alias: watchlist_schema(alias, names, ("ws", SCHEMA, alias)) for alias, names in own.items()
    }


def replace_watchlist(
    db: Path,
    alias: str,
    own: Sequence[str],
    rows: pa.Table,
    conversion: Callable[[tuple[str, ...]], str],
) -> bool:
    """Write a watchlist, in one transaction; whether one of this alias was replaced.

    Args:
        db: the database; it is made where it is missing.
        alias: the watchlist's name in queries; one that differs by case alone is the same.
        own: the list's own columns.
        rows: texts of all its columns.
        conversion: gives the SELECT that reads a table of such texts, by its location.

    Raises:
        StoreError: where the file cannot be written, or is of a newer format.
    """
    if not db.parent.is_dir():
        raise StoreError(f"{db.parent} does not exist: make the folder, or name another file")
    existed = db.exists()
    written = False
    con = connect_memory()
    with closing(con):
        attach(con, db, "ws", read_only=False, doing="write a watchlist")
        try:
            _refuse_newer(con, db)
            _rows = rows  # the engine finds it by its name
            con.execute(f"CREATE TEMP TABLE {_RAW[-1]} AS FROM _rows")
            con.execute("BEGIN TRANSACTION")
            replaced = _write(con, alias, own, conversion(_RAW))
            con.execute("COMMIT")
            written = True
        except duckdb.IOException as error:
            raise store_error(db, str(error), doing="write a watchlist") from error
    if not existed and not written:
        db.unlink(missing_ok=True)
        db.with_name(f"{db.name}.wal").unlink(missing_ok=True)
    return replaced


def _refuse_newer(con: duckdb.DuckDBPyConnection, db: Path) -> None:
    found = stored_format(con)
    if found is not None and found > FORMAT:
        raise StoreError(
            f"{db} has format {found} and this lab writes format {FORMAT}: use the newer lab "
            "that wrote it, or name another file with --db"
        )


def _write(con: duckdb.DuckDBPyConnection, alias: str, own: Sequence[str], select: str) -> bool:
    create_own_tables(con)
    con.execute(f"CREATE TABLE IF NOT EXISTS ws._lab.{_NOTES}")
    con.execute(f"CREATE SCHEMA IF NOT EXISTS ws.{SCHEMA}")
    if con.execute("SELECT count(*) FROM ws._lab.manifest").fetchall() == [(0,)]:
        con.execute("INSERT INTO ws._lab.manifest VALUES ('format', ?)", [str(FORMAT)])
    old = con.execute(
        "SELECT DISTINCT alias FROM ws._lab.watchlists WHERE lower(alias) = lower(?)", [alias]
    ).fetchall()
    for (name,) in old:
        con.execute(f"DROP TABLE ws.{SCHEMA}.{quoted(name)}")
        con.execute("DELETE FROM ws._lab.watchlists WHERE alias = ?", [name])
    con.execute(f"CREATE TABLE ws.{SCHEMA}.{quoted(alias)} AS {select}")
    con.executemany(
        "INSERT INTO ws._lab.watchlists VALUES (?, ?, ?)",
        [(alias, place, name) for place, name in enumerate(own)],
    )
    return bool(old)
