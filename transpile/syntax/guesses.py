"""What most likely went wrong at a token that does not fit: hints, made when a query is refused.

Each guess looks at the tokens around the place and either knows the slip or passes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile.syntax import habits
from transpile.syntax.expressions import LEVELS, LIST_OPERATORS, OPERATOR_WORDS
from transpile.syntax.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from transpile.syntax.cursor import Cursor

_WORDS = OPERATOR_WORDS | {"by", "on", "asc", "desc", "let", "with", "to", "from", "step", "nulls"}
_VALUES = frozenset(
    {TokenKind.NAME, TokenKind.STRING, TokenKind.LONG, TokenKind.REAL}
    | {TokenKind.TIMESPAN, TokenKind.TYPED}
)
_UNITS = frozenset({"d", "h", "m", "s", "ms", "days", "hours", "minutes", "min", "seconds"})
_SIGNS = {
    "?": "iff(condition, value, otherwise)",
    "=>": "'>=' is the sign",
    "~": "'in~' and '=~' take no notice of case; each is one word",
    "#": "a comment begins with //",
    "@": "@'...' is a text without escapes",
}


_LIST = "a list is written dynamic([...])"


def guess(cursor: Cursor, wanted: str) -> str:
    """A hint, or the empty string; ``wanted`` is what should stand there, in words."""
    if cursor.first.text.lower() == "select":
        return _BEFORE["select"]
    at_end = wanted.startswith(("';'", "')'", "']'", "'}'"))
    for one in (*_GUESSES, *(_AT_ENDS if at_end else ())):
        found = one(cursor)
        if found:
            return found
    return ""


def _is_sign(cursor: Cursor, text: str, distance: int = 0) -> bool:
    token = cursor.current if distance == 0 else cursor.behind(distance)
    return token.kind is TokenKind.PUNCTUATION and token.text == text


def _is_word(cursor: Cursor, word: str, distance: int) -> bool:
    token = cursor.behind(distance)
    return token.kind is TokenKind.NAME and token.text == word


def _operator(cursor: Cursor) -> str:
    """The operator that is being read, where no bracket is open; else the empty string."""
    if cursor.open_brackets():
        return ""
    distance = 1
    while distance < cursor.position and not _is_sign(cursor, "|", distance):
        distance += 1
    return cursor.behind(distance - 1).text if _is_sign(cursor, "|", distance) else ""


def _comment(cursor: Cursor) -> str:
    """This line, or that of the token before, begins as comments of other languages do."""
    for token in (cursor.current, cursor.previous):
        start = cursor.text.rfind("\n", 0, token.start) + 1
        if cursor.text[start : token.end + 1].lstrip().startswith(("--", "#", "/*")):
            return "a comment begins with //"
    return ""


def _word(cursor: Cursor) -> str:
    """A word of another language, or one of KQL written large."""
    token = cursor.current
    if token.kind is not TokenKind.NAME:
        return ""
    small = token.text.lower()
    if small == "not":
        return _negated(cursor)
    if small in habits.INFIX:
        return habits.INFIX[small]
    if small in _WORDS and token.text != small:
        return f"words of the language are written small: '{small}'"
    if small == "by":
        if _is_word(cursor, "count", 1):
            return "summarize count() by a"
        return "a second 'by', or one where none belongs; ',' separates columns"
    if cursor.peek().text == "(":
        first = _is_word(cursor, "by", 2)  # `summarize by Column count()`
        return "aggregates stand before 'by': summarize count() by a" if first else ""
    if token.text in habits.CALLED and cursor.behind().kind in _VALUES:
        return f"'{token.text}' is a function: {token.text}(...)"
    return ""


def _negated(cursor: Cursor) -> str:
    following = cursor.peek().text.lower()
    if following in ("like", "null"):
        return habits.INFIX["like" if following == "like" else "is"]
    if following in OPERATOR_WORDS:
        return f"'!{following}' is its negation"
    if following in ("=", "=="):
        return "'!=' is its sign"
    return "not(...) takes its condition in parentheses"


def _sign(cursor: Cursor) -> str:
    """A sign of another language."""
    token, before = cursor.current, cursor.previous
    if token.kind is not TokenKind.PUNCTUATION:
        return ""
    if token.text == "!":
        following = cursor.peek()
        if following.text in OPERATOR_WORDS:
            return f"'!{following.text}' is one word"
        return "not(...) negates a condition"
    if token.text == ">" and _is_sign(cursor, "-", 1):
        return "'.name' reads a property"
    if token.text == ":" and cursor.peek().text == "=":
        return "'=' gives a column its name"
    if token.text == ":" and before.text in ("http", "https"):
        return "an address is a text: put it in quotes"
    if token.text == "[" and cursor.peek().kind is TokenKind.NAME:
        return f"a name in brackets is quoted: ['{cursor.peek().text[:40]}']"
    if token.text == "[" and before.text in ("=", "(", ","):
        return _LIST
    return _SIGNS.get(token.text, "")


def _raised(cursor: Cursor) -> str:
    return "pow(a, 2)" if _is_sign(cursor, "*", 1) and _is_sign(cursor, "*", 2) else ""


def _equals(cursor: Cursor) -> str:
    """A '=' where none can be."""
    if not _is_sign(cursor, "="):
        return ""
    before, sign, first = cursor.behind(1), cursor.behind(2), cursor.behind(3)
    if before.text in ("==", "!=", "=~"):
        return f"'{before.text}' is the sign"
    if before.kind is TokenKind.PUNCTUATION and before.text in "+-*/%":
        return "write the sum out: n = n + 1"
    joined = sign.text in ("-", ".") and first.end == sign.start and sign.end == before.start
    if joined and before.kind is TokenKind.NAME and first.kind is TokenKind.NAME:
        whole = f"{first.text}{sign.text}{before.text}"[:60]
        return f"a name with '{sign.text}' in it is written ['{whole}']"
    return "'==' compares; a single '=' names a column"


def _listed(cursor: Cursor) -> str:
    """A ',' after a single value, where a list was meant."""
    if not _is_sign(cursor, ","):
        return ""
    opened, before = cursor.behind(2), cursor.behind(3)
    if opened.kind is TokenKind.NAME and opened.text in LIST_OPERATORS:
        return f"a list stands in parentheses: {opened.text} ('x', 'y')"
    if opened.text == "[" and cursor.behind(1).kind is not TokenKind.NAME:
        return _LIST
    following = cursor.peek()
    if following.kind is TokenKind.END or following.text in ("|", ";"):
        return "this ',' is one too many"
    if opened.text != "(":
        return "'and' joins conditions" if _operator(cursor) == "where" else ""
    if before.text == "dynamic":
        return "an array stands in brackets: dynamic([...])"
    if before.text == "=":
        return _LIST
    if before.text in ("==", "=~"):
        return "in ('x', 'y') compares with several values"
    if before.text in ("!=", "!~"):
        return "!in ('x', 'y') compares with several values"
    if LEVELS.get(before.text) == LEVELS["has"]:
        several = {"has": "has_any ('x', 'y') looks for several"}
        return several.get(before.text, "one text stands here; join several conditions with 'or'")
    return ""


def _bracket(cursor: Cursor) -> str:
    """A bracket that closes nothing, or something else."""
    token = cursor.current
    if token.kind is not TokenKind.PUNCTUATION or token.text not in (")", "]", "}"):
        return ""
    if _is_sign(cursor, ",", 1):
        return "the ',' before it is one too many"
    found = cursor.open_brackets()
    opening = {")": "(", "]": "[", "}": "{"}[token.text]
    if not found:
        return f"no '{opening}' before it is open"
    return "" if found[-1].text == opening else f"the '{found[-1].text}' before it is still open"


def _left_over(cursor: Cursor) -> str:
    """A sign or word before the place after which something should come."""
    token, before = cursor.current, cursor.previous
    ends = token.kind is TokenKind.PUNCTUATION and token.text in ("|", ";", ")", ",")
    if not ends and token.kind is not TokenKind.END:
        return ""
    if cursor.position == 0:
        return "a query begins with its table: T | where ..." if token.text == "|" else ""
    if _is_sign(cursor, ",", 1):
        return "the ',' before it is one too many"
    if _is_sign(cursor, ";", 1) and token.text == "|":
        return "the ';' before it ends the query; leave it out"
    if _is_sign(cursor, "|", 1):
        if token.text == "|":
            return "one '|' stands between operators; 'or' joins conditions, strcat(...) texts"
        return "the '|' before it is one too many"
    if before.text in ("and", "or") and before.kind is TokenKind.NAME:
        return f"a condition is missing after '{before.text}'"
    if token.text == "," and before.kind is TokenKind.NAME and _is_sign(cursor, "|", 2):
        return "this ',' is one too many"
    if before.text in LEVELS or before.text == "=":
        return f"a value is missing after '{before.text}'"
    return ""


_BEFORE = {
    "not": "not(...) takes its condition in parentheses",
    "select": "KQL begins with the table: T | where ... | project ...",
    "from": "a query begins with its table, without 'from'",
    "with": "a part of a query is named by let: let recent = T | where ...;",
    "return": "the last expression of a function is its value; leave 'return' out",
    "regex": "the operator has two words: matches regex 'pattern'",
}
_ONE_TOO_MANY = frozenset({"where", "extend", "project", "summarize", "all"})


def _unparenthesised(cursor: Cursor) -> str:
    """A function, or a word of a statement, in front of its argument without parentheses."""
    token, before = cursor.current, cursor.previous
    if token.kind not in _VALUES or before.kind is not TokenKind.NAME or cursor.begins_line:
        return ""
    small = before.text.lower()
    if before.text == "distinct" and _is_sign(cursor, "(", 2):
        return "dcount(a) counts different values, count_distinct(a) exactly"
    if small in _BEFORE:
        return _BEFORE[small]
    if before.text in habits.CALLED:
        return f"'{before.text}' is a function: {before.text}(...)"
    if small == "let" and before.text != "let":
        return "words of the language are written small: 'let'"
    if small in ("away", "keep", "rename", "reorder") and _is_sign(cursor, "-", 2):
        return f"'project-{small}' is one word"
    return ""


def _doubled(cursor: Cursor) -> str:
    """An operator's name before what it takes, once more."""
    before = cursor.previous
    word = before.kind is TokenKind.NAME and cursor.current.kind in _VALUES
    many = word and before.text.lower() in _ONE_TOO_MANY and not cursor.begins_line
    if many and _is_sign(cursor, "(", 2) and cursor.behind(3).kind is TokenKind.NAME:
        return "a sub-pipeline follows 'on': mv-apply a = b on (where ...)"
    return f"'{before.text}' is one too many" if many else ""


