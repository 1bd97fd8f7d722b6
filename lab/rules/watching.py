"""Sees when files of a folder are saved, by asking for their times again and again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from lab.rules.loader import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A database in the folder changes with every replay, and is no rule.
_ENDINGS = tuple(suffix for one in FORMATS for suffix in one.suffixes)

Seen = dict[str, tuple[int, int]]
"""The files of a folder: time of change in nanoseconds, and size."""


def changes(path: Path, pause: Callable[[], None], before: Seen) -> Iterator[tuple[str, ...]]:
    """The files that were saved, made or removed, each time that some were; without end.

    Args:
        path: a folder, with all folders below it, or a file.
        pause: waits between two looks.
        before: what there was when it was last read.
    """
    while True:
        pause()
        now = seen(path)
        if now == before:
            continue
        settled = None
        while now != settled:  # somebody may still be writing
            pause()
            settled, now = now, seen(path)
        changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
        before = now
        if changed:  # what is again as it was has not changed
            yield tuple(changed)


def seen(path: Path) -> Seen:
    """The files that may hold rules, or tests of rules, as they are now.

    Of a single file also those that begin like it: its tests lie beside it.
    """
    found: Seen = {}
    alone = not path.is_dir()
    root = path.parent if alone else path
    for folder, folders, names in os.walk(root):
        folders[:] = [] if alone else [one for one in folders if not one.startswith(".")]
        for name in names:
            if name.startswith(".") or not name.lower().endswith(_ENDINGS):
                continue
            if alone and not name.startswith(path.stem):
                continue
            file = Path(folder, name)
            try:
                facts = file.stat()
            except OSError:  # an editor has just moved it away
                continue
            found[file.relative_to(root).as_posix()] = (facts.st_mtime_ns, facts.st_size)
    return found
