"""``lab test``: run the tests that lie beside the rules of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lab.cli.options import Json, JUnit, MaybeDatabase, Sarif, database_if_any
from lab.cli.output import console, prefix_of, print_json, progress, write_junit, write_sarif

NAME = "test"


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder of rules, one rule, or its tests.")
    ],
    database: MaybeDatabase = None,
    junit: JUnit = None,
    sarif: Sarif = None,
    json: Json = False,
) -> None:
    """Run the tests beside rules: <rule>.tests.yaml.

    Each case runs its rule on a few given rows, or on a scenario of the database, at an instant,
    and says which alerts are expected. docs/rule-tests.md shows how they are written.

    Exit code 0: every case passed; 1: one failed or is broken; 2: nothing could be run.
    """
    import lab
    from lab.errors import RuleError
    from lab.report.cases import case_checks, case_document, case_findings, case_parts
    from lab.workspace import rule_tests

    found = database_if_any(database)
    with progress("testing") as advance:
        if found is None:
            report = rule_tests(folder, progress=advance)
        else:
            with lab.open(found) as workspace:
                report = workspace.test(folder, progress=advance)
    if not report.cases:
        raise RuleError(
            f"no tests in {folder}: they lie beside rules as <rule>.tests.yaml "
            "('lab init' puts samples into detections/)"
        )
    write_junit(junit, "lab test", case_checks(report, prefix_of(folder)))
    write_sarif(sarif, case_findings(report, prefix_of(folder)))
    if json:
        print_json(case_document(report))
    else:
        screen = console()
        for part in case_parts(report):
            screen.print(part)
    if not report.ok:
        raise typer.Exit(1)
