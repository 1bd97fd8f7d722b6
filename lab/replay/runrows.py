"""The rows that alerts are made of: the values of a batch become Python once, not for each run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

import numpy as np
import pyarrow.compute as pc

from lab.result import Result, cell_text, json_values
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import numpy.typing as npt
    import pyarrow as pa

    from lab.result import ResultColumn

    Positions = npt.NDArray[np.int64]
    Record = dict[str, object]


class BatchRows:
    """The rows of several runs, their values as text and as JSON when they are first asked for."""

    def __init__(self, columns: Sequence[ResultColumn], rows: pa.Table) -> None:
        self.columns = tuple(columns)
        self.rows = rows
        self._texts: dict[int, list[str]] = {}
        self._records: dict[int, Record] = {}
        self._times: pa.ChunkedArray | None = next(
            (
                values
                for column, values in zip(self.columns, rows.columns, strict=True)
                if column.name == "TimeGenerated" and column.type is KqlType.DATETIME
            ),
            None,
        )

    def texts(self, place: int) -> list[str]:
        """A column as texts."""
        known = self._texts.get(place)
        if known is None:
            kind = self.columns[place].type
            values = json_values(self.rows.column(place), kind)
            known = self._texts[place] = [cell_text(value, kind) for value in values]
        return known

    def records(self, positions: Positions) -> list[Record]:
        """Some rows as dictionaries that JSON can hold; those that are equal are shared."""
        known = self._records
        new = [position for position in positions.tolist() if position not in known]
        if new:
            made = Result(self.columns, self.rows.take(new)).json_records()
            known.update(zip(new, made, strict=True))
        return [known[position] for position in positions.tolist()]

    def span(self, positions: Positions) -> tuple[datetime, datetime] | None:
        """The least and the greatest ``TimeGenerated`` of some rows, where there is one."""
        if self._times is None:
            return None
        extremes = pc.min_max(self._times.take(positions)).as_py()
        return None if extremes["min"] is None else (extremes["min"], extremes["max"])


class RunRows:
    """The rows of one run, in their order."""

    def __init__(self, batch: BatchRows, positions: Positions) -> None:
        self._batch = batch
        self._positions = positions

    @staticmethod
    def of(rows: Result) -> RunRows:
        """All rows of a result."""
        return RunRows(BatchRows(rows.columns, rows.raw), np.arange(len(rows)))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._positions)

    def texts(self, place: int) -> Texts:
        """A column as texts."""
        return Texts(self._batch.texts(place), self._positions)

    def records(self, places: Sequence[int]) -> list[Record]:
        """The rows at some places, as dictionaries that JSON can hold."""
        return self._batch.records(self._positions[np.asarray(places, dtype=np.int64)])

    def span(self) -> tuple[datetime, datetime] | None:
        """The least and the greatest ``TimeGenerated``, where there is one."""
        return self._batch.span(self._positions)


class Texts(Sequence[str]):
    """A column of one run, as a sequence."""

    def __init__(self, texts: Sequence[str], positions: Positions) -> None:
        self._texts = texts
        self._positions = positions

    def __len__(self) -> int:
        """How many there are."""
        return len(self._positions)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """The text of a row."""
        if isinstance(place, slice):
            return [self._texts[position] for position in self._positions[place].tolist()]
        return self._texts[int(self._positions[place])]

    def __iter__(self) -> Iterator[str]:
        """The texts of all rows."""
        return (self._texts[position] for position in self._positions.tolist())
