"""IPv4 addresses: ``parse_ipv4``, ``ipv4_is_private``, ``ipv4_is_in_range``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.bind.tree import Constant
from transpile.catalog.functions.texts import bind_strict, constant_text
from transpile.lower import build
from transpile.lower.addresses import (
    WITH_PREFIX,
    Network,
    known_network,
    masked,
    narrowest,
    network_number,
    with_network,
)
from transpile.lower.lists import any_of, element_texts
from transpile.spec import add_function, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall

_SOURCE = "learn:ipv4-is-match-function; conformance FACTS 6"


def network_at(call: LoweredCall, place: int, use: Callable[[Network], Sql]) -> Sql:
    """``use`` of the network in the text at a place; a constant is read when compiling."""
    known = constant_text(call.bound[place])
    if known is not None:
        return use(known_network(known))
    return with_network(call.arg(place), use)


@scalar(
    "parse_ipv4(address: string) -> long",
    source="learn:parse-ipv4-function; conformance FACTS 6",
    whole_call=True,
    nulls="always",
    bound_by=bind_strict,
    examples={
        'parse_ipv4("127.0.0.1")': 2130706433,
        'parse_ipv4("203.0.113.10/24")': 3405803776,
        'parse_ipv4("01.02.03.04")': None,
    },
)
def parse_ipv4(call: LoweredCall) -> Sql:
    """An IPv4 address as a number, masked by its own prefix; null where it is none."""
    return network_at(call, 0, masked)


@scalar(
    "parse_ipv4_mask(address: string, prefix: int|long) -> long",
    source="learn:parse-ipv4-mask-function",
    whole_call=True,
    nulls="always",
    bound_by=bind_strict,
    examples={'parse_ipv4_mask("127.0.0.1", 24)': 2130706432},
)
def parse_ipv4_mask(call: LoweredCall) -> Sql:
    """An IPv4 address as a number, masked by a prefix; null where it is none."""
    return network_at(call, 0, lambda n: masked(Network(n.value, narrowest(n.prefix, call.arg(1)))))


@scalar(
    "ipv4_netmask_suffix(address: string) -> long",
    source="learn:ipv4-netmask-suffix-function",
    whole_call=True,
    nulls="always",
    bound_by=bind_strict,
    examples={'ipv4_netmask_suffix("10.1.2.3")': 32, 'ipv4_netmask_suffix("192.1.1.2/24")': 24},
)
def ipv4_netmask_suffix(call: LoweredCall) -> Sql:
    """The prefix of an IPv4 address; 32 where none is written, null where it is no address."""
    return build.cast_to(network_at(call, 0, lambda n: n.prefix), build.type_of(KqlType.LONG))


_PRIVATE = r"^\s*(?:10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.)"


@scalar(
    "ipv4_is_private(address: string) -> bool",
    source="learn:ipv4-is-private-function",
    whole_call=True,
    nulls="always",
    bound_by=bind_strict,
    examples={
        'ipv4_is_private("10.1.2.3")': True,
        'ipv4_is_private("192.168.1.1/24")': True,
        'ipv4_is_private("8.8.8.8")': False,
        'ipv4_is_private("x")': None,
    },
)
def ipv4_is_private(call: LoweredCall) -> Sql:
    """Whether an IPv4 address is one of the private networks; null where it is none."""
    valid = build.plain_call("regexp_full_match", call.arg(0), build.text(WITH_PREFIX))
    private = build.plain_call("regexp_matches", call.arg(0), build.text(_PRIVATE))
    return build.case([(valid, private)])


def _numbers(call: LoweredCall, use: Callable[[Sql, Sql], Sql], *, extra: bool = True) -> Sql:
    """``use`` of two addresses' leading bits under the least of their prefixes."""

    def made(left: Network, right: Network) -> Sql:
        given = [call.arg(2)] if extra and len(call.bound) > 2 else []
        prefix = narrowest(left.prefix, right.prefix, *given)
        return use(network_number(left.value, prefix), network_number(right.value, prefix.copy()))

    return network_at(call, 0, lambda left: network_at(call, 1, lambda right: made(left, right)))


