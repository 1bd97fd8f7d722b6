"""Files in the formats of ``externaldata`` to records of texts, in the order of the columns.

A value that a file holds with a type is written as the conversions of the language read it. Files
may be packed by gzip or zip, whatever their names say.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from datetime import date, datetime, timedelta
from typing import IO, TYPE_CHECKING

from lab.errors import IngestError
from transpile.syntax.literals import format_timespan
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

# What the service documents for externaldata.
MOST_BYTES = 100_000_000
_DELIMITERS = {"csv": ",", "tsv": "\t", "psv": "|", "scsv": ";", "sohsv": "\x01"}
_TSVE = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}

Record = list[str]


def read_records(
    file: Path, columns: Mapping[str, KqlType], format_name: str, *, headed: bool = False
) -> Sequence[Record]:
    """All records of a file.

    Args:
        file: the file, plain or packed.
        columns: those of JSON and Parquet are found by name, all others by position.
        format_name: one of the names of ``transpile.catalog.operators.external.FORMATS``.
        headed: whether to pass over the first record.

    Raises:
        IngestError: where the file is missing, too large, damaged, or not of this format.
    """
    content = _content(file)
    if format_name == "parquet":
        records = _parquet(file, content, columns)
    else:
        text = _text(file, content)
        read = _READERS.get(format_name, _delimited(_DELIMITERS.get(format_name, ",")))
        try:
            records = list(read(text, columns))
        except (ValueError, csv.Error) as error:
            raise IngestError(f"{file} is no file in the format {format_name}: {error}") from error
    return records[1:] if headed else records


# --- bytes and texts ----------------------------------------------------------------------------


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            start = opened.read(4)
            opened.seek(0)
            if start[:2] == b"\x1f\x8b":
                return _limited(file, gzip.GzipFile(fileobj=opened))
            if start == b"PK\x03\x04":
                return _unzipped(file, opened)
            return _limited(file, opened)
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise IngestError(f"{file} is damaged and cannot be unpacked: {error}") from error
    except OSError as error:
        raise IngestError(f"{file} cannot be read: {error.strerror or error}") from error


def _unzipped(file: Path, opened: io.BufferedReader) -> bytes:
    with zipfile.ZipFile(opened) as packed:
        names = [name for name in packed.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise IngestError(f"{file} packs {len(names)} files, and one is wanted")
        with packed.open(names[0]) as inner:
            return _limited(file, inner)


def _limited(file: Path, opened: IO[bytes] | gzip.GzipFile) -> bytes:
    content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise IngestError(
            f"{file} has more than {MOST_BYTES // 1_000_000} MB unpacked, the most that "
            "externaldata reads; import it as a table"
        )
    return content


def _text(file: Path, content: bytes) -> str:
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise IngestError(f"{file} is no UTF-8 text (byte {error.start})") from error


# --- by position --------------------------------------------------------------------------------


def _delimited(delimiter: str) -> Callable[[str, Mapping[str, KqlType]], Iterator[Record]]:
    def read(text: str, _columns: Mapping[str, KqlType]) -> Iterator[Record]:
        csv.field_size_limit(MOST_BYTES)
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if record:
                yield record

    return read


def _escaped(text: str, _columns: Mapping[str, KqlType]) -> Iterator[Record]:
    """Values between tabs, with backslashes for tabs and line ends within."""
    for line in _lines(text):
        yield [_unescaped(value) for value in line.split("\t")]


def _unescaped(value: str) -> str:
    parts = value.split("\\\\")
    for short, long in _TSVE.items():
        parts = [part.replace(f"\\{short}", long) for part in parts]
    return "\\".join(parts)


def _lines(text: str) -> Iterator[str]:
    """Lines that are not empty; only line feeds end them."""
    return (line.removesuffix("\r") for line in text.split("\n") if line.strip("\r"))


def _whole_lines(text: str, _columns: Mapping[str, KqlType]) -> Iterator[Record]:
    return ([line] for line in _lines(text))


def _whole(text: str, _columns: Mapping[str, KqlType]) -> Iterator[Record]:
    yield [text]


# --- by name ------------------------------------------------------------------------------------


def _json_lines(text: str, columns: Mapping[str, KqlType]) -> Iterator[Record]:
    for line in _lines(text):
        if line.strip():
            yield _record(json.loads(line), columns)


def _json(text: str, columns: Mapping[str, KqlType]) -> Iterator[Record]:
    """An array of bags, or bags one after the other, over any lines."""
    decoder = json.JSONDecoder()
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found, at = decoder.raw_decode(text, at)
        for one in found if isinstance(found, list) else [found]:
            yield _record(one, columns)


def _record(found: object, columns: Mapping[str, KqlType]) -> Record:
    if not isinstance(found, dict):
        raise ValueError(f"a record is a property bag, not {json.dumps(found)[:40]}")
    return [_written(found.get(name), kind) for name, kind in columns.items()]


def _written(value: object, kind: KqlType) -> str:
    """A value as the conversion to its column's type reads it; nothing is the empty text."""
    if value is None:
        return ""
    if kind is KqlType.DYNAMIC or isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, timedelta):
        return format_timespan(value // timedelta(microseconds=1) * 10)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return str(value)


_READERS: dict[str, Callable[[str, Mapping[str, KqlType]], Iterator[Record]]] = {
    "txt": _whole_lines,
    "raw": _whole,
    "tsve": _escaped,
    "json": _json_lines,
    "multijson": _json,
}


def _parquet(file: Path, content: bytes, columns: Mapping[str, KqlType]) -> list[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_table(pa.BufferReader(content))
    except (pa.ArrowException, OSError) as error:
        raise IngestError(f"{file} is no Parquet file: {error}") from error
    held = [name for name in columns if name in rows.column_names]
    return [_record(row, columns) for row in rows.select(held).to_pylist()]
