"""Scalar expressions: a precedence parser over a cursor.

Binding, loosest first: ``or``, ``and``, comparisons and lists, ``+ -``, ``* / %``, text operators,
sign, path and index. Comparisons and text operators do not chain.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.span import Span
from transpile.syntax import nodes, words
from transpile.syntax.literals import BadLiteralError, format_datetime, typed_value, unit_ticks
from transpile.syntax.tokens import Token, TokenKind
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from transpile.syntax.cursor import Cursor

EQUALITY = frozenset({"==", "!=", "<>", "<", "<=", ">", ">="})
LIST_OPERATORS = frozenset({"in", "!in", "in~", "!in~", "has_any", "has_all"})
TEXT_OPERATORS = frozenset(
    f"{negation}{name}{case}"
    for name in ("contains", "has", "startswith", "endswith", "hasprefix", "hassuffix")
    for negation in ("", "!")
    for case in ("", "_cs")
) | {"=~", "!~", "matches regex", "like", "!like"}
_ADDITIVE = frozenset({"+", "-"})
_MULTIPLICATIVE = frozenset({"*", "/", "%"})
OPERATOR_WORDS = frozenset(
    name
    for name in TEXT_OPERATORS | LIST_OPERATORS | {"and", "or", "between"}
    if name.isidentifier()
)
LEVELS = (
    dict.fromkeys(EQUALITY | LIST_OPERATORS | {"between", "!between"}, 1)
    | dict.fromkeys(_ADDITIVE, 2)
    | dict.fromkeys(_MULTIPLICATIVE, 3)
    | dict.fromkeys(TEXT_OPERATORS | {":"}, 4)
)
CHAINS = _ADDITIVE | _MULTIPLICATIVE
MAX_CHAIN = 240
_PAST_LONG = str(2**63)
_MOST_DIGITS = 1_000  # zeros may stand before a number


class ExpressionParser:
    """Reads expressions. ``tabular`` is what reads a pipeline inside brackets."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self._matching = False

    def matching(self) -> nodes.Syntax:
        """An expression in which ``column:"term"`` looks for a term: that of ``search``."""
        before, self._matching = self._matching, True
        try:
            return self.expression()
        finally:
            self._matching = before

    def tabular_or_scalar(self) -> nodes.Syntax:
        """An expression, or a pipeline where one stands; the statement parser overrides it."""
        return self.expression()

    def expression(self) -> nodes.Syntax:
        """A whole scalar expression."""
        with self.cursor.nested():
            return self.unnested_expression()

    def unnested_expression(self) -> nodes.Syntax:
        """A whole scalar expression whose level of nesting is counted already."""
        return self._logical("or")

    def _logical(self, operator: str) -> nodes.Syntax:
        cursor = self.cursor
        first = self._logical("and") if operator == "or" else self._binary(1)
        if not cursor.at(operator):
            return first
        terms = [first]
        while cursor.accept(operator):
            terms.append(self._logical("and") if operator == "or" else self._binary(1))
        return nodes.Logical(operator, tuple(terms), span=first.span.to(terms[-1].span))

    def _operator(self) -> tuple[str, int]:
        """The binary operator that stands here, and how many tokens it takes."""
        cursor = self.cursor
        token = cursor.current
        if token.kind not in (TokenKind.NAME, TokenKind.PUNCTUATION):
            return "", 0
        text, length = token.text, 1
        if text == "!" and cursor.glued() and cursor.peek().kind is TokenKind.NAME:
            text, length = "!" + cursor.peek().text, 2
        if text == ":" and not self._matching:
            return "", 0
        if text == "matches" and cursor.peek().text == "regex":
            return "matches regex", 2
        if text in ("in", "!in") and cursor.peek(length).text == "~" and cursor.glued(length):
            return text + "~", length + 1
        return text, length

    def _binary(self, level: int) -> nodes.Syntax:
        cursor = self.cursor
        left = self._unary()
        chain = 0
        while True:
            operator, length = self._operator()
            found = LEVELS.get(operator, 0)
            if not found or found < level:
                return left
            for _ in range(length):
                cursor.take()
            left = self._operation(operator, found, left)
            chain += 1
            if chain > MAX_CHAIN:
                raise refusal(
                    codes.TOO_DEEP,
                    f"a chain of more than {MAX_CHAIN} operators",
                    left.span,
                    "name a part with let; strcat takes many arguments",
                )
            if operator not in CHAINS and LEVELS.get(self._operator()[0]) == found:
                raise refusal(
                    codes.UNEXPECTED,
                    f"'{operator}' and '{self._operator()[0]}' do not chain",
                    cursor.current.span,
                    "put one of the two comparisons in parentheses",
                )

    def _operation(self, operator: str, level: int, left: nodes.Syntax) -> nodes.Syntax:
        if operator in ("between", "!between"):
            return self._between(left, negated=operator[0] == "!")
        if operator in LIST_OPERATORS:
            items = self._list_items(operator)
            return nodes.Membership(operator, left, items, span=self.cursor.since(left.span.start))
        right = self._binary(level + 1)
        operator = "!=" if operator == "<>" else operator
        return nodes.Binary(operator, left, right, span=left.span.to(right.span))

    def _between(self, value: nodes.Syntax, *, negated: bool) -> nodes.Syntax:
        cursor = self.cursor
        if not cursor.at("("):
            raise cursor.unexpected("'(' after between", "between (low .. high)")
        opened = cursor.take()
        low = self.expression()
        if not cursor.at(".."):
            raise cursor.unexpected("'..' between the two bounds", "between (low .. high)")
        cursor.take()
        high = self.expression()
        cursor.close(")", opened, "after the upper bound")
        return nodes.Between(value, low, high, negated, span=cursor.since(value.span.start))

    def _list_items(self, operator: str) -> tuple[nodes.Syntax, ...]:
        cursor = self.cursor
        if (
            cursor.at("[")
            and cursor.peek(2).text in (",", "]")
            and cursor.peek().kind is not TokenKind.END
        ):
            hint = f"a list stands in parentheses: {operator} ('x', 'y')"
            raise cursor.unexpected(f"'(' after {operator}", hint)
        if not cursor.at("("):  # `x in dynamic_list` without brackets
            return (self._unary(),)
        opened = cursor.expect("(", f"after {operator}")
        if cursor.accept(")"):
            return ()
        items = [self.tabular_or_scalar()]
        while cursor.accept(","):
            items.append(self.tabular_or_scalar())
        cursor.close(")", opened, "at the end of the list")
        return tuple(items)

    def _unary(self) -> nodes.Syntax:
        token = self.cursor.accept("-", "+")
        if token is None:
            return self._postfix()
        least = self.cursor.current
        if token.text == "-" and least.kind is TokenKind.LONG and least.text == _PAST_LONG:
            self.cursor.take()  # its magnitude alone is no long
            return nodes.Literal(-int(least.text), KqlType.LONG, span=token.span.to(least.span))
        with self.cursor.nested():
            operand = self._unary()
        span = token.span.to(operand.span)
        if token.text == "-" and isinstance(operand, nodes.Literal):
            value = _negated(operand)
            if value is not None:
                return nodes.Literal(value, operand.type, span=span)
        return nodes.Unary(token.text, operand, span=span)

    def operand(self) -> nodes.Syntax:
        """A name, a call or something in brackets, with the path behind it."""
        return self._postfix()

    def _postfix(self) -> nodes.Syntax:
        cursor = self.cursor
        base = self._primary()
        steps = 0
        while cursor.at(".", "["):
            steps += 1
            if steps > MAX_CHAIN:
                raise refusal(codes.TOO_DEEP, "a path of more than 240 steps", cursor.current.span)
            if cursor.accept("."):
                if cursor.at("["):
                    continue
                if cursor.current.kind is TokenKind.LONG:
                    hint = f"an element of an array is [{cursor.current.text}]"
                    raise cursor.unexpected("a property name", hint)
                name = cursor.expect_name("a property name")
                if cursor.at("("):
                    call = nodes.Call(name.text, self.arguments(), span=cursor.since(name.start))
                    base = nodes.Member(base, call, span=cursor.since(base.span.start))
                else:
                    base = nodes.Path(base, name.text, span=cursor.since(base.span.start))
                continue
            opened = cursor.take()
            index = self.expression()
            cursor.close("]", opened, "after the index")
            base = nodes.Index(base, index, span=cursor.since(base.span.start))
        return base

    def _primary(self) -> nodes.Syntax:
        token = self.cursor.current
        if token.kind is TokenKind.NAME:
            return self._named(token)
        if token.kind is TokenKind.PUNCTUATION:
            return self._bracketed(token)
        if token.kind is TokenKind.END:
            raise self.cursor.unexpected("an expression")
        return self.literal()

    def _bracketed(self, token: Token) -> nodes.Syntax:
        cursor = self.cursor
        if token.text == "(":
            cursor.take()
            inner = self.tabular_or_scalar()
            cursor.close(")", token, "to close the parenthesis")
            return inner
        if token.text == "*":
            cursor.take()
            return nodes.Star(span=token.span)
        if token.text == "[" and cursor.peek().kind is TokenKind.STRING:
            name = self.quoted_name()
            return nodes.Name(name.value, quoted=True, span=cursor.since(token.start))
        raise cursor.unexpected("an expression")

    def quoted_name(self) -> Token:
        """The string token of a bracketed name, ``['a b']``."""
        cursor = self.cursor
        cursor.expect("[", "before a quoted name")
        if cursor.current.kind is not TokenKind.STRING:
            raise cursor.unexpected("a quoted name")
        token = cursor.take()
        cursor.expect("]", "after a quoted name")
        return token

    def column_name(self, what: str) -> str:
        """A plain or bracketed name, as text."""
        if self.cursor.at("["):
            return self.quoted_name().value
        token = self.cursor.expect_name(what)
        return words.given(token.text, token.span)

    def _named(self, token: Token) -> nodes.Syntax:
        cursor = self.cursor
        if token.text in words.BOOLS:
            cursor.take()
            return nodes.Literal(words.BOOLS[token.text], KqlType.BOOL, span=token.span)
        if token.text == "dynamic" and cursor.peek().text == "(":
            return self._dynamic()
        cursor.take()
        if token.text == "typeof" and cursor.at("("):
            return self._type_of(token)
        if cursor.at("("):
            return nodes.Call(token.text, self.arguments(), span=cursor.since(token.start))
        return nodes.Name(words.read(token.text, token.span), span=token.span)

    def _type_of(self, token: Token) -> nodes.Call:
        """``typeof(long)``: a type stands where an argument would."""
        cursor = self.cursor
        opened = cursor.expect("(", "before the type")
        kind = cursor.expect_name("a type")
        cursor.close(")", opened, "after the type")
        named = nodes.Name(kind.text, span=kind.span)
        return nodes.Call("typeof", (named,), span=cursor.since(token.start))

    def arguments(self) -> tuple[nodes.Syntax, ...]:
        """The bracketed arguments of a call; each may be named, or a pipeline."""
        cursor = self.cursor
        opened = cursor.expect("(", "before the arguments")
        found: list[nodes.Syntax] = []
        while not cursor.at(")"):
            found.append(self.named_or(self.tabular_or_scalar))
            if not cursor.accept(","):
                break
        cursor.close(")", opened, "after the arguments")
        return tuple(found)

    def named_or(self, read: object = None) -> nodes.Syntax:
        """``name = value``, ``(a, b) = value`` or just a value."""
        cursor = self.cursor
        start = cursor.current.start
        names = self._assigned_names()
        value = self.tabular_or_scalar() if read else self.expression()
        if not names:
            return value
        return nodes.Named(names, value, span=cursor.since(start))

    def named_operand(self) -> nodes.Syntax:
        """``name = value`` or a value, up to a comparison or list that is not part of it."""
        start = self.cursor.current.start
        names = self._assigned_names()
        with self.cursor.nested():
            value = self._binary(LEVELS["+"])
        return nodes.Named(names, value, span=self.cursor.since(start)) if names else value

    def _assigned_names(self) -> tuple[str, ...]:
        cursor = self.cursor
        if cursor.current.kind is TokenKind.NAME and cursor.peek().text == "=":
            token = cursor.take()
            cursor.take()
            return (words.given(token.text, token.span),)
        if cursor.at("[") and cursor.peek().kind is TokenKind.STRING and cursor.peek(3).text == "=":
            name = self.quoted_name().value
            cursor.take()
            return (name,)
        if cursor.at("(") and self._names_then_equals():
            cursor.take()
            names = [self.column_name("a column name")]
            while cursor.accept(","):
                names.append(self.column_name("a column name"))
            cursor.expect(")", "after the column names")
            cursor.expect("=", "after the column names")
            return tuple(names)
        return ()

    def _names_then_equals(self) -> bool:
        peek = self.cursor.peek
        distance = 1
        while True:
            quoted = peek(distance).text == "[" and peek(distance + 1).kind is TokenKind.STRING
            if not quoted and peek(distance).kind is not TokenKind.NAME:
                return False
            distance += 3 if quoted else 1
            if peek(distance).text == ")":
                return peek(distance + 1).text == "="
            if peek(distance).text != ",":
                return False
            distance += 1

    def items(self) -> tuple[nodes.Syntax, ...]:
        """One or more ``name = value`` or values, separated by commas."""
        found = [self.named_or()]
        while self.cursor.accept(","):
            found.append(self.named_or())
        return tuple(found)

    # --- literals -------------------------------------------------------------------------------

    def literal(self) -> nodes.Literal:
        """A literal of any type but dynamic."""
        cursor = self.cursor
        token = cursor.take()
        if token.kind is TokenKind.STRING:
            parts = [token.value]
            while cursor.current.kind is TokenKind.STRING:  # adjacent strings are one
                parts.append(cursor.take().value)
            return nodes.Literal("".join(parts), KqlType.STRING, span=cursor.since(token.start))
        if token.kind is TokenKind.LONG:
            return nodes.Literal(_long(token), KqlType.LONG, span=token.span)
        if token.kind is TokenKind.REAL:
            return nodes.Literal(float(token.text), KqlType.REAL, span=token.span)
        if token.kind is TokenKind.TIMESPAN:
            return nodes.Literal(_ticks(token), KqlType.TIMESPAN, span=token.span)
        if token.kind is TokenKind.TYPED:
            return _typed(token)
        raise refusal(
            codes.UNEXPECTED, f"found {token.shown()} where a literal should be", token.span
        )

    def _dynamic(self) -> nodes.Literal:
        """``dynamic(...)``."""
        cursor = self.cursor
        start = cursor.take().start
        cursor.take()
        value = self._json()
        cursor.expect(")", "after the dynamic literal")
        return nodes.Literal(value, KqlType.DYNAMIC, span=cursor.since(start))

    def _json(self) -> object:
        """The inside of ``dynamic(...)``: JSON, with KQL literals as leaves."""
        cursor = self.cursor
        with cursor.nested():
            if cursor.at("["):
                return self._json_array()
            if cursor.at("{"):
                return self._json_object()
        if cursor.accept("null"):
            return None
        if cursor.at("dynamic") and cursor.peek().text == "(":
            return self._dynamic().value
        if cursor.at(*words.BOOLS):
            return words.BOOLS[cursor.take().text]
        negative = bool(cursor.accept("-"))
        literal = self.literal()
        if negative:
            turned = _negated(literal)
            if turned is None:
                raise refusal(codes.BAD_LITERAL, "a minus sign needs a number", literal.span)
            literal = nodes.Literal(turned, literal.type, span=literal.span)
        if literal.value is None:
            raise refusal(
                codes.BAD_LITERAL, "a typed null has no place in a dynamic literal", literal.span
            )
        if literal.type is KqlType.DATETIME:
            return format_datetime(int(str(literal.value)))
        if literal.type is KqlType.DECIMAL:
            return str(literal.value)
        if isinstance(literal.value, float) and (
            literal.value != literal.value or abs(literal.value) == float("inf")
        ):
            return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(literal.value)]
        return literal.value

    def _json_array(self) -> list[object]:
        found: list[object] = []
        opened = self.cursor.take()
        while not self.cursor.at("]"):
            found.append(self._json())
            if not self.cursor.accept(","):
                break
        self.cursor.close("]", opened, "at the end of the array")
        return found

    def _json_object(self) -> dict[str, object]:
        cursor = self.cursor
        opened = cursor.take()
        found: dict[str, object] = {}
        while not cursor.at("}"):
            if cursor.current.kind not in (TokenKind.STRING, TokenKind.NAME):
                raise cursor.unexpected("a quoted property name")
            token = cursor.take()
            key = token.value if token.kind is TokenKind.STRING else token.text
            cursor.expect(":", "after the property name")
            value = self._json()
            found.setdefault(key, value)
            if not cursor.accept(","):
                break
        cursor.close("}", opened, "at the end of the property bag")
        return found


