"""Runs at equal distances as whole numbers: what a lifted query counts in (``bind/spans.py``)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import pyarrow as pa

from lab.replay.window import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lab.replay.window import Run

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  naive and UTC, as all instants are
_US = timedelta(microseconds=1)

_SCHEMA = pa.schema(
    [
        ("run", pa.int64()),
        ("moment", pa.int64()),
        ("now", pa.timestamp("us")),
        ("from", pa.timestamp("us")),
        ("to", pa.timestamp("us")),
        ("received_from", pa.timestamp("us")),
        ("received_to", pa.timestamp("us")),
        ("hidden", pa.uint16()),
    ]
)


@dataclass(frozen=True)
class Moments:
    """Runs with windows of one length that hide the same, and the moment of each.

    Moments count from 1, in steps of the greatest length that fits all distances.
    """

    runs: tuple[Run, ...]
    moments: tuple[int, ...]
    parameters: Mapping[str, datetime | int]

    def relation(self) -> pa.Table:
        """The table ``runs`` of a lifted query."""
        return relation(self.runs, self.moments)


def relation(runs: Sequence[Run], moments: Sequence[int] = ()) -> pa.Table:
    """The table ``runs`` of a lifted query over any runs; moments matter to spans alone."""
    columns: list[Sequence[object]] = [
        [run.number for run in runs],
        moments or [0] * len(runs),
        [run.now for run in runs],
        [run.from_utc for run in runs],
        [run.to_utc for run in runs],
        [run.received_from for run in runs],
        [run.received_to for run in runs],
        [run.hidden for run in runs],
    ]
    arrays = [
        pa.array(values, type=field.type) for values, field in zip(columns, _SCHEMA, strict=True)
    ]
    return pa.table(arrays, schema=_SCHEMA)


def alike(runs: Sequence[Run]) -> Iterator[Moments]:
    """Neighbouring runs whose windows differ in place alone."""
    for _, group in groupby(runs, key=_shape):
        yield _moments(sorted(group, key=lambda run: run.now))


def _shape(run: Run) -> tuple[object, ...]:
    """What is equal for windows that differ in place alone."""
    return (
        run.hidden,
        run.now - run.from_utc,
        run.now - run.to_utc,
        run.received_from if run.received_from == EARLIEST else run.now - run.received_from,
        run.received_to if run.received_to == LATEST else run.now - run.received_to,
    )


def _moments(runs: Sequence[Run]) -> Moments:
    first = runs[0]
    distances = [(run.now - first.now) // _US for run in runs]
    step = math.gcd(*distances) or 86_400_000_000
    high = distances[-1] // step + 1
    window = (first.to_utc - first.from_utc) // _US // step + 1
    parameters: dict[str, datetime | int] = {
        "step": step,
        "low": 1,
        "high": high,
        "block": min(high, window),
        "earliest": first.from_utc,
        "latest": runs[-1].to_utc,
        "hidden": first.hidden,
    }
    for name, instant in (
        ("now_0", first.now),
        ("from_0", first.from_utc),
        ("to_0", first.to_utc),
        ("received_from_0", first.received_from),
        ("received_to_0", first.received_to),
    ):
        parameters[name] = (instant - _EPOCH) // _US - step
    moments = tuple(distance // step + 1 for distance in distances)
    return Moments(tuple(runs), moments, parameters)
