"""Events: arrays of positions in the population's pools, before they become columns.

Each kind is a set of equally long arrays. ``Events`` gives them joining, choosing and the fields
that every event has: when it happened, how much later than usual it is sent, which scenario
planted it, and, once :mod:`generators.mix` has stamped it, item id, receipt and ingestion.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Positions = NDArray[np.integer[Any]]  # of any width, into a pool


@dataclass(frozen=True, eq=False, kw_only=True)
class Events:
    """What every event has. Times are microseconds since 1970, UTC; ids rows of 16 bytes.

    ``lag`` is added to the usual delay (a row that is written again hours later).
    """

    time: NDArray[np.int64]
    lag: NDArray[np.int64]
    scenario: NDArray[np.uint16]
    item: NDArray[np.uint8]
    received: NDArray[np.int64]
    ingested: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.time)

    def take(self, index: NDArray[Any] | slice) -> Self:
        """The events at ``index`` (positions, a mask or a slice)."""
        return type(self)(**{f.name: getattr(self, f.name)[index] for f in fields(self)})

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """All events of the parts, in their order."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            **{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)}
        )


def unstamped(time: NDArray[np.int64], lag: NDArray[np.int64] | int = 0) -> dict[str, Any]:
    """The common fields of events that are not stamped yet, by name."""
    count = len(time)
    return {
        "time": time,
        "lag": np.broadcast_to(np.asarray(lag, np.int64), (count,)),
        "scenario": np.zeros(count, np.uint16),
        "item": np.zeros((count, 16), np.uint8),
        "received": np.zeros(count, np.int64),
        "ingested": np.zeros(count, np.int64),
    }


_WIDE = ("account", "device", "address")
_NARROW = ("app", "resource", "outcome", "method", "risk", "client", "token")


@dataclass(frozen=True, eq=False, kw_only=True)
class SignIns(Events):
    """Sign-ins of either kind: positions of accounts, devices, addresses, applications, ….

    ``client`` counts in ``tables.signins.CLIENTS``, ``token`` in ``tables.signins.TOKENS``.
    """

    account: Positions
    device: Positions
    address: Positions
    app: Positions
    resource: Positions
    outcome: Positions
    method: Positions
    risk: Positions
    client: Positions
    token: Positions
    id: NDArray[np.uint8]
    correlation: NDArray[np.uint8]
    session: NDArray[np.uint8]

    def __post_init__(self) -> None:
        # Draws come as 64 bits; a day of many people is three times smaller like this.
        for kind, names in ((np.int32, _WIDE), (np.int16, _NARROW)):
            for name in names:
                object.__setattr__(self, name, getattr(self, name).astype(kind, copy=False))


@dataclass(frozen=True, eq=False, kw_only=True)
class WindowsEvents(Events):
    """Events of the Windows security log.

    ``subject`` and ``target`` are positions among the security principals of
    :mod:`generators.principals` (-1 for none); ``value`` is particular to the event id: a process
    (4688), a failure (4625), a service (4768, 4769).
    """

    event_id: Positions
    host: Positions
    subject: Positions
    target: Positions
    subject_logon: NDArray[np.int64]
    target_logon: NDArray[np.int64]
    logon_type: Positions
    value: Positions
    parent: Positions
    process_id: Positions
    address: Positions
    port: Positions


@dataclass(frozen=True, eq=False, kw_only=True)
class EndpointEvents(Events):
    """What Defender sees on machines: a process, and the process that did it.

    ``endpoint`` is a position among :mod:`generators.endpoints`; ``program`` and ``by_program`` in
    :data:`generators.programs.PROGRAMS` and ``command`` in :mod:`generators.commands`; accounts in
    the world's, behind them SYSTEM and the two services. ``value`` is particular to the table: the
    remote end, the file, the kind of logon. Instants are microseconds since 1970.
    """

    endpoint: Positions
    program: Positions
    command: Positions
    pid: Positions
    created: NDArray[np.int64]
    account: Positions
    by_program: Positions
    by_command: Positions
    by_pid: Positions
    by_created: NDArray[np.int64]
    by_account: Positions
    parent_program: Positions
    parent_pid: Positions
    parent_created: NDArray[np.int64]
    value: Positions
    number: Positions
