"""``lab why``: what keeps a rule from seeing an attack."""

from __future__ import annotations

from typing import Annotated

import typer

from lab.cli.options import Addresses, Database, Json
from lab.cli.output import console, print_json
from lab.settings import DEFAULT_DATABASE

NAME = "why"


def command(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule file; file#id where it holds several.")
    ],
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A planted attack: its number, or its name.")
    ],
    database: Database = DEFAULT_DATABASE,
    networks: Addresses = None,
    json: Json = False,
) -> None:
    """Say why a rule sees an attack, or what loses it.

    Names the first step of the query after which none of the attack's rows is left, with the rows
    before it; or the window, the lateness, the threshold or the suppression that hid them.

    Exit code 0: the rule found it; 1: it did not; 2: that cannot be told.
    """
    import lab
    from lab.report.why import why_document, why_parts

    with lab.open(database, networks=networks) as workspace:
        told = workspace.why(rule, scenario)
    if json:
        print_json([why_document(one) for one in told])
    else:
        screen = console()
        for place, one in enumerate(told):
            if place:
                screen.print()
            for part in why_parts(one):
                screen.print(part)
    if any(one.reason != "found" for one in told):
        raise typer.Exit(1)
