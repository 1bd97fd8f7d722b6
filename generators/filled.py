"""The tables that a tenant fills: one module each, listed here once."""

from __future__ import annotations

from generators.background.endpoints import (
    FILE_EVENTS,
    LOGON_EVENTS,
    NETWORK_EVENTS,
    PROCESS_EVENTS,
)
from generators.background.identity_info import IDENTITY_INFO
from generators.background.office import OFFICE_ACTIVITY
from generators.life import Delay, TableLife
from generators.records import RecordColumns
from generators.tables.audit_logs import AUDIT_LOGS
from generators.tables.endpoints import EndpointColumns
from generators.tables.security_event import SECURITY_EVENT, SecurityEventColumns
from generators.tables.signins import BACKGROUND_SIGN_INS, SIGN_INS, SignInColumns

# Risk detections: "5 minutes, 15 on average, 2 hours at most" for what is computed promptly. A
# sixth of the detections is computed offline and surfaces hours later.
_LIVES = (
    TableLife(SIGN_INS, Delay(95.0, 0.55), lambda world, _: SignInColumns(world)),
    TableLife(BACKGROUND_SIGN_INS, Delay(150.0, 0.6), lambda world, _: SignInColumns(world)),
    TableLife(SECURITY_EVENT, Delay(22.0, 0.6), lambda world, _: SecurityEventColumns(world)),
    TableLife(
        "AADUserRiskEvents",
        Delay(240.0, 0.5, late_share=1 / 6, late_median_s=9_000.0),
        RecordColumns,
    ),
    TableLife("SecurityAlert", Delay(110.0, 0.6), RecordColumns),
    TableLife("AlertInfo", Delay(100.0, 0.4), RecordColumns),
    TableLife("AlertEvidence", Delay(100.0, 0.4), RecordColumns),
    # "60 to 90 minutes for core services, no guarantee; one sample 9 minutes"
    TableLife(OFFICE_ACTIVITY, Delay(3_000.0, 0.6), RecordColumns),
    TableLife(IDENTITY_INFO, Delay(300.0, 0.5), RecordColumns),
    TableLife(AUDIT_LOGS, Delay(75.0, 0.5), RecordColumns),
    # "2 to 6 minutes, the rest 10 to 38" just after onboarding
    TableLife(PROCESS_EVENTS, Delay(150.0, 0.5), lambda world, _: EndpointColumns(world)),
    TableLife(NETWORK_EVENTS, Delay(150.0, 0.5), lambda world, _: EndpointColumns(world)),
    TableLife(FILE_EVENTS, Delay(150.0, 0.5), lambda world, _: EndpointColumns(world)),
    TableLife(LOGON_EVENTS, Delay(150.0, 0.5), lambda world, _: EndpointColumns(world)),
)
TABLES = {one.name: one for one in _LIVES}
