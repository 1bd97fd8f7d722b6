"""The plan: every input of a generated tenant. No clock is read anywhere behind it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from transpile.errors import LabError

DEFAULT_START = datetime(2026, 3, 2)  # noqa: DTZ001 - a Monday; naive UTC everywhere in the lab
DEFAULT_USERS = 100
DEFAULT_SEED = 7
MOST_DAYS = 400
MOST_USERS = 200_000
MICROSECONDS_PER_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - naive UTC


class PlanError(LabError):
    """A plan that makes no sense; the message names the option and what would fit."""


@dataclass(frozen=True)
class Plan:
    """What to generate.

    ``start`` is naive UTC at midnight. ``scenarios`` are requests as they are typed: ``all``,
    ``none``, ``name``, ``name:count``, ``name@day``, ``name:count@day`` (days count from 1).

    Raises:
        PlanError: for numbers or a start that make no sense.
    """

    days: int = 2
    start: datetime = DEFAULT_START
    users: int = DEFAULT_USERS
    seed: int = DEFAULT_SEED
    scenarios: tuple[str, ...] = ("all",)

    def __post_init__(self) -> None:
        if not 1 <= self.days <= MOST_DAYS:
            raise PlanError(f"days is {self.days}: a number from 1 to {MOST_DAYS} is needed")
        if not 1 <= self.users <= MOST_USERS:
            raise PlanError(f"users is {self.users}: a number from 1 to {MOST_USERS} is needed")
        if self.seed < 0:
            raise PlanError(f"seed is {self.seed}: a whole number of at least 0 is needed")
        if self.start.tzinfo is not None or self.start.time() != datetime.min.time():
            raise PlanError(f"start is {self.start}: a date is needed, as in 2026-03-02")
        if not 1971 <= self.start.year <= 2200:
            raise PlanError(
                f"start is {self.start:%Y-%m-%d}: a date from 1971 to 2200 is needed, "
                "as in 2026-03-02"
            )

    @property
    def end(self) -> datetime:
        """The instant after the last detailed day."""
        return self.start + timedelta(days=self.days)

    @property
    def start_us(self) -> int:
        """``start`` in microseconds since 1970, UTC."""
        return round((self.start - _EPOCH) / timedelta(microseconds=1))

    @property
    def end_us(self) -> int:
        """``end`` in microseconds since 1970, UTC."""
        return self.start_us + self.days * MICROSECONDS_PER_DAY

    def to_json(self) -> dict[str, object]:
        """The plan as the manifest keeps it."""
        return asdict(self) | {
            "start": f"{self.start:%Y-%m-%d}",
            "scenarios": list(self.scenarios),
        }


def parse_start(text: str) -> datetime:
    """The start of a plan from a date as it is typed.

    Raises:
        PlanError: for anything but a date.
    """
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d")  # noqa: DTZ007 - naive UTC
    except ValueError as error:
        raise PlanError(f"start is {text!r}: a date is needed, as in 2026-03-02") from error
