"""Words of the language that are no plain names: ``first`` is written ``['first']`` as one.

Asked of Microsoft's parser, word by word. Most keywords (``count``, ``by``, ``where``, ``from``)
may be given to a column; some of those cannot be read again without brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import CompileError, refusal

if TYPE_CHECKING:
    from transpile.span import Span

BOOLS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

_NEVER = (
    "and anomalychart areachart asc bagexpansion barchart between bin_legacy boolean byte "
    "cachingpolicy callout cancel card char columnchart contains_cs containscs cycles dataexport "
    "datascope date datetime decimal decodeblocks desc double dynamic encodingpolicy endswith "
    "endswith_cs expandoutput extent_tags_retention first flags float force_remote harddelete "
    "hardretention has_all has_any has_cs hasprefix hasprefix_cs hassuffix hassuffix_cs hotcache "
    "int isfuzzy journal ladderchart last like likecs linechart long missing nooptimization "
    "notcontains notcontainscs notlike notlikecs or others pathformat piechart pivotchart queries "
    "query_results real relaxed restricted_view_access row_level_security rowstore "
    "rowstore_references rowstore_sealinfo rowstorepolicy rowstores scatterchart seal seals shards "
    "simple softdelete softretention stackedareachart startswith startswith_cs statistics "
    "storedqueryresultcontainers string tablepurge time timechart timeline timepivot timespan "
    "treemap uint ulong uniqueid unrestrictedviewers views with_itemindex with_match_id "
    "with_step_name writeaheadlog"
)
# a column may be given these names, but they are operators or clauses where a value stands
_NOT_READ = (
    "accumulate as by contains earliest has in latest materialize mdm of sql title to verbose "
    "viewers"
)
_NOT_GIVEN = "kind project union with_source withsource"
_REFUSED_GIVEN = frozenset((*f"{_NEVER} {_NOT_GIVEN}".split(), *BOOLS))
_REFUSED_READ = frozenset(f"{_NEVER} {_NOT_READ}".split())


def is_plain(name: str) -> bool:
    """Whether a name needs no brackets anywhere."""
    return name not in _REFUSED_GIVEN and name not in _REFUSED_READ


def given(name: str, span: Span) -> str:
    """A name that a column, let or parameter is given without brackets."""
    if name in _REFUSED_GIVEN:
        raise _bracketed(name, span)
    return name


def read(name: str, span: Span) -> str:
    """A name that stands for its value, without brackets."""
    if name in _REFUSED_READ:
        raise _bracketed(name, span)
    return name


def _bracketed(name: str, span: Span) -> CompileError:
    meant = f"{_MEANT[name]}; " if name in _MEANT else ""
    hint = f"{meant}as a name it is written ['{name}']"
    return refusal(codes.UNEXPECTED, f"'{name}' is a word of the language", span, hint)


_MEANT = {
    "and": "a condition is missing before 'and'",
    "or": "a condition is missing before 'or'",
    "by": "something is missing before 'by', or a ',' there is one too many",
    "asc": "'asc' stands after what is sorted",
    "desc": "'desc' stands after what is sorted",
    "materialize": "materialize(...) takes its table in parentheses",
}
