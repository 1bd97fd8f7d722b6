"""What DuckDB says when a file cannot be used, turned into one line with a remedy."""

from __future__ import annotations

import re
from pathlib import Path

from lab.errors import StoreError

_HOLDER = re.compile(r"lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")


def is_damage(message: str) -> bool:
    """Whether DuckDB says that a file was cut short or overwritten."""
    folded = message.lower()
    return any(word in folded for word in ("read enough bytes", "checksum", "corrupt"))


def store_error(path: Path, message: str, *, doing: str) -> StoreError:
    """The error of a person for a failed file operation of DuckDB.

    ``doing`` is what was attempted, as an infinitive ("read the logs").
    """
    first = message.strip().splitlines()[0] if message.strip() else "no reason given"
    holder = _HOLDER.search(message)
    if holder:
        program = Path(holder["program"]).name
        return StoreError(
            f"{path} is in use by another process ({program}, process {holder['pid']}): "
            "wait for it to finish or end it, then try again"
        )
    if "being used by another process" in message or "Could not set lock" in message:
        return StoreError(f"{path} is in use by another process: wait for it to finish, try again")
    if "already attached" in message:
        return StoreError(
            f"{path} is already open in this process: close the workspace that holds it first"
        )
    if "Is a directory" in message or path.is_dir():
        return StoreError(f"{path} is a folder, not a database file: name a file with --db")
    if "not a valid DuckDB database" in message:
        return StoreError(
            f"{path} is not a database of the lab: name another file with --db, "
            "or move it away and run 'lab generate'"
        )
    if is_damage(message):
        return StoreError(
            f"{path} is damaged (cut short or overwritten): move it away and run 'lab generate'"
        )
    if "trying to read a database file with version" in message.lower():
        return StoreError(f"{path} was written by another version of DuckDB: {first}")
    if "No space left" in message or "not enough space" in message.lower():
        return StoreError(
            f"no space left for {path}: free some, or name a file on another disk with --db; "
            "its content is as before"
        )
    if "Out of Memory" in message:
        return StoreError(
            f"not enough memory to {doing} in {path}: close other programs, or ask for less; "
            "its content is as before"
        )
    if "File too large" in message:
        return StoreError(
            f"{path} may not grow any larger: raise the limit on the size of files (ulimit -f), "
            "or name a file on another disk with --db; its content is as before"
        )
    if "Permission denied" in message or "Read-only file system" in message:
        return StoreError(
            f"no permission to {doing} in {path}: name a file in a folder that may be written, "
            "with --db"
        )
    return StoreError(f"could not {doing} in {path}: {first}")
