"""What the compiler says to people: diagnostics, their rendering, the error that carries them."""

from __future__ import annotations

import difflib
from enum import Enum
from typing import TYPE_CHECKING

from transpile.errors import LabError
from transpile.light import dataclass
from transpile.span import NOWHERE, Span, line_and_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST_NAME = 200  # nothing is near to a name that nobody writes


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

    def render(self, text: str, name: str = "", above: int = 0, indent: int = 0) -> str:
        """The remark with its source line and carets beneath the place.

        Args:
            text: the query.
            name: the file that it stands in.
            above: how many lines of that file stand above the query.
            indent: how far the query is indented there.
        """
        from transpile.carets import line_of, marked, told  # what is right needs no carets

        line, column = line_and_column(text, self.span.start)
        place = f"line {line + above}, column {column + indent}"
        if name:
            place = f"{name}:{line + above}:{column + indent}"
        shown = [f"{self.severity.value} {self.code}: {told(self.message)} ({place})"]
        source = line_of(text, self.span.start)
        if source:
            shown += marked(source, column - 1, self.span.end - self.span.start)
        if self.hint:
            shown.append(f"  hint: {told(self.hint)}")
        return "\n".join(shown)


class CompileError(LabError):
    """A query that is wrong or refused, with every diagnostic that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic], text: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.text = text
        super().__init__(self._line())

    def _line(self) -> str:
        from transpile.carets import told

        if not self.diagnostics:
            return "it hangs on something that was refused before"
        first = self.diagnostics[0]
        line, column = line_and_column(self.text, first.span.start)
        hint = f"; {first.hint}" if first.hint else ""
        more = len(self.diagnostics) - 1
        others = f" (and {more} more)" if more else ""
        said = f"{first.code} at line {line}, column {column}: {first.message}{hint}{others}"
        return told(said)

    def render(self, text: str = "", name: str = "") -> str:
        """All diagnostics with source lines and carets."""
        return shown(self.diagnostics, text or self.text, name)


MOST_SHOWN = 20


def shown(
    diagnostics: Sequence[Diagnostic], text: str, name: str = "", above: int = 0, indent: int = 0
) -> str:
    """Remarks below each other, and how many more there are where there are very many."""
    lines = [one.render(text, name, above, indent) for one in diagnostics[:MOST_SHOWN]]
    if len(diagnostics) > MOST_SHOWN:
        lines.append(f"and {len(diagnostics) - MOST_SHOWN:,} more")
    return "\n".join(lines)


def refusal(code: str, message: str, span: Span = NOWHERE, hint: str = "") -> CompileError:
    """A ``CompileError`` of a single diagnostic (the pipeline adds the query text)."""
    return CompileError((Diagnostic(code, message, span, hint),))


def near(name: str, known: Iterable[str]) -> str:
    """A hint with the nearest known names, or the empty string."""
    folded = {other.lower(): other for other in known}
    if len(name) > _LONGEST_NAME:
        return ""
    same = folded.get(name.lower())
    if same is not None and same != name:
        return f"capitals count: '{same}'"
    matches = difflib.get_close_matches(name.lower(), folded, n=3, cutoff=0.6)
    return "perhaps " + " or ".join(f"'{folded[m]}'" for m in matches) if matches else ""
