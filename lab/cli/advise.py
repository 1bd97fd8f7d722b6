"""``lab advise``: what a rule could do about rows that come late."""

from __future__ import annotations

from typing import Annotated

import typer

from lab.cli.options import Addresses, Database, Json
from lab.cli.output import console, print_json
from lab.settings import DEFAULT_DATABASE

NAME = "advise"


def command(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule file; file#id where it holds several.")
    ],
    phases: Annotated[
        int, typer.Option(metavar="N", help="Try the attacks at N anchor phases.")
    ] = 5,
    database: Database = DEFAULT_DATABASE,
    networks: Addresses = None,
    json: Json = False,
) -> None:
    """Compare schedules of a rule: what each misses, doubles, delays.

    The rule is replayed as it is, with a longer period, more often, sliced by ingestion, and as
    NRT; what helps depends on what the rule does with its rows.
    """
    import lab
    from lab.report.advice import advice_document, advice_parts

    with lab.open(database, networks=networks) as workspace:
        advice = workspace.advise(rule, phases=phases)
    if json:
        print_json(advice_document(advice))
        return
    screen = console()
    for part in advice_parts(advice):
        screen.print(part)
