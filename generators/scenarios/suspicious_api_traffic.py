"""A stolen token reads the directory through the API; hours later the service notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generators.apps import APPS
from generators.background.signins import CLIENT_RICH, TOKEN_REFRESH, resource_of
from generators.events import SignIns, unstamped
from generators.ids import guid_text, random_ids, request_ids
from generators.methods import API_TRAFFIC, BY_CLAIM
from generators.outcomes import outcome_of
from generators.risks import HOUR_US, KINDS, MINUTE_US, Detection, detection_records
from generators.tables.signins import BACKGROUND_SIGN_INS
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage


def plant(stage: Stage) -> Planted:
    """Refreshes of one session from a hoster, a detection, its alert, and what became of them."""
    world, rng = stage.world, stage.rng
    span = stage.end_us - stage.start_us
    # The theft lies early enough for the finding, 2 to 12 hours later, to fall into the span.
    stolen = stage.start_us + int(rng.random() * max(1, span - 16 * HOUR_US))
    account = int(rng.integers(0, world.people))
    hosters = world.addresses_of("hoster")
    address = int(hosters[rng.integers(0, len(hosters))])
    count = int(rng.integers(3, 9))
    time = np.sort(stolen + rng.integers(0, 90 * MINUTE_US, count))
    session = np.repeat(random_ids(rng, 1), count, axis=0)
    ids = request_ids(rng, count)
    correlation = random_ids(rng, count)
    app = np.full(count, _graph_client(), np.int32)
    sign_ins = SignIns(
        **unstamped(time),
        account=np.full(count, account, np.int32),
        device=np.full(count, world.other_device[account], np.int32),
        address=np.full(count, address, np.int32),
        app=app,
        resource=resource_of(app, np.zeros(count, np.int64)).astype(np.int32),
        outcome=np.full(count, outcome_of(0), np.int32),
        method=np.full(count, BY_CLAIM, np.int32),
        risk=np.full(count, API_TRAFFIC, np.int32),
        client=np.full(count, CLIENT_RICH, np.int32),
        token=np.full(count, TOKEN_REFRESH, np.int32),
        id=ids,
        correlation=correlation,
        session=session,
    )
    found = Detection(
        KINDS["suspiciousAPITraffic"],
        account=account,
        address=address,
        activity_us=int(time[0]),
        detected_us=int(time[-1]) + int(rng.integers(2 * HOUR_US, 12 * HOUR_US)),
        request_id=guid_text(ids[-1]),
        correlation_id=guid_text(correlation[-1]),
    )
    ending = (0, 2, None)[stage.variant % 3]
    return Planted(
        entities={
            "account": (world.accounts[account].upn,),
            "ip": (world.addresses[address],),
        },
        events=((BACKGROUND_SIGN_INS, sign_ins),),
        records=tuple(detection_records(world, rng, found, ending=ending)),
    )


def _graph_client() -> int:
    names = [app.name for app in APPS]
    wanted = "Microsoft Azure PowerShell"
    return names.index(wanted) if wanted in names else 0


SCENARIO = Scenario(
    name="suspicious-api-traffic",
    title="Directory enumeration with a stolen token",
    severity="Medium",
    techniques=("T1087.004", "T1069.003", "T1550.001"),
    usual_count=6,
    plant=plant,
)
