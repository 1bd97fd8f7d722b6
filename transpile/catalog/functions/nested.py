"""Walks through nested values, done by engine functions."""

from __future__ import annotations

from transpile.spec import kernel

kernel(
    "treepath(value: dynamic) -> dynamic",
    "nested:tree_paths",
    source="learn:treepath-function; measured: kql-to-sql",
    doc="The paths of everything inside a bag; the elements of an array share the path of the"
    " first.",
    nulls="always",
    name_prefix="tree",
    examples={
        """treepath(dynamic({"a":"b", "c":123}))""": ["['a']", "['c']"],
        """treepath(dynamic({"p":[100, {"x":"y"}]}))""": ["['p']", "['p'][0]", "['p'][0]['x']"],
        "treepath(dynamic(1))": None,
    },
)
kernel(
    "bag_zip(names: dynamic, values: dynamic) -> dynamic",
    "nested:zipped",
    source="learn:bag-zip-function",
    doc="A bag of two arrays: the names of the first, the values of the second; null where values"
    " run out. Names that are no texts are left out.",
    nulls="always",
    examples={
        'bag_zip(dynamic(["a", "b", 3]), dynamic([1, "2", 3, 4]))': {"a": 1, "b": "2"},
        'bag_zip(dynamic(["a", "b"]), dynamic([1]))': {"a": 1, "b": None},
        'bag_zip(dynamic("a"), dynamic([1]))': None,
    },
)
