"""Replays each world of this folder by every strategy (README.md says what a world is)."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.replay.model import ScenarioInfo
from lab.replay.prepare import Prepared, planned, scheduled
from lab.replay.runner import run_rules
from lab.replay.schedule import Horizon
from lab.replay.strategy import STRATEGIES, strategy_named
from lab.rules.durations import parse_duration
from lab.rules.model import KINDS, EntityMapping, Rule
from lab.score.metrics import CounterfactualJudge
from lab.score.spans import ScenarioSpans
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from lab.replay.model import RuleOutcome

WORLDS = sorted(Path(__file__).parent.glob("*.toml"))
DURATIONS = ("frequency", "period", "suppression")
ARROW = {
    KqlType.INT: pa.int32(),
    KqlType.LONG: pa.int64(),
    KqlType.REAL: pa.float64(),
    KqlType.STRING: pa.string(),
    KqlType.BOOL: pa.bool_(),
    KqlType.DATETIME: pa.timestamp("us"),
}


def at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{time}")


def stored(connection: duckdb.DuckDBPyConnection, name: str, table: Any) -> TableSchema:
    """Create a table of a world as the store would, and describe it."""
    columns: dict[str, KqlType] = {"TimeGenerated": KqlType.DATETIME}
    for column, spelling in table["columns"].items():
        kind = type_named(spelling)
        assert kind is not None, spelling
        columns[column] = kind
    hidden = {"$ingestion": pa.timestamp("us"), "$scenario": pa.uint16()}
    rows = [[at(row[0]), *row[3:], at(row[1]) if row[1] else None, row[2]] for row in table["rows"]]
    kinds = [*(ARROW[kind] for kind in columns.values()), *hidden.values()]
    arrays = [pa.array([row[index] for row in rows], type=kind) for index, kind in enumerate(kinds)]
    incoming = pa.table(arrays, names=[*columns, *hidden])
    connection.register("incoming", incoming)
    connection.execute(f'CREATE TABLE ws.main."{name}" AS FROM incoming')
    connection.unregister("incoming")
    return TableSchema(
        name,
        columns,
        time_column="TimeGenerated",
        location=("ws", "main", name),
        has_ingestion=True,
    )


def rule_of(world: Any) -> Rule:
    given: dict[str, Any] = {
        key: parse_duration(value) if key in DURATIONS else value
        for key, value in world["rule"].items()
    }
    kind = KINDS[given.pop("kind", "Scheduled")]
    mappings = given.pop("entities", {})
    entities = tuple(EntityMapping(sort, tuple(of.items())) for sort, of in mappings.items())
    return Rule(id="world", title="world", path="world.kql", kind=kind, entities=entities, **given)


def scenarios_of(world: Any) -> list[ScenarioInfo]:
    """Those whose numbers stand in the rows; what only looks like an attack is listed as such."""
    tables: dict[int, set[str]] = {}
    for name, table in world["tables"].items():
        for row in table["rows"]:
            tables.setdefault(row[2], set()).add(name)
    first, last = map(at, world["horizon"])
    said = world.get("scenarios", {})
    return [
        ScenarioInfo(
            number,
            f"s{number}",
            f"s{number}",
            "High",
            first,
            last,
            tuple(tables[number]),
            **said.get(str(number), {}),
        )
        for number in sorted(tables.keys() - {0})
    ]


def replay(world: Any, strategy: str) -> RuleOutcome:
    connection = duckdb.connect(":memory:")
    connection.execute("ATTACH ':memory:' AS ws")
    try:
        schemas = Tables(
            {name: stored(connection, name, table) for name, table in world["tables"].items()}
        )
        ready = planned(rule_of(world), schemas)
        assert isinstance(ready, Prepared), ready
        ready = scheduled(ready, Horizon(*map(at, world["horizon"])))
        assert isinstance(ready, Prepared), ready
        engine = DuckDbEngine(connection)
        judge = CounterfactualJudge(
            ScenarioSpans(engine, schemas), scenarios_of(world), frozenset(world["tables"]), {}
        )
        quiet = lambda label, done, total: None  # noqa: E731
        (outcome,) = run_rules(engine, [ready], strategy_named(strategy), judge, quiet, {})
        return outcome
    finally:
        connection.close()


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("path", WORLDS, ids=lambda path: path.stem)
def test_alerts_are_those_of_the_world(path: Path, strategy: str) -> None:
    world = tomllib.loads(path.read_text(encoding="utf-8"))
    expected = world["expect"]
    outcome = replay(world, strategy)
    assert outcome.status == "tested", outcome.why
    if strategy == "lifted":
        assert outcome.strategy == "lifted", outcome.warnings
    fired = [record.run.now for record in outcome.records if record.fired]
    assert fired == [at(time) for time in expected["fired"]]
    true: dict[datetime, set[int]] = {}
    for alert in outcome.alerts:
        if alert.is_true:
            true.setdefault(alert.run.now, set()).update(alert.scenarios)
        assert alert.executed_utc == alert.run.now + rule_of(world).kind.delay
    assert true == {at(time): set(numbers) for time, numbers in expected["true"].items()}
    if "alerts" in expected:
        assert len(outcome.alerts) == expected["alerts"]
        assert outcome.true_alerts == expected["true_alerts"]
    if "classes" in expected:
        assert [alert.classification for alert in outcome.alerts] == expected["classes"]
    if "right_entity" in expected:
        found = ["" if a.right_entity is None else a.right_entity for a in outcome.alerts]
        assert found == expected["right_entity"]
    if "repeats" in expected:
        assert [alert.repeats for alert in outcome.alerts] == expected["repeats"]
    for number, moments in expected.get("delays", {}).items():
        (verdict,) = (one for one in outcome.verdicts if one.scenario == int(number))
        parts = verdict.delays
        assert parts is not None
        assert [at(moment) for moment in moments] == [
            parts.possible_utc,
            parts.ingested_utc,
            parts.anchor_utc,
            parts.executed_utc,
        ]
        assert verdict.seconds_to_detect == parts.total_s
        assert parts.ingestion_s + parts.waiting_s + parts.execution_s == parts.total_s
    verdicts = outcome.verdicts
    assert [one.scenario for one in verdicts if one.detectable] == expected["detectable"]
    assert [one.scenario for one in verdicts if one.missed] == expected["missed"]
    assert [one.scenario for one in verdicts if one.late] == expected["late"]


def test_there_are_worlds() -> None:
    assert len(WORLDS) >= 10
