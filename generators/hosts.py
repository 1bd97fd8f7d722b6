"""Windows servers that are watched, and the accounts that services run under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators.ids import guid_text, random_ids

if TYPE_CHECKING:
    import numpy as np

SERVICE_ACCOUNTS = ("svc_backup", "svc_sql", "svc_monitor", "svc_deploy", "svc_print")
_ROLES = ("FS", "SQL", "APP", "WEB", "PRT", "RDS")
_DOMAIN_SUFFIX = "corp.tallyport.example"


@dataclass(frozen=True)
class Host:
    """A server: ``name`` is the short name, ``computer`` what the Computer column says."""

    name: str
    computer: str
    address: str
    agent_id: str
    machine_sid: str
    is_domain_controller: bool


def draw_hosts(rng: np.random.Generator, users: int) -> tuple[tuple[Host, ...], tuple[str, ...]]:
    """The watched servers (domain controllers first) and the names of service accounts."""
    controllers = 1 if users < 50 else 2
    servers = 3 + users // 250
    ids = random_ids(rng, controllers + servers)
    machine = rng.integers(10**8, 4 * 10**9, (controllers + servers, 3))
    hosts = []
    for i in range(controllers + servers):
        is_dc = i < controllers
        role = "DC" if is_dc else _ROLES[(i - controllers) % len(_ROLES)]
        number = i + 1 if is_dc else (i - controllers) // len(_ROLES) + 1
        name = f"{role}{number:02d}"
        hosts.append(
            Host(
                name,
                f"{name}.{_DOMAIN_SUFFIX}",
                f"10.20.{i // 200}.{i % 200 + 10}",
                guid_text(ids[i]),
                "S-1-5-21-" + "-".join(str(n) for n in machine[i]),
                is_dc,
            )
        )
    return tuple(hosts), SERVICE_ACCOUNTS
