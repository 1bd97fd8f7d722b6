"""A stolen token reads the directory through the API; hours later the service notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from generators.apps import app_named
from generators.background.signins import (
    CLIENT_BROWSER,
    CLIENT_RICH,
    TOKEN_NONE,
    TOKEN_REFRESH,
    resource_of,
)
from generators.devices import tool_device
from generators.events import SignIns, unstamped
from generators.ids import guid_text, random_ids, request_ids
from generators.methods import BY_CLAIM, MFA_BY_APP, MFA_BY_CLAIM
from generators.outcomes import outcome_of
from generators.risk_kinds import KINDS
from generators.risks import (
    BY_RESET,
    COMPROMISED,
    HOUR_US,
    MINUTE_US,
    ON_PREMISES,
    Detection,
    detection_records,
    life_of,
    written_again,
)
from generators.tables.signins import BACKGROUND_SIGN_INS, SIGN_INS
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.truth import Stage

_TOOLS = ("Microsoft Azure PowerShell", "Microsoft Graph Command Line Tools", "Microsoft Office")
_ENDINGS = (BY_RESET, COMPROMISED, None, ON_PREMISES)


def plant(stage: Stage) -> Planted:
    """The sign-in whose token is stolen, its replays, the detection, and what became of them.

    The replays are non-interactive sign-ins in the victim's session. Two to 48 hours after the
    theft (less where the span is short) the detection names one of them, and that row is written
    again with its risk. Once a password is reset the token is refused.
    """
    world, rng, victim = stage.world, stage.rng, stage.victim
    span = stage.end_us - stage.start_us
    theft = stage.start_us + int(span * rng.uniform(0.02, 0.6))
    longest = min(48 * HOUR_US, int(0.9 * (stage.end_us - theft)))
    noticed = theft + int(rng.integers(2 * HOUR_US, longest))
    hosters = world.addresses_of("hoster")
    lair = int(hosters[rng.integers(0, len(hosters))])
    session = random_ids(rng, 1)
    first = _stolen(stage, theft, session, lair)
    replays = _replays(stage, theft, noticed, session, lair)
    cause = replays.take(np.array([int(rng.integers(0, len(replays)))]))
    kind, ending = KINDS["suspiciousAPITraffic"], _ENDINGS[stage.variant % len(_ENDINGS)]
    found = Detection(
        kind,
        account=victim,
        address=lair,
        activity_us=int(cause.time[0]),
        detected_us=noticed,
        agent=world.devices[int(cause.device[0])].agent,
        request_id=guid_text(cause.id[0]),
        correlation_id=guid_text(cause.correlation[0]),
        session_id=guid_text(session[0]),
    )
    life = life_of(rng, found, ending)
    silent = [replays, written_again(cause, kind, life)]
    if ending is not None:
        silent.append(_refused(stage, life[-1].since_us, session, lair))
    return Planted(
        entities={
            "account": (world.accounts[victim].upn,),
            "ip": (world.addresses[lair],),
            "session": (guid_text(session[0]),),
        },
        events=((SIGN_INS, first), (BACKGROUND_SIGN_INS, SignIns.joined(silent))),
        records=tuple(detection_records(world, rng, found, life)),
    )


def sign_ins(
    stage: Stage, time: NDArray[np.int64], session: NDArray[np.uint8], **given: Any
) -> SignIns:
    """Sign-ins of the victim in one session; ``given`` are positions, for all rows or for each."""
    count = len(time)
    shaped: dict[str, Any] = {
        name: np.broadcast_to(np.asarray(value, np.int32), (count,))
        for name, value in ({"account": stage.victim, "risk": 0} | given).items()
    }
    return SignIns(
        **unstamped(time),
        **shaped,
        id=request_ids(stage.rng, count),
        correlation=random_ids(stage.rng, count),
        session=np.broadcast_to(session, (count, 16)),
    )


def _stolen(stage: Stage, theft: int, session: NDArray[np.uint8], lair: int) -> SignIns:
    """The sign-in whose token is stolen: at home, or through a page in the middle."""
    world, victim = stage.world, stage.victim
    in_the_middle = stage.variant % 2 == 1
    return sign_ins(
        stage,
        np.array([theft]),
        session,
        device=world.other_device[victim] if in_the_middle else world.laptop[victim],
        address=lair if in_the_middle else world.home_address[victim],
        app=app_named("OfficeHome"),
        resource=0,
        outcome=0,
        method=MFA_BY_CLAIM if in_the_middle else MFA_BY_APP,
        client=CLIENT_BROWSER,
        token=TOKEN_NONE,
    )


def _replays(
    stage: Stage, theft: int, noticed: int, session: NDArray[np.uint8], lair: int
) -> SignIns:
    rng, world = stage.rng, stage.world
    count = int(rng.integers(4, 31))
    begun = theft + int(rng.integers(8, 25)) * MINUTE_US
    wanted = int(rng.uniform(0.5, 3) * HOUR_US)
    length = min(wanted, max(noticed - begun - MINUTE_US, 20 * MINUTE_US))
    time = np.sort(begun + rng.integers(0, length, count))
    app = np.full(count, app_named(_TOOLS[stage.variant % len(_TOOLS)]))
    other = resource_of(app, rng.integers(0, 12, count))
    return sign_ins(
        stage,
        time,
        session,
        device=tool_device(world.devices, stage.variant),
        address=lair,
        app=app,
        resource=np.where(rng.random(count) < 0.8, 0, other),
        outcome=np.where(rng.random(count) < 0.9, 0, outcome_of(65001)),
        method=BY_CLAIM,
        client=CLIENT_RICH,
        token=TOKEN_REFRESH,
    )


def _refused(stage: Stage, ended: int, session: NDArray[np.uint8], lair: int) -> SignIns:
    """After the end the stolen token is worth nothing, and the tool tries all the same."""
    count = int(stage.rng.integers(2, 6))
    time = np.sort(ended + stage.rng.integers(MINUTE_US, 40 * MINUTE_US, count))
    return sign_ins(
        stage,
        time,
        session,
        device=tool_device(stage.world.devices, stage.variant),
        address=lair,
        app=app_named(_TOOLS[stage.variant % len(_TOOLS)]),
        resource=0,
        outcome=outcome_of(50173),
        method=BY_CLAIM,
        client=CLIENT_RICH,
        token=TOKEN_REFRESH,
    )


SCENARIO = Scenario(
    name="suspicious-api-traffic",
    title="Directory enumeration with a stolen token",
    severity="Medium",
    techniques=("T1087.004", "T1069.003", "T1550.001"),
    usual_count=6,
    plant=plant,
)
