"""``ipv4_lookup`` and ``ipv6_lookup``: a second table's columns by the networks of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.naming import unique
from transpile.bind.tree import (
    Aggregate,
    Column,
    ColumnRef,
    Constant,
    Expr,
    Filter,
    Item,
    Join,
    JoinColumn,
    Node,
    Project,
    visible,
)
from transpile.catalog.plugins.entry import plugin
from transpile.diagnostics import refusal
from transpile.syntax import nodes
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.catalog.plugins.entry import PluginCall

    # the first and the last address of a network, in a type that orders them
    Bounds = Callable[[Binder, Expr], tuple[Expr, Expr]]

_UNMATCHED = "return_unmatched"
_LIFTED = "as a join by the address and the run"


@plugin(
    "ipv4_lookup(table, address, network, keys..., return_unmatched?)",
    source="learn:ipv4-lookup-plugin",
    keeps_columns=True,
    lifted=_LIFTED,
    examples=(
        "let N = datatable(network:string, place:string)['10.0.0.0/8', 'a', '10.1.0.0/16', 'b']; "
        "datatable(ip:string)['10.2.0.1', '8.8.8.8'] "
        "| evaluate ipv4_lookup(N, ip, network, return_unmatched = true)",
    ),
)
def ipv4_lookup(call: PluginCall) -> Node:
    """Each row with each row of a second table whose network its address lies in.

    ``keys`` are columns of both tables that must be equal, too. Without ``return_unmatched`` rows
    that lie in no network are left out.
    """
    return _looked_up(call, _ipv4_bounds)


@plugin(
    "ipv6_lookup(table, address, network, return_unmatched?)",
    source="learn:ipv6-lookup-plugin",
    keeps_columns=True,
    lifted=_LIFTED,
    examples=(
        "let N = datatable(network:string, place:string)['fe80::/10', 'link', '10.0.0.0/8', 'a']; "
        "datatable(ip:string)['fe80::1', '10.2.0.1', '::1'] | evaluate ipv6_lookup(N, ip, network)",
    ),
)
def ipv6_lookup(call: PluginCall) -> Node:
    """As ``ipv4_lookup``, for IPv6 addresses and for IPv4 ones as part of them.

    The columns of the second table come first.
    """
    made = _looked_up(call, _ipv6_bounds)
    count = len(visible(call.source))
    columns = made.columns
    items = (Item(c, ColumnRef(c)) for c in (*columns[count:], *columns[:count]))
    return Project(made, tuple(items), span=call.span)


def _ipv4_bounds(binder: Binder, text: Expr) -> tuple[Expr, Expr]:
    def long(value: int) -> Expr:
        return Constant(value, KqlType.LONG)

    first = binder.apply("parse_ipv4", (text,))
    bits = binder.apply("-", (long(32), binder.apply("ipv4_netmask_suffix", (text,))))
    others = binder.apply("-", (binder.apply("binary_shift_left", (long(1), bits)), long(1)))
    return first, binder.apply("+", (first, others))


def _ipv6_bounds(binder: Binder, text: Expr) -> tuple[Expr, Expr]:
    return binder.apply("parse_ipv6", (text,)), binder.apply("$last_ipv6", (text,))


def _looked_up(call: PluginCall, bounds: Bounds) -> Node:
    call.count(3)
    table_syntax, address_syntax, network_syntax, *rest = _positional(call)
    outer = call.named(_UNMATCHED).get(_UNMATCHED)
    if outer is None and rest and not isinstance(rest[-1], nodes.Name):
        outer = rest.pop()
    table = call.binder.tabular(table_syntax)
    address = call.column(address_syntax, "the address", KqlType.STRING)
    network = call.column(network_syntax, "the network", KqlType.STRING, scope=table)
    keys = [_key(call, syntax, table) for syntax in rest]
    unmatched = outer is not None and call.constant(outer, KqlType.BOOL, f"'{_UNMATCHED}'")

    # every address once: logs repeat them, and a join of ranges is dear
    only = Item(address, call.converted(ColumnRef(address), KqlType.STRING))
    addresses = _bounded(call, Aggregate(call.source, (only,), ()), address, bounds, "$ip")
    networks = _bounded(call, table, network, bounds, "$net")
    found = _within(call, addresses, networks, address, table)
    on = [(address, found.by_name[address.name])]
    on += [(left, found.by_name[inner_name(right.name)]) for left, right in keys]
    dropped = {right.name for _, right in keys}
    return joined(call, found, on, table, dropped, outer=bool(unmatched))


def _positional(call: PluginCall) -> list[nodes.Syntax]:
    given = list(call.positional)
    if len(given) < 3:
        raise call.wrong(f"'{call.name}' takes a table, an address and a network", None)
    return given


def _key(call: PluginCall, syntax: nodes.Syntax, table: Node) -> tuple[Column, Column]:
    left = call.column(syntax, f"a key of '{call.name}'")
    right = call.column(syntax, f"a key of '{call.name}'", scope=table)
    if left.type is not right.type or left.type is KqlType.DYNAMIC:
        raise refusal(
            codes.NOT_COMPARABLE,
            f"'{call.name}' matches '{left.name}', a {left.type}, with a {right.type}",
            syntax.span,
            "cast one side",
        )
    return left, right


def inner_name(name: str) -> str:
    """The name under which a column of the second table travels, apart from those of the first."""
    return f"$right.{name}"


def _bounded(call: PluginCall, rows: Node, text: Column, bounds: Bounds, prefix: str) -> Node:
    """The rows whose text is a network, with its first and last address."""
    first, last = bounds(call.binder, ColumnRef(text))
    items = [Item(c, ColumnRef(c)) for c in visible(rows)]
    ends = [Column(f"{prefix}_{end}", first.type) for end in ("first", "last")]
    items += [Item(ends[0], first), Item(ends[1], last)]
    made = Project(rows, tuple(items), span=call.span)
    known = call.binder.apply("isnotempty", (ColumnRef(ends[0]),))
    return Filter(made, (known,), span=call.span)


def _within(
    call: PluginCall, addresses: Node, networks: Node, address: Column, table: Node
) -> Node:
    """Every address with the rows whose network it shares: networks are nested or apart."""
    outputs = [JoinColumn(column, "left", column) for column in addresses.columns]
    for column in visible(networks):
        kept = column if column.name.startswith("$net") else _renamed(column)
        outputs.append(JoinColumn(kept, "right", column))
    pairs = Join("cross", addresses, networks, (), tuple(outputs), span=call.span)
    by = pairs.by_name

    def not_after(left: str, right: str) -> Expr:
        sides = ColumnRef(by[left]), ColumnRef(by[right])
        if sides[0].type is not KqlType.STRING:
            return call.binder.apply("<=", sides)
        compared = call.binder.apply("strcmp", sides)
        return call.binder.apply("<=", (compared, Constant(0, KqlType.LONG)))

    overlap = (not_after("$ip_first", "$net_last"), not_after("$net_first", "$ip_last"))
    shared = Filter(pairs, overlap, span=call.span)
    kept_columns = [address, *(_renamed(column) for column in visible(table))]
    return Project(shared, tuple(Item(c, ColumnRef(by[c.name])) for c in kept_columns))


def _renamed(column: Column) -> Column:
    return Column(inner_name(column.name), column.type, column.nullable)


def joined(
    call: PluginCall,
    found: Node,
    on: list[tuple[Column, Column]],
    table: Node,
    dropped: set[str],
    *,
    outer: bool,
) -> Node:
    """The rows with what was found for them; ``dropped`` columns of the table are left out."""
    outputs = [JoinColumn(column, "left", column) for column in visible(call.source)]
    left = {column.name for column in visible(call.source)}
    right = {column.name for column in visible(table)} - dropped
    taken = set(left)
    for column in visible(table):
        if column.name in dropped:
            continue
        # a made-up name avoids those of both tables
        name = unique(column.name, left | right | taken) if column.name in left else column.name
        taken.add(name)
        made = Column(name, column.type, column.nullable or outer)
        outputs.append(JoinColumn(made, "right", found.by_name[inner_name(column.name)]))
    kind = "leftouter" if outer else "inner"
    pairs = tuple((ColumnRef(one), ColumnRef(two)) for one, two in on)
    return Join(kind, call.source, found, pairs, tuple(outputs), span=call.span)
