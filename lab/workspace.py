"""``lab.open``: one database with its logs, to query and to replay rules over.

The commands are thin over this module; it opens files, passes the compiler's output to the engine
and puts replay, score and journal together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Self

from lab.engines.asking import asking
from lab.engines.duckdb import DuckDbEngine
from lab.engines.protocol import EngineError
from lab.errors import IngestError, ReplayError
from lab.ingest.external import fill_externals, lacking
from lab.ingest.watchlists import declared
from lab.replay.alert_tables import ALERT_TABLES, AlertTables
from lab.replay.clock import wall_clock
from lab.replay.discovery import asking_runs
from lab.replay.feedback import Readers, reads_alerts
from lab.replay.incidents import incidents_of
from lab.replay.journal import Journal
from lab.replay.lateness import lateness_named, with_lateness
from lab.replay.model import Replay, RuleOutcome, ScenarioInfo
from lab.replay.prepare import Prepared, axis_of, planned, scheduled, untested
from lab.replay.runner import run_rules
from lab.replay.schedule import Horizon, runs_of
from lab.replay.strategy import Strategy, strategy_named
from lab.replay.unchanged import unchanged
from lab.replay.untestable import indicators_alone, without_data
from lab.result import Result, ResultColumn
from lab.rules.loader import LoadedRules, load_rules
from lab.rules.named import named_rule
from lab.score.metrics import CounterfactualJudge
from lab.score.phases import check_phases
from lab.score.spans import ScenarioSpans
from lab.settings import Settings, Surroundings, read_surroundings
from lab.store.duckdb import open_read, read_schemas
from lab.store.functions import saved_functions
from lab.store.known import known_tables
from lab.store.manifest import read_manifest, read_scenarios
from lab.store.watchlists import read_watchlists
from lab.testing.cases import covered_by, file_beside, file_of, read_tests
from lab.testing.folder import known_scenarios, run_tests
from lab.testing.mutants import mutants_of
from lab.testing.mutation import by_cases, by_replay, signature_of
from lab.testing.runner import CaseRunner, Recorded
from transpile.errors import LabError
from transpile.pipeline import bind_kql, compile_kql
from transpile.schema import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from types import TracebackType

    from lab.advice.model import Advice, Alternative
    from lab.replay.clock import Clock
    from lab.rules.model import Rule
    from lab.sweep.model import Sweep
    from lab.testing.model import TestReport
    from lab.testing.mutation import MutationReport
    from lab.why.model import Explanation
    from transpile.pipeline import CompiledResult
    from transpile.schema import ExternalTable, SchemaSource


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A stored table: its rows, origin (``generated`` or ``imported``), span and columns."""

    name: str
    rows: int
    origin: str
    from_utc: datetime | None
    to_utc: datetime | None
    columns: tuple[ResultColumn, ...]


def open(
    path: str | Path = "lab.duckdb",
    *,
    replays: str | Path | None = None,
    memory_limit: str | None = None,
    threads: int | None = None,
    networks: str | Path | None = None,
) -> Workspace:
    """Open a database of logs, read-only.

    Args:
        path: the file that ``lab generate`` or ``lab import`` wrote.
        replays: the file that keeps replays; by default ``<stem>.replays.duckdb`` beside it.
        memory_limit: what the engine may use, in its spelling ("2GB").
        threads: how many threads the engine may use.
        networks: a MaxMind file that says where addresses are; by default the database does.

    Raises:
        StoreError: where the file is missing, locked, no database or of a newer format.
    """
    return Workspace(
        Settings(
            database=Path(path),
            replays=None if replays is None else Path(replays),
            memory_limit=memory_limit,
            threads=threads,
            networks=None if networks is None else Path(networks),
        )
    )


