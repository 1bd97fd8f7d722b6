"""Who and what lives in the tenant: people, accounts, devices, servers, addresses.

The population is drawn once from a plan. Everything later refers to it by position, so that rows
can be index arrays over its pools.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from generators.columns import pool
from generators.devices import Device, draw_devices
from generators.fields import name_pools
from generators.hosts import Host, draw_hosts
from generators.ids import guid_text, random_ids
from generators.networks import ADDRESSES_PER_NETWORK, NETWORKS, SITES, numbers
from generators.outcomes import PRONE_SHARE
from generators.streams import stream

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from generators.plan import Plan

DOMAIN = "tallyport.example"
PARTNER_DOMAIN = "partner.example"
WINDOWS_DOMAIN = "TALLYPORT"
TENANT_NAME = "Tallyport"

_DEPARTMENTS = (
    ("Sales", 0.22, ("Account Manager", "Sales Engineer", "Sales Director")),
    ("Engineering", 0.26, ("Developer", "Team Lead", "Architect")),
    ("Operations", 0.16, ("Planner", "Shift Lead", "Logistics Analyst")),
    ("Finance", 0.10, ("Accountant", "Controller", "Treasurer")),
    ("Human Resources", 0.06, ("Recruiter", "HR Partner")),
    ("Marketing", 0.09, ("Content Editor", "Campaign Manager")),
    ("IT", 0.09, ("System Engineer", "Service Desk Agent", "Security Analyst")),
    ("Legal", 0.02, ("Counsel",)),
)


@dataclass(frozen=True)
class Account:
    """An account that signs in: a person's, or the second account of an administrator."""

    upn: str
    display_name: str
    object_id: str
    sam: str
    sid: str
    department: str
    title: str
    site: int
    user_type: str
    is_admin: bool


@dataclass(frozen=True, eq=False)
class World:
    """The population of a tenant, drawn once; arrays are by account unless said otherwise.

    ``prone`` says who mistypes passwords and forgets phones.
    """

    tenant_id: str
    workspace_id: str
    subscription_id: str
    accounts: tuple[Account, ...]
    people: int
    utc_offset_h: NDArray[np.int64]
    sign_ins_per_day: NDArray[np.float64]
    remote_share: NDArray[np.float64]
    prone: NDArray[np.bool_]
    home_address: NDArray[np.int32]
    laptop: NDArray[np.int32]
    phone: NDArray[np.int32]
    other_device: NDArray[np.int32]
    devices: tuple[Device, ...]
    hosts: tuple[Host, ...]
    service_accounts: tuple[str, ...]
    addresses: tuple[str, ...]
    address_network: NDArray[np.int32]
    by_network: tuple[NDArray[np.int32], ...]

    @cached_property
    def upns(self) -> pa.StringArray:
        """User principal names."""
        return pool([account.upn for account in self.accounts])

    @cached_property
    def display_names(self) -> pa.StringArray:
        """Display names."""
        return pool([account.display_name for account in self.accounts])

    @cached_property
    def object_ids(self) -> pa.StringArray:
        """Object ids of the directory."""
        return pool([account.object_id for account in self.accounts])

    @cached_property
    def address_texts(self) -> pa.StringArray:
        """All addresses that occur."""
        return pool(self.addresses)

    def addresses_of(self, kind: str) -> NDArray[np.int32]:
        """Addresses (positions) of all networks of a kind."""
        return np.concatenate([self.by_network[number] for number in numbers(kind)])

    def network_of(self, address: int) -> int:
        """The network (position in ``NETWORKS``) of an address."""
        return int(self.address_network[address])


def draw_world(plan: Plan) -> World:
    """The population of a plan: a function of its seed and number of users alone."""
    rng = stream(plan.seed, "population")
    tenant, workspace, subscription = random_ids(rng, 3)
    accounts = _draw_accounts(plan)
    count = len(accounts)
    sites = np.array([account.site for account in accounts])
    addresses, network_of, by_network, home = _draw_addresses(plan, sites)
    devices, laptop, phone, other = draw_devices(
        stream(plan.seed, "population/devices"), [a.sam for a in accounts], sites
    )
    habits = stream(plan.seed, "population/habits")
    rates = np.clip(habits.gamma(9.0, 4.2 / 9.0, count), 1.2, 12.0)
    admin = np.array([account.is_admin for account in accounts])
    rates[admin] = 1.6
    hosts, service_accounts = draw_hosts(stream(plan.seed, "population/hosts"), plan.users)
    return World(
        tenant_id=guid_text(tenant),
        workspace_id=guid_text(workspace),
        subscription_id=guid_text(subscription),
        accounts=accounts,
        people=plan.users,
        utc_offset_h=np.array([SITES[site].utc_offset_h for site in sites]),
        sign_ins_per_day=rates,
        remote_share=habits.beta(1.2, 2.0, count),
        prone=habits.random(count) < PRONE_SHARE,
        home_address=home,
        laptop=laptop,
        phone=phone,
        other_device=other,
        devices=devices,
        hosts=hosts,
        service_accounts=service_accounts,
        addresses=addresses,
        address_network=network_of,
        by_network=by_network,
    )


