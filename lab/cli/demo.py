"""``lab demo``: generate, replay the sample rules, show; from nothing to alerts in a minute."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from lab.cli.generate import generate
from lab.cli.generate import show as show_tables
from lab.cli.options import Json
from lab.cli.output import print_json, progress
from lab.cli.replay import show as show_replay

NAME = "demo"


def command(
    database: Annotated[
        Path, typer.Option("--db", metavar="FILE", help="The database to make.")
    ] = Path("demo.duckdb"),
    json: Json = False,
) -> None:
    """Generate, replay the sample rules, show what fired."""
    import lab
    from lab.report.document import replay_document
    from lab.store.known import datasets_folder

    if not json:
        typer.echo("1. Two days in the life of a small tenant, with attacks planted in it")
    began = perf_counter()
    manifest, scenarios = generate(database)
    if not json:
        show_tables(database, manifest, scenarios, perf_counter() - began)
        typer.echo("\n2. The sample rules, each at every one of its runs")
    rules = datasets_folder() / "detections"
    with lab.open(database) as workspace, progress("replaying", "runs") as advance:
        result = workspace.replay(rules, progress=advance)
    if json:
        print_json(replay_document(result))
        return
    show_replay(result)
    typer.echo(f"\nreplayed in {result.seconds:.1f} s. Next:")
    for line in (
        f"  lab query 'SecurityEvent | summarize count() by EventID' --db {database}",
        f"  lab tables --db {database}",
        "  lab init                       the sample rules, in detections/, to change",
        f"  lab replay detections --db {database}",
        "  lab generate --days 7          a tenant of your own, in lab.duckdb",
    ):
        typer.echo(line)
