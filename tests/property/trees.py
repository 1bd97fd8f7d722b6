"""Random syntax trees: everything that parsing can give, and nothing that it cannot."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from transpile.syntax import nodes
from transpile.syntax.expressions import CHAINS, EQUALITY, LIST_OPERATORS, TEXT_OPERATORS
from transpile.syntax.lexer import TYPED_NAMES
from transpile.syntax.literals import MAX_DATETIME, MIN_DATETIME
from transpile.types import KqlType

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_PLAIN = ("a", "b", "IPAddress", "IpAddress", "_x", "été", "asc", "nulls", "kind", "$left")
_LONGS = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3)
_TICKS = st.integers(-(2**63), 2**63 - 1) | st.integers(-9, 9).map(lambda n: n * 36_000_000_000)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=3)


def _literal(kind: KqlType, values: st.SearchStrategy[object]) -> st.SearchStrategy[nodes.Literal]:
    return values.map(lambda value: nodes.Literal(value, kind))


_JSON_LEAVES = (
    st.none() | st.booleans() | _LONGS | st.floats(allow_nan=False, allow_infinity=False) | _TEXT
)
_JSON = st.recursive(
    _JSON_LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_GUIDS = st.uuids().map(str)
LITERALS: st.SearchStrategy[nodes.Syntax] = st.one_of(
    _literal(KqlType.STRING, _TEXT),
    _literal(KqlType.LONG, st.none() | _LONGS),
    _literal(KqlType.INT, st.none() | st.integers(-(2**31), 2**31 - 1)),
    _literal(KqlType.REAL, st.none() | st.floats()),
    _literal(KqlType.DECIMAL, st.none() | _DECIMALS),
    _literal(KqlType.BOOL, st.none() | st.booleans()),
    _literal(KqlType.DATETIME, st.none() | st.integers(MIN_DATETIME, MAX_DATETIME)),
    _literal(KqlType.TIMESPAN, st.none() | _TICKS),
    _literal(KqlType.GUID, st.none() | _GUIDS),
    _literal(KqlType.DYNAMIC, _JSON),
)
_NAMES: st.SearchStrategy[nodes.Syntax] = st.sampled_from(_PLAIN).map(nodes.Name) | _TEXT.map(
    lambda text: nodes.Name(text, quoted=True)
)
_FIELDS = st.sampled_from(("a", "user", "été", "x1"))
_FUNCTIONS = st.sampled_from(("f", "strcat", "iff", "not", "int", "datetime", "todynamic"))
_BINARY = tuple(sorted(CHAINS | (EQUALITY - {"<>"}) | TEXT_OPERATORS))


def _folds(node: nodes.Syntax) -> bool:
    """Whether the parser makes one literal of a minus and this node."""
    if not isinstance(node, nodes.Literal) or isinstance(node.value, bool | None):
        return False
    whole = node.type in (KqlType.INT, KqlType.LONG, KqlType.TIMESPAN)
    return whole or (isinstance(node.value, float | Decimal) and node.type is not KqlType.DYNAMIC)


def _is_call(call: nodes.Call) -> bool:
    """``int()`` and ``int(n = 1)`` are literals, and bad ones."""
    first = call.arguments[0] if call.arguments else None
    fits = first is not None and not isinstance(first, nodes.Named)
    return fits or call.name not in TYPED_NAMES


def _grown(inner: st.SearchStrategy[nodes.Syntax]) -> st.SearchStrategy[nodes.Syntax]:
    listed = st.lists(inner, max_size=3).map(tuple)
    named = st.builds(
        lambda names, value: nodes.Named(tuple(names), value),
        st.lists(st.sampled_from(("n", "a b", "kind")), min_size=1, max_size=2, unique=True),
        inner,
    )
    arguments = st.lists(inner | named | st.just(nodes.Star()), max_size=3).map(tuple)
    return st.one_of(
        st.builds(nodes.Path, inner, _FIELDS),
        st.builds(nodes.Index, inner, inner),
        st.builds(nodes.Call, _FUNCTIONS, arguments).filter(_is_call),
        st.builds(nodes.Unary, st.just("-"), inner.filter(lambda node: not _folds(node))),
        st.builds(nodes.Unary, st.just("+"), inner),
        st.builds(nodes.Binary, st.sampled_from(_BINARY), inner, inner),
        st.builds(
            nodes.Logical,
            st.sampled_from(("and", "or")),
            st.lists(inner, min_size=2, max_size=4).map(tuple),
        ),
        st.builds(nodes.Between, inner, inner, inner, st.booleans()),
        st.builds(nodes.Membership, st.sampled_from(sorted(LIST_OPERATORS)), inner, listed),
    )


# composite: the strategies themselves would print themselves at great length
@st.composite
def _leaves(draw: st.DrawFn) -> nodes.Syntax:
    return draw(LITERALS | _NAMES)


_EXPRESSIONS = st.recursive(_leaves(), _grown, max_leaves=14)


@st.composite
def expressions(draw: st.DrawFn) -> nodes.Syntax:
    """A syntax tree of a scalar expression."""
    return draw(_EXPRESSIONS)
