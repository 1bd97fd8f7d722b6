"""KQL's scalar types, their spellings and what follows from them.

Ticks are 100 ns. A timespan is a count of ticks; a datetime is a UTC instant.
"""

from __future__ import annotations

from enum import Enum

TICKS_PER_MICROSECOND = 10
TICKS_PER_SECOND = 10_000_000
TICKS_PER_DAY = 86_400 * TICKS_PER_SECOND


class KqlType(Enum):
    """A scalar type by its KQL name."""

    BOOL = "bool"
    INT = "int"
    LONG = "long"
    REAL = "real"
    DECIMAL = "decimal"
    STRING = "string"
    GUID = "guid"
    DATETIME = "datetime"
    TIMESPAN = "timespan"
    DYNAMIC = "dynamic"

    def __str__(self) -> str:
        return self.value

    @property
    def is_integer(self) -> bool:
        """Whether values are whole numbers (int or long)."""
        return self in _INTEGERS

    @property
    def is_numeric(self) -> bool:
        """Whether values are numbers (int, long, real or decimal)."""
        return self in _NUMERIC


_INTEGERS = frozenset({KqlType.INT, KqlType.LONG})
_NUMERIC = frozenset({KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL})

_SPELLINGS = {kind.value: kind for kind in KqlType} | {
    "boolean": KqlType.BOOL,
    "int32": KqlType.INT,
    "int64": KqlType.LONG,
    "double": KqlType.REAL,
    "float": KqlType.REAL,
    "date": KqlType.DATETIME,
    "time": KqlType.TIMESPAN,
    "uuid": KqlType.GUID,
    "uniqueid": KqlType.GUID,
}


def type_named(spelling: str) -> KqlType | None:
    """The type that a KQL type name spells (``double`` is ``real``), or None."""
    return _SPELLINGS.get(spelling)


def wider(left: KqlType, right: KqlType) -> KqlType | None:
    """The numeric type that holds both operands' values, or None where one is not a number."""
    if not (left.is_numeric and right.is_numeric):
        return None
    for kind in (KqlType.DECIMAL, KqlType.REAL, KqlType.LONG):
        if kind in (left, right):
            # real beside decimal: Kusto computes in real
            return KqlType.REAL if KqlType.REAL in (left, right) else kind
    return KqlType.INT


# The function that converts to a type.
CONVERSIONS = {
    KqlType.STRING: "tostring",
    KqlType.BOOL: "tobool",
    KqlType.INT: "toint",
    KqlType.LONG: "tolong",
    KqlType.REAL: "todouble",
    KqlType.DECIMAL: "todecimal",
    KqlType.DATETIME: "todatetime",
    KqlType.TIMESPAN: "totimespan",
    KqlType.GUID: "toguid",
    KqlType.DYNAMIC: "todynamic",
}
