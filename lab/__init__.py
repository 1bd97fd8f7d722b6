"""The lab: an offline replay lab for KQL detection rules.

::

    import lab

    db = lab.open("lab.duckdb")
    db.query("SigninLogs | summarize count() by ResultType").rows()
    db.replay("detections/")

The public names are exported lazily: importing ``lab`` imports neither DuckDB nor the compiler.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_EXPORTS = {
    "open": "lab.workspace",
    "Workspace": "lab.workspace",
    "Replay": "lab.workspace",
    "Result": "lab.result",
    "Settings": "lab.settings",
    "LabError": "transpile.errors",
    "CompileError": "transpile.diagnostics",
}

if TYPE_CHECKING:
    from lab.replay.model import Replay
    from lab.result import Result
    from lab.settings import Settings
    from lab.workspace import Workspace, open
    from transpile.diagnostics import CompileError
    from transpile.errors import LabError

__all__ = ["CompileError", "LabError", "Replay", "Result", "Settings", "Workspace", "open"]


def __getattr__(name: str) -> object:
    """Import an exported name when it is first used."""
    home = _EXPORTS.get(name)
    if home is None:
        raise AttributeError(f"module 'lab' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(home), name)
    return value


def __dir__() -> list[str]:
    """The exported names too, though not imported yet."""
    return sorted({*globals(), *_EXPORTS})
