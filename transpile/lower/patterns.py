r"""Regular expressions of KQL to those of the engine (RE2), read and checked when compiling.

Both are automata without lookaround; they differ in the classes (``\d \w \s`` know Unicode in KQL
and ASCII in RE2), in some escapes, in free spacing and in limits. ``\b`` knows ASCII in the engine
and is the one difference that is left.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from transpile.errors import LabError
from transpile.light import dataclass

_BLANKS = (" ", r"\x{a0}", r"\x{1680}", r"\x{2000}-\x{200a}")
_LINES = (r"\x{2028}-\x{2029}", r"\x{202f}", r"\x{205f}", r"\x{3000}")
_CONNECTORS = ("_", r"\x{203f}-\x{2040}", r"\x{2054}", r"\x{fe33}-\x{fe34}")
_WIDE_CONNECTORS = (r"\x{fe4d}-\x{fe4f}", r"\x{ff3f}")
_PARTS = {r"\p{Z}": (*_BLANKS, *_LINES), r"\p{Pc}": (*_CONNECTORS, *_WIDE_CONNECTORS)}
_SHORT = {
    "d": (r"\p{Nd}",),
    "s": (r"\t", r"\n", r"\v", r"\f", r"\r", r"\x{85}", r"\p{Z}"),
    "w": (r"\p{L}", r"\p{M}", r"\p{Nd}", r"\p{Nl}", r"\p{Pc}", r"\x{200c}-\x{200d}"),
}
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_SPELLED = {char: f"\\{name}" for name, char in _CONTROL.items()}
_NAMED = (
    "C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So "
    "Z Zl Zp Zs Arabic Armenian Bengali Cyrillic Devanagari Georgian Greek Han Hangul Hebrew "
    "Hiragana Katakana Latin Thai Tamil Telugu Common"
)
_CATEGORIES = frozenset(_NAMED.split())
_POSIX_NAMES = "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit"
_POSIX = frozenset(_POSIX_NAMES.split())
_COUNTED = re.compile(r"\{(\d+)(,(\d*))?\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FLAGS = re.compile(r"\(\?([imsUxu]*)(-[imsUxu]+)?([:)])")
MOST_REPEATS = 1000
META = r"\\.+*?()|\[\]{}^$#&\-~"  # what a pattern interprets, as members of a class


class PatternError(LabError):
    """A regular expression that is wrong, or that the engine cannot run; ``at`` is its place."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(f"{why} (at its character {at + 1})")
        self.why, self.at = why, at


@dataclass(frozen=True)
class Pattern:
    """A checked pattern: its text for the engine, and the names of its groups in order."""

    text: str
    groups: tuple[str | None, ...]


@lru_cache(maxsize=512)
def engine_pattern(pattern: str, *, named: bool = True) -> Pattern:
    """The pattern as the engine reads it; ``named=False`` leaves the names of groups out.

    Raises:
        PatternError: where it is no pattern, or one that needs what automata do not have.
    """
    return _Reader(pattern, named=named).read()


def escaped(char: str) -> str:
    """One character, as a pattern that matches just it."""
    if char in _SPELLED:
        return _SPELLED[char]
    if char in r"\.+*?()|[]{}^$-":
        return f"\\{char}"
    return char if " " <= char <= "~" or ord(char) > 0xA0 else f"\\x{{{ord(char):x}}}"


