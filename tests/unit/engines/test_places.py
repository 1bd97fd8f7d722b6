"""Where addresses are: lists of networks, the shipped sample, a database's own, a MaxMind file."""

from __future__ import annotations

import ipaddress
import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

import lab
from generators.networks import NETWORKS
from lab.engines.places import MaxMind, Networks
from lab.errors import SettingsError
from lab.store.ddl import create_own_tables
from lab.store.networks import Network, number_of, read_networks, sample_networks, store_networks
from tests.unit.engines.maxmind import maxmind_file

if TYPE_CHECKING:
    from pathlib import Path


def network(text: str, city: str) -> Network:
    bounds = ipaddress.ip_network(text)
    return Network(number_of(bounds[0]), number_of(bounds[-1]), "", "", city, None, None)


def city(places: Networks | MaxMind, address: str) -> Any:
    found = places.place(address)
    return None if found is None else json.loads(found).get("city")


def test_the_longest_network_counts_and_gaps_stay_unknown():
    places = Networks(
        network(*one)
        for one in (
            ("10.0.0.0/8", "wide"),
            ("10.1.0.0/16", "inner"),
            ("10.1.0.0/24", "first"),
            ("10.1.255.0/24", "last"),
            ("12.0.0.0/8", "far"),
            ("2001:db8::/32", "six"),
            ("::/128", "none"),
        )
    )
    expected = {
        "9.255.255.255": None,
        "10.0.0.0": "wide",
        "10.1.0.0": "first",
        "10.1.0.255": "first",
        "10.1.1.0": "inner",
        "10.1.255.255": "last",
        "10.2.0.0": "wide",
        "10.255.255.255": "wide",
        "11.0.0.0": None,
        "12.0.0.1": "far",
        "13.0.0.0": None,
        "2001:db8::1": "six",
        "2001:DB8:0:0::1": "six",
        "2001:db9::": None,
        "::": "none",
        "::1": None,
        "::ffff:12.1.1.1": "far",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff": None,
    }
    assert {address: city(places, address) for address in expected} == expected


@pytest.mark.parametrize(
    "text", ["", "x", "1.2.3", "1.2.3.4.5", "01.2.3.4", "12.0.0.1/8", "١.1.1.1"]
)
def test_what_is_no_address_is_unknown(text):
    assert Networks([network("0.0.0.0/0", "all"), network("::/0", "six")]).place(text) is None


def test_networks_that_overlap_without_nesting():
    places = Networks(
        [network("10.0.0.0/9", "a"), Network(*bounds(64, 192), "", "", "b", None, None)]
    )
    assert [city(places, f"10.{n}.0.0") for n in (0, 63, 64, 127, 128, 191, 192)] == [
        *("a", "a", "b", "b", "b", "b", None),
    ]


def bounds(first: int, last: int) -> tuple[int, int]:
    low, high = (number_of(ipaddress.ip_address(f"10.{n}.0.0")) for n in (first, last))
    return low, high - 1


def test_no_networks_know_nothing():
    assert Networks([]).place("1.1.1.1") is None


def test_the_sample_agrees_with_the_generated_world():
    places = Networks(sample_networks())
    for one in NETWORKS:
        for host in ("0.0", "77.12", "255.255"):
            found = json.loads(places.place(f"{one.prefix}.{host}") or "null")
            del found["country"]  # the world has the code, the function gives the name
            assert found == {
                "state": one.state,
                "city": one.city,
                "latitude": one.latitude,
                "longitude": one.longitude,
            }


def test_the_sample_leaves_private_and_documentation_ranges_unknown():
    places = Networks(sample_networks())
    for text in (
        "10.0.0.1",
        "172.16.1.1",
        "192.168.0.1",
        "127.0.0.1",
        "203.0.113.9",
        "::1",
        "fe80::1",
    ):
        assert places.place(text) is None


def test_what_is_not_known_of_a_place_is_left_out():
    found = json.loads(Networks(sample_networks()).place("8.8.8.8") or "null")
    assert list(found) == ["country", "latitude", "longitude"]


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute("ATTACH ':memory:' AS ws")
        yield con


def test_a_database_of_before_has_no_networks_and_the_sample_answers(con):
    assert read_networks(con) == sample_networks()


def test_a_database_keeps_its_networks(con):
    create_own_tables(con)
    assert read_networks(con) == sample_networks()
    store_networks(con)
    assert read_networks(con) == sample_networks()
    own = network("2001:db8::/32", "own")
    con.execute("DELETE FROM ws._lab.networks")
    con.execute(
        "INSERT INTO ws._lab.networks VALUES (?, ?, '', '', 'own', NULL, NULL)",
        [str(own.first), str(own.last)],
    )
    store_networks(con)
    assert read_networks(con) == (own,)


RECORD: dict[str, object] = {
    "country": {"iso_code": "SE", "names": {"en": "Sweden", "sv": "Sverige"}},
    "subdivisions": [{"names": {"en": "Östergötland County"}}, {"names": {"en": "second"}}],
    "city": {"names": {"en": "Linköping"}},
    "location": {"latitude": 58.4167, "longitude": 15.6167},
}


def test_a_maxmind_file_answers(tmp_path: Path):
    pytest.importorskip("maxminddb")
    file = tmp_path / "city.mmdb"
    file.write_bytes(maxmind_file("89.160.20.0/24", RECORD))
    places = MaxMind(file)
    assert json.loads(places.place("89.160.20.112") or "null") == {
        "country": "Sweden",
        "state": "Östergötland County",
        "city": "Linköping",
        "latitude": 58.4167,
        "longitude": 15.6167,
    }
    assert [places.place(text) for text in ("89.160.21.1", "10.0.0.1", "2001::1", "x", "")] == [
        None
    ] * 5


def test_a_maxmind_file_that_knows_little(tmp_path: Path):
    pytest.importorskip("maxminddb")
    file = tmp_path / "city.mmdb"
    file.write_bytes(maxmind_file("89.160.20.0/24", {"continent": {"code": "EU"}}))
    assert MaxMind(file).place("89.160.20.112") is None


@pytest.mark.parametrize("content", [None, b"", b"not a MaxMind file"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes | None):
    pytest.importorskip("maxminddb")
    file = tmp_path / "other.mmdb"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"other\.mmdb cannot be read as a MaxMind file"):
        MaxMind(file)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "maxminddb", None)
    with pytest.raises(SettingsError, match="needs the package maxminddb"):
        MaxMind(tmp_path / "city.mmdb")


def test_a_workspace_takes_a_maxmind_file(tmp_path: Path):
    pytest.importorskip("maxminddb")
    database, file = tmp_path / "lab.duckdb", tmp_path / "city.mmdb"
    file.write_bytes(maxmind_file("89.160.20.0/24", RECORD))
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{database}' AS ws")
        create_own_tables(con)
        con.execute("INSERT INTO ws._lab.manifest VALUES ('format', '1')")
    query = (
        "print a = tostring(geo_info_from_ip_address('89.160.20.1').city), "
        "b = tostring(geo_info_from_ip_address('20.53.203.50').city)"
    )

    with lab.open(database) as workspace:
        assert workspace.query(query).rows() == [("", "Sydney")]
    with lab.open(database, networks=file) as workspace:
        assert workspace.query(query).rows() == [("Linköping", "")]
