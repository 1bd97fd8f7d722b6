"""Geographic cells: geohashes, S2 cells and H3 cells, and the cells of shapes."""

from __future__ import annotations

from transpile.catalog.functions.geography import geographic

_POINT = "longitude: number, latitude: number"
_ORDER = "The order is that of the documented example; Kusto's is not documented."
_INVALID = "empty where a coordinate or the {0} is out of range."
_TRIANGLE = 'dynamic({"type":"Polygon","coordinates":[[[0,0],[0,50],[100,50],[0,0]]]})'

_TOWN = (
    'dynamic({"type":"Polygon","coordinates":'
    "[[[-3.659,40.553],[-3.913,40.409],[-3.729,40.273],[-3.524,40.44],[-3.659,40.553]]]})"
)
_STREET = 'dynamic({"type":"LineString","coordinates":[[-0.13997,51.5019],[-0.14088,51.50012]]})'

# --- geohashes ----------------------------------------------------------------------------------

geographic(
    f"geo_point_to_geohash({_POINT}, accuracy?: number) -> string",
    "geo_hashes:of_point",
    "The geohash of a point, of 1 to 18 characters (5 unless told); " + _INVALID.format("accuracy"),
    {
        "geo_point_to_geohash(139.806115, 35.554128, 12)": "xn76m27ty9g4",
        "geo_point_to_geohash(-80.195829, 25.802215, 8)": "dhwfz15h",
        "geo_point_to_geohash(200, 1, 8)": "",
        "geo_point_to_geohash(1, 1, int(null))": "",
    },
    nulls="never",
)

geographic(
    "geo_geohash_to_central_point(geohash: string) -> dynamic",
    "geo_hashes:to_central_point",
    "The middle of a geohash's rectangle; null where it is none.",
    {
        'geo_geohash_to_central_point("sunny")': {
            "type": "Point",
            "coordinates": [42.47314453125, 23.70849609375],
        },
        'geo_geohash_to_central_point("a")': None,
    },
)

geographic(
    "geo_geohash_to_polygon(geohash: string) -> dynamic",
    "geo_hashes:to_polygon",
    "A geohash's rectangle; null where it is none.",
    {
        'geo_geohash_to_polygon("dr5ru")': {
            "type": "Polygon",
            "coordinates": [
                [
                    [-74.00390625, 40.7373046875],
                    [-73.9599609375, 40.7373046875],
                    [-73.9599609375, 40.78125],
                    [-74.00390625, 40.78125],
                    [-74.00390625, 40.7373046875],
                ]
            ],
        },
        'geo_geohash_to_polygon("a")': None,
    },
)

geographic(
    "geo_geohash_neighbors(geohash: string) -> dynamic",
    "geo_hashes:neighbors",
    "The geohashes around a geohash, over the antimeridian too and fewer at a pole; null where it "
    "is none.",
    {
        "geo_geohash_neighbors('sunny')": [
            *("sunnt", "sunpj", "sunnx", "sunpn", "sunnv", "sunpp", "sunnz", "sunnw"),
        ],
        "geo_geohash_neighbors('a')": None,
    },
    differs=_ORDER,
)

# --- S2 -----------------------------------------------------------------------------------------

geographic(
    f"geo_point_to_s2cell({_POINT}, level?: number) -> string",
    "geo_s2:of_point",
    "The token of the S2 cell of a point, at a level of 0 to 30 (11 unless told); "
    + _INVALID.format("level"),
    {
        "geo_point_to_s2cell(-80.195829, 25.802215, 8)": "88d9b",
        "geo_point_to_s2cell(300, 1, 8)": "",
        "geo_point_to_s2cell(1, 1, 35)": "",
    },
    nulls="never",
)

geographic(
    "geo_s2cell_to_central_point(s2cell: string) -> dynamic",
    "geo_s2:to_central_point",
    "The middle of an S2 cell; null where the token is none.",
    {
        'round(toreal(geo_s2cell_to_central_point("1234567").coordinates[0]), 12)': 9.868307318504,
        'geo_s2cell_to_central_point("a")': None,
    },
)

geographic(
    "geo_s2cell_to_polygon(s2cell: string) -> dynamic",
    "geo_s2:to_polygon",
    "The outline of an S2 cell; null where the token is none.",
    {
        'array_length(geo_s2cell_to_polygon("89c259").coordinates[0])': 5,
        'geo_s2cell_to_polygon("a")': None,
    },
)

geographic(
    "geo_s2cell_neighbors(s2cell: string) -> dynamic",
    "geo_s2:neighbors",
    "The S2 cells of the same level around an S2 cell; null where the token is none.",
    {
        "geo_s2cell_neighbors('89c259')": [
            *("89c25d", "89c2f9", "89c251", "89c257", "89c25f", "89c25b", "89c2f7", "89c2f5"),
        ],
        "geo_s2cell_neighbors('a')": None,
    },
    differs=_ORDER,
)

geographic(
    "geo_polygon_to_s2cells(polygon: dynamic, level?: number, radius?: number) -> dynamic",
    "geo_s2_shapes:of_polygon",
    "The S2 cells of a level (11 unless told) that a polygon, and what is within a radius in "
    "metres, touches; null where invalid, and for more than 65,536 cells.",
    {
        f"array_length(geo_polygon_to_s2cells({_TRIANGLE}, 5))": 286,
        f"geo_polygon_to_s2cells({_TRIANGLE}, 30)": None,
    },
    differs="The order of the cells is that of S2's curve; Kusto's is not documented.",
)

