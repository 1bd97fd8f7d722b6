"""Runs cases: the given rows in a database in memory, the rule at the given instants, compared."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from lab.engines.duckdb import DuckDbEngine
from lab.engines.protocol import EngineError
from lab.errors import IngestError, ReplayError, StoreError
from lab.replay.discovery import asking_runs
from lab.replay.forms import AlertForms, told
from lab.replay.model import RuleOutcome
from lab.replay.prepare import Prepared, axis_of, planned
from lab.replay.runner import Judgement, run_rules
from lab.replay.schedule import runs_of
from lab.replay.window import run_at
from lab.rules.model import RuleFileError
from lab.store.given import GivenLogs
from lab.testing.document import Reading
from lab.testing.expectations import Comparison, GotAlert
from lab.testing.given import Given
from lab.testing.model import CaseOutcome
from transpile.diagnostics import near
from transpile.planning import plan_replay
from transpile.syntax.literals import EPOCH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from lab.replay.model import Alert, RunRecord, ScenarioInfo
    from lab.replay.rowkeys import RowKeys
    from lab.replay.runner import Fired
    from lab.replay.schedule import Horizon
    from lab.replay.strategy import Evaluator
    from lab.replay.window import Run
    from lab.rules.model import Rule
    from lab.settings import Surroundings
    from lab.testing.written import Case, RuleTests
    from transpile.bind.discovery import Answer
    from transpile.pipeline import Bound
    from transpile.schema import SchemaSource

MOST_RUNS = 20_000
# Compiled rules that are kept: mutants of one rule meet every case.
MOST_COMPILED = 500
# How a difference begins that says that a rule does not compile, or fails.
CANNOT_RUN = "the rule cannot run"
# Of runs without an alert, how many are looked at to explain why none came.
MOST_EXPLAINED = 50


@dataclass(frozen=True)
class Recorded:
    """The database that cases take scenarios from."""

    path: Path
    horizon: Horizon
    scenarios: tuple[ScenarioInfo, ...]

    def named(self, name: str) -> tuple[ScenarioInfo, ...]:
        """The scenarios of this name, by number."""
        return tuple(one for one in self.scenarios if one.name == name)


class NobodyJudges:
    """For runs whose truth does not matter."""

    def __call__(
        self,
        prepared: Prepared,
        evaluator: Evaluator,
        keys: RowKeys,
        fired: Sequence[Fired],
        alerts: Sequence[Alert],
        suppressed: frozenset[int],
    ) -> Judgement:
        """Nothing is known."""
        return Judgement(tuple(alerts), known=False)


class CaseRunner:
    """Runs the cases of many rules in one database in memory."""

    def __init__(
        self, schemas: SchemaSource, around: Surroundings, recorded: Recorded | None = None
    ) -> None:
        """Make the database.

        Args:
            schemas: the tables that rules and cases can name.
            around: what ``lab.toml`` names.
            recorded: where scenarios come from; without it cases with a scenario are broken.
        """
        self._schemas = schemas
        self._around = around
        self._recorded = recorded
        self._logs = GivenLogs(None if recorded is None else recorded.path)
        self._engine = DuckDbEngine(self._logs.connection)
        self._compiled: dict[object, Prepared] = {}
        self._last: tuple[Case, ScenarioInfo | None, Given] | None = None

    def close(self) -> None:
        """Give the database up."""
        self._engine.close()
        self._logs.close()

    def __enter__(self) -> CaseRunner:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def run(self, rule: Rule, tests: RuleTests, case: Case) -> list[CaseOutcome]:
        """One case; an outcome for each scenario of the name that it gives, else one."""
        if not case.scenario:
            return [self._one(rule, tests, case, None)]
        found = self._recorded.named(case.scenario) if self._recorded else ()
        if not found:
            return [broken(rule.path, tests.path, case, [self._no_scenario(case)])]
        outcomes = [self._one(rule, tests, case, scenario) for scenario in found]
        if len(found) == 1:
            return outcomes
        return [
            replace(outcome, name=f"{case.name} [scenario {scenario.number}]")
            for outcome, scenario in zip(outcomes, found, strict=True)
        ]

    def _no_scenario(self, case: Case) -> str:
        if self._recorded is None:
            return (
                f"the scenario '{case.scenario}' needs a database: name it with --db "
                "('lab generate' makes one)"
            )
        known = sorted({one.name for one in self._recorded.scenarios})
        hint = near(case.scenario, known) or f"it has {', '.join(known) or 'none'}"
        return f"{self._recorded.path} holds no scenario '{case.scenario}'; {hint}"

    def _one(
        self, rule: Rule, tests: RuleTests, case: Case, scenario: ScenarioInfo | None
    ) -> CaseOutcome:
        began = perf_counter()
        reading = Reading(tests.path)
        try:
            lines, warnings = self._lines(reading, rule, tests, case, scenario)
            reading.checked()
        except RuleFileError as error:
            problems = [str(problem) for problem in error.problems]
            outcome = broken(rule.path, tests.path, case, problems)
        except (EngineError, IngestError, ReplayError, StoreError) as error:
            outcome = broken(rule.path, tests.path, case, [str(error)])
        else:
            outcome = CaseOutcome(
                rule=rule.path,
                tests=tests.path,
                name=case.name,
                line=case.line,
                status="failed" if lines else "passed",
                differences=tuple(lines),
                warnings=tuple(warnings),
            )
        return replace(outcome, seconds=perf_counter() - began)

    def _lines(
        self,
        reading: Reading,
        rule: Rule,
        tests: RuleTests,
        case: Case,
        scenario: ScenarioInfo | None,
    ) -> tuple[list[str], list[str]]:
        """The differences, and remarks that are none."""
        at = _first_instant(case, scenario)
        given = self._given(reading, tests, case, scenario)
        prepared = self._prepared(rule, case, scenario, given)
        if isinstance(prepared, RuleOutcome):
            raise ReplayError(_cannot(prepared))
        given.ensure(prepared.tables)
        runs = self._runs(rule, case, scenario, given, prepared.tables)
        kinds = {column.name: column.type for column in prepared.columns}
        comparison = Comparison(reading, kinds, at)
        if not runs:
            silent = f"no window of the rule holds rows of '{case.scenario}' in {_listed(prepared)}"
            return comparison.differences(case.expected, (), silent), []
        given.fill(self._engine, prepared.plan.externals, self._around)
        (outcome,) = run_rules(
            self._engine,
            [replace(prepared, runs=runs)],
            "run-by-run",
            NobodyJudges(),
            lambda label, done, total: None,
            {},
        )
        if outcome.status != "tested":
            raise ReplayError(_cannot(outcome))
        lines = comparison.differences(
            case.expected,
            _alerts(rule, outcome),
            "" if outcome.alerts else _silence(rule, outcome, given),
        )
        return lines, [
            f"the rule does not read {table.name}, which the case gives"
            for table in case.tables
            if table.name not in prepared.tables and table.rows
        ]

    def _given(
        self, reading: Reading, tests: RuleTests, case: Case, scenario: ScenarioInfo | None
    ) -> Given:
        """The case's tables; those of the last case are kept, for variants of a rule."""
        if self._last is not None and self._last[0] is case and self._last[1] is scenario:
            return self._last[2]
        self._last = None
        numbers: list[int] = []
        if scenario is not None:
            numbers = [0, scenario.number] if case.background else [scenario.number]
        at = _first_instant(case, scenario)
        given = Given(self._logs, self._schemas, tests.schemas, case, at, numbers)
        given.make(reading)
        reading.checked()
        self._last = (case, scenario, given)
        return given

    def _prepared(
        self, rule: Rule, case: Case, scenario: ScenarioInfo | None, given: Given
    ) -> Prepared | RuleOutcome:
        """The compiled rule, once for cases that name alike; columns of data come from the case."""
        key = (rule, given.names)
        if key in self._compiled:
            return self._compiled[key]
        asked = False

        def ask(question: Bound) -> Answer:
            nonlocal asked
            asked = True
            axis = axis_of(rule)
            tables = tuple(plan_replay(question, axis=axis).plain.tables)
            given.ensure(tables)
            runs = self._runs(rule, case, scenario, given, tables)
            answer = asking_runs(
                self._engine,
                rule,
                axis,
                lambda: runs,
                "run-by-run",
                {},
                lambda externals: given.fill(self._engine, externals, self._around),
            )
            return answer(question)

        prepared = planned(rule, given.schemas, ask)
        if isinstance(prepared, Prepared) and not asked:
            if len(self._compiled) >= MOST_COMPILED:
                self._compiled.clear()
            self._compiled[key] = prepared
        return prepared

    def _runs(
        self,
        rule: Rule,
        case: Case,
        scenario: ScenarioInfo | None,
        given: Given,
        tables: Sequence[str],
    ) -> tuple[Run, ...]:
        """When the rule runs: as the case says, else while it sees rows of the scenario."""
        if case.at:
            moments: Sequence[datetime] = case.at
        elif case.span is not None:
            first, last = case.span
            count = (last - first) // rule.frequency + 1
            if count > MOST_RUNS:
                raise ReplayError(f"{count:,} runs are more than a case needs ({MOST_RUNS:,})")
            moments = [first + rule.frequency * number for number in range(count)]
        else:
            span = given.span(tables, scenario.number) if scenario else None
            if self._recorded is None or span is None:
                return ()
            runs = [
                run
                for run in runs_of(rule, self._recorded.horizon)
                if run.from_utc <= span[1] and run.received_to >= span[0]
            ]
            return tuple(replace(run, number=number) for number, run in enumerate(runs, 1))
        return tuple(
            run_at(rule.kind, number, moment, rule.period)
            for number, moment in enumerate(moments, 1)
        )


