"""How much faster a replay is than one query per run, on real detections, and what it costs.

    python -m tests.bench.replays [--rows 2000000] [--only reference,a,b,truth,memory] [--json]

Generates a tenant of two days with at least that many sign-ins (and one of 14 days with ten times
as many rows for ``memory``) into ``--folder``, where it is kept for the next time, and replays

* ``reference``: the rule that the lab exists for, verbatim, every 5 minutes;
* ``a``: the first 100 queries of the detections corpus by id that have no schedule, read ``ago()``
  or ``now()``, and read generated tables alone, every 5 minutes; as period the widest ``ago()``;
* ``b``: those with a schedule that read generated tables alone, as scheduled;
* ``truth``: set a with counterfactual verdicts and without;
* ``memory``: set a over 14 days every hour, in a process of its own, for its peak.

One query per run is too slow to do whole: some runs of each rule, spread evenly, stand for all
(``--sample``), and their rows are compared with those of the replay. Only ratios travel between
machines.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from lab.cli.generate import generate
from lab.replay.alerts import fires
from lab.replay.runner import Judgement, run_rules
from lab.replay.strategy import Evaluator
from lab.rules.loader import load_rules
from lab.score.metrics import CounterfactualJudge
from lab.score.spans import ScenarioSpans
from lab.settings import Settings
from lab.workspace import Workspace
from tests.shared import ROOT, SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lab.engines.duckdb import DuckDbEngine
    from lab.replay.model import Alert, RuleOutcome
    from lab.replay.prepare import Prepared
    from lab.replay.rowkeys import RowKeys
    from lab.replay.runner import Fired, Judge
    from lab.replay.window import Run

DAYS, LONG_DAYS = 2, 14
USUAL_ROWS, LONG_FACTOR = 2_000_000, 10
SIGN_INS = "AADNonInteractiveUserSignInLogs"
# Rows that a person leaves in a day: of that table, and of all tables together.
SIGN_INS_PER_DAY, ROWS_PER_DAY = 62, 100
SET_A_SIZE = 100
READS_NOW = re.compile(r"\b(ago|now)\s*\(")
# After these many seconds of run by run, a sample of these many runs of the rule is enough.
ENOUGH_SECONDS, ENOUGH_RUNS = 3.0, 3
PARTS = ("reference", "a", "b", "truth", "memory")


@dataclass
class Compared:
    """One rule: the seconds of its replay, and what one query per run would have taken.

    ``sampled`` runs of it were really evaluated one by one, and ``differ`` tells where those gave
    other rows.
    """

    path: str
    strategy: str
    runs: int
    fired: int
    seconds: float
    sampled: int
    run_by_run: float
    differ: list[str] = field(default_factory=list)

    @property
    def factor(self) -> float:
        """How many times faster the replay was."""
        return self.run_by_run / max(self.seconds, 1e-6)


class Sampling:
    """In place of the judge: some runs of each rule again, one query each, and equal rows."""

    def __init__(self, engine: DuckDbEngine, sample: int) -> None:
        self._engine = engine
        self._sample = sample
        self.seconds = 0.0
        self.found: dict[str, tuple[int, float, list[str]]] = {}

    def __call__(
        self,
        prepared: Prepared,
        evaluator: Evaluator,
        keys: RowKeys,
        fired: Sequence[Fired],
        alerts: Sequence[Alert],
        suppressed: frozenset[int],
    ) -> Judgement:
        """No judgement; the comparison is kept."""
        began = perf_counter()
        alone = Evaluator(self._engine, prepared.plan, "run-by-run", 1)
        known = {one.run.number: one for one in fired}
        spent, done = 0.0, 0
        differ: list[str] = []
        for run in spread(prepared.runs, self._sample):
            (batch,) = alone.evaluate([run])
            spent += batch.seconds
            done += 1
            expected = known.get(run.number)
            if expected is None:
                if fires(prepared.rule, batch.count(0)) and run.number not in suppressed:
                    differ.append(f"{run.now}: {batch.count(0)} rows, the replay did not fire")
            elif not np.array_equal(np.sort(expected.rows), np.sort(keys.of(batch.rows))):
                differ.append(f"{run.now}: {batch.count(0)} rows, {expected.count} in the replay")
            if spent > ENOUGH_SECONDS and done >= ENOUGH_RUNS:
                break
        self.found[prepared.rule.path] = (done, spent * len(prepared.runs) / done, differ)
        self.seconds += perf_counter() - began
        return Judgement(tuple(alerts), known=False)


def unjudged(
    prepared: Prepared,
    evaluator: Evaluator,
    keys: RowKeys,
    fired: Sequence[Fired],
    alerts: Sequence[Alert],
    suppressed: frozenset[int],
) -> Judgement:
    """In place of the judge: alerts as they are."""
    return Judgement(tuple(alerts), known=False)


class Bench(Workspace):
    """A workspace that tells apart what a replay does."""

    def replayed(
        self, folder: Path, judge_of: Callable[[DuckDbEngine], Judge]
    ) -> tuple[list[RuleOutcome], dict[str, float]]:
        """Rules prepared, then run and judged; the seconds of both."""
        with self._engine.cursor() as cursor:
            began = perf_counter()
            ready, outcomes = self._ready(
                cursor, self._schemas, load_rules(folder), self.horizon, "auto"
            )
            prepared = perf_counter()
            judge = judge_of(cursor)
            outcomes += run_rules(cursor, ready, "auto", judge, _told, self._sizes)
            seconds = {"prepare_s": prepared - began, "run_s": perf_counter() - prepared}
        return sorted(outcomes, key=lambda one: one.path), seconds

    def counterfactual(self, engine: DuckDbEngine) -> Judge:
        """The judge of replays."""
        spans = ScenarioSpans(engine, self._schemas)
        return CounterfactualJudge(spans, self.scenarios(), self._generated, {})


def _told(rule: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} {rule:<40}", end="", file=sys.stderr)


def spread(runs: Sequence[Run], count: int) -> list[Run]:
    """Runs spread evenly, in an order whose first few are spread, too."""
    count = min(count, len(runs))
    places = [(2 * place + 1) * len(runs) // (2 * count) for place in range(count)]
    return [runs[place] for place in sorted(places, key=lambda place: f"{place:016b}"[::-1])]


# --- sets of rules ------------------------------------------------------------------------------


def corpus() -> list[dict[str, object]]:
    """The detections corpus, by id."""
    lines = (SHARED / "detections" / "dev.jsonl").read_text("utf-8").splitlines()
    return sorted((json.loads(line) for line in lines), key=lambda row: str(row["id"]))


def write_set_a(folder: Path, tables: frozenset[str]) -> None:
    """Queries without a schedule, every 5 minutes."""
    chosen = [
        row
        for row in corpus()
        if not row.get("schedule")
        and READS_NOW.search(str(row["query"]))
        and _generated(row, tables)
    ]
    for row in chosen[:SET_A_SIZE]:
        _write(folder, row, {"queryFrequency": "5m"})


def write_set_b(folder: Path, tables: frozenset[str]) -> None:
    """Queries with a schedule, as scheduled."""
    for row in corpus():
        schedule = row.get("schedule")
        if isinstance(schedule, dict) and _generated(row, tables):
            keys = {
                "queryFrequency": schedule["frequency"],
                "queryPeriod": schedule["period"],
                "triggerOperator": schedule["trigger_operator"],
                "triggerThreshold": schedule["trigger_threshold"],
            }
            _write(folder, row, keys)


def _generated(row: dict[str, object], tables: frozenset[str]) -> bool:
    read = row["tables"]
    return isinstance(read, list) and bool(read) and frozenset(read) <= tables


def _write(folder: Path, row: dict[str, object], keys: dict[str, object]) -> None:
    folder.mkdir(exist_ok=True)
    document = {"id": row["id"], "name": row["id"], "kind": "Scheduled", "severity": "Medium"}
    text = json.dumps(document | keys | {"query": row["query"]}, ensure_ascii=False)
    (folder / f"{row['id']}.yaml").write_text(text, "utf-8")  # JSON is YAML


# --- measuring ----------------------------------------------------------------------------------


def compared(database: Path, folder: Path, sample: int) -> dict[str, object]:
    """Every rule of a folder replayed as usual, and some of its runs by themselves."""
    samplings: list[Sampling] = []

    def judge(engine: DuckDbEngine) -> Sampling:
        samplings.append(Sampling(engine, sample))
        return samplings[0]

    with Bench(Settings(database)) as space:
        outcomes, seconds = space.replayed(folder, judge)
    seconds["run_s"] -= samplings[0].seconds
    rules = []
    for one in outcomes:
        if one.records:
            sampled, run_by_run, differ = samplings[0].found[one.path]
            rules.append(
                Compared(
                    *(one.path, one.strategy, len(one.records), one.fired, one.seconds),
                    *(sampled, run_by_run, differ),
                )
            )
    others = [f"{one.path}: {one.status}: {one.why}" for one in outcomes if not one.records]
    return summary(rules, seconds, others)


def summary(
    rules: Sequence[Compared], seconds: dict[str, float], others: Sequence[str]
) -> dict[str, object]:
    """The figures of a set of rules."""
    evaluations = sum(one.runs for one in rules)
    spent = sum(one.seconds for one in rules)
    wall = sum(seconds.values())
    return {
        "rules": len(rules),
        "evaluations": evaluations,
        "wall_s": wall,
        **seconds,
        "evaluating_s": spent,
        "evaluations_per_s": evaluations / wall,
        "factor_geomean": math.exp(sum(math.log(one.factor) for one in rules) / max(1, len(rules))),
        "factor_of_sums": sum(one.run_by_run for one in rules) / max(spent, 1e-6),
        "factor_worst": min((one.factor for one in rules), default=0.0),
        "sampled_runs": sum(one.sampled for one in rules),
        "rules_that_differ": sum(bool(one.differ) for one in rules),
        "each": [asdict(one) | {"factor": one.factor} for one in rules],
        "not_run": list(others),
    }


def judged(database: Path, folder: Path) -> dict[str, object]:
    """A set with verdicts and without, each in a workspace of its own, the files warm."""
    with Bench(Settings(database)) as space:
        _, without = space.replayed(folder, lambda _: unjudged)
    with Bench(Settings(database)) as space:
        outcomes, with_verdicts = space.replayed(folder, space.counterfactual)
    both = sum(with_verdicts.values()), sum(without.values())
    return {
        "with_s": both[0],
        "without_s": both[1],
        "factor": both[0] / both[1],
        "alerts": sum(len(one.alerts) for one in outcomes),
        "true_alerts": sum(one.true_alerts for one in outcomes),
    }


PEAK = """
import sys
from pathlib import Path
from tests.bench.replays import peak_of
peak_of(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def peak_of(database: Path, folder: Path) -> None:
    """Replay, with verdicts, and print seconds, runs, failures and the peak of this process."""
    began = perf_counter()
    with Workspace(Settings(database)) as space:
        result = space.replay(folder, keep=False)
    seconds = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    failed = [one.why for one in result.with_status("failed")]
    runs = sum(len(one.records) for one in result.rules)
    print(json.dumps({"seconds": seconds, "runs": runs, "peak_gb": peak / 2**20, "failed": failed}))


def peak(database: Path, folder: Path) -> dict[str, object]:
    """The figures of a replay in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(database), str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    figures: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return figures


def tenant(folder: Path, days: int, users: int) -> Path:
    """A database of that size, made unless it is there."""
    path = folder / f"replays-{days}d-{users}.duckdb"
    if not path.exists():
        print(f"generating {path}: {days} days, {users:,} people", file=sys.stderr)
        generate(path, days=days, users=users)
    return path


def rows_in(database: Path) -> dict[str, int]:
    """Rows of each generated table."""
    with Workspace(Settings(database)) as space:
        return {one.name: one.rows for one in space.tables() if one.origin == "generated"}


def measured(rows: int, parts: Sequence[str], folder: Path, sample: int) -> dict[str, object]:
    """All figures that were asked for."""
    database = tenant(folder, DAYS, math.ceil(rows / DAYS / SIGN_INS_PER_DAY))
    tables = rows_in(database)
    result: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {"python": platform.python_version()}
        | {name: metadata.version(name) for name in ("duckdb", "sqlglot", "pyarrow")},
        "rows": {"all": sum(tables.values()), SIGN_INS: tables[SIGN_INS]},
    }
    with tempfile.TemporaryDirectory() as scratch:
        rules = Path(scratch)
        write_set_a(rules / "a", frozenset(tables))
        write_set_b(rules / "b", frozenset(tables))
        reference = SHARED / "seeds" / "suspicious-api-traffic.kql"
        if "reference" in parts:
            judged(database, reference)  # the second time: files are warm, imports done
            result["reference"] = compared(database, reference, sample)
            result["reference_verdicts"] = judged(database, reference)
        if "a" in parts:
            result["a"] = compared(database, rules / "a", sample)
        if "b" in parts:
            result["b"] = compared(database, rules / "b", sample)
        if "truth" in parts:
            result["truth"] = judged(database, rules / "a")
        if "memory" in parts:
            people = math.ceil(LONG_FACTOR * rows / LONG_DAYS / ROWS_PER_DAY)
            long = tenant(folder, LONG_DAYS, people)
            result["memory"] = peak(long, rules / "b") | {"rows": sum(rows_in(long).values())}
    return result


def show(result: dict[str, object], *, each: bool) -> None:
    """The figures as text."""
    print(f"{result['machine']}; {result['versions']}; rows: {result['rows']}")
    for name in ("reference", "a", "b"):
        found = result.get(name)
        if not isinstance(found, dict):
            continue
        print(
            f"{name:<10} {found['rules']} rules, {found['evaluations']:,} evaluations in "
            f"{found['wall_s']:.2f} s ({found['prepare_s']:.2f} s preparing, "
            f"{found['evaluating_s']:.2f} s evaluating), "
            f"{found['evaluations_per_s']:,.0f}/s; run by run / replay: geometric mean "
            f"{found['factor_geomean']:.1f}, of the sums {found['factor_of_sums']:.1f}, worst "
            f"{found['factor_worst']:.2f}; {found['rules_that_differ']} rules differ in "
            f"{found['sampled_runs']} sampled runs"
        )
        for one in sorted(found["each"], key=lambda one: one["factor"]):
            if each or one["differ"]:
                print(
                    f"  {one['path']:<28} {one['strategy']:<10} {one['runs']:>4} runs "
                    f"{one['fired']:>4} fired {one['seconds']:8.3f} s, run by run "
                    f"{one['run_by_run']:8.2f} s, factor {one['factor']:8.2f} "
                    f"{'; '.join(one['differ'][:2])}"
                )
        for line in found["not_run"]:
            print(f"  {line}")
    for name in ("reference_verdicts", "truth", "memory"):
        if name in result:
            print(f"{name}: {result[name]}")


def main() -> None:
    """Print the figures as text or as JSON."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rows", type=int, default=USUAL_ROWS)
    options.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas")
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    options.add_argument("--sample", type=int, default=20, help="runs of each rule by themselves")
    options.add_argument("--each", action="store_true", help="a line for each rule")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    parts = chosen.only.split(",")
    if wrong := sorted(set(parts) - set(PARTS)):
        options.error(f"no such parts: {', '.join(wrong)}; there are {', '.join(PARTS)}")
    result = measured(chosen.rows, parts, chosen.folder, chosen.sample)
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        show(result, each=chosen.each)


if __name__ == "__main__":
    main()
