"""``macro-expand``: a query for each of several places, and the rows of all."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import is_
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind import functions
from transpile.bind.functions import UserFunction
from transpile.bind.opaque import Opaque
from transpile.bind.tree import Expr, Node
from transpile.catalog.operators.legs import Leg, gathered
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

_ROOTS = ("cluster", "database", "workspace", "app", "resource", "adx", "arg")
_PARAMETERS = {"kind": ("outer", "inner"), "isfuzzy": ("true", "false")}
_DATABASE, _CLUSTER = "$current_database", "$current_cluster_endpoint"


@dataclass(frozen=True)
class GroupSyntax(nodes.OperatorSyntax):
    """``entity_group [database("a"), database("b")]``."""

    entities: tuple[nodes.Syntax, ...]


@dataclass(frozen=True)
class ExpandSyntax(nodes.OperatorSyntax):
    """``macro-expand kind=inner G as X (lets; X.T | ...)``; the body is one without parameters."""

    hints: tuple[tuple[str, str], ...]
    group: GroupSyntax | nodes.Name
    name: str
    body: nodes.Lambda


@dataclass(frozen=True, eq=False)
class EntityGroup(Opaque):
    """The places of a group, as they are written."""

    entities: tuple[nodes.Syntax, ...]

    what = "an entity group"
    hint = "macro-expand G as X (X.Table | ...) makes a table of it"


# --- syntax -------------------------------------------------------------------------------------


def _parse_group(parser: Parser, start: int) -> GroupSyntax:
    cursor = parser.cursor
    opened = cursor.expect("[", "after 'entity_group'")
    entities = [_entity(parser)]
    while cursor.accept(","):
        entities.append(_entity(parser))
    cursor.close("]", opened, "after the entities")
    shown = [_spelled(entity) for entity in entities]
    for place, entity in enumerate(entities):
        if shown[place] in shown[:place]:
            raise refusal(codes.DUPLICATE_NAME, "this entity stands twice", entity.span)
    if len({text[0] == "cluster" and len(text) == 2 for text in shown}) > 1:
        raise refusal(
            codes.BAD_ARGUMENT,
            "clusters and databases do not stand in one group",
            cursor.since(start),
            "cluster(...).database(...) is a database",
        )
    return GroupSyntax(tuple(entities), keyword="entity_group", span=cursor.since(start))


def _entity(parser: Parser) -> nodes.Syntax:
    found = parser.operand()
    if not _spelled(found):
        raise refusal(
            codes.BAD_ARGUMENT,
            "this is no entity of a group",
            found.span,
            'cluster("c").database("d"), database("d") and workspace("w") are',
        )
    return found


def _spelled(entity: nodes.Syntax) -> tuple[object, ...]:
    """The words and names of an entity, to compare it by; empty where it is none."""
    if isinstance(entity, nodes.Member):
        base = _spelled(entity.base)
        return (*base, *_spelled(entity.call)) if base and entity.call.name == "database" else ()
    if not isinstance(entity, nodes.Call) or entity.name not in _ROOTS:
        return ()
    named = (one.value for one in entity.arguments if isinstance(one, nodes.Literal))
    return (entity.name, *named)


def _parse(parser: Parser, start: int) -> ExpandSyntax:
    cursor = parser.cursor
    before = cursor.current
    hints = parser.hints()
    for name, chosen in hints.items():
        if name not in _PARAMETERS:
            raise refusal(
                codes.UNKNOWN_PARAMETER,
                f"'macro-expand' has no parameter '{name}'",
                before.span,
                near(name, _PARAMETERS),
            )
        if chosen not in _PARAMETERS[name]:
            wanted = " or ".join(_PARAMETERS[name])
            raise refusal(codes.BAD_ARGUMENT, f"'{name}' is {wanted}", before.span)
    group: GroupSyntax | nodes.Name
    began = cursor.current.start
    if cursor.accept("entity_group"):
        group = _parse_group(parser, began)
    else:
        name = parser.column_name("an entity group")
        group = nodes.Name(name, span=cursor.since(began))
    if not cursor.accept("as"):
        raise cursor.unexpected("'as' after the entity group", "macro-expand G as X (X.T | ...)")
    name = parser.column_name("the name that stands for each entity")
    opened = cursor.expect("(", "before the query of each entity")
    lets, body = parser.body()
    cursor.close(")", opened, "after the query of each entity")
    span = cursor.since(opened.start)
    found = nodes.Lambda((), lets, body, span=span)
    return ExpandSyntax(
        tuple(hints.items()), group, name, found, keyword="macro-expand", span=cursor.since(start)
    )


def _show_group(syntax: GroupSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    return f"entity_group [{', '.join(inner(entity) for entity in syntax.entities)}]"


def _show(syntax: ExpandSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    hints = "".join(f"{name}={value} " for name, value in syntax.hints)
    lets = "".join(f"let {quote_name(let.name)} = {inner(let.value)}; " for let in syntax.body.lets)
    shown = f"macro-expand {hints}{inner(syntax.group)} as {quote_name(syntax.name)}"
    return f"{shown} ({lets}{inner(syntax.body.body)})"


# --- binding ------------------------------------------------------------------------------------


def _bind_group(_binder: Binder, syntax: GroupSyntax, _source: Node | None) -> Node:
    return EntityGroup(syntax.entities, span=syntax.span)


def _bind(binder: Binder, syntax: ExpandSyntax, _source: Node | None) -> Node:
    if any(isinstance(one, ExpandSyntax) for one in _below(syntax.body)):
        raise refusal(
            codes.BAD_ARGUMENT,
            "one 'macro-expand' within another is refused by Kusto",
            syntax.span,
            "a group of all the entities takes them at once",
        )
    entities = _entities(binder, syntax)

    def bind_one(entity: nodes.Syntax) -> Leg:
        body = _for_entity(syntax.body, syntax.name, entity)
        assert isinstance(body, nodes.Lambda)
        known = UserFunction("macro-expand", body, dict(binder.lets), binder.locals)
        made = functions.call(binder, known, nodes.Name(syntax.name, span=syntax.span), None)
        if isinstance(made, Expr | Opaque):
            raise refusal(codes.NOT_TABULAR, "the query gives no table", syntax.body.span)
        return Leg(made, "")

    legs = binder.each(entities, bind_one)
    return gathered(legs, syntax.span, inner=dict(syntax.hints).get("kind") == "inner")


def _entities(binder: Binder, syntax: ExpandSyntax) -> tuple[nodes.Syntax, ...]:
    if isinstance(syntax.group, GroupSyntax):
        return syntax.group.entities
    known = binder.known(syntax.group.name)
    groups = [name for name, value in binder.lets.items() if isinstance(value, EntityGroup)]
    if not isinstance(known, EntityGroup):
        raise refusal(
            codes.UNKNOWN_TABLE,
            f"there is no entity group '{syntax.group.name}': the lab stores none",
            syntax.group.span,
            near(syntax.group.name, groups) or f"let {syntax.group.name} = entity_group [ ... ];",
        )
    return known.entities


def _below(syntax: nodes.Syntax) -> list[nodes.Syntax]:
    found = [syntax]
    for child in syntax.children():
        found += _below(child)
    return found


def _for_entity(syntax: nodes.Syntax, name: str, entity: nodes.Syntax) -> nodes.Syntax:
    """The body with an entity wherever a path begins with the name that stands for it."""
    if isinstance(syntax, nodes.Path | nodes.Member) and _is(syntax.base, name):
        if isinstance(syntax, nodes.Path) and syntax.name in (_DATABASE, _CLUSTER):
            return _context(syntax, entity)
        syntax = replace(syntax, base=entity)
    changed = {}
    for field in fields(syntax):
        old = getattr(syntax, field.name)
        new = _mapped(old, name, entity)
        if new is not old:
            changed[field.name] = new
    return replace(syntax, **changed) if changed else syntax  # type: ignore[arg-type]


def _mapped(value: object, name: str, entity: nodes.Syntax) -> object:
    if isinstance(value, nodes.Syntax):
        return value if value is entity else _for_entity(value, name, entity)
    if type(value) is tuple:
        made = tuple(_mapped(item, name, entity) for item in value)
        return value if all(map(is_, value, made)) else made
    return value


def _is(syntax: nodes.Syntax, name: str) -> bool:
    return isinstance(syntax, nodes.Name) and syntax.name == name


def _context(syntax: nodes.Path, entity: nodes.Syntax) -> nodes.Syntax:
    """The name of an entity's database, which is known where it is written."""
    call = entity.call if isinstance(entity, nodes.Member) else entity
    named = isinstance(call, nodes.Call) and call.name == "database" and syntax.name == _DATABASE
    if named and isinstance(call, nodes.Call) and isinstance(call.arguments[0], nodes.Literal):
        return nodes.Literal(call.arguments[0].value, KqlType.STRING, span=syntax.span)
    raise refusal(
        codes.UNSUPPORTED,
        f"'{syntax.name}': no cluster stands behind the lab",
        syntax.span,
        "the name of a database is known where the entity names it: database(...)",
    )


_GROUP = "entity_group [database('a'), workspace('b')]"

SPECS = (
    OperatorSpec(
        keyword="entity_group",
        parsed_by=_parse_group,
        printed_by=_show_group,
        bound_by=_bind_group,
        doc="Databases, clusters or workspaces in a group, which only 'macro-expand' takes.",
        source="learn:macro-expand-operator",
        examples=(f"let G = {_GROUP}; macro-expand G as X (print x = 1)",),
        is_source=True,
        is_piped=False,
        lifted="it has no rows of its own",
    ),
    OperatorSpec(
        keyword="macro-expand",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc="The rows of a query for each entity of a group, one below the other.",
        source="learn:macro-expand-operator; FACTS 11",
        examples=(f"macro-expand {_GROUP} as X (print x = 1)",),
        is_source=True,
        is_piped=False,
        lifted="query by query, as the legs of a union",
        differs="The lab is one place: every entity is read from it, which a warning says, so that "
        "two entities give the same rows twice. Stored entity groups, and what only a cluster "
        "knows ($current_cluster_endpoint), are refused.",
    ),
)
