"""The same plan gives the same rows; another seed, others; planting an attack moves nothing else.

Hashes are those of the store, over the rows in the order in which they are written.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generators.filled import TABLES
from generators.plan import Plan
from generators.scenarios import SCENARIOS
from generators.tenant import generate
from lab.store.hashing import TableHash
from tests.unit.generators.rows import of_scenario, rows_of, schemas_of, tenant_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
plans = st.builds(
    Plan,
    days=st.integers(1, 2),
    users=st.integers(1, 8),
    seed=st.integers(0, 2**40),
    scenarios=st.sampled_from(
        [("all",), ("none",), *((name,) for name in SCENARIOS), ("password-guessing:3@1",)]
    ),
)
few = settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])

# Run apart: the number of threads of a process is set before anything is imported.
APART = """
import sys
import pyarrow
pyarrow.set_cpu_count(int(sys.argv[1]))
from generators.plan import Plan
from tests.property.test_generation import hashes
for table, text in sorted(hashes(Plan(days=2, users=5)).items()):
    print(table, text)
"""


def hashes(plan: Plan) -> dict[str, str]:
    """The content hash of every table of a plan, rows made anew."""
    tenant = generate(plan)
    found = {table: TableHash() for table in TABLES}
    for batch in tenant.batches(schemas_of(tenant)):
        found[batch.table].update(batch.rows)
    return {table: running.hexdigest() for table, running in found.items()}


def without_number(rows: pa.Table) -> pa.Table:
    """Rows without the number of their scenario: it counts the requests before it."""
    return decoded(rows.drop_columns(["$scenario"]))


def decoded(rows: pa.Table) -> pa.Table:
    """Rows whose texts are plain, so that tables from different pools compare."""
    return pa.table(
        {
            name: found.cast(pa.string()) if pa.types.is_dictionary(found.type) else found
            for name, found in zip(rows.column_names, rows.columns, strict=True)
        }
    )


def background(plan: Plan) -> Mapping[str, pa.Table]:
    return {table: decoded(of_scenario(rows, 0)) for table, rows in rows_of(plan).items()}


@few
@given(plan=plans)
def test_the_same_plan_gives_the_same_hash(plan: Plan) -> None:
    assert hashes(plan) == hashes(plan)


@few
@given(plan=plans)
def test_another_seed_gives_another_hash_of_every_table(plan: Plan) -> None:
    other = Plan(plan.days, plan.start, plan.users, plan.seed + 1, plan.scenarios)
    one, two = hashes(plan), hashes(other)
    empty = TableHash().hexdigest()
    assert all(one[table] != two[table] or one[table] == empty for table in TABLES)


def test_the_same_hash_on_any_number_of_threads_and_with_any_hash_seed() -> None:
    told = set()
    for threads, seed in (("1", "1"), ("2", "2"), ("7", "random")):
        done = subprocess.run(
            [sys.executable, "-c", APART, threads],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        told.add(done.stdout)
    (text,) = told
    assert [line.split()[0] for line in text.splitlines()] == sorted(TABLES)
    assert text == "".join(f"{t} {h}\n" for t, h in sorted(hashes(Plan(days=2, users=5)).items()))


@pytest.mark.parametrize("name", SCENARIOS)
def test_planting_an_attack_changes_no_row_of_the_background(name: str) -> None:
    plain = background(Plan(days=2, users=9, scenarios=("none",)))
    planted = background(Plan(days=2, users=9, scenarios=(f"{name}:3",)))
    for table in TABLES:
        assert (table in plain) == (table in planted)
        if table in plain:
            assert plain[table].equals(planted[table]), table


@pytest.mark.parametrize("gone", SCENARIOS)
def test_taking_an_attack_away_changes_no_other(gone: str) -> None:
    kept = [name for name in SCENARIOS if name != gone]
    everything = Plan(days=2, users=9, scenarios=(gone, *kept))
    less = Plan(days=2, users=9, scenarios=tuple(kept))
    after = len(tenant_of(everything).scenarios) - len(tenant_of(less).scenarios)
    assert after > 0
    for one in tenant_of(less).scenarios:
        twin = tenant_of(everything).scenarios[one.number - 1 + after]
        assert (twin.name, twin.entities, twin.items) == (one.name, one.entities, one.items)
        for table in one.tables:
            mine = without_number(of_scenario(rows_of(less)[table], one.number))
            its = without_number(of_scenario(rows_of(everything)[table], twin.number))
            assert mine.equals(its)
    assert background(everything)["SecurityEvent"].equals(background(less)["SecurityEvent"])


def test_asking_for_more_of_an_attack_keeps_the_first_ones() -> None:
    few_of = tenant_of(Plan(days=2, users=9, scenarios=("suspicious-api-traffic:2",)))
    more = tenant_of(Plan(days=2, users=9, scenarios=("suspicious-api-traffic:5",)))
    assert more.scenarios[:2] == few_of.scenarios


def test_a_longer_plan_begins_with_the_shorter_one() -> None:
    short, long = (background(Plan(days=days, users=9, scenarios=("none",))) for days in (1, 2))
    for table, rows in short.items():
        assert rows.equals(long[table].slice(0, rows.num_rows)), table
