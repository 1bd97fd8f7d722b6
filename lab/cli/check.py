"""``lab check``: compile every rule in a folder, without running any."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lab.cli.options import Json, MaybeDatabase, database_if_any
from lab.cli.output import print_json, progress

if TYPE_CHECKING:
    from lab.workspace import CheckReport

NAME = "check"


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of rules, or a file.")],
    database: MaybeDatabase = None,
    json: Json = False,
) -> None:
    """Compile rules and show all errors in place.

    Exit code 0: every rule compiles (a rule that reads a table without rows is only remarked on);
    1: a file is invalid or refused; 2: nothing could be checked.
    """
    import lab
    from lab.errors import RuleError
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
            f"no rules in {folder}: {len(report.skipped)} files hold none; rules are .kql or "
            "Sentinel .yaml files ('lab init' puts samples into detections/)"
        )
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
                "status": one.status,
                "why": one.why,
                "diagnostics": one.rendered,
                "tables": list(one.tables),
                "columns": dict(one.columns),
                "assumed": list(one.assumed),
                "warnings": list(one.warnings),
            }
            for one in report.rules
        ],
        "skipped": list(report.skipped),
    }


def _show(report: CheckReport) -> None:
    counts: dict[str, int] = {}
    for one in report.rules:
        counts[one.status] = counts.get(one.status, 0) + 1
        if one.rendered:
            typer.echo(one.rendered)
        elif one.why:
            typer.echo(f"{one.status}: {one.path}: {one.why}")
        for assumed in one.assumed:
            typer.echo(f"assumed: {one.path}: {assumed}")
        for warning in one.warnings:
            typer.echo(f"warning: {one.path}: {warning}")
    for skipped in report.skipped:
        typer.echo(f"skipped: {skipped}")
    parts = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
    typer.echo(f"{len(report.rules)} rules: {parts}")
