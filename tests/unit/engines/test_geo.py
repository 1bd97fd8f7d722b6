"""Functions of geography: what the documentation shows, and where the obvious answer is wrong."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from lab.engines.duckdb import DuckDbEngine
from lab.engines.kernels import geo_hashes, geo_points
from lab.engines.kernels.geo_shapes import lines_of, polygons_of
from lab.engines.kernels.sphere import RADIUS_M, arcs, between, vectors
from tests.adapters import run
from transpile.pipeline import compile_kql
from transpile.schema import Tables

pytest.importorskip("spherely")
geo_h3 = pytest.importorskip("lab.engines.kernels.geo_h3")
geo_s2 = pytest.importorskip("lab.engines.kernels.geo_s2")
geo_s2_shapes = pytest.importorskip("lab.engines.kernels.geo_s2_shapes")


def value(expression: str) -> Any:
    """The value of an expression, over a row and not folded."""
    with DuckDbEngine(duckdb.connect()) as engine:
        query = f"datatable(n:long)[1] | where n > 0 | project {expression}"
        ((found,),) = run(engine, compile_kql(query, Tables({}))).json_rows()
        return found


def literal(kind: str, coordinates: object) -> str:
    return f"dynamic({json.dumps({'type': kind, 'coordinates': coordinates})})"


def line(*corners: object) -> str:
    return literal("LineString", corners)


def polygon(*rings: object) -> str:
    return literal("Polygon", rings)


def close(found: Any, expected: Any) -> bool:
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(close, found, expected))
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(close(found[k], expected[k]) for k in found)
    if isinstance(expected, float | int) and not isinstance(expected, bool):
        return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)
    return bool(found == expected)


PARK = [
    [-73.9495, 40.7969],
    [-73.95807266235352, 40.80068603561921],
    [-73.98201942443848, 40.76825672305777],
    [-73.97317886352539, 40.76455136505513],
    [-73.9495, 40.7969],
]
ACROSS = [
    [-73.94262313842773, 40.775991804565585],
    [-73.98107528686523, 40.791849155467695],
    [-73.99600982666016, 40.77092185281977],
    [-73.96150588989258, 40.75609977566361],
    [-73.94262313842773, 40.775991804565585],
]
BOTH = literal("MultiPolygon", [[PARK], [ACROSS]])
TWO_LINES = literal(
    "MultiLineString",
    [
        [[-73.95798683166502, 40.800556090021466], [-73.98193359375, 40.76819171855746]],
        [[-73.94940376281738, 40.79691751000055], [-73.97317886352539, 40.76435634049001]],
    ],
)
EMPTY: dict[str, object] = {"type": "GeometryCollection", "geometries": []}


START = [-73.94622, 40.79249]
END = [[-73.97317, 40.76455], [-73.9495, 40.7969]]
OVER_180 = polygon([[179, -1], [-179, -1], [-179, 1], [179, 1], [179, -1]])
LEFT = polygon([[0, 0], [1, 0], [1, 1], [0, 0]])
RIGHT = polygon([[1, 0], [2, 0], [1, 1], [1, 0]])
THROUGH = [[-73.97, 40.78], [-73.9, 40.78], [-73.96, 40.79], [-73.97, 40.78]]
NORTHERN = polygon([[0, 50], [0, 0], [100, 0], [100, 50], [0, 50]])


def shape(kind: str, coordinates: object) -> dict[str, object]:
    return {"type": kind, "coordinates": coordinates}


DOCUMENTED = {
    f"geo_polygon_area({BOTH})": 10889971.5343487,
    f"geo_polygon_perimeter({BOTH})": 15943.5384578745,
    f"geo_polygon_centroid({BOTH})": shape("Point", [-73.968569587829577, 40.776310752555119]),
    f"geo_polygon_centroid({polygon(PARK)})": shape(
        "Point", [-73.96573568990762, 40.78255053805781]
    ),
    f"geo_line_length({TWO_LINES})": 8262.24339753741,
    f"geo_closest_point_on_polygon(-73.9839, 40.7705, {polygon(PARK)})": shape(
        "Point", [-73.981205580153926, 40.769359452843211]
    ),
    "geo_intersection_2lines("
    f"{line([-73.978929, 40.785155], [-73.980903, 40.782621])}, "
    f"{line([-73.985195, 40.788275], [-73.974552, 40.779761])})": shape(
        "Point", [-73.979837116670978, 40.783989289772165]
    ),
    "geo_intersection_line_with_polygon("
    f"{line([-110.522, 39.198], [-91.428, 40.880])}, "
    + polygon(
        [[-90.263, 36.738], [-102.041, 45.274], [-109.335, 36.527], [-90.263, 36.738]],
        [[-100.393, 41.705], [-103.139, 38.925], [-97.558, 39.113], [-100.393, 41.705]],
    )
    + ")": shape(
        "MultiLineString",
        [
            [[-106.89353655881905, 39.769226209776306], [-101.74448553679453, 40.373506008712525]],
            [[-99.136499431328858, 40.589336512699994], [-95.284527737311791, 40.799060242246348]],
        ],
    ),
    f"geo_intersection_2polygons({polygon([[2, 45], [0, 45], [1, 44], [2, 45]])}, "
    + literal(
        "MultiPolygon",
        [
            [[[3, 44], [2, 45], [2, 43], [3, 44]]],
            [[[1.192, 45.265], [1.005, 44.943], [1.356, 44.937], [1.192, 45.265]]],
        ],
    )
    + ")": {
        "type": "GeometryCollection",
        "geometries": [
            shape("Point", [2, 45]),
            shape(
                "Polygon",
                [
                    [
                        [1.3227075526410679, 45.003909145068739],
                        [1.0404565374899824, 45.004356403066552],
                        [1.005, 44.943],
                        [1.356, 44.937],
                        [1.3227075526410679, 45.003909145068739],
                    ]
                ],
            ),
        ],
    },
    "geo_union_polygons_array(pack_array("
    + ", ".join(
        polygon(ring)
        for ring in (
            [[-73.9495, 40.7969], [-73.95807, 40.80068], [-73.98201, 40.76825], *END],
            [START, [-73.96888, 40.79282], [-73.9577, 40.7789], START],
        )
    )
    + "))": shape(
        "Polygon",
        [
            [
                [-73.9495, 40.7969],
                [-73.95807, 40.80068],
                [-73.9639277517478, 40.792748258673875],
                [-73.96888, 40.792819999999992],
                [-73.9662719791645, 40.7895734224338],
                [-73.98201, 40.76825],
                [-73.97317, 40.76455],
                [-73.960302383706178, 40.782140794645024],
                [-73.9577, 40.7789],
                [-73.94622, 40.79249],
                [-73.9526593223173, 40.792584227716468],
                [-73.9495, 40.7969],
            ]
        ],
    ),
    f"tostring(geo_line_densify({line([50, 50], [51, 51])}))": json.dumps(
        shape("LineString", [[50, 50], *([50 + n / 8] * 2 for n in range(1, 8)), [51, 51]]),
        separators=(",", ":"),
    ),
    "geo_h3cell_level(geo_h3cell_parent(geo_point_to_h3cell(1,1,10)))": 9,
    "geo_s2cell_to_central_point('1234567')": shape(
        "Point", [9.86830731850408, 27.468392925827604]
    ),
    "geo_geohash_to_central_point('sv8wzvy7')": shape(
        "Point", [34.80245590209961, 32.15620994567871]
    ),
}


@pytest.mark.parametrize("expression", DOCUMENTED)
def test_as_documented(expression):
    expected = DOCUMENTED[expression]
    found = value(expression)
    if isinstance(expected, str):
        assert json.loads(found) == json.loads(expected)
    else:
        assert close(found, expected), found


NULL = [
    "geo_distance_2points(real(null), 0, 0, 0)",
    "geo_distance_2points(real(nan), 0, 0, 0)",
    "geo_distance_2points(real(+inf), 0, 0, 0)",
    "geo_distance_2points(0, 90.0001, 0, 0)",
    "geo_point_in_circle(0, 0, 0, 0, 0)",
    "geo_point_in_circle(0, 0, 0, 0, real(null))",
    "geo_angle(0, 0, 1, 1, -179, -1)",
    "geo_azimuth(180, 5, -180, 5)",
    "geo_line_length(dynamic(null))",
    "geo_line_length(dynamic({}))",
    f"geo_line_length({literal('linestring', [[0, 0], [1, 1]])})",
    f"geo_line_length({literal('Polygon', [[0, 0], [1, 1]])})",
    f"geo_line_length({literal('LineString', [])})",
    f"geo_line_length({literal('LineString', 5)})",
    f"geo_line_length({literal('MultiLineString', [])})",
    f"geo_line_length({literal('MultiLineString', [[[0, 0], [1, 1]], [[0, 0]]])})",
    f"geo_line_length({line([0, 0], ['1', 1])})",
    f"geo_line_length({line([0, 0], [True, 1])})",
    f"geo_line_length({line([0, 0], [1, 1, 5])})",
    f"geo_line_length({line([0, 0], [181, 1])})",
    f"geo_line_length({line([1, 1], [1, 1])})",
    f"geo_line_length({line([0, 0], [180, 0])})",
    f"geo_line_interpolate_point({TWO_LINES}, 0.5)",
    f"geo_line_interpolate_point({line([0, 0], [1, 1])}, real(null))",
    f"geo_line_interpolate_point({line([0, 0], [1, 1])}, -0.1)",
    f"geo_line_locate_point({TWO_LINES}, 0, 0)",
    f"geo_line_densify({line([0, 0], [1, 1])}, 10001)",
    f"geo_polygon_area({polygon([[0, 0], [1, 0], [1, 1]])})",
    f"geo_polygon_area({polygon([[0, 0], [1, 0], [1, 1], [0, 1]])})",
    f"geo_polygon_area({polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]])})",
    f"geo_polygon_area({polygon([[0, 0], [2, 0], [2, 2], [1, 1], [1, 0], [1, 1], [0, 0]])})",
    f"geo_polygon_area({polygon(PARK, THROUGH)})",
    f"geo_polygon_area({literal('MultiPolygon', [])})",
    f"geo_polygon_densify({polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]])})",
    f"geo_polygon_to_h3cells({polygon([[0, 0], [0, 50], [100, 50], [0, 0]])}, 15)",
    f"geo_polygon_to_s2cells({polygon(PARK)}, 31)",
    f"geo_polygon_to_s2cells({polygon(PARK)}, 12, -1)",
    f"geo_line_to_s2cells({line([0, 0], [1, 1])}, int(null))",
    f"geo_line_to_s2cells({line([0, 0], [100, 1])}, 30)",
    f"geo_line_to_s2cells({line([0, 0], [100, 1])}, 20, 1000)",
    f"geo_point_in_polygon(0, real(null), {polygon(PARK)})",
    "geo_union_lines_array(dynamic([]))",
    "geo_union_lines_array(dynamic(null))",
    "geo_union_polygons_array(dynamic([null]))",
    "geo_point_buffer(1, 1, 5, 0)",
    "geo_geohash_to_polygon('')",
    "geo_geohash_to_polygon('0123456789012345678')",
    "geo_geohash_to_polygon('Sunny')",
    "geo_s2cell_to_polygon('')",
    "geo_s2cell_to_polygon('0')",
    "geo_s2cell_to_polygon('89c25900000000000')",
    "geo_s2cell_to_polygon('x')",
    "geo_h3cell_children('8f2a1072b59adb9')",
    "geo_h3cell_children('862a1072fffffff', 5)",
    "geo_h3cell_level('')",
    *(
        f"geo_from_wkt('{text}')"
        for text in (
            *("", "POINT", "POINT ()", "POINT (1)", "POINT (1 2", "POINT (1 2) x", "POINT (1, 2)"),
            *("POINT (1 2 3)", "POINT Z (1 2 3)", "POINT EMPTY", "SRID=4326;POINT (1 2)"),
            *(
                "LINESTRING (1 2, 3)",
                "LINESTRING (1 2,)",
                "POLYGON (0 0, 1 1, 1 0)",
                "CIRCLE (1 1)",
            ),
            *("CIRCLE (1 1)", "GEOMETRYCOLLECTION ()", "POINT (nan 1)", "POINT (1e999 1)", "1 2"),
        )
    ),
]


@pytest.mark.parametrize("expression", NULL)
def test_null(expression):
    assert value(expression) is None


VALUES = {
    # the shortest way, over the antimeridian
    "round(geo_distance_2points(179.5, 0, -179.5, 0))": 111195.0,
    f"round(geo_line_length({line([179.5, 0], [-179.5, 0])}))": 111195.0,
    f"geo_point_in_polygon(180, 0, {OVER_180})": True,
    f"geo_point_in_polygon(0, 0, {OVER_180})": False,
    f"geo_line_densify({line([179, 60], [-179, 60])}, 10000)": shape(
        "LineString", [[179, 60], [-179, 60]]
    ),
    # edges are geodesics: the middle of a northern one lies further north
    f"geo_point_in_polygon(50, 54, {NORTHERN})": True,
    # the smaller of the two regions, whichever way round the ring is written
    f"geo_point_in_polygon(1, 1, {polygon([[0, 0], [0, 3], [3, 3], [3, 0], [0, 0]])})": True,
    f"geo_point_in_polygon(1, 1, {polygon([[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]])})": True,
    # in the hole, and in a polygon within it
    "geo_point_in_polygon(1.5, 1.5, "
    + polygon([[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]])
    + ")": False,
    "round(geo_distance_point_to_polygon(1.5, 1.5, "
    + polygon([[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]])
    + ") / 1000)": 56.0,
    # numbers of other types, and what a polygon around the pole holds
    "geo_point_in_circle(long(0), decimal(0), int(0), 0.0, 1)": True,
    f"geo_point_in_polygon(77, 90, {polygon([[0, 80], [120, 80], [-120, 80], [0, 80]])})": True,
    # a line that is written twice, or back, counts once in a multiline
    "round(geo_line_length("
    + literal("MultiLineString", [[[0, 0], [1, 0]], [[1, 0], [0, 0]], [[0, 0], [1, 0]]])
    + "))": 111195.0,
    f"geo_line_length({line([0, 0], [1, 0], [1, 0], [0, 0])}) > 222389": True,
    f"geo_line_interpolate_point({line([0, 0], [0, 1], [0, 3])}, 0)": shape("Point", [0, 0]),
    f"geo_line_interpolate_point({line([0, 0], [0, 1], [0, 3])}, 1)": shape("Point", [0, 3]),
    f"geo_line_locate_point({line([0, 0], [0, 3])}, 0, 5)": 1.0,
    f"geo_line_locate_point({line([0, 0], [0, 3])}, 0, -5)": 0.0,
    f"geo_distance_point_to_line(0, 0, {line([0, 0], [0, 3])})": 0.0,
    f"geo_closest_point_on_polygon(1, 1, {polygon([[0, 0], [3, 0], [3, 3], [0, 0]])})": shape(
        "Point", [1, 1]
    ),
    # ends and boundaries belong to lines and polygons
    f"geo_intersects_2lines({line([0, 0], [1, 0])}, {line([1, 0], [2, 5])})": True,
    f"geo_intersection_2lines({line([0, 0], [1, 0])}, {line([1, 0], [2, 5])})": shape(
        "Point", [1, 0]
    ),
    "geo_intersection_2lines("
    f"{line([0, 0], [1, 0], [2, 0])}, {line([5, 5], [2, 0], [1, 0])})": shape(
        "LineString", [[1, 0], [2, 0]]
    ),
    "geo_intersection_2lines("
    f"{line([0, 0], [1, 0], [2, 3])}, {line([0, 0], [1, 0], [4, -1], [2, 3])})": {
        "type": "GeometryCollection",
        "geometries": [shape("Point", [2, 3]), shape("LineString", [[0, 0], [1, 0]])],
    },
    f"geo_intersection_2polygons({LEFT}, {RIGHT})": shape("LineString", [[1, 0], [1, 1]]),
    f"geo_intersects_2polygons({LEFT}, {RIGHT})": True,
    f"geo_intersection_line_with_polygon({line([1, 1], [1, 0], [3, 0])}, {LEFT})": shape(
        "LineString", [[1, 1], [1, 0]]
    ),
    f"geo_intersection_line_with_polygon({line([1, 1], [3, 0])}, {LEFT})": shape("Point", [1, 1]),
    f"geo_intersects_line_with_polygon({line([1, 1], [3, 0])}, {LEFT})": True,
    f"geo_union_lines_array(pack_array({line([0, 0], [1, 0])}, {line([5, 5], [6, 6])}))": shape(
        "MultiLineString", [[[0, 0], [1, 0]], [[5, 5], [6, 6]]]
    ),
    f"array_length(geo_union_lines_array(pack_array({line([-1, 0], [1, 0])}, "
    f"{line([0, -1], [0, 1])})).coordinates)": 4,
    f"geo_union_lines_array(pack_array({line([0, 0], [1, 0], [1, 1], [0, 0])}))": shape(
        "LineString", [[0, 0], [1, 0], [1, 1], [0, 0]]
    ),
    # cells at the ends of the earth
    "geo_point_to_geohash(180, 90, 18)": "zzzzzzzzzzzzzzzzzz",
    "geo_point_to_geohash(-180, -90, 18)": "000000000000000000",
    "geo_point_to_geohash(0, 0, 1)": "s",
    "geo_point_to_geohash(-5e-324, 0, 1)": "e",
    "geo_point_to_geohash(1, 1, 0)": "",
    "geo_point_to_geohash(1, 1, 19)": "",
    "geo_point_to_geohash(1, 1)": "s00tw",
    "geo_geohash_neighbors('z')": ["w", "8", "y", "b", "x"],
    "array_length(geo_s2cell_neighbors('1'))": 4,
    "array_length(geo_h3cell_neighbors('8009fffffffffff'))": 5,
    "geo_h3cell_rings('8009fffffffffff', 0)": [["8009fffffffffff"]],
    "geo_h3cell_parent('8009fffffffffff')": "",
    "geo_h3cell_parent('862a1072fffffff', 6)": "862a1072fffffff",
    "geo_h3cell_children('862a1072fffffff', 6)": ["862a1072fffffff"],
    "geo_point_to_h3cell(1, 1, 9.7) == geo_point_to_h3cell(1, 1, 9)": True,
    "geo_point_to_s2cell(1, 1) == geo_point_to_s2cell(1, 1, 11)": True,
    # texts
    "geo_from_wkt(' point( -1.5e1   +2. ) ')": shape("Point", [-15, 2]),
    "geo_from_wkt('MULTIPOINT ((1 1), (2 2))')": shape("MultiPoint", [[1, 1], [2, 2]]),
    "geo_from_wkt('MULTIPOINT (1 1, 2 2)')": shape("MultiPoint", [[1, 1], [2, 2]]),
    "geo_from_wkt('GEOMETRYCOLLECTION (POINT (1 1), GEOMETRYCOLLECTION (POINT (2 .5)))')": {
        "type": "GeometryCollection",
        "geometries": [
            shape("Point", [1, 1]),
            {"type": "GeometryCollection", "geometries": [shape("Point", [2, 0.5])]},
        ],
    },
}


@pytest.mark.parametrize("expression", VALUES)
def test_value(expression):
    found = value(expression)
    assert close(found, VALUES[expression]), found


def test_rows_of_several_shapes_keep_their_order():
    rows = "datatable(x:real, p:dynamic)[" + ", ".join(
        f"{x}, {p}"
        for x, p in (
            (0.5, polygon([[0, 0], [1, 0], [1, 1], [0, 0]])),
            (0.5, polygon([[5, 0], [6, 0], [6, 1], [5, 0]])),
            ("real(null)", polygon([[0, 0], [1, 0], [1, 1], [0, 0]])),
            (5.5, polygon([[5, 0], [6, 0], [6, 1], [5, 0]])),
            (5.5, "dynamic(null)"),
            (0.5, polygon([[0, 0], [1, 0], [1, 1], [0, 0]])),
        )
    )
    with DuckDbEngine(duckdb.connect()) as engine:
        query = f"{rows}] | project geo_point_in_polygon(x, 0.25, p)"
        found = run(engine, compile_kql(query, Tables({}))).rows()
    assert [row[0] for row in found] == [True, False, None, True, None, True]


# --- plugins -----------------------------------------------------------------------------------

SPOTS = (
    "datatable(name:string, x:real, y:real)"
    "['in both', 1, 0.5, 'in a', 1.9, 0.1, 'near a', 1, -0.0001, 'none', real(null), 0]"
)
AREAS = (
    "datatable(area:string, shape:dynamic)["
    f"'a', {polygon([[0, 0], [2, 0], [2, 2], [0, 0]])}, "
    f"'b', {polygon([[0, 0], [1.5, 0], [1, 1], [0, 0]])}, "
    "'bad', dynamic({}), 'text', dynamic('x'), 'null', dynamic(null)]"
)


def rows(query: str) -> list[tuple[Any, ...]]:
    with DuckDbEngine(duckdb.connect()) as engine:
        return sorted(run(engine, compile_kql(query, Tables({}))).json_rows())


def test_points_of_several_polygons_come_several_times():
    query = f"let A = {AREAS}; {SPOTS} | evaluate geo_polygon_lookup(A, shape, x, y"
    plain = rows(f"{query}) | project name, area")
    assert plain == [("in a", "a"), ("in both", "a"), ("in both", "b")]
    around = rows(f"{query}, radius = 50) | project name, area")
    assert around == sorted([*plain, ("near a", "a"), ("near a", "b")])
    assert rows(f"{query}, 50) | project name, area") == around
    outer = rows(f"{query}, return_unmatched = true) | project name, area")
    assert outer == sorted([*plain, ("near a", ""), ("none", "")])


def test_columns_of_a_lookup():
    query = (
        f"let A = {AREAS} | extend name = 1; {SPOTS} | evaluate geo_polygon_lookup(A, shape, x, y"
    )
    schema = "| getschema | project ColumnName, ColumnType"
    assert rows(f"{query}) {schema}") == sorted(
        [("name", "string"), ("x", "real"), ("y", "real"), ("area", "string"), ("name1", "long")]
    )
    keyed = rows(f"{query}, return_lookup_key = true) {schema}")
    assert ("shape", "dynamic") in keyed


def test_lines_within_a_radius():
    lines = f"datatable(road:string, shape:dynamic)['r', {line([0, 0], [2, 0])}]"
    query = f"let L = {lines}; {SPOTS} | evaluate geo_line_lookup(L, shape, x, y"
    assert rows(f"{query}, 50) | project name, road") == [("near a", "r")]
    assert len(rows(f"{query}, 50, true)")) == 4


# --- properties ---------------------------------------------------------------------------------

SEED = np.random.Generator(np.random.PCG64(7))
LNG, LAT = SEED.uniform(-180, 180, 300), np.degrees(np.arcsin(SEED.uniform(-1, 1, 300)))


def test_a_point_lies_in_its_geohash():
    for size in (1, 2, 5, 9, 18):
        hashes = geo_hashes.of_point(pa.array(LNG), pa.array(LAT), pa.array([size] * len(LNG)))
        assert set(map(len, hashes.to_pylist())) == {size}
        for lng, lat, text in zip(LNG, LAT, geo_hashes.to_polygon(hashes).to_pylist(), strict=True):
            (west, south), _, (east, north), *_ = json.loads(text)["coordinates"][0]
            assert west <= lng <= east
            assert south <= lat <= north


def test_longer_geohashes_begin_with_shorter_ones():
    lng, lat = pa.array(LNG), pa.array(LAT)
    long = geo_hashes.of_point(lng, lat, pa.array([12] * len(LNG))).to_pylist()
    short = geo_hashes.of_point(lng, lat, pa.array([7] * len(LNG))).to_pylist()
    assert [text[:7] for text in long] == short


def test_neighbours_are_mutual():
    lng, lat = pa.array(LNG[:40]), pa.array(LAT[:40])
    for cells, around in (
        (geo_hashes.of_point(lng, lat), geo_hashes.neighbors),
        (geo_s2.of_point(lng, lat), geo_s2.neighbors),
        (geo_h3.of_point(lng, lat), geo_h3.neighbors),
    ):
        for cell, text in zip(cells.to_pylist(), around(cells).to_pylist(), strict=True):
            near = json.loads(text)
            back = around(pa.array(near)).to_pylist()
            assert all(cell in json.loads(one) for one in back)


def test_distances_on_the_sphere():
    lng, lat = pa.array(LNG), pa.array(LAT)
    there = geo_points.distance_2points(lng[:150], lat[:150], lng[150:], lat[150:]).to_numpy()
    back = geo_points.distance_2points(lng[150:], lat[150:], lng[:150], lat[:150]).to_numpy()
    chord = vectors(np.stack([LNG[:150], LAT[:150]], -1)) - vectors(
        np.stack([LNG[150:], LAT[150:]], -1)
    )
    assert np.allclose(there, back, rtol=1e-12)
    assert np.allclose(
        2 * np.arcsin(np.linalg.norm(chord, axis=1) / 2) * RADIUS_M, there, rtol=1e-9
    )


@pytest.mark.parametrize("radius", [0, 400])
def test_covering_cells_hold_what_they_cover(radius: float):
    corners = [[-0.13997, 51.5019], [-0.14088, 51.50012], [-0.12, 51.51]]
    cells = geo_s2_shapes.of_line(
        pa.array([json.dumps(shape("LineString", corners))]), pa.array([13]), pa.array([radius])
    )
    covering = set(json.loads(cells[0].as_py()))
    ends = vectors(np.array(corners, dtype=float))
    metres = radius / RADIUS_M
    for part in np.linspace(0, 1, 50):
        for a, b in pairwise(ends):
            on = between(a, b, float(part))
            for turn in np.linspace(0, 2 * np.pi, 8):
                east = np.cross([0.0, 0.0, 1.0], on)
                east /= np.linalg.norm(east)
                side = on + 0.999 * metres * (
                    np.cos(turn) * east + np.sin(turn) * np.cross(on, east)
                )
                lng = math.degrees(math.atan2(side[1], side[0]))
                lat = math.degrees(math.atan2(side[2], math.hypot(side[0], side[1])))
                (token,) = geo_s2.of_point(*(pa.array([x]) for x in (lng, lat, 13))).to_pylist()
                assert token in covering
    assert len(covering) < (10 if radius == 0 else 25)


def test_a_dense_line_keeps_to_the_tolerance():
    found = value(f"geo_line_densify({line([-100, 50], [-20, 60])}, 50)")["coordinates"]
    assert 10 < len(found) < 1000
    for (x1, y1), (x2, y2) in pairwise(found):
        a, b = vectors(np.array([[x1, y1], [x2, y2]], dtype=float))
        chord = between(a, b, 0.5)
        flat = np.array([(x1 + x2) / 2, (y1 + y2) / 2])
        sphere = np.degrees([math.atan2(chord[1], chord[0]), math.asin(chord[2])])
        assert float(arcs(sphere, flat)) * RADIUS_M <= 50


def test_shapes_are_read_once():
    text = json.dumps(shape("LineString", [[0, 0], [1, 1]]))
    assert lines_of(text) is lines_of(text)
    assert polygons_of(text) is None
