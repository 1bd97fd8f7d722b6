"""Engine functions: vectorised code over Arrow arrays, one module for each family.

A kernel is named by the compiler (``transpile.lower.kernels.Kernel``) as ``family:function``. It
takes one Arrow array for each parameter, nulls included, and gives one of the same length. Dynamic
values are JSON text. Families are imported when a query needs them.

A kernel that answers from more than its arguments asks for it by a keyword-only parameter; the
engine gives what it has under that name (``networks``: where addresses are).
"""

from __future__ import annotations

import importlib
import inspect
from functools import partial
from typing import TYPE_CHECKING

from lab.engines.protocol import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    import pyarrow as pa

    from transpile.lower.kernels import Kernel


# what to install for a package that families of their own need
_EXTRAS = {"h3": "geo", "s2geometry": "geo", "spherely": "geo"}


def load(kernel: Kernel, given: Mapping[str, Callable[[], object]]) -> Callable[..., pa.Array]:
    """The function that a kernel names; ``given`` makes what it asks for beyond its arguments.

    Raises:
        EngineError: where a package of an extra is missing.
    """
    family, _, function = kernel.target.partition(":")
    module = _family(family)
    named: Callable[..., pa.Array] = getattr(module, function)
    asked = [
        name
        for name, parameter in inspect.signature(named).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    ]
    found = partial(named, **{name: given[name]() for name in asked})

    def call(*columns: pa.Array | pa.ChunkedArray) -> pa.Array:
        return found(*(_whole(column) for column in columns))

    # the engine counts the parameters, and would evaluate annotations, which are not there then
    call.__annotations__ = {}
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(f"column{place}", inspect.Parameter.POSITIONAL_ONLY)
            for place in range(len(kernel.parameters))
        ]
    )
    return call


def _family(name: str) -> ModuleType:
    try:
        return importlib.import_module(f"lab.engines.kernels.{name}")
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(error.name or "")
        if extra is None:
            raise
        raise EngineError(
            f"the query needs the package {error.name}: pip install 'kql-replay-lab[{extra}]'"
        ) from error


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
