"""``lab mutate``: small slips in a rule, and which of them no test notices."""

from __future__ import annotations

from typing import Annotated

import typer

from lab.cli.options import Json, MaybeDatabase, database_if_any
from lab.cli.output import console, print_json, progress

NAME = "mutate"


def command(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule file; file#id where it holds several.")
    ],
    replay: Annotated[
        bool,
        typer.Option("--replay", help="Try them on the scenarios of the database, not on cases."),
    ] = False,
    most: Annotated[int, typer.Option(metavar="N", min=1, help="Try at most N mutants.")] = 200,
    database: MaybeDatabase = None,
    json: Json = False,
) -> None:
    """List the slips in a rule that none of its tests would notice.

    A predicate is dropped, a bound or an operator flipped, a set loses an item, a literal moves:
    each such mutant should make some case of <rule>.tests.yaml fail. With --replay it should make
    the replay find other attacks, or raise another number of true or false alerts.

    Exit code 0: all are noticed; 1: some are not; 2: nothing could be tried.
    """
    import lab
    from lab.errors import StoreError
    from lab.report.mutation import mutation_document, mutation_parts
    from lab.workspace import mutate_rule

    found = database_if_any(database)
    with progress("mutating") as advance:
        if found is not None:
            with lab.open(found) as workspace:
                report = workspace.mutate(rule, replay=replay, most=most, progress=advance)
        elif replay:
            raise StoreError("--replay needs a database: run 'lab generate', or name one with --db")
        else:
            report = mutate_rule(rule, most=most, progress=advance)
    if json:
        print_json(mutation_document(report))
    else:
        screen = console()
        for part in mutation_parts(report):
            screen.print(part)
    if report.survived:
        raise typer.Exit(1)