class _Reader:
    def __init__(self, pattern: str, *, named: bool) -> None:
        self.pattern, self.named = pattern, named
        self.at = 0
        self.groups: list[str | None] = []

    def read(self) -> Pattern:
        made, _ = self._alternatives(0, spaced=False)
        if self.at < len(self.pattern):
            raise PatternError("the ')' closes nothing", self.at)
        return Pattern(made, tuple(self.groups))

    def _peek(self, ahead: str) -> bool:
        return self.pattern.startswith(ahead, self.at)

    def _alternatives(self, depth: int, *, spaced: bool) -> tuple[str, int]:
        """Up to the bracket that closes: the text, and how often its parts repeat."""
        if depth > 100:
            raise PatternError("more than 100 levels of brackets", self.at)
        made: list[str] = []
        most = 1
        while self.at < len(self.pattern) and not self._peek(")"):
            if spaced and self._skipped_space():
                continue
            start = self.at
            flags = _FLAGS.match(self.pattern, self.at)
            if flags and flags[3] == ")":
                spaced = self._spaced(flags, spaced)
                self.at = flags.end()
                made.append(_flag_text(flags, ")"))
            elif self.pattern[self.at] in "|^$":
                made.append(self.pattern[self.at])
                self.at += 1
            else:
                atom, inside = self._atom(depth, spaced=spaced)
                repeat, times = self._repeat(spaced=spaced)
                if inside * times > MOST_REPEATS:
                    raise PatternError(f"more than {MOST_REPEATS} repeats, nested ones", start)
                most = max(most, inside * times)
                made.append(atom + repeat)
        return "".join(made), most

    def _skipped_space(self) -> bool:
        if self._peek("#"):
            end = self.pattern.find("\n", self.at)
            self.at = len(self.pattern) if end < 0 else end + 1
            return True
        if self.pattern[self.at].isspace():
            self.at += 1
            return True
        return False

    def _spaced(self, flags: re.Match[str], spaced: bool) -> bool:
        if "u" in (flags[2] or ""):
            raise PatternError("matching bytes, (?-u), is not supported", self.at)
        return "x" in flags[1] or (spaced and "x" not in (flags[2] or ""))

    def _atom(self, depth: int, *, spaced: bool) -> tuple[str, int]:
        char = self.pattern[self.at]
        if char == "(":
            return self._group(depth, spaced=spaced)
        if char == "[":
            return self._class(), 1
        if char == "\\":
            made = self._escape()
            return (_any_of(made) if isinstance(made, tuple) else made), 1
        if char in "*+?" or _COUNTED.match(self.pattern, self.at):
            raise PatternError(f"there is nothing that the '{char}' could repeat", self.at)
        self.at += 1
        return ("." if char == "." else escaped(char)), 1

    def _repeat(self, *, spaced: bool) -> tuple[str, int]:
        while spaced and self.at < len(self.pattern) and self._skipped_space():
            pass
        start, times = self.at, 1
        counted = _COUNTED.match(self.pattern, self.at)
        if counted:
            least, most = int(counted[1]), int(counted[3] or counted[1])
            if least > most:
                raise PatternError(f"the repeat {counted[0]} ends before it begins", start)
            if most > MOST_REPEATS:
                raise PatternError(
                    f"the repeat {counted[0]} is above {MOST_REPEATS}, the most that runs", start
                )
            self.at, times = counted.end(), max(1, most)
        elif self.at < len(self.pattern) and self.pattern[self.at] in "*+?":
            self.at += 1
        else:
            return "", 1
        if self._peek("?"):
            self.at += 1
        if self.at < len(self.pattern) and self.pattern[self.at] in "*+":
            raise PatternError("possessive and doubled repeats are not supported", self.at)
        return self.pattern[start : self.at], times

    def _group(self, depth: int, *, spaced: bool) -> tuple[str, int]:
        start = self.at
        opened = self._opening()
        flags = None
        if not opened:
            flags = _FLAGS.match(self.pattern, start)
            if flags is None:
                raise PatternError("an unknown kind of group", start)
            spaced, self.at = self._spaced(flags, spaced), flags.end()
            opened = _flag_text(flags, ":")
        inner, times = self._alternatives(depth + 1, spaced=spaced)
        if not self._peek(")"):
            raise PatternError("the '(' is not closed", start)
        self.at += 1
        return f"{opened}{inner})", times

    def _opening(self) -> str:
        """The start of a capturing group; the empty text where it is none."""
        if not self._peek("(?"):
            self.at += 1
            self.groups.append(None)
            return "("
        for ahead in ("(?=", "(?!", "(?<=", "(?<!"):
            if self._peek(ahead):
                raise PatternError(f"lookaround, {ahead}...), is not supported", self.at)
        if self._peek("(?>"):
            raise PatternError("atomic groups, (?>...), are not supported", self.at)
        if not (self._peek("(?P<") or self._peek("(?<")):
            return ""
        name = _NAME.match(self.pattern, self.pattern.index("<", self.at) + 1)
        if name is None or not self.pattern.startswith(">", name.end()):
            raise PatternError("a group needs a name between < and >", self.at)
        if self.named and name[0] in self.groups:
            raise PatternError(f"two groups are called {name[0]}", self.at)
        self.groups.append(name[0])
        self.at = name.end() + 1
        return f"(?P<{name[0]}>" if self.named else "("

    def _escape(self) -> str | tuple[str, ...]:
        """What follows a backslash: a pattern, or the members of a class."""
        start = self.at
        if start + 1 >= len(self.pattern):
            raise PatternError("the backslash at the end escapes nothing", start)
        char = self.pattern[start + 1]
        self.at += 2
        if char in _SHORT:
            return _SHORT[char]
        if char.lower() in _SHORT:
            return f"[^{''.join(_SHORT[char.lower()])}]"
        if char in "bBAz":
            return f"\\{char}"
        if char in "pP":
            return self._category(char)
        return escaped(self._escaped_char(char, start))

    def _escaped_char(self, char: str, start: int) -> str:
        if char in _CONTROL:
            return _CONTROL[char]
        if char in "xuU":
            return self._code_point({"x": 2, "u": 4, "U": 8}[char], start)
        if char == "0":
            return "\0"
        if char in string.digits:
            raise PatternError(f"backreferences, \\{char}, are not supported", start)
        if char in string.ascii_letters:
            raise PatternError(f"there is no escape \\{char}", start)
        return char

    def _code_point(self, digits: int, start: int) -> str:
        found = re.compile(rf"\{{([0-9a-fA-F]{{1,6}})\}}|([0-9a-fA-F]{{{digits}}})")
        match = found.match(self.pattern, self.at)
        code = int(match[1] or match[2], 16) if match else 0x110000
        if match is None or code > 0x10FFFF:
            raise PatternError("an escape in hexadecimal without its digits", start)
        self.at = match.end()
        return chr(code)

    def _category(self, sign: str) -> str:
        start = self.at - 2
        match = re.compile(r"\{(\^?)([A-Za-z_]+)\}|([A-Z])").match(self.pattern, self.at)
        name = (match[2] or match[3]) if match else ""
        if match is None or name not in _CATEGORIES:
            raise PatternError(f"the Unicode class \\{sign}{{{name}}} is not known", start)
        self.at = match.end()
        negated = (sign == "P") != bool(match[1])
        return f"\\{'P' if negated else 'p'}{{{name}}}"

    # --- classes --------------------------------------------------------------------------------

    def _class(self) -> str:
        start = self.at
        self.at += 1
        negated = self._peek("^")
        self.at += negated
        members: list[str] = []
        without: list[str] = []  # d, s, w: classes whose complement is a member
        first = True
        while first or not self._peek("]"):
            if self.at >= len(self.pattern):
                raise PatternError("the '[' is not closed", start)
            first = False
            for operator in ("&&", "--", "~~"):
                if self._peek(operator) and not self.pattern.startswith("]", self.at + 2):
                    raise PatternError(f"'{operator}' between classes is not supported", self.at)
            self._member(members, without)
        self.at += 1
        return _joined(members, without, negated=negated, at=start)

    def _member(self, members: list[str], without: list[str]) -> None:
        start = self.at
        if self._peek("["):
            name = re.compile(r"\[:\^?([a-z]+):\]").match(self.pattern, start)
            if name and name[1] in _POSIX:
                members.append(name[0])
                self.at = name.end()
                return
            if self.pattern.count("]", start) > 1 and "\\" not in self.pattern[start:]:
                raise PatternError("a '[' inside a class is ambiguous: write \\[", start)
        if self._peek("\\") and self.pattern[start + 1 : start + 2] in tuple("dswpDSWP"):
            char = self.pattern[start + 1]
            if char in "DSW":
                without.append(char.lower())
                self.at += 2
                return
            made = self._escape()
            members.extend(made if isinstance(made, tuple) else (made,))
            return
        low = self._class_char()
        ranged = self._peek("-") and not self.pattern.startswith("]", self.at + 1)
        after = self.pattern[self.at + 1 : self.at + 3]
        if not ranged or (after[:1] == "\\" and after[1:] in tuple("dswpDSWP")):
            members.append(escaped(low))
            return
        self.at += 1
        high = self._class_char()
        if low > high:
            raise PatternError(f"the range {low}-{high} is the wrong way round", start)
        members.append(f"{escaped(low)}-{escaped(high)}")

    def _class_char(self) -> str:
        start = self.at
        if start >= len(self.pattern):
            raise PatternError("the class is not closed", start)
        char = self.pattern[start]
        self.at += 1
        if char != "\\":
            return char
        if start + 1 >= len(self.pattern):
            raise PatternError("the backslash at the end escapes nothing", start)
        self.at += 1
        escape = self.pattern[start + 1]
        return "\b" if escape == "b" else self._escaped_char(escape, start)


