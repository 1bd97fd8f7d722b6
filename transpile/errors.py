"""The root of the error tree.

::

    LabError
    ├── CompileError    (transpile.diagnostics)  a query that is wrong or refused
    ├── SchemaError     a table or column definition that does not fit
    ├── InternalError   a broken invariant of the lab itself
    ├── PlanError       (generators.plan)        a plan that makes no sense
    └── StoreError, RuleError, ReplayError, ...  (lab.errors)

Every message of a ``LabError`` is written for a person: what was wrong, where, what would fit.
"""

from __future__ import annotations


class LabError(Exception):
    """An error with a message for a person; the commands print it as it is, on one line."""


class SchemaError(LabError):
    """A table definition, a column or a type name that does not fit."""


class InternalError(LabError):
    """A broken invariant: a defect of the lab, never of the query."""

    def __init__(self, message: str, query: str = "") -> None:
        shown = f" (query: {query[:200]!r})" if query else ""
        super().__init__(f"internal error, please report it: {message}{shown}")
        self.query = query
