"""Geography of lines: a LineString or MultiLineString in GeoJSON, null where it is invalid."""

from __future__ import annotations

from transpile.catalog.functions.geography import geographic

_LINE = 'dynamic({"type":"LineString","coordinates":[[-73.95796,40.80042],[-73.97317,40.764486]]})'
_BAD = 'dynamic({"type":"LineString","coordinates":[[1, 1]]})'
_ROAD = (
    'dynamic({"type":"LineString","coordinates":[[-115.183289,36.175007],[-115.192612,36.176736],'
    "[-115.202485,36.173439]]})"
)
_WEST_EAST = 'dynamic({"type":"LineString","coordinates":[[-1,0],[1,0]]})'
_SOUTH_NORTH = 'dynamic({"type":"LineString","coordinates":[[0,-1],[0,1]]})'
_POLYGON = 'dynamic({"type":"Polygon","coordinates":[[[0,-2],[5,-2],[5,2],[0,2],[0,-2]]]})'
_EMPTY = {"type": "GeometryCollection", "geometries": []}
_CUT = "Where lines cross or share parts, how the result is cut into lines is not documented."

geographic(
    "geo_line_length(line: dynamic) -> real",
    "geo_line_measures:length",
    "Metres along a line; of several lines, what they share counts once.",
    {f"round(geo_line_length({_LINE}), 6)": 4195.89112, f"geo_line_length({_BAD})": None},
)

geographic(
    "geo_line_centroid(line: dynamic) -> dynamic",
    "geo_line_measures:centroid",
    "The centre of a line; of several lines, what they share counts once.",
    {
        f"round(toreal(geo_line_centroid({_LINE}).coordinates[0]), 12)": -73.965567057231,
        f"geo_line_centroid({_BAD})": None,
    },
)

geographic(
    "geo_line_interpolate_point(line: dynamic, fraction: number) -> dynamic",
    "geo_lines:interpolate",
    "The point at a fraction of a line, 0 being its start and 1 its end.",
    {
        f"round(toreal(geo_line_interpolate_point({_LINE}, 0.25).coordinates[1]), 12)": (
            40.791436687257
        ),
        f"geo_line_interpolate_point({_LINE}, 1.5)": None,
    },
)

geographic(
    "geo_line_locate_point(line: dynamic, longitude: number, latitude: number, "
    "use_spheroid?: bool|number) -> real",
    "geo_lines:locate",
    "The fraction of a line at which it is nearest to a point.",
    {
        f"round(geo_line_locate_point({_LINE}, -73.965, 40.792), 12)": 0.255601351003,
        f"geo_line_locate_point({_BAD}, 1, 1)": None,
    },
    differs="Distances on the spheroid are refused.",
)

geographic(
    "geo_line_densify(line: dynamic, tolerance?: number, preserve_crossing?: bool|number) "
    "-> dynamic",
    "geo_densify:line",
    "A line that is straight on a map as a chain of geodesics, at most a tolerance in metres away "
    "from it (0.1 to 10,000; 10 unless told).",
    {
        'array_length(geo_line_densify(dynamic({"type":"LineString","coordinates":'
        "[[50,50],[51,51]]})).coordinates)": 9,
        f"geo_line_densify({_LINE}, 0)": None,
    },
    differs="Kept crossings of the antimeridian are refused.",
)

geographic(
    "geo_distance_point_to_line(longitude: number, latitude: number, line: dynamic) -> real",
    "geo_lines:distance_to",
    "Metres between a point and the nearest point of a line.",
    {
        f"round(geo_distance_point_to_line(-115.199625, 36.210419, {_ROAD}), 6)": 3797.888873,
        f"geo_distance_point_to_line(300, 3, {_ROAD})": None,
    },
)

geographic(
    "geo_closest_point_on_line(longitude: number, latitude: number, line: dynamic) -> dynamic",
    "geo_lines:closest_point",
    "The point of a line that is nearest to a point.",
    {
        f"round(toreal(geo_closest_point_on_line(-115.199625, 36.210419, {_ROAD})"
        ".coordinates[0]), 9)": -115.192612,
        f"geo_closest_point_on_line(300, 3, {_ROAD})": None,
    },
)

geographic(
    "geo_intersects_2lines(line1: dynamic, line2: dynamic) -> bool",
    "geo_sets:lines_meet",
    "Whether two lines have a point in common, their ends included.",
    {
        f"geo_intersects_2lines({_WEST_EAST}, {_SOUTH_NORTH})": True,
        f"geo_intersects_2lines({_WEST_EAST}, {_LINE})": False,
        f"geo_intersects_2lines({_WEST_EAST}, {_BAD})": None,
    },
)

geographic(
    "geo_intersects_line_with_polygon(line: dynamic, polygon: dynamic) -> bool",
    "geo_sets:line_meets_polygon",
    "Whether a line and a polygon have a point in common, its boundary included.",
    {
        f"geo_intersects_line_with_polygon({_WEST_EAST}, {_POLYGON})": True,
        f"geo_intersects_line_with_polygon({_LINE}, {_POLYGON})": False,
        f"geo_intersects_line_with_polygon({_LINE}, {_BAD})": None,
    },
)

geographic(
    "geo_intersection_2lines(line1: dynamic, line2: dynamic) -> dynamic",
    "geo_sets:common_of_lines",
    "What two lines have in common: points, lines, or a collection of both.",
    {
        f"geo_intersection_2lines({_WEST_EAST}, {_SOUTH_NORTH})": {
            "type": "Point",
            "coordinates": [0, 0],
        },
        f"geo_intersection_2lines({_WEST_EAST}, {_LINE})": _EMPTY,
        f"geo_intersection_2lines({_WEST_EAST}, {_BAD})": None,
    },
    differs=_CUT,
)

geographic(
    "geo_intersection_line_with_polygon(line: dynamic, polygon: dynamic) -> dynamic",
    "geo_sets:common_of_line_and_polygon",
    "What a line and a polygon have in common: lines, points, or a collection of both.",
    {
        f"geo_intersection_line_with_polygon({_WEST_EAST}, {_POLYGON})": {
            "type": "LineString",
            "coordinates": [[0, 0], [1, 0]],
        },
        f"geo_intersection_line_with_polygon({_LINE}, {_POLYGON})": _EMPTY,
    },
    differs=_CUT,
)

geographic(
    "geo_union_lines_array(lines: dynamic) -> dynamic",
    "geo_sets:lines_together",
    "The union of an array of lines; null where one of them is invalid.",
    {
        "geo_union_lines_array(pack_array("
        'dynamic({"type":"LineString","coordinates":[[0,0],[1,0]]}), '
        'dynamic({"type":"LineString","coordinates":[[1,0],[2,0]]})))': {
            "type": "LineString",
            "coordinates": [[0, 0], [1, 0], [2, 0]],
        },
        f"geo_union_lines_array(pack_array({_BAD}))": None,
    },
    differs=_CUT,
)
