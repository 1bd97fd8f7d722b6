"""Geography of points: distances, directions, circles, and text that stands for shapes."""

from __future__ import annotations

from transpile.catalog.functions.geography import geographic
from transpile.spec import kernel

_TWO = "longitude1: number, latitude1: number, longitude2: number, latitude2: number"

geographic(
    f"geo_distance_2points({_TWO}, use_spheroid?: bool|number) -> real",
    "geo_points:distance_2points",
    "Metres between two points on a sphere; null where a coordinate is out of range.",
    {
        "round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056), 6)": (
            1546754.351974
        ),
        "geo_distance_2points(0, 0, 0, 0)": 0.0,
        "geo_distance_2points(300, 1, 1, 1)": None,
    },
    differs="Distances on the spheroid are refused.",
)

geographic(
    "geo_point_in_circle(longitude: number, latitude: number, center_longitude: number, "
    "center_latitude: number, radius: number) -> bool",
    "geo_points:point_in_circle",
    "Whether a point is at most a radius, in metres, away from a centre; null where a coordinate "
    "is out of range or the radius is not positive.",
    {
        "geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500)": True,
        "geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)": False,
        "geo_point_in_circle(200, 1, 1, 1, 1)": None,
        "geo_point_in_circle(1, 1, 1, 1, -1)": None,
    },
)

geographic(
    f"geo_azimuth({_TWO}) -> real",
    "geo_points:azimuth",
    "The direction from one point to another in radians, clockwise from north; null for equal and "
    "opposite points, and where a coordinate is out of range.",
    {
        "round(geo_azimuth(5, 10, 10, -40), 13)": 3.0545993979645,
        "geo_azimuth(5, 10, 5, 10)": None,
        "geo_azimuth(0, 0, 180, 0)": None,
    },
)

geographic(
    f"geo_angle({_TWO}, longitude3: number, latitude3: number) -> real",
    "geo_points:angle",
    "The angle at the second of three points in radians, clockwise from the first to the third; "
    "null where two that follow each other are equal or opposite.",
    {
        "round(geo_angle(0, 10, 0, 5, 3, -10), 13)": 2.9449384340688,
        "geo_angle(0, 10, 0, 10, 3, -10)": None,
    },
)

kernel(
    "geo_from_wkt(text: string) -> dynamic",
    "geo_wkt:to_geojson",
    source="learn:geo-from-wkt-function",
    doc="Well-known text as GeoJSON; null for anything else.",
    differs="An array of texts is not taken. Heights and measures (Z, M) and empty shapes give "
    "null; whether Kusto takes them is not documented.",
    nulls="always",
    examples={
        'geo_from_wkt("POINT (1 2)")': {"type": "Point", "coordinates": [1, 2]},
        'geo_from_wkt("multipolygon (((0 0, 2 0, 2 2, 0 0)), ((5 5, 6 5, 6 6.5, 5 5)))")': {
            "type": "MultiPolygon",
            "coordinates": [
                [[[0, 0], [2, 0], [2, 2], [0, 0]]],
                [[[5, 5], [6, 5], [6, 6.5], [5, 5]]],
            ],
        },
        'geo_from_wkt("LINESTRING")': None,
    },
)
