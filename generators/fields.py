"""Names for the population: the only place that knows Faker.

Faker is slow by the row and its lists change with versions, so that it is pinned, seeded, asked
for pools of distinct values once, and never again.
"""

from __future__ import annotations

from dataclasses import dataclass

from faker import Faker

LOCALE = "en_US"
_POOL = 400


@dataclass(frozen=True)
class NamePools:
    """Distinct first and last names in a drawn order."""

    first: tuple[str, ...]
    last: tuple[str, ...]


def name_pools(seed: int) -> NamePools:
    """First and last names of the tenant, the same for the same seed."""
    fake = Faker(LOCALE, use_weighting=False)
    fake.seed_instance(seed)
    first = dict.fromkeys(fake.first_name() for _ in range(_POOL))
    last = dict.fromkeys(fake.last_name() for _ in range(2 * _POOL))
    return NamePools(tuple(first), tuple(last))
