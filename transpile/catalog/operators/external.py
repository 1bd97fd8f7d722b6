"""``externaldata``: a table that a query declares, and that lies in files of the outside world."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from transpile import codes
from transpile.bind.reserved import reserve
from transpile.bind.tree import Apply, Column, Constant, Expr, Node, Scan
from transpile.catalog.operators.sources import read_columns
from transpile.diagnostics import near, refusal
from transpile.light import dataclass
from transpile.schema import ExternalTable
from transpile.spec import OperatorSpec
from transpile.syntax import nodes
from transpile.syntax.printer import quote_name
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.bind.binder import Binder
    from transpile.syntax.statements import Parser

# Names of formats, by the name under which the lab reads them; the service knows more.
FORMATS = {
    **{name: name for name in ("csv", "tsv", "psv", "scsv", "sohsv", "tsve")},
    **{name: name for name in ("txt", "raw", "json", "multijson", "parquet")},
    "singlejson": "json",
}
_UNREAD = frozenset({"avro", "apacheavro", "orc", "w3clogfile", "sstream", "azmonstream"})
_ENDINGS = {"csv": "csv", "tsv": "tsv", "psv": "psv", "txt": "txt", "json": "multijson"}
_PACKED = (".gz", ".zip")
_MAPPINGS = ("ingestionmapping", "ingestionmappingreference", "mapping", "mappingreference")


@dataclass(frozen=True)
class ExternalSyntax(nodes.OperatorSyntax):
    """``externaldata(name:type, ...)[urls] with (name=value, ...)``."""

    declared: tuple[tuple[str, str], ...]
    urls: tuple[nodes.Syntax, ...]
    options: tuple[tuple[str, nodes.Syntax], ...]


def _parse(parser: Parser, start: int) -> ExternalSyntax:
    cursor = parser.cursor
    declared = read_columns(parser)
    if not cursor.at("["):
        wanted = "'[' before the addresses of the files"
        raise cursor.unexpected(wanted, 'externaldata(a:string)["address"]')
    opened = cursor.take()
    urls = []
    while not cursor.at("]"):
        urls.append(parser.expression())
        if not cursor.accept(","):
            break
    cursor.close("]", opened, "after the addresses of the files")
    options: list[tuple[str, nodes.Syntax]] = []
    if cursor.accept("with"):
        cursor.expect("(", "before the properties")
        while not cursor.at(")"):
            name = cursor.expect_name("a property").text
            cursor.expect("=", "after the name of a property")
            options.append((name, _property(parser)))
            if not cursor.accept(","):
                break
        cursor.expect(")", "after the properties")
    return ExternalSyntax(
        declared, tuple(urls), tuple(options), keyword="externaldata", span=cursor.since(start)
    )


def _property(parser: Parser) -> nodes.Syntax:
    """A literal; a bare word, ``csv`` or ``True``, is the text of itself."""
    token = parser.cursor.current
    if token.kind is not TokenKind.NAME or parser.cursor.peek().text == "(":
        return parser.expression()
    parser.cursor.take()
    return nodes.Literal(token.text, KqlType.STRING, span=token.span)


def _show(syntax: ExternalSyntax, inner: Callable[[nodes.Syntax], str]) -> str:
    declared = ", ".join(f"{quote_name(name)}:{kind}" for name, kind in syntax.declared)
    shown = f"externaldata({declared})[{', '.join(inner(url) for url in syntax.urls)}]"
    if not syntax.options:
        return shown
    options = ", ".join(f"{name}={inner(value)}" for name, value in syntax.options)
    return f"{shown} with ({options})"


def _bind(binder: Binder, syntax: ExternalSyntax, _source: Node | None) -> Node:
    columns: dict[str, KqlType] = {}
    for name, spelled in syntax.declared:
        kind = type_named(spelled)
        assert kind is not None  # the parser knows the same names
        if name in columns:
            raise refusal(codes.DUPLICATE_NAME, f"two columns are called '{name}'", syntax.span)
        columns[reserve(name, syntax.span)] = kind
    if not columns or not syntax.urls:
        what = "columns" if not columns else "files"
        raise refusal(codes.BAD_ARGUMENT, f"'externaldata' names no {what}", syntax.span)
    urls = tuple(_address(binder, url) for url in syntax.urls)
    format_name, headed = _options(binder, syntax, urls)
    key = repr((tuple(columns.items()), urls, format_name, headed))
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    table = ExternalTable(
        "externaldata",
        columns,
        location=("temp", "main", f"external_{digest}"),
        kind="external",
        urls=urls,
        format=format_name,
        headed=headed,
    )
    outputs = tuple(Column(name, kind) for name, kind in columns.items())
    return Scan(table, outputs, span=syntax.span)


def _address(binder: Binder, syntax: nodes.Syntax) -> str:
    found = _text(binder.scalar(syntax, None))
    if found is None:
        raise refusal(
            codes.NOT_CONSTANT,
            "the address of a file must be a constant text",
            syntax.span,
            'a literal, a let of one, or strcat("https://...", "...")',
        )
    return found


def _text(expr: Expr) -> str | None:
    """The text of a constant, or of constants that strcat joins."""
    if isinstance(expr, Constant):
        return str(expr.value) if expr.kind is KqlType.STRING else None
    if not isinstance(expr, Apply) or expr.spec.name != "strcat":
        return None
    parts = [_text(part) for part in expr.arguments]
    return None if None in parts else "".join(part for part in parts if part is not None)


def _options(binder: Binder, syntax: ExternalSyntax, urls: tuple[str, ...]) -> tuple[str, bool]:
    """The format's name, and whether to pass over the first record of each file."""
    format_name, headed, place = "", False, syntax.span
    for written, value in syntax.options:
        found = value.value if isinstance(value, nodes.Literal) else None
        shown = str(found).lower()
        name = written.lower()
        if name == "format":
            format_name, place = shown, value.span
        elif name == "ignorefirstrecord":
            if shown not in ("true", "false"):
                raise refusal(
                    codes.BAD_ARGUMENT, "'ignoreFirstRecord' is true or false", value.span
                )
            headed = shown == "true"
        elif name in _MAPPINGS:
            raise refusal(
                codes.UNSUPPORTED,
                f"'{written}' of externaldata is not translated",
                value.span,
                "columns are filled by position, and those of JSON and Parquet by name",
            )
        else:  # of ingestion, such as creationTime: none of them changes what is read
            binder.warn(
                codes.TRAP, f"the property '{written}' of externaldata is ignored", value.span
            )
    if not format_name:
        return _by_ending(urls[0]), headed
    if format_name in _UNREAD:
        raise refusal(codes.UNSUPPORTED, f"files in the format '{format_name}' are not read", place)
    if format_name not in FORMATS:
        raise refusal(
            codes.BAD_ARGUMENT,
            f"there is no format '{format_name}'",
            place,
            near(format_name, FORMATS) or "formats: " + ", ".join(FORMATS),
        )
    return FORMATS[format_name], headed


def _by_ending(url: str) -> str:
    """The format by the ending of a file's name, which that of its packing may follow."""
    try:
        path = urlsplit(url.split(";")[0]).path.lower()
    except ValueError:  # brackets that close nothing
        return "csv"
    for packed in _PACKED:
        path = path.removesuffix(packed)
    ending = path.rpartition(".")[2]
    return _ENDINGS.get(ending, FORMATS.get(ending, "csv"))


SPECS = (
    OperatorSpec(
        keyword="externaldata",
        parsed_by=_parse,
        printed_by=_show,
        bound_by=_bind,
        doc=(
            "A table of declared columns, read from files. Nothing is ever fetched: lab.toml names "
            "the local file of each address."
        ),
        source="learn:externaldata-operator",
        is_source=True,
        is_piped=False,
        examples=(
            'externaldata(a:string)["https://example.org/names.csv"] with (format="csv") | count',
        ),
        lifted="free of runs: the files are the same for all of them",
        differs="ingestionMapping is refused, and so are the formats avro, orc and w3clogfile.",
    ),
)