def _let(cursor: Cursor) -> str:
    """The slips of a let."""
    token = cursor.current
    if _is_word(cursor, "let", 2):
        if token.text == "==":
            return "a single '=' gives the name"
        if token.text == "-":
            return "names hold letters, digits and '_'; others are written ['my-name']"
        if token.text == "(":
            return "a function is a let too: let f = (a:string) { ... };"
        return "let name = value;"
    if token.text == "," and _is_word(cursor, "let", 4) and _is_sign(cursor, "=", 2):
        return "each name has a let of its own, ended by ';'"
    if token.text == "{" and cursor.previous.text == ")":
        return "the parameters of a function have types: (a:string)"
    return ""


def _between_values(cursor: Cursor) -> str:
    """Two values side by side."""
    token, before = cursor.current, cursor.previous
    ended = before.kind in _VALUES or before.text in (")", "]")
    if token.kind not in _VALUES or not ended or cursor.position == 0:
        return ""
    if before.text in ("asc", "desc") and token.text in ("asc", "desc"):
        return "one of the two is enough"
    if before.text in _WORDS or token.text in _WORDS:
        return ""
    if cursor.begins_line:
        return "'|' begins an operator, ';' ends a statement"
    if before.kind is TokenKind.LONG and token.text in _UNITS:
        return f"a timespan is one word: {before.text}{token.text}"
    return "a ',' or an operator is missing before it"


_GUESSES: tuple[Callable[[Cursor], str], ...] = (
    _comment,
    _left_over,
    _word,
    _sign,
    _raised,
    _equals,
    _let,
    _listed,
    _bracket,
    _unparenthesised,
)
# where a list or statement could have ended
_AT_ENDS: tuple[Callable[[Cursor], str], ...] = (_doubled, _between_values)
