"""``lab transpile``: show the SQL that a query becomes. No database is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lab.cli.options import Json, MaybeDatabase, database_if_any, query_text
from lab.cli.output import print_json, remark

if TYPE_CHECKING:
    from transpile.pipeline import CompiledResult
    from transpile.schema import SchemaSource

NAME = "transpile"


def command(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="KQL text, a file, or - for standard input.")
    ],
    database: MaybeDatabase = None,
    replay: Annotated[
        bool,
        typer.Option("--replay", help="Show what a replay runs: hoisted tables, lifted query."),
    ] = False,
    json: Json = False,
) -> None:
    """Show the SQL that a query becomes."""
    import lab
    from lab.workspace import assumed_schemas

    text = query_text(query)
    found = database_if_any(database)
    if found is None:
        parts, warnings, columns = _compiled(text, assumed_schemas(), replay=replay)
    else:
        with lab.open(found) as workspace:
            parts, warnings, columns = _compiled(text, workspace.schemas, replay=replay)
    if json:
        sql = [{"part": name, "sql": statement} for name, statement in parts]
        print_json({"sql": sql, "columns": columns, "warnings": warnings})
        return
    for warning in warnings:
        remark(f"warning: {warning}")
    for name, statement in parts:
        if name:
            typer.echo(f"-- {name}")
        typer.echo(f"{statement};")


def _compiled(
    text: str, schemas: SchemaSource, *, replay: bool
) -> tuple[list[tuple[str, str]], list[str], dict[str, str]]:
    """The parts of the SQL by name, the warnings, and the columns of the last result."""
    from transpile.pipeline import bind_kql, compile_kql
    from transpile.planning import plan_replay

    if replay:
        bound = bind_kql(text, schemas)
        plan = plan_replay(bound)
        parts = [(f"hoisted once: {one.name}", _pretty(one.query)) for one in plan.hoists]
        parts.append(("run by run, over the hoisted tables", _pretty(plan.hoisted)))
        if plan.lifted is not None:
            parts.append(("all runs at once", _pretty(plan.lifted)))
        else:
            parts.append(("all runs at once", f"-- not possible: {plan.not_lifted}"))
        result, warnings = plan.plain, bound.warnings
    else:
        compiled = compile_kql(text, schemas)
        result, warnings = compiled.result, compiled.warnings
        several = len(compiled.results) > 1
        parts = [
            (f"result {number}" if several else "", _pretty(result))
            for number, result in enumerate(compiled.results, 1)
        ]
    columns = {column.name: str(column.type) for column in result.columns}
    return parts, [warning.message for warning in warnings], columns


def _pretty(result: CompiledResult) -> str:
    return result.sql("duckdb", pretty=True)
