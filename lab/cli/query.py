"""``lab query``: run KQL on the stored logs."""

from __future__ import annotations

import csv
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lab.cli.options import Addresses, Database, Json, instant_of, query_text
from lab.cli.output import console, print_json, progress, remark
from lab.settings import DEFAULT_DATABASE

if TYPE_CHECKING:
    from typing import Literal, TextIO

    from rich.table import Table

    from lab.result import Result

NAME = "query"

# Columns that would be narrower than this are shown below each other.
_NARROWEST = 10


class Format(Enum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


_ENDINGS = {".csv": Format.CSV, ".json": Format.JSON, ".parquet": Format.PARQUET}


def command(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="KQL text, a file, or - for standard input.")
    ],
    database: Database = DEFAULT_DATABASE,
    format: Annotated[
        Format | None,
        typer.Option(help="How to write the rows. [default: by the ending of --out, else table]"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the rows to this file.")
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="What now() is, in UTC. [default: end of the logs]"),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="A value for what the query declares with 'declare query_parameters'; may be "
            "repeated.",
        ),
    ] = None,
    rows: Annotated[
        int, typer.Option(min=1, help="How many rows a table shows; files get all.")
    ] = 50,
    networks: Addresses = None,
    json: Json = False,
) -> None:
    """Run KQL on the logs and print the rows."""
    import lab
    from lab.errors import SettingsError
    from lab.lint.checks import FOR_RULES, lint
    from transpile.pipeline import parse

    chosen = Format.JSON if json else format or _by_ending(out)
    if chosen is Format.PARQUET and out is None and sys.stdout.isatty():
        raise SettingsError("Parquet is no text for a terminal; name a file with --out")
    text, instant = query_text(query), instant_of("--now", now)
    parameters = dict(_parameter(one) for one in param or ())
    with lab.open(database, networks=networks) as workspace, progress("querying"):
        results = workspace.query_all(text, instant, parameters=parameters)
    for warning in results[0].warnings:
        remark(f"warning: {warning}")
    for found in lint(parse(text)):
        if found.code not in FOR_RULES:
            remark(found.render(text))
    if len(results) > 1 and chosen is Format.PARQUET:
        remark(f"warning: the query gives {len(results)} results; only the last one is written")
        results = results[-1:]
    if out is not None:
        _to_file(results, chosen, out, rows)
    else:
        _to_stdout(results, chosen, rows)


def _parameter(text: str) -> tuple[str, str]:
    from lab.errors import SettingsError

    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise SettingsError(f"--param {text!r} is no NAME=VALUE")
    return name.strip(), value


def _by_ending(out: Path | None) -> Format:
    return Format.TABLE if out is None else _ENDINGS.get(out.suffix.lower(), Format.TABLE)


def _to_file(results: tuple[Result, ...], chosen: Format, out: Path, rows: int) -> None:
    if chosen is Format.PARQUET:
        import pyarrow.parquet as pq

        pq.write_table(results[-1].to_arrow(), out)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        _write(results, chosen, file, rows)


def _to_stdout(results: tuple[Result, ...], chosen: Format, rows: int) -> None:
    if chosen is Format.PARQUET:
        import pyarrow.parquet as pq

        pq.write_table(results[-1].to_arrow(), sys.stdout.buffer)
    elif chosen is Format.JSON:
        print_json(_documents(results))
    elif chosen is Format.TABLE:
        from rich.text import Text

        for number, result in enumerate(results, 1):
            if len(results) > 1:
                console().print(Text(_heading(result, number), style="bold"))
            _show(result, rows)
    else:
        _write(results, chosen, sys.stdout, rows)


def _write(results: tuple[Result, ...], chosen: Format, file: TextIO, rows: int) -> None:
    if chosen is Format.JSON:
        import json

        json.dump(_documents(results), file, ensure_ascii=False, indent=2)
        file.write("\n")
        return
    for number, result in enumerate(results, 1):
        if chosen is Format.CSV:
            file.write("\n" if number > 1 else "")  # an empty line between results
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(column.name for column in result.columns)
            writer.writerows(result.text_rows())
        else:
            file.write(f"{_heading(result, number)}\n" if len(results) > 1 else "")
            file.write(f"{result.first(rows)!r}\n")


def _heading(result: Result, number: int) -> str:
    return f"result {number}" + (f": {result.name}" if result.name else "")


def _documents(results: tuple[Result, ...]) -> dict[str, object]:
    """The one result, or all of them with their names."""
    if len(results) == 1:
        return _document(results[0])
    return {"results": [{"name": one.name, **_document(one)} for one in results]}


def _document(result: Result) -> dict[str, object]:
    return {
        "columns": [{"name": one.name, "type": str(one.type)} for one in result.columns],
        "rows": result.json_records(),
    }


def _show(result: Result, rows: int) -> None:
    from rich.text import Text

    screen = console()
    head = result.first(rows)
    if len(result.columns) * _NARROWEST > screen.width:
        for number, row in enumerate(head.text_rows(), 1):
            screen.print(Text(f"row {number}", style="bold"))
            for column, cell in zip(result.columns, row, strict=True):
                if cell:
                    screen.print(Text(f"  {column.name}: {cell}"))
    elif result.columns:
        screen.print(_table(head))
    rest = len(result) - rows
    more = f", {rest:,} not shown (--rows, or --format csv for all)" if rest > 0 else ""
    count = "1 row" if len(result) == 1 else f"{len(result):,} rows"
    screen.print(Text(f"{count}{more}", style="dim"))


def _table(result: Result) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in result.columns:
        justify: Literal["left", "right"] = "right" if column.type.is_numeric else "left"
        table.add_column(column.name, justify=justify, overflow="fold")
    for row in result.text_rows():
        table.add_row(*(Text(cell) for cell in row))
    return table
