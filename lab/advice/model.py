"""What is said of a rule's lateness. Data only; nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

    from lab.advice.shape import Shape
    from lab.rules.model import Rule


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way to run the rule, and what a change of its file would say."""

    label: str
    rule: Rule
    change: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What replaying an alternative gave.

    ``caught`` of ``tried`` (attacks times anchor phases) were found; ``repeated`` of ``alerts``
    told of nothing new; ``median_s`` and ``worst_s`` are times to detect, None where nothing was
    found. ``why`` says why it could not be replayed.
    """

    alternative: Alternative
    caught: int = 0
    tried: int = 0
    alerts: int = 0
    repeated: int = 0
    median_s: float | None = None
    worst_s: float | None = None
    why: str = ""

    @property
    def missed(self) -> int:
        """How many were not found."""
        return self.tried - self.caught


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule's alternatives as measured, the present one first, and the one that does best.

    ``late_by`` is the lateness that 99 of 100 rows of the tables that it reads stay below.
    """

    rule: Rule
    shape: Shape
    phases: int
    late_by: timedelta | None
    measured: tuple[Measured, ...]
    best: Measured | None
