"""``lab sweep``: what alerts, detections and delay do as a rule's literals move."""

from __future__ import annotations

from typing import Annotated

import typer

from lab.cli.options import Addresses, Database, Json
from lab.cli.output import console, print_json, progress
from lab.settings import DEFAULT_DATABASE

NAME = "sweep"


def command(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule file; file#id where it holds several.")
    ],
    at: Annotated[
        str,
        typer.Option(
            metavar="LITERAL",
            help="Move this one: its number, the name of its let, 'trigger', or text around it. "
            "[default: each in turn]",
        ),
    ] = "",
    values: Annotated[
        str,
        typer.Option(metavar="A,B,C", help="To these values. [default: some around the present]"),
    ] = "",
    database: Database = DEFAULT_DATABASE,
    networks: Addresses = None,
    json: Json = False,
) -> None:
    """Move a rule's thresholds, counts, timespans and lists: alerts a day, detections, delay.

    Each literal of the query, and the number of rows at which the rule fires, is moved to values
    around the present one while all else stays; of a list each item is left out in turn. "caught"
    counts the attacks that some value of the literal can find.
    """
    import lab
    from lab.report.sweep import sweep_document, sweep_parts

    listed = [one for one in values.split(",") if one.strip()]
    with (
        lab.open(database, networks=networks) as workspace,
        progress("sweeping", "runs") as advance,
    ):
        result = workspace.sweep(rule, at=at, values=listed, progress=advance)
    if json:
        print_json(sweep_document(result))
        return
    screen = console()
    for part in sweep_parts(result):
        screen.print(part)