_SPELLINGS = {
    KqlType.DATETIME: "write datetime(2026-01-31) or datetime(2026-01-31T13:00:00Z)",
    KqlType.TIMESPAN: "write 7d, 30m, or time(1.02:30:00) for a day, two hours and a half",
    KqlType.BOOL: "true or false",
    KqlType.GUID: "32 digits: guid(74be27de-1e4e-49d9-b579-fe0b331d3642)",
}
_WIDTHS = {KqlType.INT: 32, KqlType.LONG: 64, KqlType.TIMESPAN: 64}


def _negated(literal: nodes.Literal) -> object:
    """The literal's value with its sign turned; None where only the binder can tell.

    The least whole number is its own negative: it wraps, as sums do.
    """
    value = literal.value
    if isinstance(value, int) and literal.type in _WIDTHS:
        return value if value == -(2 ** (_WIDTHS[literal.type] - 1)) else -value
    return -value if isinstance(value, float | Decimal) and literal.type.is_numeric else None


def _long(token: Token) -> int:
    if len(token.text) > _MOST_DIGITS:
        raise refusal(codes.BAD_LITERAL, f"{token.text[:20]}... does not fit a long", token.span)
    value = int(token.text, 0) if token.text[:2] in ("0x", "0X") else int(token.text)
    if value >= 2**64 or (value >= 2**63 and "x" not in token.text.lower()):
        raise refusal(codes.BAD_LITERAL, f"{token.text} does not fit a long", token.span)
    return value - 2**64 if value >= 2**63 else value


def _ticks(token: Token) -> int:
    digits = token.text.rstrip("abcdefghijklmnopqrstuvwxyz")
    ticks = unit_ticks(digits, token.text[len(digits) :])
    if ticks is None:
        raise refusal(codes.BAD_LITERAL, f"{token.text} does not fit a timespan", token.span)
    return ticks


def _typed(token: Token) -> nodes.Literal:
    name = token.text[: token.text.index("(")].strip()
    kind = type_named(name)
    assert kind is not None  # the lexer knows the same names
    try:
        value = typed_value(kind, token.value)
    except BadLiteralError as error:
        span = Span(token.start, token.end)
        raise refusal(codes.BAD_LITERAL, str(error), span, _SPELLINGS.get(kind, "")) from None
    if kind is KqlType.DATETIME and _TICK.search(token.value):
        raise refusal(
            codes.UNSUPPORTED,
            "a datetime keeps microseconds here, and this one has a seventh digit",
            token.span,
            "leave that digit out",
        )
    return nodes.Literal(value, kind, span=token.span)


# The last instant of a day or month is often written with seven nines: six of them say the same
# over logs that keep microseconds.
_TICK = re.compile(r"\.(?!9{7})\d{6}[1-9]")
