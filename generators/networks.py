"""The network map of the lab's world: which addresses exist, where they are and whose they are.

A made-up world on real-looking public ranges; autonomous system numbers come from the ranges that
are reserved for documentation (RFC 5398), so that none of them accuses a real operator.
"""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    """A range ``prefix.0.0/16`` with its place and operator.

    ``kind`` is one of office, vpn, home, mobile, travel, hoster, anonymiser.
    """

    prefix: str
    kind: str
    country: str
    state: str
    city: str
    latitude: float
    longitude: float
    asn: int
    operator: str

    @property
    def location_json(self) -> str:
        """LocationDetails of a sign-in, as the service spells it."""
        return json.dumps(
            {
                "city": self.city,
                "state": self.state,
                "countryOrRegion": self.country,
                "geoCoordinates": {"latitude": self.latitude, "longitude": self.longitude},
            },
            separators=(",", ":"),
        )


@dataclass(frozen=True)
class Site:
    """An office: its share of the people and its hours.

    The UTC offset is fixed on purpose: rules for summer time change with the machine's time zone
    data, and a tenant must be the same everywhere.
    """

    code: str
    country: str
    city: str
    utc_offset_h: int
    share: float


SITES = (
    Site("SEA", "US", "Seattle", -8, 0.40),
    Site("NYC", "US", "New York", -5, 0.27),
    Site("DUB", "IE", "Dublin", 0, 0.21),
    Site("MUC", "DE", "Munich", 1, 0.12),
)

NETWORKS = (
    Network("52.233", "office", "US", "Washington", "Seattle", 47.6062, -122.3321, 64496, "HQ"),
    Network("52.180", "office", "US", "New York", "New York", 40.7128, -74.006, 64496, "HQ"),
    Network("52.164", "office", "IE", "Leinster", "Dublin", 53.3331, -6.2489, 64497, "HQ"),
    Network("51.116", "office", "DE", "Bayern", "Munich", 48.1374, 11.5755, 64497, "HQ"),
    Network("20.190", "vpn", "US", "Virginia", "Ashburn", 39.0438, -77.4874, 64498, "VPN"),
    Network("20.67", "vpn", "IE", "Leinster", "Dublin", 53.3331, -6.2489, 64498, "VPN"),
    Network("73.140", "home", "US", "Washington", "Bellevue", 47.6144, -122.1923, 64499, "Cable W"),
    Network("24.18", "home", "US", "Washington", "Tacoma", 47.2529, -122.4443, 64499, "Cable W"),
    Network("71.190", "home", "US", "New Jersey", "Hoboken", 40.744, -74.0324, 64500, "Cable E"),
    Network("98.113", "home", "US", "New York", "Brooklyn", 40.6501, -73.9496, 64500, "Cable E"),
    Network("86.40", "home", "IE", "Leinster", "Dublin", 53.3331, -6.2489, 64501, "Fibre IE"),
    Network("93.104", "home", "DE", "Bayern", "Munich", 48.1374, 11.5755, 64502, "Fibre DE"),
    Network("172.56", "mobile", "US", "Washington", "Seattle", 47.6062, -122.3321, 64503, "Mobile"),
    Network("174.204", "mobile", "US", "New York", "New York", 40.7128, -74.006, 64503, "Mobile"),
    Network("37.228", "mobile", "IE", "Leinster", "Dublin", 53.3331, -6.2489, 64504, "Mobile IE"),
    Network("80.187", "mobile", "DE", "Hessen", "Frankfurt", 50.1109, 8.6821, 64505, "Mobile DE"),
    Network("193.120", "travel", "GB", "England", "London", 51.5074, -0.1278, 65536, "Hotel GB"),
    Network("88.190", "travel", "FR", "Ile-de-France", "Paris", 48.8566, 2.3522, 65537, "Hotel FR"),
    Network("61.8", "travel", "SG", "Singapore", "Singapore", 1.2897, 103.8501, 65538, "Hotel SG"),
    Network(
        "201.48", "travel", "BR", "Sao Paulo", "Sao Paulo", -23.5505, -46.6333, 65539, "Air BR"
    ),
    Network(
        "185.243", "hoster", "NL", "Noord-Holland", "Amsterdam", 52.374, 4.8897, 65540, "VPS NL"
    ),
    Network("45.134", "hoster", "DE", "Hessen", "Frankfurt", 50.1109, 8.6821, 65541, "VPS DE"),
    Network("193.32", "hoster", "RO", "Bucuresti", "Bucharest", 44.4268, 26.1025, 65542, "VPS RO"),
    Network("103.136", "hoster", "SG", "Singapore", "Singapore", 1.2897, 103.8501, 65543, "VPS SG"),
    Network(
        "171.25", "anonymiser", "SE", "Stockholm", "Stockholm", 59.3293, 18.0686, 65544, "Exit"
    ),
    Network(
        "95.211", "anonymiser", "NL", "Noord-Holland", "Haarlem", 52.3808, 4.6368, 65545, "Exit"
    ),
)

ADDRESSES_PER_NETWORK = {
    "office": 4,
    "vpn": 8,
    "mobile": 120,
    "travel": 60,
    "hoster": 40,
    "anonymiser": 25,
}


def numbers(kind: str) -> tuple[int, ...]:
    """Which networks are of a kind, as positions in ``NETWORKS``."""
    return tuple(i for i, network in enumerate(NETWORKS) if network.kind == kind)
