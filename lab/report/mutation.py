"""What became of a rule's mutants: lines for a terminal, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from lab.testing.mutants import HINTS, KINDS
from lab.testing.mutation import changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.testing.mutants import Mutant
    from lab.testing.mutation import MutationReport


def mutation_parts(report: MutationReport) -> Iterator[Text]:
    """Each mutant that nothing notices, with its change; then the counts."""
    for mutant in report.survived:
        hint = f"; {HINTS[mutant.kind]}" if report.by_cases else ""
        yield Text(f"not noticed: {report.rule.path}: {mutant}{hint}", "bold")
        for line in changed_lines(report.rule, mutant):
            yield Text(f"  {line}", "red" if line.startswith("-") else "green")
    parts = [
        f"{report.tried} mutants tried on {report.by}: {len(report.noticed)} noticed, "
        f"{len(report.survived)} not"
    ]
    if report.unusable:
        parts.append(f"; {len(report.unusable)} more do not run")
    if report.left:
        kinds = ", ".join(f"{report.left[kind]} {kind}" for kind in KINDS if kind in report.left)
        parts.append(f"; not tried, being over --most: {sum(report.left.values())} ({kinds})")
    style = "bold red" if report.survived else "bold green"
    yield Text(f"{''.join(parts)} ({report.seconds:.1f} s)", style)


def mutation_document(report: MutationReport) -> dict[str, object]:
    """``{"rule": ..., "survived": [...], "noticed": [...], "unusable": [...], "left": {...}}``."""
    return {
        "rule": report.rule.path,
        "tried_on": report.by,
        "survived": [_mutant(one, report) for one in report.survived],
        "noticed": [{**_mutant(one, report), "by": by} for one, by in report.noticed],
        "unusable": [_mutant(one, report) for one in report.unusable],
        "left": dict(report.left),
    }


def _mutant(mutant: Mutant, report: MutationReport) -> dict[str, object]:
    return {
        "kind": mutant.kind,
        "line": mutant.line,
        "column": mutant.column,
        "before": mutant.before,
        "after": mutant.after,
        "changed": list(changed_lines(report.rule, mutant)),
        "query": mutant.rule.query,
        "threshold": mutant.rule.trigger_threshold,
    }
