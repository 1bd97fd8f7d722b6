"""A loaded tenant: types, hashes, truth; imported tables are kept."""

from __future__ import annotations

import gc
import weakref
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from generators.filled import TABLES
from generators.plan import Plan
from generators.tenant import Batch, Tenant, generate
from lab.errors import StoreError
from lab.store import load
from lab.store.ddl import INGESTION, SCENARIO, engine_type, quoted
from lab.store.duckdb import connect_memory, open_read, read_schemas, spill_folder
from lab.store.hashing import TableHash
from lab.store.known import known_tables
from lab.store.load import replace_generated
from lab.store.manifest import read_manifest, read_scenarios
from tests.unit.store.conftest import PLAN, content_of
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from transpile.schema import TableSchema


@pytest.fixture(scope="module")
def con(original: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = open_read(original)
    yield con
    con.close()


tables = pytest.mark.parametrize("table", TABLES)


@tables
def test_columns_have_the_types_of_the_schema(con: duckdb.DuckDBPyConnection, table: str) -> None:
    schema = known_tables()[table]
    found = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = 'ws' AND schema_name = 'main' AND table_name = ? "
        "ORDER BY column_index",
        [table],
    ).fetchall()
    expected = [(schema.physical[n], engine_type(kind)) for n, kind in schema.columns.items()]
    expected += [(INGESTION, "TIMESTAMP"), (SCENARIO, "USMALLINT")]
    assert [(name, kind.replace(", ", ",")) for name, kind in found] == [
        (name, kind.replace(", ", ",")) for name, kind in expected
    ]


@tables
def test_texts_are_never_null(con: duckdb.DuckDBPyConnection, table: str) -> None:
    schema = known_tables()[table]
    names = [
        *(schema.physical[n] for n, kind in schema.columns.items() if kind is KqlType.STRING),
        INGESTION,
        SCENARIO,
        "TimeGenerated",
        "_TimeReceived",
    ]
    counts = ", ".join(f"count({quoted(name)})" for name in names)
    (rows, *present) = con.execute(
        f"SELECT count(*), {counts} FROM ws.main.{quoted(table)}"
    ).fetchall()[0]
    assert rows > 0
    assert {name: n for name, n in zip(names, present, strict=True) if n != rows} == {}


@tables
def test_rows_are_stored_by_time(con: duckdb.DuckDBPyConnection, table: str) -> None:
    (stored,) = zip(
        *con.execute(f"SELECT _ItemId FROM ws.main.{quoted(table)} ORDER BY rowid").fetchall(),
        strict=True,
    )
    (by_time,) = zip(
        *con.execute(
            f"SELECT _ItemId FROM ws.main.{quoted(table)} ORDER BY TimeGenerated, _ItemId"
        ).fetchall(),
        strict=True,
    )
    assert stored == by_time


def test_the_manifest_says_what_is_stored(con: duckdb.DuckDBPyConnection) -> None:
    manifest = read_manifest(con)
    assert (manifest.format, manifest.seed) == (1, PLAN.seed)
    assert manifest.plan == PLAN.to_json()
    assert (manifest.from_utc, manifest.to_utc) == (PLAN.start, PLAN.end)
    assert set(manifest.versions) == {"duckdb", "numpy", "pyarrow", "python"}
    assert set(manifest.tables) == set(TABLES)
    hashes = {table: TableHash() for table in TABLES}
    tenant = generate(PLAN)
    for batch in tenant.batches({table: known_tables()[table] for table in TABLES}):
        hashes[batch.table].update(batch.rows)
    for table, facts in manifest.tables.items():
        found = con.execute(
            f"SELECT count(*), min(TimeGenerated), max(TimeGenerated) FROM ws.main.{quoted(table)}"
        ).fetchone()
        assert found == (facts.rows, facts.from_utc, facts.to_utc)
        assert facts.origin == "generated"
        assert facts.content_hash == hashes[table].hexdigest()


def test_the_truth_is_that_of_the_tenant(con: duckdb.DuckDBPyConnection) -> None:
    scenarios = generate(PLAN).scenarios
    assert len(read_scenarios(con)) == len(scenarios) > 0
    for stored, planted in zip(read_scenarios(con), scenarios, strict=True):
        for field in ("number", "name", "title", "severity", "techniques", "tables", "row_count"):
            assert getattr(stored, field) == getattr(planted, field)
        assert (stored.from_utc, stored.to_utc) == (planted.from_utc, planted.to_utc)
        assert stored.entities == {kind: list(v) for kind, v in planted.entities.items()}
    truth = set(con.execute('SELECT scenario, "table", item_id FROM ws._lab.truth').fetchall())
    marked = {
        (number, table, item)
        for table in TABLES
        for number, item in con.execute(
            f'SELECT "$scenario", _ItemId FROM ws.main.{quoted(table)} WHERE "$scenario" > 0'
        ).fetchall()
    }
    assert marked == {
        (one.number, table, item)
        for one in scenarios
        for table, items in one.items.items()
        for item in items
    }
    benign = {one.number for one in scenarios if one.benign}
    assert benign
    assert truth == {row for row in marked if row[0] not in benign}


def test_schemas_of_what_is_stored_and_what_is_known(con: duckdb.DuckDBPyConnection) -> None:
    schemas = read_schemas(con)
    stored = schemas.table("SigninLogs")
    assert stored is not None
    assert stored.location == ("ws", "main", "SigninLogs")
    assert (stored.has_ingestion, stored.time_column) == (True, "TimeGenerated")
    assert dict(stored.columns) == dict(known_tables()["SigninLogs"].columns)
    known = schemas.table("EmailEvents")
    assert known is not None
    assert known.location == ()
    assert schemas.table("Nonsense") is None


