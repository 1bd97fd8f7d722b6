"""``lab import``: put files of a person's own into the database. Watchlists, as yet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lab.cli.options import Database, Json
from lab.cli.output import print_json
from lab.settings import DEFAULT_DATABASE

NAME = "import"


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a header.")],
    watchlist: Annotated[
        str, typer.Option(metavar="NAME", help="The alias of the watchlist to make of it.")
    ],
    search_key: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="The column that is the search key. [default: the first]"
        ),
    ] = None,
    database: Database = DEFAULT_DATABASE,
    json: Json = False,
) -> None:
    """Import a file into the database: a watchlist, which _GetWatchlist('NAME') then reads.

    A watchlist of that name is replaced, in one transaction.
    """
    from lab.ingest.watchlists import import_watchlist
    from lab.settings import WatchlistFile

    count, replaced = import_watchlist(database, watchlist, WatchlistFile(file, search_key or ""))
    if json:
        print_json({"watchlist": watchlist, "items": count, "replaced": replaced})
        return
    done = "replaced" if replaced else "imported"
    items = "1 item" if count == 1 else f"{count:,} items"
    typer.echo(f"{done} watchlist {watchlist}: {items} in {database}")
