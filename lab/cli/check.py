"""``lab check``: compile every rule in a folder, without running any."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lab.cli.options import Json, JUnit, MaybeDatabase, Sarif, database_if_any
from lab.cli.output import prefix_of, print_json, progress, write_junit, write_sarif

if TYPE_CHECKING:
    from lab.replay.model import RuleOutcome
    from lab.workspace import CheckReport
    from transpile.diagnostics import Diagnostic

NAME = "check"


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of rules, or a file.")],
    database: MaybeDatabase = None,
    junit: JUnit = None,
    sarif: Sarif = None,
    json: Json = False,
) -> None:
    """Compile rules and show all errors in place.

    Exit code 0: every rule compiles (a rule that reads a table without rows is only remarked on);
    1: a file is invalid or refused; 2: nothing could be checked.
    """
    import lab
    from lab.errors import RuleError
    from lab.report.findings import rule_checks, rule_findings
    from lab.workspace import assumed_schemas, check_rules

    found = database_if_any(database)
    with progress("checking"):
        if found is None:
            report = check_rules(folder, assumed_schemas())
        else:
            with lab.open(found) as workspace:
                report = workspace.check(folder)
    if not report.rules:
        raise RuleError(
            f"no rules in {folder}: {len(report.skipped)} files hold none; rules are .kql, "
            ".yaml, .json or .md files ('lab init' puts samples into detections/)"
        )
    prefix = prefix_of(folder)
    write_junit(junit, "lab check", rule_checks(report.rules, prefix))
    write_sarif(sarif, rule_findings(report.rules, prefix))
    if json:
        print_json(_document(report))
    else:
        _show(report)
    if report.failed:
        raise typer.Exit(1)


def _document(report: CheckReport) -> dict[str, object]:
    return {
        "rules": [
            {
                "rule": one.path,
                "title": one.title,
                "kind": "" if one.rule is None else one.rule.kind.name,
                "status": one.status,
                "why": one.why,
                "rendered": one.rendered,
                "diagnostics": [_placed(remark, one) for remark in one.diagnostics],
                "tables": list(one.tables),
                "columns": dict(one.columns),
                "assumed": list(one.assumed),
                "warnings": list(one.warnings),
            }
            for one in report.rules
        ],
        "skipped": list(report.skipped),
    }


def _placed(remark: Diagnostic, outcome: RuleOutcome) -> dict[str, object]:
    """A remark with its place in the rule's query, lines and columns from 1, and in its file."""
    from transpile.span import line_and_column

    rule = outcome.rule
    text = "" if rule is None else rule.query
    line, column = line_and_column(text, remark.span.start)
    end_line, end_column = line_and_column(text, remark.span.end)
    return {
        "code": remark.code,
        "severity": remark.severity.value,
        "message": remark.message,
        "hint": remark.hint,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "file_line": line if rule is None else rule.file_line(line),
    }


def _show(report: CheckReport) -> None:
    from lab.replay.prepare import rendered

    counts: dict[str, int] = {}
    for one in report.rules:
        counts[one.status] = counts.get(one.status, 0) + 1
        if one.rendered:
            typer.echo(one.rendered)
        elif one.why:
            typer.echo(f"{one.status}: {one.path}: {one.why}")
        for assumed in one.assumed:
            typer.echo(f"assumed: {one.path}: {assumed}")
        remarks = {remark.message for remark in one.diagnostics}
        for warning in one.warnings:
            if warning not in remarks:
                typer.echo(f"warning: {one.path}: {warning}")
        if not one.rendered and one.rule is not None:
            for remark in one.diagnostics:
                typer.echo(rendered(remark, one.rule))
    for skipped in report.skipped:
        typer.echo(f"skipped: {skipped}")
    parts = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
    typer.echo(f"{len(report.rules)} rules: {parts}")
