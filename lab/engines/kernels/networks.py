"""Addresses: where they are, and ranges of them as networks."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import pyarrow as pa

from lab.engines.kernels.rows import dumped, each, rowwise
from transpile.lower.addresses import ipv4_of

if TYPE_CHECKING:
    from lab.engines.places import Places


def located(addresses: pa.Array, *, networks: Places) -> pa.Array:
    """Where addresses are, as JSON text; null where unknown."""
    return each(addresses, networks.place)


def cidr_list(starts: pa.Array, ends: pa.Array) -> pa.Array:
    """The fewest networks that make up a range of IPv4 addresses, as a JSON array."""
    return rowwise(_cidr_list, pa.string(), starts, ends)


def _cidr_list(start: str, end: str) -> str | None:
    bounds = [_address(text) for text in (start, end)]
    if bounds[0] is None or bounds[1] is None or bounds[0] > bounds[1]:
        return None
    return dumped([str(one) for one in ipaddress.summarize_address_range(bounds[0], bounds[1])])


def _address(text: str) -> ipaddress.IPv4Address | None:
    found = ipv4_of(text)
    return None if found is None or found[1] < 32 else ipaddress.IPv4Address(found[0])
