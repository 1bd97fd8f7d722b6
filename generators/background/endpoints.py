"""A day on the machines that Defender watches: processes, what they connect to and write, logons.

Programs that stay are started once a day on each machine, with the session; everything else is
started by one of them, or by a shell that was. So the initiating process of a row is one whose own
start is a row too, with the same id and creation time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from generators.calendar import DAY_US, HOUR_US, weekday
from generators.endpoints import endpoints_of
from generators.events import EndpointEvents, unstamped
from generators.programs import (
    FILES,
    LOCAL_SERVICE,
    NETWORK_SERVICE,
    PROGRAMS,
    REMOTES,
    SHELLS,
    STARTED,
    STAYING,
    SYSTEM,
    program_named,
)
from generators.streams import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generators.events import Events
    from generators.population import World
    from generators.programs import Remote, Touched

PROCESS_EVENTS, NETWORK_EVENTS = "DeviceProcessEvents", "DeviceNetworkEvents"
FILE_EVENTS, LOGON_EVENTS = "DeviceFileEvents", "DeviceLogonEvents"
_SECOND, _MINUTE = 1_000_000, 60_000_000
_SESSION_US = 9 * HOUR_US
# What a logon is, in LOGONS: an evening unlock is as usual as a morning logon.
LOGONS = (
    ("Interactive", "LogonSuccess", ""),
    ("Unlock", "LogonSuccess", ""),
    ("Network", "LogonSuccess", ""),
    ("Service", "LogonSuccess", ""),
    ("RemoteInteractive", "LogonSuccess", ""),
    ("Interactive", "LogonFailed", "InvalidUserNameOrPassword"),
    ("Network", "LogonFailed", "InvalidUserNameOrPassword"),
)
INTERACTIVE, UNLOCK, NETWORK, SERVICE, REMOTE, FAILED, NETWORK_FAILED = range(len(LOGONS))


def system_account(world: World, runner: str = SYSTEM) -> int:
    """The position behind the accounts of SYSTEM and the two services."""
    return len(world.accounts) + (SYSTEM, LOCAL_SERVICE, NETWORK_SERVICE).index(runner)


@cache
def command_numbers() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the command lines of each program begin in the list of all, and how many there are."""
    counts = np.array([len(program.commands) for program in PROGRAMS])
    return np.concatenate([[0], np.cumsum(counts)[:-1]]), counts


def endpoint_events(time: NDArray[np.int64], **given: Any) -> EndpointEvents:
    """Events from the fields that matter; what is not given is -1, an instant 0."""
    count = len(time)
    columns = {}
    for name in (
        "endpoint", "program", "command", "pid", "created", "account", "by_program", "by_command",
        "by_pid", "by_created", "by_account", "parent_program", "parent_pid", "parent_created",
        "value", "number",
    ):  # fmt: skip
        kind = np.int64 if name.endswith("created") else np.int32
        value = np.asarray(given.pop(name, 0 if kind is np.int64 else -1), kind)
        columns[name] = np.broadcast_to(value, (count,))
    return EndpointEvents(**unstamped(time), **columns, **given)


def child_of(by: EndpointEvents, time: NDArray[np.int64], **given: Any) -> EndpointEvents:
    """Events that processes do: ``by`` are the rows of their starts, one for each event."""
    return endpoint_events(
        time,
        **{
            "endpoint": by.endpoint,
            "by_program": by.program,
            "by_command": by.command,
            "by_pid": by.pid,
            "by_created": by.created,
            "by_account": by.account,
            "parent_program": by.by_program,
            "parent_pid": by.by_pid,
            "parent_created": by.by_created,
        }
        | given,
    )


def started_by(
    world: World,
    rng: np.random.Generator,
    by: EndpointEvents,
    program: NDArray[np.int64],
    time: NDArray[np.int64],
    command: NDArray[np.int64] | None = None,
    *,
    inherited: bool = False,
) -> EndpointEvents:
    """The starts of programs by processes; the account is the starter's, or the program's own."""
    first, counts = command_numbers()
    picked = first[program] + rng.integers(0, 1 << 30, len(program)) % counts[program]
    owner = endpoints_of(world).owner[by.endpoint]
    fixed = np.array(
        [-1 if one.runner == "user" else system_account(world, one.runner) for one in PROGRAMS]
    )[program]
    own = np.where(by.account < len(world.accounts), by.account, owner)
    own = np.where(own < 0, system_account(world), own)
    return child_of(
        by,
        time,
        program=program,
        command=picked if command is None else command,
        pid=rng.integers(250, 8_000, len(program)) * 4,
        created=time,
        account=by.account if inherited else np.where(fixed < 0, own, fixed),
    )


