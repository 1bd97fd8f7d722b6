"""What ``set`` and ``declare query_parameters`` mean for a query.

A property that nobody knows is accepted, as the service does; of several of one name the last
counts. Those that change rows are honoured, and hints to the service change nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.functions import fitted
from transpile.bind.tree import (
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Node,
    Now,
    Scan,
    Several,
    Top,
    visible,
)
from transpile.diagnostics import near, refusal
from transpile.span import NOWHERE, Span
from transpile.syntax import nodes
from transpile.syntax.literals import (
    BadLiteralError,
    datetime_value,
    timespan_value,
    typed_value,
)
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from transpile.bind.binder import Binder

_CUTS = ("truncationmaxrecords", "query_take_max_records")
_SCOPE = "query_datetimescope_"


class Settings:
    """The request properties of one query, and the values passed in for its parameters."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self.given = dict(given or {})
        self._set: dict[str, nodes.Setting] = {}

    # --- set ------------------------------------------------------------------------------------

    def note(self, setting: nodes.Setting) -> None:
        """Take a ``set`` statement; a value that its property cannot have is refused."""
        name = setting.name.lower()
        reads: Callable[[nodes.Setting], object] | None = {
            "query_now": _instant,
            f"{_SCOPE}from": _instant,
            f"{_SCOPE}to": _instant,
            f"{_SCOPE}column": _text,
            "query_results_cache_max_age": _positive_span,
            "maxoutputcolumns": _count,
            **dict.fromkeys(_CUTS, _count),
        }.get(name)
        if reads is not None:
            reads(setting)
        self._set[name] = setting

    def instant(self, span: Span) -> Expr:
        """What ``now()`` is: the run's own instant, unless ``query_now`` is set."""
        told = self._set.get("query_now")
        return Now(span=span) if told is None else Constant(_instant(told), KqlType.DATETIME)

    def scoped(self, binder: Binder, scan: Node) -> Node:
        """A stored table within the scope that is set, both ends included, by the column of it."""
        column = self._set.get(f"{_SCOPE}column")
        if column is None or not isinstance(scan, Scan):
            return scan
        held = scan.by_name.get(_text(column))
        if held is None or held.type is not KqlType.DATETIME:
            return scan
        conditions = []
        for ending, sign in (("from", ">="), ("to", "<=")):
            bound = self._set.get(f"{_SCOPE}{ending}")
            if bound is not None:
                instant = Constant(_instant(bound), KqlType.DATETIME, span=bound.span)
                conditions.append(binder.apply(sign, (ColumnRef(held), instant), bound.span))
        return Filter(scan, tuple(conditions)) if conditions else scan

    def answered(self, binder: Binder, result: Node) -> Node:
        """A result as the properties of the query want it: cut, or its schema instead."""
        if isinstance(result, Several):
            made = tuple(self.answered(binder, one) for one in result.results)
            return replace(result, results=made)
        most = self._set.get("maxoutputcolumns")
        if most is not None and len(visible(result)) > _count(most):
            raise refusal(
                codes.BAD_ARGUMENT,
                f"the result has {len(visible(result))} columns, more than "
                f"maxoutputcolumns = {_count(most)}",
                most.span,
            )
        if _is_on(self._set.get("query_results_apply_getschema")):
            keyword = "getschema"
            result = binder.operator(nodes.OperatorSyntax(keyword=keyword), result)
        if _is_on(self._set.get("notruncation")):
            return result
        for name in _CUTS:
            cut = self._set.get(name)
            if cut is not None:
                result = Top(result, _count(cut), (), span=cut.span)
        return result

    # --- declare query_parameters ---------------------------------------------------------------

    def value_of(self, binder: Binder, parameter: nodes.Parameter) -> Constant:
        """The value of a parameter of the query: as passed in, else its default."""
        kind = parameter.type
        assert kind is not None  # the parser takes single values only
        if parameter.name in self.given:
            return _read(self.given[parameter.name], parameter, kind)
        if parameter.default is None:
            raise refusal(
                codes.NO_VALUE,
                f"the parameter '{parameter.name}' of the query has no value",
                parameter.span,
                f"pass one, as in --param {parameter.name}=..., or give it a default",
            )
        bound = binder.scalar(parameter.default, None)
        made = fitted(binder, bound, kind, parameter.name, parameter.default.span)
        if isinstance(made, Constant):
            return made
        raise refusal(
            codes.NOT_CONSTANT,
            f"the default of '{parameter.name}' must be a literal {kind}",
            parameter.default.span,
        )

    def check_given(self, declared: set[str]) -> None:
        """Refuse values of parameters that the query does not declare."""
        for name in self.given:
            if name not in declared:
                raise refusal(
                    codes.UNKNOWN_PARAMETER,
                    f"the query declares no parameter '{name}'",
                    NOWHERE,
                    near(name, declared) or "declare query_parameters(name:type);",
                )


def _read(text: str, parameter: nodes.Parameter, kind: KqlType) -> Constant:
    """A value that was passed in as text, in the type of its parameter."""
    if kind is KqlType.STRING:
        return Constant(text, kind, span=parameter.span)
    try:
        value = _dynamic(text) if kind is KqlType.DYNAMIC else typed_value(kind, text.strip())
    except (BadLiteralError, ValueError):
        raise refusal(
            codes.BAD_LITERAL,
            f"the value of the parameter '{parameter.name}' is no {kind}: {text!r}",
            parameter.span,
        ) from None
    return Constant(value, kind, span=parameter.span)


def _dynamic(text: str) -> object:
    import json

    return json.loads(text)


def _is_on(setting: nodes.Setting | None) -> bool:
    """Whether a property is set, and not to false."""
    if setting is None:
        return False
    value = True if setting.value is None else setting.value.value
    return value is True or str(value).lower() in ("true", "1")


def _instant(setting: nodes.Setting) -> int:
    value = setting.value
    if value is not None and value.type is KqlType.DATETIME and isinstance(value.value, int):
        return value.value
    read = datetime_value(str(value.value)) if value and value.type is KqlType.STRING else None
    if read is None:
        raise _wrong(setting, "a datetime")
    return read


def _text(setting: nodes.Setting) -> str:
    if setting.value is None or setting.value.type is not KqlType.STRING:
        raise _wrong(setting, "the name of a column")
    return str(setting.value.value)


def _count(setting: nodes.Setting) -> int:
    value = None if setting.value is None else setting.value.value
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _wrong(setting, "a whole number above 0")
    return value


def _positive_span(setting: nodes.Setting) -> int:
    value = None if setting.value is None else setting.value.value
    kind = None if setting.value is None else setting.value.type
    ticks = value if kind is KqlType.TIMESPAN else None
    if kind is KqlType.STRING:
        ticks = timespan_value(str(value))
    if not isinstance(ticks, int) or ticks <= 0:
        raise _wrong(setting, "a timespan above 0")
    return ticks


def _wrong(setting: nodes.Setting, wanted: str) -> Exception:
    return refusal(codes.BAD_ARGUMENT, f"'{setting.name}' must be {wanted}", setting.span)
