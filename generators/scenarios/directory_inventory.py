"""An administrator's inventory script reads the directory; the service takes it for an attack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generators.apps import app_named
from generators.background.signins import (
    CLIENT_BROWSER,
    CLIENT_RICH,
    TOKEN_NONE,
    TOKEN_REFRESH,
)
from generators.devices import tool_device
from generators.events import SignIns
from generators.ids import guid_text, random_ids
from generators.methods import BY_CLAIM, MFA_BY_APP
from generators.risk_kinds import KINDS
from generators.risks import (
    BY_ADMIN,
    BY_SERVICE,
    HOUR_US,
    MINUTE_US,
    Detection,
    detection_records,
    life_of,
    written_again,
)
from generators.scenarios.suspicious_api_traffic import sign_ins
from generators.tables.signins import BACKGROUND_SIGN_INS, SIGN_INS
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage


def plant(stage: Stage) -> Planted:
    """A sign-in at home, the script's tokens from the same address, and a detection dismissed."""
    world, rng, person = stage.world, stage.rng, stage.victim
    span = stage.end_us - stage.start_us
    begun = stage.start_us + int(span * rng.uniform(0.05, 0.6))
    home, session = int(world.home_address[person]), random_ids(rng, 1)
    signed_in = sign_ins(
        stage,
        np.array([begun]),
        session,
        device=world.laptop[person],
        address=home,
        app=app_named("OfficeHome"),
        resource=0,
        outcome=0,
        method=MFA_BY_APP,
        client=CLIENT_BROWSER,
        token=TOKEN_NONE,
    )
    count = int(rng.integers(4, 16))
    script = sign_ins(
        stage,
        np.sort(begun + rng.integers(5 * MINUTE_US, HOUR_US, count)),
        session,
        device=tool_device(world.devices, stage.variant),
        address=home,
        app=app_named("Microsoft Azure PowerShell"),
        resource=0,
        outcome=0,
        method=BY_CLAIM,
        client=CLIENT_RICH,
        token=TOKEN_REFRESH,
    )
    cause = script.take(np.array([int(rng.integers(0, count))]))
    kind = KINDS["suspiciousAPITraffic"]
    found = Detection(
        kind,
        account=person,
        address=home,
        activity_us=int(cause.time[0]),
        detected_us=begun + int(rng.integers(2 * HOUR_US, 6 * HOUR_US)),
        agent=world.devices[int(cause.device[0])].agent,
        request_id=guid_text(cause.id[0]),
        correlation_id=guid_text(cause.correlation[0]),
        session_id=guid_text(session[0]),
    )
    life = life_of(rng, found, (BY_ADMIN, BY_SERVICE)[stage.variant % 2])
    return Planted(
        entities={
            "account": (world.accounts[person].upn,),
            "ip": (world.addresses[home],),
            "session": (guid_text(session[0]),),
        },
        events=(
            (SIGN_INS, signed_in),
            (BACKGROUND_SIGN_INS, SignIns.joined([script, written_again(cause, kind, life)])),
        ),
        records=tuple(detection_records(world, rng, found, life)),
    )


SCENARIO = Scenario(
    name="directory-inventory",
    title="An administrator's inventory of the directory",
    severity="Informational",
    techniques=("T1087.004", "T1069.003"),
    usual_count=1,
    plant=plant,
    benign=True,
)
