"""What the journal keeps of a replay: its tables, and a replay as their rows.

``alerts.security_alert`` is the row of ``SecurityAlert`` but for the text of the query, which
``rules.query`` has. A column that came with a later format stands last in its table, with that
format's number: older files get it when they are opened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from lab.replay.forms import AlertForms, told
from transpile.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from lab.replay.model import Delays, Replay

FORMAT = 3

Row = tuple[object, ...]

_text = json.JSONEncoder(ensure_ascii=False).encode

_ARROW: Mapping[str, pa.DataType] = {
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
    "TIMESTAMP": pa.timestamp("us"),
    "USMALLINT": pa.uint16(),
    "USMALLINT[]": pa.list_(pa.uint16()),
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
}


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """A column: its name, the engine's type, and the format that it came with."""

    name: str
    type: str
    since: int = 1


def _columns(spelled: str, since: int = 1) -> tuple[KeptColumn, ...]:
    pairs = (part.split() for part in spelled.split(","))
    return tuple(KeptColumn(name, kind, since) for name, kind in pairs)


TABLES: Mapping[str, tuple[KeptColumn, ...]] = {
    "replays": _columns(
        "replay BIGINT, started_utc TIMESTAMP, database VARCHAR, from_utc TIMESTAMP, "
        "to_utc TIMESTAMP, strategy VARCHAR, seconds DOUBLE"
    ),
    "rules": _columns(
        "replay BIGINT, rule VARCHAR, id VARCHAR, title VARCHAR, status VARCHAR, why VARCHAR, "
        "query VARCHAR, frequency_s DOUBLE, period_s DOUBLE, assumed VARCHAR[], strategy VARCHAR, "
        "truth_known BOOLEAN, plumbing BOOLEAN, seconds DOUBLE, warnings VARCHAR[]"
    )
    + _columns("kind VARCHAR", 2)
    + _columns("matched VARCHAR, covers VARCHAR[], covers_basis VARCHAR", 3),
    "runs": _columns(
        "replay BIGINT, rule VARCHAR, run BIGINT, anchor_utc TIMESTAMP, from_utc TIMESTAMP, "
        "to_utc TIMESTAMP, received_to_utc TIMESTAMP, rows BIGINT, fired BOOLEAN, "
        "suppressed BOOLEAN, seconds DOUBLE"
    )
    + _columns("repeated BIGINT, dropped BIGINT", 2),
    "alerts": _columns(
        "replay BIGINT, rule VARCHAR, run BIGINT, alert BIGINT, executed_utc TIMESTAMP, "
        "rows BIGINT, first_ordinal BIGINT, true_for USMALLINT[], security_alert VARCHAR"
    )
    + _columns("system_alert_id VARCHAR, title VARCHAR, severity VARCHAR", 2)
    + _columns("classification VARCHAR, right_entity BOOLEAN, repeats BOOLEAN", 3),
    "alert_rows": _columns(
        "replay BIGINT, rule VARCHAR, run BIGINT, ordinal BIGINT, alert BIGINT, "
        "true_for USMALLINT[], row VARCHAR"
    ),
    "entities": _columns(
        "replay BIGINT, rule VARCHAR, run BIGINT, alert BIGINT, entity BIGINT, type VARCHAR, "
        "fields VARCHAR",
        2,
    ),
    "incidents": _columns(
        "replay BIGINT, incident BIGINT, rule VARCHAR, title VARCHAR, severity VARCHAR, "
        "created_utc TIMESTAMP, alerts BIGINT, true_for USMALLINT[]",
        2,
    ),
    "incident_alerts": _columns(
        "replay BIGINT, incident BIGINT, rule VARCHAR, run BIGINT, alert BIGINT", 2
    ),
    "verdicts": _columns(
        "replay BIGINT, rule VARCHAR, scenario USMALLINT, scenario_name VARCHAR, "
        "detectable BOOLEAN, found BOOLEAN, late BOOLEAN, seconds_to_detect DOUBLE"
    )
    + _columns(
        "expected BOOLEAN, benign BOOLEAN, possible_utc TIMESTAMP, ingested_utc TIMESTAMP, "
        "anchor_utc TIMESTAMP, executed_utc TIMESTAMP, ingestion_s DOUBLE, waiting_s DOUBLE, "
        "execution_s DOUBLE, phases_found BIGINT, phases_tried BIGINT",
        3,
    ),
}


