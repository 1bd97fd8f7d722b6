"""The tables that the property tests query: small, and full of what goes wrong first.

Case pairs of names, empty strings, nulls, NaN, extremes of long, years before 1970, texts that
look like numbers and JSON, quotes, NUL, astral characters, bags within arrays within bags.
"""

from __future__ import annotations

from decimal import Decimal

from tests.reference.values import DAY, Row, datetime_from
from transpile.schema import TableSchema
from transpile.types import KqlType

B, I, L, R, D = KqlType.BOOL, KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL  # noqa: E741
S, G, T, P, J = (
    KqlType.STRING,
    KqlType.GUID,
    KqlType.DATETIME,
    KqlType.TIMESPAN,
    KqlType.DYNAMIC,
)
NAN, INF = float("nan"), float("inf")
MOST, LEAST = 2**63 - 1, -(2**63)
NOW = 1_772_450_000_123_456  # 2026-03-02T11:13:20.123456Z
G1, G2 = "74be27de-1e4e-49d9-b579-fe0b331d3642", "0000abcd-0000-0000-0000-00000000000f"


def at(text: str) -> int:
    """Microseconds of a datetime."""
    found = datetime_from(text)
    assert found is not None, text
    return found


def _table(
    name: str,
    location: tuple[str, ...],
    columns: dict[str, KqlType],
    cells: list[tuple[object, ...]],
) -> tuple[TableSchema, list[Row]]:
    stored = location[:1] == ("ws",)
    schema = TableSchema(
        name,
        columns,
        time_column="TimeGenerated" if "TimeGenerated" in columns else None,
        location=location,
        has_ingestion=stored,
    )
    names = [*columns, *(("$ingestion", "$scenario") if stored else ())]
    return schema, [dict(zip(names, row, strict=True)) for row in cells]


