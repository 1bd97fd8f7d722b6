"""``lab generate``: fill a database with some days of a tenant's life, and attacks in it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from lab.cli.options import Database, Json
from lab.cli.output import console, print_json, progress
from lab.settings import DEFAULT_DATABASE

if TYPE_CHECKING:
    from lab.store.manifest import Manifest, ScenarioFacts

NAME = "generate"


def command(
    days: Annotated[int | None, typer.Option(help="Days in detail. [default: 2]")] = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day, in UTC. [default: 2026-03-02]")
    ] = None,
    users: Annotated[int | None, typer.Option(help="People in the tenant. [default: 100]")] = None,
    seed: Annotated[
        int | None, typer.Option(help="Another number gives another tenant. [default: 7]")
    ] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="An attack to plant; may be repeated: name, name:count, name@day, all, none. "
            "[default: all]",
        ),
    ] = None,
    database: Database = DEFAULT_DATABASE,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Also replace tables that hold imported rows."),
    ] = False,
    json: Json = False,
) -> None:
    """Generate a tenant's logs, with attacks in them.

    The same options give the same rows, on any machine. Generated tables are replaced in one
    transaction, imported ones are kept; an interruption leaves the database as it was.
    """
    began = perf_counter()
    manifest, scenarios = generate(
        database, days, start, users, seed, tuple(scenario or ()), replace=replace
    )
    seconds = perf_counter() - began
    if json:
        print_json(_document(database, manifest, scenarios, seconds))
    else:
        show(database, manifest, scenarios, seconds)


def generate(
    database: Path,
    days: int | None = None,
    start: str | None = None,
    users: int | None = None,
    seed: int | None = None,
    scenarios: tuple[str, ...] = (),
    *,
    replace: bool = False,
) -> tuple[Manifest, tuple[ScenarioFacts, ...]]:
    """Generate into a database; what it says of itself afterwards. None takes a default."""
    from generators.plan import Plan, parse_start

    usual = Plan()
    plan = Plan(
        days=usual.days if days is None else days,
        start=usual.start if start is None else parse_start(start),
        users=usual.users if users is None else users,
        seed=usual.seed if seed is None else seed,
        scenarios=scenarios or usual.scenarios,
    )
    # A plan that makes no sense is refused before anything heavy is imported.
    from generators.tenant import generate as generate_tenant
    from lab.store.duckdb import open_read
    from lab.store.load import replace_generated
    from lab.store.manifest import read_scenarios

    with progress("generating") as advance:
        tenant = generate_tenant(plan)
        manifest = replace_generated(database, tenant, replace=replace, progress=advance)
    connection = open_read(database)
    try:
        return manifest, read_scenarios(connection)
    finally:
        connection.close()


def show(
    database: Path, manifest: Manifest, scenarios: tuple[ScenarioFacts, ...], seconds: float
) -> None:
    """Say what was made."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("table")
    table.add_column("rows", justify="right")
    total = 0
    for name, facts in sorted(manifest.tables.items()):
        if facts.origin == "generated":
            table.add_row(name, f"{facts.rows:,}")
            total += facts.rows
    console().print(table)
    kinds: dict[str, int] = {}
    for one in scenarios:
        kinds[one.name] = kinds.get(one.name, 0) + 1
    planted = ", ".join(f"{count} x {name}" for name, count in sorted(kinds.items())) or "none"
    typer.echo(f"planted attacks: {planted}")
    typer.echo(
        f"{database}: {manifest.from_utc} to {manifest.to_utc} UTC, {total:,} rows, "
        f"seed {manifest.seed}, {seconds:.1f} s"
    )


def _document(
    database: Path, manifest: Manifest, scenarios: tuple[ScenarioFacts, ...], seconds: float
) -> dict[str, object]:
    return {
        "db": str(database),
        "plan": dict(manifest.plan),
        "from": f"{manifest.from_utc.isoformat()}Z" if manifest.from_utc else None,
        "to": f"{manifest.to_utc.isoformat()}Z" if manifest.to_utc else None,
        "tables": [
            {
                "table": name,
                "rows": facts.rows,
                "origin": facts.origin,
                "content_hash": facts.content_hash,
            }
            for name, facts in sorted(manifest.tables.items())
        ],
        "scenarios": [
            {
                "number": one.number,
                "name": one.name,
                "title": one.title,
                "severity": one.severity,
                "from": f"{one.from_utc.isoformat()}Z",
                "to": f"{one.to_utc.isoformat()}Z",
                "tables": list(one.tables),
                "rows": one.row_count,
            }
            for one in scenarios
        ],
        "seconds": round(seconds, 3),
    }
