"""String functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.lower import build
from transpile.lower.dynamic import unquoted
from transpile.spec import FunctionSpec, add_function, checked, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


@scalar(
    "strlen(text: string) -> long",
    source="learn:strlen-function",
    name_prefix="strlen",
    nulls="never",
    examples={'strlen("abc")': 3, 'strlen("😀")': 1, 'strlen("")': 0},
)
def strlen(text: Sql) -> Sql:
    """Count the Unicode characters of a string."""
    return build.plain_call("length", text)


@scalar(
    "tolower(text: string) -> string",
    source="learn:tolower-function",
    nulls="never",
    examples={'tolower("ÀB")': "àb"},
)
def tolower(text: Sql) -> Sql:
    """The text in lower case."""
    return build.call("lower", text)


@scalar(
    "toupper(text: string) -> string",
    source="learn:toupper-function",
    nulls="never",
    examples={'toupper("aé")': "AÉ"},
)
def toupper(text: Sql) -> Sql:
    """The text in upper case."""
    return build.call("upper", text)


def _bind_strcat(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    texts = [
        part if part.type is KqlType.STRING else binder.apply("tostring", (part,), part.span)
        for part in fitted
    ]
    return spec.applied(tuple(texts), span)


def _strcat(call: LoweredCall) -> Sql:
    """Join the texts of 1 to 64 values; null counts as the empty text."""
    return build.plain_call("concat", *call.args())


add_function(
    "strcat(parts...: any) -> string",
    _strcat,
    source="learn:strcat-function; FACTS 3",
    whole_call=True,
    nulls="never",
    bound_by=_bind_strcat,
    examples={'strcat("a", 1, int(null), true)': "a1True"},
)


@scalar(
    "isempty(value: any) -> bool",
    source="learn:isempty-function",
    whole_call=True,
    nulls="never",
    examples={'isempty("")': True, 'isempty(" ")': False},
)
def isempty(call: LoweredCall) -> Sql:
    """Whether a text is empty, or a value of another type null."""
    if call.bound[0].type in _TEXTUAL:
        return build.binary("=", _text_of(call), build.text(""))
    return build.is_null(call.arg(0))


@scalar(
    "isnotempty(value: any) -> bool",
    source="learn:isnotempty-function",
    whole_call=True,
    nulls="never",
    examples={'isnotempty("a")': True},
)
def isnotempty(call: LoweredCall) -> Sql:
    """Whether a text is not empty, or a value of another type not null."""
    if call.bound[0].type in _TEXTUAL:
        return build.binary("<>", _text_of(call), build.text(""))
    return build.is_not_null(call.arg(0))


_TEXTUAL = (KqlType.STRING, KqlType.DYNAMIC)


def _text_of(call: LoweredCall) -> Sql:
    if call.bound[0].type is KqlType.DYNAMIC:
        return build.coalesce(unquoted(call.arg(0)), build.text(""))
    return call.arg(0)
