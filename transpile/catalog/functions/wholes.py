"""Texts made of whole texts: ``replace_string``, ``reverse``, ``translate``, code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.substrings import length
from transpile.catalog.functions.texts import as_texts, bind_strict, wanted_constant
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.lower.lists import each, element_texts
from transpile.spec import FunctionSpec, add_function, checked, scalar
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


def bind_texts(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    """Bind a function that takes the ``tostring`` text of a first argument of any type."""
    fitted = checked(binder, spec.signature, arguments, span)
    return spec.applied((*as_texts(binder, fitted[:1]), *fitted[1:]), span)


@scalar(
    "replace_string(text: string, searched: string, rewrite: string) -> string",
    source="learn:replace-string-function; conformance FACTS 6",
    nulls="never",
    bound_by=bind_strict,
    examples={
        'replace_string("a.b.c", ".", "")': "abc",
        'replace_string("abc", "", "_")': "abc",
    },
)
def replace_string(text: Sql, searched: Sql, rewrite: Sql) -> Sql:
    """Every occurrence of a text replaced; case counts."""
    return build.plain_call("replace", text, searched, rewrite)


def _bind_replace_strings(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    fitted = checked(binder, spec.signature, arguments, span)
    searched, rewrites = (_listed(argument, spec.name) for argument in fitted[1:])
    if len(rewrites) == 1 and not isinstance(_value(fitted[2]), list):
        rewrites *= len(searched)
    if len(searched) != len(rewrites):
        raise refusal(
            codes.BAD_ARGUMENT,
            f"{len(searched)} texts are looked for and {len(rewrites)} replace them",
            fitted[2].span,
        )
    for place, text in enumerate(searched):
        others = [*searched[:place], *searched[place + 1 :], *rewrites[:place]]
        if any(_touch(text, other) for other in others):
            raise refusal(
                codes.UNSUPPORTED,
                f"'{spec.name}' where '{text}' overlaps another text: the order would matter",
                fitted[1].span,
                "replace_string(...) within replace_string(...) tells the order",
            )
    return spec.applied(fitted, span)


def _value(expr: Expr) -> object:
    return expr.value if isinstance(expr, Constant) else None


def _listed(expr: Expr, function: str) -> list[str]:
    value = _value(expr)
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in values):
        raise refusal(codes.UNSUPPORTED, f"'{function}' with anything but literal texts", expr.span)
    return [str(item) for item in values]


def _touch(left: str, right: str) -> bool:
    """Whether two texts could share characters where they stand."""
    if not left or not right:
        return False
    if left in right or right in left:
        return True
    sizes = range(1, min(len(left), len(right)))
    return any(left[-n:] == right[:n] or right[-n:] == left[:n] for n in sizes)


@scalar(
    "replace_strings(text: string, searched: dynamic, rewrites: string|dynamic) -> string",
    source="learn:replace-strings-function",
    whole_call=True,
    nulls="never",
    bound_by=_bind_replace_strings,
    examples={
        'replace_strings("a-b", dynamic(["a", "b"]), dynamic(["x", "y"]))': "x-y",
        'replace_strings("a-b", dynamic(["a", "b"]), "")': "-",
    },
)
def replace_strings(call: LoweredCall) -> Sql:
    """Every occurrence of several texts replaced, each by its own or all by one."""
    searched = _listed(call.bound[1], "")
    rewrites = _listed(call.bound[2], "")
    if len(rewrites) == 1:
        rewrites *= len(searched)
    made = call.arg(0)
    for old, new in zip(searched, rewrites, strict=True):
        made = build.plain_call("replace", made, build.text(old), build.text(new))
    return made


def characters(text: Sql) -> Sql:
    """The code points of a text as a list of texts; of the empty text none."""
    return build.plain_call("regexp_extract_all", text, build.text("(?s:.)"))


@scalar(
    "reverse(value: any) -> string",
    source="learn:reverse-function; conformance FACTS 6",
    bound_by=bind_texts,
    nulls="never",
    examples={'reverse("abc")': "cba", "reverse(3h)": "00:00:30", 'reverse("𝓗e")': "e𝓗"},
)
def reverse(text: Sql) -> Sql:
    """The characters of a value's text in the opposite order."""

    def made(held: Sql) -> Sql:
        # the engine's own reverse keeps what looks like one character together
        ascii_only = build.binary("=", build.plain_call("strlen", held), length(held.copy()))
        turned = build.plain_call("list_reverse", characters(held.copy()))
        joined = build.plain_call("array_to_string", turned, build.text(""))
        return build.case([(ascii_only, build.plain_call("reverse", held.copy()))], joined)

    return build.once(text, made)


