"""Run the commands of the README and paste what they print: ``readme.py [--check]``.

A marker ``<!-- output: lab ... -->`` is followed by a block of text with the output of that
command, run in a fresh folder, in the order of the page. ``--check`` compares instead; durations
may differ, nothing else.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- output: (?P<command>lab [^\n]*) -->)(\n```text\n.*?\n```)?", re.DOTALL)
_SECONDS = re.compile(r" *\d+\.\d+ s\b")


def output_of(command: str, folder: Path) -> str:
    """What a command prints, run in a folder; its errors too."""
    words = [sys.executable, "-m", "lab", *shlex.split(command)[1:]]
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb",
    }  # fmt: skip
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    lines = (done.stdout + done.stderr).rstrip().splitlines()
    return "\n".join(line.rstrip() for line in lines)


def filled(page: str) -> str:
    """The page with the output of every command below its marker."""
    with tempfile.TemporaryDirectory() as folder:
        return _BLOCK.sub(
            lambda match: f"{match[1]}\n```text\n{output_of(match['command'], Path(folder))}\n```",
            page,
        )


def main() -> int:
    """Rewrite the page, or with ``--check`` say whether it is true."""
    page = README.read_text("utf-8")
    made = filled(page)
    if "--check" not in sys.argv[1:]:
        README.write_text(made, "utf-8")
        return 0
    if _SECONDS.sub("", made) == _SECONDS.sub("", page):
        return 0
    sys.stderr.write("README.md does not show what the commands print: run scripts/readme.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
