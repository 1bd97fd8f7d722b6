"""Where each planted scenario has rows: read from the log tables themselves, once per table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.score.match import ScenarioSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from lab.engines.protocol import Engine
    from transpile.schema import SchemaSource, TableSchema


class ScenarioSpans:
    """The spans of scenarios in the tables of one database."""

    def __init__(self, engine: Engine, schemas: SchemaSource) -> None:
        self._engine = engine
        self._schemas = schemas
        self._by_table: dict[str, tuple[ScenarioSpan, ...]] = {}

    def of(self, tables: Iterable[str]) -> tuple[ScenarioSpan, ...]:
        """One span per scenario that has rows in one of these tables, by number."""
        found: dict[int, ScenarioSpan] = {}
        for table in tables:
            for span in self._in_table(table):
                other = found.get(span.number)
                found[span.number] = span if other is None else _hull(span, other)
        return tuple(found[number] for number in sorted(found))

    def _in_table(self, name: str) -> tuple[ScenarioSpan, ...]:
        if name not in self._by_table:
            schema = self._schemas.table(name)
            self._by_table[name] = () if schema is None else self._read(schema)
        return self._by_table[name]

    def _read(self, schema: TableSchema) -> tuple[ScenarioSpan, ...]:
        if not schema.location or not schema.has_ingestion:
            return ()
        place = ".".join(f'"{part}"' for part in schema.location)
        time = f'"{schema.physical[schema.time_column]}"' if schema.time_column else "NULL"
        rows = self._engine.fetch(
            f'SELECT "$scenario", min({time}), max({time}), min("$ingestion"), max("$ingestion") '
            f'FROM {place} WHERE "$scenario" <> 0 GROUP BY 1 ORDER BY 1'
        )
        columns = [rows.column(index).to_pylist() for index in range(5)]
        return tuple(ScenarioSpan(*values) for values in zip(*columns, strict=True))


def _hull(left: ScenarioSpan, right: ScenarioSpan) -> ScenarioSpan:
    """The span that holds both; a bound that one of them has not is unknown."""
    return ScenarioSpan(
        left.number,
        _known(min, left.first_utc, right.first_utc),
        _known(max, left.last_utc, right.last_utc),
        _known(min, left.first_ingested_utc, right.first_ingested_utc),
        _known(max, left.last_ingested_utc, right.last_ingested_utc),
    )


def _known(
    pick: Callable[[datetime, datetime], datetime], one: datetime | None, other: datetime | None
) -> datetime | None:
    return None if one is None or other is None else pick(one, other)
