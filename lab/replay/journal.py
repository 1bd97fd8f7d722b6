"""Every replay is kept: its rules, runs, alerts, result rows and verdicts, in a file of its own.

The file is attached only while it is read or written, so that a notebook that reads it and a
replay that runs stay out of each other's way. A replay is one transaction. A result row is
identified by (replay, rule, run, ordinal).
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa

from lab.errors import ReplayError
from lab.replay.alerts import security_alert
from transpile.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from lab.engines.protocol import Engine
    from lab.replay.model import Replay

FORMAT = 1

_DDL = """
CREATE TABLE IF NOT EXISTS replays.main.manifest(key VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE IF NOT EXISTS replays.main.replays(
    replay BIGINT PRIMARY KEY, started_utc TIMESTAMP, "database" VARCHAR, from_utc TIMESTAMP,
    to_utc TIMESTAMP, strategy VARCHAR, seconds DOUBLE);
CREATE TABLE IF NOT EXISTS replays.main.rules(
    replay BIGINT, rule VARCHAR, id VARCHAR, title VARCHAR, status VARCHAR, why VARCHAR,
    query VARCHAR, frequency_s DOUBLE, period_s DOUBLE, assumed VARCHAR[], strategy VARCHAR,
    truth_known BOOLEAN, plumbing BOOLEAN, seconds DOUBLE, warnings VARCHAR[]);
CREATE TABLE IF NOT EXISTS replays.main.runs(
    replay BIGINT, rule VARCHAR, run BIGINT, anchor_utc TIMESTAMP, from_utc TIMESTAMP,
    to_utc TIMESTAMP, received_to_utc TIMESTAMP, "rows" BIGINT, fired BOOLEAN,
    suppressed BOOLEAN, seconds DOUBLE);
CREATE TABLE IF NOT EXISTS replays.main.alerts(
    replay BIGINT, rule VARCHAR, run BIGINT, alert BIGINT, executed_utc TIMESTAMP,
    "rows" BIGINT, first_ordinal BIGINT, true_for USMALLINT[], security_alert VARCHAR);
CREATE TABLE IF NOT EXISTS replays.main.alert_rows(
    replay BIGINT, rule VARCHAR, run BIGINT, ordinal BIGINT, alert BIGINT, true_for USMALLINT[],
    "row" VARCHAR);
CREATE TABLE IF NOT EXISTS replays.main.verdicts(
    replay BIGINT, rule VARCHAR, scenario USMALLINT, scenario_name VARCHAR, detectable BOOLEAN,
    found BOOLEAN, late BOOLEAN, seconds_to_detect DOUBLE);
"""


class Journal:
    """The file that keeps replays; nothing is opened before it is used."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    def check(self) -> None:
        """Make sure, before the work, that the result can be kept.

        Raises:
            StoreError: where the file is locked, no database, or cannot be written.
            ReplayError: where it has a newer format.
        """
        with self._attached():
            pass

    def keep(self, replay: Replay, database: Path, started_utc: datetime) -> int:
        """Write a replay in one transaction; its number."""
        with self._attached():
            self._engine.execute("BEGIN TRANSACTION")
            try:
                number = self._write(replay, str(database), started_utc)
            except BaseException:
                self._engine.execute("ROLLBACK")
                raise
            self._engine.execute("COMMIT")
        return number

    @contextmanager
    def _attached(self) -> Iterator[None]:
        self._engine.attach_replays(str(self.path))
        try:
            self._prepare()
            yield
        finally:
            self._engine.execute("DETACH replays")

    def _prepare(self) -> None:
        for statement in _DDL.split(";"):
            if statement.strip():
                self._engine.execute(statement)
        known = self._engine.fetch("SELECT value FROM replays.main.manifest WHERE key = 'format'")
        if not known.num_rows:
            self._engine.execute(f"INSERT INTO replays.main.manifest VALUES ('format', '{FORMAT}')")
            return
        found = known.column(0)[0].as_py()
        if found != str(FORMAT):
            raise ReplayError(
                f"{self.path} has format {found}, this version reads format {FORMAT}; "
                "name another file with --replays, or upgrade"
            )

    def _write(self, replay: Replay, database: str, started_utc: datetime) -> int:
        last = self._engine.fetch("SELECT coalesce(max(replay), 0) FROM replays.main.replays")
        number = int(last.column(0)[0].as_py()) + 1
        for table, rows in _tables(replay, number, database, started_utc).items():
            if rows:
                self._engine.append(f"replays.main.{table}", _arrow(table, rows))
        return number


Rows = list[tuple[object, ...]]

_TEXT, _INT, _REAL, _BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_TIME, _TEXTS, _NUMBERS = pa.timestamp("us"), pa.list_(pa.string()), pa.list_(pa.uint16())

# In the order of the columns above.
_TYPES: dict[str, tuple[pa.DataType, ...]] = {
    "replays": (_INT, _TIME, _TEXT, _TIME, _TIME, _TEXT, _REAL),
    "rules": (
        *(_INT, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT, _REAL, _REAL, _TEXTS, _TEXT),
        *(_BOOL, _BOOL, _REAL, _TEXTS),
    ),
    "runs": (_INT, _TEXT, _INT, _TIME, _TIME, _TIME, _TIME, _INT, _BOOL, _BOOL, _REAL),
    "alerts": (_INT, _TEXT, _INT, _INT, _TIME, _INT, _INT, _NUMBERS, _TEXT),
    "alert_rows": (_INT, _TEXT, _INT, _INT, _INT, _NUMBERS, _TEXT),
    "verdicts": (_INT, _TEXT, pa.uint16(), _TEXT, _BOOL, _BOOL, _BOOL, _REAL),
}


def _arrow(table: str, rows: Rows) -> pa.Table:
    columns = zip(*rows, strict=True)
    arrays = [
        pa.array(values, type=kind) for values, kind in zip(columns, _TYPES[table], strict=True)
    ]
    return pa.table(arrays, names=[f"c{index}" for index in range(len(arrays))])


def _tables(replay: Replay, number: int, database: str, started_utc: datetime) -> dict[str, Rows]:
    horizon = replay.horizon
    names = {scenario.number: scenario.name for scenario in replay.scenarios}
    rules: Rows = []
    runs: Rows = []
    alerts: Rows = []
    alert_rows: Rows = []
    verdicts: Rows = []
    for one in replay.rules:
        rule, key = one.rule, (number, one.path)
        rules.append(
            (
                *(*key, rule.id if rule else "", one.title, one.status, one.why),
                rule.query if rule else "",
                one.frequency.total_seconds() if one.frequency else None,
                one.period.total_seconds() if one.period else None,
                *(list(one.assumed), one.strategy, one.truth, one.plumbing, one.seconds),
                list(one.warnings),
            )
        )
        runs += (
            (
                *(*key, record.run.number, record.run.now, record.run.from_utc),
                *(record.run.to_utc, record.run.received_to, record.rows, record.fired),
                *(record.suppressed, record.seconds),
            )
            for record in one.records
        )
        for alert in one.alerts:
            if rule is None or one.period is None:
                raise InternalError(f"{one.path} raised an alert without a rule")
            product = security_alert(rule, alert, one.period, one.tables)
            alerts.append(
                (
                    *(*key, alert.run.number, alert.number, alert.executed_utc),
                    *(len(alert.ordinals), alert.ordinals.start, sorted(alert.scenarios)),
                    json.dumps(product, ensure_ascii=False),
                )
            )
            alert_rows += (
                (
                    *(*key, alert.run.number, ordinal, alert.number),
                    _true_for(alert.scenarios, ordinal),
                    json.dumps(row, ensure_ascii=False),
                )
                # An alert over very many rows keeps the first of them.
                for ordinal, row in zip(alert.ordinals, alert.rows, strict=False)
            )
        verdicts += (
            (
                *(*key, verdict.scenario, names.get(verdict.scenario, ""), verdict.detectable),
                *(verdict.found, verdict.late, verdict.seconds_to_detect),
            )
            for verdict in one.verdicts
        )
    return {
        "replays": [
            (
                *(number, started_utc, database, horizon.from_utc, horizon.to_utc),
                *(replay.strategy, replay.seconds),
            )
        ],
        "rules": rules,
        "runs": runs,
        "alerts": alerts,
        "alert_rows": alert_rows,
        "verdicts": verdicts,
    }


def _true_for(scenarios: Mapping[int, tuple[int, ...]], ordinal: int) -> Sequence[int]:
    return sorted(number for number, rows in scenarios.items() if ordinal in rows)
