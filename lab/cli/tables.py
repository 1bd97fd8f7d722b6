"""``lab tables``: what is in a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lab.cli.options import Database, Json
from lab.cli.output import console, print_json
from lab.settings import DEFAULT_DATABASE

if TYPE_CHECKING:
    from lab.workspace import TableInfo, Workspace

NAME = "tables"


def command(
    table: Annotated[
        str | None, typer.Argument(metavar="[TABLE]", help="Show the columns of this table.")
    ] = None,
    database: Database = DEFAULT_DATABASE,
    json: Json = False,
) -> None:
    """List the tables of a database, or the columns of one."""
    import lab

    with lab.open(database) as workspace:
        if table is None:
            found = workspace.tables()
            if json:
                print_json([_document(one, columns=False) for one in found])
            else:
                _list(found)
            return
        one = _named(workspace, table)
        if json:
            print_json(_document(one, columns=True))
            return
        for column in one.columns:
            typer.echo(str(column))


def _named(workspace: Workspace, name: str) -> TableInfo:
    from lab.errors import StoreError
    from transpile.diagnostics import near

    found = {one.name: one for one in workspace.tables()}
    if name in found:
        return found[name]
    known = workspace.schemas.table(name) is not None
    hint = "it is known, but not loaded" if known else near(name, found)
    raise StoreError(
        f"{workspace.settings.database} has no table {name!r}; "
        f"{hint or 'the command tables lists what there is'}"
    )


def _document(one: TableInfo, *, columns: bool) -> dict[str, object]:
    document: dict[str, object] = {
        "table": one.name,
        "rows": one.rows,
        "origin": one.origin,
        "from": f"{one.from_utc.isoformat()}Z" if one.from_utc else None,
        "to": f"{one.to_utc.isoformat()}Z" if one.to_utc else None,
    }
    if columns:
        document["columns"] = {column.name: str(column.type) for column in one.columns}
    return document


def _list(found: tuple[TableInfo, ...]) -> None:
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("table")
    shown.add_column("rows", justify="right")
    for name in ("origin", "from (UTC)", "to (UTC)"):
        shown.add_column(name)
    for one in found:
        first = f"{one.from_utc:%Y-%m-%d %H:%M}" if one.from_utc else ""
        last = f"{one.to_utc:%Y-%m-%d %H:%M}" if one.to_utc else ""
        shown.add_row(one.name, f"{one.rows:,}", one.origin, first, last)
    console().print(shown)
