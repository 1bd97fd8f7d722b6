"""A grammar of rows in an order and of operators that work on groups of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numpy.random import default_rng

from tests.reference.queries import (
    DT,
    KEY_KINDS,
    TS,
    B,
    D,
    Grammar,
    I,
    J,
    L,
    R,
    S,
    quoted,
    reference,
)
from tests.reference.tables import G1

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

AXES = {
    L: ("from -2 to 9 step 3", "from 1 to 4 step 1", "in range(-3, 8, 2)", "to 9 step 4",
        "from 5 to 1 step 2", "from 2 to 13 step 5"),
    I: ("from int(-6) to int(6) step int(3)", "in range(int(-5), int(4), int(2))"),
    R: ("from -3.0 to 3.0 step 0.75", "in range(-2.5, 2.5, 0.5)", "from 0.5 to 101.0 step 25.0"),
    DT: ("from datetime(2026-03-01) to datetime(2026-03-03) step 7h",
         "in range(datetime(2026-03-01T05:00), datetime(2026-03-03), 1d)",
         "from ago(1d) to now() step 5h",
         "from datetime(1960-01-01) to datetime(1975-01-01) step 365d"),
    TS: ("from -1d to 2d step 5h", "in range(-7h, 50h, 12h)"),
}  # fmt: skip
LITERALS = (
    "a", "e", "l", "b", "_", " ", "1", ".", '"', ":", "0.", "Al", "in", "", ",", "\0", "É", "x1",
)  # fmt: skip


class WideGrammar(Grammar):
    """The grammar with window functions, expanded arrays, sub-pipelines, series and patterns."""

    def operators(self) -> Sequence[Callable[[], str]]:
        """Mostly the new ones."""
        new = (
            self._ordered, self._ordered, self._ordered, self._numbered, self._expand,
            self._expand, self._apply, self._apply, self._partition, self._partition,
            self._nested, self._nested, self._series, self._series, self._parse, self._parse,
            self._scan,
        )  # fmt: skip
        return (*super().operators()[3:14], *new)

    # --- rows in an order -----------------------------------------------------------------------

    def _restart(self) -> str:
        return f", {self.expression(B, 1)}" if self.chance(3) else ""

    def _window(self) -> str:
        columns = [reference(name) for name, _ in self.columns]
        numbers = self.named((I, L, R, D)) or ["1"]
        values = self.named(KEY_KINDS) or ["1"]
        times = self.named((DT,)) or ["now()"]
        offset = self.pick(("", "", ", 1", ", 2", ", 50"))
        word = self.pick(("prev", "next"))
        spans = f"{self.pick(('1d', '2h', '36500d'))}, {self.pick(('1h', '400d', '0s'))}"
        return self.pick(
            (
                f"{word}({self.pick(columns)}{offset})",
                f"{word}({self.pick(columns)}, {self.pick(('1', '3'))}, {self.literal()})",
                f"row_number({self.pick(('', '0', '10'))})",
                f"row_number(1{self._restart()})",
                f"row_cumsum({self.pick(numbers)}{self._restart()})",
                f"row_rank_dense({self.pick(values)}{self._restart()})",
                f"row_rank_min({self.pick(values)}{self._restart()})",
                f"row_window_session({self.pick(times)}, {spans}{self._restart()})",
            )
        )

    def literal(self) -> str:
        """A number or a text, which is converted."""
        return self.pick(("0", "'x'", "-1", "2.5"))

    def _serialized(self) -> str:
        return "serialize" if self.chance(4) else self._sort()

    def _ordered(self) -> str:
        made = ", ".join(f"w{place} = {self._window()}" for place in range(1 + self.below(2)))
        return f"{self._serialized()}\n| extend {made}"

    def _numbered(self) -> str:
        shape = self.below(3)
        if shape == 0:
            return f"{self._serialized()}\n| where row_number() < 4 or {self.expression(B, 1)}"
        if shape == 1:
            keys = ", ".join(self._keys(1))
            return f"{self._serialized()}\n| summarize n = max(row_number()) by {keys}"
        return f"serialize w = {self._window()}"

    def _scan(self) -> str:
        number = self.pick(self.named((I, L)) or ["1"])
        test, other = self.expression(B, 1), self.expression(B, 1)
        steps = self.pick(
            (
                f"(step s: true => c = s.c + {number};)",
                f"(step s: {test} => c = iff({other}, 0, s.c + 1);)",
                f"(step a: {test} => c = {number}; step b: {other} => c = a.c + b.c;)",
                f"(step a output={self.pick(('all', 'last', 'none'))}: {test};"
                f" step b: {other} => c = a.c;)",
            )
        )
        match = self.pick(("", "", "with_match_id=m "))
        return f"{self._serialized()}\n| scan {match}declare (c: long = 0) with {steps}"

    # --- arrays and groups ----------------------------------------------------------------------

    def _array(self) -> str:
        dynamics = self.named((J,))
        if dynamics and not self.chance(3):
            return self.pick(dynamics) + self.pick(("", "", "", ".b", ".b.c", "[0]"))
        return self.pick(
            (
                'dynamic([3, 1, 2, null, 1])', "dynamic([])", "dynamic({'p': 1, 'q': [2]})",
                "dynamic(null)", f"todynamic({self.atom(S)})", 'dynamic(["x", "", 1.5, true])',
            )
        )  # fmt: skip

    def _typed(self) -> str:
        return self.pick(("", "", *(f" to typeof({kind})" for kind in (L, S, R, B, I, DT))))

    def _expand(self) -> str:
        kind = self.pick(("", "", "kind=array "))
        index = self.pick(("", "", "with_itemindex=at "))
        items = ", ".join(
            f"{name} = {self._array()}{self._typed()}"
            for name in self.pick((("e",), ("e",), ("e", "f")))
        )
        limit = self.pick(("", "", "", " limit 2", " limit 0"))
        dynamics = self.named((J,))
        if dynamics and self.chance(2):
            items = self.pick(dynamics) + self._typed()
        return f"mv-expand {kind}{index}{items}{limit}"

    def _body(self, before: str, most: int) -> str:
        inner = _Body(self._stream)
        inner.text = before
        whole = inner.continued(1 + self.below(most))
        return whole[len(before) :].replace("\n", " ").removeprefix(" | ") or "where true"

    def _apply(self) -> str:
        items = f"e = {self._array()}{self._typed()}"
        if self.chance(3):
            items = "with_itemindex=at " + items
        limit = self.pick(("", "", "", " limit 2"))
        body = self._body(f"{self.text}\n| mv-expand {items}", 2)
        return f"mv-apply {items}{limit} on ({body})"

    def _partition(self) -> str:
        key = self.pick(self.named(KEY_KINDS) or ["Missing"])
        strategy = self.pick(("native", "shuffle", "legacy"))
        return f"partition hint.strategy={strategy} by {key} ({self._body(self.text, 3)})"

    def _measure(self) -> str:
        numbers = self.named((I, L, R)) or ["1"]
        number = self.pick(numbers)
        return self.pick(
            (
                "count()", f"sum({number})", f"avg({number})", f"min({number})", f"max({number})",
                f"dcount({number})", f"countif({self.expression(B, 1)})", f"sum({number}) * 2",
            )
        )  # fmt: skip

    def _nested(self) -> str:
        levels = []
        for place in range(1 + self.below(3)):
            key = self.pick(self.named(KEY_KINDS) or ["1"])
            count = self.pick(("", "1 ", "2 ", "3 ", "100 ", "0 "))
            kinds = {reference(name): kind for name, kind in self.columns}
            called = {S: "'rest'", L: "-99", R: "-99.5", I: "-9"}.get(kinds.get(key, B))
            others = f" with others = {called}" if called and self.chance(3) else ""
            turn = self.pick(("", "", " asc", " desc"))
            of, by = f"of k{place} = {key}{others}", f"by m{place} = {self._measure()}{turn}"
            levels.append(f"top-nested {count}{of} {by}")
        return ", ".join(levels)

    def _series(self) -> str:
        axes = [(reference(name), kind) for name, kind in self.columns if kind in AXES]
        if not axes:
            return "where true"
        axis, kind = self.pick(axes)
        defaults = ("", "", " default=-1", " default=0.5", " default=long(null)")
        made = ", ".join(
            f"s{place} = {self._measure()}{self.pick(defaults)}"
            for place in range(1 + self.below(2))
        )
        by = "" if self.chance(2) else f" by {', '.join(self._keys(2))}"
        nonempty = "" if by or self.chance(2) else "kind=nonempty "
        return f"make-series {nonempty}{made} on at = {axis} {self.pick(AXES[kind])}{by}"

    # --- texts ----------------------------------------------------------------------------------

    def _parse(self) -> str:
        text = self.pick(self.named((S,)) or [quoted(f"id={G1};n=12 x")])
        kinds = ("", "", "", ":long", ":int", ":real", ":bool", ":string", ":datetime", ":guid")
        pieces = ["*"] if self.chance(2) else []
        if self.chance(3):
            pieces.append(f"start{self.pick(kinds)}")
        for place in range(1 + self.below(2)):
            pieces.append(quoted(self.pick(LITERALS)))
            pieces.append("*" if self.chance(5) else f"c{place}{self.pick(kinds)}")
        if self.chance(3):
            pieces.append(quoted(self.pick(LITERALS)))
        if self.chance(4):
            pieces.append("*")
        word = self.pick(("parse", "parse", "parse kind=relaxed", "parse-where"))
        return f"{word} {text} with {' '.join(pieces)}"


class _Body(WideGrammar):
    """What may stand in a sub-pipeline."""

    def operators(self) -> Sequence[Callable[[], str]]:
        """Those that bring no other table in."""
        return (
            self._where, self._where, self._extend, self._extend, self._project, self._summarize,
            self._summarize, self._distinct, self._sort, self._top, self._top, self._take,
            self._count, self._ordered, self._ordered, self._numbered, self._expand,
        )  # fmt: skip


def wide_query(seed: int) -> str:
    """Chains with rows in an order, arrays, sub-pipelines, series and patterns."""
    grammar = WideGrammar(default_rng(seed))
    return grammar.pipeline(1 + grammar.below(4))
