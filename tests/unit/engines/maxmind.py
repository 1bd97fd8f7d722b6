"""Writes the smallest MaxMind file that holds one network, for tests."""

from __future__ import annotations

import ipaddress
import struct


def _packed(value: object) -> bytes:
    if isinstance(value, dict):
        head = bytes([(7 << 5) | len(value)])
        return head + b"".join(_packed(key) + _packed(part) for key, part in value.items())
    if isinstance(value, list):
        return bytes([len(value), 11 - 7]) + b"".join(_packed(part) for part in value)
    if isinstance(value, str):
        text = value.encode()
        assert len(text) < 285
        long = len(text) >= 29
        return bytes([(2 << 5) | 29, len(text) - 29] if long else [(2 << 5) | len(text)]) + text
    if isinstance(value, float):
        return bytes([(3 << 5) | 8]) + struct.pack(">d", value)
    assert isinstance(value, bytes)  # a number, ready
    return value


def _uint16(value: int) -> bytes:
    return bytes([(5 << 5) | 2]) + struct.pack(">H", value)


def _uint32(value: int) -> bytes:
    return bytes([(6 << 5) | 4]) + struct.pack(">I", value)


def _uint64(value: int) -> bytes:
    return bytes([8, 9 - 7]) + struct.pack(">Q", value)


def maxmind_file(network: str, record: dict[str, object]) -> bytes:
    """The bytes of a file in which addresses of one IPv4 network have a record."""
    bounds = ipaddress.IPv4Network(network)
    # IPv4 lies at ::/96 in a file of IPv6
    bits = [0] * 96 + [int(bounds.network_address) >> (31 - i) & 1 for i in range(bounds.prefixlen)]
    count = len(bits)
    tree = b""
    for node, bit in enumerate(bits):
        onward = node + 1 if node + 1 < count else count + 16
        pair = (onward, count) if bit == 0 else (count, onward)
        tree += b"".join(struct.pack(">I", part)[1:] for part in pair)
    about = {
        "binary_format_major_version": _uint16(2),
        "binary_format_minor_version": _uint16(0),
        "build_epoch": _uint64(1),
        "database_type": "Test-City",
        "description": {"en": "test"},
        "ip_version": _uint16(6),
        "languages": ["en"],
        "node_count": _uint32(count),
        "record_size": _uint16(24),
    }
    return tree + bytes(16) + _packed(record) + b"\xab\xcd\xefMaxMind.com" + _packed(about)
