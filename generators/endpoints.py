"""The machines that Defender watches: people's Windows laptops, and the servers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from generators.networks import SITES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.population import World

DNS_SUFFIX = "corp.tallyport.example"


@dataclass(frozen=True)
class Endpoint:
    """A watched machine; ``owner`` is an account, -1 for a server."""

    name: str
    device_id: str
    aad_device_id: str
    owner: int
    address: str
    platform: str
    build: int
    join: str
    utc_offset_h: int

    @property
    def is_server(self) -> bool:
        """Whether nobody sits at it."""
        return self.owner < 0


@dataclass(frozen=True, eq=False)
class Endpoints:
    """All watched machines of a world, and arrays over them."""

    all: tuple[Endpoint, ...]
    owner: NDArray[np.int64]
    utc_offset_h: NDArray[np.int64]
    is_server: NDArray[np.bool_]

    def of_account(self, account: int) -> int | None:
        """The laptop of an account, or None where Defender does not watch it."""
        found = np.flatnonzero(self.owner == account)
        return int(found[0]) if len(found) else None

    def __len__(self) -> int:
        return len(self.all)


@cache
def endpoints_of(world: World) -> Endpoints:
    """The endpoints of a world: laptops by account, then servers."""
    made: list[Endpoint] = []
    for account, person in enumerate(world.accounts):
        device = world.devices[int(world.laptop[account])]
        if person.user_type == "Guest" or person.is_admin or not device.os.startswith("Windows"):
            continue
        place = len(made)
        made.append(
            Endpoint(
                name=f"{device.name.lower()}.{DNS_SUFFIX}",
                device_id=_device_id(device.name),
                aad_device_id=device.device_id,
                owner=account,
                address=f"10.30.{place // 250 % 250}.{place % 250 + 2}",
                platform=device.os_flat,
                build=22631 if device.os == "Windows 11" else 19045,
                join="Hybrid Azure AD Join" if device.trust.startswith("Hybrid") else "AAD Joined",
                utc_offset_h=SITES[person.site].utc_offset_h,
            )
        )
    made += (
        Endpoint(
            name=host.computer.lower(),
            device_id=_device_id(host.name),
            aad_device_id="",
            owner=-1,
            address=host.address,
            platform="WindowsServer2022",
            build=20348,
            join="Domain Joined",
            utc_offset_h=SITES[0].utc_offset_h,
        )
        for host in world.hosts
    )
    return Endpoints(
        tuple(made),
        np.array([one.owner for one in made]),
        np.array([one.utc_offset_h for one in made]),
        np.array([one.is_server for one in made]),
    )


def server_endpoint(world: World, host: int) -> int:
    """The position among the endpoints of a server of ``world.hosts``."""
    return len(endpoints_of(world)) - len(world.hosts) + host


def _device_id(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()
