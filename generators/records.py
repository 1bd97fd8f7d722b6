"""Rows of low volume, written one by one: detections, alerts and their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generators.columns import from_records
from generators.events import Events, unstamped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from generators.population import World
    from transpile.schema import TableSchema


@dataclass(frozen=True)
class Record:
    """One row: its instant (microseconds since 1970), its columns by KQL name, its extra delay."""

    table: str
    time_us: int
    values: Mapping[str, Any]
    lag_us: int = 0


@dataclass(frozen=True, eq=False, kw_only=True)
class RecordEvents(Events):
    """Records as events: ``values`` is an array of mappings."""

    values: NDArray[Any]


def events_of(records: Sequence[Record]) -> RecordEvents:
    """The events of records of one table."""
    values = np.empty(len(records), object)
    for place, record in enumerate(records):
        values[place] = record.values
    time = np.array([record.time_us for record in records], np.int64)
    lag = np.array([record.lag_us for record in records], np.int64)
    return RecordEvents(**unstamped(time, 0) | {"lag": lag}, values=values)


def by_table(records: Sequence[Record]) -> list[tuple[str, Events]]:
    """The events of records, table by table."""
    tables = dict.fromkeys(record.table for record in records)
    return [(t, events_of([record for record in records if record.table == t])) for t in tables]


class RecordColumns:
    """Turns record events of one table into columns."""

    def __init__(self, world: World, schema: TableSchema) -> None:
        self._world = world
        self._schema = schema

    def columns(self, rows: RecordEvents, table: str) -> dict[str, Any]:
        """KQL column names to Arrow arrays; tenant, type and source system added."""
        common = {"TenantId": self._world.workspace_id, "Type": table}
        records = [common | dict(values) for values in rows.values]
        return from_records(self._schema, records)