class Workspace:
    """An open database of logs. It is read-only; replays go to a file of their own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        connection = open_read(
            settings.database, memory_limit=settings.memory_limit, threads=settings.threads
        )
        self._engine = DuckDbEngine(connection, networks=settings.networks)
        self._around = read_surroundings(settings.lab_file)
        self._schemas = replace(
            read_schemas(connection),
            functions=saved_functions(self._around.functions),
            watchlists={**read_watchlists(connection), **declared(self._around.watchlists)},
        )
        self._manifest = read_manifest(connection)
        self._scenarios = tuple(read_scenarios(connection))

    def close(self) -> None:
        """Release the files."""
        self._engine.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def __repr__(self) -> str:
        return f"<Workspace {self.settings.database}, {len(self._manifest.tables)} tables>"

    @property
    def schemas(self) -> Tables:
        """The tables that queries can name: the stored ones, and the known that are not loaded."""
        return self._schemas

    @property
    def horizon(self) -> Horizon:
        """The days that the logs cover: those of the plan, or the span of what was imported.

        Raises:
            ReplayError: where there are no logs.
        """
        manifest = self._manifest
        if manifest.from_utc is not None and manifest.to_utc is not None:
            return Horizon(manifest.from_utc, manifest.to_utc)
        first = [one.from_utc for one in manifest.tables.values() if one.from_utc is not None]
        last = [one.to_utc for one in manifest.tables.values() if one.to_utc is not None]
        if not first or not last:
            raise ReplayError(
                f"{self.settings.database} holds no logs; make some with 'lab generate'"
            )
        return Horizon(min(first), max(last))

    def scenarios(self) -> tuple[ScenarioInfo, ...]:
        """The planted scenarios, by number."""
        return tuple(
            ScenarioInfo(
                number=one.number,
                name=one.name,
                title=one.title,
                severity=one.severity,
                from_utc=one.from_utc,
                to_utc=one.to_utc,
                tables=tuple(one.tables),
                techniques=one.techniques,
                entities={kind: tuple(values) for kind, values in one.entities.items()},
                benign=one.benign,
            )
            for one in self._scenarios
        )

    def tables(self) -> tuple[TableInfo, ...]:
        """The stored tables, by name."""
        result = []
        for name, facts in sorted(self._manifest.tables.items()):
            schema = self._schemas.table(name)
            columns = schema.columns if schema is not None else {}
            result.append(
                TableInfo(
                    name=name,
                    rows=facts.rows,
                    origin=facts.origin,
                    from_utc=facts.from_utc,
                    to_utc=facts.to_utc,
                    columns=tuple(ResultColumn(*column) for column in columns.items()),
                )
            )
        return tuple(result)

    def query(
        self,
        kql: str,
        now: datetime | None = None,
        *,
        parameters: Mapping[str, str] | None = None,
    ) -> Result:
        """Run a query; the last result where it has several.

        Args:
            kql: the query.
            now: what ``now()`` is, naive and in UTC; by default the end of the horizon.
            parameters: values of what it declares with ``declare query_parameters``, as texts.

        Raises:
            CompileError: where the query is wrong or cannot be translated faithfully.
            IngestError: where it reads an address that stands for no file, or a file that does not
                fit.
            EngineError: where it fails while it runs.
        """
        return self.query_all(kql, now, parameters=parameters)[-1]

    def query_all(
        self,
        kql: str,
        now: datetime | None = None,
        *,
        parameters: Mapping[str, str] | None = None,
    ) -> tuple[Result, ...]:
        """Run a query; every result in order (several statements, fork and facet give several)."""
        with self._engine.cursor() as cursor:
            ask = asking(cursor, lambda question: self._asked(cursor, question, now))
            compiled = compile_kql(kql, self._schemas, ask, parameters)
            warnings = tuple(warning.message for warning in compiled.warnings)
            for one in compiled.results:
                cursor.register(one.kernels)
                fill_externals(cursor, one.externals, self._around)
            return tuple(
                Result(
                    [ResultColumn(column.name, column.type) for column in one.columns],
                    cursor.fetch(one.sql("duckdb"), self._ad_hoc(one, now)),
                    warnings=warnings,
                    render=one.render,
                    name=one.name,
                )
                for one in compiled.results
            )

    def _asked(
        self, engine: DuckDbEngine, query: CompiledResult, now: datetime | None
    ) -> dict[str, datetime | int]:
        fill_externals(engine, query.externals, self._around)
        return self._ad_hoc(query, now)

    def _ad_hoc(self, query: CompiledResult, now: datetime | None) -> dict[str, datetime | int]:
        if "now" not in query.parameters:
            return {}
        if now is not None and now.tzinfo is not None:
            raise ReplayError(f"now must be naive and in UTC, not {now.isoformat()}")
        return {"now": self.horizon.to_utc if now is None else now}

    def check(self, folder: str | Path) -> CheckReport:
        """Compile every rule in a folder against these tables, without running any."""
        return check_rules(Path(folder), self._schemas, self._around)

    def test(
        self,
        folder: str | Path,
        *,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> TestReport:
        """Run the tests that lie beside the rules of a folder, with the scenarios of this database.

        Args:
            folder: a folder of rules, one rule, or one file of tests.
            progress: called with a path, how many files are done, and how many there are.

        Raises:
            RuleError: where there is nothing to read.
        """
        recorded = Recorded(self.settings.database, self.horizon, self.scenarios())
        return run_tests(Path(folder), self._schemas, self._around, recorded, progress)

    def mutate(
        self,
        rule: str | Path,
        *,
        replay: bool = False,
        most: int = 200,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> MutationReport:
        """Small slips in a rule, and which of them nothing notices.

        Args:
            rule: a file; where it holds several rules, ``file#id``.
            replay: try them on these logs, not on the cases of the rule's tests.
            most: at most so many.
            progress: called with what is tried, how many are done, and how many there are.

        Raises:
            RuleError: where there is no such rule, or its own cases do not pass.
        """
        if not replay:
            recorded = Recorded(self.settings.database, self.horizon, self.scenarios())
            return _mutated(str(rule), self._schemas, self._around, recorded, most, progress)
        root, one = named_rule(str(rule))
        with self._engine.cursor() as cursor:
            replayed = self._replayer(cursor, covered_by(root, [one])[0])
            return by_replay(
                one,
                mutants_of(one, most),
                lambda mutant: signature_of(replayed(mutant)),
                f"{self.settings.database}",
                progress or _quiet,
            )

    def _replayer(
        self, engine: DuckDbEngine, covers: Mapping[str, Sequence[str]]
    ) -> Callable[[Rule], RuleOutcome]:
        """Replays variants of rules, one at a time, judged alike."""
        spans = ScenarioSpans(engine, self._schemas)
        judge = CounterfactualJudge(spans, self.scenarios(), self._generated, covers)

        def replayed(rule: Rule) -> RuleOutcome:
            (outcome,) = self._tried(engine, [rule], judge)
            return outcome

        return replayed

    def replay(
        self,
        folder: str | Path,
        strategy: str = "auto",
        *,
        from_utc: datetime | None = None,
        to_utc: datetime | None = None,
        phases: int = 1,
        lateness: str = "default",
        keep: bool = True,
        clock: Clock = wall_clock,
        progress: Callable[[str, int, int], None] | None = None,
        since: Replay | None = None,
    ) -> Replay:
        """Replay every rule in a folder at every one of its runs, scored against the truth.

        Args:
            folder: a folder of rules, or one file.
            strategy: ``auto``, ``lifted``, ``hoisted`` or ``run-by-run``; same results.
            from_utc: replay only from here on, within the horizon.
            to_utc: replay only up to here.
            phases: at how many phases of its schedule each rule is tried on the attacks.
            lateness: ``none``, ``default`` or a factor: how late rows arrive.
            keep: whether to write it to the file that keeps replays.
            clock: dates the entry in that file, nothing else.
            progress: called with a rule's path, how many runs are done, and how many there are.
            since: an earlier replay of this folder with the same options: rules that are as they
                were then are taken from it.

        Raises:
            ReplayError: where nothing can be replayed as asked.
            RuleError: where the folder cannot be read or holds no file.
            StoreError: where the replay could not be kept; raised before the work begins.
        """
        chosen = strategy_named(strategy)
        scale = lateness_named(lateness)
        check_phases(phases)
        began, started_utc = perf_counter(), clock()
        loaded = load_rules(Path(folder))
        horizon = self.horizon.narrowed(from_utc, to_utc)
        with self._engine.cursor() as cursor:
            journal = Journal(cursor, self.settings.replays_file) if keep else None
            if journal is not None:
                journal.check()
            schemas = with_lateness(cursor, self._schemas, scale)
            names = known_scenarios(one.name for one in self._scenarios)
            covers, unreadable = covered_by(_root(Path(folder)), loaded.rules, names)
            known, left = unchanged(since, tuple(_distinct(loaded.rules)), covers)
            asked = replace(loaded, rules=left)
            outcomes = self._replay(
                cursor, schemas, asked, horizon, chosen, phases, covers, known, progress or _quiet
            )
            result = Replay(
                horizon=horizon,
                strategy=strategy,
                rules=outcomes,
                incidents=incidents_of(outcomes),
                scenarios=self.scenarios(),
                skipped=tuple(str(one) for one in loaded.skipped),
                seconds=perf_counter() - began,
                warnings=unreadable,
            )
            if journal is None:
                return result
            try:
                number = journal.keep(result, self.settings.database, started_utc)
            except LabError as error:
                # The work is done and worth showing, though another process took the file.
                lost = f"this replay was not kept: {error}"
                return replace(result, warnings=(*result.warnings, lost))
            return replace(result, number=number)

    def _replay(
        self,
        engine: DuckDbEngine,
        schemas: Tables,
        loaded: LoadedRules,
        horizon: Horizon,
        strategy: Strategy,
        phases: int,
        covers: Mapping[str, Sequence[str]],
        known: Sequence[RuleOutcome],
        progress: Callable[[str, int, int], None],
    ) -> tuple[RuleOutcome, ...]:
        tables = AlertTables(engine, schemas)
        spans = ScenarioSpans(engine, tables.schemas)
        planted = self.scenarios()

        def prepare(
            rule: Rule, schemas: Tables, sizes: Mapping[str, int]
        ) -> Prepared | RuleOutcome:
            rows = {**self._sizes, **sizes}
            one = self._prepared(engine, schemas, rule, horizon, strategy, rows)
            if isinstance(one, Prepared):
                self._fill(engine, [one])
            return one

        def run(
            ready: Sequence[Prepared], schemas: Tables, sizes: Mapping[str, int], *, final: bool
        ) -> Iterator[RuleOutcome]:
            now = spans.again(schemas, ALERT_TABLES)
            judge = CounterfactualJudge(
                now,
                planted,
                self._generated,
                covers,
                phases,
                replayed=tables.absent,
                brief=not final,
            )
            rows = {**self._sizes, **sizes}
            found = run_rules(engine, ready, strategy, judge, progress, rows)
            return map(indicators_alone, found)

        ready, unready = self._ready(engine, tables.schemas, loaded, horizon, strategy)
        outcomes = [*known, *(one for one in unready if not reads_alerts(one))]
        alone = [one for one in ready if not reads_alerts(one)]
        outcomes += run(alone, tables.schemas, {}, final=True)
        every: list[Prepared | RuleOutcome] = [*ready, *unready]
        readers = [one.rule for one in every if one.rule is not None and reads_alerts(one)]
        if readers:
            outcomes += Readers(readers, outcomes, tables, prepare, run).replayed()
        return tuple(sorted(outcomes, key=lambda outcome: outcome.path))

    @property
    def _sizes(self) -> dict[str, int]:
        return {name: facts.rows for name, facts in self._manifest.tables.items()}

    @property
    def _generated(self) -> frozenset[str]:
        """The tables whose truth is known."""
        tables = self._manifest.tables.items()
        return frozenset(name for name, facts in tables if facts.origin == "generated")

    def _ready(
        self,
        engine: DuckDbEngine,
        schemas: Tables,
        loaded: LoadedRules,
        horizon: Horizon,
        strategy: Strategy,
    ) -> tuple[list[Prepared], list[RuleOutcome]]:
        """The rules that can run, and the outcomes of the others."""
        outcomes = [
            RuleOutcome(path=one.path, title=one.path, status="invalid", why=one.reason)
            for one in loaded.invalid
        ]
        ready: list[Prepared] = []
        for rule in _distinct(loaded.rules):
            one = self._prepared(engine, schemas, rule, horizon, strategy, self._sizes)
            if isinstance(one, Prepared):
                ready.append(one)
            else:
                outcomes.append(one)
        self._fill(engine, ready)
        return ready, outcomes

    def _prepared(
        self,
        engine: DuckDbEngine,
        schemas: Tables,
        rule: Rule,
        horizon: Horizon,
        strategy: Strategy,
        sizes: Mapping[str, int],
    ) -> Prepared | RuleOutcome:
        """The rule, ready to run, or its outcome."""

        def fill(tables: Iterable[ExternalTable]) -> None:
            fill_externals(engine, tables, self._around)

        runs = cache(partial(runs_of, rule, horizon))
        ask = asking_runs(engine, rule, axis_of(rule), runs, strategy, sizes, fill)
        try:
            one = readable(planned(rule, schemas, ask), self._around)
        except EngineError as error:  # it failed to say which columns there are
            return untested(rule, "failed", str(error))
        except IngestError as error:
            return untested(rule, "blind", str(error))
        if isinstance(one, Prepared):
            one = without_data(one, sizes)
        return scheduled(one, horizon) if isinstance(one, Prepared) else one

    def _fill(self, engine: DuckDbEngine, ready: Sequence[Prepared]) -> None:
        """Make the tables that lie in files."""
        fill_externals(
            engine, (table for one in ready for table in one.plan.externals), self._around
        )

    def advise(self, rule: str | Path, *, phases: int = 5) -> Advice:
        """What a rule could do about late rows: its alternatives, replayed and compared.

        Args:
            rule: a file; where it holds several rules, ``file#id``.
            phases: at how many phases of its schedule each is tried on the attacks.

        Raises:
            ReplayError: for a rule that cannot run.
            RuleError: where the file holds no rule, or several.
        """
        from lab.advice.advise import advise
        from lab.advice.alternatives import alternatives
        from lab.advice.shape import shape_of
        from lab.score.spans import lateness_below
        from lab.why.asked import only_rule

        check_phases(phases)
        file, _, wanted = str(rule).partition("#")
        loaded = load_rules(Path(file))
        with self._engine.cursor() as cursor:
            ready, outcomes = self._ready(cursor, self._schemas, loaded, self.horizon, "auto")
            one = only_rule(file, wanted, ready, outcomes)
            covers, _ = covered_by(_root(Path(file)), [one.rule])
            spans = ScenarioSpans(cursor, self._schemas)
            judge = CounterfactualJudge(spans, self.scenarios(), self._generated, covers, phases)

            def replay(alternative: Alternative) -> RuleOutcome:
                (outcome,) = self._tried(cursor, [alternative.rule], judge)
                return outcome

            late_by = lateness_below(cursor, self._schemas, one.tables, 0.99)
            return advise(
                shape_of(bind_kql(one.rule.query, self._schemas).root, one.rule),
                alternatives(one.rule, late_by),
                replay,
                phases=phases,
                late_by=late_by,
            )

    def sweep(
        self,
        rule: str | Path,
        *,
        at: str = "",
        values: Sequence[str] = (),
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Sweep:
        """How alerts, detections and delay move with a rule's thresholds, counts and lists.

        Args:
            rule: a file; where it holds several rules, ``file#id``.
            at: which literal: its number, the name of its let, ``trigger``, or text around it;
                each in turn by default.
            values: what to move it to, as KQL writes it; by default some around the present value.
            progress: called with a variant, how many runs are done, and how many there are.

        Raises:
            ReplayError: for a rule that cannot run, a literal that is not there, or values that it
                cannot have.
            RuleError: where the file holds no rule, or several.
        """
        from lab.sweep.sweep import sweep
        from lab.why.asked import only_rule

        file, _, wanted = str(rule).partition("#")
        loaded = load_rules(Path(file))
        with self._engine.cursor() as cursor:
            ready, outcomes = self._ready(cursor, self._schemas, loaded, self.horizon, "auto")
            one = only_rule(file, wanted, ready, outcomes).rule
            covers, _ = covered_by(_root(Path(file)), [one])
            spans = ScenarioSpans(cursor, self._schemas)

            def replay(rules: Sequence[Rule]) -> list[RuleOutcome]:
                variants = [
                    replace(variant, path=f"{one.path} ({number})")
                    for number, variant in enumerate(rules, 1)
                ]
                meant = {variant.path: covers[one.path] for variant in variants if covers}
                judge = CounterfactualJudge(spans, self.scenarios(), self._generated, meant)
                return self._tried(cursor, variants, judge, progress or _quiet)

            length = self.horizon.length
            return sweep(one, replay, days=length / timedelta(days=1), at=at, values=values)

    def _tried(
        self,
        engine: DuckDbEngine,
        rules: Sequence[Rule],
        judge: CounterfactualJudge,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> list[RuleOutcome]:
        """Replay variants of rules, each with a path of its own; their outcomes in order."""
        asked = LoadedRules(tuple(rules), (), ())
        able, unable = self._ready(engine, self._schemas, asked, self.horizon, "auto")
        found = run_rules(engine, able, "auto", judge, progress or _quiet, self._sizes)
        by_path = {outcome.path: outcome for outcome in (*unable, *found)}
        return [by_path[rule.path] for rule in rules]

    def why(self, rule: str | Path, scenario: str) -> tuple[Explanation, ...]:
        """Why a rule found an attack, or what kept it from it.

        Args:
            rule: a file; where it holds several rules, ``file#id``.
            scenario: a number of ``lab scenarios``, or a name: then each of that name.

        Raises:
            ReplayError: for a scenario that is not planted, or a rule that cannot run.
            RuleError: where the file holds no rule, or several.
        """
        from lab.why.asked import chosen_scenarios, only_rule
        from lab.why.explain import explain

        chosen = chosen_scenarios(scenario, self.scenarios())
        file, _, wanted = str(rule).partition("#")
        loaded = load_rules(Path(file))
        with self._engine.cursor() as cursor:

            def fill(tables: Iterable[ExternalTable]) -> None:
                fill_externals(cursor, tables, self._around)

            ready, outcomes = self._ready(cursor, self._schemas, loaded, self.horizon, "auto")
            one = only_rule(file, wanted, ready, outcomes)
            spans = ScenarioSpans(cursor, self._schemas)
            covers = {one.rule.path: tuple(found.name for found in chosen)}
            judge = CounterfactualJudge(spans, self.scenarios(), self._generated, covers)
            (outcome,) = run_rules(cursor, [one], "auto", judge, _quiet, self._sizes)
            if outcome.status != "tested":
                raise ReplayError(f"{one.rule.path}: {outcome.why}")
            by_number = {span.number: span for span in spans.of(one.tables)}
            return tuple(
                explain(
                    cursor, self._schemas, fill, one, outcome, found, by_number.get(found.number)
                )
                for found in chosen
            )


@dataclass(frozen=True)
class CheckReport:
    """What compiling a folder of rules gave.

    ``rules`` are in order of path with status ``compiled`` where the query compiles, ``blind``,
    ``refused`` or ``invalid``; ``rendered`` of a refused one shows the places with carets.
    """

    rules: tuple[RuleOutcome, ...]
    skipped: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether some file is invalid or refused."""
        return any(outcome.status in ("invalid", "refused") for outcome in self.rules)


