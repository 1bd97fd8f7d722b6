"""What a database says of itself: plan, versions, tables with their hashes, planted scenarios."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb


@dataclass(frozen=True)
class TableFacts:
    """One stored table: times are naive UTC, of TimeGenerated (None for a table without rows)."""

    rows: int
    origin: str
    content_hash: str
    from_utc: datetime | None
    to_utc: datetime | None


@dataclass(frozen=True)
class Manifest:
    """The database as a whole.

    ``from_utc`` and ``to_utc`` are the horizon: the detailed days of the plan, or None where no
    plan was generated (imports only). ``plan`` is as the plan file would say it.
    """

    format: int
    plan: Mapping[str, Any]  # values are JSON: numbers, texts, lists
    seed: int | None
    from_utc: datetime | None
    to_utc: datetime | None
    tables: Mapping[str, TableFacts]
    versions: Mapping[str, str]


@dataclass(frozen=True)
class ScenarioFacts:
    """One planted scenario: the span and number of its rows, its entities, its techniques.

    A ``benign`` one only looks like an attack.
    """

    number: int
    name: str
    title: str
    severity: str
    techniques: tuple[str, ...]
    tables: tuple[str, ...]
    entities: Mapping[str, Any]  # kind of entity to its values, from JSON
    from_utc: datetime
    to_utc: datetime
    row_count: int
    benign: bool = False


def read_manifest(con: duckdb.DuckDBPyConnection) -> Manifest:
    """The manifest of the database that is attached as ``ws``."""
    values = dict(con.execute("SELECT key, value FROM ws._lab.manifest").fetchall())
    tables = {
        name: TableFacts(rows, origin, content_hash or "", from_utc, to_utc)
        for name, rows, origin, content_hash, from_utc, to_utc in con.execute(
            'SELECT "table", row_count, origin, content_hash, from_utc, to_utc '
            'FROM ws._lab.tables ORDER BY "table"'
        ).fetchall()
    }
    seed = values.get("seed")
    return Manifest(
        format=int(values["format"]),
        plan=json.loads(values.get("plan", "{}")),
        seed=None if seed is None else int(seed),
        from_utc=_instant(values.get("from")),
        to_utc=_instant(values.get("to")),
        tables=tables,
        versions=json.loads(values.get("versions", "{}")),
    )


def read_scenarios(con: duckdb.DuckDBPyConnection) -> tuple[ScenarioFacts, ...]:
    """The planted scenarios by number."""
    known = con.execute(
        "SELECT count(*) FROM duckdb_columns() WHERE database_name = 'ws' "
        "AND schema_name = '_lab' AND table_name = 'scenarios' AND column_name = 'benign'"
    ).fetchone()
    benign = "coalesce(benign, false)" if known and known[0] else "false"  # made before look-alikes
    rows = con.execute(
        "SELECT number, name, title, severity, techniques, tables, entities, from_utc, to_utc, "
        f"row_count, {benign} FROM ws._lab.scenarios ORDER BY number"
    ).fetchall()
    return tuple(_scenario(*row) for row in rows)


def _scenario(
    number: int,
    name: str,
    title: str,
    severity: str,
    techniques: list[str],
    tables: list[str],
    entities: str,
    *span_and_rows: Any,  # from, to, number of rows, whether it only looks like an attack
) -> ScenarioFacts:
    listed = (tuple(techniques), tuple(tables), json.loads(entities))
    return ScenarioFacts(number, name, title, severity, *listed, *span_and_rows)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
