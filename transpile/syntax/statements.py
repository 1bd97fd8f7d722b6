"""Statements and pipelines: the parser of a whole query text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from transpile import codes
from transpile.diagnostics import MOST_SHOWN, CompileError, near, refusal
from transpile.span import Span
from transpile.syntax import nodes
from transpile.syntax.cursor import Cursor
from transpile.syntax.expressions import ExpressionParser
from transpile.syntax.lexer import lex
from transpile.syntax.preamble import read_preamble
from transpile.syntax.tokens import TokenKind
from transpile.types import KqlType, type_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transpile.diagnostics import Diagnostic
    from transpile.syntax.tokens import Token

_END = "';' or '|' or the end of the query"
MAX_OPERATORS = 500
_SPELLINGS = {"external_data": "externaldata"}


class ParsesOperator(Protocol):
    """What the parser needs of an operator of the catalog."""

    @property
    def keyword(self) -> str:
        """The operator's name."""

    @property
    def is_source(self) -> bool:
        """Whether it can begin a query."""

    @property
    def is_piped(self) -> bool:
        """Whether it can stand after a pipe."""

    @property
    def refused(self) -> str:
        """Why it is not translated; empty where it is."""

    def parse(self, parser: Parser, start: int) -> nodes.OperatorSyntax:
        """Read what follows the keyword, which began at offset ``start``."""