def broken(rule: str, tests: str, case: Case, lines: Sequence[str]) -> CaseOutcome:
    """A case that could not be run."""
    return CaseOutcome(rule, tests, case.name, case.line, "broken", tuple(lines))


def _first_instant(case: Case, scenario: ScenarioInfo | None) -> datetime:
    if case.at:
        return case.at[0]
    if case.span is not None:
        return case.span[0]
    return EPOCH if scenario is None else scenario.from_utc


def _cannot(outcome: RuleOutcome) -> str:
    return f"{CANNOT_RUN}, it is {outcome.status}: {outcome.why}"


def _alerts(rule: Rule, outcome: RuleOutcome) -> list[GotAlert]:
    forms = AlertForms(rule, outcome.tables)
    return [
        GotAlert(
            at=alert.run.now,
            rows=alert.rows,
            fields=json.loads(told(forms.security_alert(alert))),
        )
        for alert in outcome.alerts
    ]


def _silence(rule: Rule, outcome: RuleOutcome, given: Given) -> str:
    """Why no alert came, in words: what the runs saw, what the query gave."""
    record = _telling(rule, outcome, given)
    run = record.run
    words = {"gt": "more than", "lt": "less than", "eq": "exactly", "ne": "other than"}
    fires = f"{words[rule.trigger_operator]} {rule.trigger_threshold}"
    rows = "1 row" if record.rows == 1 else f"{record.rows:,} rows"
    parts = [f"at {run.now.isoformat()}Z the query gave {rows}, and the rule fires at {fires}"]
    if record.suppressed:
        parts = [f"the run at {run.now.isoformat()}Z was suppressed"]
    elif record.repeated:
        parts = [f"what the run at {run.now.isoformat()}Z found had raised an alert before"]
    for table in outcome.tables:
        there, seen = _seen(rule, run, given, table)
        if not there:
            parts.append(f"{table} has no rows")
        elif there == seen:
            parts.append(f"it saw all {seen:,} rows of {table}")
        else:
            parts.append(
                f"it saw {seen:,} of {there:,} rows of {table}, for its window is "
                f"{run.from_utc.isoformat()}Z to {run.to_utc.isoformat()}Z, and rows must be "
                f"ingested by {run.received_to.isoformat()}Z"
            )
    return "; ".join(parts)


def _telling(rule: Rule, outcome: RuleOutcome, given: Given) -> RunRecord:
    """The run to explain: the one with most result rows; of several the one that saw most."""
    most = max(record.rows for record in outcome.records)
    candidates = [record for record in outcome.records if record.rows == most][:MOST_EXPLAINED]
    return max(
        candidates,
        key=lambda record: sum(_seen(rule, record.run, given, t)[1] for t in outcome.tables),
    )


def _seen(rule: Rule, run: Run, given: Given, table: str) -> tuple[int, int]:
    """How many rows a table has, and how many of them a run sees."""
    return given.seen(table, rule.kind.axis, (run.from_utc, run.to_utc), run.received_to)


def _listed(prepared: Prepared) -> str:
    return ", ".join(prepared.tables) or "no table"
