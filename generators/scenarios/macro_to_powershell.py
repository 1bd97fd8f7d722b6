"""A document runs encoded PowerShell, which fetches a tool, keeps it, and asks who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generators.background.endpoints import (
    FILE_EVENTS,
    NETWORK_EVENTS,
    PROCESS_EVENTS,
    child_of,
    command_numbers,
    endpoint_events,
    started_by,
)
from generators.calendar import HOUR_US, weekday
from generators.endpoints import endpoints_of
from generators.events import EndpointEvents
from generators.programs import FILES, PROGRAMS, REMOTES
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.truth import Stage

_SECOND = 1_000_000
# What the shell asks for, by variant.
_ASKED = (
    ("whoami.exe", "net.exe", "nltest.exe"),
    ("net.exe", "ipconfig.exe"),
    ("whoami.exe", "ipconfig.exe", "reg.exe"),
    ("nltest.exe", "net.exe", "whoami.exe", "ipconfig.exe"),
    ("net.exe",),
)


def _planted(name: str) -> int:
    return next(
        place for place, one in enumerate(PROGRAMS) if one.planted and one.name.lower() == name
    )


def _named(name: str) -> int:
    return next(place for place, one in enumerate(PROGRAMS) if one.name == name and not one.planted)


def plant(stage: Stage) -> Planted:
    """Word, PowerShell, a download, a scheduled task, and the questions, within minutes."""
    world, rng = stage.world, stage.rng
    known = endpoints_of(world)
    laptops = np.flatnonzero(~known.is_server)
    endpoint = int(laptops[stage.victim % len(laptops)])
    owner = int(known.owner[endpoint])
    begun = _working_hour(stage, int(known.utc_offset_h[endpoint]))
    explorer = endpoint_events(
        np.array([begun]),
        endpoint=endpoint,
        program=_named("explorer.exe"),
        command=command_numbers()[0][_named("explorer.exe")],
        pid=int(rng.integers(500, 2_000)) * 4,
        created=begun - HOUR_US // 2,
        account=owner,
    )

    def start(by: EndpointEvents, name: str, after_s: float, *, planted: bool) -> EndpointEvents:
        program = _planted(name) if planted else _named(name)
        first = command_numbers()[0][program]
        variants = len(PROGRAMS[program].commands)
        return started_by(
            world,
            rng,
            by,
            np.array([program]),
            by.time + int(after_s * _SECOND),
            np.array([first + stage.variant % variants]),
            inherited=True,
        )

    word = start(explorer, "WINWORD.EXE", 0, planted=False)
    shell = start(word, "powershell.exe", 8, planted=True)
    task = start(shell, "schtasks.exe", 40, planted=True)
    console = start(shell, "cmd.exe", 55, planted=True)
    asked = [
        start(console, name, 3 + 9 * place, planted=False)
        for place, name in enumerate(_ASKED[stage.variant % len(_ASKED)])
    ]
    remote = next(place for place, one in enumerate(REMOTES) if one.planted)
    dropped = next(place for place, one in enumerate(FILES) if one.planted)
    calls = _calls(shell, rng, remote)
    file = child_of(shell, shell.time + 15 * _SECOND, value=dropped, number=stage.variant + 1)
    return Planted(
        entities={
            "account": (world.accounts[owner].upn, world.accounts[owner].sam),
            "host": (known.all[endpoint].name,),
            "ip": (REMOTES[remote].address,),
        },
        events=(
            (PROCESS_EVENTS, EndpointEvents.joined([word, shell, task, console, *asked])),
            (NETWORK_EVENTS, calls),
            (FILE_EVENTS, file),
        ),
    )


def _calls(shell: EndpointEvents, rng: np.random.Generator, remote: int) -> EndpointEvents:
    """The download, then a beacon every minute or so."""
    count = int(rng.integers(4, 20))
    waits: NDArray[np.int64] = rng.integers(50 * _SECOND, 80 * _SECOND, count)
    time = shell.time[0] + 12 * _SECOND + np.concatenate([[0], np.cumsum(waits)])
    same = shell.take(np.zeros(count + 1, np.int64))
    return child_of(same, time, value=remote, number=rng.integers(1, 60_000, count + 1))


def _working_hour(stage: Stage, utc_offset_h: int) -> int:
    """An instant within the span at which people of a time zone are at work, if there is one."""
    span = max(1, stage.end_us - stage.start_us - HOUR_US)
    for _ in range(60):
        begun = stage.start_us + int(stage.rng.random() * span)
        local = begun + utc_offset_h * HOUR_US
        if weekday(local) < 5 and 10 <= local // HOUR_US % 24 < 16:
            return begun
    return stage.start_us + span // 2


SCENARIO = Scenario(
    name="macro-to-powershell",
    title="A document that runs encoded PowerShell",
    severity="High",
    techniques=("T1204.002", "T1059.001", "T1105", "T1053.005", "T1087"),
    usual_count=3,
    plant=plant,
)
