"""Punycode (RFC 3492), and domain names whose labels are spelled in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.engines.kernels.rows import each

if TYPE_CHECKING:
    import pyarrow as pa

_PREFIX = "xn--"
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # what separates labels (RFC 3490)


def encoded(texts: pa.Array) -> pa.Array:
    """The Punycode of a text; null where there is none."""
    return each(texts, _encoded)


def decoded(texts: pa.Array) -> pa.Array:
    """The text behind Punycode; null where it is none."""
    return each(texts, _decoded)


def domain_encoded(texts: pa.Array) -> pa.Array:
    """A domain name in ASCII: labels that are not get ``xn--`` and their Punycode."""

    def spelled(name: str) -> str | None:
        labels = [
            label if label.isascii() else _prefixed(_encoded(label)) for label in _DOTS.split(name)
        ]
        return None if None in labels else ".".join(label or "" for label in labels)

    return each(texts, spelled)


def domain_decoded(texts: pa.Array) -> pa.Array:
    """A domain name as people read it."""

    def read(name: str) -> str | None:
        labels = [
            _decoded(label[len(_PREFIX) :]) if label.lower().startswith(_PREFIX) else label
            for label in name.split(".")
        ]
        return None if None in labels else ".".join(label or "" for label in labels)

    return each(texts, read)


def _prefixed(label: str | None) -> str | None:
    return None if label is None else _PREFIX + label


def _encoded(text: str) -> str | None:
    try:
        made = text.encode("punycode").decode("ascii")
    except UnicodeError:
        return None
    return made.removesuffix("-") if text.isascii() else made


def _decoded(text: str) -> str | None:
    if not text.isascii():
        return None
    try:
        return text.encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return None