def endpoints_of_day(
    world: World, seed: int, day: int, day_start_us: int
) -> list[tuple[str, Events]]:
    """What happens on all watched machines on a UTC day, by table."""
    rng = stream(seed, "endpoints", day)
    staying, place, begun, length = _sessions(world, rng, day_start_us)
    started = _started(world, rng, staying, place, begun, length)
    shells = np.flatnonzero(np.isin(started.program, [p for p in STARTED if _is_shell(p)]))
    inner = _inner(world, rng, started.take(shells))
    many = (rng, staying, place, begun, length)
    return [
        (PROCESS_EVENTS, EndpointEvents.joined([staying, started, inner])),
        (NETWORK_EVENTS, _done(world, *many, REMOTES)),
        (FILE_EVENTS, _done(world, *many, FILES)),
        (LOGON_EVENTS, _logons(world, rng, staying, place, begun, length)),
    ]


def _sessions(
    world: World, rng: np.random.Generator, day_start_us: int
) -> tuple[EndpointEvents, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The programs that stay, on each machine that is on.

    Gives their starts; for each endpoint and staying program the row of its start (-1: none); and
    for each endpoint when its session began and how long it lasts (0: it is off).
    """
    known = endpoints_of(world)
    count = len(known)
    morning = (7.3 + 2.2 * rng.random(count) - known.utc_offset_h) % 24
    begun = day_start_us + (morning * HOUR_US).astype(np.int64)
    local = begun + known.utc_offset_h * HOUR_US
    weekend = np.array([weekday(int(one)) >= 5 for one in local])
    on = known.is_server | (rng.random(count) < np.where(weekend, 0.12, 0.93))
    begun = np.where(known.is_server, day_start_us + rng.integers(0, 30 * _SECOND, count), begun)
    end = np.minimum(begun + _SESSION_US, day_start_us + DAY_US - _MINUTE)
    end = np.where(known.is_server, day_start_us + DAY_US - _MINUTE, end)
    length = np.where(on, np.maximum(end - begun, _MINUTE), 0)
    place = np.full((count, len(PROGRAMS)), -1)
    rows: list[EndpointEvents] = []
    total = 0
    for order, program in enumerate(STAYING):
        what = PROGRAMS[program]
        here = np.flatnonzero(on if what.servers_too else on & ~known.is_server)
        parent = program_named(what.parent)
        time = begun[here] + order * 2 * _SECOND + rng.integers(0, _SECOND, len(here))
        if parent == program or not rows:  # nobody that is watched started it
            by = endpoint_events(time, endpoint=here, account=system_account(world))
        else:
            by = EndpointEvents.joined(rows).take(place[here, parent])
        made = started_by(world, rng, by, np.full(len(here), program), time)
        place[here, program] = total + np.arange(len(here))
        total += len(here)
        rows.append(made)
    return EndpointEvents.joined(rows), place, begun, length


def _started(
    world: World,
    rng: np.random.Generator,
    staying: EndpointEvents,
    place: NDArray[np.int64],
    begun: NDArray[np.int64],
    length: NDArray[np.int64],
) -> EndpointEvents:
    """Programs that come and go, started by those that stay."""
    wanted = [p for p in STARTED if PROGRAMS[p].parent not in SHELLS]
    rates = [PROGRAMS[p].rate for p in wanted]
    parents = np.array([program_named(PROGRAMS[p].parent) for p in wanted])
    endpoint, which, time = _drawn(world, rng, rates, begun, length)
    row = place[endpoint, parents[which]]
    there = row >= 0
    by = staying.take(row[there])
    return started_by(world, rng, by, np.array(wanted)[which[there]], time[there])


def _inner(world: World, rng: np.random.Generator, shells: EndpointEvents) -> EndpointEvents:
    """What shells start, seconds after they were started."""
    wanted = np.array([p for p in STARTED if _is_inner(p)])
    weights = np.array([sum(PROGRAMS[p].rate) for p in wanted])
    counts = rng.integers(0, 3, len(shells))
    of = np.repeat(np.arange(len(shells)), counts)
    program = wanted[rng.choice(len(wanted), len(of), p=weights / weights.sum())]
    time = shells.time[of] + rng.integers(_SECOND, 40 * _SECOND, len(of))
    return started_by(world, rng, shells.take(of), program, time, inherited=True)


def _done(
    world: World,
    rng: np.random.Generator,
    staying: EndpointEvents,
    place: NDArray[np.int64],
    begun: NDArray[np.int64],
    length: NDArray[np.int64],
    done: Sequence[Remote] | Sequence[Touched],
) -> EndpointEvents:
    """Connections or files of the programs that stay; ``value`` is the position in the list."""
    programs = np.array([-1 if one.planted else program_named(one.program) for one in done])
    endpoint, which, time = _drawn(world, rng, [one.rate for one in done], begun, length)
    row = place[endpoint, programs[which]]
    there = row >= 0
    return child_of(
        staying.take(row[there]),
        time[there],
        value=which[there],
        number=rng.integers(1, 60_000, int(there.sum())),
    )


def _drawn(
    world: World,
    rng: np.random.Generator,
    rates: Sequence[tuple[float, float]],
    begun: NDArray[np.int64],
    length: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Endpoint, which of the rates, and instant of what happens at a rate a machine and day."""
    server = endpoints_of(world).is_server
    laptops, servers = np.array(rates).T
    each = np.where(server, servers.sum(), laptops.sum()) * (length > 0)
    counts = rng.poisson(each)
    endpoint = np.repeat(np.arange(len(server)), counts)
    chance = rng.random(len(endpoint))
    which = np.where(
        server[endpoint],
        np.searchsorted(np.cumsum(servers) / max(servers.sum(), 1e-9), chance),
        np.searchsorted(np.cumsum(laptops) / laptops.sum(), chance),
    )
    # All that stays is running half a minute into a session.
    span = np.maximum(length[endpoint] - 31 * _SECOND, _SECOND)
    time = begun[endpoint] + 30 * _SECOND + (rng.random(len(endpoint)) * span).astype(np.int64)
    return endpoint, np.minimum(which, len(rates) - 1), time


def _logons(
    world: World,
    rng: np.random.Generator,
    staying: EndpointEvents,
    place: NDArray[np.int64],
    begun: NDArray[np.int64],
    length: NDArray[np.int64],
) -> EndpointEvents:
    """Logons: interactive in the morning, unlocks over the day, network logons on servers."""
    known = endpoints_of(world)
    rates = [(0.0, 0.0), (6.0, 0.0), (1.0, 25.0), (4.0, 20.0), (0.05, 0.8), (0.4, 0.1), (0.0, 0.8)]
    endpoint, which, time = _drawn(world, rng, rates, begun, length)
    morning = np.flatnonzero((length > 0) & ~known.is_server)
    endpoint = np.concatenate([morning, endpoint])
    which = np.concatenate([np.full(len(morning), INTERACTIVE), which])
    time = np.concatenate([begun[morning] + 26 * _SECOND, time])
    guest = rng.integers(0, world.people, len(endpoint))
    owner = known.owner[endpoint]
    remote = np.isin(which, [NETWORK, REMOTE, NETWORK_FAILED])
    account = np.where(remote | (owner < 0), guest, owner)
    account = np.where(which == SERVICE, system_account(world), account)
    source = rng.integers(0, len(known), len(endpoint))
    by = staying.take(place[endpoint, program_named("lsass.exe")])
    return child_of(
        by,
        time,
        account=account,
        value=which,
        number=np.where(remote, source, -1),
        pid=rng.integers(1 << 16, 1 << 30, len(endpoint)),
    )


def _is_shell(program: int) -> bool:
    return PROGRAMS[program].name in SHELLS


def _is_inner(program: int) -> bool:
    return PROGRAMS[program].parent in SHELLS
