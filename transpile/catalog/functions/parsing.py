"""Texts with a structure: ``parse_url``, ``parse_path``, ``parse_csv``, ``parse_command_line``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.catalog.functions.texts import bind_strict, wanted_constant
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.lower.lists import each, kept
from transpile.spec import FunctionSpec, checked, scalar

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.bind.tree import Expr
    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall
    from transpile.span import Span


def bag(fields: dict[str, Sql]) -> Sql:
    """A property bag, as JSON."""
    parts = [part for name, value in fields.items() for part in (build.text(name), value)]
    return build.plain_call("json_object", *parts)


def _group(text: Sql, pattern: str, group: int = 1) -> Sql:
    return build.plain_call("regexp_extract", text.copy(), build.text(pattern), build.number(group))


# --- URLs ---------------------------------------------------------------------------------------

# scheme, user, password, host, port, path, query, fragment
_URL = (
    r"^([A-Za-z][A-Za-z0-9+.\-]*)://(?:([^/?#:@]*):([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)"
    r"(?::([0-9]*))?(/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?$"
)


def _query_parameters(query: Sql) -> Sql:
    """The bag of a query's parameters; a repeated key has an array, an empty one is left out."""
    pairs = build.plain_call(
        "regexp_extract_all", query, build.text("(?:^|&)([^&=]+)=([^&]+)"), build.number(1)
    )
    values = build.plain_call(
        "regexp_extract_all", query.copy(), build.text("(?:^|&)([^&=]+)=([^&]+)"), build.number(2)
    )

    def made(zipped: Sql) -> Sql:
        def key(pair: Sql) -> Sql:
            return build.plain_call("struct_extract", pair, build.number(1))

        def value(pair: Sql) -> Sql:
            return build.plain_call("struct_extract", pair, build.number(2))

        def held(name: Sql) -> Sql:
            mine = kept(
                zipped.copy(), "pair", lambda pair: build.binary("=", key(pair), name.copy())
            )
            found = each(mine, "taken", value)
            single = build.binary("=", build.plain_call("len", found), build.number(1))
            alone = build.plain_call("list_extract", found.copy(), build.number(1))
            return build.case(
                [(single, build.plain_call("to_json", alone))],
                build.plain_call("to_json", found.copy()),
            )

        keys = build.plain_call("list_distinct", each(zipped.copy(), "named", key))
        mapped = build.plain_call("map", keys, each(keys.copy(), "name", held))
        return build.plain_call("to_json", mapped)

    return build.once(build.plain_call("list_zip", pairs, values), made)


@scalar(
    "parse_url(url: string) -> dynamic",
    source="learn:parse-url-function; conformance FACTS 6",
    nulls="always",
    bound_by=bind_strict,
    examples={
        'parse_url("https://u:p@h.com:80/a/b?k1=v1&k2=v2&k1=v3#f")': {
            "Scheme": "https",
            "Host": "h.com",
            "Port": "80",
            "Path": "/a/b",
            "Username": "u",
            "Password": "p",
            "Query Parameters": {"k1": ["v1", "v3"], "k2": "v2"},
            "Fragment": "f",
        },
        'tostring(parse_url("https://h/").Path)': "",
        'tostring(parse_url("https://h/?x=1").Path)': "/",
    },
    differs="nothing but scheme://host... counts as a URL",
)
def parse_url(url: Sql) -> Sql:
    """The parts of an absolute URL as a bag; all empty where it is none."""

    def made(text: Sql) -> Sql:
        path, query, fragment = (_group(text, _URL, n) for n in (6, 7, 8))
        valid = build.binary("<>", _group(text, _URL, 1), build.text(""))
        parameters = _query_parameters(query.copy())
        nothing = build.plain_call("to_json", build.text(""))
        bare = build.conjunction(
            (
                build.binary("=", path, build.text("/")),
                build.binary("=", query, build.text("")),
                build.binary("=", fragment, build.text("")),
            )
        )
        return to_variant(
            bag(
                {
                    "Scheme": _group(text, _URL, 1),
                    "Host": _group(text, _URL, 4),
                    "Port": _group(text, _URL, 5),
                    "Path": build.case([(bare, build.text(""))], path.copy()),
                    "Username": _group(text, _URL, 2),
                    "Password": _group(text, _URL, 3),
                    "Query Parameters": build.case([(valid, parameters)], nothing),
                    "Fragment": fragment.copy(),
                }
            )
        )

    return build.once(url, made)


@scalar(
    "parse_urlquery(query: string) -> dynamic",
    source="learn:parse-url-query-function",
    nulls="always",
    bound_by=bind_strict,
    examples={'parse_urlquery("k1=v1&k2=v2")': {"Query Parameters": {"k1": "v1", "k2": "v2"}}},
)
def parse_urlquery(query: Sql) -> Sql:
    """The parameters of a URL's query in a bag."""
    return to_variant(bag({"Query Parameters": build.once(query, _query_parameters)}))


# --- paths --------------------------------------------------------------------------------------


@scalar(
    "parse_path(path: string) -> dynamic",
    source="learn:parse-path-function",
    nulls="always",
    bound_by=bind_strict,
    examples={
        'parse_path(@"C:\\temp\\file.txt")': {
            "Scheme": "",
            "RootPath": "C:",
            "DirectoryPath": "C:\\temp",
            "DirectoryName": "temp",
            "Filename": "file.txt",
            "Extension": "txt",
            "AlternateDataStreamName": "",
        },
        'tostring(parse_path("file://C:/temp/f.txt:some.exe").AlternateDataStreamName)': "some.exe",
        'tostring(parse_path("/usr/lib/temp/file.txt").DirectoryName)': "temp",
    },
)
def parse_path(path: Sql) -> Sql:
    """The parts of a file's path as a bag: Windows, UNC and Unix paths, and streams of files."""
    scheme = r"^([A-Za-z][A-Za-z0-9+.\-]+)://"
    split = r"^(?s:(.*)[\\/])?([^\\/]*)$"
    root = "^([A-Za-z]:)"

    def made(text: Sql) -> Sql:
        return build.once(
            build.plain_call("regexp_replace", text, build.text(scheme), build.text("")),
            lambda rest: parts(text, rest),
        )

    def parts(text: Sql, rest: Sql) -> Sql:
        directory, last = _group(rest, split, 1), _group(rest, split, 2)
        name = _group(last, r"^([^:]*)")
        return to_variant(
            bag(
                {
                    "Scheme": _group(text, scheme),
                    "RootPath": _group(rest, root),
                    "DirectoryPath": directory,
                    "DirectoryName": _group(directory, r"([^\\/]*)$"),
                    "Filename": name,
                    "Extension": _group(name, r"\.([^.]*)$"),
                    "AlternateDataStreamName": _group(last, r":(.*)$"),
                }
            )
        )

    return build.once(path, made)


# --- records and command lines ------------------------------------------------------------------


@scalar(
    "parse_csv(text: string) -> dynamic",
    source="learn:parse-csv-function",
    nulls="always",
    bound_by=bind_strict,
    examples={
        'parse_csv(\'aa,"b,""b",,c\')': ["aa", 'b,"b', "", "c"],
        "parse_csv('a,b\\nc,d')": ["a", "b"],
    },
)
def parse_csv(text: Sql) -> Sql:
    """The values of the first record of comma-separated text as an array of texts."""
    record = _group(text, r'^((?:[^"\r\n]|"(?:[^"]|"")*")*)')
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
