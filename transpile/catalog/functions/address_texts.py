"""IPv4 addresses back to texts: ``format_ipv4``, ``format_ipv4_mask``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.functions.networks import network_at
from transpile.lower import build
from transpile.lower.addresses import (
    Network,
    dotted,
    masked,
    narrowest,
)
from transpile.spec import add_function
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall


def _formatted(call: LoweredCall, *, with_prefix: bool) -> Sql:
    given = [call.arg(1)] if len(call.bound) > 1 else []

    def shown(network: Network) -> Sql:
        prefix = narrowest(network.prefix, *given)
        text = build.once(masked(Network(network.value, prefix)), dotted)
        if not with_prefix:
            return text
        digits = build.cast_to(prefix.copy(), build.data_type("TEXT"))
        return build.binary("||", build.binary("||", text, build.text("/")), digits)

    if call.bound[0].type is KqlType.STRING:
        return network_at(call, 0, shown)
    fits = build.between(call.arg(0), build.number(0), build.constant(2**32 - 1, KqlType.LONG))
    network = Network(build.case([(fits, call.arg(0))]), build.number(32))
    return shown(network)


for _name, _with_prefix, _shown in (
    (
        "format_ipv4",
        False,
        {
            'format_ipv4("192.168.1.1", 24)': "192.168.1.0",
            "format_ipv4(3232236031, 24)": "192.168.1.0",
            'format_ipv4("x")': "",
        },
    ),
    ("format_ipv4_mask", True, {'format_ipv4_mask("192.168.1.1/24", 32)': "192.168.1.0/24"}),
):
    add_function(
        f"{_name}(address: string|int|long, prefix?: int|long) -> string",
        lambda call, with_prefix=_with_prefix: _formatted(call, with_prefix=with_prefix),
        doc="The text of an IPv4 address under a prefix"
        + (", the prefix behind it" if _with_prefix else "")
        + "; the empty text where either is out of range.",
        source="learn:format-ipv4-function",
        whole_call=True,
        nulls="always",
        examples=_shown,
    )
