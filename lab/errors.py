"""The errors of the lab's own folders, all under :class:`transpile.errors.LabError`.

::

    LabError             (transpile.errors)
    ├── PlanError        (generators.plan)  a plan that makes no sense
    ├── StoreError       lab/store          a database that is missing, locked, foreign or newer
    ├── IngestError      lab/ingest         a real export that cannot be read as a table
    ├── RuleError        lab/rules          a rule file that is wrong: path and field
    ├── ReplayError      lab/replay         a replay that cannot be run as asked
    ├── EngineError      lab/engines        a query that fails while it runs (protocol.py)
    └── SettingsError    lab/settings       an option or a settings file that does not fit

Each message is one line for a person: what was wrong, where, what would fit, what to do.
"""

from __future__ import annotations

from transpile.errors import LabError


class StoreError(LabError):
    """A database file that is missing, locked, not a database, of a newer format or unwritable."""


class IngestError(LabError):
    """A real export that cannot be read as rows of a table."""


class RuleError(LabError):
    """A rule file that is wrong.

    ``path`` is the file as the person named it, ``field`` the key in it ("" for the whole file).
    """

    def __init__(self, message: str, *, path: str = "", field: str = "") -> None:
        where = f"{path}, {field}: " if path and field else f"{path or field}: "
        super().__init__(where + message if path or field else message)
        self.path = path
        self.field = field


class ReplayError(LabError):
    """A replay that cannot be run as asked: no data, an empty span, an unknown strategy."""


class SettingsError(LabError):
    """An option, or a value in a settings file, that does not fit."""