def arrow_of(table: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of a table, for the engine to append by position."""
    kinds = [_ARROW[column.type] for column in TABLES[table]]
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, type=kind) for values, kind in zip(columns, kinds, strict=True)]
    return pa.table(arrays, names=[f"c{index}" for index in range(len(arrays))])


def kept_rows(
    replay: Replay, number: int, database: str, started_utc: datetime
) -> Mapping[str, Iterable[Row]]:
    """The rows of a replay, by table; they are made while they are read."""
    horizon = replay.horizon
    own: Row = (number, started_utc, database, horizon.from_utc, horizon.to_utc)
    return {
        "replays": [(*own, replay.strategy, replay.seconds)],
        "rules": _rules(replay, number),
        "runs": _runs(replay, number),
        "alerts": _alerts(replay, number),
        "alert_rows": _alert_rows(replay, number),
        "entities": _entities(replay, number),
        "incidents": _incidents(replay, number),
        "incident_alerts": _incident_alerts(replay, number),
        "verdicts": _verdicts(replay, number),
    }


def _rules(replay: Replay, number: int) -> Iterator[Row]:
    for one in replay.rules:
        rule = one.rule
        yield (
            *(number, one.path, rule.id if rule else "", one.title, one.status, one.why),
            rule.query if rule else "",
            one.frequency.total_seconds() if one.frequency else None,
            one.period.total_seconds() if one.period else None,
            *(list(one.assumed), one.strategy, one.truth, one.plumbing, one.seconds),
            list(one.warnings),
            *(rule.kind.name if rule else "", one.matched),
            *((list(one.coverage.names), one.coverage.basis) if one.coverage else (None, None)),
        )


def _runs(replay: Replay, number: int) -> Iterator[Row]:
    for one in replay.rules:
        for record in one.records:
            run = record.run
            yield (
                *(number, one.path, run.number, run.now, run.from_utc, run.to_utc),
                *(run.received_to, record.rows, record.fired, record.suppressed, record.seconds),
                *(record.repeated, record.dropped),
            )


def _alerts(replay: Replay, number: int) -> Iterator[Row]:
    for one in replay.rules:
        if not one.alerts:
            continue
        if one.rule is None:
            raise InternalError(f"{one.path} raised an alert without a rule")
        # the query stands in rules once: in 100,000 alerts it was nine tenths of the file
        forms = AlertForms(one.rule, one.tables, queries=False)
        for alert in one.alerts:
            yield (
                *(number, one.path, alert.run.number, alert.number, alert.executed_utc),
                *(len(alert.ordinals), alert.ordinals[0] if alert.ordinals else 0),
                *(sorted(alert.scenarios), told(forms.security_alert(alert)), forms.id(alert)),
                *(alert.details.title, alert.details.severity),
                *(alert.classification, alert.right_entity, alert.repeats),
            )


def _alert_rows(replay: Replay, number: int) -> Iterator[Row]:
    for one in replay.rules:
        for alert in one.alerts:
            # An alert over very many rows keeps the first of them.
            for ordinal, row in zip(alert.ordinals, alert.rows, strict=False):
                yield (
                    *(number, one.path, alert.run.number, ordinal, alert.number),
                    sorted(n for n, rows in alert.scenarios.items() if ordinal in rows),
                    _text(row),
                )


def _entities(replay: Replay, number: int) -> Iterator[Row]:
    for one in replay.rules:
        for alert in one.alerts:
            for place, entity in enumerate(alert.entities, 1):
                fields = _text(dict(entity.values))
                run = alert.run.number
                yield (number, one.path, run, alert.number, place, entity.type, fields)


def _incidents(replay: Replay, number: int) -> Iterator[Row]:
    for one in replay.incidents:
        yield (
            *(number, one.number, one.rule, one.title, one.severity, one.created_utc),
            *(len(one.alerts), sorted(one.scenarios)),
        )


def _incident_alerts(replay: Replay, number: int) -> Iterator[Row]:
    for one in replay.incidents:
        for alert in one.alerts:
            yield (number, one.number, one.rule, alert.run.number, alert.number)


def _verdicts(replay: Replay, number: int) -> Iterator[Row]:
    names = {scenario.number: scenario.name for scenario in replay.scenarios}
    for one in replay.rules:
        for verdict in one.verdicts:
            yield (
                *(number, one.path, verdict.scenario, names.get(verdict.scenario, "")),
                *(verdict.detectable, verdict.found, verdict.late, verdict.seconds_to_detect),
                *(verdict.expected, verdict.benign, *_parts(verdict.delays)),
                *(verdict.phases or (None, None)),
            )


def _parts(delays: Delays | None) -> Row:
    if delays is None:
        return (None,) * 7
    return (
        *(delays.possible_utc, delays.ingested_utc, delays.anchor_utc, delays.executed_utc),
        *(delays.ingestion_s, delays.waiting_s, delays.execution_s),
    )
