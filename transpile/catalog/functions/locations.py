"""Where addresses are, and ranges of addresses as networks."""

from __future__ import annotations

from transpile.catalog.functions.texts import bind_strict
from transpile.spec import kernel

kernel(
    "geo_info_from_ip_address(address: string) -> dynamic",
    "networks:located",
    source="learn:geo-info-from-ip-address-function",
    doc="Country, state, city, latitude and longitude of an IPv4 or IPv6 address; what is unknown "
    "is left out, and an address that no network covers gives null.",
    differs="It answers from the networks of the database (a small sample, made up in part), or "
    "from a MaxMind file that is named; Kusto from the GeoLite2 file of its day. What Kusto gives "
    "for an unknown address is not documented.",
    nulls="always",
    bound_by=bind_strict,
    examples={
        "geo_info_from_ip_address('20.53.203.50')": {
            "country": "Australia",
            "state": "New South Wales",
            "city": "Sydney",
            "latitude": -33.8715,
            "longitude": 151.2006,
        },
        "geo_info_from_ip_address('2a03:2880:f12c:83:face:b00c::25de').city": "Boca Raton",
        "geo_info_from_ip_address('10.1.2.3')": None,
        "geo_info_from_ip_address('no address')": None,
    },
)

kernel(
    "ipv4_range_to_cidr_list(start: string, end: string) -> dynamic",
    "networks:cidr_list",
    source="learn:ipv4-range-to-cidr-list-function",
    doc="The fewest networks that make up the range between two IPv4 addresses, both included; "
    "null for what is no address, and for a range that ends before it starts.",
    nulls="always",
    bound_by=bind_strict,
    examples={
        "ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')": [
            "1.1.128.0/21",
            "1.1.136.0/22",
            "1.1.140.0/24",
        ],
        "ipv4_range_to_cidr_list('10.0.0.1', '10.0.0.1')": ["10.0.0.1/32"],
        "ipv4_range_to_cidr_list('10.0.0.2', '10.0.0.1')": None,
    },
)
