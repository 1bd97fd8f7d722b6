"""Every gate, in order: format, lint, layers, types, then the tests.

All gates run, also after one has failed. Their summary comes before the tests', so that pytest's
own closing line (how many ran) is the last thing to read. Extra arguments go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = (sys.executable, "-P")

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Gate:
    """A check by the name it is reported under, and the command whose exit code decides."""

    name: str
    command: tuple[str, ...]


GATES = (
    Gate("ruff format", (*PYTHON, "-m", "ruff", "format", "--check", ".")),
    Gate("ruff check", (*PYTHON, "-m", "ruff", "check", ".")),
    Gate("layers", (*PYTHON, "-c", LINT_IMPORTS, "--no-logo")),
    Gate("mypy", (*PYTHON, "-m", "mypy")),
    Gate("docs", (*PYTHON, "scripts/docs.py", "--check")),
)
TESTS = (*PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal")


def main(arguments: list[str]) -> int:
    """Run the gates, print their summary, run the tests; 0 where everything passed."""
    failed = [gate.name for gate in GATES if not _passes(gate)]
    summary = f"failed: {', '.join(failed)}" if failed else "all passed"
    print(f"== gates before the tests: {summary} ({len(GATES)} run)", flush=True)
    print("== pytest", flush=True)
    tests = subprocess.call([*TESTS, *arguments], cwd=ROOT, env=_environment())
    if failed:
        print(f"check: also failed, see above: {', '.join(failed)}", file=sys.stderr)
    return tests or int(bool(failed))


def _passes(gate: Gate) -> bool:
    print(f"== {gate.name}", flush=True)
    started = time.perf_counter()
    code = subprocess.call(gate.command, cwd=ROOT, env=_environment())
    verdict = "passed" if code == 0 else f"FAILED (exit code {code})"
    print(f"   {gate.name} {verdict} in {time.perf_counter() - started:.1f} s", flush=True)
    return code == 0


def _environment() -> dict[str, str]:
    """This environment, with the checkout importable even where .venv was not made by scripts/."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