def readable(one: Prepared | RuleOutcome, around: Surroundings) -> Prepared | RuleOutcome:
    """The rule, or that it is blind: it reads an address that stands for no file."""
    if not isinstance(one, Prepared):
        return one
    wrong = lacking(one.plan.externals, around)
    return untested(one.rule, "blind", "; ".join(wrong)) if wrong else one


def check_rules(
    folder: Path, schemas: SchemaSource, around: Surroundings | None = None
) -> CheckReport:
    """Compile every rule in a folder, without running any; no database is needed."""
    loaded = load_rules(folder)
    outcomes = [
        RuleOutcome(path=one.path, title=one.path, status="invalid", why=one.reason)
        for one in loaded.invalid
    ]
    for rule in _distinct(loaded.rules):
        one = readable(planned(rule, schemas), around or Surroundings())
        outcomes.append(one.compiles() if isinstance(one, Prepared) else one)
    return CheckReport(
        tuple(sorted(outcomes, key=lambda outcome: outcome.path)),
        tuple(str(one) for one in loaded.skipped),
    )


def rule_tests(
    folder: str | Path, *, progress: Callable[[str, int, int], None] | None = None
) -> TestReport:
    """Run the tests that lie beside the rules of a folder; no database is needed.

    Raises:
        RuleError: where there is nothing to read.
    """
    around = read_surroundings(Settings().lab_file)
    return run_tests(Path(folder), assumed_schemas(), around, progress=progress)


