"""``lab init``: put the sample rules into a folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from lab.cli.options import Json
from lab.cli.output import print_json

NAME = "init"


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where to put the sample rules.")
    ] = Path("detections"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
    json: Json = False,
) -> None:
    """Copy the sample rules into a folder, to start from."""
    written = copy_samples(folder, force=force)
    if json:
        print_json({"folder": str(folder), "written": [str(path) for path in written]})
        return
    typer.echo(f"{len(written)} files in {folder}; try 'lab check {folder}', 'lab replay {folder}'")


def copy_samples(folder: Path, *, force: bool = False) -> list[Path]:
    """Copy the sample rules; nothing is written unless all can be.

    Raises:
        SettingsError: where a file is there already and ``force`` is not given.
    """
    from lab.errors import SettingsError
    from lab.store.known import datasets_folder

    samples = datasets_folder() / "detections"
    pairs = [
        (source, folder / source.relative_to(samples))
        for source in sorted(samples.rglob("*"))
        if source.is_file()
    ]
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder} is a file; name a folder")
    there = [target for _, target in pairs if target.exists()]
    if there and not force:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise SettingsError(
            f"{there[0]}{more} would be overwritten; name another folder, or use --force"
        )
    for source, target in pairs:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return [target for _, target in pairs]
