"""Reports of rule tests: lines for a terminal, JSON, checks for JUnit, findings for SARIF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from lab.report.junit import Check
from lab.report.sarif import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.testing.model import CaseOutcome, TestReport

_STYLES = {"passed": "green", "failed": "red", "broken": "red"}


def case_parts(report: TestReport) -> Iterator[Text]:
    """What failed and why, remarks, and one line with the counts."""
    for case in report.cases:
        if case.status != "passed":
            yield Text(f"{case.status}: {case.rule}: {case.name or 'tests'} ({case.place})", "bold")
            for line in case.differences:
                yield Text(f"  {line}")
    for case in report.cases:
        for warning in case.warnings:
            yield Text(f"warning: {case.place}: {warning}", "yellow")
    if report.untested:
        count = len(report.untested)
        names = ", ".join(report.untested[:5]) + (", …" if count > 5 else "")
        yield Text(f"without tests: {count} rule{'s' if count > 1 else ''}: {names}", "dim")
    counts = ", ".join(
        f"{len(report.with_status(status))} {status}"
        for status in ("passed", "failed", "broken")
        if status != "broken" or report.with_status(status)
    )
    style = "bold green" if report.ok else "bold red"
    yield Text(f"{len(report.cases)} cases: {counts} ({report.seconds:.1f} s)", style)


def case_document(report: TestReport) -> dict[str, object]:
    """``{"cases": [...], "untested": [...], "passed": n, "failed": n, "broken": n}``."""
    return {
        "cases": [
            {
                "rule": case.rule,
                "tests": case.tests,
                "case": case.name,
                "line": case.line,
                "status": case.status,
                "differences": list(case.differences),
                "warnings": list(case.warnings),
                "seconds": round(case.seconds, 6),
            }
            for case in report.cases
        ],
        "untested": list(report.untested),
        "passed": len(report.with_status("passed")),
        "failed": len(report.with_status("failed")),
        "broken": len(report.with_status("broken")),
    }


def case_checks(report: TestReport, prefix: str) -> Iterator[Check]:
    """The cases for JUnit; ``prefix`` goes before paths of files."""
    for case in report.cases:
        yield Check(
            suite=case.rule,
            name=case.name or "tests",
            status="error" if case.status == "broken" else case.status,
            lines=case.differences,
            seconds=case.seconds,
            file=f"{prefix}{case.tests}",
            line=case.line,
        )


def case_findings(report: TestReport, prefix: str) -> Iterator[Finding]:
    """What failed, for SARIF; ``prefix`` goes before paths of files."""
    for case in report.cases:
        file = f"{prefix}{case.tests}"
        if case.status != "passed":
            yield Finding(f"test-{case.status}", "error", _message(case), file, case.line)
        for warning in case.warnings:
            yield Finding("test-remark", "warning", warning, file, case.line)


def _message(case: CaseOutcome) -> str:
    return "\n".join((f"{case.rule}: {case.name or 'tests'}", *case.differences))
