"""What the entries of geography share: their binding, and what they say of themselves.

Kusto computes on S2's sphere; the kernels (``lab.engines.kernels.geo_*``) do too.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.texts import bind_strict
from transpile.diagnostics import refusal
from transpile.spec import kernel
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.bind.binder import Binder
    from transpile.span import Span
    from transpile.spec import FunctionSpec

# options whose other values nothing documented shows the results of
_FIXED = {
    "use_spheroid": "on the spheroid: which formula measures there is not documented",
    "preserve_crossing": "with edges that cross the antimeridian kept: how is not documented",
    "h3_radius": "with a radius: how finely Kusto rounds the enlarged polygon is not documented",
}


def geographic(
    signature: str,
    target: str,
    doc: str,
    examples: Mapping[str, object],
    *,
    differs: str = "",
    nulls: str = "always",
) -> None:
    """Register a function of geography. ``nulls="never"`` is for texts, empty where invalid."""
    name = signature.partition("(")[0]
    kernel(
        signature,
        target,
        source=f"learn:{name.replace('_', '-')}-function",
        doc=doc,
        differs=differs,
        nulls=nulls,
        bound_by=_bind,
        family=sys._getframe(1).f_globals["__name__"],
        examples=examples,
    )


def _bind(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    """Numbers and texts take no dynamic, shapes no literal of another kind."""
    made = bind_strict(spec, binder, arguments, span)
    for argument, parameter in zip(arguments, spec.signature.parameters, strict=False):
        if parameter.name in _FIXED:
            _refuse_unless_off(spec, argument, _FIXED[parameter.name])
        elif parameter.types == {KqlType.DYNAMIC}:
            _check_literal(spec, argument, list if parameter.name.endswith("s") else dict)
    return made


def _refuse_unless_off(spec: FunctionSpec, argument: Expr, why: str) -> None:
    if not (isinstance(argument, Constant) and argument.value in (0, False)):
        raise refusal(codes.UNSUPPORTED, f"'{spec.name}' {why}", argument.span)


def _check_literal(spec: FunctionSpec, argument: Expr, wanted: type[Any]) -> None:
    value = argument.value if isinstance(argument, Constant) else None
    if value is not None and not isinstance(value, wanted):
        kind = "an array of shapes" if wanted is list else "a property bag in GeoJSON"
        raise refusal(codes.ARGUMENT_TYPE, f"'{spec.name}' takes {kind} here", argument.span)
