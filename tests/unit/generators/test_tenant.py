"""Every row of a tenant: its columns, its instants, its place, and to whom it belongs."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest

from generators import life_of_day
from generators import tenant as tenant_module
from generators.background.signins import sign_ins_of_day
from generators.filled import TABLES
from generators.plan import MICROSECONDS_PER_DAY, Plan
from generators.tenant import Batch, generate
from generators.truth import instant
from lab.store.known import known_tables
from tests.unit.generators.rows import HIDDEN, column, of_scenario, rows_of, schemas_of, tenant_of
from transpile.types import KqlType

PLAN = Plan(days=3, users=12)
TEXT = (KqlType.STRING, KqlType.DYNAMIC, KqlType.GUID)
tables = pytest.mark.parametrize("table", TABLES)


@tables
def test_every_column_of_the_schema_then_the_hidden_ones(table: str) -> None:
    schema, rows = known_tables()[table], rows_of(PLAN)[table]
    assert rows.column_names == [*(schema.physical[c] for c in schema.columns), *HIDDEN]
    assert rows.schema.field("$scenario").type == pa.uint16()
    for name, kind in schema.columns.items():
        found = rows.schema.field(schema.physical[name]).type
        found = found.value_type if pa.types.is_dictionary(found) else found
        assert pa.types.is_string(found) == (kind in TEXT), name


@tables
def test_texts_are_never_null_and_dynamics_are_json(table: str) -> None:
    schema, rows = known_tables()[table], rows_of(PLAN)[table]
    for name, kind in schema.columns.items():
        values = rows.column(schema.physical[name])
        if kind is KqlType.STRING:
            assert values.null_count == 0, name
            assert None not in set(values.unique().to_pylist()), name
        if kind is KqlType.DYNAMIC:
            for text in values.unique().to_pylist():
                assert text is None or isinstance(json.loads(text), dict | list), name


@tables
def test_standard_columns(table: str) -> None:
    rows = rows_of(PLAN)[table]
    assert set(column(rows, "Type")) == {table}
    assert len(set(column(rows, "TenantId"))) == 1
    assert set(column(rows, "_IsBillable")) == {"True"}
    assert column(rows, "_BilledSize").min() > 0


@tables
def test_received_after_it_happened_and_ingested_after_that(table: str) -> None:
    rows = rows_of(PLAN)[table]
    happened, received = column(rows, "TimeGenerated"), column(rows, "_TimeReceived")
    assert (received >= happened).all()
    assert (column(rows, "$ingestion") >= received).all()


@tables
def test_rows_lie_within_the_plan_in_canonical_order(table: str) -> None:
    rows = rows_of(PLAN)[table]
    time, item = column(rows, "TimeGenerated"), column(rows, "_ItemId")
    assert time.min() >= PLAN.start_us
    assert time.max() < PLAN.end_us
    assert all(a < b for a, b in pairwise(zip(time.tolist(), item.tolist(), strict=True)))


def test_item_ids_are_unique_over_all_tables() -> None:
    ids = np.concatenate([column(rows, "_ItemId") for rows in rows_of(PLAN).values()])
    assert len(set(ids)) == len(ids)


def test_the_truth_names_the_rows_of_each_scenario() -> None:
    rows, scenarios = rows_of(PLAN), tenant_of(PLAN).scenarios
    assert [one.number for one in scenarios] == list(range(1, len(scenarios) + 1))
    for one in scenarios:
        mine = {table: of_scenario(found, one.number) for table, found in rows.items()}
        items = {table: set(column(part, "_ItemId")) for table, part in mine.items() if len(part)}
        assert items == {table: set(ids) for table, ids in one.items.items()}
        assert one.row_count == sum(len(ids) for ids in items.values()) > 0
        assert one.tables == tuple(sorted(items))
        times = np.concatenate([column(mine[table], "TimeGenerated") for table in items])
        assert one.from_utc == instant(int(times.min()))
        assert one.to_utc == instant(int(times.max()))
        assert PLAN.start <= one.from_utc <= one.to_utc < PLAN.end
        assert one.entities
        assert all(values for values in one.entities.values())
    planted = sum(len(rows_of(PLAN)[t]) - len(of_scenario(rows_of(PLAN)[t], 0)) for t in TABLES)
    assert planted == sum(one.row_count for one in scenarios)


@pytest.mark.parametrize("day", [1, 3])
def test_a_scenario_on_a_day_begins_there(day: int) -> None:
    names = ("password-guessing:4", "suspicious-api-traffic:4", "defender-high-alert:4")
    plan = Plan(days=3, users=12, scenarios=tuple(f"{name}@{day}" for name in names))
    begin = plan.start + timedelta(days=day - 1)
    for one in generate(plan).scenarios:
        assert begin <= one.from_utc < begin + timedelta(days=1)


def test_the_days_are_drawn_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def noted(world: object, seed: int, day: int, start_us: int) -> object:
        drawn.append(day)
        return sign_ins_of_day(world, seed, day, start_us)  # type: ignore[arg-type]

    monkeypatch.setattr(life_of_day, "sign_ins_of_day", noted)
    plan = Plan(days=400, users=3)
    tenant = generate(plan)
    batches = tenant.batches(schemas_of(tenant))
    first = next(batches)
    assert drawn == [0]
    while (batch := next(batches)).day == 0:
        assert batch.rows.num_rows > 0
    assert drawn == [0, 1]
    assert isinstance(first, Batch)


def test_batches_are_days_in_order_each_within_its_day() -> None:
    tenant = generate(PLAN)
    seen: list[tuple[int, int]] = []
    for batch in tenant.batches(schemas_of(tenant)):
        day_start = PLAN.start_us + batch.day * MICROSECONDS_PER_DAY
        time = column(batch.rows, "TimeGenerated")
        assert day_start <= time.min() <= time.max() < day_start + MICROSECONDS_PER_DAY
        seen.append((batch.day, list(TABLES).index(batch.table)))
    assert seen == sorted(seen)
    assert {day for day, _ in seen} == {0, 1, 2}


def test_large_days_come_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tenant_module, "ROWS_PER_BATCH", 1000)
    tenant = generate(PLAN)
    parts: dict[str, list[pa.Table]] = {}
    for batch in tenant.batches(schemas_of(tenant)):
        assert batch.rows.num_rows <= 1000
        parts.setdefault(batch.table, []).append(batch.rows)
    for table, rows in rows_of(PLAN).items():
        joined = pa.concat_tables(parts[table])
        for name in ("_ItemId", "TimeGenerated", "TenantId", "$scenario"):
            assert (column(joined, name) == column(rows, name)).all()


def test_a_tenant_of_one_person_has_every_table() -> None:
    rows = rows_of(Plan(days=1, users=1))
    assert set(rows) == set(TABLES)
