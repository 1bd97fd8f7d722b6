"""Hashes: xxHash64 of a value's bytes, which Kusto's ``hash`` is, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.lower.kernels import CROSSING, Kernel
from transpile.spec import FunctionSpec, add_function, checked, unsupported
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span

_FORMS = {
    KqlType.STRING: "of_texts",
    KqlType.LONG: "of_longs",
    KqlType.DATETIME: "of_datetimes",
}


def _bind(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    value, *modulo = checked(binder, spec.signature, arguments, span)
    if value.type is KqlType.INT:
        value = binder.apply("tolong", (value,), span)
    if value.type not in _FORMS:
        raise refusal(
            codes.UNSUPPORTED,
            f"the bytes by which Kusto hashes a {value.type} are not documented",
            span,
            "hash tostring(...) of it, where the number itself does not matter",
        )
    made = spec.applied((value,), span)
    return binder.apply("%", (made, *modulo), span) if modulo else made


def _hash(call: LoweredCall) -> Sql:
    """The xxHash64 of a value; with a second argument its remainder, from 0 up to below that."""
    kind = call.bound[0].type
    made = Kernel(f"hashes:{_FORMS[kind]}", (CROSSING[kind],), CROSSING[KqlType.LONG])
    return call.kernel(made, call.arg(0))


for _name in ("hash", "hash_xxhash64"):
    add_function(
        f"{_name}(value: any, modulo?: long|int) -> long",
        _hash,
        source="learn:hash-function; learn:hll-aggregation-function (the hashes of whole numbers)",
        whole_call=True,
        bound_by=_bind,
        differs="Null of null; of texts, whole numbers and datetimes alone.",
        examples={
            f'{_name}("World")': 1846988464401551951,
            f'{_name}("World", 100)': 51,
            f'{_name}(datetime("2015-01-01"))': 1380966698541616202,
            f"{_name}(5000)": 7755241107725382121,
        },
    )
for _name in ("hash_combine", "hash_many"):
    unsupported(_name, why="the way in which Kusto combines hashes is not documented")
