"""The rows of several runs, held once where several runs give the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from lab.replay.moments import Moments
    from lab.replay.window import Run

    Positions = npt.NDArray[np.int64]


class Batch:
    """The rows of ``runs``: those of ``runs[i]`` are the ones of ``rows`` at ``positions(i)``.

    A row that several runs give may stand in ``rows`` once. ``seconds`` is what all runs took.
    """

    def __init__(self, runs: Sequence[Run], rows: pa.Table, seconds: float) -> None:
        self.runs = tuple(runs)
        self.rows = rows
        self.seconds = seconds

    def count(self, index: int) -> int:
        """How many rows a run gives."""
        return len(self.positions(index))

    def positions(self, index: int) -> Positions:
        """Where the rows of a run stand, in their order."""
        raise NotImplementedError

    def rows_of(self, index: int) -> pa.Table:
        """The rows of a run."""
        return self.rows.take(self.positions(index))

    def reordered(self, order: Positions) -> Batch:
        """The same with the rows of every run in this order of all rows."""
        raise NotImplementedError


class RunBatch(Batch):
    """Rows of one run after the other: those of ``runs[i]`` begin at ``starts[i]``."""

    def __init__(
        self, runs: Sequence[Run], rows: pa.Table, seconds: float, starts: Sequence[int]
    ) -> None:
        super().__init__(runs, rows, seconds)
        self._starts = starts

    def count(self, index: int) -> int:
        """How many rows a run gives."""
        return self._starts[index + 1] - self._starts[index]

    def positions(self, index: int) -> Positions:
        """Where the rows of a run stand."""
        return np.arange(self._starts[index], self._starts[index + 1])

    def rows_of(self, index: int) -> pa.Table:
        """The rows of a run."""
        return self.rows.slice(self._starts[index], self.count(index))

    def reordered(self, order: Positions) -> RunBatch:
        """The same with the rows of every run in this order of all rows."""
        runs = np.repeat(np.arange(len(self.runs)), np.diff(self._starts))
        order = order[np.argsort(runs[order], kind="stable")]
        return RunBatch(self.runs, self.rows.take(order), self.seconds, self._starts)


class SpanBatch(Batch):
    """Rows with the first and the last moment that gives them."""

    def __init__(
        self,
        found: Moments,
        rows: pa.Table,
        seconds: float,
        first: npt.NDArray[np.int64],
        last: npt.NDArray[np.int64],
    ) -> None:
        super().__init__(found.runs, rows, seconds)
        self._found = found
        self._moments = found.moments
        self._first, self._last = first, last
        most = found.moments[-1] + 2
        begun = np.bincount(first, minlength=most)[:most]
        ended = np.bincount(last + 1, minlength=most)[:most]
        self._counts = np.cumsum(begun - ended)

    def count(self, index: int) -> int:
        """How many rows a run gives."""
        return int(self._counts[self._moments[index]])

    def positions(self, index: int) -> Positions:
        """Where the rows of a run stand, in their order."""
        moment = self._moments[index]
        if not self._counts[moment]:
            return np.empty(0, dtype=np.int64)
        return np.flatnonzero((self._first <= moment) & (self._last >= moment))

    def reordered(self, order: Positions) -> SpanBatch:
        """The same with the rows of every run in this order of all rows."""
        first, last = self._first[order], self._last[order]
        return SpanBatch(self._found, self.rows.take(order), self.seconds, first, last)


def by_run(rows: pa.Table, runs: Sequence[Run], seconds: float) -> RunBatch:
    """A batch of rows whose first column is the number of their run."""
    numbers = rows.column(0).to_numpy()
    rows = rows.remove_column(0)
    if numbers.size and bool(np.any(numbers[1:] < numbers[:-1])):
        order = np.argsort(numbers, kind="stable")
        numbers = numbers[order]
        rows = rows.take(order)
    ours = np.array([run.number for run in runs], dtype=np.int64)
    ranked = np.argsort(ours, kind="stable")
    runs = [runs[place] for place in ranked]
    starts = np.searchsorted(numbers, ours[ranked], side="left")
    return RunBatch(runs, rows, seconds, (*(int(start) for start in starts), rows.num_rows))


def by_span(rows: pa.Table, found: Moments, seconds: float) -> SpanBatch:
    """A batch of rows whose first two columns are the moments that they span."""
    first, last = (rows.column(place).to_numpy() for place in (0, 1))
    return SpanBatch(found, rows.remove_column(0).remove_column(0), seconds, first, last)
