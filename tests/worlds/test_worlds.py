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
from lab.replay.alert_tables import ALERT_TABLES, AlertTables
from lab.replay.feedback import Readers, reads_alerts
from lab.replay.incidents import incidents_of
from lab.replay.model import ScenarioInfo
from lab.replay.prepare import Prepared, planned, scheduled
from lab.replay.runner import run_rules
from lab.replay.schedule import Horizon
from lab.replay.strategy import STRATEGIES, strategy_named
from lab.replay.untestable import without_data
from lab.rules.durations import parse_duration
from lab.rules.model import KINDS, AlertOverrides, EntityMapping, IncidentSettings, Rule
from lab.score.metrics import CounterfactualJudge
from lab.score.spans import ScenarioSpans
from lab.store.known import known_tables
from transpile.schema import Tables, TableSchema
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.replay.model import Alert, RuleOutcome

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


def rules_of(world: Any) -> list[Rule]:
    return [rule_of(given) for given in world.get("rules", [world.get("rule")])]


def rule_of(keys: Any) -> Rule:
    given: dict[str, Any] = {
        key: parse_duration(value) if key in DURATIONS else value for key, value in keys.items()
    }
    name = given.pop("name", "world")
    kind = KINDS[given.pop("kind", "Scheduled")]
    if "entities" in given:
        mappings = given["entities"].items()
        given["entities"] = tuple(EntityMapping(sort, tuple(of.items())) for sort, of in mappings)
    if "custom_details" in given:
        given["custom_details"] = tuple(given["custom_details"].items())
    if "overrides" in given:
        given["overrides"] = AlertOverrides(**given["overrides"])
    if "incidents" in given:
        settings: dict[str, Any] = {
            key: parse_duration(value) if key == "lookback" else value
            for key, value in given["incidents"].items()
        }
        given["incidents"] = IncidentSettings(**settings)
    return Rule(id=name, title=name, path=f"{name}.kql", kind=kind, **given)


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


def replay(world: Any, strategy: str) -> dict[str, RuleOutcome]:
    """What becomes of each rule of a world, by name."""
    connection = duckdb.connect(":memory:")
    connection.execute("ATTACH ':memory:' AS ws")
    try:
        stored_tables = {name: stored(connection, name, of) for name, of in world["tables"].items()}
        empty = {name: known_tables()[name] for name in ALERT_TABLES}
        engine = DuckDbEngine(connection)
        tables = AlertTables(engine, Tables({**empty, **stored_tables}))
        horizon = Horizon(*map(at, world["horizon"]))

        def prepare(rule: Rule, schemas: Tables, sizes: Any) -> Prepared | RuleOutcome:
            one = planned(rule, schemas)
            if isinstance(one, Prepared):
                one = without_data(one, sizes)
            return scheduled(one, horizon) if isinstance(one, Prepared) else one

        def run(ready: Any, schemas: Tables, sizes: Any, *, final: bool) -> Iterator[RuleOutcome]:
            generated = frozenset(world["tables"])
            spans = ScenarioSpans(engine, schemas)
            judge = CounterfactualJudge(
                spans,
                scenarios_of(world),
                generated,
                {},
                replayed=tables.absent,
                brief=not final,
            )
            quiet = lambda label, done, total: None  # noqa: E731
            return run_rules(engine, ready, strategy_named(strategy), judge, quiet, sizes)

        rules = rules_of(world)
        first = [prepare(rule, tables.schemas, {}) for rule in rules]
        readers = [rule for rule, one in zip(rules, first, strict=True) if reads_alerts(one)]
        ready = [one for one in first if isinstance(one, Prepared) and not reads_alerts(one)]
        outcomes = list(run(ready, tables.schemas, {}, final=True))
        if readers:
            outcomes += Readers(readers, outcomes, tables, prepare, run).replayed()
        return {Path(outcome.path).stem: outcome for outcome in outcomes}
    finally:
        connection.close()


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("path", WORLDS, ids=lambda path: path.stem)
def test_alerts_are_those_of_the_world(path: Path, strategy: str) -> None:
    world = tomllib.loads(path.read_text(encoding="utf-8"))
    outcomes = replay(world, strategy)
    expected = world["expect"] if "rules" in world else {"world": world["expect"]}
    assert set(expected) == set(outcomes)
    for name, outcome in outcomes.items():
        if strategy == "lifted" and outcome.status == "tested":
            assert outcome.strategy == "lifted", outcome.warnings
        assert_as_expected(outcome, expected[name])


def assert_as_expected(outcome: RuleOutcome, expected: Any) -> None:
    assert outcome.status == expected.get("status", "tested"), outcome.why
    if outcome.status != "tested" or outcome.rule is None:
        return
    fired = [record.run.now for record in outcome.records if record.fired]
    assert fired == [at(time) for time in expected["fired"]]
    true: dict[datetime, set[int]] = {}
    for alert in outcome.alerts:
        if alert.is_true:
            true.setdefault(alert.run.now, set()).update(alert.scenarios)
        assert alert.executed_utc == alert.run.now + outcome.rule.kind.delay
    wanted = expected.get("true", {})
    assert true == {at(time): set(numbers) for time, numbers in wanted.items()}
    if "alerts" in expected:
        assert len(outcome.alerts) == expected["alerts"]
    if "true_alerts" in expected:
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
    assert [one.scenario for one in verdicts if one.detectable] == expected.get("detectable", [])
    assert [one.scenario for one in verdicts if one.missed] == expected.get("missed", [])
    assert [one.scenario for one in verdicts if one.late] == expected.get("late", [])
    for alert, words in zip(outcome.alerts, expected.get("words", outcome.alerts), strict=True):
        assert words in (alert, said(alert))
    if "incidents" in expected:
        incidents = [[one.run.now for one in each.alerts] for each in incidents_of([outcome])]
        assert incidents == [[at(time) for time in times] for times in expected["incidents"]]
    for warning in expected.get("warnings", []):
        assert any(warning in one for one in outcome.warnings), outcome.warnings


def said(alert: Alert) -> str:
    """Title, severity, entities and custom details in one line."""
    entities = [" ".join((one.type, *(value for _, value in one.values))) for one in alert.entities]
    custom = [f"{key}={','.join(values)}" for key, values in alert.details.custom]
    return " | ".join((alert.details.title, alert.details.severity, *entities, *custom))


def test_there_are_worlds() -> None:
    assert len(WORLDS) >= 10
