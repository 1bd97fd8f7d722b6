"""Functions that give several columns at once: ``series_stats(x)``, ``(a, b) = series_fft(x)``.

Such a call stands as an item of ``project``, ``extend`` or ``print`` and nowhere else. It is
computed once, in a projection below the operator, and each of its columns is taken from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import default_name
from transpile.bind.tree import Column, ColumnRef, Constant, Expr, Item, Node, Project, Rows
from transpile.diagnostics import CompileError, refusal
from transpile.light import dataclass
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.registry import BindsFunction


@dataclass(frozen=True)
class Part:
    """One of the columns: its name, whether the query wrote it, and its value."""

    name: str
    written: bool
    value: Expr


class Several:
    """The calls of several columns among the items of one operator.

    ``keeps_rest``: columns that the query gives no name stand under a generated one; else names for
    the first few leave the others out. Without any names all stand under generated ones.
    """

    def __init__(self, binder: Binder, source: Node | None, *, keeps_rest: bool) -> None:
        self.binder = binder
        self.source = source
        self.keeps_rest = keeps_rest
        self._calls: list[Item] = []

    def parts(self, item: nodes.Syntax) -> list[Part] | None:
        """The columns of an item, or None where it is a single value."""
        written, value = (item.names, item.value) if isinstance(item, nodes.Named) else ((), item)
        names = self._spread(value)
        if names:
            return self._elements(names, written, value)
        spec = _function(self.binder, value)
        if spec is None:
            if len(written) > 1:
                raise refusal(
                    codes.BAD_ARGUMENT,
                    f"there are {len(written)} names here for a single value",
                    item.span,
                )
            return None
        assert isinstance(value, nodes.Call)
        results = spec.results
        if len(written) > len(results):
            raise refusal(
                codes.BAD_ARGUMENT,
                f"'{spec.name}' gives {len(results)} columns, and there are {len(written)} names",
                item.span,
                ", ".join(name for name, _ in results),
            )
        call = self._bound(spec, value)
        base = f"{spec.name}_{default_name(value.arguments[0], self.binder.registry.functions)}"
        shown = len(results) if self.keeps_rest or not written else len(written)
        return [
            Part(
                written[place] if place < len(written) else f"{base}_{name}",
                place < len(written),
                spec.part(ColumnRef(call), place),
            )
            for place, (name, _) in enumerate(results[:shown])
        ]

    def _spread(self, value: nodes.Syntax) -> tuple[str, ...]:
        """The names of the columns of a call whose arguments make them several."""
        if not isinstance(value, nodes.Call) or value.name in self.binder.lets:
            return ()
        spec = self.binder.registry.functions.get(value.name)
        spread = spec.spread if spec is not None else None
        return spread(self.binder, value, self.source) if spread is not None else ()

    def _elements(
        self, names: tuple[str, ...], written: tuple[str, ...], value: nodes.Syntax
    ) -> list[Part]:
        """The elements of such a call's value; the rest stands, too, under generated names."""
        if len(written) > len(names):
            raise refusal(
                codes.BAD_ARGUMENT,
                f"{len(names)} columns come of this, and there are {len(written)} names",
                value.span,
            )
        column = Column(f"$several{len(self._calls)}", KqlType.DYNAMIC)
        self._calls.append(Item(column, self.binder.scalar(value, self.source)))
        parts = []
        for place, name in enumerate(names):
            step = Constant(place, KqlType.LONG, span=value.span)
            element = self.binder.apply("[]", (ColumnRef(column), step), value.span)
            own = place < len(written)
            parts.append(Part(written[place] if own else name, own, element))
        return parts

    def _bound(self, spec: BindsFunction, call: nodes.Call) -> Column:
        """The call, bound, as a column of the projection below."""
        arguments = self.binder.each(
            call.arguments, lambda part: self.binder.scalar(part, self.source)
        )
        column = Column(f"$several{len(self._calls)}", KqlType.DYNAMIC)
        self._calls.append(Item(column, spec.bind(self.binder, tuple(arguments), call.span)))
        return column

    def below(self) -> Node | None:
        """What the operator's items are computed over."""
        if not self._calls:
            return self.source
        if self.source is None:
            columns = tuple(item.column for item in self._calls)
            return Rows(columns, (tuple(item.value for item in self._calls),))
        kept = (Item(column, ColumnRef(column)) for column in self.source.columns)
        return Project(self.source, (*kept, *self._calls))


def _function(binder: Binder, value: nodes.Syntax) -> BindsFunction | None:
    """The function of several columns that an expression calls."""
    if not isinstance(value, nodes.Call) or value.name in binder.lets:
        return None
    spec = binder.registry.functions.get(value.name)
    return spec if spec is not None and spec.results and value.arguments else None


def misplaced(spec: BindsFunction, call: nodes.Call) -> CompileError:
    """The refusal of such a call where a single value is wanted."""
    names = ", ".join(name for name, _ in spec.results[:2])
    return refusal(
        codes.NOT_SCALAR,
        f"'{spec.name}' gives several columns, and a single value is wanted here",
        call.span,
        f"name them first: extend ({names}, ...) = {spec.name}(...)",
    )
