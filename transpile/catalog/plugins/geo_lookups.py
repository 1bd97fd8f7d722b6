"""``geo_polygon_lookup`` and ``geo_line_lookup``: a second table's columns by where points lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
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
from transpile.catalog.plugins.lookups import inner_name, joined
from transpile.diagnostics import refusal
from transpile.spec import NUMBERS, kernel
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.catalog.plugins.entry import PluginCall
    from transpile.syntax import nodes

_OPTIONS = ("radius", "return_unmatched", "lookup_area_radius", "return_lookup_key")
_LIFTED = "as a join by the coordinates and the run"
_SHAPE = "$shape"  # a shape's text, made once for each row of the second table
_PLACES = (
    "datatable(name:string, lng:real, lat:real)"
    "['in', 1.0, 0.5, 'near', 1.0, -0.0001, 'far', 9.0, 9.0]"
)
_AREA = 'dynamic({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]})'

for _name, _target in (
    ("$in_polygon", "geo_polygons:contains"),
    ("$to_polygon", "geo_polygons:distance_to"),
    ("$to_line", "geo_lines:distance_to"),
):
    kernel(
        f"{_name}(longitude: number, latitude: number, shape: string) -> "
        + ("bool" if _name == "$in_polygon" else "real"),
        _target,
        source="learn:geo-polygon-lookup-plugin",
        doc="As the function without text, for shapes that are text already.",
        nulls="always",
        examples={f"geo_point_in_polygon(1, 0.5, {_AREA})": True},
    )


@plugin(
    "geo_polygon_lookup(table, polygon, longitude, latitude, radius?, return_unmatched?, "
    "lookup_area_radius?, return_lookup_key?)",
    source="learn:geo-polygon-lookup-plugin",
    keeps_columns=True,
    lifted=_LIFTED,
    examples=(
        f"let P = datatable(area:string, polygon:dynamic)['a', {_AREA}]; {_PLACES} "
        "| evaluate geo_polygon_lookup(P, polygon, lng, lat, return_unmatched = true)",
    ),
)
def geo_polygon_lookup(call: PluginCall) -> Node:
    """Each row with each row of a second table whose polygon its point lies in.

    With a ``radius``, of polygons at most so many metres away. Without ``return_unmatched`` rows
    that match none are left out; with ``return_lookup_key`` the polygon is among the columns.
    ``lookup_area_radius`` is a hint and changes nothing.
    """
    return _looked_up(call, "a polygon", "$in_polygon", "$to_polygon")


@plugin(
    "geo_line_lookup(table, line, longitude, latitude, radius, return_unmatched?, "
    "lookup_area_radius?, return_lookup_key?)",
    source="learn:geo-line-lookup-plugin",
    keeps_columns=True,
    lifted=_LIFTED,
    examples=(
        "let L = datatable(road:string, line:dynamic)['r', "
        'dynamic({"type":"LineString","coordinates":[[0,0],[2,0]]})]; '
        f"{_PLACES} | evaluate geo_line_lookup(L, line, lng, lat, 50)",
    ),
)
def geo_line_lookup(call: PluginCall) -> Node:
    """Each row with each row of a second table whose line its point is near.

    ``radius`` is in metres. Without ``return_unmatched`` rows that match none are left out; with
    ``return_lookup_key`` the line is among the columns. ``lookup_area_radius`` is a hint and
    changes nothing.
    """
    return _looked_up(call, "a line", None, "$to_line")


def _looked_up(call: PluginCall, what: str, within: str | None, distance: str) -> Node:
    call.count(4 if within else 5, 8)
    options = _options(call)
    table_syntax, shape_syntax, lng_syntax, lat_syntax = call.positional[:4]
    table = call.binder.tabular(table_syntax)
    shape = call.column(shape_syntax, what, KqlType.DYNAMIC, scope=table)
    lng = call.column(lng_syntax, "the longitude", *NUMBERS)
    lat = call.column(lat_syntax, "the latitude", *NUMBERS)
    radius = _number(call, options.get("radius"))
    _number(call, options.get("lookup_area_radius"))
    outer = _truth(call, options.get("return_unmatched"))
    keyed = _truth(call, options.get("return_lookup_key"))
    if within is None and radius is None:
        raise call.wrong(f"'{call.name}' takes a radius in metres", None)

    # every point once: logs repeat them
    points = Aggregate(call.source, (Item(lng, ColumnRef(lng)), Item(lat, ColumnRef(lat))), ())
    shapes = _with_text(call, table, shape)
    outputs = [JoinColumn(column, "left", column) for column in points.columns]
    outputs += [
        JoinColumn(c if c.name == _SHAPE else _inner(c), "right", c) for c in visible(shapes)
    ]
    pairs = Join("cross", points, shapes, (), tuple(outputs), span=call.span)
    by = pairs.by_name
    arguments = tuple(ColumnRef(by[name]) for name in (lng.name, lat.name, _SHAPE))
    if radius is not None:
        away = call.binder.apply(distance, arguments)
        test = call.binder.apply("<=", (away, Constant(radius, KqlType.REAL)))
    else:
        test = call.binder.apply(str(within), arguments)
    near = Filter(pairs, (test,), span=call.span)
    kept = [lng, lat, *(_inner(column) for column in visible(table))]
    found = Project(near, tuple(Item(c, ColumnRef(by[c.name])) for c in kept))
    on = [(one, found.by_name[one.name]) for one in dict.fromkeys((lng, lat))]
    dropped = set() if keyed else {shape.name}
    return joined(call, found, on, table, dropped, outer=outer)


def _options(call: PluginCall) -> dict[str, nodes.Syntax]:
    """The arguments after the four, by name: a name may be left out, in their order."""
    found = call.named(*_OPTIONS)
    for name, syntax in zip(_OPTIONS, call.positional[4:], strict=False):
        if name in found:
            raise refusal(codes.BAD_ARGUMENT, f"'{call.name}' has its '{name}' twice", syntax.span)
        found[name] = syntax
    return found


def _number(call: PluginCall, syntax: nodes.Syntax | None) -> float | None:
    if syntax is None:
        return None
    bound = call.scalar(syntax)
    if not isinstance(bound, Constant) or bound.type not in NUMBERS or bound.value is None:
        raise refusal(codes.NOT_CONSTANT, "a radius must be a constant number", syntax.span)
    return float(str(bound.value))


def _truth(call: PluginCall, syntax: nodes.Syntax | None) -> bool:
    return syntax is not None and bool(call.constant(syntax, KqlType.BOOL, "the option"))


def _inner(column: Column) -> Column:
    return Column(inner_name(column.name), column.type, column.nullable)


def _with_text(call: PluginCall, table: Node, shape: Column) -> Node:
    text: Expr = call.binder.apply("tostring", (ColumnRef(shape),), call.span)
    items = [Item(column, ColumnRef(column)) for column in visible(table)]
    items.append(Item(Column(_SHAPE, KqlType.STRING), text))
    return Project(table, tuple(items), span=call.span)
