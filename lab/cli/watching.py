"""``lab replay --watch``: replay what changed whenever a file is saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from lab.cli.output import console, remark
from transpile.errors import LabError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lab.replay.model import Replay
    from lab.rules.watching import Seen

_EVERY_S = 0.3


def pause() -> None:
    """Wait until it is time to look again."""
    time.sleep(_EVERY_S)


def watch(
    folder: Path,
    before: Seen,
    first: Replay,
    again: Callable[[Replay], Replay],
    after: Callable[[Replay], object],
) -> None:
    """Replay after every change, until Ctrl-C.

    What keeps a replay from beginning is said, and the next change is waited for.

    Args:
        folder: what is watched.
        before: its files as they were before the first replay read them.
        first: the replay to compare with.
        again: replays the folder; what has not changed since the replay that it is given is taken
            from that.
        after: does with each replay what else was asked for.
    """
    from lab.report.changes import change_parts
    from lab.rules.watching import changes

    remark(f"watching {folder}; Ctrl-C ends it")
    screen = console()
    last = first
    try:
        # by its name, so that tests need not wait
        for files in changes(folder, lambda: pause(), before):
            more = f" and {len(files) - 3} more" if len(files) > 3 else ""
            remark(f"saved: {', '.join(files[:3])}{more}")
            try:
                now = again(last)
            except LabError as error:
                remark(f"error: {error}")
                continue
            for part in change_parts(last, now):
                screen.print(part)
            after(now)
            last = now
    except KeyboardInterrupt:
        remark("stopped watching")
