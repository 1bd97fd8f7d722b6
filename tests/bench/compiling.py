"""How long text to SQL takes, and how much the first query costs over the floor.

    python -m tests.bench.compiling [--json] [--repeats 3]

Compiles every query of the detections corpus, each engine on what it can translate, in one process
and in turn; then starts fresh processes for the cost of importing the compiler and running a first
query, over importing sqlglot and duckdb and running ``select 1``. Beside the lab stands duckdb-kql
where that package is installed (``pip install duckdb-kql``). Only ratios travel between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.adapters import DetectionEngine
from tests.shared import SHARED
from transpile.diagnostics import CompileError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Translate = Callable[[str], object]

ROOT = Path(__file__).resolve().parent.parent.parent
FLOOR = "import sqlglot, duckdb; duckdb.connect().sql('select 1').fetchall()"
FIRST = """
import duckdb
from transpile.pipeline import compile_kql
from transpile.schema import Tables
duckdb.connect().sql(compile_kql('print 1', Tables({})).result.statement).fetchall()
"""
OTHER_FIRST = (
    "import duckdb, duckdb_kql; duckdb.connect().sql(duckdb_kql.to_sql('print 1')).fetchall()"
)


@cache
def refusals() -> tuple[type[Exception], ...]:
    """What the engines raise for a query that they do not translate."""
    if not find_spec("duckdb_kql"):
        return (CompileError,)
    from duckdb_kql.errors import KqlError

    return CompileError, KqlError


def timed(translate: Translate, query: str) -> float | None:
    """Milliseconds for one query, or None where it is refused."""
    began = perf_counter()
    try:
        translate(query)
    except refusals():
        return None
    return 1000 * (perf_counter() - began)


def fastest(engines: Mapping[str, Translate], queries: Sequence[str], repeats: int) -> Table:
    """Each engine's least time for each query; engines take turns on every query."""
    table: Table = {name: [None] * len(queries) for name in engines}
    for _ in range(repeats):
        for place, query in enumerate(queries):
            for name, translate in engines.items():
                spent, before = timed(translate, query), table[name][place]
                if spent is not None:
                    table[name][place] = spent if before is None else min(before, spent)
    return table


Table = dict[str, list["float | None"]]


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and maximum."""
    ordered = sorted(times)
    return {
        "queries": len(ordered),
        "median_ms": statistics.median(ordered),
        "p95_ms": ordered[int(0.95 * (len(ordered) - 1))],
        "max_ms": ordered[-1],
    }


def started(program: str, repeats: int) -> float:
    """The least seconds of a fresh process that runs a program."""
    command = [sys.executable, "-c", program]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    took = []
    for _ in range(repeats):
        began = perf_counter()
        subprocess.run(command, check=True, env=environment, cwd=ROOT)
        took.append(perf_counter() - began)
    return min(took)


def translators() -> dict[str, Translate]:
    """The engines by name, each a function from text that raises where it refuses."""
    tables = json.loads((SHARED / "schemas" / "tables.json").read_text("utf-8"))
    functions = json.loads((SHARED / "schemas" / "functions.json").read_text("utf-8"))
    ours = DetectionEngine(tables, functions)
    found: dict[str, Translate] = {"lab": ours.compile}
    if find_spec("duckdb_kql"):
        import duckdb_kql

        known = {name: list(document["columns"]) for name, document in tables.items()}
        found["duckdb-kql"] = lambda query: duckdb_kql.to_sql(query, schema=known)
    return found


def measured(repeats: int) -> dict[str, object]:
    """All figures."""
    lines = (SHARED / "detections" / "dev.jsonl").read_text("utf-8").splitlines()
    queries = [json.loads(line)["query"] for line in lines]
    table = fastest(translators(), queries, repeats)
    compile_ms = {
        name: spread([time for time in times if time is not None]) for name, times in table.items()
    }
    floor = started(FLOOR, 2 * repeats + 3)
    result: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {"python": platform.python_version()}
        | {name: metadata.version(name) for name in ("duckdb", "sqlglot")},
        "compile": compile_ms,
        "first_query_over_floor": {"lab": started(FIRST, 2 * repeats + 3) / floor},
        "floor_s": floor,
    }
    other = table.get("duckdb-kql")
    if other is not None:
        both = [
            (ours, theirs)
            for ours, theirs in zip(table["lab"], other, strict=True)
            if ours is not None and theirs is not None
        ]
        ratios = [ours / theirs for ours, theirs in both]
        result["both"] = {
            "lab": spread([ours for ours, _ in both]),
            "duckdb-kql": spread([theirs for _, theirs in both]),
            "median_ratio": statistics.median(ratios),
            "ratio_of_sums": sum(ours for ours, _ in both) / sum(theirs for _, theirs in both),
        }
        starts = result["first_query_over_floor"]
        assert isinstance(starts, dict)
        starts["duckdb-kql"] = started(OTHER_FIRST, 2 * repeats + 3) / floor
    return result


def main() -> None:
    """Print the figures as a table or as JSON."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--json", action="store_true")
    options.add_argument("--repeats", type=int, default=3)
    chosen = options.parse_args()
    result = measured(chosen.repeats)
    if chosen.json:
        print(json.dumps(result, indent=2))
        return
    print(f"{result['machine']}; {result['versions']}")
    shown = {**result["compile"], **_both(result)}  # type: ignore[dict-item]
    for name, figures in shown.items():
        print(
            f"{name:<28} {figures['queries']:>5} queries  median {figures['median_ms']:6.2f} ms  "
            f"p95 {figures['p95_ms']:6.2f} ms  max {figures['max_ms']:7.2f} ms"
        )
    both = result.get("both")
    if isinstance(both, dict):
        print(
            f"lab / duckdb-kql, where both translate: median {both['median_ratio']:.2f}, ", end=""
        )
        print(f"of the sums {both['ratio_of_sums']:.2f}")
    starts = result["first_query_over_floor"]
    assert isinstance(starts, dict)
    for name, ratio in starts.items():
        print(f"{name}: import and first query / sqlglot, duckdb, select 1: {ratio:.2f}")


def _both(result: Mapping[str, object]) -> dict[str, dict[str, float]]:
    both = result.get("both")
    if not isinstance(both, dict):
        return {}
    return {f"{name}, where both do": both[name] for name in ("lab", "duckdb-kql")}


if __name__ == "__main__":
    main()
