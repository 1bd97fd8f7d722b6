"""Regular expressions that differ from row to row, read into those of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.engines.kernels.rows import each
from transpile.lower.patterns import engine_pattern

if TYPE_CHECKING:
    import pyarrow as pa


def engine_texts(patterns: pa.Array) -> pa.Array:
    """Each pattern as the engine reads it.

    Raises:
        PatternError: for a pattern that is wrong, or that the engine cannot run.
    """
    return each(patterns, lambda pattern: engine_pattern(pattern).text)
