"""Where addresses are: the shipped sample, and the table ``ws._lab.networks`` of a database.

IPv4 lies in IPv6 as ``::ffff:a.b.c.d``, so that one number names any address.
"""

from __future__ import annotations

import csv
import ipaddress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lab.store.known import datasets_folder

if TYPE_CHECKING:
    import duckdb

_MAPPED = 0xFFFF << 32


@dataclass(frozen=True, slots=True)
class Network:
    """A range of addresses and where it is; empty texts and None stand for what is not known."""

    first: int
    last: int
    country: str
    state: str
    city: str
    latitude: float | None
    longitude: float | None


def number_of(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> int:
    """An address as a number; an IPv4 one by its place in IPv6."""
    return int(address) + (_MAPPED if address.version == 4 else 0)


@cache
def sample_networks() -> tuple[Network, ...]:
    """The networks of ``datasets/networks``."""
    found = []
    for file in sorted((datasets_folder() / "networks").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found += [_network(row) for row in csv.DictReader(lines)]
    return tuple(found)


def _network(row: dict[str, str]) -> Network:
    bounds = ipaddress.ip_network(row["network"])
    return Network(
        number_of(bounds[0]),
        number_of(bounds[-1]),
        row["country"],
        row["state"],
        row["city"],
        float(row["latitude"]),
        float(row["longitude"]),
    )


def store_networks(con: duckdb.DuckDBPyConnection) -> None:
    """Copy the sample into the database, where it holds no networks yet."""
    row = con.execute("SELECT count(*) FROM ws._lab.networks").fetchone()
    if row is not None and row[0]:
        return
    con.executemany(
        "INSERT INTO ws._lab.networks VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (str(n.first), str(n.last), n.country, n.state, n.city, n.latitude, n.longitude)
            for n in sample_networks()
        ],
    )


def read_networks(con: duckdb.DuckDBPyConnection) -> tuple[Network, ...]:
    """The networks of the attached database; the sample where it has none.

    Databases of before have no such table, and tests attach none.
    """
    # fetchall: an answer that is not read to its end keeps the connection from anything else
    known = con.execute(
        "SELECT 1 FROM duckdb_tables() "
        "WHERE database_name = 'ws' AND schema_name = '_lab' AND table_name = 'networks'"
    ).fetchall()
    rows = con.execute("FROM ws._lab.networks").fetchall() if known else []
    return tuple(Network(*row) for row in rows) or sample_networks()