def test_dynamic_columns_can_be_read_by_path(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT CAST(Status.errorCode AS INTEGER), ResultType, "
        "CAST(LocationDetails.geoCoordinates.latitude AS DOUBLE), "
        "CAST(ConditionalAccessPolicies[1].result AS VARCHAR) FROM ws.main.SigninLogs"
    ).fetchall()
    assert all(str(code) == result for code, result, _, _ in rows)
    assert all(-90 < latitude < 90 for _, _, latitude, _ in rows)
    assert all(result in ("success", "failure", "notApplied") for *_, result in rows)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_content_is_the_same_on_any_number_of_threads(
    original: Path, tmp_path: Path, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(**given: Any) -> duckdb.DuckDBPyConnection:
        return connect_memory(**given | {"threads": threads})

    monkeypatch.setattr(load, "connect_memory", connect)
    path = tmp_path / "again.duckdb"
    replace_generated(path, generate(PLAN))
    assert content_of(path) == content_of(original)


def test_small_batches_make_the_same_database(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generators.tenant.ROWS_PER_BATCH", 777)
    path = tmp_path / "again.duckdb"
    replace_generated(path, generate(PLAN))
    assert content_of(path) == content_of(original)


def test_another_plan_replaces_the_tables(database: Path) -> None:
    other = Plan(days=1, users=2, seed=3, start=PLAN.start + timedelta(days=30))
    manifest = replace_generated(database, generate(other))
    assert manifest.from_utc == other.start
    with duckdb.connect(str(database), read_only=True) as opened:
        found = opened.execute("SELECT min(TimeGenerated) FROM SigninLogs").fetchone()
        assert found is not None
        assert found[0] >= other.start
        named = opened.execute("SELECT count(*), count(DISTINCT key) FROM _lab.manifest").fetchone()
        assert named is not None
        assert named[0] == named[1]


def imported(database: Path, table: str) -> None:
    """Add an imported table by hand."""
    with duckdb.connect(str(database)) as opened:
        opened.execute(f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT 1 AS x")
        opened.execute('DELETE FROM _lab.tables WHERE "table" = ?', [table])
        opened.execute(
            "INSERT INTO _lab.tables VALUES (?, 'imported', NULL, 1, NULL, NULL, NULL)", [table]
        )


def test_an_imported_table_is_kept(database: Path) -> None:
    imported(database, "Syslog")
    manifest = replace_generated(database, generate(PLAN))
    assert manifest.tables["Syslog"].origin == "imported"
    with duckdb.connect(str(database), read_only=True) as opened:
        assert opened.execute("SELECT * FROM Syslog").fetchall() == [(1,)]


def test_an_imported_table_in_the_way_is_refused(database: Path) -> None:
    imported(database, "SigninLogs")
    before = content_of(database)
    with pytest.raises(StoreError) as error:
        replace_generated(database, generate(PLAN))
    assert "imported rows in SigninLogs" in str(error.value)
    assert "--replace" in str(error.value)
    assert content_of(database) == before
    manifest = replace_generated(database, generate(PLAN), replace=True)
    assert manifest.tables["SigninLogs"].origin == "generated"


def test_a_generated_table_that_is_made_no_more_goes(database: Path) -> None:
    imported(database, "Old")
    with duckdb.connect(str(database)) as opened:
        opened.execute("UPDATE _lab.tables SET origin = 'generated' WHERE \"table\" = 'Old'")
    assert "Old" not in replace_generated(database, generate(PLAN)).tables


def test_progress_counts_the_days_of_each_table(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    plan = Plan(days=2, users=2)
    replace_generated(
        tmp_path / "p.duckdb", generate(plan), progress=lambda *told: seen.append(told)
    )
    done = [count for _, count, _ in seen]
    assert done == sorted(done)
    assert {total for *_, total in seen} == {done[-1]} == {2 * len(TABLES)}
    assert len(set(done)) == len(done)
    assert {label for label, *_ in seen} >= set(TABLES)


def test_batches_are_let_go_as_soon_as_they_are_written(tmp_path: Path) -> None:
    alive: list[weakref.ref[np.ndarray[Any, Any]]] = []
    most = 0

    class Watched(Tenant):
        def batches(self, schemas: Mapping[str, TableSchema]) -> Iterator[Batch]:
            nonlocal most
            for batch in super().batches(schemas):
                # What a batch is made of lives as long as anything that reads it.
                data = np.arange(batch.rows.num_rows, dtype=np.float64)
                alive.append(weakref.ref(data))
                place = batch.rows.column_names.index("_BilledSize")
                rows = batch.rows.set_column(place, "_BilledSize", pa.array(data))
                del data
                yield Batch(batch.table, batch.day, rows)
                del rows, batch
                gc.collect()
                most = max(most, sum(ref() is not None for ref in alive))

    replace_generated(tmp_path / "p.duckdb", Watched(Plan(days=4, users=3)))
    assert len(alive) > 20
    assert most <= 3


def test_what_does_not_fit_into_memory_lies_beside_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(load, "_MEMORY", "200MB")
    path = tmp_path / "lab.duckdb"
    left = tmp_path / "lab.duckdb.4711.tmp"  # by a process that was killed
    left.mkdir()
    (left / "duckdb_temp_storage-0.tmp").write_text("x")
    names: set[str] = set()

    def progress(label: str, done: int, total: int) -> None:
        names.update(file.name for file in tmp_path.iterdir())
        assert not list((tmp_path / "elsewhere").iterdir())

    replace_generated(path, generate(Plan(days=2, users=150)), progress=progress)
    assert left.name not in names
    assert spill_folder(path).name in names
    assert {file.name for file in tmp_path.iterdir()} == {"lab.duckdb", "elsewhere"}
