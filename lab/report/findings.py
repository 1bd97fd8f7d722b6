"""What a check or a replay of rules found, for build servers (JUnit) and code review (SARIF)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lab.report.junit import Check
from lab.report.sarif import Finding
from lab.testing.cases import file_of
from transpile.diagnostics import Severity
from transpile.span import line_and_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lab.replay.model import RuleOutcome
    from lab.report.sarif import Level
    from lab.score.gates import GateName, Violation
    from transpile.diagnostics import Diagnostic

_LINE = re.compile(r"line (\d+): ")
_STATUSES: dict[str, Literal["passed", "failed", "error", "skipped"]] = {
    "tested": "passed",
    "compiled": "passed",
    "refused": "failed",
    "invalid": "failed",
    "failed": "error",
}


def rule_checks(
    outcomes: Sequence[RuleOutcome],
    prefix: str,
    gates: Sequence[GateName] = (),
    violated: Sequence[Violation] = (),
) -> Iterator[Check]:
    """A check per rule, and one per gate that is asked for; ``prefix`` goes before paths."""
    for outcome in outcomes:
        yield Check(
            suite=outcome.path,
            name="rule",
            status=_STATUSES.get(outcome.status, "skipped"),
            lines=(f"{outcome.status}: {outcome.why}", *outcome.rendered.splitlines()),
            seconds=outcome.seconds,
            file=_file(prefix, outcome.path),
        )
        for gate in gates:
            yield _gate(gate, outcome.path, violated, prefix)
    for gate in gates:
        if any(one.gate == gate and not one.rule for one in violated):
            yield _gate(gate, "", violated, prefix)


def _gate(gate: GateName, rule: str, violated: Iterable[Violation], prefix: str) -> Check:
    lines = tuple(one.message for one in violated if one.gate == gate and one.rule == rule)
    return Check(
        suite=rule or "all rules",
        name=gate,
        status="failed" if lines else "passed",
        lines=lines,
        file=_file(prefix, rule) if rule else "",
    )


def rule_findings(
    outcomes: Iterable[RuleOutcome],
    prefix: str,
    violated: Iterable[Violation] = (),
) -> Iterator[Finding]:
    """What is wrong with rules, and every gate that does not hold; ``prefix`` goes before paths."""
    for outcome in outcomes:
        file = _file(prefix, outcome.path)
        for remark in outcome.diagnostics:
            yield _placed(remark, outcome, file)
        told = {remark.message for remark in outcome.diagnostics}
        if outcome.status == "invalid":
            yield from _problems(outcome, file)
        elif outcome.status in ("failed", "blind") or (
            outcome.status == "refused" and not outcome.diagnostics
        ):
            level: Level = "note" if outcome.status == "blind" else "error"
            yield Finding(f"rule-{outcome.status}", level, outcome.why, file, 1)
        for warning in outcome.warnings:
            if warning not in told:
                yield Finding("rule-remark", "warning", warning, file, _line(warning))
    for one in violated:
        yield Finding(f"gate-{one.gate}", "error", one.message, _file(prefix, one.rule), 1)


def _problems(outcome: RuleOutcome, file: str) -> Iterator[Finding]:
    """The problems of an invalid file, each with its line."""
    for problem in outcome.why.split("; line "):
        text = problem if _LINE.match(problem) else f"line {problem}"
        line = _line(text)
        message = _LINE.sub("", text, count=1) if _LINE.match(text) else problem
        yield Finding("rule-invalid", "error", message, file, line)


def _line(text: str) -> int:
    match = _LINE.match(text)
    return int(match.group(1)) if match else 1


def _placed(remark: Diagnostic, outcome: RuleOutcome, file: str) -> Finding:
    rule = outcome.rule
    level: Level = "error" if remark.severity is Severity.ERROR else "warning"
    message = f"{remark.message}; {remark.hint}" if remark.hint else remark.message
    if rule is None:
        return Finding(remark.code, level, message, file, 1)
    line, column = line_and_column(rule.query, remark.span.start)
    end_line, end_column = line_and_column(rule.query, remark.span.end)
    first, last = rule.file_line(line), rule.file_line(end_line)
    # elsewhere the query is indented or escaped, and its columns are not the file's
    if Path(file).suffix.lower() != ".kql":
        return Finding(remark.code, level, message, file, first, end_line=last)
    return Finding(remark.code, level, message, file, first, column, last, end_column)


def _file(prefix: str, rule: str) -> str:
    return file_of(Path(prefix + rule)).as_posix()
