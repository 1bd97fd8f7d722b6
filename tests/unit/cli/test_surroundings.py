"""lab.toml and imported watchlists, through the commands that read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb
import pytest

from lab import open as open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Lab

LAB_TOML = """
functions = ["mine"]

[externaldata]
"https://example.org/names.csv" = "names.csv"

[watchlists]
Colours = "colours.csv"

[watchlists.Vips]
file = "vips.csv"
search_key = "Mail"
"""
NAMES = 'externaldata(n:string)["https://example.org/names.csv"]'


@pytest.fixture
def around(tmp_path: Path, database: Path) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "Logons.kql").write_text("(n:long = 2) { SecurityEvent | take n }")
    (tmp_path / "mine" / "FileProfile.kql").write_text("(T:(*)) { T | extend mine = 1 }")
    (tmp_path / "names.csv").write_text("ann\nbob\n")
    (tmp_path / "colours.csv").write_text("Name,Shade\nred,1\n")
    (tmp_path / "vips.csv").write_text("Name,Mail\nAnn,ann@x\n")
    (tmp_path / "lab.toml").write_text(LAB_TOML)
    return database


def values(lab: Lab, kql: str) -> list[dict[str, object]]:
    done = lab("query", "--json", kql)
    assert done.code == 0, done.err
    rows = json.loads(done.out)["rows"]
    assert isinstance(rows, list)
    return rows


def test_what_lab_toml_names_can_be_queried(lab: Lab, around: Path) -> None:
    assert values(lab, f"SecurityEvent | where Account in ({NAMES}) | count") == [{"Count": 7}]
    assert values(lab, "Logons | count") == [{"Count": 2}]
    assert values(lab, "_GetWatchlist('colours') | project Shade, SearchKey") == [
        {"Shade": "1", "SearchKey": "red"}
    ]
    found = values(lab, "_GetWatchlist('Vips') | project SearchKey, item = WatchlistItem.Name")
    assert found == [{"SearchKey": "ann@x", "item": "Ann"}]
    assert values(lab, "_GetWatchlistAlias") == [
        {"WatchlistAlias": "Colours"},
        {"WatchlistAlias": "Vips"},
    ]


def test_a_function_of_ones_own_comes_before_one_that_ships(lab: Lab, around: Path) -> None:
    assert values(lab, "print a = 1 | invoke FileProfile()") == [{"a": 1, "mine": 1}]


def test_an_address_without_a_file_says_what_to_add(lab: Lab, database: Path) -> None:
    done = lab("query", NAMES)
    assert done.code == 2
    assert "[externaldata]" in done.error
    assert '"https://example.org/names.csv" = "path/of/the/file"' in done.error


def test_rules_that_lack_something_are_blind(lab: Lab, database: Path, rules: Path) -> None:
    query = "// Frequency: 5m\n// Period: 5m\nSecurityEvent | where Account in ({})"
    (rules / "external.kql").write_text(query.format(NAMES))
    (rules / "listed.kql").write_text(query.format("(_GetWatchlist('vips') | project Mail)"))
    (rules / "parsed.kql").write_text(query.format("(imUserManagement | project TargetUsername)"))
    for command in ("check", "replay"):
        found = {
            one["rule"]: (one["status"], one["why"])
            for one in json.loads(lab(command, "--json", rules).out)["rules"]
        }
        assert {name: status for name, (status, _) in found.items()} == {
            "external.kql": "blind",
            "failed.kql": "compiled" if command == "check" else "tested",
            "listed.kql": "blind",
            "parsed.kql": "blind",
        }
        assert '"https://example.org/names.csv" =' in found["external.kql"][1]
        assert "no watchlist 'vips'" in found["listed.kql"][1]
        assert "imUserManagement" in found["parsed.kql"][1]


@pytest.mark.parametrize("strategy", ["lifted", "hoisted", "run-by-run"])
def test_a_rule_replays_over_files_and_lists(around: Path, rules: Path, strategy: str) -> None:
    (rules / "failed.kql").write_text(
        "// Frequency: 5m\n// Period: 5m\nSecurityEvent\n"
        f"| where Account in ({NAMES}) and Account !in ((_GetWatchlist('Vips') | project Name))\n"
        "| extend one = '1'\n"
        "| join kind=leftouter _GetWatchlist('Colours') on $left.one == $right.Shade\n"
        "| project Account, SearchKey\n"
    )
    with open_workspace(around) as workspace:
        (rule,) = workspace.replay(rules, strategy, keep=False).rules
    assert rule.status == "tested", rule.why
    rows = [row for alert in rule.alerts for row in alert.rows]
    assert {(row["Account"], row["SearchKey"]) for row in rows} == {("ann", "red"), ("bob", "red")}


def test_import_of_a_watchlist(lab: Lab, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "vips.csv"
    file.write_text('User Name,Mail\n"Ann ""A""",ann@x\nZoë,\n', encoding="utf-8")
    done = lab("import", "--watchlist", "VIPs", file, "--search-key", "Mail")
    assert done.out == "imported watchlist VIPs: 2 items in lab.duckdb\n"
    found = values(lab, "_GetWatchlist('vips') | project SearchKey, ['User Name'], WatchlistItem")
    assert found == [
        {
            "SearchKey": "ann@x",
            "User Name": 'Ann "A"',
            "WatchlistItem": {"Mail": "ann@x", "User Name": 'Ann "A"'},
        },
        {"SearchKey": "", "User Name": "Zoë", "WatchlistItem": {"Mail": "", "User Name": "Zoë"}},
    ]
    ids = values(
        lab, "_GetWatchlist('vips') | summarize dcount(_DTItemId), min(LastUpdatedTimeUTC)"
    )
    assert ids[0]["dcount__DTItemId"] == 2
    assert ids[0]["min_LastUpdatedTimeUTC"]
    # the rest of the database is what it was
    assert values(lab, "SecurityEvent | count") == [{"Count": 10}]

    file.write_text("Only\n1\n")
    done = lab("import", "--watchlist", "vips", file, "--json")
    assert json.loads(done.out) == {"watchlist": "vips", "items": 1, "replaced": True}
    assert values(lab, "_GetWatchlist('VIPs') | project Only, SearchKey") == [
        {"Only": "1", "SearchKey": "1"}
    ]


