"""A query imports the families of the names that it uses, and no others."""

import subprocess
import sys

import pytest

from transpile.diagnostics import CompileError
from transpile.pipeline import compile_kql
from transpile.schema import Tables

PROGRAM = """
import sys
from transpile.pipeline import compile_kql
from transpile.schema import Tables
compile_kql({query!r}, Tables({{}}))
print(*sorted(name for name in sys.modules if name.startswith("transpile.catalog.")))
"""


def families(query):
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(query=query)],
        check=True,
        capture_output=True,
        text=True,
    )
    return {name.removeprefix("transpile.catalog.") for name in made.stdout.split()}


def test_a_small_query_imports_a_few_families():
    found = families("print 1 | where print_0 > 0 | summarize count()")
    assert {"operators.where", "operators.summarize", "functions.comparisons"} <= found
    assert not {name for name in found if "series" in name or "geo" in name or "join" in name}
    assert len([name for name in found if name.startswith("functions.")]) <= 3


def test_a_name_of_two_words_is_found_alone():
    assert "functions.regexes" in families("print 'a' matches regex 'b'")


def test_an_unknown_name_is_refused_with_near_names():
    with pytest.raises(CompileError) as refused:
        compile_kql("print strlenn('a')", Tables({}))
    assert "strlen" in refused.value.diagnostics[0].hint
