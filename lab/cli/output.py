"""What the commands print: text and JSON on standard output, progress and remarks on the other."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from lab.report.junit import Check
    from lab.report.sarif import Finding

# Wide enough that nothing is cut when the output goes to a file or another program.
_UNBOUNDED = 100_000
_PATIENCE_S = 1.0
# What leaves room for the rest of the bar in 80 columns.
_LABEL = 26


def console(*, stderr: bool = False) -> Console:
    """A console for people; it wraps to the terminal, and never when it is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _UNBOUNDED
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def print_json(document: object) -> None:
    """A document as JSON on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def remark(text: str) -> None:
    """A line on the error stream, so that standard output stays clean."""
    sys.stderr.write(f"{text}\n")


def prefix_of(folder: Path) -> str:
    """What goes before a rule's path to make it one from the current folder."""
    root = folder if folder.is_dir() else folder.parent
    return "" if str(root) == "." else f"{root.as_posix()}/"


def write_junit(file: Path | None, title: str, checks: Iterable[Check]) -> None:
    """Write checks as JUnit XML, where a file was named."""
    if file is not None:
        from lab.report.junit import junit_text

        file.write_text(junit_text(title, checks), encoding="utf-8")


def write_sarif(file: Path | None, findings: Iterable[Finding]) -> None:
    """Write findings as SARIF, where a file was named."""
    if file is not None:
        from lab.report.sarif import sarif_document

        text = json.dumps(sarif_document(findings), ensure_ascii=False, indent=2)
        file.write_text(f"{text}\n", encoding="utf-8")


@contextmanager
def progress(title: str, unit: str = "") -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on the error stream after a second, or nothing where that is no terminal.

    Gives a function that takes what is being done, how much is done, and how much there is.
    ``unit`` is what is counted: then the bar says how many a second.
    """
    if not sys.stderr.isatty():
        yield lambda label, done, total: None
        return
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=16),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[label]}", style="dim"),
    )
    bars = Progress(*columns, console=console(stderr=True), transient=True)
    task = bars.add_task(title, total=None, label="", rate="")

    def advance(label: str, done: int, total: int) -> None:
        speed = bars.tasks[0].speed if unit else None
        rate = f"{speed:,.0f} {unit}/s" if speed else ""
        bars.update(task, completed=done, total=total, label=label[:_LABEL], rate=rate)

    # What is over in a second needs no bar.
    start = Timer(_PATIENCE_S, bars.start)
    start.daemon = True
    start.start()
    try:
        yield advance
    finally:
        start.cancel()
        bars.stop()
