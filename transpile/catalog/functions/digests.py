"""What is said about a value: its digest, its digits, its type, whether it is plain ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.functions.substrings import length
from transpile.catalog.functions.texts import bind_strict
from transpile.catalog.functions.wholes import bind_texts
from transpile.lower import build
from transpile.lower.dynamic import json_type
from transpile.lower.patterns import META
from transpile.spec import add_function, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall

for _name, _engine, _digest in (
    ("hash_md5", "md5", "f5a7924e621e84c9280a9a27e1bcb7f6"),
    ("hash_sha1", "sha1", "70c07ec18ef89c5309bbb0937f3a6342411e1fdd"),
    ("hash_sha256", "sha256", "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524"),
):
    add_function(
        f"{_name}(value: any) -> string",
        lambda text, engine=_engine: build.plain_call(engine, text),
        doc=f"The {_engine.upper()} digest of a value's text, in hexadecimal digits.",
        source="learn:hash-sha256-function; conformance FACTS 6",
        nulls="never",
        bound_by=bind_texts,
        examples={f'{_name}("World")': _digest},
    )


@scalar(
    "isascii(text: string) -> bool",
    source="learn:isascii-function",
    nulls="never",
    bound_by=bind_strict,
    examples={'isascii("abc")': True, 'isascii("é")': False},
)
def isascii(text: Sql) -> Sql:
    """Whether a text consists of ASCII alone."""
    return build.binary("=", build.plain_call("strlen", text), length(text.copy()))


@scalar(
    "isutf8(text: string) -> bool",
    source="learn:isutf8-function",
    nulls="never",
    bound_by=bind_strict,
    examples={'isutf8("é")': True},
)
def isutf8(text: Sql) -> Sql:
    """Whether a text is valid UTF-8; stored text always is."""
    return build.is_not_null(text)


@scalar(
    "regex_quote(text: string) -> string",
    source="learn:regex-quote-function; conformance FACTS 7",
    nulls="never",
    bound_by=bind_strict,
    examples={"regex_quote('(so$me.Te^xt)')": "\\(so\\$me\\.Te\\^xt\\)"},
)
def regex_quote(text: Sql) -> Sql:
    """The text with a backslash before every character that a pattern would interpret."""
    special = build.text(f"[{META}]")
    return build.plain_call("regexp_replace", text, special, build.text(r"\\\0"), build.text("g"))


_TYPE_NAMES = {
    "OBJECT": "dictionary",
    "ARRAY": "array",
    "VARCHAR": "string",
    "BOOLEAN": "bool",
    "DOUBLE": "double",
    "UBIGINT": "long",
    "BIGINT": "long",
    "HUGEINT": "double",
}


@scalar(
    "gettype(value: any) -> string",
    source="learn:gettype-function; conformance FACTS 2",
    whole_call=True,
    nulls="never",
    name_prefix="type",
    examples={
        "gettype(1)": "long",
        "gettype(int(null))": "int",
        'gettype(dynamic({"a": 1}))': "dictionary",
        "gettype(dynamic([1])[0])": "long",
        "gettype(dynamic(null))": "null",
    },
    differs="a datetime or timespan inside a dynamic is a string",
)
def gettype(call: LoweredCall) -> Sql:
    """The name of a value's type; of a dynamic that of what it holds."""
    kind = call.bound[0].type
    if kind is not KqlType.DYNAMIC:
        return build.text(kind.value)

    def named(held: Sql) -> Sql:
        branches = [
            (build.binary("=", held.copy(), build.text(name)), build.text(shown))
            for name, shown in _TYPE_NAMES.items()
        ]
        return build.case(branches, build.text("null"))

    return build.once(json_type(call.arg(0)), named)
