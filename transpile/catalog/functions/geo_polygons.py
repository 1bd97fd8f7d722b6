"""Geography of polygons: a Polygon or MultiPolygon in GeoJSON, null where it is invalid."""

from __future__ import annotations

from transpile.catalog.functions.geography import geographic

_PARK = (
    'dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,'
    "40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,"
    "40.76455136505513],[-73.9495,40.7969]]]})"
)
_BAD = 'dynamic({"type":"Polygon","coordinates":[[[0,0],[10,10],[10,10],[0,0]]]})'
_LEFT = 'dynamic({"type":"Polygon","coordinates":[[[2,45],[0,45],[1,44],[2,45]]]})'
_RIGHT = 'dynamic({"type":"Polygon","coordinates":[[[3,44],[2,45],[2,43],[3,44]]]})'
_FAR = 'dynamic({"type":"Polygon","coordinates":[[[3,44],[3,45],[2,43],[3,44]]]})'
_OUTLINE = "Which vertices the outline has is not documented."
_TOUCHING = (
    "Points and edges of the boundaries alone are found by their ends; a boundary's shared part is "
    "cut at all of them."
)

geographic(
    "geo_point_in_polygon(longitude: number, latitude: number, polygon: dynamic) -> bool",
    "geo_polygons:contains",
    "Whether a point lies in a polygon. Of polygons that share an edge or vertex, one has it.",
    {
        f"geo_point_in_polygon(-73.965, 40.78, {_PARK})": True,
        f"geo_point_in_polygon(-73.9839, 40.7705, {_PARK})": False,
        f"geo_point_in_polygon(500, 1, {_PARK})": None,
        f"geo_point_in_polygon(1, 1, {_BAD})": None,
    },
)

geographic(
    "geo_distance_point_to_polygon(longitude: number, latitude: number, polygon: dynamic) -> real",
    "geo_polygons:distance_to",
    "Metres between a point and a polygon; 0 inside.",
    {
        f"round(geo_distance_point_to_polygon(-73.9839, 40.7705, {_PARK}), 6)": 259.940756,
        f"geo_distance_point_to_polygon(-73.965, 40.78, {_PARK})": 0.0,
        f"geo_distance_point_to_polygon(1, 1, {_BAD})": None,
    },
)

geographic(
    "geo_closest_point_on_polygon(longitude: number, latitude: number, polygon: dynamic) "
    "-> dynamic",
    "geo_polygons:closest_point",
    "The point of a polygon that is nearest to a point; inside, the point itself.",
    {
        f"round(toreal(geo_closest_point_on_polygon(-73.9839, 40.7705, {_PARK})"
        ".coordinates[0]), 10)": -73.9812055802,
        f"geo_closest_point_on_polygon(500, 1, {_PARK})": None,
    },
)

geographic(
    "geo_polygon_area(polygon: dynamic) -> real",
    "geo_polygons:area",
    "Square metres in a polygon; what several polygons share counts once.",
    {f"round(geo_polygon_area({_PARK}), 3)": 3475207.283, f"geo_polygon_area({_BAD})": None},
)

geographic(
    "geo_polygon_perimeter(polygon: dynamic) -> real",
    "geo_polygons:perimeter",
    "Metres around a polygon; of several polygons, around their union.",
    {
        f"round(geo_polygon_perimeter({_PARK}), 6)": 9930.301496,
        f"geo_polygon_perimeter({_BAD})": None,
    },
)

geographic(
    "geo_polygon_centroid(polygon: dynamic) -> dynamic",
    "geo_polygons:centroid",
    "The centre of a polygon; of several polygons, of their union.",
    {
        f"round(toreal(geo_polygon_centroid({_PARK}).coordinates[0]), 9)": -73.96573569,
        f"geo_polygon_centroid({_BAD})": None,
    },
)

geographic(
    "geo_polygon_densify(polygon: dynamic, tolerance?: number, preserve_crossing?: bool|number) "
    "-> dynamic",
    "geo_densify:polygon",
    "A polygon whose edges are straight on a map with geodesics for edges, at most a tolerance in "
    "metres away from them (0.1 to 10,000; 10 unless told).",
    {
        'array_length(geo_polygon_densify(dynamic({"type":"Polygon","coordinates":'
        "[[[10,10],[11,10],[11,11],[10,11],[10,10]]]})).coordinates[0])": 11,
        f"geo_polygon_densify({_PARK}, 0)": None,
    },
    differs="Kept crossings of the antimeridian are refused.",
)

geographic(
    "geo_point_buffer(longitude: number, latitude: number, radius: number, tolerance?: number) "
    "-> dynamic",
    "geo_buffers:around_point",
    "A polygon around a point, of a radius in metres with a tolerance of 10 unless told; null "
    "where one of them is not positive.",
    {
        "round(geo_polygon_area(geo_point_buffer(-115.1745, 36.14973, 20000)) / 1e9, 2)": 1.26,
        "geo_point_buffer(200, 1, 0.1)": None,
        "geo_point_buffer(10, 10, -1)": None,
    },
    differs=_OUTLINE,
)

geographic(
    "geo_polygon_buffer(polygon: dynamic, radius: number, tolerance?: number) -> dynamic",
    "geo_buffers:around_polygon",
    "A polygon with all that lies within a radius in metres of it, with a tolerance of 10 unless "
    "told; null where one of them is not positive.",
    {
        f"geo_polygon_area(geo_polygon_buffer({_PARK}, 100)) > geo_polygon_area({_PARK})": True,
        f"geo_polygon_buffer({_PARK}, 0)": None,
        'geo_polygon_buffer(dynamic({"type":"p"}), 1)': None,
    },
    differs=_OUTLINE,
)

geographic(
    "geo_intersects_2polygons(polygon1: dynamic, polygon2: dynamic) -> bool",
    "geo_sets:polygons_meet",
    "Whether two polygons have a point in common, their boundaries included.",
    {
        f"geo_intersects_2polygons({_LEFT}, {_RIGHT})": True,
        f"geo_intersects_2polygons({_LEFT}, {_FAR})": False,
        f"geo_intersects_2polygons({_LEFT}, {_BAD})": None,
    },
)

geographic(
    "geo_intersection_2polygons(polygon1: dynamic, polygon2: dynamic) -> dynamic",
    "geo_sets:common_of_polygons",
    "What two polygons have in common: polygons, lines, points, or a collection of them.",
    {
        f"geo_intersection_2polygons({_LEFT}, {_RIGHT})": {"type": "Point", "coordinates": [2, 45]},
        f"geo_intersection_2polygons({_LEFT}, {_FAR})": {
            "type": "GeometryCollection",
            "geometries": [],
        },
        f"geo_intersection_2polygons({_LEFT}, {_BAD})": None,
    },
    differs=_TOUCHING,
)

geographic(
    "geo_union_polygons_array(polygons: dynamic) -> dynamic",
    "geo_sets:polygons_together",
    "The union of an array of polygons; null where one of them is invalid.",
    {
        f"round(geo_polygon_area(geo_union_polygons_array(pack_array({_PARK}, {_PARK}))), 3)": (
            3475207.283
        ),
        f"geo_union_polygons_array(pack_array({_PARK}, {_BAD}))": None,
    },
)
