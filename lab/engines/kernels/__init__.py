"""Engine functions: vectorised code over Arrow arrays, one module for each family.

A kernel is named by the compiler (``transpile.lower.kernels.Kernel``) as ``family:function``. It
takes one Arrow array for each parameter, nulls included, and gives one of the same length. Dynamic
values are JSON text. Families are imported when a query needs them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from transpile.lower.kernels import Kernel


def load(kernel: Kernel) -> Callable[..., pa.Array]:
    """The function that a kernel names."""
    family, _, function = kernel.target.partition(":")
    module = importlib.import_module(f"lab.engines.kernels.{family}")
    found: Callable[..., pa.Array] = getattr(module, function)
    # no annotations: the engine would evaluate them, and they are not there at run time
    return lambda *columns: found(*(_whole(column) for column in columns))


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
