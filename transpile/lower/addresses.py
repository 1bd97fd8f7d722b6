"""IPv4 and IPv6 addresses in texts: validity, value and prefix as SQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile.light import dataclass
from transpile.lower import build
from transpile.lower.lists import at, each
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.lower.build import Sql

OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
ADDRESS = rf"{OCTET}(?:\.{OCTET}){{3}}"
WITH_PREFIX = rf"\s*{ADDRESS}(?:/(?:3[0-2]|[12]?[0-9]))?\s*"
_LIST = build.data_type("BIGINT[]")


@dataclass(frozen=True)
class Network:
    """An IPv4 address and how many of its bits count; both null where the text is none."""

    value: Sql
    prefix: Sql


def ipv4_of(text: str) -> tuple[int, int] | None:
    """Value and prefix of a constant text; None where it is no IPv4 address."""
    if not re.fullmatch(WITH_PREFIX, text, re.ASCII):
        return None
    numbers = [int(part) for part in re.findall("[0-9]+", text)]
    value = sum(part << shift for part, shift in zip(numbers, (24, 16, 8, 0), strict=False))
    return value, (numbers[4] if len(numbers) > 4 else 32)


def known_network(text: str) -> Network:
    """The network that a constant text names."""
    found = ipv4_of(text)
    if found is None:
        return Network(build.null(KqlType.LONG), build.null(KqlType.LONG))
    return Network(build.constant(found[0], KqlType.LONG), build.number(found[1]))


def with_network(text: Sql, use: Callable[[Network], Sql]) -> Sql:
    """``use`` of the network that a text names, the text being read once."""

    def numbers(held: Sql) -> Sql:
        valid = build.plain_call("regexp_full_match", held, build.text(WITH_PREFIX))
        found = build.plain_call("regexp_extract_all", held.copy(), build.text("[0-9]+"))
        return build.case([(valid, build.cast_to(found, _LIST))])

    def made(parts: Sql) -> Sql:
        total: Sql = at(parts, 4)
        for place, shift in ((3, 8), (2, 16), (1, 24)):
            part = build.binary("*", at(parts.copy(), place), build.number(1 << shift))
            total = build.binary("+", part, total)
        own = build.coalesce(at(parts.copy(), 5), build.number(32))
        return use(Network(total, build.case([(build.is_not_null(parts.copy()), own)])))

    return build.once(build.once(text, numbers), made)


def power_of_two(exponent: Sql) -> Sql:
    """2 to a small exponent, as a long."""
    return build.cast_to(build.plain_call("pow", build.number(2), exponent), _LONG)


_LONG = build.data_type("BIGINT")


def network_number(value: Sql, prefix: Sql) -> Sql:
    """The leading bits of an IPv4 value; null for a prefix beyond 0 to 32."""
    fits = build.between(prefix, build.number(0), build.number(32))
    size = power_of_two(build.binary("-", build.number(32), prefix.copy()))
    return build.case([(fits, build.binary("//", value, size))])


def masked(network: Network) -> Sql:
    """The value with the bits after the prefix at zero."""
    size = power_of_two(build.binary("-", build.number(32), network.prefix.copy()))
    return build.binary("*", network_number(network.value.copy(), network.prefix.copy()), size)


def narrowest(*prefixes: Sql) -> Sql:
    """The least of some prefixes."""
    return build.plain_call("least", *prefixes)


def dotted(value: Sql) -> Sql:
    """The dotted text of an IPv4 value."""

    def octet(shift: int) -> Sql:
        shifted = build.binary("//", value.copy(), build.number(1 << shift))
        part = build.binary("%", shifted, build.number(256))
        return build.cast_to(part, build.data_type("TEXT"))

    parts = [octet(shift) for shift in (24, 16, 8, 0)]
    joined = build.plain_call("concat_ws", build.text("."), *parts)
    return build.case([(build.is_not_null(value.copy()), joined)])


# --- IPv6 ---------------------------------------------------------------------------------------

_GROUP = "[0-9a-fA-F]{1,4}"
_SHAPE = rf"(?:{_GROUP}(?::{_GROUP})*)?(?:::(?:{_GROUP}(?::{_GROUP})*)?)?"


def with_ipv6(text: Sql, use: Callable[[Sql, Sql], Sql]) -> Sql:
    """``use`` of the eight groups (a list, null for no address) and the prefix of a text.

    An IPv4 address stands in the last 32 bits after ``ffff``, and its prefix counts from there.
    """

    def cleaned(held: Sql) -> Sql:
        trimmed = build.call("trim", held)
        return build.plain_call("regexp_replace", trimmed, build.text("%[^/]*"), build.text(""))

    def made(shown: Sql) -> Sql:
        tail = _extracted(shown, rf"(?:^|:)({ADDRESS})(?:/[0-9]+)?$")
        is_dotted = build.binary("<>", tail, build.text(""))
        own = build.try_cast(_extracted(shown.copy(), "/([0-9]{1,3})$"), _LONG)
        # the bits in front of an IPv4 address count too
        offset = build.case([(is_dotted, build.number(96))], build.number(0))
        whole = build.coalesce(build.binary("+", own, offset), build.number(128))
        # what is left of a '/' that no prefix follows makes the groups null
        body = build.plain_call(
            "regexp_replace", shown.copy(), build.text("/[0-9]{1,3}$"), build.text("")
        )
        return build.once(
            build.once(build.once(body, _as_hexadecimal), _groups), lambda held: use(held, whole)
        )

    return build.once(build.once(text, cleaned), made)


def _extracted(text: Sql, pattern: str) -> Sql:
    return build.plain_call("regexp_extract", text, build.text(pattern), build.number(1))


def _as_hexadecimal(body: Sql) -> Sql:
    """The text with a dotted tail in groups; ``::1.2.3.4`` is an IPv4 address too."""
    front = _extracted(body, rf"^(.*?){ADDRESS}$")
    tail = _extracted(body.copy(), rf"({ADDRESS})$")
    is_dotted = build.binary("<>", tail, build.text(""))

    def pairs(numbers: Sql) -> Sql:
        def group(first: int) -> Sql:
            high = build.binary("*", at(numbers.copy(), first), build.number(256))
            joined = build.binary("+", high, at(numbers.copy(), first + 1))
            return build.plain_call("to_hex", joined)

        return build.plain_call("concat", group(1), build.text(":"), group(3))

    numbers = build.cast_to(
        build.plain_call("regexp_extract_all", tail.copy(), build.text("[0-9]+")), _LIST
    )
    bare = build.in_list(front, [build.text(""), build.text("::")])
    start = build.case([(bare, build.text("::ffff:"))], front.copy())
    changed = build.plain_call("concat", start, build.once(numbers, pairs))
    return build.case([(is_dotted, changed)], body.copy())


def _groups(body: Sql) -> Sql:
    """The eight groups as numbers; null where the text is no address."""
    cut = build.plain_call("string_split", body, build.text("::"))

    def side(place: int) -> Sql:
        found = build.plain_call("regexp_extract_all", at(cut.copy(), place), build.text(_GROUP))
        nothing = build.cast_to(build.plain_call("list_value"), build.data_type("TEXT[]"))
        return build.coalesce(found, nothing)

    missing = build.binary(
        "-",
        build.number(8),
        build.binary("+", build.plain_call("len", side(1)), build.plain_call("len", side(2))),
    )
    zeros = build.plain_call("repeat", build.plain_call("list_value", build.text("0")), missing)
    shortened = build.plain_call("contains", body.copy(), build.text("::"))
    least = build.case([(shortened, build.number(1))], build.number(0))
    most = build.case([(shortened.copy(), build.number(8))], build.number(0))
    valid = build.conjunction(
        (
            build.plain_call("regexp_full_match", body.copy(), build.text(_SHAPE)),
            build.between(missing.copy(), least, most),
        )
    )

    def number(group: Sql) -> Sql:
        shown = build.plain_call("concat", build.text("0x"), group)
        return build.cast_to(shown, _LONG)

    joined = build.plain_call("list_concat", side(1), zeros, side(2))
    return build.case([(valid, each(joined, "group", number))])


def masked_groups(groups: Sql, prefix: Sql, *, last: bool = False) -> Sql:
    """The text of eight groups with the bits after the prefix at zero; null for no address.

    The ``last`` address of the network has those bits at one.
    """

    def group(place: int) -> Sql:
        bits = build.binary("-", prefix.copy(), build.number(16 * place))
        kept = build.plain_call(
            "greatest", build.plain_call("least", bits, build.number(16)), build.number(0)
        )
        size = power_of_two(build.binary("-", build.number(16), kept))
        value = at(groups.copy(), place + 1)
        rest = build.binary("%", value, size)
        number = build.binary("-", value.copy(), rest)
        if last:
            gap = build.binary("-", size.copy(), build.number(1))
            number = build.binary("+", number, gap)
        digits = build.call("lower", build.plain_call("to_hex", number))
        return build.plain_call("lpad", digits, build.number(4), build.text("0"))

    joined = build.plain_call("concat_ws", build.text(":"), *(group(i) for i in range(8)))
    fits = build.conjunction(
        (
            build.is_not_null(groups.copy()),
            build.between(prefix.copy(), build.number(0), build.number(128)),
        )
    )
    return build.case([(fits, joined)])