geographic(
    "geo_line_to_s2cells(line: dynamic, level?: number, radius?: number) -> dynamic",
    "geo_s2_shapes:of_line",
    "The S2 cells of a level (11 unless told) that a line, and what is within a radius in metres, "
    "touches; null where invalid, and for more than 65,536 cells.",
    {
        f"array_length(geo_line_to_s2cells({_STREET}, 16))": 3,
        'geo_line_to_s2cells(dynamic({"type":"LineString"}))': None,
    },
    differs="The order of the cells is that of S2's curve; Kusto's is not documented.",
)

# --- H3 -----------------------------------------------------------------------------------------

_CELL = "862a1072fffffff"

geographic(
    f"geo_point_to_h3cell({_POINT}, resolution?: number) -> string",
    "geo_h3:of_point",
    "The H3 cell of a point, at a resolution of 0 to 15 (6 unless told); "
    + _INVALID.format("resolution"),
    {
        "geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)": _CELL,
        "geo_point_to_h3cell(300, 1, 8)": "",
        "geo_point_to_h3cell(1, 1, 16)": "",
    },
    nulls="never",
)

geographic(
    "geo_h3cell_level(h3cell: string) -> int",
    "geo_h3:level",
    "The resolution of an H3 cell; null where it is none.",
    {f"geo_h3cell_level('{_CELL}')": 6, "geo_h3cell_level('abc')": None},
)

geographic(
    "geo_h3cell_parent(h3cell: string, resolution?: number) -> string",
    "geo_h3:parent",
    "The H3 cell of a lower resolution (the next unless told) around an H3 cell; empty where it is "
    "none, and for a resolution above its own.",
    {
        f"geo_h3cell_parent('{_CELL}')": "852a1073fffffff",
        f"geo_h3cell_parent('{_CELL}', 1)": "812a3ffffffffff",
        f"geo_h3cell_parent('{_CELL}', 15)": "",
        "geo_h3cell_parent('123')": "",
    },
    nulls="never",
)

geographic(
    "geo_h3cell_children(h3cell: string, resolution?: number) -> dynamic",
    "geo_h3:children",
    "The H3 cells of a higher resolution (the next unless told) in an H3 cell; null where it is "
    "none, for a resolution below its own, and for more than 5 above.",
    {
        f"array_length(geo_h3cell_children('{_CELL}', 9))": 343,
        f"geo_h3cell_children('{_CELL}')[0]": "872a10728ffffff",
        f"geo_h3cell_children('{_CELL}', 12)": None,
        "geo_h3cell_children('abc')": None,
    },
)

geographic(
    "geo_h3cell_neighbors(h3cell: string) -> dynamic",
    "geo_h3:neighbors",
    "The H3 cells around an H3 cell; null where it is none.",
    {
        f"geo_h3cell_neighbors('{_CELL}')": [
            *("862a10727ffffff", "862a10707ffffff", "862a1070fffffff"),
            *("862a10777ffffff", "862a100dfffffff", "862a100d7ffffff"),
        ],
        "geo_h3cell_neighbors('abc')": None,
    },
)

geographic(
    "geo_h3cell_rings(h3cell: string, distance: number) -> dynamic",
    "geo_h3:rings",
    "An H3 cell, the cells around it, those around these, up to a distance of at most 142; null "
    "where it is none.",
    {
        "geo_h3cell_rings('861f8894fffffff', 1)": [
            ["861f8894fffffff"],
            [
                *("861f88947ffffff", "861f8895fffffff", "861f88867ffffff"),
                *("861f8d497ffffff", "861f8d4b7ffffff", "861f8896fffffff"),
            ],
        ],
        "geo_h3cell_rings('abc', 3)": None,
        "geo_h3cell_rings('861f8894fffffff', 150)": None,
    },
)

geographic(
    "geo_h3cell_to_central_point(h3cell: string) -> dynamic",
    "geo_h3:to_central_point",
    "The middle of an H3 cell; null where it is none.",
    {
        f'round(toreal(geo_h3cell_to_central_point("{_CELL}").coordinates[0]), 10)': -74.0160084798,
        'geo_h3cell_to_central_point("1")': None,
    },
)

geographic(
    "geo_h3cell_to_polygon(h3cell: string) -> dynamic",
    "geo_h3:to_polygon",
    "The outline of an H3 cell; null where it is none.",
    {
        f'array_length(geo_h3cell_to_polygon("{_CELL}").coordinates[0])': 7,
        'geo_h3cell_to_polygon("@")': None,
    },
)

geographic(
    "geo_polygon_to_h3cells(polygon: dynamic, resolution?: number, h3_radius?: number) -> dynamic",
    "geo_h3_polygons:of_polygon",
    "The H3 cells of a resolution (6 unless told) whose middle lies in a polygon; null where "
    "invalid, and for more than 61,680 cells.",
    {
        f"array_length(geo_polygon_to_h3cells({_TOWN}))": 13,
        'geo_polygon_to_h3cells(dynamic({"type":"Polygon","coordinates":[[[0,0],[1,1]]]}))': None,
    },
    differs="The order of the cells is the library's; Kusto's is not documented. A radius other "
    "than 0 is refused.",
)
