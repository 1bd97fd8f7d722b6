"""A plan with hand-written SQL, so that strategies are tested without the compiler."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

BASE = datetime(2026, 3, 2)  # noqa: DTZ001  naive UTC, as everywhere

SEEN = (
    '"TimeGenerated" BETWEEN {r}"from" AND {r}"to" '
    'AND "$ingestion" BETWEEN {r}received_from AND {r}received_to '
    'AND ({r}hidden = 0 OR "$scenario" <> {r}hidden)'
)
PARAMETERS = frozenset({"from", "to", "received_from", "received_to", "hidden"})


@dataclass(frozen=True)
class FakeColumn:
    name: str
    type: KqlType
    physical: str


@dataclass(frozen=True)
class FakeResult:
    text: str
    parameters: frozenset[str]
    columns: tuple[FakeColumn, ...] = (
        FakeColumn("Account", KqlType.STRING, "Account"),
        FakeColumn("Failed", KqlType.LONG, "Failed"),
    )
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"Logons": ()})

    kernels: tuple[object, ...] = ()
    spanned: bool = False

    def sql(self, dialect: str = "duckdb", pretty: bool = False) -> str:
        return self.text


@dataclass(frozen=True)
class FakeHoist:
    name: str
    sql: str
    table: str = "Logons"
    kernels: tuple[object, ...] = ()


def run_sql(table: str) -> str:
    where = SEEN.format(r="$").replace('$"from"', "$from").replace('$"to"', "$to")
    return f'SELECT "Account", count(*) AS "Failed" FROM {table} WHERE {where} GROUP BY 1'


@dataclass(frozen=True)
class FakePlan:
    """Failed logons by account; hoisted to the failed ones within the horizon."""

    name: str = "failed"
    liftable: bool = True
    not_lifted: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def plain(self) -> FakeResult:
        return FakeResult(run_sql("ws.main.Logons"), PARAMETERS)

    @property
    def hoists(self) -> tuple[FakeHoist, ...]:
        sql = (
            'SELECT *, row_number() OVER (ORDER BY "TimeGenerated") AS _row '
            'FROM ws.main.Logons WHERE "Account" IS NOT NULL'
        )
        return (FakeHoist(self.name, sql),)

    @property
    def hoisted(self) -> FakeResult:
        return FakeResult(run_sql(f'"{self.name}"'), PARAMETERS)

    @property
    def lifted(self) -> FakeResult | None:
        if not self.liftable:
            return None
        seen = SEEN.format(r="runs.")
        return FakeResult(
            f'SELECT runs.run AS "$run", "Account", count(*) AS "Failed" '
            f'FROM "{self.name}" JOIN runs ON {seen} GROUP BY 1, 2',
            frozenset(),
        )

    @property
    def for_any(self) -> FakeResult | None:
        return self.lifted


def logs(rows: list[tuple[int, int, int, str]]) -> duckdb.DuckDBPyConnection:
    """A database with one table: minute, minute of ingestion, scenario, account."""
    connection = duckdb.connect(":memory:")
    connection.execute("ATTACH ':memory:' AS ws")
    connection.execute(
        'CREATE TABLE ws.main.Logons("TimeGenerated" TIMESTAMP, "Account" VARCHAR, '
        '"$ingestion" TIMESTAMP, "$scenario" USMALLINT NOT NULL)'
    )
    for minute, ingested, scenario, account in rows:
        connection.execute(
            "INSERT INTO ws.main.Logons VALUES ($b + to_minutes($m), $a, $b + to_minutes($i), $s)",
            {"b": BASE, "m": minute, "i": ingested, "s": scenario, "a": account},
        )
    return connection


def as_set(rows: pa.Table) -> list[tuple[object, ...]]:
    return sorted(zip(*(rows.column(i).to_pylist() for i in range(rows.num_columns)), strict=True))
