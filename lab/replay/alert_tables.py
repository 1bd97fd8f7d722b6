"""The tables of alerts as a replay's own rules fill them.

A scan of ``SecurityAlert``, ``SecurityIncident``, ``AlertInfo`` or ``AlertEvidence`` reads the
stored rows and those of this replay, from temporary tables; nothing is written into the logs. An
alert is there shortly after it was raised, so that no run sees what comes of it. Where one
scenario alone made a row, hiding the scenario hides the row.
"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

from lab.replay.forms import AlertForms
from lab.replay.incidents import incident_states, incidents_of
from lab.store.ddl import INGESTION, SCENARIO, engine_type, quoted
from transpile.errors import InternalError
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from lab.engines.protocol import Engine
    from lab.replay.forms import Row
    from lab.replay.model import RuleOutcome
    from transpile.schema import Tables, TableSchema

ALERT_TABLES = ("SecurityAlert", "SecurityIncident", "AlertInfo", "AlertEvidence")

# From the creation of an alert to its row: not published.
INGESTED_AFTER = timedelta(minutes=1)
ROWS_AT_ONCE = 10_000

_INCOMING = "incoming_alerts"
_ARROW: Mapping[KqlType, pa.DataType] = {
    KqlType.BOOL: pa.bool_(),
    KqlType.INT: pa.int32(),
    KqlType.LONG: pa.int64(),
    KqlType.REAL: pa.float64(),
    KqlType.DATETIME: pa.timestamp("us"),
}

Sizes = dict[str, int]
"""How many rows tables have."""


class AlertTables:
    """The tables of alerts during one replay.

    ``loaded`` are the tables as they are; ``schemas`` has those of alerts that are not loaded as
    empty ones, so that rules which read them compile.
    """

    def __init__(self, engine: Engine, loaded: Tables) -> None:
        self._engine = engine
        self.loaded = loaded
        self._stored: dict[str, TableSchema] = {}
        self._lasting: dict[str, int] = {}
        for name in ALERT_TABLES:
            schema = loaded.table(name)
            if schema is not None and schema.time_column is not None:
                self._stored[name] = schema
        empty = {}
        for name, schema in self._stored.items():
            if not schema.location:
                self._create(schema)
                empty[name] = _moved(schema)
        self.schemas = _with(loaded, empty)

    @property
    def absent(self) -> frozenset[str]:
        """The tables of which nothing is stored."""
        return frozenset(name for name, schema in self._stored.items() if not schema.location)

    def filled(
        self, settled: Sequence[RuleOutcome], more: Sequence[RuleOutcome], read: Iterable[str]
    ) -> tuple[Tables, Sizes]:
        """The tables of ``read`` with alerts of rules, and how many rows they have.

        Args:
            settled: outcomes that are the same in every call.
            more: outcomes whose alerts stay until the next call.
            read: the tables that are wanted.
        """
        moved, sizes = {}, {}
        for name in read:
            schema = self._stored.get(name)
            if schema is None:
                continue
            own = quoted(_own(name))
            # incidents are numbered through all rules
            first, then = ((), (*settled, *more)) if name in _NUMBERED else (settled, more)
            if name not in self._lasting:
                self._create(schema)
                self._append(schema, _ROWS[name](first))
                self._lasting[name] = self._count(own)
            self._engine.execute(f"DELETE FROM {own} WHERE rowid >= {self._lasting[name]}")
            self._append(schema, _ROWS[name](then))
            moved[name] = _moved(schema)
            sizes[name] = self._count(own)
        return _with(self.schemas, moved), sizes

    def _count(self, own: str) -> int:
        return int(self._engine.fetch(f"SELECT count(*) FROM {own}").column(0)[0].as_py())

    def _create(self, schema: TableSchema) -> None:
        """The temporary table, with what is stored."""
        columns = [
            f"{quoted(schema.physical[name])} {engine_type(kind)}"
            for name, kind in schema.columns.items()
        ]
        columns += [f"{quoted(INGESTION)} TIMESTAMP", f"{quoted(SCENARIO)} USMALLINT"]
        own = quoted(_own(schema.name))
        self._engine.execute(f"CREATE OR REPLACE TEMP TABLE {own} ({', '.join(columns)})")
        if schema.location:
            names = [quoted(schema.physical[name]) for name in schema.columns]
            hidden = ["NULL", "0"]
            if schema.has_ingestion:
                hidden = [quoted(INGESTION), quoted(SCENARIO)]
            place = ".".join(quoted(part) for part in schema.location)
            self._engine.execute(
                f"INSERT INTO {own} SELECT {', '.join((*names, *hidden))} FROM {place}"
            )

    def _append(self, schema: TableSchema, made: Iterator[Made]) -> None:
        while rows := list(islice(made, ROWS_AT_ONCE)):
            self._append_some(schema, rows)

    def _append_some(self, schema: TableSchema, rows: Sequence[Made]) -> None:
        arrays, selected = [], []
        for place, (name, kind) in enumerate(schema.columns.items()):
            missing = "" if kind is KqlType.STRING else None
            values = [row.get(name, missing) for row, _, _ in rows]
            arrays.append(pa.array(values, type=_ARROW.get(kind, pa.string())))
            column = f"c{place}"
            if kind is KqlType.DYNAMIC:
                column = f"CAST(CAST({column} AS JSON) AS VARIANT)"
            selected.append(column)
        ingested = [at_utc + INGESTED_AFTER for _, at_utc, _ in rows]
        arrays.append(pa.array(ingested, type=pa.timestamp("us")))
        arrays.append(pa.array([scenario for _, _, scenario in rows], type=pa.uint16()))
        selected += [f"c{len(arrays) - 2}", f"c{len(arrays) - 1}"]
        names = [f"c{place}" for place in range(len(arrays))]
        self._engine.create_temporary(_INCOMING, pa.table(arrays, names=names))
        self._engine.execute(
            f"INSERT INTO {quoted(_own(schema.name))} SELECT {', '.join(selected)} "
            f"FROM {quoted(_INCOMING)}"
        )


_NUMBERED = frozenset({"SecurityIncident"})


def _own(name: str) -> str:
    return f"replayed_{name}"


def _moved(schema: TableSchema) -> TableSchema:
    return replace(
        schema,
        location=("temp", "main", _own(schema.name)),
        has_ingestion=True,
        row_column="rowid",  # a stored table may be read through a view, which has another
    )


def _with(schemas: Tables, tables: Mapping[str, TableSchema]) -> Tables:
    if not tables:
        return schemas
    # a ChainMap writes only to its first map; the lazy mapping behind it is never written
    by_name = ChainMap(dict(tables), schemas.by_name)  # type: ignore[arg-type]
    return replace(schemas, by_name=by_name)


# --- rows ---------------------------------------------------------------------------------------

Made = tuple["Row", "datetime", int]
"""A row, when it comes to be, and the one scenario that made it, else 0."""


def _raising(outcomes: Iterable[RuleOutcome]) -> Iterator[tuple[RuleOutcome, AlertForms]]:
    for one in outcomes:
        if one.alerts:
            if one.rule is None:
                raise InternalError(f"{one.path} raised an alert without a rule")
            yield one, AlertForms(one.rule, one.tables)


def _security_alerts(outcomes: Sequence[RuleOutcome]) -> Iterator[Made]:
    for one, forms in _raising(outcomes):
        for alert in one.alerts:
            yield forms.security_alert(alert), alert.executed_utc, _only(alert.scenarios)


def _alert_infos(outcomes: Sequence[RuleOutcome]) -> Iterator[Made]:
    for one, forms in _raising(outcomes):
        for alert in one.alerts:
            yield forms.alert_info(alert), alert.executed_utc, _only(alert.scenarios)


def _alert_evidence(outcomes: Sequence[RuleOutcome]) -> Iterator[Made]:
    for one, forms in _raising(outcomes):
        for alert in one.alerts:
            for row in forms.alert_evidence(alert):
                yield row, alert.executed_utc, _only(alert.scenarios)


def _security_incidents(outcomes: Sequence[RuleOutcome]) -> Iterator[Made]:
    by_path = {one.path: (one.rule, forms) for one, forms in _raising(outcomes)}
    for incident in incidents_of(outcomes):
        rule, forms = by_path[incident.rule]
        assert rule is not None  # it raised alerts
        for state in incident_states(incident, forms, rule):
            made_by = {_only(alert.scenarios) for alert in state.alerts}
            yield state.row, state.at_utc, made_by.pop() if len(made_by) == 1 else 0


_ROWS: Mapping[str, Callable[[Sequence[RuleOutcome]], Iterator[Made]]] = {
    "SecurityAlert": _security_alerts,
    "SecurityIncident": _security_incidents,
    "AlertInfo": _alert_infos,
    "AlertEvidence": _alert_evidence,
}


def _only(scenarios: Mapping[int, object]) -> int:
    """The scenario, if it is one alone."""
    return next(iter(scenarios)) if len(scenarios) == 1 else 0
