"""The shape of a plugin's entry, and what is common to reading plugins' arguments.

::

    @plugin(
        "narrow()",
        source="learn:narrow-plugin",
        examples=("print a = 1 | evaluate narrow()",),
    )
    def narrow(call: PluginCall) -> Node:
        \"\"\"A row for each cell.\"\"\"
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from transpile import codes
from transpile.bind.open import Missing, missing_column
from transpile.bind.tree import Column, ColumnRef, Expr, Node
from transpile.diagnostics import near, refusal
from transpile.errors import InternalError
from transpile.light import dataclass
from transpile.syntax import nodes
from transpile.types import CONVERSIONS, KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.discovery import Answer
    from transpile.diagnostics import CompileError
    from transpile.span import Span

DEFAULT = "~"  # stands for the default of an argument


@dataclass(frozen=True)
class Declared:
    """What follows ``:``, the columns that a plugin shall give; ``star``: those of the input."""

    star: bool
    columns: tuple[tuple[str, KqlType], ...]


@dataclass(frozen=True)
class PluginCall:
    """A call of a plugin while it is bound."""

    binder: Binder
    source: Node
    name: str
    arguments: tuple[nodes.Syntax, ...]
    declared: Declared | None
    span: Span
    syntax: nodes.Call

    @property
    def positional(self) -> tuple[nodes.Syntax, ...]:
        """The arguments without a name."""
        return tuple(a for a in self.arguments if not isinstance(a, nodes.Named))

    def named(self, *known: str) -> dict[str, nodes.Syntax]:
        """The arguments with a name, which must be one of the known."""
        found: dict[str, nodes.Syntax] = {}
        for argument in self.arguments:
            if not isinstance(argument, nodes.Named):
                continue
            name = argument.names[0]
            if name not in known:
                hint = near(name, known) or ("it takes " + ", ".join(known) if known else "")
                raise refusal(
                    codes.UNKNOWN_PARAMETER,
                    f"'{self.name}' has no parameter '{name}'",
                    argument.span,
                    hint,
                )
            found[name] = argument.value
        return found

    def count(self, least: int, most: int | None = None) -> None:
        """Refuse a wrong number of arguments, named ones counted too."""
        given = len(self.arguments)
        if given < least or (most is not None and given > most):
            wanted = f"{least}" if most == least else f"{least} to {most}" if most else f"{least}+"
            raise refusal(
                codes.ARGUMENT_COUNT,
                f"'{self.name}' takes {wanted} arguments, not {given}",
                self.span,
            )

    def wrong(self, message: str, at: nodes.Syntax | None = None, hint: str = "") -> CompileError:
        """The refusal of an argument."""
        return refusal(codes.BAD_ARGUMENT, message, at.span if at else self.span, hint)

    def column(
        self, syntax: nodes.Syntax, what: str, *kinds: KqlType, scope: Node | None = None
    ) -> Column:
        """A column of the input, by its name alone; of one of some types where given."""
        if not isinstance(syntax, nodes.Name):
            raise self.wrong(f"{what} is a column's name", syntax)
        bound = self.binder.scalar(syntax, scope or self.source)
        column = bound.column if isinstance(bound, ColumnRef) else Column(syntax.name, bound.type)
        known = isinstance(bound, ColumnRef) and not isinstance(column, Missing)
        if kinds and known and column.type not in kinds:
            wanted = " or ".join(sorted(kind.value for kind in kinds))
            raise refusal(
                codes.ARGUMENT_TYPE,
                f"{what} is a {wanted}, and '{column.name}' is a {column.type}",
                syntax.span,
                "todynamic(...) reads JSON text"
                if (column.type, kinds) == (KqlType.STRING, (KqlType.DYNAMIC,))
                else "",
            )
        return column

    def constant(self, syntax: nodes.Syntax, kind: KqlType, what: str) -> Any:
        """A constant's value; Any as ``Constant.value`` is whatever the type holds."""
        return self.binder.constant(syntax, kind, what).value

    def scalar(self, syntax: nodes.Syntax) -> Expr:
        """An expression that reads no column."""
        return self.binder.scalar(syntax, None)

    def ask(self, question: Node) -> Answer:
        """The rows of a question to the data."""
        return self.binder.discovery.answer(question)

    def opened(self, made: Node) -> Node:
        """The plugin's table, which is open: names used downstream may become columns of it."""
        return self.binder.opened.mark(made, self.syntax, missing_column)

    def converted(self, value: Expr, kind: KqlType) -> Expr:
        """A value in a type."""
        if value.type is kind:
            return value
        return self.binder.apply(CONVERSIONS[kind], (value,), self.span)


BindPlugin = Callable[[PluginCall], Node]


@dataclass(frozen=True)
class PluginSpec:
    """A plugin of ``evaluate``. ``text`` shows its arguments.

    ``keeps_columns``: the input's columns are among its own. ``declares``: a schema may follow.
    ``ordered``: it sees the order of serialized rows. ``instead``: what to write where it is
    refused.
    """

    name: str
    text: str
    bound_by: BindPlugin
    doc: str
    source: str
    examples: tuple[str, ...] = ()
    keeps_columns: bool = False
    declares: bool = False
    ordered: bool = False
    lifted: str = ""
    differs: str = ""
    refused: str = ""
    instead: str = ""


PLUGINS: dict[str, PluginSpec] = {}


def plugin(text: str, *, source: str, **options: Any) -> Callable[[BindPlugin], BindPlugin]:
    """Register what binds a plugin. Options are the fields of ``PluginSpec``."""

    def register(bound_by: BindPlugin) -> BindPlugin:
        name = text.partition("(")[0]
        doc = inspect.getdoc(bound_by) or ""
        if name in PLUGINS or not doc:
            raise InternalError(f"plugin {name!r} is a duplicate or lacks its doc")
        PLUGINS[name] = PluginSpec(name, text, bound_by, doc=doc, source=source, **options)
        return bound_by

    return register


def unsupported_plugins(names: tuple[str, ...], *, why: str, instead: str = "") -> None:
    """Entries for plugins that are valid KQL and not translated: the message says why."""

    def refuse(call: PluginCall) -> Node:
        raise InternalError(f"{call.name} is refused before it is bound")

    refuse.__doc__ = why
    for name in names:
        plugin(f"{name}()", source="lab", refused=why, instead=instead)(refuse)