def _draw_accounts(plan: Plan) -> tuple[Account, ...]:
    names = name_pools(plan.seed)
    rng = stream(plan.seed, "population/people")
    count = plan.users
    first = rng.integers(0, len(names.first), count)
    last = rng.integers(0, len(names.last), count)
    site = rng.choice(len(SITES), count, p=[s.share for s in SITES])
    department = rng.choice(len(_DEPARTMENTS), count, p=[d[1] for d in _DEPARTMENTS])
    title = rng.integers(0, 60, count)
    guest = rng.random(count) < 0.04
    # The first person always works in IT and is no guest: an administrator exists in any tenant.
    department[0], guest[0] = 6, False
    object_ids = random_ids(rng, 2 * count)
    domain_sid = "S-1-5-21-" + "-".join(str(n) for n in rng.integers(10**8, 4 * 10**9, 3))
    taken: dict[str, int] = {}
    accounts: list[Account] = []
    admins: list[Account] = []
    most_admins = max(2, count // 30)
    for i in range(count):
        given, family = names.first[first[i]], names.last[last[i]]
        stem = f"{given}.{family}".lower().replace(" ", "").replace("'", "")
        taken[stem] = number = taken.get(stem, 0) + 1
        sam = stem if number == 1 else f"{stem}{number}"
        name, _, titles = _DEPARTMENTS[department[i]]
        upn = f"{sam}@{DOMAIN}"
        if guest[i]:
            upn = f"{sam}_{PARTNER_DOMAIN}#EXT#@{DOMAIN}"
        person = Account(
            upn=upn,
            display_name=f"{given} {family}",
            object_id=guid_text(object_ids[i]),
            sam=sam,
            sid=f"{domain_sid}-{1200 + i}",
            department=name,
            title=titles[title[i] % len(titles)],
            site=int(site[i]),
            user_type="Guest" if guest[i] else "Member",
            is_admin=False,
        )
        accounts.append(person)
        if name == "IT" and not guest[i] and len(admins) < most_admins:
            admins.append(
                Account(
                    upn=f"adm-{sam}@{DOMAIN}",
                    display_name=f"{given} {family} (Admin)",
                    object_id=guid_text(object_ids[count + i]),
                    sam=f"adm-{sam}"[:20],
                    sid=f"{domain_sid}-{1200 + count + i}",
                    department=name,
                    title=person.title,
                    site=person.site,
                    user_type="Member",
                    is_admin=True,
                )
            )
    return (*accounts, *admins)


def _draw_addresses(
    plan: Plan, sites: NDArray[np.int64]
) -> tuple[tuple[str, ...], NDArray[np.int32], tuple[NDArray[np.int32], ...], NDArray[np.int32]]:
    """Address texts, the network of each, the addresses of each network, each account's home."""
    rng = stream(plan.seed, "population/addresses")
    home_networks = [
        [n for n in numbers("home") if NETWORKS[n].country == site.country] for site in SITES
    ]
    if SITES[0].country == SITES[1].country:  # both in the US: the first two west, the others east
        home_networks[0], home_networks[1] = home_networks[0][:2], home_networks[1][2:]
    spread = rng.integers(0, 2, len(sites))
    home_network = np.array(
        [
            home_networks[site][pick % len(home_networks[site])]
            for site, pick in zip(sites, spread, strict=True)
        ]
    )
    addresses: list[str] = []
    network_of: list[int] = []
    by_network: list[NDArray[np.int32]] = []
    home = np.zeros(len(sites), np.int32)
    for number, network in enumerate(NETWORKS):
        owners = np.flatnonzero(home_network == number) if network.kind == "home" else None
        count = len(owners) if owners is not None else ADDRESSES_PER_NETWORK[network.kind]
        hosts = rng.choice(254 * 254, min(count, 254 * 254), replace=False)
        hosts = np.resize(hosts, count)  # more people than addresses: some share one
        start = len(addresses)
        addresses += [f"{network.prefix}.{h // 254 + 1}.{h % 254 + 1}" for h in hosts.tolist()]
        network_of += [number] * count
        by_network.append(np.arange(start, start + count, dtype=np.int32))
        if owners is not None:
            home[owners] = by_network[-1]
    return tuple(addresses), np.array(network_of, np.int32), tuple(by_network), home
