"""Rules that look for known indicators alone: addresses, hashes, domains that stand in the query.

Logs without those very values cannot show whether such a rule works.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from transpile.catalog.operators.where import WhereSyntax
from transpile.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HASH = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})", re.IGNORECASE)
_URL = re.compile(r"(?:https?|hxxps?|ftp)://\S+", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9_-]+\.)+([a-z]{2,24})", re.IGNORECASE)
# Top-level domains of attackers' taste, beside those of countries; and the endings of file names
# that would pass for a country's.
_TOP = frozenset(
    {
        *(
            "com",
            "net",
            "org",
            "info",
            "biz",
            "xyz",
            "top",
            "site",
            "online",
            "club",
            "live",
            "app",
        ),
        *(
            "dev",
            "cloud",
            "space",
            "website",
            "store",
            "shop",
            "pro",
            "icu",
            "buzz",
            "link",
            "onion",
        ),
        *(
            "tech",
            "work",
            "world",
            "today",
            "email",
            "host",
            "press",
            "fun",
            "life",
            "click",
            "page",
        ),
    }
)
_FILES = frozenset(
    {"cs", "db", "gz", "js", "md", "pl", "ps", "py", "rb", "rs", "sh", "so", "ts", "vb"}
)
_TESTS = frozenset({"==", "=~", "has", "has_cs", "contains", "startswith", "endswith"})
_LISTS = frozenset({"in", "in~", "has_any"})


def is_indicator(text: str) -> bool:
    """Whether a text is an address of the internet, a hash, a URL or a domain."""
    plain = text.strip().replace("[.]", ".")
    if _HASH.fullmatch(plain) or _URL.fullmatch(plain):
        return True
    try:
        return ip_address(plain).is_global
    except ValueError:
        domain = _DOMAIN.fullmatch(plain)
        top = domain[1].lower() if domain is not None else ""
        return top in _TOP or (len(top) == 2 and top not in _FILES)


def indicators_of(query: nodes.Query) -> tuple[str, ...]:
    """The indicators of which a row must hold one to come through the query; none where not so."""
    lets = {one.name: one.value for one in query.lets if isinstance(one, nodes.Let)}
    for condition in _conditions(query.result, lets):
        found = _asked(condition, lets)
        if found:
            return tuple(found)
    return ()


def _conditions(
    syntax: nodes.Syntax, lets: Mapping[str, nodes.Syntax], depth: int = 0
) -> Iterator[nodes.Syntax]:
    """What every row has to fulfil, from the source on; branches are not entered."""
    if depth > len(lets) + 1:
        return
    if isinstance(syntax, nodes.Name) and syntax.name in lets:
        yield from _conditions(lets[syntax.name], lets, depth + 1)
    if isinstance(syntax, nodes.Pipeline):
        yield from _conditions(syntax.source, lets, depth)
        for operator in syntax.operators:
            if isinstance(operator, WhereSyntax):
                whole = operator.condition
                both = isinstance(whole, nodes.Logical) and whole.operator == "and"
                yield from whole.terms if both else (whole,)  # type: ignore[attr-defined]


def _asked(condition: nodes.Syntax, lets: Mapping[str, nodes.Syntax]) -> list[str] | None:
    """The indicators of which one must hold; None where something else will do."""
    if isinstance(condition, nodes.Logical) and condition.operator == "or":
        parts = [_asked(term, lets) for term in condition.terms]
        if any(part is None for part in parts):
            return None
        return [text for part in parts for text in part or ()]
    texts: list[str] | None = None
    if isinstance(condition, nodes.Binary) and condition.operator in _TESTS:
        texts = _texts(condition.right, lets)
    elif isinstance(condition, nodes.Membership) and condition.operator in _LISTS:
        listed = [_texts(item, lets) for item in condition.items]
        if all(part is not None for part in listed):
            texts = [text for part in listed for text in part or ()]
    return texts if texts and all(map(is_indicator, texts)) else None


def _texts(syntax: nodes.Syntax, lets: Mapping[str, nodes.Syntax]) -> list[str] | None:
    """The texts that an expression stands for: a literal, a list, or a let of these."""
    if isinstance(syntax, nodes.Name) and syntax.name in lets:
        return _texts(lets[syntax.name], {k: v for k, v in lets.items() if k != syntax.name})
    if isinstance(syntax, nodes.Call) and syntax.name in ("dynamic", "pack_array"):
        parts = [_texts(argument, lets) for argument in syntax.arguments]
        if any(part is None for part in parts):
            return None
        return [text for part in parts for text in part or ()]
    if not isinstance(syntax, nodes.Literal):
        return None
    if isinstance(syntax.value, str):
        return [syntax.value]
    if isinstance(syntax.value, list) and all(isinstance(one, str) for one in syntax.value):
        return list(syntax.value)
    return None
