"""Files to records: every format, packing, and what is wrong with a file."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lab.errors import IngestError
from lab.ingest import records
from lab.ingest.external import file_of, public
from lab.ingest.records import read_records
from transpile.types import KqlType

if TYPE_CHECKING:
    from pathlib import Path

TWO = {"a": KqlType.STRING, "b": KqlType.DYNAMIC}


def read(tmp_path: Path, content: bytes, name: str, **options: bool) -> list[list[str]]:
    file = tmp_path / "file"
    file.write_bytes(content)
    return [list(record) for record in read_records(file, TWO, name, **options)]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("csv", b'1,"a ""b"", c"\r\n\n2', [["1", 'a "b", c'], ["2"]]),
        ("csv", b'\xef\xbb\xbfa,"line\nbreak"\n', [["a", "line\nbreak"]]),
        ("csv", "a\n".encode("utf-16"), [["a"]]),
        ("csv", b"", []),
        ("tsv", b"a b\t2\n", [["a b", "2"]]),
        ("psv", b"a,b|2\n", [["a,b", "2"]]),
        ("scsv", b"a;2\n", [["a", "2"]]),
        ("sohsv", b"a\x012\n", [["a", "2"]]),
        ("tsve", b"a\\tb\\\\n\t\\n\n", [["a\tb\\n", "\n"]]),
        ("txt", b'"a,b\r\n\r\nc\xe2\x80\xa8d', [['"a,b'], ["c\u2028d"]]),
        ("raw", b"a\nb\n", [["a\nb\n"]]),
        ("json", b'{"b":{"x":[1,null]},"a":true}\n\n{"a":1.50}\n',
         [["true", '{"x": [1, null]}'], ["1.5", ""]]),
        ("json", '{"a":{"ü":"ö"},"b":"5"}'.encode(), [['{"ü": "ö"}', '"5"']]),
        ("multijson", b'[{"a":"x"},\n{"a":"y","b":1}] {"A":"z"}',
         [["x", ""], ["y", "1"], ["", ""]]),
    ],
)  # fmt: skip
def test_formats(tmp_path: Path, name: str, content: bytes, expected: list[list[str]]) -> None:
    assert read(tmp_path, content, name) == expected


def test_parquet_is_read_by_name(tmp_path: Path):
    rows = pa.table(
        {
            "t": pa.array([datetime(2026, 1, 2, 3, 4, 5, 6)]),  # noqa: DTZ001  naive UTC
            "d": pa.array([timedelta(days=-1, microseconds=5)]),
            "m": pa.array([Decimal("1.50")]),
            "s": pa.array([{"x": [1, None]}]),
            "n": pa.array([None], pa.int64()),
            "left_out": pa.array([1]),
        }
    )
    file = tmp_path / "rows.parquet"
    pq.write_table(rows, file)
    columns = {
        "d": KqlType.TIMESPAN,
        "t": KqlType.DATETIME,
        "none": KqlType.STRING,
        "s": KqlType.DYNAMIC,
        "m": KqlType.DECIMAL,
        "n": KqlType.LONG,
    }
    (record,) = read_records(file, columns, "parquet")
    assert record == [
        "-23:59:59.9999950",
        "2026-01-02T03:04:05.000006",
        "",
        '{"x": [1, null]}',
        "1.50",
        "",
    ]


def test_the_first_record_is_passed_over(tmp_path: Path):
    assert read(tmp_path, b"a,b\n1,2\n", "csv", headed=True) == [["1", "2"]]
    assert read(tmp_path, b"# a\n\nb\n", "txt", headed=True) == [["b"]]
    assert read(tmp_path, b"", "csv", headed=True) == []


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in names:
            packed.writestr(name, "a,1\n")
    return made.getvalue()


def test_packed_files_are_known_by_their_content(tmp_path: Path):
    assert read(tmp_path, gzip.compress(b"a,1\n"), "csv") == [["a", "1"]]
    assert read(tmp_path, zipped("x.csv"), "csv") == [["a", "1"]]


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("csv", b"\xff\xfa", "no UTF-8 text"),
        ("json", b'{"a":1}\n{"a":', "no file in the format json"),
        ("json", b"[1]", "a property bag"),
        ("multijson", b"{}, {}", "no file in the format multijson"),
        ("parquet", b"PAR1", "no Parquet file"),
        ("csv", gzip.compress(b"a,1\n" * 1000, mtime=0)[:20], "damaged"),
        ("csv", b"PK\x03\x04broken", "damaged"),
        ("csv", zipped("a", "b"), "packs 2 files"),
    ],
)
def test_damage_is_one_line(tmp_path: Path, name: str, content: bytes, part: str) -> None:
    with pytest.raises(IngestError) as caught:
        read(tmp_path, content, name)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "MOST_BYTES", 3_000_000)
    with pytest.raises(IngestError, match="more than 3 MB unpacked"):
        read(tmp_path, gzip.compress(bytes(5_000_000)), "csv")


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(IngestError, match="cannot be read"):
        read_records(tmp_path / "none.csv", TWO, "csv")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h/f.csv", "https://h/f.csv"),
        ("https://h/f.csv;impersonate", "https://h/f.csv"),
        ("https://h/f.csv?sv=1&sig=secret", "https://h/f.csv"),
        ("https://h/f?full", "https://h/f?full"),
        ("https://[h/f?sig=x", "https://[h/f?sig=x"),
    ],
)
def test_credentials_are_no_part_of_an_address(tmp_path: Path, url: str, shown: str) -> None:
    assert public(url) == shown
    assert file_of(url, {shown: tmp_path}) == tmp_path
    with pytest.raises(IngestError) as caught:
        file_of(url, {})
    assert f'"{shown}" = "path/of/the/file"' in str(caught.value)
    assert "secret" not in str(caught.value)
