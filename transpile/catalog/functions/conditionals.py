"""``iff``, ``case``, ``coalesce`` and the tests for null."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import unquoted
from transpile.spec import CONVERSIONS, FunctionSpec, add_function, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


def one_type(binder: Binder, name: str, branches: list[Expr], span: Span) -> list[Expr]:
    """Branches of one type: a dynamic is read as the others' type, int and long meet in long."""
    kinds = {branch.type for branch in branches}
    if len(kinds) == 1:
        return branches
    if len(kinds) == 2 and KqlType.DYNAMIC in kinds:
        (kind,) = kinds - {KqlType.DYNAMIC}  # as Microsoft's binder has it
    elif kinds == {KqlType.INT, KqlType.LONG}:
        kind = KqlType.LONG
    else:
        shown = " and ".join(sorted(kind.value for kind in kinds))
        raise refusal(
            codes.MIXED_TYPES,
            f"the branches of '{name}' have the types {shown}, and need one",
            span,
            "cast them to one type",
        )
    return [
        branch if branch.type is kind else binder.apply(CONVERSIONS[kind], (branch,), branch.span)
        for branch in branches
    ]


def _condition(binder: Binder, name: str, expr: Expr) -> Expr:
    if expr.type is KqlType.BOOL:
        return expr
    if expr.type is KqlType.DYNAMIC:
        return binder.apply("tobool", (expr,), expr.span)
    raise refusal(
        codes.NOT_BOOLEAN, f"a condition of '{name}' is a {expr.type}, not a bool", expr.span
    )


def _bind_case(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    fixed = spec.name in ("iff", "iif")
    if len(arguments) % 2 == 0 or len(arguments) < 3 or (fixed and len(arguments) != 3):
        wanted = "3 arguments" if fixed else "pairs of condition and value, then a last value"
        usage = "condition, value, otherwise" if fixed else "condition, value, ..., otherwise"
        raise refusal(
            codes.ARGUMENT_COUNT,
            f"'{spec.name}' takes {wanted}, not {len(arguments)}",
            span,
            f"{spec.name}({usage})",
        )
    conditions = [_condition(binder, spec.name, each) for each in arguments[:-1:2]]
    values = one_type(binder, spec.name, [*arguments[1::2], arguments[-1]], span)
    mixed: list[Expr] = []
    for condition, value in zip(conditions, values, strict=False):
        mixed += [condition, value]
    mixed.append(values[-1])
    nullable = any(value.nullable for value in values)
    return spec.applied_as(tuple(mixed), values[0].type, nullable, span)


def _case(call: LoweredCall) -> Sql:
    """The value of the first condition that holds, else the last value; null does not hold."""
    last = len(call.bound) - 1
    branches = [(call.arg(place, truth=True), call.arg(place + 1)) for place in range(0, last, 2)]
    return build.case(branches, call.arg(last))


for _name in ("iff", "iif", "case"):
    add_function(
        f"{_name}(branches...: any) -> dynamic",
        _case,
        examples={
            f'{_name}(bool(null), "yes", "no")': "no",
            **({'case(1 > 2, "a", 2 > 1, "b", "c")': "b"} if _name == "case" else {}),
        },
        source=f"learn:{_name}-function; FACTS 3",
        whole_call=True,
        bound_by=_bind_case,
    )


def _bind_coalesce(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    if not 2 <= len(arguments) <= 64:
        raise refusal(
            codes.ARGUMENT_COUNT, f"'coalesce' takes 2 to 64 arguments, not {len(arguments)}", span
        )
    fitted = one_type(binder, spec.name, list(arguments), span)
    nullable = all(part.nullable for part in fitted)
    return spec.applied_as(tuple(fitted), fitted[0].type, nullable, span)


def _coalesce(call: LoweredCall) -> Sql:
    """The first argument that is neither null nor the empty text."""
    if call.apply.kind is not KqlType.STRING:
        return build.coalesce(*call.args())
    *others, last = call.args()
    filled = [build.plain_call("nullif", part, build.text("")) for part in others]
    # the '' at the end is never reached: without it the engine's statistics fail on an empty table
    return build.coalesce(*filled, last, build.text(""))


add_function(
    "coalesce(values...: any) -> dynamic",
    _coalesce,
    source="learn:coalesce-function; FACTS 3",
    whole_call=True,
    bound_by=_bind_coalesce,
    examples={'coalesce("", "x")': "x", "coalesce(long(null), 5)": 5},
)


@scalar(
    "isnull(value: any) -> bool",
    source="learn:isnull-function",
    whole_call=True,
    nulls="never",
    examples={'isnull("")': False, "isnull(long(null))": True},
)
def isnull(call: LoweredCall) -> Sql:
    """Whether a value is null; a string never is."""
    if call.bound[0].type is KqlType.STRING:
        return build.boolean(False)
    return build.is_null(_held(call))


@scalar(
    "isnotnull(value: any) -> bool",
    source="learn:isnotnull-function",
    whole_call=True,
    nulls="never",
    examples={'isnotnull("")': True},
)
def isnotnull(call: LoweredCall) -> Sql:
    """Whether a value is not null; a string never is null."""
    if call.bound[0].type is KqlType.STRING:
        return build.boolean(True)
    return build.is_not_null(_held(call))


def _held(call: LoweredCall) -> Sql:
    """The value, or what a dynamic holds: a JSON null inside counts as null."""
    if call.bound[0].type is KqlType.DYNAMIC:
        return unquoted(call.arg(0))
    return call.arg(0)