class Parser(ExpressionParser):
    """Reads statements, pipelines and operators; ``operators`` is the registry passed in."""

    def __init__(self, cursor: Cursor, operators: Mapping[str, ParsesOperator]) -> None:
        super().__init__(cursor)
        self.operators = operators
        self.places: dict[str, Span] = {}  # of the values of the hints read last

    def query(self) -> nodes.Query:
        """The whole text: lets and queries, each of which gives a result.

        Raises:
            CompileError: after an error reading goes on at the next operator or statement, so that
                independent ones are told together.
        """
        cursor = self.cursor
        lets: list[nodes.Let | nodes.Setting | nodes.QueryParameters] = []
        results: list[nodes.Syntax] = []
        wrong: list[Diagnostic] = []
        while not cursor.ended:
            if cursor.accept(";"):
                continue
            begin = cursor.position
            try:
                self._statement(lets, results)
                if cursor.accept(";") is None and not cursor.ended:
                    raise cursor.unexpected(_END, self._joint(results))
            except CompileError as error:
                wrong += error.diagnostics
                self._go_on(begin, wrong)
        if wrong:
            raise CompileError(wrong)
        if not results:
            raise refusal(
                codes.EMPTY_QUERY,
                "the text holds no query" + (", only let statements" if lets else ""),
                cursor.current.span,
            )
        *earlier, result = results
        return nodes.Query(tuple(lets), result, tuple(earlier), span=Span(0, cursor.current.end))

    def _statement(
        self,
        lets: list[nodes.Let | nodes.Setting | nodes.QueryParameters],
        results: list[nodes.Syntax],
    ) -> None:
        """One statement, added to the lets or to the results."""
        cursor = self.cursor
        if cursor.at("let") and (cursor.peek().kind is TokenKind.NAME or cursor.peek().text == "["):
            lets.append(self._let(cursor.current.start))
        elif (stated := read_preamble(self)) is not None:
            lets.append(stated)
        else:
            results.append(self.tabular_or_scalar())

    def _go_on(self, begin: int, wrong: list[Diagnostic]) -> None:
        """Past an error in the statement that began at token ``begin``: read what can be read.

        Its further operators are read for what is wrong in them; then the next statement follows.
        """
        cursor = self.cursor
        while len(wrong) < MOST_SHOWN:
            if cursor.at("|") and cursor.behind().text == "|":
                cursor.take()  # `||` is told of
            if not cursor.skip_to("|;", begin) or cursor.accept(";"):
                return
            cursor.take()
            if cursor.current.kind is not TokenKind.NAME:
                continue
            try:
                self.operator()
                # an 'on' left over is that of a join told of before
                if not cursor.ended and not cursor.at("|", ";", "on"):
                    raise cursor.unexpected(_END, self._joint(None))
            except CompileError as error:
                wrong += error.diagnostics
        cursor.skip_to("", begin)

    def _joint(self, results: list[nodes.Syntax] | None) -> str:
        """What is missing before a token that goes on where a statement could have ended."""
        token = self.cursor.current
        spec = self.operators.get(token.text) if token.kind is TokenKind.NAME else None
        if spec is not None and spec.is_piped and spec.keyword not in ("as", "count"):
            return f"put '|' before '{spec.keyword}'"
        if results == [] and self.cursor.begins_line:
            return "a let ends with ';'"
        return self.cursor.guess(_END)

    def _let(self, start: int) -> nodes.Let:
        cursor = self.cursor
        cursor.take()
        name = self.column_name("the name of the let")
        cursor.expect("=", "after the name of the let")
        value = self.function() if self._opens_lambda() else self.tabular_or_scalar()
        return nodes.Let(name, value, span=cursor.since(start))

    def _opens_lambda(self) -> bool:
        cursor = self.cursor
        if cursor.at("view") and cursor.peek().text == "(":
            return True
        return cursor.at("(") and (
            (cursor.peek().text == ")" and cursor.peek(2).text == "{")
            or (cursor.peek().kind is TokenKind.NAME and cursor.peek(2).text == ":")
            or (cursor.peek().text == "[" and cursor.peek(4).text == ":")
        )

    def function(self) -> nodes.Lambda:
        """``(parameters) { lets; body }``."""
        cursor = self.cursor
        start = cursor.current.start
        is_view = bool(cursor.accept("view"))
        cursor.expect("(", "before the parameters")
        parameters: list[nodes.Parameter] = []
        while not cursor.at(")"):
            parameters.append(self.parameter())
            if not cursor.accept(","):
                break
        cursor.expect(")", "after the parameters")
        if not cursor.at("{"):
            hint = "the body stands in braces: (a:string) { tolower(a) }"
            raise cursor.unexpected("'{' before the body of the function", hint)
        opened = cursor.take()
        lets, body = self.body()
        cursor.close("}", opened, "after the body of the function")
        return nodes.Lambda(tuple(parameters), lets, body, is_view, span=cursor.since(start))

    def body(self) -> tuple[tuple[nodes.Let, ...], nodes.Syntax]:
        """Lets, and the value or the table that follows them."""
        cursor = self.cursor
        lets: list[nodes.Let] = []
        with cursor.nested():
            while cursor.at("let") and cursor.peek().text != "(":
                lets.append(self._let(cursor.current.start))
                cursor.expect(";", "after a let")
            value = self.tabular_or_scalar()
        cursor.accept(";")
        return tuple(lets), value

    def parameter(self) -> nodes.Parameter:
        """``name:type = default``, or ``T:(name:type)``."""
        cursor = self.cursor
        start = cursor.current.start
        name = self.column_name("a parameter's name")
        cursor.expect(":", "between a parameter's name and its type")
        if cursor.accept("("):
            columns: list[tuple[str, KqlType]] = []
            while not cursor.at(")"):
                if not cursor.accept("*"):
                    column = self.column_name("a column's name")
                    cursor.expect(":", "between a column's name and its type")
                    columns.append((column, self._type()))
                if not cursor.accept(","):
                    break
            cursor.expect(")", "after the columns of the table")
            return nodes.Parameter(name, None, tuple(columns), span=cursor.since(start))
        kind = self._type()
        default = self.expression() if cursor.accept("=") else None
        return nodes.Parameter(name, kind, None, default, span=cursor.since(start))

    def _type(self) -> KqlType:
        token = self.cursor.expect_name("a type")
        kind = type_named(token.text)
        if kind is None:
            raise self.no_type(token)
        return kind

    def no_type(self, token: Token, code: str = codes.UNEXPECTED) -> CompileError:
        """A word that is no type, and what the type is called."""
        from transpile.syntax.habits import type_hint

        return refusal(code, f"there is no type '{token.text}'", token.span, type_hint(token.text))

    def tabular_or_scalar(self) -> nodes.Syntax:
        """An expression, or a pipeline where a source operator or a pipe stands."""
        cursor = self.cursor
        start = cursor.current.start
        with cursor.nested():
            source = self._source()
            if not cursor.at("|"):
                wrap = isinstance(source, nodes.OperatorSyntax)
                return nodes.Pipeline(source, (), span=source.span) if wrap else source
            operators = []
            while cursor.accept("|"):
                operators.append(self.operator())
                if len(operators) > MAX_OPERATORS:
                    raise refusal(
                        codes.TOO_DEEP,
                        f"a pipeline of more than {MAX_OPERATORS} operators",
                        cursor.previous.span,
                        "name a part with let",
                    )
        return nodes.Pipeline(source, tuple(operators), span=cursor.since(start))

    def pipeline(self) -> nodes.Pipeline:
        """A tabular expression; a bare name or call counts as one."""
        found = self.tabular_or_scalar()
        if isinstance(found, nodes.Pipeline):
            return found
        return nodes.Pipeline(found, (), span=found.span)

    def _source(self) -> nodes.Syntax:
        cursor = self.cursor
        token = cursor.current
        known = _SPELLINGS.get(token.text, token.text)
        dashed = known == "macro" and cursor.peek().text == "-" and cursor.peek(2).text == "expand"
        if dashed:
            known = "macro-expand"
        spec = self.operators.get(known) if token.kind is TokenKind.NAME else None
        if spec is None or not spec.is_source or not (dashed or self._begins_operator()):
            return self.unnested_expression()  # the caller counts this level
        if spec.refused:
            raise refusal(
                codes.UNSUPPORTED_OPERATOR, f"'{spec.keyword}': {spec.refused}", token.span
            )
        for _ in known.split("-")[1:]:
            cursor.take()
            cursor.take()
        cursor.take()
        return spec.parse(self, token.start)

    def _begins_operator(self) -> bool:
        """Whether the source keyword here is one: ``range(1, 3, 1)`` is a function."""
        name, following = self.cursor.current.text, self.cursor.peek()
        if following.text in ("|", ";", ")", ",", "=", ".") or following.kind is TokenKind.END:
            return False
        return following.text != "(" or name in (
            "datatable",
            "externaldata",
            "external_data",
            "union",
            "print",
            "find",
            "search",
        )

    def operator(self) -> nodes.OperatorSyntax:
        """One operator after a pipe."""
        cursor = self.cursor
        token = cursor.expect_name("an operator")
        keyword = token.text
        while cursor.at("-") and cursor.current.start == cursor.previous.end and cursor.glued():
            cursor.take()
            keyword += "-" + cursor.expect_name("the rest of the operator's name").text
        span = cursor.since(token.start)
        spec = self.operators.get(keyword)
        if spec is None or not spec.is_piped:
            raise self._no_operator(keyword, span)
        if spec.refused:
            raise refusal(codes.UNSUPPORTED_OPERATOR, f"'{keyword}': {spec.refused}", span)
        return spec.parse(self, token.start)

    def _no_operator(self, keyword: str, span: Span) -> CompileError:
        from transpile.syntax import habits

        piped = [name for name, known in self.operators.items() if known.is_piped]
        hint = "" if keyword.lower() in piped else habits.OPERATORS.get(keyword.lower(), "")
        return refusal(
            codes.UNKNOWN_OPERATOR,
            f"there is no operator '{keyword}'",
            span,
            hint or near(keyword, piped) or f"operators: {habits.COMMON_OPERATORS}",
        )

    def hints(self) -> dict[str, str]:
        """Parameters such as ``kind=inner`` or ``hint.strategy=shuffle`` before the operands."""
        cursor = self.cursor
        found: dict[str, str] = {}
        self.places = {}
        while cursor.current.kind is TokenKind.NAME:
            dotted = cursor.peek().text == "." and cursor.peek(3).text == "="
            if not dotted and cursor.peek().text != "=":
                break
            if not dotted and cursor.current.text not in ("kind", "withsource", "isfuzzy"):
                break
            name = cursor.take().text
            if dotted:
                cursor.take()
                name += "." + cursor.take().text
            cursor.take()
            self.places[name] = cursor.current.span
            found[name] = self._hint() if name == "withsource" else cursor.take().text
        return found

    def _hint(self) -> str:
        """The value of a parameter that is a name: bare, in brackets or a text."""
        if self.cursor.at("["):
            return self.quoted_name().value
        token = self.cursor.take()
        return token.value if token.kind is TokenKind.STRING else token.text


def parse_function(
    parameters: str, body: str, operators: Mapping[str, ParsesOperator]
) -> nodes.Lambda:
    """The syntax tree of a function that stands alone: ``(parameters) { body }``.

    Raises:
        CompileError: KQL1xxx with places in that text.
    """
    text = f"({parameters}) {{\n{body}\n}}"
    parser = Parser(Cursor(lex(text), text), operators)
    made = parser.function()
    if not parser.cursor.ended:
        raise parser.cursor.unexpected("the end of the function")
    return made


def parse_tokens(text: str, operators: Mapping[str, ParsesOperator]) -> nodes.Query:
    """The syntax tree of a query text.

    Raises:
        CompileError: KQL1xxx with the place where reading stopped.
    """
    return Parser(Cursor(lex(text), text), operators).query()
