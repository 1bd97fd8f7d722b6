"""The security log of watched servers: logons, failures, processes, Kerberos tickets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generators.calendar import DAY_US, HOUR_US, draw_times, intensity
from generators.events import WindowsEvents, unstamped
from generators.networks import SITES
from generators.principals import (
    LOCAL_SERVICE,
    NETWORK_SERVICE,
    NOBODY,
    SYSTEM,
    principals_of,
    session_ids,
)
from generators.streams import stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.population import World

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_PROCESSES_PER_DAY = 3_750
_LOGONS_PER_DAY = 27
_LOGONS_PER_PERSON = 6.0
_LOCAL = -1


@dataclass(frozen=True)
class Process:
    """A process start: image, parent, command line, who runs it, how often."""

    image: str
    parent: str
    command: str
    runner: str
    weight: float


_SYS = "C:\\Windows\\System32\\"
_AGENT = "C:\\Program Files\\Microsoft Monitoring Agent\\Agent\\"
PROCESSES = (
    Process(
        _SYS + "cscript.exe",
        _AGENT + "MonitoringHost.exe",
        '"C:\\Windows\\system32\\cscript.exe" /nologo "MonitorKnowledgeDiscovery.vbs"',
        "SYSTEM",
        25,
    ),
    Process(
        _SYS + "conhost.exe",
        _SYS + "cscript.exe",
        "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1",
        "SYSTEM",
        25,
    ),
    Process(
        _SYS + "svchost.exe",
        _SYS + "services.exe",
        "C:\\Windows\\system32\\svchost.exe -k netsvcs -p",
        "SYSTEM",
        9,
    ),
    Process(_SYS + "taskhostw.exe", _SYS + "svchost.exe", "taskhostw.exe", "SYSTEM", 6),
    Process(
        _SYS + "wbem\\WmiPrvSE.exe",
        _SYS + "svchost.exe",
        "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding",
        "NETWORK SERVICE",
        7,
    ),
    Process(
        _SYS + "cmd.exe",
        _SYS + "svchost.exe",
        'C:\\Windows\\system32\\cmd.exe /c "C:\\Scripts\\rotate-logs.cmd"',
        "svc_backup",
        6,
    ),
    Process(
        _SYS + "WindowsPowerShell\\v1.0\\powershell.exe",
        _SYS + "svchost.exe",
        "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\health.ps1",
        "svc_monitor",
        5,
    ),
    Process(
        _SYS + "wevtutil.exe",
        _SYS + "cmd.exe",
        "wevtutil qe System /c:10 /f:text",
        "svc_monitor",
        2,
    ),
    Process(
        _SYS + "robocopy.exe",
        _SYS + "cmd.exe",
        "robocopy D:\\Data \\\\FS01\\Backup /MIR /R:2",
        "svc_backup",
        2,
    ),
    Process(
        _SYS + "dllhost.exe",
        _SYS + "svchost.exe",
        "C:\\Windows\\system32\\DllHost.exe /Processid:{E10F6C3A-F1AE-4ADC-AA9D-2FE65525666E}",
        "SYSTEM",
        4,
    ),
    Process(_SYS + "backgroundTaskHost.exe", _SYS + "svchost.exe", "", "SYSTEM", 3),
    Process(
        "C:\\Program Files\\Windows Defender\\MpCmdRun.exe",
        _SYS + "svchost.exe",
        "MpCmdRun.exe SignatureUpdate -ScheduleJob",
        "NETWORK SERVICE",
        2,
    ),
    Process(
        "C:\\Program Files\\Microsoft SQL Server\\130\\Tools\\Binn\\SQLCMD.EXE",
        _SYS + "cmd.exe",
        'sqlcmd -S SQL01 -Q "EXEC dbo.Nightly"',
        "svc_sql",
        2,
    ),
    Process(_SYS + "net.exe", _SYS + "cmd.exe", "net use \\\\FS01\\Backup", "svc_backup", 1),
    Process(_SYS + "whoami.exe", _SYS + "cmd.exe", "whoami /upn", "svc_deploy", 0.3),
)
# 4625: status, sub status, reason; the first is a bad password, the second an unknown name.
FAILURES = (
    ("0xc000006d", "0xc000006a", "%%2313"),
    ("0xc000006d", "0xc0000064", "%%2313"),
    ("0xc000006e", "0xc0000072", "%%2310"),
    ("0xc000006e", "0xc0000071", "%%2309"),
    ("0xc0000234", "0x0", "%%2307"),
    ("0xc000015b", "0x0", "%%2308"),
)
BAD_PASSWORD, UNKNOWN_NAME = 0, 1


def windows_of_day(world: World, seed: int, day: int, day_start_us: int) -> WindowsEvents:
    """The security events of all watched servers on a UTC day."""
    rng = stream(seed, "windows", day)
    return WindowsEvents.joined(
        [
            _processes(world, rng, day, day_start_us),
            _service_logons(world, rng, day, day_start_us),
            _people_logons(world, stream(seed, "windows/people", day), day_start_us),
            _failures(world, stream(seed, "windows/failures", day), day_start_us),
        ]
    )


def windows_events(time: NDArray[np.int64], **given: Any) -> WindowsEvents:
    """Events from the fields that matter; the others are absent (-1 or 0)."""
    count = len(time)
    absent = {"event_id": 0, "subject_logon": 0, "target_logon": 0, "logon_type": 0, "port": 0}
    columns = {}
    for name in (
        "event_id", "host", "subject", "target", "subject_logon", "target_logon", "logon_type",
        "value", "parent", "process_id", "address", "port",
    ):  # fmt: skip
        kind = np.int64 if name.endswith("_logon") else np.int32
        value = np.asarray(given.pop(name, absent.get(name, -1)), kind)
        columns[name] = np.broadcast_to(value, (count,))
    return WindowsEvents(**unstamped(time), **columns, **given)


def _processes(world: World, rng: np.random.Generator, day: int, start: int) -> WindowsEvents:
    counts = rng.poisson(_PROCESSES_PER_DAY, len(world.hosts))
    host = np.repeat(np.arange(len(world.hosts)), counts)
    count = len(host)
    # Half of it is scheduled: on the five minutes, seconds apart.
    scheduled = rng.random(count) < 0.5
    time = rng.integers(0, DAY_US, count)
    slot = time // (5 * _MINUTE) * 5 * _MINUTE
    time = np.where(scheduled, slot + rng.integers(0, 9 * _SECOND, count), time) + start
    weights = np.array([p.weight for p in PROCESSES])
    value = rng.choice(len(PROCESSES), count, p=weights / weights.sum())
    runners = np.array([_runner(world, p.runner) for p in PROCESSES])[value]
    return windows_events(
        time,
        event_id=4688,
        host=host,
        subject=runners,
        subject_logon=session_ids(host, runners, day),
        value=value,
        process_id=rng.integers(0, 4096, count),
        parent=rng.integers(0, 512, count),
    )


def _runner(world: World, name: str) -> int:
    known = {"SYSTEM": SYSTEM, "LOCAL SERVICE": LOCAL_SERVICE, "NETWORK SERVICE": NETWORK_SERVICE}
    if name in known:
        return known[name]
    return principals_of(world).services + world.service_accounts.index(name)


def _logons(
    time: NDArray[np.int64],
    length: NDArray[np.int64],
    rng: np.random.Generator,
    *,
    privileged: NDArray[np.bool_],
    logged_off: NDArray[np.bool_],
    **shared: Any,
) -> WindowsEvents:
    """4624 with the 4672 and the 4634 that belong to it, by one logon id on one host."""
    count = len(time)
    on = windows_events(time, event_id=4624, **shared)
    special = windows_events(
        time + 800,
        event_id=4672,
        host=on.host,
        subject=on.target,
        subject_logon=on.target_logon,
    ).take(privileged)
    off = windows_events(
        time + length,
        event_id=4634,
        host=on.host,
        target=on.target,
        target_logon=on.target_logon,
        logon_type=on.logon_type,
    ).take(logged_off & (rng.random(count) < 0.97))
    return WindowsEvents.joined([on, special, off])


def _service_logons(world: World, rng: np.random.Generator, day: int, start: int) -> WindowsEvents:
    known = principals_of(world)
    hosts, services = len(world.hosts), len(world.service_accounts)
    # Every service account has one session a day on every server; its processes run in it.
    host = np.repeat(np.arange(hosts), services)
    service = np.tile(np.arange(services), hosts) + known.services
    daily = _logons(
        start + rng.integers(0, 4 * _SECOND, len(host)),
        np.full(len(host), DAY_US - 5 * _MINUTE),
        rng,
        privileged=np.full(len(host), True),
        logged_off=np.full(len(host), True),
        host=host,
        subject=SYSTEM,
        subject_logon=0x3E7,
        target=service,
        target_logon=session_ids(host, service, day),
        logon_type=5,
    )
    counts = rng.poisson(_LOGONS_PER_DAY, hosts)
    host = np.repeat(np.arange(hosts), counts)
    count = len(host)
    kind = rng.choice([5, 3, 2, 10, 7], count, p=[0.77, 0.08, 0.07, 0.05, 0.03])
    admins = np.flatnonzero([account.is_admin for account in world.accounts])
    if len(admins) == 0:
        admins = np.array([0])
    admin = known.people + admins[rng.integers(0, len(admins), count)]
    machine = known.machine(rng.integers(0, hosts, count))
    target = np.where(kind == 5, SYSTEM, np.where(kind == 3, machine, admin))
    logon = rng.integers(0x10000000, 0xFFFFFFFF, count)
    remote, office = np.isin(kind, [3, 10]), world.addresses_of("office")
    sessions = _logons(
        start + rng.integers(0, DAY_US, count),
        rng.integers(_MINUTE, 3 * HOUR_US, count),
        rng,
        privileged=rng.random(count) < 0.85,
        logged_off=kind != 5,
        host=host,
        subject=np.where(kind == 3, NOBODY, SYSTEM),
        subject_logon=np.where(kind == 3, 0, 0x3E7),
        target=target,
        target_logon=np.where(kind == 5, 0x3E7, logon),
        logon_type=kind,
        address=np.where(remote, office[rng.integers(0, len(office), count)], _LOCAL),
        port=np.where(remote, rng.integers(49152, 65535, count), 0),
    )
    return WindowsEvents.joined([daily, sessions])


def _people_logons(world: World, rng: np.random.Generator, start: int) -> WindowsEvents:
    """Network logons at the domain controllers, with the Kerberos tickets before them."""
    known = principals_of(world)
    controllers = np.flatnonzero([host.is_domain_controller for host in world.hosts])
    owners: list[NDArray[Any]] = []
    times: list[NDArray[np.int64]] = []
    for offset in sorted({site.utc_offset_h for site in SITES}):
        hours = intensity(start, offset)
        group = np.flatnonzero(world.utc_offset_h[: world.people] == offset)
        counts = rng.poisson(_LOGONS_PER_PERSON * hours.sum(), len(group))
        owners.append(np.repeat(group, counts))
        times.append(draw_times(rng, start, hours, int(counts.sum())))
    account, time = np.concatenate(owners), np.concatenate(times)
    count = len(account)
    target = known.people + account
    host = controllers[rng.integers(0, len(controllers), count)]
    office = world.addresses_of("office")
    shared = {
        "host": host,
        "target": target,
        "address": office[account % len(office)],
        "port": rng.integers(49152, 65535, count),
    }
    logons = _logons(
        time,
        rng.integers(2 * _SECOND, 20 * _MINUTE, count),
        rng,
        privileged=np.full(count, False),
        logged_off=rng.random(count) < 0.85,
        target_logon=rng.integers(0x10000000, 0xFFFFFFFF, count),
        logon_type=3,
        subject=NOBODY,
        **shared,
    )
    services = rng.integers(0, len(world.hosts), count)
    granting = windows_events(time - 90_000, event_id=4769, value=services, **shared)
    ticket = windows_events(time - 150_000, event_id=4768, value=0, **shared)
    return WindowsEvents.joined([logons, granting, ticket.take(rng.random(count) < 0.3)])


def _failures(world: World, rng: np.random.Generator, start: int) -> WindowsEvents:
    """Typing errors, leavers' devices, and bursts of three or four by a stale password.

    The bursts stay below what a guessing rule counts (five in five minutes) on purpose.
    """
    known = principals_of(world)
    singles = rng.poisson(0.07 * world.people + 1.5)
    bursts = 1 + rng.poisson(world.people / 70)
    lengths = np.concatenate([np.ones(singles, np.int64), rng.integers(3, 5, bursts)])
    of = np.repeat(np.arange(len(lengths)), lengths)
    hours = 0.7 * intensity(start, SITES[0].utc_offset_h) + 0.3 / 24
    begun = draw_times(rng, start, hours, len(lengths))
    step = np.arange(len(of)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    time = begun[of] + step * rng.integers(15 * _SECOND, 50 * _SECOND, len(lengths))[of]
    # No account fails twice on a day but in one burst, so that counts stay where they should.
    person = rng.permutation(max(world.people, len(lengths)))[: len(lengths)] % world.people
    value = rng.choice(len(FAILURES), len(lengths), p=[0.78, 0, 0.07, 0.07, 0.02, 0.06])
    value[lengths > 1] = BAD_PASSWORD
    office = world.addresses_of("office")
    host = rng.integers(0, len(world.hosts), len(lengths))
    kind = rng.choice([3, 3, 2, 10], len(lengths))[of]
    return windows_events(
        time,
        event_id=4625,
        host=host[of],
        subject=np.where(kind == 3, NOBODY, SYSTEM),
        subject_logon=np.where(kind == 3, 0, 0x3E7),
        target=known.people + person[of],
        logon_type=kind,
        value=value[of],
        address=office[person % len(office)][of],
        port=rng.integers(49152, 65535, len(of)),
    )
