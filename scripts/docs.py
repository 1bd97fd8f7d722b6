"""Write docs/reference/ from the registries; with --check only say whether it is out of date.

Every example is run, so that what the pages show is what the engine answers.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
if sys.path[0] == str(ROOT / "scripts"):  # there, lab.py would stand in the way of the package
    sys.path[0] = str(ROOT)

# ruff: noqa: E402  imports below that line

import duckdb

from lab.engines.asking import asking
from lab.engines.duckdb import DuckDbEngine
from lab.ingest.typed import fill
from lab.result import Result, ResultColumn
from transpile.catalog.aggregates import AGGREGATES
from transpile.catalog.functions import FUNCTIONS
from transpile.catalog.operators import OPERATORS
from transpile.catalog.plugins import PLUGINS
from transpile.pipeline import compile_kql
from transpile.schema import Tables
from transpile.spec import EXAMPLE_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transpile.catalog.lazy import Lazy
    from transpile.catalog.plugins.entry import PluginSpec
    from transpile.pipeline import CompiledResult
    from transpile.spec import AggregateSpec, FunctionSpec, OperatorSpec

FOLDER = ROOT / "docs" / "reference"
INDEX = ROOT / "transpile" / "catalog" / "index.py"
REGISTRIES: dict[str, Lazy[Any]] = {
    "FUNCTIONS": FUNCTIONS,
    "AGGREGATES": AGGREGATES,
    "OPERATORS": OPERATORS,
}
NOW = datetime(2026, 1, 15, 12, 0)  # noqa: DTZ001  naive and in UTC, as the engine wants it
MADE = "<!-- made by scripts/docs.py from the registries: change those, then run it -->"

Lines = list[str]
Spec = TypeVar("Spec", "FunctionSpec", "AggregateSpec", "OperatorSpec", "PluginSpec")


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; 1 where one is out of date."""
    for registry in REGISTRIES.values():  # the index may not know a new name yet
        registry.load_all()
    if "--check" not in arguments:  # first: what follows may fail, and the index must not
        INDEX.write_text(index(), encoding="utf-8", newline="\n")
    with DuckDbEngine(duckdb.connect(config={"threads": 1})) as engine:
        answers = Answers(engine)
        pages = {
            "operators.md": operators(answers),
            "functions.md": functions(answers),
            "aggregates.md": aggregates(answers),
            "plugins.md": plugins(answers),
        }
    texts = {FOLDER / name: "\n".join(lines) + "\n" for name, lines in pages.items()}
    texts[INDEX] = index()
    if "--check" not in arguments:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8", newline="\n")
        return 0
    stale = [path.relative_to(ROOT) for path, text in texts.items() if _read(path) != text]
    for path in stale:
        print(f"{path} is out of date: run scripts/docs.py", file=sys.stderr)
    return int(bool(stale))


def index() -> str:
    """Which family holds a name, so that a query imports only the families that it needs."""
    lines = ['"""Which family holds a name; made by scripts/docs.py."""', ""]
    lines += ["from __future__ import annotations"]
    for title, registry in REGISTRIES.items():
        lines += ["", f"{title}: dict[str, str] = {{"]
        for family, names in registry.index().items():
            parts = wrap(names, 84) or [""]  # as ruff would format it
            lines.append(f'    "{family}": """')
            lines += [*parts, '""",']
        lines.append("}")
    return "\n".join(lines) + "\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _parameters(query: CompiledResult) -> dict[str, datetime]:
    return {"now": NOW} if "now" in query.parameters else {}


class Answers:
    """Runs examples."""

    def __init__(self, engine: DuckDbEngine) -> None:
        self._engine = engine

    def result(self, query: str) -> Result:
        """The rows of a query that reads no stored table."""
        found = compile_kql(query, Tables({}), asking(self._engine, _parameters)).result
        self._engine.register(found.kernels)
        for external in found.externals:  # its file does not exist
            fill(self._engine, external, ())
        rows = self._engine.fetch(found.statement, _parameters(found))
        return Result([ResultColumn(c.name, c.type) for c in found.columns], rows)

    def value(self, query: str) -> str:
        """The first row, as JSON: alone where it is one value."""
        row = list(self.result(query).json_rows()[0])
        return json.dumps(row[0] if len(row) == 1 else row, ensure_ascii=False)


# --- pages --------------------------------------------------------------------------------------


def operators(answers: Answers) -> Lines:
    """The page of the tabular operators."""
    lines = [MADE, "", "# Operators", "", *_contents(OPERATORS.values())]
    for spec in _translated(OPERATORS.values()):
        lines += ["", f"## {spec.keyword}", "", _sentence(spec.doc)]
        for example in spec.examples:
            lines += ["", "```kusto", example, "```", "", *_table(answers.result(example))]
        lines += ["", *_facts(("In a replay", spec.lifted), *_common(spec))]
    return lines + _refused((spec.keyword, spec.refused) for spec in OPERATORS.values())


