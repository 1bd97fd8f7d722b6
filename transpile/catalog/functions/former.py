"""Former names of functions, and ``extractjson``, the function behind the paths of today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.regexes import bind_converted
from transpile.catalog.functions.texts import wanted_constant
from transpile.diagnostics import refusal
from transpile.errors import InternalError
from transpile.spec import FunctionSpec, add_function, checked
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.lower.build import Sql
    from transpile.span import Span


def _never_lowered(*_: Sql) -> Sql:
    raise InternalError("a former name is resolved when binding")


# former name: the name of today, parameters and result, an example and its value
_FORMER: dict[str, tuple[str, str, str, object]] = {
    "parsejson": ("parse_json", "(value: any) -> dynamic", "('[1]')", [1]),
    "toobject": ("parse_json", "(value: any) -> dynamic", "('[1]')", [1]),
    "parseurlquery": (
        "parse_urlquery",
        "(query: string) -> dynamic",
        "('a=1')",
        {"Query Parameters": {"a": "1"}},
    ),
    "parseurl": ("parse_url", "(url: string) -> dynamic", "('http://h').Host", "h"),
    "datepart": (
        "datetime_part",
        "(part: string, moment: datetime) -> long",
        '("hour", datetime(2024-01-01 05:00))',
        5,
    ),
    "extractall": (
        "extract_all",
        "(regex: string, text: string, groups?: dynamic) -> dynamic",
        '("([0-9])", "a1b2")',
        ["1", "2"],
    ),
    "notempty": ("isnotempty", "(value: any) -> bool", '("a")', True),
    "notnull": ("isnotnull", "(value: any) -> bool", "(1)", True),
    "arraylength": ("array_length", "(values: dynamic) -> long", "(dynamic([1, 2]))", 2),
    "array_strcat": (
        "strcat_array",
        "(values: dynamic, delimiter: string) -> string",
        '(dynamic([1, 2]), "-")',
        "1-2",
    ),
}


def _bind_today(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    return binder.apply(_FORMER[spec.name][0], arguments, span)


for _name, (_today, _signature, _example, _value) in _FORMER.items():
    add_function(
        f"{_name}{_signature}",
        _never_lowered,
        doc=f"The former name of ``{_today}``.",
        source="learn:scalar-functions",
        bound_by=_bind_today,
        passes_name=_today == "parse_json",
        examples={f"{_name}{_example}": _value},
    )


_STEP = re.compile(r"\.([A-Za-z_][\w\-]*)|\[(\d+)\]|\[(?:'([^']*)'|\"([^\"]*)\")\]")


def _steps(path: Constant) -> list[str | int]:
    """The properties and positions that a JSON path walks."""
    text = str(path.value)
    found: list[str | int] = []
    place = 1
    while text.startswith("$") and place < len(text):
        step = _STEP.match(text, place)
        if step is None:
            break
        number = step[2]
        found.append(int(number) if number else step[1] or step[3] or step[4] or "")
        place = step.end()
    if not text.startswith("$") or place < len(text):
        raise refusal(
            codes.UNSUPPORTED,
            f"the JSON path '{text}' is more than properties and positions",
            path.span,
            "$.a[0].b is one",
        )
    return found


def _bind_json(spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span) -> Expr:
    path, text = checked(binder, spec.signature, arguments, span)
    made = binder.apply("parse_json", (text,), span)
    for step in _steps(wanted_constant(path, spec.name, "path")):
        kind = KqlType.LONG if isinstance(step, int) else KqlType.STRING
        made = binder.apply("[]", (made, Constant(step, kind, span=path.span)), span)
    return binder.apply("tostring", (made,), span)


for _name in ("extract_json", "extractjson"):
    add_function(
        f"{_name}(path: string, text: string|dynamic) -> string",
        _never_lowered,
        doc="What a JSON path leads to in a text, in the type that typeof(...) names.",
        source="learn:extract-json-function",
        bound_by=_bind_json,
        bound_in_scope=bind_converted,
        examples={
            f"""{_name}("$.a[1].b", '{{"a": [0, {{"b": "x"}}]}}')""": "x",
            f"""{_name}("$.a", '{{"a": 5}}', typeof(int))""": 5,
            f"""{_name}("$.b", '{{"a": 5}}', typeof(int))""": None,
        },
    )
