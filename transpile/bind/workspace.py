"""What a workspace adds to the language: watchlists, saved functions, names of other places.

Names come in this order: a ``let``, a function of the language, a saved function. ``value`` gives
None for all but the third and for ``table(...)``, ``workspace(...).T`` and their like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind import functions
from transpile.bind.functions import UserFunction
from transpile.bind.open import text_column
from transpile.bind.tree import (
    INGESTION_COLUMN,
    ROW_COLUMN,
    SCENARIO_COLUMN,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Item,
    Node,
    Project,
    Rows,
    Scan,
    null_of,
)
from transpile.diagnostics import CompileError, near, refusal
from transpile.schema import TableSchema, watchlist_schema
from transpile.span import NOWHERE
from transpile.syntax import nodes
from transpile.syntax.statements import parse_function
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.bind.binder import Binder, Scope
    from transpile.schema import SavedFunction
    from transpile.span import Span

_WATCHLIST_CALLS = ("_GetWatchlist", "_GetWatchlistByAlias")
_ALIASES = "_GetWatchlistAlias"
# places that hold the same tables as far as the lab is concerned
_PLACES = ("workspace", "app", "resource", "database", "cluster")
_ELSEWHERE = {
    "adx": "the lab holds no Azure Data Explorer cluster",
    "arg": "the lab holds nothing of Azure Resource Graph",
}


def value(binder: Binder, syntax: nodes.Syntax, scope: Scope) -> Node | Expr | None:
    """What a call or a path means in the workspace; None where it is none of its names."""
    if isinstance(syntax, nodes.Path | nodes.Member):
        return _placed(binder, syntax, scope) if _root(syntax) is not None else None
    if not isinstance(syntax, nodes.Call) or syntax.name in binder.lets:
        return None
    if syntax.name == "table":
        return _table(binder, syntax)
    if syntax.name in _WATCHLIST_CALLS:
        return _watchlist(binder, syntax)
    if syntax.name == _ALIASES:
        return _aliases(binder, syntax)
    if syntax.name in _ELSEWHERE or (syntax.name in _PLACES and _root(syntax) is not None):
        raise _unfinished(syntax)
    if syntax.name in binder.registry.functions or syntax.name in binder.registry.aggregates:
        return None
    saved = binder.schema.function(syntax.name)
    return None if saved is None else called(binder, saved, syntax, scope)


def bare(binder: Binder, name: str) -> Node | None:
    """The table that a saved function without required parameters gives under its name alone."""
    if name == _ALIASES:
        return _aliases(binder, nodes.Call(name, ()))
    saved = binder.schema.function(name)
    if saved is None or name in binder.expanding:
        return None
    if any(parameter.default is None for parameter in _syntax(binder, saved).parameters):
        return None
    made = called(binder, saved, nodes.Name(name), None)
    return made if isinstance(made, Node) else None


# --- saved functions ----------------------------------------------------------------------------


def user_function(binder: Binder, saved: SavedFunction) -> UserFunction:
    """A saved function as one that a query defines; it sees the names that its caller sees."""
    return UserFunction(saved.name, _syntax(binder, saved), dict(binder.lets), frozenset(), True)


def called(
    binder: Binder, saved: SavedFunction, syntax: nodes.Syntax, scope: Scope, *first: Node
) -> Node | Expr:
    """The value of a saved function; ``first`` is the table that ``invoke`` passes in."""
    if saved.name in binder.expanding:
        chain = " -> ".join((*binder.expanding, saved.name))
        raise refusal(
            codes.RECURSION, f"saved functions call each other in a circle: {chain}", syntax.span
        )
    known = user_function(binder, saved)
    if saved.lacks:
        binder.lack(f"{saved.name}: {saved.lacks}", syntax.span)
    if saved.partial:
        binder.warn(codes.NO_SOURCE, f"{saved.name}: {saved.partial}", syntax.span)
    if not saved.body:
        functions.arguments(binder, known, syntax, scope, first)
        if not saved.lacks:
            binder.lack(
                f"the function '{saved.name}' has no source in the lab and gives no rows",
                syntax.span,
            )
        return _empty(saved.name, saved.columns or {}, syntax)
    made = functions.call(binder, known, syntax, scope, *first)
    if saved.columns is None or isinstance(made, Expr):
        return made
    return _conformed(made, saved.columns, syntax.span)


# A tree depends on the text alone: the operators are those of the catalog.
_TREES: dict[tuple[str, str], nodes.Lambda] = {}


def _syntax(binder: Binder, saved: SavedFunction) -> nodes.Lambda:
    text = (saved.parameters, saved.body or "print 0")
    if text not in _TREES:
        try:
            _TREES[text] = parse_function(*text, binder.registry.operators)
        except CompileError as error:
            raise functions.within(error, saved.name, NOWHERE) from None
    return _TREES[text]


def _empty(name: str, columns: Mapping[str, KqlType], syntax: nodes.Syntax) -> Node:
    outputs = tuple(Column(column, kind) for column, kind in columns.items())
    return Scan(TableSchema(name, columns, kind="function"), outputs, span=syntax.span)


def _conformed(node: Node, columns: Mapping[str, KqlType], span: Span) -> Node:
    """The declared columns, in their order; what the body lacks is null."""
    items = []
    for name, kind in columns.items():
        held = node.by_name.get(name)
        if held is not None and held.type is not kind:
            raise refusal(
                codes.TYPE_MISMATCH,
                f"the column '{name}' is declared as {kind}, and the body gives a {held.type}",
                span,
            )
        items.append(Item(Column(name, kind), null_of(kind) if held is None else ColumnRef(held)))
    items += [Item(column, ColumnRef(column)) for column in node.columns if column.hidden]
    return Project(node, tuple(items), span=node.span)


# --- watchlists ---------------------------------------------------------------------------------


def _text(binder: Binder, syntax: nodes.Call, what: str) -> str:
    if not syntax.arguments:
        raise refusal(codes.ARGUMENT_COUNT, f"'{syntax.name}' takes {what}", syntax.span)
    return str(binder.constant(syntax.arguments[0], KqlType.STRING, what).value)


def _watchlist(binder: Binder, syntax: nodes.Call) -> Node:
    alias = _text(binder, syntax, "the alias of a watchlist")
    if len(syntax.arguments) > 1:
        raise refusal(
            codes.UNSUPPORTED,
            f"what more arguments of '{syntax.name}' mean is not documented",
            syntax.span,
            "filter with 'where SearchKey in (...)'",
        )
    table = binder.schema.watchlist(alias)
    if table is not None:
        if not table.location:
            binder.lack(f"watchlist '{alias}' is known but holds no data here", syntax.span)
        outputs = tuple(Column(name, kind) for name, kind in table.columns.items())
        return Scan(table, outputs, span=syntax.span)
    near_by = near(alias, binder.schema.watchlist_names())
    add = f"lab import --watchlist {alias} FILE.csv"
    binder.lack(
        f"there is no watchlist '{alias}': it is read as empty, with any column asked of it",
        syntax.span,
        near_by or f"'{add}' adds it",
    )
    table = watchlist_schema(alias, ())
    outputs = tuple(Column(name, kind) for name, kind in table.columns.items())
    return binder.opened.mark(Scan(table, outputs, span=syntax.span), syntax, text_column)


def _aliases(binder: Binder, syntax: nodes.Call) -> Node:
    if syntax.arguments:
        raise refusal(codes.ARGUMENT_COUNT, f"'{syntax.name}' takes no arguments", syntax.span)
    column = Column("WatchlistAlias", KqlType.STRING, nullable=False)
    rows = tuple(
        (Constant(alias, KqlType.STRING),) for alias in sorted(binder.schema.watchlist_names())
    )
    return Rows((column,), rows, span=syntax.span)


# --- tables of other places ---------------------------------------------------------------------


def _table(binder: Binder, syntax: nodes.Call) -> Node:
    name = _text(binder, syntax, "the name of a table")
    if len(syntax.arguments) > 2:
        raise refusal(codes.ARGUMENT_COUNT, "'table' takes 1 to 2 arguments", syntax.span)
    if len(syntax.arguments) > 1:
        scope = str(binder.constant(syntax.arguments[1], KqlType.STRING, "a data scope").value)
        if scope not in ("all", "hotcache", "default"):
            raise refusal(
                codes.BAD_ARGUMENT,
                f"'table' has no data scope '{scope}'",
                syntax.arguments[1].span,
                "scopes: all, default, hotcache",
            )
    # a table, though a let may bear its name
    return binder.stored(nodes.Name(name, span=syntax.span))


def _root(syntax: nodes.Syntax) -> nodes.Call | None:
    """The call that a path to a table begins with."""
    while isinstance(syntax, nodes.Path | nodes.Member):
        syntax = syntax.base
    known = isinstance(syntax, nodes.Call) and syntax.name in (*_PLACES, *_ELSEWHERE)
    return syntax if known and isinstance(syntax, nodes.Call) else None


def _unfinished(syntax: nodes.Call) -> CompileError:
    if syntax.name in _ELSEWHERE:
        return refusal(
            codes.UNSUPPORTED, f"'{syntax.name}': {_ELSEWHERE[syntax.name]}", syntax.span
        )
    wanted = ".database(...).Table" if syntax.name == "cluster" else ".Table"
    return refusal(
        codes.NOT_TABULAR,
        f"'{syntax.name}(...)' is no table by itself",
        syntax.span,
        f"write {syntax.name}(...){wanted}",
    )


def _placed(binder: Binder, syntax: nodes.Path | nodes.Member, scope: Scope) -> Node | Expr:
    """``workspace("a").T`` and its like: the lab has one workspace, which is taken for all."""
    root = _root(syntax)
    assert root is not None
    if root.name in _ELSEWHERE:
        raise _unfinished(root)
    what = "the name of a place"
    if root.arguments:
        binder.constant(root.arguments[0], KqlType.STRING, what)
    base = syntax.base
    if root.name == "cluster":
        if not isinstance(base, nodes.Member) or base.call.name != "database":
            raise _unfinished(root)
        _text(binder, base.call, what)
        base = base.base
    if base is not root:
        raise refusal(codes.UNEXPECTED, "this path leads to no table", syntax.span)
    binder.warn(
        codes.OTHER_PLACE,
        f"{root.name}(...) is read from this workspace: the lab has one",
        root.span,
    )
    if isinstance(syntax, nodes.Path):
        return binder.stored(nodes.Name(syntax.name, span=syntax.span))
    if syntax.call.name == "table":
        return _table(binder, syntax.call)
    made = value(binder, syntax.call, scope)
    if made is None:
        names = binder.schema.function_names()
        raise refusal(
            codes.UNKNOWN_FUNCTION,
            f"there is no saved function '{syntax.call.name}'",
            syntax.call.span,
            near(syntax.call.name, names),
        )
    return made


def scan(table: TableSchema) -> Node:
    """All columns of a table, the hidden ones last."""
    outputs = [Column(column, kind) for column, kind in table.columns.items()]
    if table.has_ingestion:
        outputs += [INGESTION_COLUMN, ROW_COLUMN, SCENARIO_COLUMN]
    return Scan(table, tuple(outputs))