@scalar(
    "strrep(value: any, count: long, delimiter?: string) -> string",
    source="learn:strrep-function",
    whole_call=True,
    nulls="always",
    bound_by=bind_texts,
    examples={'strrep("ab", 3)': "ababab", 'strrep(1, 3, "-")': "1-1-1", 'strrep("a", -1)': ""},
)
def strrep(call: LoweredCall) -> Sql:
    """A value's text, so many times (1,024 at most), with a delimiter between."""
    most = build.plain_call("least", call.arg(1), build.number(1024))
    count = build.case([(build.is_null(call.arg(1)), build.number(0))], most)
    if len(call.bound) == 2:
        return build.plain_call("repeat", call.arg(0), count)
    texts = build.plain_call("repeat", build.plain_call("list_value", call.arg(0)), count)
    return build.plain_call("array_to_string", texts, call.arg(2))


@scalar(
    "string_size(text: string) -> long",
    source="learn:string-size-function",
    nulls="never",
    name_prefix="string_size",
    examples={'string_size("é")': 2},
)
def string_size(text: Sql) -> Sql:
    """The bytes of a text in UTF-8."""
    return build.plain_call("strlen", text)


@scalar(
    "strcmp(left: string, right: string) -> long",
    source="learn:strcmp-function; conformance FACTS 6",
    nulls="never",
    bound_by=bind_strict,
    examples={'strcmp("abc", "ABC")': 1, 'strcmp("a", "b")': -1, 'strcmp("a", "a")': 0},
)
def strcmp(left: Sql, right: Sql) -> Sql:
    """-1, 0 or 1 as the left text stands before, at or after the right one by code points."""
    less = build.binary("<", left, right)
    same = build.binary("=", left.copy(), right.copy())
    return build.case(
        [
            (less, build.constant(-1, KqlType.LONG)),
            (same, build.constant(0, KqlType.LONG)),
        ],
        build.constant(1, KqlType.LONG),
    )


def _bind_translate(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    searched, rewrites, text = checked(binder, spec.signature, arguments, span)
    wanted = (
        wanted_constant(searched, spec.name, "list of characters"),
        wanted_constant(rewrites, spec.name, "replacement"),
    )
    return spec.applied((*wanted, text), span)


@scalar(
    "translate(searched: string, rewrites: string, text: string) -> string",
    source="learn:translate-function",
    whole_call=True,
    nulls="never",
    bound_by=_bind_translate,
    examples={
        'translate("krasp", "otsku", "spark")': "kusto",
        'translate("abc", "", "ab")': "",
        'translate("abc", "x", "abc")': "xxx",
    },
)
def translate(call: LoweredCall) -> Sql:
    """Characters replaced by those at the same place of another list; its last one repeats."""
    searched, rewrites = str(call.constant(0)), str(call.constant(1))
    padded = rewrites + rewrites[-1:] * (len(searched) - len(rewrites))
    return build.plain_call("translate", call.arg(2), build.text(searched), build.text(padded))


for _name in ("unicode_codepoints_from_string", "to_utf8"):

    def _from_string(text: Sql) -> Sql:
        """The code points of a text as an array of numbers."""
        return to_variant(
            each(characters(text), "char", lambda char: build.plain_call("unicode", char))
        )

    add_function(
        f"{_name}(text: string) -> dynamic",
        _from_string,
        source="learn:unicode-codepoints-from-string-function",
        nulls="always",
        examples={f'{_name}("a😀")': [97, 128512], f'{_name}("")': []},
    )


def _to_string(call: LoweredCall) -> Sql:
    """The text of code points, numbers or arrays of them."""
    parts: list[Sql] = []
    for place, part in enumerate(call.bound):
        if part.type is KqlType.DYNAMIC:
            codes_sql = each(element_texts(call.arg(place)), "code", _code)
            parts.append(build.plain_call("array_to_string", codes_sql, build.text("")))
        else:
            parts.append(_code(call.arg(place)))
    return build.plain_call("concat", *parts)


def _code(value: Sql) -> Sql:
    return build.plain_call("chr", build.try_cast(value, build.data_type("INT")))


for _name in ("unicode_codepoints_to_string", "make_string"):
    add_function(
        f"{_name}(codes...: int|long|dynamic) -> string",
        _to_string,
        source="learn:unicode-codepoints-to-string-function",
        whole_call=True,
        nulls="always",
        examples={f"{_name}(75, dynamic([117, 115]))": "Kus"},
    )
