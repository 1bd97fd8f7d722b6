"""Texts in other forms: base64 and the escapes of URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.functions.texts import bind_strict
from transpile.catalog.functions.wholes import characters
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.lower.lists import each, element_texts
from transpile.spec import add_function, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql

_BASE64 = r"\s*(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*"


# --- base64 -------------------------------------------------------------------------------------


def _encoded(text: Sql) -> Sql:
    """A text in base64, by its bytes in UTF-8."""
    return build.plain_call("to_base64", build.plain_call("encode", text))


def _bytes(text: Sql) -> Sql:
    """The bytes behind a text in base64; null where it is none."""
    valid = build.plain_call("regexp_full_match", text, build.text(_BASE64))
    return build.case([(valid, build.plain_call("from_base64", build.call("trim", text.copy())))])


def _decoded(text: Sql) -> Sql:
    """The text behind a text in base64; the empty text where it is none, or not UTF-8."""
    made = build.once(text, lambda held: build.plain_call("decode", _bytes(held)))
    return build.attempt(made)


for _name in ("base64_encode_tostring", "base64_encodestring"):
    add_function(
        f"{_name}(text: string) -> string",
        _encoded,
        source="learn:base64-encode-tostring-function",
        nulls="never",
        bound_by=bind_strict,
        examples={f'{_name}("Kusto")': "S3VzdG8="},
    )
for _name in ("base64_decode_tostring", "base64_decodestring"):
    add_function(
        f"{_name}(text: string) -> string",
        _decoded,
        source="learn:base64-decode-tostring-function; conformance FACTS 6",
        nulls="always",
        bound_by=bind_strict,
        examples={
            f'{_name}("S3VzdG8=")': "Kusto",
            f'{_name}("U3RyaW5n0KHR0tGA0L7Rh9C60LA=")': "",
            f'{_name}("?")': "",
        },
    )


@scalar(
    "base64_decode_toarray(text: string) -> dynamic",
    source="learn:base64-decode-toarray-function",
    nulls="always",
    bound_by=bind_strict,
    examples={'base64_decode_toarray("S3U=")': [75, 117], 'base64_decode_toarray("?")': None},
)
def base64_decode_toarray(text: Sql) -> Sql:
    """The bytes behind a text in base64 as an array of numbers; null where it is none."""
    digits = build.plain_call("hex", build.once(text, _bytes))
    pairs = build.plain_call("regexp_extract_all", digits, build.text(".."))

    def byte(pair: Sql) -> Sql:
        shown = build.plain_call("concat", build.text("0x"), pair)
        return build.cast_to(shown, build.data_type("BIGINT"))

    return to_variant(each(pairs, "pair", byte))


@scalar(
    "base64_encode_fromarray(bytes: dynamic) -> string",
    source="learn:base64-encode-fromarray-function",
    nulls="always",
    examples={"base64_encode_fromarray(dynamic([75, 117]))": "S3U="},
)
def base64_encode_fromarray(values: Sql) -> Sql:
    """An array of bytes in base64; the empty text where one is out of range."""

    def pair(byte: Sql) -> Sql:
        number = build.try_cast(byte, build.data_type("UTINYINT"))
        shown = build.plain_call("to_hex", build.cast_to(number, build.data_type("BIGINT")))
        padded = build.plain_call("lpad", shown, build.number(2), build.text("0"))
        return build.coalesce(padded, build.text("?"))

    joined = build.plain_call(
        "array_to_string", each(element_texts(values), "byte", pair), build.text("")
    )
    return build.attempt(build.plain_call("to_base64", build.plain_call("from_hex", joined)))


# guids are kept with the bytes of their first parts turned around; as documented, encoding turns
# the third part and decoding does not
_TO_BYTES = (4, 3, 2, 1, 6, 5, 8, 7)
_FROM_BYTES = (4, 3, 2, 1, 6, 5, 7, 8)


def _turned(digits: Sql, order: tuple[int, ...]) -> Sql:
    """Hexadecimal digits with their first bytes in another order."""
    first = [
        build.plain_call("substring", digits.copy(), build.number(2 * byte - 1), build.number(2))
        for byte in order
    ]
    rest = build.plain_call("substring", digits.copy(), build.number(2 * len(order) + 1))
    return build.plain_call("concat", *first, rest)


@scalar(
    "base64_encode_fromguid(guid: guid) -> string",
    source="learn:base64-encode-fromguid-function",
    examples={
        'base64_encode_fromguid(toguid("ae3133f2-6e22-49ae-b06a-16e6a9b212eb"))': (
            "8jMxriJurkmwahbmqbIS6w=="
        ),
        "base64_encode_fromguid(guid(null))": "",
    },
)
def base64_encode_fromguid(guid: Sql) -> Sql:
    """The sixteen bytes of a guid in base64."""
    shown = build.cast_to(guid, build.data_type("TEXT"))
    digits = build.plain_call("replace", shown, build.text("-"), build.text(""))
    # concat passes over nulls: the digits of none must not become the bytes of nothing
    made = build.once(digits, lambda held: build.plain_call("from_hex", _turned(held, _TO_BYTES)))
    encoded = build.plain_call("to_base64", made)
    return build.case([(build.is_not_null(shown.copy()), encoded)])


@scalar(
    "base64_decode_toguid(text: string) -> guid",
    source="learn:base64-decode-toguid-function",
    nulls="always",
    bound_by=bind_strict,
    examples={
        'base64_decode_toguid("JpbpECu8dUy7Pv5gbeJXAA==")': "10e99626-bc2b-754c-bb3e-fe606de25700",
        'base64_decode_toguid("abcd1231")': None,
    },
)
def base64_decode_toguid(text: Sql) -> Sql:
    """The guid behind sixteen bytes in base64; null of anything else."""
    digits = build.plain_call("hex", build.once(text, _bytes))
    turned = build.once(digits, lambda held: _turned(held, _FROM_BYTES))
    return build.try_cast(turned, build.type_of(KqlType.GUID))


# --- URLs ---------------------------------------------------------------------------------------


def _url_encoded(text: Sql, space: str) -> Sql:
    def spelled(char: Sql) -> Sql:
        plain = build.plain_call("regexp_full_match", char, build.text(r"[A-Za-z0-9\-_.!*()]"))
        blank = build.binary("=", char.copy(), build.text(" "))
        tilde = build.binary("=", char.copy(), build.text("~"))
        escape = build.call("lower", build.plain_call("url_encode", char.copy()))
        return build.case(
            [(plain, char.copy()), (blank, build.text(space)), (tilde, build.text("%7e"))], escape
        )

    return build.plain_call(
        "array_to_string", each(characters(text), "char", spelled), build.text("")
    )


@scalar(
    "url_encode(text: string) -> string",
    source="learn:url-encode-function",
    nulls="never",
    bound_by=bind_strict,
    examples={'url_encode("https://x.y/a b/é")': "https%3a%2f%2fx.y%2fa+b%2f%c3%a9"},
)
def url_encode(text: Sql) -> Sql:
    """A text as part of a URL's query; a space becomes ``+``."""
    return _url_encoded(text, "+")


@scalar(
    "url_encode_component(text: string) -> string",
    source="learn:url-encode-component-function",
    nulls="never",
    bound_by=bind_strict,
    examples={'url_encode_component("https://x.y/a b")': "https%3a%2f%2fx.y%2fa%20b"},
)
def url_encode_component(text: Sql) -> Sql:
    """A text as part of a URL; a space becomes ``%20``."""
    return _url_encoded(text, "%20")


@scalar(
    "url_decode(text: string) -> string",
    source="learn:url-decode-function",
    nulls="never",
    bound_by=bind_strict,
    examples={'url_decode("https%3a%2f%2fx.y%2fa%20b")': "https://x.y/a b"},
)
def url_decode(text: Sql) -> Sql:
    """The text behind URL escapes; ``+`` stands for a space."""
    return build.plain_call(
        "url_decode", build.plain_call("replace", text, build.text("+"), build.text(" "))
    )
