"""Compressed text: gzip and zlib inside base64."""

from __future__ import annotations

from transpile.spec import kernel

_SOURCE = "learn:scalar-functions (encoding)"
_DIFFERS = "Compressed bytes differ from Kusto's; both read each other's."

for _way, _zip in (("gzip", "H4sI"), ("zlib", "eJzL")):
    kernel(
        f"{_way}_compress_to_base64_string(text: string) -> string",
        f"compression:{_way}_compress",
        source=_SOURCE,
        doc=f"The text, {_way} compressed, in base64.",
        differs=_DIFFERS,
        examples={f"substring({_way}_compress_to_base64_string('hello'), 0, 4)": _zip},
    )
    kernel(
        f"{_way}_decompress_from_base64_string(text: string) -> string",
        f"compression:{_way}_decompress",
        source=_SOURCE,
        doc=f"The text behind {_way} compressed bytes in base64; empty for anything else.",
        nulls="always",
        examples={
            f"{_way}_decompress_from_base64_string({_way}_compress_to_base64_string('hé'))": "hé",
            f"{_way}_decompress_from_base64_string('???')": "",
        },
    )
