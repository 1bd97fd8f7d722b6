"""Security principals of the Windows log: who a row's subject or target can be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from generators.population import WINDOWS_DOMAIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.population import World

SYSTEM, LOCAL_SERVICE, NETWORK_SERVICE, NOBODY = 0, 1, 2, 3
_WELL_KNOWN = 4
# Names that guessers try; not one of them exists in the tenant.
GUESSED_NAMES = ("administrator", "admin", "test", "guest", "backup", "user", "sql", "scanner")


@dataclass(frozen=True)
class Principal:
    """One principal as the log names it; ``sid`` is S-1-0-0 for a name that does not exist."""

    user: str
    domain: str
    sid: str
    is_machine: bool

    @property
    def account(self) -> str:
        """The Account column: domain, backslash, user."""
        return f"{self.domain}\\{self.user}"


@dataclass(frozen=True, eq=False)
class Principals:
    """All principals of a world, and where each group begins among them."""

    everyone: tuple[Principal, ...]
    machines: int
    services: int
    people: int
    guessed: int

    def machine(self, host: NDArray[np.int64]) -> NDArray[np.int64]:
        """The machine accounts of hosts."""
        return self.machines + host


@cache
def principals_of(world: World) -> Principals:
    """The principals: well-known, machines, service accounts, people, guessed names."""
    known = (
        Principal("SYSTEM", "NT AUTHORITY", "S-1-5-18", True),
        Principal("LOCAL SERVICE", "NT AUTHORITY", "S-1-5-19", True),
        Principal("NETWORK SERVICE", "NT AUTHORITY", "S-1-5-20", True),
        Principal("-", "-", "S-1-0-0", False),  # who asks for a logon over the network
    )
    machines = tuple(
        Principal(f"{host.name}$", WINDOWS_DOMAIN, f"{host.machine_sid}-{1100 + i}", True)
        for i, host in enumerate(world.hosts)
    )
    domain_sid = world.accounts[0].sid.rpartition("-")[0]
    services = tuple(
        Principal(name, WINDOWS_DOMAIN, f"{domain_sid}-{1110 + i}", False)
        for i, name in enumerate(world.service_accounts)
    )
    people = tuple(Principal(a.sam, WINDOWS_DOMAIN, a.sid, False) for a in world.accounts)
    guessed = tuple(Principal(n, WINDOWS_DOMAIN, "S-1-0-0", False) for n in GUESSED_NAMES)
    first_service = _WELL_KNOWN + len(machines)
    first_person = first_service + len(services)
    return Principals(
        (*known, *machines, *services, *people, *guessed),
        machines=_WELL_KNOWN,
        services=first_service,
        people=first_person,
        guessed=first_person + len(people),
    )


def session_ids(
    host: NDArray[np.int64], principal: NDArray[np.int64], day: int
) -> NDArray[np.int64]:
    """The logon id of the day's service session of a principal on a host.

    SYSTEM and the two services have the fixed ids of Windows; others are spread over 32 bits.
    """
    mixed = (host * 1_000_003 + principal * 7_919 + day * 104_729) * 2_654_435_761 % 0xE0000000
    result = 0x10000000 + mixed
    for fixed, principal_id in ((SYSTEM, 0x3E7), (LOCAL_SERVICE, 0x3E5), (NETWORK_SERVICE, 0x3E4)):
        result = np.where(principal == fixed, principal_id, result)
    return result
