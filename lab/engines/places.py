"""Where an address is, as ``geo_info_from_ip_address`` answers it: JSON text, None where unknown.

An address that is not written as one, and one that no network covers, are unknown alike.
"""

from __future__ import annotations

import ipaddress
import json
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from lab.errors import SettingsError
from lab.store.networks import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lab.store.networks import Network


# Rows come in chunks of some thousand, and logs repeat their addresses between chunks too
_REMEMBERED = 1 << 18


class Places(Protocol):
    """Says where addresses are."""

    def place(self, address: str) -> str | None:
        """Country, state, city, latitude and longitude of an address; what is unknown is absent."""
        ...


class Networks:
    """Places by a list of networks; where they overlap, the one that begins last counts."""

    def __init__(self, networks: Iterable[Network]) -> None:
        self._starts: list[int] = []
        self._places: list[str | None] = []
        around: list[Network] = []
        for network in sorted(networks, key=lambda one: (one.first, -one.last)):
            self._close(around, network.first)
            self._begin(network.first, _shown(network))
            around.append(network)
        self._close(around, None)
        self._known = lru_cache(_REMEMBERED)(self._found)

    def place(self, address: str) -> str | None:
        """Where an address is."""
        return self._known(address)

    def _close(self, around: list[Network], before: int | None) -> None:
        """End the networks that lie before a number; what is around them goes on."""
        while around and (before is None or around[-1].last < before):
            ended = around.pop()
            while around and around[-1].last <= ended.last:
                around.pop()
            self._begin(ended.last + 1, _shown(around[-1]) if around else None)

    def _begin(self, start: int, place: str | None) -> None:
        if self._starts and self._starts[-1] == start:
            self._places[-1] = place
        else:
            self._starts.append(start)
            self._places.append(place)

    def _found(self, address: str) -> str | None:
        try:
            number = number_of(ipaddress.ip_address(address))
        except ValueError:
            return None
        found = bisect_right(self._starts, number) - 1
        return self._places[found] if found >= 0 else None


class MaxMind:
    """Places by a MaxMind file of cities (GeoLite2 City, GeoIP2 City).

    Raises:
        SettingsError: where the package or the file is missing, or the file is another one.
    """

    def __init__(self, file: Path) -> None:
        try:
            import maxminddb
        except ModuleNotFoundError as error:
            raise SettingsError(
                f"{file} needs the package maxminddb: pip install 'kql-replay-lab[maxmind]'"
            ) from error
        try:
            self._reader = maxminddb.open_database(file)
        except (OSError, maxminddb.InvalidDatabaseError) as error:
            raise SettingsError(f"{file} cannot be read as a MaxMind file: {error}") from error
        self._known = lru_cache(_REMEMBERED)(self._found)

    def place(self, address: str) -> str | None:
        """Where an address is."""
        return self._known(address)

    def _found(self, address: str) -> str | None:
        try:
            found = self._reader.get(address)
        except ValueError:  # no address
            return None
        return _json(_of_record(found)) if isinstance(found, dict) else None


def _of_record(record: dict[str, Any]) -> dict[str, str | float | None]:
    parts = record.get("subdivisions") or [{}]
    where = record.get("location", {})
    return {
        "country": _name(record.get("country", {})),
        "state": _name(parts[0]),
        "city": _name(record.get("city", {})),
        "latitude": where.get("latitude"),
        "longitude": where.get("longitude"),
    }


def _name(part: dict[str, Any]) -> str | None:
    name = part.get("names", {}).get("en")
    return str(name) if name else None


def _shown(network: Network) -> str | None:
    return _json(
        {
            "country": network.country,
            "state": network.state,
            "city": network.city,
            "latitude": network.latitude,
            "longitude": network.longitude,
        }
    )


def _json(place: dict[str, str | float | None]) -> str | None:
    known = {key: value for key, value in place.items() if value not in ("", None)}
    return json.dumps(known, ensure_ascii=False) if known else None