def test_import_into_a_new_database(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n")
    assert lab("import", "--watchlist", "a", "a.csv", "--db", "new.duckdb").code == 0
    assert json.loads(
        lab("query", "--json", "--db", "new.duckdb", "_GetWatchlist('a') | count").out
    )["rows"] == [{"Count": 0}]


@pytest.mark.parametrize(
    ("content", "options", "part"),
    [
        ("", [], "is empty"),
        ("a,a\n", [], "two columns called 'a'"),
        ("a,\n", [], "without a name"),
        ("SearchKey,a\n", [], "has a column 'SearchKey' already"),
        ("a,b\n1,2,3\n", [], "3 values for 2 columns"),
        ("Mail,b\n", ["--search-key", "mail"], "Mail"),
    ],
)
def test_a_list_that_does_not_fit_leaves_no_trace(
    lab: Lab, database: Path, tmp_path: Path, content: str, options: list[str], part: str
) -> None:
    before = database.read_bytes()
    (tmp_path / "list.csv").write_text(content)
    done = lab("import", "--watchlist", "x", "list.csv", *options)
    assert done.code == 2
    assert part in done.error
    assert database.read_bytes() == before


def test_import_where_there_is_no_file_makes_no_database(lab: Lab, tmp_path: Path) -> None:
    done = lab("import", "--watchlist", "x", "none.csv")
    assert "none.csv cannot be read" in done.error
    assert not (tmp_path / "lab.duckdb").exists()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("functions = 3", "a list of folders"),
        ("functions = [3]", "a path in quotes"),
        ('functions = ["none"]', "does not exist"),
        ("functions = ", "no valid TOML"),
        ("other = 1", "unknown key 'other'"),
        ("externaldata = 1", "a table of names"),
        ("[externaldata]\n'https://x' = 1", "a path in quotes"),
        ("[watchlists.a]\nfile = 'a.csv'\nkey = 'x'", "the keys file and search_key"),
        ("[watchlists]\na = 'none.csv'", "none.csv cannot be read"),
    ],
)
def test_a_lab_toml_that_does_not_fit(
    lab: Lab, database: Path, tmp_path: Path, text: str, part: str
) -> None:
    (tmp_path / "lab.toml").write_text(text)
    done = lab("query", "SecurityEvent | count")
    assert done.code == 2
    assert part in done.error


def test_a_database_of_before_has_no_watchlists(lab: Lab, database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as con:
        tables = {
            name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
    assert "watchlists" not in tables
    assert values(lab, "_GetWatchlistAlias | count") == [{"Count": 0}]


def test_parameters_of_a_query(lab: Lab, database: Path) -> None:
    kql = "declare query_parameters(who:string, most:long = 1); SecurityEvent"
    kql += " | where Account == who | take most | count"
    done = lab("query", "--json", kql, "--param", "who=ann", "--param", "most=3")
    assert json.loads(done.out)["rows"] == [{"Count": 3}]
    assert "NAME=VALUE" in lab("query", kql, "--param", "who").error