def plugins(answers: Answers) -> Lines:
    """The page of the plugins of ``evaluate``, family by family."""
    lines = [MADE, "", "# Plugins", "", *_contents(PLUGINS.values())]
    for spec in _translated(PLUGINS.values()):
        schema = " : (columns)?" if spec.declares else ""
        lines += ["", f"## {spec.name}", "", f"`evaluate {spec.text}{schema}`", ""]
        lines.append(_sentence(spec.doc))
        for example in spec.examples:
            lines += ["", "```kusto", example, "```", "", *_table(answers.result(example))]
        lines += ["", *_facts(("In a replay", spec.lifted), *_common(spec))]
    return lines + _refused(
        (spec.name, f"{spec.refused}; instead: {spec.instead}" if spec.instead else spec.refused)
        for spec in PLUGINS.values()
    )


def functions(answers: Answers) -> Lines:
    """The page of the scalar functions and operators, family by family."""
    shown = [spec for spec in FUNCTIONS.values() if not spec.name.startswith("$")]
    lines = [MADE, "", "# Scalar functions and operators", "", *_contents(shown)]
    families: dict[str, list[FunctionSpec]] = {}
    for spec in _translated(shown):
        families.setdefault(spec.home.rpartition(".")[2], []).append(spec)
    for name, family in sorted(families.items()):
        lines += ["", f"## {name.capitalize()}"]
        for spec in family:
            lines += _entry(spec, {text: f"print {text}" for text in spec.examples}, answers)
    return lines + _refused((spec.name, spec.refused) for spec in shown)


def aggregates(answers: Answers) -> Lines:
    """The page of the aggregates."""
    lines = [MADE, "", "# Aggregates", "", *_contents(AGGREGATES.values())]
    lines += ["", "The examples summarize these rows:", "", "```kusto", EXAMPLE_ROWS, "```"]
    for spec in _translated(AGGREGATES.values()):
        queries = {text: f"{EXAMPLE_ROWS} | summarize {text}" for text in spec.examples}
        empty = json.dumps("NaN" if spec.empty != spec.empty else spec.empty)
        lines += _entry(spec, queries, answers, ("Over no rows", f"`{empty}`"))
    return lines + _refused((spec.name, spec.refused) for spec in AGGREGATES.values())


def _entry(
    spec: FunctionSpec | AggregateSpec,
    queries: dict[str, str],
    answers: Answers,
    *facts: tuple[str, str],
) -> Lines:
    lines = ["", f"### {_name(spec.name)}", ""]
    if spec.name.isidentifier():
        lines += [f"`{spec.text}`", ""]
    lines.append(_sentence(spec.doc))
    if queries:
        lines += ["", "| example | result |", "|---|---|"]
        lines += [
            f"| {_code(text)} | {_code(answers.value(query))} |" for text, query in queries.items()
        ]
    return [*lines, "", *_facts(*facts, *_common(spec))]


# --- parts --------------------------------------------------------------------------------------


def _translated(specs: Iterable[Spec]) -> Iterator[Spec]:
    return (spec for spec in specs if not spec.refused)


def _contents(specs: Iterable[FunctionSpec | AggregateSpec | OperatorSpec | PluginSpec]) -> Lines:
    all_specs = list(specs)
    known = sum(not spec.refused for spec in all_specs)
    return [f"{known} translated, {len(all_specs) - known} known by name and refused."]


def _name(name: str) -> str:
    named = {"[]": "Paths and positions", "unary-": "The sign -", "unary+": "The sign +"}
    return named.get(name) or (name if name.isidentifier() else f"`{name}`")


def _sentence(doc: str) -> str:
    return " ".join(doc.replace("``", "`").split())


def _common(
    spec: FunctionSpec | AggregateSpec | OperatorSpec | PluginSpec,
) -> list[tuple[str, str]]:
    return [("Differs from Kusto", spec.differs), ("Source", spec.source)]


def _facts(*facts: tuple[str, str]) -> Lines:
    return [f"- {label}: {text}" for label, text in facts if text]


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def _table(result: Result) -> Lines:
    lines = [
        "| " + " | ".join(f"{column.name}: {column.type}" for column in result.columns) + " |",
        "|" + "---|" * len(result.columns),
    ]
    return lines + [
        "| " + " | ".join(json.dumps(cell, ensure_ascii=False) for cell in row) + " |"
        for row in result.json_rows()
    ]


def _refused(entries: Iterable[tuple[str, str]]) -> Lines:
    """Those that are known by name only, reason by reason."""
    by_reason: dict[str, Lines] = {}
    for name, reason in entries:
        if reason:
            by_reason.setdefault(reason, []).append(f"`{name}`")
    lines = ["", "## Refused"]
    for reason, names in sorted(by_reason.items()):
        lines += ["", f"{reason[0].upper()}{reason[1:]}: {', '.join(sorted(names))}."]
    return lines


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
