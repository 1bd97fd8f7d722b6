"""IPv6 addresses, and addresses of both kinds inside longer texts (``has_ipv4``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.texts import as_texts, bind_strict, constant_text
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.addresses import OCTET, ipv4_of, masked_groups, narrowest, with_ipv6
from transpile.lower.lists import any_of, element_texts
from transpile.lower.text import LEADING, TRAILING, escape_regex
from transpile.spec import FunctionSpec, add_function, checked, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


@scalar(
    "parse_ipv6(address: string) -> string",
    source="learn:parse-ipv6-function; conformance FACTS 6",
    nulls="always",
    bound_by=bind_strict,
    examples={
        'parse_ipv6("127.0.0.1")': "0000:0000:0000:0000:0000:ffff:7f00:0001",
        'parse_ipv6("fe80::85d:e82c:9446:7994/120")': "fe80:0000:0000:0000:085d:e82c:9446:7900",
        'parse_ipv6("fe80::1::2")': "",
    },
)
def parse_ipv6(address: Sql) -> Sql:
    """An IPv6 or IPv4 address in eight groups, masked by its prefix; empty where it is none."""
    return with_ipv6(address, masked_groups)


@scalar(
    "$last_ipv6(address: string) -> string",
    source="learn:ipv6-lookup-plugin",
    nulls="always",
    examples={'ipv6_is_in_range("fe80::", "fe80::/120")': True},
)
def last_ipv6(address: Sql) -> Sql:
    """The last address of a network, in eight groups; empty where the text is none."""
    return with_ipv6(address, lambda groups, own: masked_groups(groups, own, last=True))


@scalar(
    "parse_ipv6_mask(address: string, prefix: int|long) -> string",
    source="learn:parse-ipv6-mask-function",
    whole_call=True,
    nulls="always",
    bound_by=bind_strict,
    examples={
        'parse_ipv6_mask("192.168.255.255", 120)': "0000:0000:0000:0000:0000:ffff:c0a8:ff00",
    },
)
def parse_ipv6_mask(call: LoweredCall) -> Sql:
    """An IPv6 or IPv4 address in eight groups, masked by a prefix of 0 to 128."""
    return with_ipv6(
        call.arg(0), lambda groups, own: masked_groups(groups, narrowest(own, call.arg(1)))
    )


def _both(call: LoweredCall, use: Callable[[Sql, Sql], Sql]) -> Sql:
    """``use`` of two addresses under the least of the prefixes."""

    def made(left: Sql, left_prefix: Sql, right: Sql, right_prefix: Sql) -> Sql:
        given = [call.arg(2)] if len(call.bound) > 2 else []
        prefix = narrowest(left_prefix, right_prefix, *given)
        return use(masked_groups(left, prefix), masked_groups(right, prefix.copy()))

    return with_ipv6(
        call.arg(0),
        lambda left, own: with_ipv6(
            call.arg(1), lambda right, other: made(left, own, right, other)
        ),
    )


def _compared(left: Sql, right: Sql) -> Sql:
    tests = ((build.binary(sign, left.copy(), right.copy()), n) for sign, n in _SIGNS)
    return build.case([(test, build.constant(number, KqlType.LONG)) for test, number in tests])


_SIGNS = (("<", -1), ("=", 0), (">", 1))


def _equal(call: LoweredCall) -> Sql:
    """Whether two IPv6 or IPv4 addresses agree under the least of the prefixes."""
    return _both(call, lambda left, right: build.binary("=", left, right))


def _order(call: LoweredCall) -> Sql:
    """-1, 0 or 1 as one IPv6 or IPv4 address precedes another; null where one is none."""
    return _both(call, _compared)


_PAIR = "left: string, right: string, prefix?: int|long"
for _signature, _builder, _examples in (
    (
        f"ipv6_is_match({_PAIR}) -> bool",
        _equal,
        {
            'ipv6_is_match("192.168.1.1", "::ffff:c0a8:0101")': True,
            'ipv6_is_match("::192.168.1.1/30", "192.168.1.255/24")': True,
        },
    ),
    (
        "ipv6_is_in_range(address: string, range: string) -> bool",
        _equal,
        {'ipv6_is_in_range("a5e:f127::c755:abcd", "a5e:f127::c755:0/112")': True},
    ),
    (f"ipv6_compare({_PAIR}) -> long", _order, {'ipv6_compare("::1", "::2")': -1}),
):
    add_function(
        _signature,
        _builder,
        source="learn:ipv6-is-match-function; conformance FACTS 6",
        whole_call=True,
        nulls="always",
        bound_by=bind_strict,
        examples=_examples,
    )


@scalar(
    "ipv6_is_in_any_range(address: string, ranges...: string|dynamic) -> bool",
    source="learn:ipv6-is-in-any-range-function",
    whole_call=True,
    nulls="always",
    bound_by=bind_strict,
    examples={
        'ipv6_is_in_any_range("a5e::1", dynamic(["fe80::/16", "a5e::/32"]))': True,
        'ipv6_is_in_any_range("a5e::1", "fe80::/16")': False,
    },
)
def ipv6_is_in_any_range(call: LoweredCall) -> Sql:
    """Whether an IPv6 or IPv4 address is in one of several ranges; null where it is none."""

    def made(groups: Sql, own: Sql) -> Sql:
        def within(range_: Sql, size: Sql) -> Sql:
            prefix = narrowest(own.copy(), size)
            left = masked_groups(groups.copy(), prefix)
            same = build.binary("=", left, masked_groups(range_, prefix.copy()))
            return build.coalesce(same, build.boolean(False))

        tests: list[Sql] = []
        for place, argument in enumerate(call.bound[1:], start=1):
            if argument.type is KqlType.STRING:
                tests.append(with_ipv6(call.arg(place), within))
            else:
                texts = element_texts(call.arg(place))
                tests.append(any_of(texts, "range", lambda text: with_ipv6(text, within)))
        return build.case([(build.is_not_null(groups.copy()), build.disjunction(tests))])

    return with_ipv6(call.arg(0), made)


# --- addresses inside texts ---------------------------------------------------------------------


def _bind_has(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    text, *searched = checked(binder, spec.signature, arguments, span)
    constants: list[Expr] = []
    for argument in searched:
        known = constant_text(argument)
        if known is not None:
            constants.append(Constant([known], KqlType.DYNAMIC))
        elif isinstance(argument, Constant) and isinstance(argument.value, list):
            constants.append(argument)
        else:
            raise refusal(
                codes.UNSUPPORTED, f"'{spec.name}' with computed addresses", argument.span
            )
    return spec.applied((*as_texts(binder, (text,)), *constants), span)


def _exact(address: str) -> str:
    """The pattern of an address; empty where the text is none."""
    return escape_regex(address) if ipv4_of(address) and "/" not in address else ""


def _beginning(prefix: str) -> str:
    """The pattern of addresses that begin so; a beginning ends with a dot."""
    octets = prefix.split(".")
    filled = ".".join([*octets[:-1], *["0"] * (5 - len(octets))])
    if not prefix.endswith(".") or len(octets) > 4 or not ipv4_of(filled):
        return _exact(prefix)
    return escape_regex(prefix) + r"\.".join([OCTET] * (5 - len(octets)))


def _has(call: LoweredCall, pattern_of: Callable[[str], str]) -> Sql:
    texts = []
    for argument in call.bound[1:]:
        values = argument.value if isinstance(argument, Constant) else []
        texts += [str(value) for value in values] if isinstance(values, list) else []
    patterns = [pattern for pattern in map(pattern_of, texts) if pattern]
    if not patterns:
        return build.boolean(False)
    pattern = f"{LEADING}(?:{'|'.join(patterns)}){TRAILING}"
    return build.plain_call("regexp_matches", call.arg(0), build.text(pattern))


_LOG = '"05:04:54 127.0.0.1 GET /favicon.ico 404"'
for _name, _pattern_of, _what, _examples in (
    ("has_ipv4", _exact, "searched: string", {f'has_ipv4({_LOG}, "127.0.0.1")': True}),
    (
        "has_ipv4_prefix",
        _beginning,
        "searched: string",
        {
            f'has_ipv4_prefix({_LOG}, "127.0.")': True,
            f'has_ipv4_prefix({_LOG}, "127.0")': False,
        },
    ),
    (
        "has_any_ipv4",
        _exact,
        "searched...: string|dynamic",
        {f'has_any_ipv4({_LOG}, dynamic(["10.0.0.1", "127.0.0.1"]))': True},
    ),
    (
        "has_any_ipv4_prefix",
        _beginning,
        "searched...: string|dynamic",
        {f'has_any_ipv4_prefix({_LOG}, "10.", "127.")': True},
    ),
):
    add_function(
        f"{_name}(text: string, {_what}) -> bool",
        lambda call, pattern_of=_pattern_of: _has(call, pattern_of),
        doc="Whether an IPv4 address"
        + (" that begins so" if _pattern_of is _beginning else "")
        + " stands in the text, letters and digits around it apart.",
        source="learn:has-ipv4-function; conformance FACTS 6",
        whole_call=True,
        nulls="never",
        bound_by=_bind_has,
        examples=_examples,
    )
