"""Where each planted scenario has rows: read from the log tables themselves, once per table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from lab.replay.window import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from numpy.typing import NDArray

    from lab.engines.protocol import Engine
    from lab.replay.window import Run
    from lab.rules.model import Axis
    from transpile.schema import SchemaSource, TableSchema


@dataclass(frozen=True, eq=False)
class ScenarioSpan:
    """The rows of a scenario in the tables that a rule reads.

    ``times`` and ``ingested`` are aligned, ``datetime64[us]``; NaT where a row has no such instant
    (a table without a time, a lateness that is unknown): then every window may hold the row.
    """

    number: int
    times: NDArray[np.datetime64]
    ingested: NDArray[np.datetime64]

    @property
    def first_utc(self) -> datetime | None:
        """Its first event; None where no row has a time."""
        known = self.times[~np.isnat(self.times)]
        return None if not known.size else known.min().item()

    def overlaps(self, run: Run, axis: Axis) -> bool:
        """Whether the run's window can hold rows of the scenario."""
        on = self.ingested if axis == "ingestion" else self.times
        return bool(np.any(_within(on, run.from_utc, run.to_utc)))

    def seen_by(self, run: Run, axis: Axis) -> NDArray[np.bool_]:
        """Which of its rows the run sees."""
        on = self.ingested if axis == "ingestion" else self.times
        received = _within(self.ingested, run.received_from, run.received_to)
        return _within(on, run.from_utc, run.to_utc) & received


class ScenarioSpans:
    """The spans of scenarios in the tables of one database."""

    def __init__(self, engine: Engine, schemas: SchemaSource) -> None:
        self._engine = engine
        self._schemas = schemas
        self._by_table: dict[str, dict[int, ScenarioSpan]] = {}

    def again(self, schemas: SchemaSource, changed: Iterable[str]) -> ScenarioSpans:
        """The same where these tables have changed since; the others are not read again."""
        result = ScenarioSpans(self._engine, schemas)
        result._by_table = self._by_table
        for name in changed:
            self._by_table.pop(name, None)
        return result

    def of(self, tables: Iterable[str]) -> tuple[ScenarioSpan, ...]:
        """One span per scenario that has rows in one of these tables, by number."""
        found: dict[int, ScenarioSpan] = {}
        for table in tables:
            for number, span in self._in_table(table).items():
                other = found.get(number)
                found[number] = span if other is None else _joined(other, span)
        return tuple(found[number] for number in sorted(found))

    def _in_table(self, name: str) -> dict[int, ScenarioSpan]:
        if name not in self._by_table:
            schema = self._schemas.table(name)
            self._by_table[name] = {} if schema is None else self._read(schema)
        return self._by_table[name]

    def _read(self, schema: TableSchema) -> dict[int, ScenarioSpan]:
        if not schema.location or not schema.has_ingestion:
            return {}
        place = ".".join(f'"{part}"' for part in schema.location)
        time = f'"{schema.physical[schema.time_column]}"' if schema.time_column else "NULL"
        rows = self._engine.fetch(
            f'SELECT "$scenario", CAST({time} AS TIMESTAMP), "$ingestion" '
            f'FROM {place} WHERE "$scenario" <> 0 ORDER BY 1, 2, 3'
        )
        if not rows.num_rows:
            return {}
        numbers = rows.column(0).to_numpy()
        times, ingested = (
            rows.column(index).to_numpy().astype("datetime64[us]") for index in (1, 2)
        )
        own, begins = np.unique(numbers, return_index=True)
        ends = [*begins[1:], len(numbers)]
        return {
            int(number): ScenarioSpan(int(number), times[begin:end], ingested[begin:end])
            for number, begin, end in zip(own, begins, ends, strict=True)
        }


def lateness_below(
    engine: Engine, schemas: SchemaSource, tables: Iterable[str], share: float
) -> timedelta | None:
    """The lateness that a share of the rows of the slowest of some tables stays below.

    None where no lateness is known.
    """
    found = []
    for name in tables:
        schema = schemas.table(name)
        if schema is None or not schema.location or schema.time_column is None:
            continue
        if schema.has_ingestion:
            place = ".".join(f'"{part}"' for part in schema.location)
            time = f'"{schema.physical[schema.time_column]}"'
            rows = engine.fetch(
                f'SELECT quantile_cont(epoch_us("$ingestion") - epoch_us({time}), {share!r}) '
                f"FROM {place}"
            )
            found.append(rows.column(0)[0].as_py())
    known = [late for late in found if late is not None]
    return timedelta(microseconds=max(known)) if known else None


def _within(instants: NDArray[np.datetime64], first: datetime, last: datetime) -> NDArray[np.bool_]:
    from_, to = np.datetime64(max(first, EARLIEST), "us"), np.datetime64(min(last, LATEST), "us")
    return np.isnat(instants) | ((instants >= from_) & (instants <= to))


def _joined(left: ScenarioSpan, right: ScenarioSpan) -> ScenarioSpan:
    return ScenarioSpan(
        left.number,
        np.concatenate([left.times, right.times]),
        np.concatenate([left.ingested, right.ingested]),
    )
