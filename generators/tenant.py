"""From a plan to rows: population, sessions, events and truth, a batch per table and day.

Batches stream: a day is drawn, stamped with delays, put in order and turned into columns, and only
what falls past midnight is kept for the next. Attacks are few and drawn at once, each from a
stream of its own, so that planting one changes no row of the background.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from generators.columns import INGESTION, SCENARIO, coded, complete, instants, pool
from generators.filled import TABLES
from generators.ids import guid_column
from generators.life_of_day import PARTS
from generators.mix import ordered, split_at, stamped
from generators.plan import MICROSECONDS_PER_DAY
from generators.population import draw_world
from generators.records import by_table
from generators.requests import instances_of
from generators.streams import stream
from generators.truth import ScenarioTruth, Stage, instant
from transpile.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generators.events import Events
    from generators.life import MakesColumns
    from generators.plan import Plan
    from generators.requests import Instance
    from transpile.schema import TableSchema

# As columns a sign-in takes 600 bytes; this bounds what is in memory beside the events of a day.
ROWS_PER_BATCH = 122_880


@dataclass(frozen=True)
class Batch:
    """Rows of one table on one day (some of them, if they are many), by time and item id."""

    table: str
    day: int
    rows: pa.Table


class Tenant:
    """A generated tenant: its plan, its planted attacks, and its rows as a stream of batches."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._instances = instances_of(plan)
        self._world = draw_world(plan)
        self._planted: dict[str, list[Events]] = {}
        self.scenarios = tuple(
            self._plant(number, instance) for number, instance in enumerate(self._instances, 1)
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are filled."""
        return tuple(TABLES)

    def _plant(self, number: int, instance: Instance) -> ScenarioTruth:
        scenario, world, seed = instance.scenario, self._world, self.plan.seed
        name = f"scenario/{scenario.name}/{instance.variant}"
        start, end = instance.start_us, instance.end_us
        order = stream(seed, f"scenario/{scenario.name}").permutation(world.people)
        victim = int(order[instance.variant % len(order)])
        stage = Stage(world, stream(seed, name), start, end, instance.variant, victim)
        planted = scenario.plant(stage)
        items: dict[str, tuple[str, ...]] = {}
        first, last = self.plan.end_us, self.plan.start_us
        for table, events in (*planted.events, *by_table(planted.records)):
            made = stamped(events, table, stream(seed, f"{name}/{table}"), number)
            made, _ = split_at(ordered(made), self.plan.end_us)
            if not len(made):
                continue
            self._planted.setdefault(table, []).append(made)
            items[table] = tuple(guid_column(made.item).to_pylist())
            first, last = min(first, int(made.time[0])), max(last, int(made.time[-1]))
        return ScenarioTruth(
            number,
            scenario.name,
            scenario.title,
            scenario.severity,
            scenario.techniques,
            planted.entities,
            instant(first),
            instant(last),
            items,
            scenario.benign,
        )

    def batches(self, schemas: Mapping[str, TableSchema]) -> Iterator[Batch]:
        """Every table, day by day; the same rows for the same plan.

        ``schemas`` gives the columns of each table of ``tables``.
        """
        makers = self._makers(schemas)
        waiting: dict[str, list[Events]] = {table: [] for table in TABLES}
        for table, planted in self._planted.items():
            waiting[table] += planted
        for day in range(self.plan.days):
            start = self.plan.start_us + day * MICROSECONDS_PER_DAY
            for table, events in self._background(day, start):
                stamp = stream(self.plan.seed, f"stamp/{table}", day)
                # What precedes the first event of a day by a moment (tickets) stays within it.
                inside = replace(events, time=np.maximum(events.time, start))
                waiting[table].append(stamped(inside, table, stamp))
            for table in TABLES:
                if not waiting[table]:
                    continue
                merged = ordered(type(waiting[table][0]).joined(waiting[table]))
                now, later = split_at(merged, start + MICROSECONDS_PER_DAY)
                waiting[table] = [later] if len(later) else []
                for part in _slices(now):
                    rows = _finished(schemas[table], part, makers[table].columns(part, table))
                    yield Batch(table, day, rows)

    def _makers(self, schemas: Mapping[str, TableSchema]) -> dict[str, MakesColumns]:
        missing = [table for table in TABLES if table not in schemas]
        if missing:
            raise InternalError(f"no schema for {', '.join(missing)}")
        return {name: life.maker(self._world, schemas[name]) for name, life in TABLES.items()}

    def _background(self, day: int, start_us: int) -> list[tuple[str, Events]]:
        return [
            found for part in PARTS for found in part(self._world, self.plan.seed, day, start_us)
        ]


def generate(plan: Plan) -> Tenant:
    """The tenant of a plan.

    Raises:
        PlanError: where the plan asks for scenarios or days that are not there.
    """
    return Tenant(plan)


def _slices(events: Events) -> Iterator[Events]:
    for begin in range(0, len(events), ROWS_PER_BATCH):
        yield events.take(slice(begin, begin + ROWS_PER_BATCH))


def _finished(schema: TableSchema, events: Events, columns: Mapping[str, Any]) -> pa.Table:
    """The whole table: standard columns and the two hidden ones added."""
    count = len(events)
    size = 700 + events.item[:, 2].astype(np.float64) * 9
    standard = {
        "TimeGenerated": instants(events.time),
        "_ItemId": guid_column(events.item),
        "_TimeReceived": instants(events.received),
        "_IsBillable": coded(pool(["True", "False"]), np.zeros(count, np.int32)),
        "_BilledSize": pa.array(size),
        INGESTION: instants(events.ingested),
        SCENARIO: pa.array(events.scenario, pa.uint16()),
    }
    return complete(schema, {**columns, **standard}, count)
