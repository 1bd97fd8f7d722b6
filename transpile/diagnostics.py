"""What the compiler says to people: diagnostics, their rendering, the error that carries them."""

from __future__ import annotations

import difflib
from enum import Enum
from typing import TYPE_CHECKING

from transpile.errors import LabError
from transpile.light import dataclass
from transpile.span import NOWHERE, Span, line_and_column

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(Enum):
    """How bad it is: an error refuses the query, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Diagnostic:
    """One remark on a query: code, place, what was found, and what would fit."""

    code: str
    message: str
    span: Span = NOWHERE
    hint: str = ""
    severity: Severity = Severity.ERROR

    def render(self, text: str, name: str = "") -> str:
        """The remark with its source line and carets beneath the place."""
        line, column = line_and_column(text, self.span.start)
        place = f"{name}:{line}:{column}" if name else f"line {line}, column {column}"
        shown = [f"{self.severity.value} {self.code}: {self.message} ({place})"]
        lines = text.splitlines()
        if lines and line <= len(lines):
            shown += _marked(lines[line - 1], column - 1, self.span.end - self.span.start)
        if self.hint:
            shown.append(f"  hint: {self.hint}")
        return "\n".join(shown)


_WIDEST = 120
_CONTEXT = 50


def _marked(source: str, start: int, width: int) -> list[str]:
    """The source line and the carets beneath; of a long line only what is near."""
    width = max(1, min(width, len(source) - start))
    if len(source) > _WIDEST:
        cut = max(0, start - _CONTEXT)
        end = min(len(source), start + _CONTEXT)
        source = ("..." if cut else "") + source[cut:end] + ("..." if end < len(source) else "")
        start += (3 if cut else 0) - cut
        width = max(1, min(width, end - cut))
    before = "".join("\t" if char == "\t" else " " for char in source[:start])
    return [f"  {source}", f"  {before}{'^' * min(width, len(source) - start or 1)}"]


class CompileError(LabError):
    """A query that is wrong or refused, with every diagnostic that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic], text: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.text = text
        super().__init__(self._line())

    def _line(self) -> str:
        first = self.diagnostics[0]
        line, column = line_and_column(self.text, first.span.start)
        hint = f"; {first.hint}" if first.hint else ""
        more = len(self.diagnostics) - 1
        others = f" (and {more} more)" if more else ""
        return f"{first.code} at line {line}, column {column}: {first.message}{hint}{others}"

    def render(self, text: str = "", name: str = "") -> str:
        """All diagnostics with source lines and carets."""
        source = text or self.text
        return "\n".join(diagnostic.render(source, name) for diagnostic in self.diagnostics)


def refusal(code: str, message: str, span: Span = NOWHERE, hint: str = "") -> CompileError:
    """A ``CompileError`` of a single diagnostic (the pipeline adds the query text)."""
    return CompileError((Diagnostic(code, message, span, hint),))


def near(name: str, known: Iterable[str]) -> str:
    """A hint with the nearest known names, or the empty string."""
    folded = {other.lower(): other for other in known}
    matches = difflib.get_close_matches(name.lower(), folded, n=3, cutoff=0.6)
    return "perhaps " + " or ".join(f"'{folded[m]}'" for m in matches) if matches else ""
