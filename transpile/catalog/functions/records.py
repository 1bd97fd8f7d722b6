"""Texts of several values: ``parse_csv``, ``parse_command_line``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.catalog.functions.parsing import group
from transpile.catalog.functions.texts import bind_strict, wanted_constant
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.lower.lists import each
from transpile.spec import FunctionSpec, checked, scalar

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


@scalar(
    "parse_csv(text: string) -> dynamic",
    source="learn:parse-csv-function",
    passes_name=True,
    nulls="always",
    bound_by=bind_strict,
    examples={
        'parse_csv(\'aa,"b,""b",,c\')': ["aa", 'b,"b', "", "c"],
        "parse_csv('a,b\\nc,d')": ["a", "b"],
    },
)
def parse_csv(text: Sql) -> Sql:
    """The values of the first record of comma-separated text as an array of texts."""
    record = group(text, r'^((?:[^"\r\n]|"(?:[^"]|"")*")*)')
    # with a comma in front of each value no match is empty
    led = build.plain_call("concat", build.text(","), record)
    pattern = build.text(r',(?:"((?:[^"]|"")*)"[^,]*|([^,]*))')

    def value(field: Sql) -> Sql:
        bare = build.plain_call("struct_extract", field, build.number(2))
        inner = build.plain_call("struct_extract", field.copy(), build.number(1))
        quoted = build.plain_call("replace", inner, build.text('""'), build.text('"'))
        return build.coalesce(quoted, bare, build.text(""))

    def fields(held: Sql) -> Sql:
        groups = [
            build.plain_call("regexp_extract_all", held.copy(), pattern.copy(), build.number(n))
            for n in (1, 2)
        ]
        return to_variant(each(build.plain_call("list_zip", *groups), "field", value))

    return build.once(led, fields)


def _bind_command_line(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    text, kind = checked(binder, spec.signature, arguments, span)
    constant = wanted_constant(kind, spec.name, "kind of parser")
    if constant.value != "windows":
        raise refusal(
            codes.BAD_ARGUMENT,
            f"'{spec.name}' knows no '{constant.value}' command lines",
            kind.span,
            'the one kind of parser is "windows"',
        )
    return spec.applied((text, constant), span)


@scalar(
    "parse_command_line(text: string, parser: string) -> dynamic",
    source="learn:parse-command-line-function",
    whole_call=True,
    nulls="always",
    bound_by=_bind_command_line,
    examples={
        'parse_command_line(\'echo "hello world!" -x\', "windows")': [
            "echo",
            "hello world!",
            "-x",
        ],
        'parse_command_line(@\'"C:\\a b\\c.exe" "x\\"y" z\\\', "windows")': [
            "C:\\a b\\c.exe",
            'x"y',
            "z\\",
        ],
        'parse_command_line("", "windows")': None,
    },
    differs='two quotes in a row inside quotes end and begin them: "a""b" is ab',
)
def parse_command_line(call: LoweredCall) -> Sql:
    """The arguments of a Windows command line as an array; null of the empty text."""
    quoted = r'"(?:\\\\|\\"|\\|[^"\\])*(?:"|$)'
    word = build.text(rf'(?:\\\\|\\"|\\|[^\s"\\]|{quoted})+')
    unit = build.text(r'\\+"|"|\\+|[^"\\]+')

    def unquoted(piece: Sql) -> Sql:
        """Backslashes count by pairs before a quote, a quote after an odd one is itself."""
        slashes = build.binary("-", build.plain_call("length", piece), build.number(1))
        half = build.plain_call(
            "repeat", build.text("\\"), build.binary("//", slashes, build.number(2))
        )
        odd = build.binary("=", build.binary("%", slashes.copy(), build.number(2)), build.number(1))
        kept_quote = build.case([(odd, build.text('"'))], build.text(""))
        ends = build.plain_call("suffix", piece.copy(), build.text('"'))
        return build.case([(ends, build.plain_call("concat", half, kept_quote))], piece.copy())

    def argument(raw: Sql) -> Sql:
        pieces = build.plain_call("regexp_extract_all", raw, unit)
        return build.plain_call("array_to_string", each(pieces, "piece", unquoted), build.text(""))

    words = build.plain_call("regexp_extract_all", call.arg(0), word)
    return build.once(
        words,
        lambda held: build.case(
            [
                (
                    build.binary(">", build.plain_call("len", held), build.number(0)),
                    to_variant(each(held.copy(), "raw", argument)),
                )
            ]
        ),
    )
