"""Keys and values: what the documentation leaves to be asked."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from lab.engines.kernels.pairs import found


def _found(text: str, keys: list[str], **options: object) -> dict[str, str]:
    told = {"keys": keys, "pair": ";", "kv": "=", "quotes": [], "escapes": [], "greedy": False}
    (made,) = found(pa.array([text]), pa.array([json.dumps(told | options)])).to_pylist()
    return {keys[int(name[1:])]: value for name, value in json.loads(made).items()}


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("a=1;a=2", {}, {"a": "1"}),
        ("a= ;b", {}, {"a": ""}),
        ("a='x;y", {"quotes": ["'"]}, {"a": "'x"}),
        ("a='x;y' z;b=2", {"quotes": ["'"]}, {"a": "x;y", "b": "2"}),
        ("a=[x;]y];b=2", {"quotes": ["[]"], "escapes": ["y"]}, {"a": "x;", "b": "2"}),
        ("'a'=1;\"b\"=2", {"quotes": ["'", '"']}, {"a": "1", "b": "2"}),
        ("a=1 b=2", {"pair": " "}, {"a": "1", "b": "2"}),
        ("a=  b=2", {"pair": " "}, {"a": "", "b": "2"}),
        ("a=1;;2;b=3", {"greedy": True}, {"a": "1;;2", "b": "3"}),
        ("a->é ü||b->", {"pair": "||", "kv": "->"}, {"a": "é ü", "b": ""}),
        ("[a]: 'x y', b=b", {"pair": "", "kv": "", "quotes": ["'"]}, {"a": "x y", "b": "b"}),
        ("", {}, {}),
        (";;==", {}, {}),
    ],
)
def test_pairs(text, options, expected):
    assert _found(text, ["a", "b"], **options) == expected


def test_null_stays_null_and_no_rows_give_none():
    nothing = pa.array([], pa.string())
    assert found(nothing, nothing).to_pylist() == []
    told = '{"keys":["a"],"pair":"","kv":"","quotes":[],"escapes":[],"greedy":false}'
    texts = pa.array([None, "a 1"], pa.string())
    assert found(texts, pa.array([told, told])).to_pylist() == [None, '{"k0": "1"}']