_EVENTS = _table(
    "Events",
    ("ws", "main", "Events"),
    {
        "TimeGenerated": T,
        "Id": L,
        "User": S,
        "Level": I,
        "Bytes": L,
        "Score": R,
        "Ok": B,
        "Took": P,
        "Guid": G,
        "Props": J,
        "Raw": S,
        "IPAddress": S,
        "IpAddress": S,
        "Cost": D,
    },
    [
        (
            at("2026-03-02T10:00:00.000001Z"),
            1,
            "Alice",
            1,
            10,
            0.5,
            True,
            DAY,
            G1,
            {"a": 1, "b": {"c": ["x", 2, None]}},
            '{"a":1,"b":[1,2]}',
            "10.0.0.1",
            "10.0.0.1",
            Decimal("1.5"),
            at("2026-03-02T10:05:00Z"),
            0,
        ),
        (
            at("2026-03-02T10:30:00Z"),
            2,
            "alice",
            2,
            -7,
            -2.25,
            False,
            -DAY // 2,
            G2,
            {"A": "upper", "a": "lower"},
            '{"a":"5"}',
            "10.0.0.2",
            "",
            Decimal("-0.25"),
            None,
            0,
        ),
        (
            at("2026-03-01T23:59:59.999999Z"),
            3,
            "admin_user",
            3,
            None,
            NAN,
            None,
            None,
            None,
            None,
            "",
            "",
            "10.0.0.1",
            None,
            at("2026-03-02T00:00:00Z"),
            1,
        ),
        (
            at("1969-12-31T23:59:59Z"),
            4,
            "ÉLAN vital",
            None,
            0,
            0.0,
            True,
            0,
            G1,
            [1, 2.5, "3", True, None, [4]],
            "[1,2,3]",
            "Server-01.corp",
            "server-01",
            Decimal(0),
            None,
            2,
        ),
        (
            at("1582-10-15"),
            5,
            "",
            -5,
            MOST,
            INF,
            False,
            36_000_000_010,
            None,
            [],
            "not json",
            "x",
            "X",
            Decimal("3"),
            None,
            0,
        ),
        (
            at("0001-01-01"),
            6,
            "a b_c-d",
            2_147_483_647,
            LEAST,
            -INF,
            None,
            1_234_567_890,
            G2,
            "text",
            '"quoted"',
            "null",
            "true",
            Decimal("12345678.125"),
            None,
            0,
        ),
        (
            at("9999-12-31T23:59:59.999999Z"),
            7,
            "Alice",
            -2_147_483_648,
            MOST,
            1e300,
            True,
            -10,
            G1,
            7,
            "7",
            " 7 ",
            "0x1F",
            None,
            None,
            0,
        ),
        (
            None,
            8,
            'O\'Brien "x" \\ y',
            0,
            1,
            -7.5,
            True,
            10_000_000,
            None,
            1.0,
            "1.5",
            "1e3",
            "-12",
            Decimal("-7"),
            None,
            0,
        ),
        (
            at("2026-02-28T12:00:00Z"),
            9,
            "😀 emoji",
            7,
            2,
            100.125,
            False,
            3 * DAY + 10,
            G2,
            True,
            "true",
            "False",
            "abc",
            Decimal("0.1"),
            at("2026-03-05T00:00:00Z"),
            0,
        ),
        (
            at("2026-03-02T10:00:00.000001Z"),
            10,
            "nul\0here",
            1,
            10,
            0.5,
            None,
            DAY,
            G1,
            {"b": {"c": []}, "n": -3.5, "t": "2026-03-02T10:00:00Z"},
            '{"b":{"c":"deep"},"n":null}',
            G1,
            "{" + G2.upper() + "}",
            Decimal("1.5"),
            None,
            0,
        ),
        (
            at("2024-02-29T00:00:00Z"),
            11,
            "%_like",
            5,
            3,
            2.0,
            True,
            600_000_000,
            None,
            {"a": None},
            "{bad",
            "2024-02-29",
            "12/31/2023 08:30:00",
            Decimal("2"),
            None,
            3,
        ),
        (
            at("2026-03-02T10:30:00Z"),
            12,
            "ALICE",
            None,
            None,
            None,
            None,
            None,
            None,
            {},
            "{}",
            "2 Dec 2022",
            "1.02:03:04.5",
            None,
            None,
            0,
        ),
    ],
)
_PEOPLE = _table(
    "People",
    ("memory", "main", "People"),
    {
        "Name": S,
        "name": S,
        "Age": L,
        "Grade": I,
        "Ratio": R,
        "Born": T,
        "Tags": J,
        "Active": B,
        "Ref": G,
        "Pause": P,
        "Id": L,
    },
    [
        ("Alice", "alice", 30, 1, 0.5, at("1996-02-29"), ["x", "y", "x"], True, G1, DAY, 1),
        (
            "alice",
            "A",
            41,
            2,
            -0.25,
            at("1985-07-14T12:00:00Z"),
            {"k": "v", "n": 3},
            False,
            G2,
            None,
            2,
        ),
        ("", "", None, None, NAN, None, None, None, None, 0, 3),
        ("", "B", -1, 3, None, at("1969-07-20T20:17:40Z"), [1, 1.5, [2]], True, None, -DAY, 4),
        ("Bob_Smith", "bob", 30, 2, 2.5, at("1996-02-29"), [], None, G1, DAY, 5),
        ("admin user", "Admin", MOST, 1, 7.0, at("2026-03-02T10:30:00Z"), "word", False, G2, 50, 6),
        ("Alice", "alice", 30, 1, 0.5, at("1996-02-29"), ["x", "y", "x"], True, G1, DAY, 7),
        ("ÉLAN vital", "élan VITAL", 0, 0, -7.5, at("2000-01-01"), 5, True, G2, 600_000_000, 8),
    ],
)
_PAIRS = _table(
    "Pairs",
    ("memory", "main", "Pairs"),
    {"k": L, "v": S, "r": R, "t": T},
    [
        (1, "a", 1.0, at("2026-03-02T10:00:00.000001Z")),
        (1, "b", NAN, None),
        (2, "a", -0.5, at("2026-03-02")),
        (None, "", None, None),
        (None, "c", NAN, at("2026-03-02")),
        (30, "Alice", 2.5, at("1996-02-29")),
    ],
)
_NOTHING = _table("Nothing", ("memory", "main", "Nothing"), {"Name": S, "Age": L, "x": R}, [])
_ABSENT = _table("Absent", (), {"Name": S, "TimeGenerated": T, "Bag": J}, [])

STORED = {
    schema.name: (schema, rows) for schema, rows in (_EVENTS, _PEOPLE, _PAIRS, _NOTHING, _ABSENT)
}