def _flag_text(flags: re.Match[str], end: str) -> str:
    """Flags without those that the reader takes care of."""
    on = re.sub("[xu]", "", flags[1])
    off = re.sub("[xu]", "", (flags[2] or "").lstrip("-"))
    if end == ")" and not on and not off:
        return ""
    return f"(?{on}{'-' + off if off else ''}{end}"


def _joined(members: list[str], without: list[str], *, negated: bool, at: int) -> str:
    """A class of RE2, which has no complement inside a class."""
    if not without:
        return f"[{'^' if negated else ''}{''.join(members)}]"
    complements = dict.fromkeys(without)
    if set(complements) == {"d", "w"}:
        del complements["w"]  # what is no digit holds all that is no letter
    if any(set(_SHORT[name]) <= set(members) for name in complements) or len(complements) > 1:
        if negated:
            raise PatternError("a class of no character at all", at)
        return "(?s:.)"  # [\s\S] and its kin
    (name,) = complements
    if not negated:
        plain = f"|[{''.join(members)}]" if members else ""
        return f"(?:[^{''.join(_SHORT[name])}]{plain})"
    # what is in the class itself and not among the members
    held = list(_SHORT[name])
    for whole, parts in _PARTS.items():
        if whole in held and any(member in parts for member in members):
            held.remove(whole)
            held += parts
    if any(member not in held for member in members):
        raise PatternError("this mixture of classes in [^...] is not supported", at)
    return _any_of(tuple(part for part in held if part not in members))


def _any_of(members: tuple[str, ...]) -> str:
    single = len(members) == 1 and members[0].startswith("\\")
    return members[0] if single else f"[{''.join(members)}]"
