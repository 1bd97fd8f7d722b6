"""A grammar of KQL texts: deep expressions over a row, and chains of operators over tables.

What is drawn is typed, so that most of it compiles; the columns that an operator leaves are asked
of the binder, so that the grammar knows no naming rule. A seed makes a text, always the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from numpy.random import Generator, default_rng

from tests.reference.tables import G1, G2, STORED
from transpile.bind.tree import visible
from transpile.diagnostics import CompileError
from transpile.pipeline import bind_kql
from transpile.schema import Tables
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
Columns = list[tuple[str, KqlType]]
SCHEMAS = Tables({name: schema for name, (schema, _) in STORED.items()})
B, I, L, R, D = KqlType.BOOL, KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL  # noqa: E741
S, G, DT, TS, J = (
    KqlType.STRING,
    KqlType.GUID,
    KqlType.DATETIME,
    KqlType.TIMESPAN,
    KqlType.DYNAMIC,
)
KINDS = (B, I, L, L, R, S, S, S, DT, TS, G, J, D)
KEY_KINDS = (B, I, L, R, S, DT, TS, G)

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def quoted(text: str) -> str:
    """A text as a KQL literal."""
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'


TEXTS = (
    "", "a", "A", "alice", "Alice", "admin", "user", "ÉLAN", "élan", "vital", "b_c", "_", " ",
    "b c", "O'Brien", 'say "x"', "\\", "😀", "nul\0here", "\0", "%", "_like", "server", "01",
    "10.0.0.1",
    ".", "x", "null", "true", "TRUE", "5", " 7 ", "+5", "0x1F", "1e3", "1.5", "-inf", "NaN", "abc",
    "2026-03-02", "2026-03-02T10:00:00.5Z", "12/31/2023", "2 Dec 2022", "1d", "-1.02:03:04.5",
    "25:00", "10:30", G1, "{" + G2 + "}", G1.replace("-", ""), '{"a":1}', "[1,2]", '"q"', "{bad",
    "line\nbreak", "--", "/*", "$now", "Ω", "日本語",
)  # fmt: skip
LITERALS: dict[KqlType, tuple[str, ...]] = {
    B: ("true", "false", "bool(null)"),
    I: ("int(1)", "int(0)", "int(-5)", "int(2147483647)", "int(-2147483648)", "int(null)",
        "int(3)"),
    L: ("0", "1", "-1", "2", "7", "30", "-7", "10", "9223372036854775807",
        "long(-9223372036854775808)", "long(null)", "4294967296"),
    R: ("0.0", "0.5", "1.0", "-2.25", "100.125", "2.5", "real(nan)", "real(+inf)", "real(-inf)",
        "real(null)", "1e300", "-7.5"),
    D: ("decimal(1.5)", "decimal(-0.25)", "decimal(3)", "decimal(null)", "decimal(0)"),
    S: tuple(map(quoted, TEXTS)),
    G: (f"guid({G1})", f"guid({G2})", "guid(null)"),
    DT: ("datetime(2026-03-02)", "datetime(2026-03-02T10:00:00.000001Z)", "datetime(null)",
         "datetime(1969-12-31 23:59:59.5)", "datetime(0001-01-01)", "datetime(1996-02-29)",
         "datetime(9999-12-31T23:59:59.999999Z)"),
    TS: ("1d", "2h", "90s", "(-1d)", "1ms", "0s", "timespan(null)", "time(1.02:03:04.5)", "7d"),
    J: ("dynamic(null)", 'dynamic([1,"a",2.5,null])', 'dynamic({"a":1,"b":{"c":[true]}})',
        'dynamic("x")', "dynamic(5)", "dynamic([])", 'dynamic(["Alice","x","",30,true])'),
}  # fmt: skip
SPANS = ("1d", "2h", "90s", "(-1d)", "1ms", "0s", "time(1.02:03:04.5)", "36500d", "Took", "Pause")
TEXT_OPERATORS = (
    *tuple(
        f"{sign}{name}{case}"
        for name in ("contains", "startswith", "endswith", "has", "hasprefix", "hassuffix")
        for sign in ("", "!")
        for case in ("", "_cs")
    ),
    "=~",
    "!~",
    "==",
    "!=",
    "<",
    ">=",
)
RANGES = (
    "Id from 1 to 7 step 1", "Id from -2 to 7 step 3", "Id from 5 to -4 step -1",
    "Id from 1 to -4 step 3", "r from 0.0 to 2.5 step 0.5", "r from 1 to 0.25 step -0.25",
    "t from datetime(2026-03-02) to datetime(2026-03-03) step 6h", "Took from 0s to 3d step 1d",
    "t from ago(1d) to now() step 7h", "k from int(1) to int(3) step int(1)",
)  # fmt: skip
GATHERING = ("make_list", "make_list", "make_set", "makelist", "makeset")
PATHS = (
    ".a",
    ".b",
    ".b.c",
    ".b.c[0]",
    "[0]",
    "[1]",
    "[-1]",
    "['A']",
    "[5]",
    ".n",
    ".missing",
    ".b[1]",
)


class Grammar:
    """Draws texts. ``columns`` are those in scope."""

    def __init__(self, stream: Generator) -> None:
        self._stream = stream
        self.columns: Columns = []
        self.text = ""

    # --- chance ---------------------------------------------------------------------------------

    def below(self, count: int) -> int:
        """A number from 0 up to a count."""
        return int(self._stream.integers(count))

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def chance(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.below(one_in) == 0

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """One or more of the options, none twice."""
        left = list(options)
        count = 1 + self.below(min(most, len(left)))
        return [left.pop(self.below(len(left))) for _ in range(count)]

    # --- expressions ----------------------------------------------------------------------------

    def named(self, kinds: Sequence[KqlType]) -> list[str]:
        """References to the columns of some types."""
        return [reference(name) for name, kind in self.columns if kind in kinds]

    def atom(self, kind: KqlType) -> str:
        """A column or a literal."""
        columns = self.named((kind,))
        if columns and not self.chance(3):
            return self.pick(columns)
        return self.pick(LITERALS[kind])

    def expression(self, kind: KqlType, depth: int) -> str:
        """An expression of a type."""
        if depth <= 0 or self.chance(4):
            return self.atom(kind)
        if self.chance(6):
            return self._branch(kind, depth - 1)
        return getattr(self, f"_{kind.value}")(depth - 1)  # type: ignore[no-any-return]

    def any(self, depth: int) -> str:
        """An expression of any type."""
        return self.expression(self.pick(KINDS), depth)

    def _branch(self, kind: KqlType, depth: int) -> str:
        one, two = self.expression(kind, depth), self.expression(kind, depth)
        shape = self.below(3)
        if shape == 0:
            return f"coalesce({one}, {two})"
        test = self.expression(B, depth)
        if shape == 1:
            return f"{self.pick(('iff', 'iff', 'iif'))}({test}, {one}, {two})"
        return f"case({test}, {one}, {self.expression(B, depth)}, {two}, {self.atom(kind)})"

    def _bool(self, depth: int) -> str:
        make = self.pick(
            (
                self._compared,
                self._text_test,
                self._text_test,
                self._listed,
                self._between,
                self._logic,
                self._asked,
            )
        )
        return make(depth)

    def _compared(self, depth: int) -> str:
        sign = self.pick(("==", "!=", "<", "<=", ">", ">="))
        kind = self.pick((L, I, R, DT, TS, S, G, B, J, D))
        if kind in (G, B):
            sign = self.pick(("==", "!="))
        left = self.expression(kind, depth)
        if kind is J:
            other = self.pick((L, S, R, B)) if sign in ("==", "!=") else L
            return f"({left} {sign} {self.expression(other, depth)})"
        other = self.pick((L, I, R)) if kind in (L, I, R) else kind
        return f"({left} {sign} {self.expression(other, depth)})"

    def _text_test(self, depth: int) -> str:
        operator = self.pick(TEXT_OPERATORS)
        kind = J if self.chance(8) and operator[-1] not in "<=" else S
        needle = self.atom(S) if self.chance(3) else self.pick(LITERALS[S])
        return f"({self.expression(kind, depth)} {operator} {needle})"

    def _listed(self, depth: int) -> str:
        kind = self.pick((S, S, L, I, DT, G, TS))
        operator = self.pick(("in", "!in", "in~", "!in~") if kind is S else ("in", "!in"))
        value = self.expression(kind, depth)
        if self.chance(4) and kind in (S, L, I) and operator[-1] != "~":
            return f"({value} {operator} ({self.expression(J, 1)}))"
        items = [self.pick(LITERALS[kind]) for _ in range(1 + self.below(3))]
        if kind is not R and self.chance(4):
            items.append(self.atom(kind))
        return f"({value} {operator} ({', '.join(items)}))"

    def _between(self, depth: int) -> str:
        kind = self.pick((L, R, DT, TS, I))
        value, low, high = (self.expression(kind, depth) for _ in range(3))
        return f"({value} {self.pick(('between', '!between'))} ({low} .. {high}))"

    def _logic(self, depth: int) -> str:
        one, two = self.expression(B, depth), self.expression(B, depth)
        return self.pick((f"({one} and {two})", f"({one} or {two})", f"not({one})"))

    def _asked(self, depth: int) -> str:
        names = ("isnull", "isnotnull", "isempty", "isnotempty", "tobool", "toboolean")
        name = self.pick(names)
        kinds = (S, J) if name.endswith("empty") else (S, J, L, R, B, I)
        return f"{name}({self.expression(self.pick(kinds), depth)})"

    def _int(self, depth: int) -> str:
        return f"toint({self.expression(self.pick((B, L, L, R, S, S, DT, TS, J, D)), depth)})"

    def _long(self, depth: int) -> str:
        shape = self.below(5)
        if shape < 2:
            kinds = (self.pick((L, I)), self.pick((L, L, I)))
            one, two = (self.expression(kind, depth) for kind in kinds)
            return f"({one} {self.pick(('+', '-', '*', '/', '%'))} {two})"
        if shape == 2:
            return f"strlen({self.expression(S, depth)})"
        if shape == 3:
            size = self.pick(("1", "2", "7", "1000", "0", "9223372036854775807"))
            name = self.pick(("bin", "floor"))
            return f"{name}({self.expression(self.pick((L, I)), depth)}, {size})"
        return self.pick(
            (
                f"tolong({self.expression(self.pick((I, R, S, J, DT, B)), depth)})",
                f"(-{self.expression(L, depth)})",
            )
        )

    def _real(self, depth: int) -> str:
        shape = self.below(4)
        if shape < 2:
            pair = self.pick(((R, R), (R, L), (I, R), (TS, TS)))
            signs = ("/",) if pair[0] is TS else ("+", "-", "*", "/", "%")
            one, two = (self.expression(kind, depth) for kind in pair)
            return f"({one} {self.pick(signs)} {two})"
        if shape == 2:
            size = self.pick(("0.5", "2.0", "0.25", "0.0", "100.0"))
            return f"bin({self.expression(R, depth)}, {size})"
        kind = self.pick((S, J, L, I, B, R, TS))
        name = self.pick(("todouble", "toreal", "-"))
        return f"({name}({self.expression(R if name == '-' else kind, depth)}))"

    def _decimal(self, depth: int) -> str:
        if self.chance(2):
            return f"todecimal({self.expression(self.pick((S, L, I, R, B, J, D)), depth)})"
        one, two = self.expression(D, depth), self.expression(self.pick((D, I)), depth)
        return f"({one} {self.pick(('+', '-', '*', '%'))} {two})"  # the engine divides as reals

    def _string(self, depth: int) -> str:
        shape = self.below(3)
        if shape == 0:
            return f"tostring({self.any(depth)})"
        if shape == 1:
            return f"strcat({', '.join(self.any(depth) for _ in range(1 + self.below(3)))})"
        return f"{self.pick(('tolower', 'toupper'))}({self.expression(S, depth)})"

    def _guid(self, depth: int) -> str:
        return f"toguid({self.expression(self.pick((S, J, G)), depth)})"

    def _datetime(self, depth: int) -> str:
        shape = self.below(5)
        if shape < 2:
            spans = [span for span in SPANS if span[0].isdigit() or span[0] in "(t"]
            spans += [name for name in SPANS if (name, TS) in self.columns]
            one, span = self.expression(DT, depth), self.pick(spans)
            return self.pick((f"({one} + {span})", f"({one} - {span})", f"({span} + {one})"))
        if shape == 2:
            return (
                f"bin({self.expression(DT, depth)}, {self.pick(('1h', '1d', '7d', '1ms', '5m'))})"
            )
        if shape == 3:
            return self.pick(("now()", "ago(1d)", "ago(2h)", "now(-1h)", "ingestion_time()"))
        kind = self.pick((S, S, J, L, R, DT, TS))
        return f"todatetime({self.expression(kind, depth)})"

    def _timespan(self, depth: int) -> str:
        shape = self.below(5)
        if shape == 0:
            return f"({self.expression(DT, depth)} - {self.expression(DT, depth)})"
        if shape == 1:
            one, two = self.expression(TS, depth), self.expression(TS, depth)
            return f"({one} {self.pick(('+', '-', '%'))} {two})"
        if shape == 2:
            number = self.atom(self.pick((L, I, R)))
            return f"({self.expression(TS, depth)} {self.pick(('*', '/'))} {number})"
        if shape == 3:
            return f"bin({self.expression(TS, depth)}, {self.pick(('1h', '1d', '7s'))})"
        kind = self.pick((S, S, J, L, R, DT))
        return f"{self.pick(('totimespan', 'totime'))}({self.expression(kind, depth)})"

    def _dynamic(self, depth: int) -> str:
        if self.chance(3):
            return f"{self.pick(('parse_json', 'todynamic'))}({self.any(depth)})"
        inner = self.expression(J, depth)
        return f"{inner}{self.pick(PATHS)}"

    # --- operators ------------------------------------------------------------------------------

    def pipeline(self, operators: int) -> str:
        """A table and a chain of operators; ends early where one does not bind."""
        self.text = self._source()
        return self.continued(operators)

    def continued(self, operators: int) -> str:
        """The text with so many operators more."""
        if not self._settle(self.text):
            return self.text
        for _ in range(operators):
            self.text += f"\n| {self._operator()}"
            if not self._settle(self.text) or not self.columns:
                break
        return self.text

    def _settle(self, text: str) -> bool:
        """Ask the binder which columns a text leaves."""
        try:
            root = bind_kql(text, SCHEMAS).root
        except CompileError:
            return False
        self.columns = [(column.name, column.type) for column in visible(root)]
        return True

    def _source(self) -> str:
        if self.chance(12):
            return f"range {self.pick(RANGES)}"
        if self.chance(12):
            declared = [(name, self.pick(KINDS)) for name in ("Name", "k", "x")]
            shown = ", ".join(f"{name}:{kind}" for name, kind in declared)
            cells = [
                self.pick(LITERALS[kind]) for _ in range(self.below(4)) for _, kind in declared
            ]
            return f"datatable({shown})[{', '.join(cells)}]"
        if self.chance(10):
            self.columns = []
            made = ", ".join(f"{name} = {self.any(2)}" for name in ("Name", "Age", "k"))
            return f"print {made}"
        if self.chance(15):
            return self.pick(("Nothing", "Absent"))
        return self.pick(("Events", "Events", "Events", "People", "People", "Pairs"))

    def _operator(self) -> str:
        return self.pick(self.operators())()

    def operators(self) -> Sequence[Callable[[], str]]:
        """What a chain is made of."""
        return (
            self._where, self._where, self._where_subquery, self._extend, self._extend,
            self._project, self._away, self._rename, self._summarize, self._summarize,
            self._distinct, self._sort, self._sort, self._top, self._take, self._count,
            self._union, self._join, self._join, self._lookup,
        )  # fmt: skip

    def _where(self) -> str:
        test = self.expression(B, 3)
        return f"where {test}" if self.chance(2) else f"where {test} or {self._compared(1)}"

    def _inner(self, kind: KqlType | None = None) -> tuple[str, Columns]:
        """A short pipeline of its own, and its columns; with a kind, of one such column."""
        grammar = Grammar(self._stream)
        text = grammar.pipeline(self.below(3))
        if kind is not None:
            text += f"\n| project {grammar.expression(kind, 1)}"
        return text, grammar.columns

    def _where_subquery(self) -> str:
        kind = self.pick((S, L, I, DT))
        operator = self.pick(("in", "!in", "in~") if kind is S else ("in", "!in"))
        test = f"{self.expression(kind, 1)} {operator} ({self._inner(kind)[0]})"
        return f"where {test} or {self._compared(1)}" if self.chance(2) else f"where {test}"

    def _new_name(self) -> str:
        if self.columns and self.chance(4):
            return reference(self.pick(self.columns)[0])
        return self.pick(("x", "y", "X", "new_column", "['odd name']"))

    def _extend(self) -> str:
        if self.chance(6):
            call = self.pick(("sum", "max", "count", "make_list"))
            text, columns = self._inner()
            numbers = [reference(name) for name, kind in columns if kind in (I, L, R)]
            inner = "count()" if not numbers or call == "count" else f"{call}({self.pick(numbers)})"
            return f"extend scalar = toscalar({text}\n| summarize {inner})"
        if self.chance(4):
            return f"extend {self.any(3)}"
        return f"extend {self._new_name()} = {self.any(3)}"

    def _project(self) -> str:
        items = self.some([reference(name) for name, _ in self.columns], 5)
        if self.chance(2):
            items.append(f"made = {self.any(3)}")
        if self.chance(4):
            items.append(self.any(2))
        return f"project {', '.join(items)}"

    def _away(self) -> str:
        word = self.pick(("project-away", "project-keep"))
        return f"{word} {', '.join(self.some([reference(n) for n, _ in self.columns], 2))}"

    def _rename(self) -> str:
        return f"project-rename renamed = {reference(self.pick(self.columns)[0])}"

    def _aggregate(self) -> str:
        numbers = self.named((I, L, R)) or ["1"]
        values = self.named(KEY_KINDS) or ['"x"']
        every = [reference(name) for name, _ in self.columns]
        shape = self.below(12)
        value, number = self.pick(values), self.pick(numbers)
        test = self.expression(B, 1)
        return (
            lambda: "count()",
            lambda: f"countif({test})",
            lambda: f"sum({number})",
            lambda: f"sumif({number}, {test})",
            lambda: f"avg({number})",
            lambda: f"{self.pick(('min', 'max'))}({value})",
            lambda: f"dcount({self.pick(every)})",
            lambda: f"dcountif({value}, {test})",
            lambda: f"{self.pick(GATHERING)}({self.pick(every)}{self.pick(('', '', ', 2'))})",
            lambda: f"{self.pick(('arg_max', 'arg_min'))}({value}, {self.pick(('*', *every))})",
            lambda: f"{self.pick(('take_any', 'any'))}({self.pick(every)})",
            lambda: f"sum({self.expression(self.pick((L, R, TS)), 2)})",
        )[shape]()

    def _keys(self, most: int) -> list[str]:
        found = self.named(KEY_KINDS)
        keys = self.some(found, most) if found else ["1"]
        if self.chance(5):
            keys.append(f"made = {self.expression(self.pick((L, S, DT)), 2)}")
        return keys

    def _summarize(self) -> str:
        calls = ", ".join(self._aggregate() for _ in range(1 + self.below(3)))
        return f"summarize {calls}" + ("" if self.chance(3) else f" by {', '.join(self._keys(2))}")

    def _distinct(self) -> str:
        return f"distinct {', '.join(self._keys(3))}"

    def _order(self, most: int) -> str:
        keys = self.some(self.named((*KEY_KINDS, D)) or ["1"], most)
        turns = ("", " asc", " desc", " asc nulls last", " desc nulls first")
        return ", ".join(key + self.pick(turns) for key in keys)

    def _sort(self) -> str:
        return f"sort by {self._order(3)}"

    def _top(self) -> str:
        return f"top {self.pick(('3', '1', '100', '0'))} by {self._order(1)}"

    def _take(self) -> str:
        return f"take {self.pick(('2', '5', '1000', '0'))}"

    def _count(self) -> str:
        return "count" if self.chance(2) else "count as n"

    def _union(self) -> str:
        legs = [f"({self._inner()[0]})" for _ in range(1 + self.below(2))]
        kind = self.pick(("", "", "kind=inner ", "withsource=Src "))
        return f"union {kind}{', '.join(legs)}"

    def _matching(self, columns: Columns) -> str | None:
        """A join condition of one or two equalities, if the sides have columns of like types."""
        pairs = [
            (mine, other)
            for mine, kind in self.columns
            for other, second in columns
            if kind in KEY_KINDS and (kind is second or {kind, second} <= {I, L})
        ]
        if not pairs:
            return None
        same = [(mine, other) for mine, other in pairs if mine == other]
        chosen = self.some(same if same and not self.chance(2) else pairs, 2)
        return ", ".join(
            reference(mine)
            if mine == other and not self.chance(3)
            else f"$left.{reference(mine)} == $right.{reference(other)}"
            for mine, other in chosen
        )

    def _join(self) -> str:
        kinds = (
            "", "kind=inner ", "kind=innerunique ", "kind=leftouter ", "kind=rightouter ",
            "kind=fullouter ", "kind=leftsemi ", "kind=leftanti ", "kind=rightsemi ",
            "kind=rightanti ",
        )  # fmt: skip
        return self._joined("join", kinds)

    def _lookup(self) -> str:
        return self._joined("lookup", ("", "kind=inner ", "kind=leftouter "))

    def _joined(self, word: str, kinds: Sequence[str]) -> str:
        text, columns = self._inner()
        on = self._matching(columns)
        return f"{word} {self.pick(kinds)}({text}) on {on}" if on else "where true"


def reference(name: str) -> str:
    """A column's name as KQL writes it."""
    return name if name.isidentifier() and name.isascii() else f"[{quoted(name)}]"


