"""Logs as if they had arrived sooner or later than they did: what lateness costs a rule.

A table of the database is read through a view whose end of ingestion lies at another distance from
the event. Nothing is written into the logs, and ``ingestion_time()`` follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lab.errors import ReplayError

if TYPE_CHECKING:
    from lab.engines.protocol import Engine
    from transpile.schema import Tables, TableSchema

AS_IT_WAS = 1.0
MOST = 1000.0
_ROW = "row_of_table"


def lateness_named(text: str) -> float:
    """The factor of ``none``, ``default`` or a number.

    Raises:
        ReplayError: for anything else.
    """
    word = text.strip().lower()
    if word in ("none", "default"):
        return 0.0 if word == "none" else AS_IT_WAS
    try:
        scale = float(word)
    except ValueError as error:
        raise ReplayError(_misread(text)) from error
    if not 0 <= scale <= MOST:
        raise ReplayError(_misread(text))
    return scale


def _misread(text: str) -> str:
    return (
        f"lateness {text!r} is not understood: write none, default, or a factor from 0 to "
        f"{MOST:.0f} (2: everything arrives twice as late)"
    )


def with_lateness(engine: Engine, schemas: Tables, scale: float) -> Tables:
    """The schemas, with stored log tables read through views of another lateness."""
    if scale == AS_IT_WAS:
        return schemas
    moved = {
        name: _through_view(engine, table, scale, number)
        for number, (name, table) in enumerate(schemas.by_name.items())
        if table.location and table.has_ingestion and table.time_column is not None
    }
    return replace(schemas, by_name={**schemas.by_name, **moved})


def _through_view(engine: Engine, table: TableSchema, scale: float, number: int) -> TableSchema:
    place = ".".join(_quoted(part) for part in table.location)
    time = _quoted(table.physical[table.time_column or ""])
    waited = f'epoch_us("$ingestion") - epoch_us({time})'
    arrived = f"{time} + to_microseconds(CAST(({waited}) * {scale!r} AS BIGINT))"
    view = f"lateness_{number}"
    engine.execute(
        f'CREATE OR REPLACE TEMP VIEW "{view}" AS SELECT * REPLACE ({arrived} AS "$ingestion"), '
        f'"{table.row_column}" AS "{_ROW}" FROM {place}'
    )
    return replace(table, location=("temp", "main", view), row_column=_ROW)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