def mutate_rule(
    rule: str | Path,
    *,
    most: int = 200,
    progress: Callable[[str, int, int], None] | None = None,
) -> MutationReport:
    """Small slips in a rule, and which of them none of its cases notices; no database is needed.

    Raises:
        RuleError: where there is no such rule, or its own cases do not pass.
    """
    around = read_surroundings(Settings().lab_file)
    return _mutated(str(rule), assumed_schemas(), around, None, most, progress)


def _mutated(
    asked: str,
    schemas: SchemaSource,
    around: Surroundings,
    recorded: Recorded | None,
    most: int,
    progress: Callable[[str, int, int], None] | None,
) -> MutationReport:
    root, rule = named_rule(asked)
    file = file_beside(file_of(root / rule.path))
    documents = () if file is None else read_tests(file, file.name)
    with CaseRunner(schemas, around, recorded) as runner:
        return by_cases(rule, documents, mutants_of(rule, most), runner, progress or _quiet)


def assumed_schemas() -> Tables:
    """The known tables as if all were loaded: what a query compiles to, without a database."""
    around = read_surroundings(Settings().lab_file)
    return Tables(
        {
            name: replace(table, location=("ws", "main", name), has_ingestion=True)
            for name, table in known_tables().items()
        },
        saved_functions(around.functions),
        declared(around.watchlists),
    )


def _distinct(rules: Sequence[Rule]) -> Iterator[Rule]:
    """The rules, each under a path of its own though parts of a file may have the same name."""
    seen: Counter[str] = Counter()
    for rule in rules:
        seen[rule.path] += 1
        again = seen[rule.path] > 1
        yield replace(rule, path=f"{rule.path}#{seen[rule.path]}") if again else rule


def _root(folder: Path) -> Path:
    """The folder that the paths of rules begin at."""
    return folder.parent if folder.is_file() else folder


def _quiet(rule: str, done: int, total: int) -> None:
    """Show no progress."""
