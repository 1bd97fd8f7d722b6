"""Texts with a structure: ``parse_url``, ``parse_urlquery``, ``parse_path``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.catalog.functions.texts import bind_strict
from transpile.lower import build
from transpile.lower.dynamic import to_variant
from transpile.lower.lists import at, each, kept
from transpile.spec import scalar

if TYPE_CHECKING:
    from transpile.lower.build import Sql


def bag(fields: dict[str, Sql]) -> Sql:
    """A property bag, as JSON."""
    parts = [part for name, value in fields.items() for part in (build.text(name), value)]
    return build.plain_call("json_object", *parts)


def group(text: Sql, pattern: str, place: int = 1) -> Sql:
    """The text of a group of the first match."""
    return build.plain_call("regexp_extract", text.copy(), build.text(pattern), build.number(place))


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
        path, query, fragment = (group(text, _URL, n) for n in (6, 7, 8))
        valid = build.binary("<>", group(text, _URL, 1), build.text(""))
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
                    "Scheme": group(text, _URL, 1),
                    "Host": group(text, _URL, 4),
                    "Port": group(text, _URL, 5),
                    "Path": build.case([(bare, build.text(""))], path.copy()),
                    "Username": group(text, _URL, 2),
                    "Password": group(text, _URL, 3),
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
        directory, last = group(rest, split, 1), group(rest, split, 2)
        name = group(last, r"^([^:]*)")
        return to_variant(
            bag(
                {
                    "Scheme": group(text, scheme),
                    "RootPath": group(rest, root),
                    "DirectoryPath": directory,
                    "DirectoryName": group(directory, r"([^\\/]*)$"),
                    "Filename": name,
                    "Extension": group(name, r"\.([^.]*)$"),
                    "AlternateDataStreamName": group(last, r":(.*)$"),
                }
            )
        )

    return build.once(path, made)


# --- versions -----------------------------------------------------------------------------------

_VERSION = r"\d{1,8}(\.\d{1,8}){0,3}"


@scalar(
    "parse_version(text: string) -> decimal",
    source="learn:parse-version-function",
    nulls="always",
    bound_by=bind_strict,
    differs="A decimal that is compared, sorted and shown; reckoning with it gives null or"
    " ends the query, for the lab's decimals have 20 digits before the point and it has up to 32.",
    examples={
        'tostring(parse_version("1.2.3.4"))': "1000000020000000300000004",
        'tostring(parse_version("0.2"))': "20000000000000000",
        'parse_version("1.10") > parse_version("1.9.9.9")': True,
        'parse_version("1") == parse_version("1.0.0.0")': True,
        'parse_version("1.2.3.4.5")': None,
        'parse_version("1.b")': None,
    },
)
def parse_version(text: Sql) -> Sql:
    """One to four numbers of up to eight digits as one that compares; null of anything else."""

    def number(held: Sql) -> Sql:
        parts = build.plain_call("string_split", held.copy(), build.text("."))
        padded = [
            build.plain_call(
                "lpad",
                build.coalesce(at(parts.copy(), place), build.text("0")),
                build.number(8),
                build.text("0"),
            )
            for place in range(1, 5)
        ]
        whole = build.cast_to(build.plain_call("concat", *padded), build.decimal_type(2))
        valid = build.plain_call("regexp_full_match", held.copy(), build.text(_VERSION))
        return build.case([(valid, whole)])

    return build.once(text, number)