def expression_query(seed: int) -> str:
    """Deep expressions over every row of a table, or over none."""
    grammar = Grammar(default_rng(seed))
    table = grammar.pick(("Events", "Events", "People", "print"))
    if table == "print":
        return "print\n" + ",\n".join(f"c{place} = {grammar.any(3)}" for place in range(4))
    grammar.columns = list(STORED[table][0].columns.items())
    made = ",\n".join(f"c{place} = {grammar.any(4)}" for place in range(4))
    return f"{table} | project Id,\n{made}"


def pipeline_query(seed: int) -> str:
    """Chains of operators, some with a table named by ``let`` and read twice."""
    grammar = Grammar(default_rng(seed))
    text = grammar.pipeline(1 + grammar.below(5))
    if grammar.chance(8):
        return f"let Named = {text};\nNamed\n| union (Named\n| take 1000)"
    return text


def shrunk(text: str, fails: Callable[[str], bool]) -> str:
    """The text with every line left out that it can do without and still fail."""
    lines = text.split("\n")
    for _ in range(3):
        for place in range(len(lines) - 1, -1, -1):
            fewer = lines[:place] + lines[place + 1 :]
            shorter = "\n".join(fewer).rstrip(",")
            if fewer and fails(shorter):
                lines = shorter.split("\n")
    return "\n".join(lines)
