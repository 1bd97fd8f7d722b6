"""What running tests gives: data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CaseStatus = Literal["passed", "failed", "broken"]
"""``failed``: something else came than was expected. ``broken``: it could not be run at all."""


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What came of one case.

    ``rule`` and ``tests`` are paths relative to the folder; ``line`` is that of the case, 0 for
    what concerns the whole file. ``differences`` are lines for a person, empty where it passed.
    """

    rule: str
    tests: str
    name: str
    line: int
    status: CaseStatus
    differences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.tests}:{self.line}" if self.line else self.tests


@dataclass(frozen=True)
class TestReport:
    """The outcomes in order of path and line; ``untested`` are the rules without tests."""

    __test__ = False  # it is no test of the test runner

    cases: tuple[CaseOutcome, ...]
    untested: tuple[str, ...] = ()
    seconds: float = 0.0

    def with_status(self, status: CaseStatus) -> tuple[CaseOutcome, ...]:
        """The cases of this status, in order."""
        return tuple(case for case in self.cases if case.status == status)

    @property
    def ok(self) -> bool:
        """Whether every case passed."""
        return all(case.status == "passed" for case in self.cases)
