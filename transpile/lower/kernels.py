"""Engine functions: what SQL cannot say is a vectorised function over Arrow arrays.

The compiler knows only the name, the place of the code and the types; ``lab.engines.kernels`` holds
the code, and an engine registers what a query needs before it runs it. Values cross in the types
below: a dynamic as JSON text, a timespan as ticks of 100 ns, a guid as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.lower.dynamic import JSON, to_json, to_variant
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transpile.lower.build import Sql

CROSSING: dict[KqlType, str] = {
    KqlType.BOOL: "BOOLEAN",
    KqlType.INT: "INTEGER",
    KqlType.LONG: "BIGINT",
    KqlType.REAL: "DOUBLE",
    KqlType.DECIMAL: "DECIMAL(38,18)",
    KqlType.STRING: "VARCHAR",
    KqlType.GUID: "VARCHAR",
    KqlType.DATETIME: "TIMESTAMP",
    KqlType.TIMESPAN: "BIGINT",
    KqlType.DYNAMIC: "VARCHAR",
}


def struct_of(kinds: Sequence[KqlType]) -> str:
    """The engine's type of several columns: a struct with fields ``f0``, ``f1``, ..."""
    fields = ", ".join(f"f{place} {CROSSING[kind]}" for place, kind in enumerate(kinds))
    return f"STRUCT({fields})"


@dataclass(frozen=True, order=True)
class Kernel:
    """A vectorised function: ``target`` is ``family:function`` below ``lab.engines.kernels``.

    ``parameters`` and ``result`` are the engine's types. The function takes one Arrow array for
    each parameter, nulls included, and gives one of the same length.
    """

    target: str
    parameters: tuple[str, ...]
    result: str

    @property
    def name(self) -> str:
        """Its name in the engine; functions of other parameters have other names."""
        shown = "_".join(re.sub(r"\W+", "s", kind.lower()).strip("_") for kind in self.parameters)
        return f"kql_{self.target.replace(':', '_')}__{shown}"

    def call(self, *arguments: Sql) -> Sql:
        """The call. Whoever makes it notes the kernel with ``ExpressionLowering.kernels``."""
        return build.plain_call(self.name, *arguments)


def crossing(value: Sql, kind: KqlType) -> Sql:
    """A value in the form in which kernels take it."""
    if kind is KqlType.DYNAMIC:
        return build.cast_to(to_json(value), build.data_type("TEXT"))
    if kind is KqlType.GUID:
        return build.cast_to(value, build.data_type("TEXT"))
    return value


def crossed(value: Sql, kind: KqlType) -> Sql:
    """What a kernel gave, as a value of the language."""
    if kind is KqlType.DYNAMIC:
        return to_variant(build.cast_to(value, JSON.copy()))
    if kind is KqlType.GUID:
        return build.cast_to(value, build.type_of(KqlType.GUID))
    return value