def _is_match(call: LoweredCall) -> Sql:
    """Whether two IPv4 addresses agree under the least of the prefixes; null for no address."""
    return _numbers(call, lambda left, right: build.binary("=", left, right))


def _compared(left: Sql, right: Sql) -> Sql:
    below = build.binary("<", left, right)
    same = build.binary("=", left.copy(), right.copy())
    above = build.binary(">", left.copy(), right.copy())
    signs = ((below, -1), (same, 0), (above, 1))
    return build.case([(test, build.constant(sign, KqlType.LONG)) for test, sign in signs])


for _name, _parameters, _result, _builder, _examples in (
    (
        "ipv4_is_match",
        "left: string, right: string, prefix?: int|long",
        "bool",
        _is_match,
        {
            'ipv4_is_match("192.168.1.1/24", "192.168.1.255")': True,
            'ipv4_is_match("192.168.1.1", "192.168.1.0", 31)': True,
            'ipv4_is_match("192.168.1.1", "x")': None,
        },
    ),
    (
        "ipv4_is_in_range",
        "address: string, range: string",
        "bool",
        _is_match,
        {
            'ipv4_is_in_range("192.168.1.6", "192.168.1.1/24")': True,
            'ipv4_is_in_range("10.0.0.1", "192.168.1.1/24")': False,
        },
    ),
    (
        "ipv4_compare",
        "left: string, right: string, prefix?: int|long",
        "long",
        lambda call: _numbers(call, _compared),
        {
            'ipv4_compare("192.168.1.1", "192.168.1.255")': -1,
            'ipv4_compare("192.168.1.1/24", "192.168.1.255")': 0,
        },
    ),
):
    add_function(
        f"{_name}({_parameters}) -> {_result}",
        _builder,
        doc="" if _builder is _is_match else "-1, 0 or 1 as one IPv4 address precedes another.",
        source=_SOURCE,
        whole_call=True,
        nulls="always",
        bound_by=bind_strict,
        examples=_examples,
    )


@scalar(
    "ipv4_is_in_any_range(address: string, ranges...: string|dynamic) -> bool",
    source="learn:ipv4-is-in-any-range-function",
    whole_call=True,
    nulls="always",
    bound_by=bind_strict,
    examples={
        'ipv4_is_in_any_range("192.168.1.6", "192.168.1.1/24", "10.0.0.1/8")': True,
        'ipv4_is_in_any_range("8.8.8.8", dynamic(["127.1.0.1/16"]))': False,
        'ipv4_is_in_any_range("x", "10.0.0.1/8")': None,
    },
)
def ipv4_is_in_any_range(call: LoweredCall) -> Sql:
    """Whether an IPv4 address is in one of several ranges; null where it is no address."""

    def made(address: Network) -> Sql:
        def within(range_: Network) -> Sql:
            prefix = narrowest(address.prefix.copy(), range_.prefix.copy())
            left = network_number(address.value.copy(), prefix)
            right = network_number(range_.value.copy(), prefix.copy())
            return build.coalesce(build.binary("=", left, right), build.boolean(False))

        tests: list[Sql] = []
        for place, argument in enumerate(call.bound[1:], start=1):
            known = constant_text(argument)
            if known is not None:
                tests.append(within(known_network(known)))
            elif isinstance(argument, Constant):
                values = argument.value if isinstance(argument.value, list) else [argument.value]
                tests += [within(known_network(str(value))) for value in values]
            elif argument.type is KqlType.STRING:
                tests.append(with_network(call.arg(place), within))
            else:
                texts = element_texts(call.arg(place))
                tests.append(any_of(texts, "range", lambda text: with_network(text, within)))
        return build.case([(build.is_not_null(address.prefix.copy()), build.disjunction(tests))])

    return network_at(call, 0, made)
