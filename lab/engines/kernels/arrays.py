"""Series inside kernels: dynamic arrays of numbers, parsed and shown.

NaN and the infinities cross as texts, as they stand inside a dynamic. Arrays that repeat, and rows
that do, are worked on once.
"""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from lab.engines.kernels.rows import rowwise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

_NAMED = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_PLAIN = frozenset((int, float))
Number = int | float | None


def elements(text: object) -> list[Any] | None:
    """The elements of an array as it crosses; None for what is no array."""
    if not isinstance(text, str):
        return None
    found = json.loads(text)
    return found if isinstance(found, list) else None


def number(value: object) -> Number:
    """An element as a number; None for what is none (truth is none)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return _NAMED.get(value) if isinstance(value, str) else None


def numbers(text: object) -> list[Number] | None:
    """The elements of an array as numbers, None where an element is none."""
    found = elements(text)
    if found is None or _PLAIN.issuperset(map(type, found)):
        return found
    return [number(value) for value in found]


def reals(text: object) -> Reals | None:
    """An array all of whose elements are finite numbers; None for any other, and for an empty."""
    found = numbers(text)
    if not found or None in found:
        return None
    made = np.array(found, dtype=np.float64)
    return made if np.isfinite(made).all() else None


def shown(values: Iterable[object] | None) -> str | None:
    """Elements as they cross back."""
    if values is None:
        return None
    listed = values.tolist() if isinstance(values, np.ndarray) else list(values)
    try:
        return json.dumps(listed, ensure_ascii=False, allow_nan=False)
    except ValueError:
        return json.dumps([special(value) for value in listed], ensure_ascii=False)


def special(value: object) -> object:
    """NaN and the infinities by their names inside a dynamic; anything else itself."""
    if not isinstance(value, float) or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def texts(work: Callable[..., str | None], *columns: pa.Array) -> pa.Array:
    """What ``work`` makes of every row, as dynamic."""
    return rowwise(work, pa.string(), *columns)


def reals_of(work: Callable[..., float | None], *columns: pa.Array) -> pa.Array:
    """What ``work`` makes of every row, as real."""
    return rowwise(work, pa.float64(), *columns)


def several(
    work: Callable[..., Sequence[object] | None],
    kinds: Sequence[pa.DataType],
    *columns: pa.Array,
) -> pa.Array:
    """The several columns that ``work`` makes of every row; nulls where it gives None."""
    fields = pa.struct([(f"f{place}", kind) for place, kind in enumerate(kinds)])
    none = dict.fromkeys((f"f{place}" for place in range(len(kinds))), None)

    def made(*row: object) -> dict[str, object]:
        found = work(*row)
        if found is None:
            return dict(none)
        return {f"f{place}": value for place, value in enumerate(found)}

    return rowwise(made, fields, *columns)
